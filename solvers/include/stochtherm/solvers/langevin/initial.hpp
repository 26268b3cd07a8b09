#pragma once
/// Where trajectories start. Each start is a function of (seed, trajectory), like all noise.

#include <array>
#include <functional>
#include <stochtherm/core/density.hpp>
#include <stochtherm/core/model.hpp>
#include <stochtherm/core/walls.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/solvers/langevin/dynamics.hpp>
#include <utility>
#include <vector>

namespace stochtherm {

/// Draws from exp(-U/kT)/Z by inverting a tabulated distribution function.
///
/// Solves:       x with density p(x) ~ exp(-u(x)), u = U/kT given as a function.
/// Scheme:       u is interpolated linearly between 8192 cells over the range where u - min u < 45 (found by
///               a scan over |x| from 1e-12 to 1e12, refined three times around each minimum) or over one period;
///               each cell is inverted exactly.
/// Order:        the density is off by h^2 u''/8, relatively; 1e-6 in a harmonic trap.
/// Exact for:    piecewise linear potentials whose corners are nodes.
/// Cost:         one table per run; one uniform number and a binary search per trajectory.
/// Use when:     a model has a confining or a periodic potential. Not when: u changes by more than 1 between
///               cells (refused: give a Density instead), or a well is narrower than 1e-5 of its distance from 0.
/// References:   devroye1986
/// Validated by: langevin/equilibrium_start
class BoltzmannSampler {
 public:
  /// Confining potential on the line.
  static BoltzmannSampler confined(const std::function<double(double)>& u);
  /// Periodic potential; the draws lie in [0, period).
  static BoltzmannSampler periodic(const std::function<double(double)>& u, double period);
  /// Between walls; either may be at infinity.
  static BoltzmannSampler within(const std::function<double(double)>& u, double low, double high);

  /// The x below which the fraction `quantile` in (0, 1) of the probability lies.
  [[nodiscard]] double operator()(double quantile) const;

 private:
  BoltzmannSampler(const std::function<double(double)>& u, double from, double to);
  double from_, step_;
  std::vector<double> u_, cumulative_;
};

/// A prepared start: fills position and velocity of a trajectory, one number per coordinate (the velocity is not looked
/// at where there is no inertia).
using Start = std::function<void(Seed, std::uint64_t trajectory, double* position, double* velocity)>;

namespace detail {
/// Maxwell's distribution for each coordinate: thermal energy kT[i], one mass.
void draw_velocities(Seed seed, std::uint64_t trajectory, std::size_t coordinates, const double* kT,
                     double mass, double* velocity);

/// Wraps the drawing of positions: velocities are Maxwell's where the model has inertia.
template <Overdamped M, class Place>
[[nodiscard]] Start with_maxwell(const M& model, Place place) {
  if constexpr (Underdamped<M>) {
    std::array<double, dimension<M>> kT{};
    const auto given = bath_temperatures(model);
    for (std::size_t i = 0; i < kT.size(); ++i) kT[i] = given[given.size() == 1 ? 0 : i];
    return [place, kT, mass = static_cast<double>(model.mass())](Seed seed, std::uint64_t trajectory,
                                                                 double* q, double* v) {
      place(seed, trajectory, q);
      draw_velocities(seed, trajectory, kT.size(), kT.data(), mass, v);
    };
  } else {
    return [place](Seed seed, std::uint64_t trajectory, double* q, double*) { place(seed, trajectory, q); };
  }
}
}  // namespace detail

/// Boltzmann distribution of a model of one coordinate at the protocol's initial lambda; with inertia, Maxwell's for the
/// velocity. Walls are respected. For many coordinates: from_gaussian, from_point or stationary.
struct FromEquilibrium {
  template <Overdamped1D M>
  [[nodiscard]] Start prepare(const M& model, double lambda) const {
    const double kT = Temperature(model.bath()).kT;
    // Through packs, so that the same functions give the same bits on any machine.
    const detail::OnPacks<M, simd::Double<1>> packed{model};
    const auto u = [&](double x) { return packed.energy({simd::Double<1>(x)}, lambda)[0] / kT; };
    const auto sampler = [&] {
      if constexpr (HasWalls<M>)
        return BoltzmannSampler::within(u, model.walls()[0].low, model.walls()[0].high);
      else if constexpr (Periodic1D<M>)
        return BoltzmannSampler::periodic(u, model.period());
      else
        return BoltzmannSampler::confined(u);
    }();
    return detail::with_maxwell(model, [sampler](Seed seed, std::uint64_t trajectory, double* q) {
      *q = sampler(random::uniform(seed, random::Stream::initial_state, trajectory, 0, 0));
    });
  }
};
inline constexpr FromEquilibrium from_equilibrium{};

/// All trajectories at one point; with inertia, at rest or with the given velocity.
class FromPoint {
 public:
  explicit FromPoint(std::vector<double> position, std::vector<double> velocity = {});
  template <Overdamped M>
  [[nodiscard]] Start prepare(const M&, double) const {
    require_coordinates(static_cast<std::size_t>(dimension<M>));
    return [*this](Seed, std::uint64_t, double* q, double* v) {
      for (std::size_t i = 0; i < q_.size(); ++i) {
        q[i] = q_[i];
        v[i] = v_.empty() ? 0.0 : v_[i];
      }
    };
  }

