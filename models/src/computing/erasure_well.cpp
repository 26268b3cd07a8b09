#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <numbers>
#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/computing/erasure_well.hpp>
#include <vector>

#include "../brownian/check.hpp"

namespace stochtherm::models {
namespace {

double entropy_term(double p) { return p > 0 ? -p * std::log(p) : 0; }

// Equilibrium in a symmetric well: the density and its upper tail S(x) = int_x^inf p, for x >= 0.
class Tail {
 public:
  Tail(double barrier, double kT) : b_(barrier / kT) {
    // Beyond `end` the walls are 60 kT high; cells are an eighth of the narrowest peak.
    const double end = std::sqrt(1 + std::sqrt(60 / b_));
    const int cells = std::max(200, static_cast<int>(std::ceil(8 * end * std::sqrt(8 * b_))));
    h_ = end / cells;
    above_.assign(static_cast<std::size_t>(cells) + 1, 0.0);
    for (int i = cells - 1; i >= 0; --i) at(i) = at(i + 1) + mass(i * h_, (i + 1) * h_);
    norm_ = 2 * at(0);
    for (double& mass : above_) mass /= norm_;
  }
  [[nodiscard]] int cells() const { return static_cast<int>(above_.size()) - 1; }
  [[nodiscard]] double width() const { return h_; }
  [[nodiscard]] double density(double x) const { return weight(x) / norm_; }
  // S at the nodes x = i h.
  [[nodiscard]] double operator()(int i) const { return above_[static_cast<std::size_t>(i)]; }
  // The y at which S(y) = s, 0 <= s <= 1/2: the cell from the table, the place in it by Newton's method.
  [[nodiscard]] double place(double s) const {
    const auto right = std::upper_bound(above_.begin(), above_.end(), s, std::greater<>());
    if (right == above_.begin()) return 0;
    if (right == above_.end()) return cells() * h_;
    const int i = static_cast<int>(right - above_.begin());
    const double low = (i - 1) * h_, high = i * h_;
    double y = low + h_ * ((*this)(i - 1) - s) / ((*this)(i - 1) - (*this)(i));
    for (int n = 0; n < 20; ++n) {
      const double step = ((*this)(i - 1) - mass(low, y) / norm_ - s) / density(y);
      y = std::clamp(y + step, low, high);
      if (std::abs(step) <= 1e-15 * high) break;
    }
    return y;
  }

 private:
  double& at(int i) { return above_[static_cast<std::size_t>(i)]; }
  [[nodiscard]] double weight(double x) const {
    const double y = x * x - 1;
    return std::exp(-b_ * y * y);
  }
  [[nodiscard]] double mass(double a, double b) const {
    return boost::math::quadrature::gauss<double, 10>::integrate([this](double x) { return weight(x); }, a,
                                                                 b);
  }

  double b_, h_ = 0, norm_ = 1;
  std::vector<double> above_;
};

}  // namespace

double ErasureWell::landauer_bound(double success) const {
  check_bath(T, mu);
  require(success >= 0 && success <= 1, "a probability lies in [0, 1]", "success", success);
  return T.kT * (std::numbers::ln2 - entropy_term(success) - entropy_term(1 - success));
}

double ErasureWell::wasserstein_squared() const {
  check_bath(T, mu);
  require_positive(cycle.front().barrier, "the barrier must be positive at the start", "barrier");
  require(cycle.front().tilt == 0, "the well must be symmetric at the start", "tilt", cycle.front().tilt);
  // On a line, mass moves without overtaking: from x to the y with as much mass behind it. Trapezoid rule over all x.
  const Tail tail(cycle.front().barrier, T.kT);
  double sum = 0;
  for (int i = -tail.cells(); i <= tail.cells(); ++i) {
    const double x = i * tail.width(), beyond = tail(std::abs(i));
    const double ahead = i < 0 ? 1 - beyond : beyond;  // P(X > x)
    const double moved = tail.place(0.5 * ahead) - x;
    sum += moved * moved * tail.density(x);
  }
  return sum * tail.width();
}

double ErasureWell::finite_time_bound(double duration) const {
  require_positive(duration, "the duration must be positive", "duration");
  check_bath(T, mu);
  return T.kT * std::numbers::ln2 + wasserstein_squared() / (mu.mu * duration);
}

double gaussian_wasserstein_squared(double m0, double s0, double m1, double s1) {
  require_finite(m0, "m0");
  require_finite(m1, "m1");
  require_not_negative(s0, "a standard deviation must not be negative", "s0");
  require_not_negative(s1, "a standard deviation must not be negative", "s1");
  return (m1 - m0) * (m1 - m0) + (s1 - s0) * (s1 - s0);
}

ErasureExperiment ErasureExperiment::berut2012(double tilt_time) {
  require_positive(tilt_time, "the ramp of the force takes a positive time", "tilt_time");
  return {.well_position = 0.45e-6,
          .bead_radius = 1.0e-6,
          .viscosity = 1.0e-3,
          .temperature = 300,
          .high_barrier = 8,
          .low_barrier = 2.2,
          .tilt_force = 38e-15,
          .barrier_time = 1,
          .tilt_time = tilt_time,
          .release_time = 1};
}

double ErasureExperiment::friction() const {
  require_positive(viscosity, "the viscosity must be positive", "viscosity");
  require_positive(bead_radius, "the bead's radius must be positive", "bead_radius");
  return 6 * std::numbers::pi * viscosity * bead_radius;
}

double ErasureExperiment::diffusivity() const {
  require_positive(temperature, "the temperature must be positive", "temperature");
  return constants::boltzmann * temperature / friction();
}

Scales ErasureExperiment::scales() const {
  return Scales::diffusive(well_position, diffusivity(), temperature);
}

double ErasureExperiment::coercive_force() const {
  require_positive(temperature, "the temperature must be positive", "temperature");
  require_positive(well_position, "the distance between the wells must be positive", "well_position");
  require_positive(low_barrier, "the barrier must be positive", "low_barrier");
  return 8 * low_barrier * constants::boltzmann * temperature / (3 * std::numbers::sqrt3 * well_position);
}

double ErasureExperiment::duration() const {
  for (const double stage : {barrier_time, tilt_time, release_time})
    require_positive(stage, "every stage takes a positive time", "stage");
  return 2 * barrier_time + tilt_time + release_time;
}

ErasureWell ErasureExperiment::reduced() const {
  require_positive(high_barrier, "the barrier must be positive", "high_barrier");
  require_positive(low_barrier, "the barrier must be positive", "low_barrier");
  require_finite(tilt_force, "tilt_force");
  const double total = duration(), tilt = scales().reduced_force(tilt_force);
  const double lowered = barrier_time / total, tilted = (barrier_time + tilt_time) / total;
  const double raised = (2 * barrier_time + tilt_time) / total;
  return {.cycle = {{{0, high_barrier, 0},
                     {lowered, low_barrier, 0},
                     {tilted, low_barrier, tilt},
                     {raised, high_barrier, tilt},
                     {1, high_barrier, 0}}}};
}

}  // namespace stochtherm::models
