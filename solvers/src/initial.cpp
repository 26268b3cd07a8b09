#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/langevin/initial.hpp>

namespace stochtherm {
namespace {

constexpr std::size_t cells = 8192;
constexpr double depth = 45;  // exp(-45) = 3e-20: below what 52 bits can draw

/// Symmetric points whose distance from 0 grows by 2^(1/8), from 1e-12 to 1e12.
std::vector<double> scan_points() {
  std::vector<double> x{0};
  for (double r = 1e-12; r < 1e12; r *= 1.0905077326652577) {
    x.push_back(r);
    x.push_back(-r);
  }
  std::sort(x.begin(), x.end());
  return x;
}

struct Minimum {
  double x, u;
};

bool lowest_of_three(double before, double here, double after) {
  return std::isfinite(here) && here <= before && here <= after && (here < before || here < after);
}

/// Adds the minima of u in [from, to] that a scan of 64 intervals, repeated within each bracket, can tell apart. Wells
/// shallower than 1e-3 need not be told apart.
void refine(const std::function<double(double)>& u, double from, double to, int levels,
            std::vector<Minimum>& minima) {
  constexpr std::size_t intervals = 64;
  std::vector<double> x(intervals + 1), values(intervals + 1);
  for (std::size_t i = 0; i <= intervals; ++i) {
    x[i] = from + (to - from) * static_cast<double>(i) / intervals;
    values[i] = u(x[i]);
  }
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  if (levels == 0 || *high - *low < 1e-3) {
    const auto [at, value] = boost::math::tools::brent_find_minima(u, from, to, 50);
    minima.push_back({at, value});
    return;
  }
  for (std::size_t i = 1; i < intervals; ++i)
    if (lowest_of_three(values[i - 1], values[i], values[i + 1]))
      refine(u, x[i - 1], x[i + 1], levels - 1, minima);
}

/// The point beyond `inside`, in the given direction, where u rises through `level`.
double outward_crossing(const std::function<double(double)>& u, double inside, double level,
                        double direction) {
  double step = 1e-12 * std::max(1.0, std::abs(inside));
  double low = inside, high = inside + direction * step;
  while (!(u(high) > level)) {
    low = high;
    step *= 2;
    high = low + direction * step;
    require(std::abs(high) < 1e15, "an equilibrium start needs a confining potential",
            "x where U is still low", high);
  }
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (u(middle) > level ? high : low) = middle;
  }
  return high;
}

using detail::exponential, detail::logarithm;

/// Integral of exp(-u) over a cell of unit width with u linear from a to b.
double cell_mass(double a, double b) {
  const double d = b - a;
  return exponential(-a) * (std::abs(d) < 1e-3 ? 1 - d / 2 * (1 - d / 3 * (1 - d / 4 * (1 - d / 5)))
                                               : (1 - exponential(-d)) / d);
}

}  // namespace

BoltzmannSampler BoltzmannSampler::confined(const std::function<double(double)>& u) {
  const auto x = scan_points();
  std::vector<double> values(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    values[i] = u(x[i]);
    // Far out an overflowing potential is as good as a wall; a NaN is not a potential.
    require(!std::isnan(values[i]), "the energy must be a number", "U/kT", values[i]);
    require(values[i] > -1e300, "an equilibrium start needs a potential that is bounded below", "U/kT",
            values[i]);
  }

  std::vector<Minimum> minima;
  for (std::size_t i = 1; i + 1 < x.size(); ++i)
    if (lowest_of_three(values[i - 1], values[i], values[i + 1])) refine(u, x[i - 1], x[i + 1], 3, minima);
  require(!minima.empty(), "an equilibrium start needs a confining potential", "minima found", 0.0);
  const double lowest =
      std::min_element(minima.begin(), minima.end(), [](auto& a, auto& b) { return a.u < b.u; })->u;
  double from = 0, to = 0;
  bool first = true;
  for (const auto& minimum : minima)
    if (minimum.u < lowest + depth) {
      const double left = outward_crossing(u, minimum.x, lowest + depth, -1);
      const double right = outward_crossing(u, minimum.x, lowest + depth, +1);
      from = first ? left : std::min(from, left);
      to = first ? right : std::max(to, right);
      first = false;
    }
  return {u, from, to};
}

BoltzmannSampler BoltzmannSampler::periodic(const std::function<double(double)>& u, double period) {
  require_positive(period, "the period must be positive", "period");
  return {u, 0.0, period};
}

BoltzmannSampler BoltzmannSampler::within(const std::function<double(double)>& u, double low, double high) {
  if (std::isfinite(low) && std::isfinite(high)) return {u, low, high};
  if (!std::isfinite(low) && !std::isfinite(high)) return confined(u);
  // A steep wall stands in for the one at which particles are reflected.
  const double wall = std::isfinite(low) ? low : high, side = std::isfinite(low) ? 1 : -1;
  const double level = u(wall) + depth;
  double lowest = u(wall), at = wall;
  for (double r = 1e-12; r < 1e12; r *= 1.01)
    if (const double here = u(wall + side * r); here < lowest) lowest = here, at = wall + side * r;
  require(std::isfinite(lowest), "an equilibrium start needs a potential that is bounded below", "U/kT",
          lowest);
  const double far = outward_crossing(u, at, std::min(level, lowest + depth), side);
  return side > 0 ? BoltzmannSampler{u, low, far} : BoltzmannSampler{u, far, high};
}

