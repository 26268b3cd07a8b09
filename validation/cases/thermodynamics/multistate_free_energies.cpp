// Many states at once: the free energies of traps of many stiffnesses, by Bennett's ratio and by integration.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <stochtherm/thermodynamics/bennett.hpp>
#include <stochtherm/thermodynamics/multistate_bennett.hpp>
#include <stochtherm/thermodynamics/thermodynamic_integration.hpp>
#include <stochtherm/thermodynamics/work_overlap.hpp>
#include <stochtherm/validation/case.hpp>

#include "samples.hpp"

namespace stochtherm::validation {
namespace {

/// u_k = stiffness_k x^2/2 of samples x drawn at some of the stiffnesses; `power` 1 is the truth.
struct Data {
  std::vector<std::vector<double>> energies;
  std::vector<std::size_t> samples;
  std::vector<std::vector<double>> x;
};
Data draw(const Effort& effort, const std::vector<double>& stiffness, std::vector<std::size_t> samples,
          std::uint64_t name) {
  Data d{std::vector<std::vector<double>>(stiffness.size()), std::move(samples),
         std::vector<std::vector<double>>(stiffness.size())};
  for (std::size_t k = 0; k < stiffness.size(); ++k)
    for (std::size_t i = 0; i < d.samples[k]; ++i) {
      d.x[k].push_back(normal(effort, i, 60 + k, name) / std::sqrt(stiffness[k]));
      for (std::size_t l = 0; l < stiffness.size(); ++l)
        d.energies[l].push_back(0.5 * stiffness[l] * d.x[k].back() * d.x[k].back());
    }
  return d;
}

Verdict compare(const Effort& effort, double unit) {
  Verdict verdict;
  const std::vector<double> stiffness{1, 1.5, 2.5, 4, 8};
  const auto exact = [&](std::size_t k) { return unit * 0.5 * std::log(stiffness[k] / stiffness[0]); };
  // One state is not sampled at all: what the others saw is enough for it.
  const std::size_t n = effort.samples(10'000);
  const auto d = draw(effort, stiffness, {n, n / 2, 0, n, n / 2}, 0);
  const auto f = *multistate_bennett(d.energies, d.samples);
  for (std::size_t k = 1; k < stiffness.size();
       ++k)  // standard errors at a tenth of the effort: 0.02 to 0.03
    verdict.checks.push_back(
        statistical(fmt::format("stiffness {}: ΔF/kT", stiffness[k]), f.difference(0, k), exact(k), 0.3));
  double rows = 0;
  for (std::size_t i = 0; i < stiffness.size(); ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < stiffness.size(); ++j) sum += f.overlap[i * stiffness.size() + j];
    rows = std::max(rows, std::abs(sum - 1));
  }
  verdict.checks.push_back(at_most("rows of the overlap matrix: deviation of their sums from 1", rows, 1e-9));

  // Two states: Bennett's ratio itself.
  const auto two = draw(effort, {1, 4}, {1000, 2000}, 1);
  std::vector<double> forward, reverse;
  for (double x : two.x[0]) forward.push_back(1.5 * x * x);
  for (double x : two.x[1]) reverse.push_back(-1.5 * x * x);
  const auto both = *multistate_bennett(two.energies, two.samples);
  const Estimate bar = *bennett(forward, reverse, 1);
  verdict.checks.push_back(
      at_most("two states: ΔF less Bennett's", std::abs(both.free_energy[1] - bar.mean), 1e-10));
  verdict.checks.push_back(at_most("two states: error over Bennett's, less 1",
                                   std::abs(both.difference(0, 1).std_error / bar.std_error - 1), 1e-8));
  verdict.checks.push_back(at_most("two states: overlap less that of the work",
                                   std::abs(both.least_overlap - work_overlap(forward, reverse, 1, bar.mean)),
                                   1e-9));

  // The stated error, against the scatter of small experiments.
  const std::size_t repeats = effort.samples(1500);
  std::vector<double> squares;
  for (std::size_t r = 0; r < repeats; ++r) {
    const auto small = draw(effort, {1, 2, 4}, {100, 100, 100}, 2 + r);
    const double z =
        multistate_bennett(small.energies, small.samples)->difference(0, 2).z(0.5 * std::log(4.0));
    squares.push_back(z * z);
  }
  verdict.checks.push_back(statistical("mean square of (ΔF − ½ ln 4)/error, 100 samples of each of three",
                                       estimate_mean(squares), 1, 0.95));

  // Integration: <dU/dk> = 1/(2k), with errors and without.
  std::vector<double> k;
  std::vector<Estimate> sharp, noisy;
  for (int i = 0; i <= 12; ++i) {
    k.push_back(std::exp(std::log(8.0) * i / 12));
    sharp.push_back({0.5 / k.back(), 0, 1});
    std::vector<double> slope;
    for (std::size_t s = 0; s < n / 4; ++s) {
      const double x = normal(effort, s, 80 + static_cast<std::uint64_t>(i), 0) / std::sqrt(k.back());
      slope.push_back(0.5 * x * x);
    }
    noisy.push_back(estimate_mean(slope));
  }
  const double to_eight = unit * 0.5 * std::log(8.0);
  verdict.checks.push_back(
      statistical("integration over 13 stiffnesses", thermodynamic_integration(k, noisy).dF, to_eight, 0.45));
  std::vector<double> spacing, error;
  for (const int points : {13, 25, 49, 97}) {
    std::vector<double> at;
    std::vector<Estimate> force;
    for (int i = 0; i < points; ++i)
      at.push_back(1 + 7.0 * i / (points - 1)), force.push_back({0.5 / at.back(), 0, 1});
    spacing.push_back(7.0 / (points - 1));
    error.push_back(std::abs(thermodynamic_integration(at, force).dF.mean - 0.5 * std::log(8.0)));
  }
  // Natural ends, where the curvature is not 0, leave a term of order 3.
  verdict.checks.push_back(order("integration: error against spacing", spacing, error, 3, 0.25));
  return verdict;
}

const Registered registered{{
    .name = "thermodynamics/multistate_free_energies",
    .claim = "Bennett's ratio for many states finds the free energies of traps of five stiffnesses, one of "
             "them never "
             "sampled, with errors that hold; integration of the mean force agrees.",
    .equation = "e^{−f_{i}} = Σ_{n} e^{−u_{i}(x_{n})}/Σ_{k} N_{k} e^{f_{k} − u_{k}(x_{n})};  ΔF = ∫⟨∂U/∂λ⟩dλ",
    .source = "shirts2008, bennett1976, kirkwood1935",
    .tags = {"statistical", "order"},
    .statistical_checks = 6,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description = "The free energy of a trap is taken as kT ln k, not half of it.",
                 .check = [](const Effort& effort) { return compare(effort, 2); }},
}};

}  // namespace
}  // namespace stochtherm::validation
