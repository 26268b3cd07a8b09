#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <chrono>
#include <cmath>
#include <numbers>
#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/gaussian.hpp>
#include <vector>

#include "information_terms.hpp"

namespace stochtherm {

namespace detail {

void require_gaussian(const Gaussian& a, const char* function) {
  require_finite(a.mean, "mean", function);
  require_positive(a.variance, "the variance must be positive", "variance", function);
}

}  // namespace detail

namespace {

// [(1+t) ln(1+t) + (1-t) ln(1-t)]/2 = sum t^2k/(2k (2k-1)): even, from 0 to ln 2.
double mixing_loss(double t) {
  const double t2 = t * t;
  if (t2 >= 1) return constants::ln2;
  if (t2 < 1e-3)  // the first dropped term is below 2e-17 of the sum
    return t2 * (1. / 2 + t2 * (1. / 12 + t2 * (1. / 30 + t2 * (1. / 56 + t2 * (1. / 90)))));
  return 0.5 * ((1 + t) * std::log1p(t) + (1 - t) * std::log1p(-t));
}

}  // namespace

double differential_entropy(const Gaussian& a) {
  detail::require_gaussian(a);
  return 0.5 * (1 + std::log(2 * std::numbers::pi * a.variance));
}

double kullback_leibler(const Gaussian& a, const Gaussian& b) {
  detail::require_gaussian(a);
  detail::require_gaussian(b);
  const double shift = a.mean - b.mean;
  return 0.5 * (detail::x_minus_log1p((a.variance - b.variance) / b.variance) + shift * shift / b.variance);
}

double gaussian_mutual_information(double correlation) {
  require(std::abs(correlation) < 1, "a correlation coefficient must lie between -1 and 1, both excluded",
          "correlation", correlation);
  const double r = std::abs(correlation);
  return r < 0.5 ? -0.5 * std::log1p(-r * r) : -0.5 * (std::log1p(-r) + std::log1p(r));
}

Solved<double> jensen_shannon(const Gaussian& a, const Gaussian& b) {
  detail::require_gaussian(a);
  detail::require_gaussian(b);
  const auto start = std::chrono::steady_clock::now();

  // z counts standard deviations from the mean of the narrower one. The other has mean `shift` and variance
  // 1 + excess there: a needle within a broad density is resolved as well as two that are nearly equal.
  const auto& narrow = a.variance <= b.variance ? a : b;
  const auto& wide = a.variance <= b.variance ? b : a;
  const double unit = std::sqrt(narrow.variance);
  const double shift = (wide.mean - narrow.mean) / unit;
  const double excess = (wide.variance - narrow.variance) / narrow.variance,
               ratio = wide.variance / narrow.variance;
  std::size_t evaluations = 0;
  const auto integrand = [&](double z) {
    ++evaluations;
    const double log_ratio =
        0.5 * (std::log1p(excess) - z * z * excess / ratio + shift * (shift - 2 * z) / ratio);
    const double from_wide = z - shift;
    const double mixture =
        0.5 * (std::exp(-0.5 * z * z) + std::exp(-0.5 * from_wide * from_wide / ratio) / std::sqrt(ratio));
    return mixture * mixing_loss(std::tanh(0.5 * log_ratio));
  };

  // Beyond 39 standard deviations a normal density has underflowed.
  std::vector<double> cuts;
  for (const double z : {-39., -16., -8., -4., -2., -1., 0., 1., 2., 4., 8., 16., 39.}) {
    cuts.push_back(z);
    cuts.push_back(shift + z * std::sqrt(ratio));
  }
  std::sort(cuts.begin(), cuts.end());

  // Mapped to [-1, 1] by hand: Boost 1.74 leaves the length of the interval out of its error estimate.
  using boost::math::quadrature::gauss_kronrod;
  const auto piece = [&](std::size_t i, unsigned depth, double tolerance, double* error) {
    const double half = 0.5 * (cuts[i + 1] - cuts[i]), middle = cuts[i] + half;
    if (half == 0) return 0.0;
    const auto mapped = [&](double u) { return half * integrand(middle + half * u); };
    return gauss_kronrod<double, 31>::integrate(mapped, -1., 1., depth, tolerance, error);
  };
  // A rough sum first, so that no effort is spent on pieces that do not count.
  std::vector<double> rough(cuts.size() - 1);
  double scale = 0;
  for (std::size_t i = 0; i < rough.size(); ++i) scale += rough[i] = piece(i, 0, 1, nullptr);
  double sum = 0, error = 0;
  for (std::size_t i = 0; i < rough.size(); ++i) {
    if (rough[i] < 1e-16 * scale) continue;
    double piece_error = 0;
    sum += piece(i, 12, std::min(0.1, 1e-13 * scale / rough[i]), &piece_error);
    error += piece_error;
  }
  const double norm = 1 / std::sqrt(2 * std::numbers::pi);
  const Stats stats{
      .steps = evaluations,
      .residual = norm * error,
      .seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()};
  if (!std::isfinite(sum))
    return {sum, Status::diverged,
            "jensen_shannon: the distance or the ratio of the variances is too large for double precision.",
            stats};
  if (error > 1e-9 * sum)
    return {norm * sum, Status::step_limit,
            "jensen_shannon: the quadrature did not reach a relative error of 1e-9. Compare the "
            "distributions on a "
            "graded grid instead.",
            stats};
  return Solved<double>(norm * sum, stats);
}

}  // namespace stochtherm