 private:
  void require_coordinates(std::size_t n) const;
  std::vector<double> q_, v_;
};
[[nodiscard]] inline FromPoint from_point(double x) { return FromPoint({x}); }
[[nodiscard]] inline FromPoint from_point(double x, double v) { return FromPoint({x}, {v}); }
[[nodiscard]] inline FromPoint from_point(std::vector<double> position, std::vector<double> velocity = {}) {
  return FromPoint(std::move(position), std::move(velocity));
}

/// Normal distribution of positions with the given means and covariance matrix (by rows; symmetric and positive definite): the
/// stationary state of a linear system. Velocities are Maxwell's.
class FromGaussian {
 public:
  FromGaussian(std::vector<double> mean, const std::vector<double>& covariance);
  template <Overdamped M>
  [[nodiscard]] Start prepare(const M& model, double) const {
    require_coordinates(static_cast<std::size_t>(dimension<M>));
    return detail::with_maxwell(
        model, [*this](Seed seed, std::uint64_t trajectory, double* q) { draw(seed, trajectory, q); });
  }

 private:
  void require_coordinates(std::size_t n) const;
  void draw(Seed seed, std::uint64_t trajectory, double* q) const;
  std::vector<double> mean_, root_;
};
[[nodiscard]] inline FromGaussian from_gaussian(std::vector<double> mean,
                                                const std::vector<double>& covariance) {
  return {std::move(mean), covariance};
}

/// Drawn from a density on a grid, uniform within a cell; its total mass must be 1.
class FromDensity {
 public:
  explicit FromDensity(const Density& density);
  template <Overdamped1D M>
  [[nodiscard]] Start prepare(const M& model, double) const {
    return detail::with_maxwell(model, [*this](Seed seed, std::uint64_t trajectory, double* q) {
      *q = at(random::uniform(seed, random::Stream::initial_state, trajectory, 0, 0));
    });
  }

 private:
  [[nodiscard]] double at(double quantile) const;
  Grid1D grid_;
  std::vector<double> cumulative_;
};
[[nodiscard]] inline FromDensity from_density(const Density& density) { return FromDensity(density); }

/// Whatever `from` gives, moved for `duration` at the first lambda before the accounts open: the stationary state of any
/// model, driven or not, once `duration` is several relaxation times.
template <class Initial>
struct Stationary {
  double duration;
  Initial from;
  template <Overdamped M>
  [[nodiscard]] Start prepare(const M& model, double lambda) const {
    return from.prepare(model, lambda);
  }
  [[nodiscard]] double relaxation() const { return duration; }
};
template <class Initial>
[[nodiscard]] Stationary<Initial> stationary(double duration, Initial from) {
  return {duration, std::move(from)};
}

}  // namespace stochtherm
