// What an inference throws away and makes up, and how wrong it must then be.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <stochtherm/constants.hpp>
#include <stochtherm/thermodynamics/inference_cost.hpp>
#include <stochtherm/validation/case.hpp>

#include "samples.hpp"

namespace stochtherm::validation {
namespace {

JointDistribution random_joint(const Effort& effort, std::uint64_t name, std::size_t X, std::size_t Y) {
  std::vector<double> m(X * Y);
  double total = 0;
  for (std::size_t i = 0; i < m.size(); ++i) total += m[i] = std::pow(uniform(effort, i, 70, name), 4);
  for (double& x : m) x /= total;
  return {X, Y, std::move(m)};
}

/// `shift` is added to the error that is found; 0 is the truth.
Verdict compare(const Effort& effort, double shift) {
  Verdict verdict;
  // A bit through a channel that is wrong one time in ten: Fano's bound is met.
  const double e = 0.1, h = -e * std::log(e) - (1 - e) * std::log1p(-e);
  const auto bit = inference_cost(JointDistribution::noisy_copy(0.5, e));
  verdict.checks.push_back(conditioned("noisy bit: discarded", bit.discarded, h, 1, 16));
  verdict.checks.push_back(conditioned("noisy bit: error", bit.error + shift, e, 1, 32));
  verdict.checks.push_back(conditioned("noisy bit: Fano's bound is met", bit.error_at_least, e, 8, 64));
  // M equal wrong answers: met as well.
  const std::size_t M = 5;
  std::vector<double> m(M * M);
  for (std::size_t x = 0; x < M; ++x)
    for (std::size_t y = 0; y < M; ++y) m[x * M + y] = (x == y ? 1 - e : e / (M - 1)) / M;
  const auto five = inference_cost(JointDistribution(M, M, m));
  verdict.checks.push_back(conditioned("five states: Fano's bound is met", five.error_at_least, e, 8, 64));

  // Random tables and models: the books balance, the bounds hold.
  double lower = 1, upper = 1, books = 0, lost = 0;
  for (std::size_t t = 0; t < 200; ++t) {
    const auto p = random_joint(effort, 2 * t, 4, 6), other = random_joint(effort, 2 * t + 1, 4, 6);
    std::vector<double> q(24);
    double surprise = 0;
    for (std::size_t y = 0; y < 6; ++y)
      for (std::size_t x = 0; x < 4; ++x) {
        q[x * 6 + y] = other(x, y) / other.marginal_y()[y];
        surprise -= p(x, y) * std::log(q[x * 6 + y]);
      }
    const auto c = inference_cost(p, q);
    lower = std::min(lower, c.error + shift - c.error_at_least);
    upper = std::min(upper, c.error_at_most - c.error - shift);
    books = std::max(books, std::abs(c.surprise / surprise - 1));
    const std::vector<std::size_t> map{0, 0, 1, 1, 2, 2};
    std::vector<double> coarse(12);
    for (std::size_t x = 0; x < 4; ++x)
      for (std::size_t y = 0; y < 6; ++y) coarse[x * 3 + map[y]] += p(x, y);
    const double difference = p.mutual_information() - JointDistribution(4, 3, coarse).mutual_information();
    lost = std::max(lost, std::abs(information_discarded(p, map, 3) - difference));
  }
  verdict.checks.push_back(at_least("200 models: error less Fano's bound", lower, 0, 1e-12));
  verdict.checks.push_back(at_least("200 models: upper bound less error", upper, 0, 1e-12));
  verdict.checks.push_back(
      at_most("200 models: discarded + filled in against −⟨ln q⟩, relative", books, 1e-13));
  verdict.checks.push_back(
      at_most("data merged in pairs: information lost, as a sum and as a difference", lost, 1e-13));

  // Prices.
  verdict.checks.push_back(
      conditioned("handling of 1024 bits at η = 1, kT", bit_handling_energy(1024, 1, 1), 10240, 1, 4));
  const double kT = constants::boltzmann * 310;
  verdict.checks.push_back(conditioned("one watt at 310 K, bits a second",
                                       bits(information_rate_limit(1, kT)), 1 / (kT * constants::ln2), 1, 4));
  std::vector<double> width, gap;
  for (const double B : {1e3, 1e4, 1e5, 1e6})
    width.push_back(1 / B), gap.push_back(1 - information_rate_limit(1, 1, B));
  verdict.checks.push_back(
      order("a wide channel carries P/kT: what is missing, against 1/B", width, gap, 1, 0.01));
  return verdict;
}

const Registered registered{{
    .name = "thermodynamics/inference_cost",
    .claim = "The error of an inference lies between bounds set by what is discarded and filled in, and both "
             "make up the "
             "surprise.",
    .equation = "−⟨ln q(x|y)⟩ = H(X|Y) + ⟨D(p||q)⟩;  h(e) + e ln(M − 1) ≥ H(X|Y)",
    .source = "cover2006, feder1994, shannon1949",
    .tags = {"exact"},
    .check = [](const Effort& effort) { return compare(effort, 0); },
    .sabotage = {.description = "Five errors in a hundred are not counted.",
                 .check = [](const Effort& effort) { return compare(effort, -0.05); }},
}};

}  // namespace
}  // namespace stochtherm::validation
