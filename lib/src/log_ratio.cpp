#include "log_ratio.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "columns.hpp"

namespace stochtherm::detail {
namespace {

struct Sums {
  double likelihood = 0, g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
};

// Log likelihood of a + b z, its gradient and (negative) Hessian. `sign` is +1 for samples of p, -1 for those of q.
void add(Sums& s, std::span<const double> z, double sign, double a, double b) {
  for (double x : z) {
    const double t = sign * (a + b * x), e = std::exp(-std::abs(t));
    const double wrong = t > 0 ? e / (1 + e) : 1 / (1 + e), w = e / ((1 + e) * (1 + e));
    s.likelihood -= std::log1p(e) + (t < 0 ? -t : 0);
    s.g0 += sign * wrong;
    s.g1 += sign * wrong * x;
    s.h00 += w;
    s.h01 += w * x;
    s.h11 += w * x * x;
  }
}

Sums sums(std::span<const double> p, std::span<const double> q, double a, double b) {
  Sums s;
  add(s, p, +1, a, b);
  add(s, q, -1, a, b);
  return s;
}

}  // namespace

LogRatioLine fit_log_ratio(std::span<const double> p, std::span<const double> q, Sizes sizes) {
  const auto np = static_cast<double>(p.size()), nq = static_cast<double>(q.size());
  constexpr double inf = std::numeric_limits<double>::infinity();
  const LogRatioLine failed{0, 0, inf, inf, 0, 0, false};
  if (p.empty() || q.empty()) return failed;
  const auto [p_low, p_high] = std::minmax_element(p.begin(), p.end());
  const auto [q_low, q_high] = std::minmax_element(q.begin(), q.end());
  if (*p_high <= *q_low || *q_high <= *p_low) return failed;

  // In units of the pooled range, around its middle.
  const double middle = 0.5 * (std::min(*p_low, *q_low) + std::max(*p_high, *q_high));
  const double unit = 0.5 * (std::max(*p_high, *q_high) - std::min(*p_low, *q_low));
  std::vector<double> zp(p.begin(), p.end()), zq(q.begin(), q.end());
  for (auto* z : {&zp, &zq})
    for (double& x : *z) x = (x - middle) / unit;

  double a = std::log(np / nq), b = 0;
  Sums s = sums(zp, zq, a, b);
  for (std::size_t step = 1; step <= 100; ++step) {
    const double determinant = s.h00 * s.h11 - s.h01 * s.h01;
    if (!(determinant > 0)) return failed;
    const double da = (s.h11 * s.g0 - s.h01 * s.g1) / determinant,
                 db = (s.h00 * s.g1 - s.h01 * s.g0) / determinant;
    // The likelihood is concave: Newton's step, halved until it does not fall (but for rounding).
    double fraction = 1;
    Sums next = sums(zp, zq, a + da, b + db);
    while (next.likelihood < s.likelihood - 1e-12 * std::abs(s.likelihood) && fraction > 1e-6) {
      fraction /= 2;
      next = sums(zp, zq, a + fraction * da, b + fraction * db);
    }
    a += fraction * da;
    b += fraction * db;
    s = next;
    if (std::abs(da) + std::abs(db) > 1e-12 * (1 + std::abs(a) + std::abs(b))) continue;

    const double scale = 1 / (s.h00 * s.h11 - s.h01 * s.h01), m = middle / unit;
    const double vaa = s.h11 * scale, vbb = s.h00 * scale, vab = -s.h01 * scale;
    LogRatioLine line{.intercept = a - b * m,
                      .slope = b / unit,
                      .intercept_variance = vaa - 2 * m * vab + m * m * vbb,
                      .slope_variance = vbb / (unit * unit),
                      .covariance = (vab - m * vbb) / unit,
                      .steps = step,
                      .converged = true};
    if (sizes == Sizes::chosen) {
      line.intercept -= std::log(np / nq);
      line.intercept_variance = std::max(0.0, line.intercept_variance - 1 / np - 1 / nq);
    }
    return line;
  }
  return failed;
}

std::vector<LogRatio> bin_log_ratio(std::span<const double> p, std::span<const double> q, Sizes sizes,
                                    std::size_t bins) {
  if (p.empty() || q.empty()) return {};
  const auto [p_low, p_high] = std::minmax_element(p.begin(), p.end());
  const auto [q_low, q_high] = std::minmax_element(q.begin(), q.end());
  // One experiment is looked at from s = 0 outwards.
  const double from = sizes == Sizes::random ? 0 : std::max(*p_low, *q_low);
  const double to = std::min(*p_high, *q_high);
  if (!(to > from)) return {};
  const double width = (to - from) / static_cast<double>(bins);

  struct Bin {
    std::size_t count = 0;
    double sum = 0;  // of x - centre
  };
  const auto fill = [&](std::span<const double> samples) {
    std::vector<Bin> filled(bins);
    for (double x : samples) {
      if (x < from || x > to) continue;
      const std::size_t i = std::min(bins - 1, static_cast<std::size_t>((x - from) / width));
      ++filled[i].count;
      filled[i].sum += x - (from + width * (static_cast<double>(i) + 0.5));
    }
    return filled;
  };
  const auto of_p = fill(p), of_q = fill(q);
  const auto np = static_cast<double>(p.size()), nq = static_cast<double>(q.size());
  const double offset = sizes == Sizes::chosen ? std::log(nq / np) : 0;
  const double known = sizes == Sizes::chosen ? 1 / np + 1 / nq : 0;
  std::vector<LogRatio> points;
  for (std::size_t i = 0; i < bins; ++i) {
    if (of_p[i].count == 0 || of_q[i].count == 0) continue;
    const auto a = static_cast<double>(of_p[i].count), b = static_cast<double>(of_q[i].count);
    points.push_back(
        {.at = from + width * (static_cast<double>(i) + 0.5) + 0.5 * (of_p[i].sum / a + of_q[i].sum / b),
         .value = std::log((a + 0.5) / (b + 0.5)) + offset,
         .std_error = std::sqrt(std::max(0.0, 1 / a + 1 / b - known)),
         .forward = of_p[i].count,
         .backward = of_q[i].count});
  }
  return points;
}

}  // namespace stochtherm::detail
