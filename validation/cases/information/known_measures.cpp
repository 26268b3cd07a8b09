// Divergences and informations of known distributions against quadrature, sums and each other.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <stochtherm/information/density.hpp>
#include <stochtherm/information/f_divergence.hpp>
#include <stochtherm/information/gaussian_vectors.hpp>
#include <stochtherm/information/joint_table.hpp>
#include <stochtherm/thermodynamics/divergence_rates.hpp>
#include <stochtherm/validation/case.hpp>

#include "gsl_rule.hpp"
#include "random_table.hpp"

namespace stochtherm::validation {
namespace {

using Masses = std::vector<double>;
using Renyi = std::function<double(const Masses&, const Masses&, double)>;

double pdf(const Gaussian& g, double x) {
  return std::exp(-0.5 * (x - g.mean) * (x - g.mean) / g.variance) /
         std::sqrt(2 * std::numbers::pi * g.variance);
}

Verdict compare(const Effort& effort, const Renyi& renyi) {
  Verdict verdict;
  const Masses p{0.5, 0.3, 0.15, 0.05}, q{0.2, 0.3, 0.1, 0.4};
  const auto sum = [&](auto f) {
    double total = 0;
    for (std::size_t i = 0; i < p.size(); ++i) total += f(p[i], q[i]);
    return total;
  };
  // Discrete: the definitions, in plain sums of four terms.
  for (const double a : {0.3, 2.0, 5.0}) {
    const double power = sum([a](double x, double y) { return std::pow(x, a) * std::pow(y, 1 - a); });
    verdict.checks.push_back(conditioned(fmt::format("Rényi divergence of order {}", a), renyi(p, q, a),
                                         std::log(power) / (a - 1), 4, 32));
    verdict.checks.push_back(conditioned(fmt::format("Tsallis divergence of order {}", a),
                                         tsallis_divergence(p, q, a), (power - 1) / (a - 1), 4, 32));
    const double own = sum([a](double x, double) { return std::pow(x, a); });
    verdict.checks.push_back(conditioned(fmt::format("Rényi entropy of order {}", a), renyi_entropy(p, a),
                                         std::log(own) / (1 - a), 4, 32));
  }
  for (const double a : {0.3, 2.0, 5.0}) {
    verdict.checks.push_back(conditioned(fmt::format("Rényi of order {} beside its gradients", a),
                                         renyi(p, q, a), renyi_divergence(a, p, q).value, 4, 32));
    verdict.checks.push_back(conditioned(fmt::format("Tsallis of order {} beside its gradients", a),
                                         tsallis_divergence(p, q, a), tsallis_divergence(a, p, q).value, 4,
                                         32));
  }
  verdict.checks.push_back(
      at_most("Rényi divergence of order 1 + 10^{−7} less Kullback-Leibler, over 10^{−7}",
              std::abs((renyi(p, q, 1 + 1e-7) - kullback_leibler(p, q)) / 1e-7 -
                       0.5 * (sum([](double x, double y) { return x * std::log(x / y) * std::log(x / y); }) -
                              kullback_leibler(p, q) * kullback_leibler(p, q))),
              1e-6));
  verdict.checks.push_back(
      conditioned("χ^{2} = exp(Rényi of order 2) − 1", chi_squared(p, q), std::expm1(renyi(p, q, 2)), 4, 16));
  const double H = hellinger_distance(p, q);
  verdict.checks.push_back(
      conditioned("1 − H^{2} = exp(−R_{1/2}/2)", 1 - H * H, std::exp(-0.5 * renyi(p, q, 0.5)), 1, 16));
  verdict.checks.push_back(
      conditioned("Kullback-Leibler as an f-divergence",
                  f_divergence(p, q, [](double t) { return t > 0 ? t * std::log(t) : 0; }),
                  kullback_leibler(p, q), 4, 16));
  verdict.checks.push_back(conditioned("total variation as an f-divergence",
                                       f_divergence(
                                           p, q, [](double t) { return 0.5 * std::abs(t - 1); }, 0.5),
                                       total_variation(p, q), 1, 16));

  // Inequalities, over random pairs: Pinsker, TV below Hellinger's bound, Rényi rising with its order.
  double pinsker = 1e300, hellinger = 1e300, rising = 1e300, chi = 1e300;
  for (std::size_t t = 0; t < 50; ++t) {
    const Masses a = random_table(effort.seed, 2 * t, {7}).masses(),
                 b = random_table(effort.seed, 2 * t + 1, {7}).masses();
    const double tv = total_variation(a, b), kl = kullback_leibler(a, b), h = hellinger_distance(a, b);
    pinsker = std::min(pinsker, kl - 2 * tv * tv);
    hellinger = std::min({hellinger, tv - h * h, h * std::sqrt(2 - h * h) - tv});
    chi = std::min(chi, std::log1p(chi_squared(a, b)) - kl);
    rising =
        std::min({rising, renyi(a, b, 0.5) - renyi(a, b, 0.2), kl - renyi(a, b, 0.5), renyi(a, b, 3) - kl});
  }
  verdict.checks.push_back(at_least("KL − 2 TV^{2}, 50 random pairs", pinsker, 0));
  verdict.checks.push_back(at_least("H^{2} ≤ TV ≤ H (2 − H^{2})^{1/2}", hellinger, 0));
  verdict.checks.push_back(at_least("ln(1 + χ^{2}) − KL", chi, 0));
  verdict.checks.push_back(at_least("Rényi divergence rises with its order", rising, 0));

  // Gaussians, against GSL over +-15 and finer and finer grids.
  const GslRule rule;
  const Gaussian a{0.4, 1}, b{-0.3, 1.69};
  const auto over = [&](auto f) { return rule(-15, 15, [&](double x) { return f(pdf(a, x), pdf(b, x)); }); };
  const double n = 500;
  for (const double order : {0.5, 2.0})
    verdict.checks.push_back(conditioned(
        fmt::format("Gaussians: Rényi divergence of order {}, GSL", order), renyi_divergence(a, b, order),
        std::log(over([order](double x, double y) { return std::pow(x, order) * std::pow(y, 1 - order); })) /
            (order - 1),
        1, n));
  verdict.checks.push_back(conditioned("Gaussians: χ^{2}, GSL", chi_squared(a, b),
                                       over([](double x, double y) { return (x - y) * (x - y) / y; }), 1, n));
  verdict.checks.push_back(conditioned(
      "Gaussians: H^{2}, GSL", hellinger_distance(a, b) * hellinger_distance(a, b),
      over([](double x, double y) { return 0.5 * std::pow(std::sqrt(x) - std::sqrt(y), 2); }), 1, n));
  verdict.checks.push_back(conditioned("Gaussians: Rényi entropy of order 2, GSL", renyi_entropy(a, 2),
                                       -std::log(over([](double x, double) { return x * x; })), 1, n));
  verdict.checks.push_back(conditioned("Gaussians: Tsallis entropy of order 2, GSL", tsallis_entropy(a, 2),
                                       1 - over([](double x, double) { return x * x; }), 1, n));
  verdict.checks.push_back(conditioned("Gaussians: Tsallis divergence of order 2 is χ^{2}",
                                       tsallis_divergence(a, b, 2), chi_squared(a, b), 1, 16));
  std::vector<double> widths, errors, tv_errors;
  for (const std::size_t cells : {120U, 240U, 480U, 960U}) {
    const auto grid = Grid1D::uniform(-13, 13, cells, Edge::reflecting);
    const auto f = Density::gaussian(grid, a.mean, a.variance),
               g = Density::gaussian(grid, b.mean, b.variance);
    widths.push_back(grid.width(0));
    errors.push_back(std::abs(renyi_divergence(f, g, 2) - renyi_divergence(a, b, 2)));
    tv_errors.push_back(std::abs(total_variation(f, g) - total_variation(a, b)));
    if (cells == 960)
      verdict.checks.push_back(at_most("Tsallis entropy of order 3 of a density less the Gaussian's",
                                       std::abs(tsallis_entropy(f, 3) - tsallis_entropy(a, 3)), 1e-4));
  }
  verdict.checks.push_back(order("Rényi divergence of densities on a grid", widths, errors, 2, 0.02));
  // Two crossings in a row of cells: the error depends on where in a cell they fall, but stays below a cell's share.
  verdict.checks.push_back(
      at_most("total variation of Gaussians less that on 960 cells", tv_errors.back(), 1e-4));

  // Vectors: blocks against one another, and a density in two dimensions.
  const GaussianVector v{{0, 0, 0, 0},
                         {2, 0.6, 0.3, -0.4, 0.6, 1, 0.2, 0.1, 0.3, 0.2, 1.5, 0.5, -0.4, 0.1, 0.5, 1.2}};
  const double rho = 0.6 / std::sqrt(2.0);
  verdict.checks.push_back(conditioned("Gaussian vector: I of two components",
                                       mutual_information(v, {0}, {1}), gaussian_mutual_information(rho), 4,
                                       32));
  verdict.checks.push_back(conditioned("Gaussian vector: chain rule", mutual_information(v, {0}, {1, 2, 3}),
                                       mutual_information(v, {0}, {1}) +
                                           mutual_information(v, {0}, {2}, {1}) +
                                           mutual_information(v, {0}, {3}, {1, 2}),
                                       4, 64));
  const GaussianVector product{v.mean, {2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1.5, 0, 0, 0, 0, 1.2}};
  verdict.checks.push_back(
      conditioned("Gaussian vector: multi-information is the divergence from the product",
                  multi_information(v, {0, 1, 2, 3}), kullback_leibler(v, product), 4, 64));

  // A binary pair in which x flips by itself and y copies x with errors: transfer entropy by hand.
  const double e = 0.1, copy_bits = std::numbers::ln2 + e * std::log(e) + (1 - e) * std::log1p(-e);
  std::vector<double> masses(8);  // y', y, x: x fair and new at each step, y' copies x
  for (std::size_t y1 = 0; y1 < 2; ++y1)
    for (std::size_t y = 0; y < 2; ++y)
      for (std::size_t x = 0; x < 2; ++x) masses[(y1 * 2 + y) * 2 + x] = 0.25 * (y1 == x ? 1 - e : e);
  const JointTable pair({2, 2, 2}, masses);
  verdict.checks.push_back(conditioned("transfer entropy of a noisy copy",
                                       transfer_entropy(pair, {0}, {1}, {2}), copy_bits, 2, 32));
  return verdict;
}

const Registered registered{{
    .name = "information/known_measures",
    .claim = "Rényi, Tsallis and f-divergences, entropies of any order and informations of Gaussian vectors "
             "agree with "
             "their definitions, with quadrature and with each other.",
    .equation =
        "R_{α} = ln[Σ p^{α} q^{1−α}]/(α − 1);  D_{f} = Σ q f(p/q);  I = ½ ln(det S_{A} det S_{B}/det S)",
    .source = "renyi1961, tsallis1988, csiszar1967, sason2016, vanerven2014, schreiber2000, watanabe1960, "
              "cover2006",
    .tags = {"exact"},
    .check =
        [](const Effort& effort) {
          return compare(
              effort, [](const Masses& p, const Masses& q, double a) { return renyi_divergence(p, q, a); });
        },
    .sabotage = {.description = "The orders of p and q are exchanged: α for 1 − α.",
                 .check =
                     [](const Effort& effort) {
                       return compare(effort, [](const Masses& p, const Masses& q, double a) {
                         return renyi_divergence(q, p, a);
                       });
                     }},
}};

}  // namespace
}  // namespace stochtherm::validation
