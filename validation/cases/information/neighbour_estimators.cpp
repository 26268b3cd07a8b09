// Entropy, divergence and conditional information of normal samples; and the covariance's estimate without bias.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <stochtherm/information/gaussian.hpp>
#include <stochtherm/information/gaussian_vectors.hpp>
#include <stochtherm/information/mutual_information.hpp>
#include <stochtherm/information/nearest_neighbours.hpp>
#include <stochtherm/validation/case.hpp>

#include "../thermodynamics/samples.hpp"

namespace stochtherm::validation {
namespace {

using Samples = std::vector<std::vector<double>>;

/// `scale` 1 is the truth: the unit of length of the data.
Verdict compare(const Effort& effort, double scale) {
  Verdict verdict;
  const std::size_t sets = effort.samples(600), N = 500;
  std::vector<double> h1, h3, divergence, chain, small, small_conditional;
  for (std::size_t s = 0; s < sets; ++s) {
    Samples x(3, std::vector<double>(N)), wide(1, std::vector<double>(N)), y(1, std::vector<double>(N)),
        z = y;
    for (std::size_t i = 0; i < N; ++i) {
      for (std::size_t c = 0; c < 3; ++c) x[c][i] = scale * normal(effort, i, c, s);
      wide[0][i] = scale * (0.5 + 1.5 * normal(effort, i, 3, s));
      // x -> z -> y: no information once z is known.
      z[0][i] = x[0][i] + 0.5 * scale * normal(effort, i, 4, s);
      y[0][i] = z[0][i] + 0.5 * scale * normal(effort, i, 5, s);
    }
    const Samples line{x[0]};
    h1.push_back(kozachenko_leonenko(line).mean);
    h3.push_back(kozachenko_leonenko(x).mean);
    divergence.push_back(nearest_neighbour_divergence(line, wide).mean);
    chain.push_back(conditional_kraskov(line, y, z).mean);
  }
  const double h = 0.5 * std::log(2 * std::numbers::pi * std::numbers::e);
  // Standard errors at a tenth of the effort: 0.006, 0.006, 0.004; biases of order (k/N)^(2/d).
  verdict.checks.push_back(statistical("entropy of a normal variable", estimate_mean(h1), h, 0.08));
  verdict.checks.push_back(statistical("divergence of normal distributions", estimate_mean(divergence),
                                       kullback_leibler(Gaussian{0, 1}, Gaussian{0.5, 2.25}), 0.12));
  const Estimate along = estimate_mean(chain);
  verdict.checks.push_back(at_most("I(X;Y|Z) of a chain X → Z → Y: size of the bias beyond 4 standard errors",
                                   std::abs(along.mean) - 4 * along.std_error, 0.01));
  const Estimate in_space = estimate_mean(h3);
  verdict.checks.push_back(
      at_most("entropy of a normal vector of three: size of the bias beyond 4 standard errors",
              std::abs(in_space.mean - 3 * h) - 4 * in_space.std_error, 0.06));

  // Few samples: the bias of the determinants is subtracted exactly.
  const std::size_t repeats = effort.samples(20'000), few = 12;
  const GaussianVector truth{{0, 0, 0}, {1, 0.6, 0.3, 0.6, 1, 0.5, 0.3, 0.5, 1}};
  for (std::size_t s = 0; s < repeats; ++s) {
    Samples x(1, std::vector<double>(few)), y = x, z = x;
    for (std::size_t i = 0; i < few; ++i) {  // the Cholesky factor of that covariance, by hand
      const double a = normal(effort, s, 6, 3 * i), b = normal(effort, s, 6, 3 * i + 1),
                   c = normal(effort, s, 6, 3 * i + 2);
      x[0][i] = a;
      y[0][i] = 0.6 * a + 0.8 * b;
      z[0][i] = 0.3 * a + 0.4 * b + std::sqrt(0.75) * c;
    }
    small.push_back(gaussian_mutual_information(x, y).mean);
    small_conditional.push_back(gaussian_mutual_information(x, y, z).mean);
  }
  // Standard errors at a tenth of the effort: 0.004.
  verdict.checks.push_back(statistical("covariance, 12 samples: mean of I(X;Y)", estimate_mean(small),
                                       mutual_information(truth, {0}, {1}), 0.03));
  verdict.checks.push_back(statistical("covariance, 12 samples: mean of I(X;Y|Z)",
                                       estimate_mean(small_conditional),
                                       mutual_information(truth, {0}, {1}, {2}), 0.03));
  return verdict;
}

const Registered registered{{
    .name = "information/neighbour_estimators",
    .claim = "Nearest neighbours find the entropy, the divergence and the conditional information of normal "
             "samples; the "
             "covariance finds informations without bias from twelve samples.",
    .equation = "h = ψ(N) − ψ(k) + d⟨ln 2ε⟩;  D = d⟨ln(ν/ε)⟩ + ln[m/(n − 1)]",
    .source = "kozachenko1987, wang2009, frenzel2007",
    .tags = {"statistical"},
    .statistical_checks = 4,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description =
                     "The balls are measured by their radius, not by their width: a factor 2 in length.",
                 .check = [](const Effort& effort) { return compare(effort, 0.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation
