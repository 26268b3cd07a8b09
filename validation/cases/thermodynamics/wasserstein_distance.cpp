// The Wasserstein distance of normal distributions in four ways, and the speed limit that it sets.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <stochtherm/thermodynamics/wasserstein.hpp>
#include <stochtherm/validation/case.hpp>

#include "samples.hpp"

namespace stochtherm::validation {
namespace {

using Distance = std::function<double(const Gaussian&, const Gaussian&)>;

Verdict compare(const Effort& effort, const Distance& distance) {
  const Gaussian a{0, 1}, b{1, 0.25};
  Verdict verdict;
  verdict.checks.push_back(ulps("N(0, 1) to N(1, 1/4)", distance(a, b), 1.25, 1));
  verdict.checks.push_back(
      ulps("the same as matrices",
           squared_wasserstein(MultivariateGaussian{{0}, {1}}, MultivariateGaussian{{1}, {0.25}}),
           distance(a, b), 8));

  std::vector<double> steps, errors;
  for (const std::size_t cells : {100U, 200U, 400U, 800U}) {
    const auto grid = Grid1D::uniform(-9, 9, cells, Edge::reflecting);
    steps.push_back(18 / static_cast<double>(cells));
    errors.push_back(squared_wasserstein(Density::gaussian(grid, a.mean, a.variance),
                                         Density::gaussian(grid, b.mean, b.variance)) -
                     distance(a, b));
  }
  verdict.checks.push_back(order("order in the width of the cells", steps, errors, 2, 0.1));

  // The bias of samples, of order 1/n, is below a tenth of a standard error.
  const std::size_t n = effort.samples(100'000);
  verdict.checks.push_back(
      statistical("from samples",
                  squared_wasserstein(normals(effort, n, a.mean, std::sqrt(a.variance), 0),
                                      normals(effort, n / 2, b.mean, std::sqrt(b.variance), 1)),
                  distance(a, b), 0.25));

  // In the plane: tr (A^1/2 B A^1/2)^1/2 = sqrt(tr AB + 2 sqrt(det A det B)).
  const double A[] = {2, 0.7, 0.7, 1}, B[] = {0.5, -0.3, -0.3, 3};
  const double trace = A[0] * B[0] + 2 * A[1] * B[1] + A[3] * B[3];
  const double det_A = A[0] * A[3] - A[1] * A[1], det_B = B[0] * B[3] - B[1] * B[1];
  verdict.checks.push_back(conditioned(
      "two correlated pairs",
      squared_wasserstein(MultivariateGaussian{{0, 0}, {A, A + 4}},
                          MultivariateGaussian{{1, -2}, {B, B + 4}}),
      5 + A[0] + A[3] + B[0] + B[3] - 2 * std::sqrt(trace + 2 * std::sqrt(det_A * det_B)), 4, 16));

  // Relaxation in a trap of stiffness k without driving (kT = gamma = 1) produces KL(start|eq) - KL(end|eq).
  Series produced{
      .label = "relaxation in a trap", .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
  Series least{.label = "W2²/Dτ", .x = {}, .y = {}, .error = {}, .style = Series::Style::dashed};
  const double k = 4;
  const Gaussian start{1, 1}, equilibrium{0, 1 / k};
  double tightest = 1e300;
  for (int i = 1; i <= 40; ++i) {
    const double tau = 0.025 * i, e = std::exp(-k * tau);
    const Gaussian end{e, 1 / k + (1 - 1 / k) * e * e};
    const double entropy = kullback_leibler(start, equilibrium) - kullback_leibler(end, equilibrium);
    const auto limit = wasserstein_speed_limit({entropy, 0, 2}, distance(start, end), 1, tau);
    tightest = std::min(tightest, limit.slack());
    produced.x.push_back(tau);
    produced.y.push_back(entropy);
    least.x.push_back(tau);
    least.y.push_back(limit.bound);
  }
  verdict.checks.push_back(at_least("entropy of relaxing − W2²/Dτ, least of 40 durations", tightest, 0));
  // Carried at constant speed, mean and width together: <velocity^2>/D = m'^2 + s'^2 at every moment.
  const double tau = 0.7, D = 1.3;
  const double m_rate = (b.mean - a.mean) / tau,
               s_rate = (std::sqrt(b.variance) - std::sqrt(a.variance)) / tau;
  const double optimal = (m_rate * m_rate + s_rate * s_rate) * tau / D;
  verdict.checks.push_back(
      conditioned("W2²/Dτ over the entropy of the optimal protocol",
                  wasserstein_speed_limit({optimal, 0, 2}, distance(a, b), D, tau).efficiency(), 1, 4, 4));
  verdict.figures.push_back({.title = "The speed limit of relaxation",
                             .x_label = "duration τ",
                             .y_label = "entropy produced, nats",
                             .series = {produced, least},
                             .caption = "Letting go is not the cheapest way to get where it leads."});
  return verdict;
}

const Registered registered{{
    .name = "thermodynamics/wasserstein_distance",
    .claim = "The Wasserstein distance of normal distributions agrees between closed form, grid, samples and "
             "matrices, and "
             "bounds the entropy of relaxation from below.",
    .equation = "W_{2}^{2} = (m_{1} − m_{0})^{2} + (s_{1} − s_{0})^{2} ≤ Dτ Σ",
    .source = "villani2003, dowsonlandau1982, benamoubrenier2000, aurell2012",
    .tags = {"exact", "order", "statistical", "figure"},
    .statistical_checks = 1,
    .check =
        [](const Effort& effort) {
          return compare(effort,
                         [](const Gaussian& a, const Gaussian& b) { return squared_wasserstein(a, b); });
        },
    .sabotage = {.description = "Variances are subtracted instead of standard deviations.",
                 .check =
                     [](const Effort& effort) {
                       return compare(effort, [](const Gaussian& a, const Gaussian& b) {
                         const double dm = a.mean - b.mean, dv = a.variance - b.variance;
                         return dm * dm + dv * dv;
                       });
                     }},
}};

}  // namespace
}  // namespace stochtherm::validation