BoltzmannSampler::BoltzmannSampler(const std::function<double(double)>& u, double from, double to)
    : from_(from), step_((to - from) / cells), u_(cells + 1), cumulative_(cells + 1) {
  for (std::size_t i = 0; i <= cells; ++i) {
    u_[i] = u(from + step_ * static_cast<double>(i));
    require(!std::isnan(u_[i]), "the energy must be a number", "U/kT", u_[i]);
  }
  const double lowest = *std::min_element(u_.begin(), u_.end());
  for (double& value : u_) value = std::min(value - lowest, 700.0);
  for (std::size_t i = 0; i < cells; ++i) {
    const double steepest = std::min(u_[i], u_[i + 1]) < 25 ? std::abs(u_[i + 1] - u_[i]) : 0;
    require(steepest <= 1,
            "the potential is too steep to tabulate; start from a Density on a fine grid instead",
            "change of U/kT between two nodes", steepest);
    cumulative_[i + 1] = cumulative_[i] + cell_mass(u_[i], u_[i + 1]);
  }
  for (double& c : cumulative_) c /= cumulative_.back();
}

double BoltzmannSampler::operator()(double quantile) const {
  const auto after = std::upper_bound(cumulative_.begin(), cumulative_.end(), quantile);
  const std::size_t i =
      std::min<std::size_t>(static_cast<std::size_t>(after - cumulative_.begin()) - 1, cells - 1);
  const double mass = cumulative_[i + 1] - cumulative_[i];
  const double fraction = mass > 0 ? (quantile - cumulative_[i]) / mass : 0.5;
  // Within the cell the density falls exponentially by d: invert (1 - e^{-d s})/(1 - e^{-d}) = fraction.
  const double d = u_[i + 1] - u_[i];
  const double s = std::abs(d) < 1e-4 ? fraction - d / 2 * fraction * (1 - fraction)
                                      : -logarithm(1 - fraction * (1 - exponential(-d))) / d;
  return from_ + step_ * (static_cast<double>(i) + s);
}

namespace detail {
void draw_velocities(Seed seed, std::uint64_t trajectory, std::size_t coordinates, const double* kT,
                     double mass, double* velocity) {
  constexpr std::uint64_t first_component = 1024;  // beyond those of the positions
  for (std::size_t i = 0; i < coordinates; ++i)
    velocity[i] = std::sqrt(kT[i] / mass) *
                  random::normal(seed, random::Stream::initial_state, trajectory, first_component + i, 0);
}
}  // namespace detail

FromPoint::FromPoint(std::vector<double> position, std::vector<double> velocity)
    : q_(std::move(position)), v_(std::move(velocity)) {
  for (double x : q_) require_finite(x, "position", "from_point");
  for (double v : v_) require_finite(v, "velocity", "from_point");
  require(v_.empty() || v_.size() == q_.size(), "there must be a velocity for each coordinate, or none",
          "velocities", static_cast<double>(v_.size()), "from_point");
}

void FromPoint::require_coordinates(std::size_t n) const {
  require(q_.size() == n, "the start must have as many coordinates as the model", "coordinates",
          static_cast<double>(q_.size()), "from_point");
}

FromGaussian::FromGaussian(std::vector<double> mean, const std::vector<double>& covariance)
    : mean_(std::move(mean)), root_(covariance.size()) {
  const std::size_t n = mean_.size();
  require(n > 0 && covariance.size() == n * n, "the covariance must be a square matrix, a row for each mean",
          "numbers in it", static_cast<double>(covariance.size()), "from_gaussian");
  for (double m : mean_) require_finite(m, "mean", "from_gaussian");
  detail::cholesky(n, covariance.data(), 1, root_.data(), "covariance", "from_gaussian");
}

void FromGaussian::require_coordinates(std::size_t n) const {
  require(mean_.size() == n, "the start must have as many coordinates as the model", "coordinates",
          static_cast<double>(mean_.size()), "from_gaussian");
}

void FromGaussian::draw(Seed seed, std::uint64_t trajectory, double* q) const {
  const std::size_t n = mean_.size();
  for (std::size_t i = 0; i < n; ++i) q[i] = mean_[i];
  for (std::size_t j = 0; j < n; ++j) {
    const double z = random::normal(seed, random::Stream::initial_state, trajectory, j, 0);
    for (std::size_t i = j; i < n; ++i) q[i] += root_[i * n + j] * z;
  }
}

FromDensity::FromDensity(const Density& density) : grid_(density.grid()), cumulative_(density.size() + 1) {
  require(std::abs(density.total() - 1) < 1e-9, "a start needs a density whose masses sum to 1",
          "sum of masses", density.total());
  for (std::size_t i = 0; i < density.size(); ++i) cumulative_[i + 1] = cumulative_[i] + density[i];
  for (double& c : cumulative_) c /= cumulative_.back();
}

double FromDensity::at(double quantile) const {
  const auto after = std::upper_bound(cumulative_.begin(), cumulative_.end(), quantile);
  const std::size_t i =
      std::min<std::size_t>(static_cast<std::size_t>(after - cumulative_.begin()) - 1, grid_.size() - 1);
  const double mass = cumulative_[i + 1] - cumulative_[i];
  return grid_.face(i) + grid_.width(i) * (mass > 0 ? (quantile - cumulative_[i]) / mass : 0.5);
}

}  // namespace stochtherm
