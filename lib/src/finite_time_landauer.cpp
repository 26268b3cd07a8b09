#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/finite_time_landauer.hpp>
#include <stochtherm/thermodynamics/wasserstein.hpp>
#include <vector>

namespace stochtherm {
namespace {

void require_time(double diffusivity, double duration, double kT, const char* function) {
  require_positive(diffusivity, "the diffusivity must be positive", "diffusivity", function);
  require_positive(duration, "the duration must be positive", "duration", function);
  require_positive(kT, "the thermal energy must be positive", "kT", function);
}

void require_barrier(const Density& p, double barrier, const char* function) {
  require(barrier > p.grid().face(0) && barrier < p.grid().face(p.size()),
          "the barrier must lie inside the grid", "barrier", barrier, function);
}

double x_log_x(double x) { return x > 0 ? x * std::log(x) : 0; }

}  // namespace

double erasure_bound(double success_probability, double kT) {
  require(success_probability >= 0 && success_probability <= 1, "a probability must lie in [0, 1]",
          "success_probability", success_probability);
  require_positive(kT, "the thermal energy must be positive", "kT");
  // ln 2 - h(p) = KL(p || 1/2), summed so that it vanishes as it should near p = 1/2.
  const double e = 2 * success_probability - 1;
  if (std::abs(e) < 0.5) return kT * 0.5 * ((1 + e) * std::log1p(e) + (1 - e) * std::log1p(-e));
  return kT * (constants::ln2 + x_log_x(success_probability) + x_log_x(1 - success_probability));
}

double finite_time_work_bound(double free_energy_change, double squared_distance, double diffusivity,
                              double duration, double kT) {
  require_finite(free_energy_change, "free_energy_change");
  require_not_negative(squared_distance, "a squared distance must be finite and not negative",
                       "squared_distance");
  require_time(diffusivity, duration, kT, "finite_time_work_bound");
  return free_energy_change + kT * squared_distance / (diffusivity * duration);
}

double box_erasure_work(double length, double diffusivity, double duration, double kT) {
  require_positive(length, "the length must be positive", "length");
  require_time(diffusivity, duration, kT, "box_erasure_work");
  return finite_time_work_bound(kT * constants::ln2, length * length / 12, diffusivity, duration, kT);
}

double erasure_distance_to_barrier(const Density& p, double barrier) {
  require_barrier(p, barrier, "erasure_distance_to_barrier");
  double sum = 0;
  for (std::size_t i = 0; i < p.size() && p.grid().face(i) < barrier; ++i) {
    const double a = barrier - p.grid().face(i), b = std::max(0.0, barrier - p.grid().face(i + 1));
    sum += p.pdf(i) * (a - b) * (a * a + a * b + b * b) / 3;
  }
  return sum;
}

double erasure_distance_to_local_equilibrium(const Density& p, double barrier) {
  require_barrier(p, barrier, "erasure_distance_to_local_equilibrium");
  std::vector<double> faces{barrier}, masses;
  double right = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double from = std::max(barrier, p.grid().face(i)), to = p.grid().face(i + 1);
    if (!(to > from)) continue;
    faces.push_back(to);
    masses.push_back(p.pdf(i) * (to - from));
    right += masses.back();
  }
  require(right > 0, "there must be mass on the right of the barrier", "mass", right);
  for (double& m : masses) m /= right;
  const auto grid = Grid1D::graded(std::move(faces), Edge::reflecting, Edge::reflecting);
  return squared_wasserstein(p, Density(grid, std::move(masses)));
}

TwoLevelErasure two_level_erasure(double p_from, double p_to, double rate, double duration) {
  for (double p : {p_from, p_to})
    require(p > 0 && p < 1, "an occupation must lie between 0 and 1, both excluded", "p", p);
  require_positive(rate, "the total rate must be positive", "rate");
  require_positive(duration, "the duration must be positive", "duration");
  const auto angle = [](double p) { return std::atan2(std::sqrt(p), std::sqrt(1 - p)); };
  const double from = angle(p_from), to = angle(p_to), speed = (to - from) / (rate * duration);
  // p_eq = p + p'/Gamma must be an occupation; p'/Gamma = 2 speed sin(theta) cos(theta).
  for (double theta : {from, to})
    require(2 * speed / std::tan(theta) > -1 && 2 * speed * std::tan(theta) < 1,
            "so fast a change would need an infinite energy gap; take a longer duration", "duration",
            duration);
  // dp {ln[p_eq/p] - ln[(1 - p_eq)/(1 - p)]}, dp = sin(2 theta) dtheta.
  const auto integrand = [=](double theta) {
    const double t = std::tan(theta);
    return std::sin(2 * theta) * (std::log1p(2 * speed / t) - std::log1p(-2 * speed * t));
  };
  double sum = 0;
  if (from != to) {
    // On [-1, 1] by hand: Boost 1.74 leaves the length of the interval out of its error estimate.
    const double half = 0.5 * (to - from), middle = 0.5 * (to + from);
    const auto mapped = [&](double u) { return half * integrand(middle + half * u); };
    sum = boost::math::quadrature::gauss_kronrod<double, 31>::integrate(mapped, -1., 1., 12, 1e-13);
  }
  return {sum, 4 * (to - from) * (to - from) / (rate * duration)};
}

}  // namespace stochtherm
