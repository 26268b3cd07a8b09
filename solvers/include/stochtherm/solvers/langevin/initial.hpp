#pragma once
/// Where trajectories start. Each start is a function of (seed, trajectory), like all noise.

#include <functional>
#include <stochtherm/core/density.hpp>
#include <stochtherm/core/model.hpp>
#include <stochtherm/random/normal.hpp>
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

  /// The x below which the fraction `quantile` in (0, 1) of the probability lies.
  [[nodiscard]] double operator()(double quantile) const;

 private:
  BoltzmannSampler(const std::function<double(double)>& u, double from, double to);
  double from_, step_;
  std::vector<double> u_, cumulative_;
};

/// A prepared start: the position of a trajectory.
using Start = std::function<double(Seed, std::uint64_t trajectory)>;

/// Boltzmann distribution of the model at the protocol's initial lambda.
struct FromEquilibrium {
  template <Overdamped1D M>
  [[nodiscard]] Start prepare(const M& model, double lambda) const {
    const double kT = Temperature(model.bath()).kT;
    const auto u = [&](double x) { return static_cast<double>(model.energy(x, lambda)) / kT; };
    const auto sampler = [&] {
      if constexpr (Periodic1D<M>)
        return BoltzmannSampler::periodic(u, model.period());
      else
        return BoltzmannSampler::confined(u);
    }();
    return [sampler](Seed seed, std::uint64_t trajectory) {
      return sampler(random::uniform(seed, random::Stream::initial_state, trajectory, 0, 0));
    };
  }
};
inline constexpr FromEquilibrium from_equilibrium{};

/// All trajectories at one point.
class FromPoint {
 public:
  explicit FromPoint(double x);
  template <Overdamped1D M>
  [[nodiscard]] Start prepare(const M&, double) const {
    return [x = x_](Seed, std::uint64_t) { return x; };
  }

 private:
  double x_;
};
[[nodiscard]] inline FromPoint from_point(double x) { return FromPoint(x); }

/// Drawn from a density on a grid, uniform within a cell; its total mass must be 1.
class FromDensity {
 public:
  explicit FromDensity(const Density& density);
  template <Overdamped1D M>
  [[nodiscard]] Start prepare(const M&, double) const {
    return [*this](Seed seed, std::uint64_t trajectory) {
      return at(random::uniform(seed, random::Stream::initial_state, trajectory, 0, 0));
    };
  }

 private:
  [[nodiscard]] double at(double quantile) const;
  Grid1D grid_;
  std::vector<double> cumulative_;
};
[[nodiscard]] inline FromDensity from_density(const Density& density) { return FromDensity(density); }

}  // namespace stochtherm
