#pragma once
#include <cmath>
#include <optional>
#include <span>
#include <stochtherm/core/density.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/grid.hpp>
#include <stochtherm/core/model.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/protocol.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/solvers/fokker_planck/chain.hpp>
#include <stochtherm/solvers/fokker_planck/implicit.hpp>
#include <stochtherm/thermodynamics/ledger.hpp>
#include <utility>
#include <vector>

namespace stochtherm {

/// A density at the end of a drive, and the accounts of the whole.
struct DrivenDensity {
  Density density;
  Ledger ledger;
};

/// The Fokker-Planck equation of an overdamped coordinate on a grid.
///
/// Solves:       dp/dt = -d/dx [mu F(x, lambda) p] + mu kT d^2p/dx^2: evolution, stationary state, current,
///               entropy production, mean first passage.
/// Scheme:       Scharfetter-Gummel rates between cell centres a distance d apart, cells of width h: i -> i+1
///               with D/(h_i d) B(z), back with D/(h_{i+1} d) B(-z), B(z) = z/(e^z - 1), z = (U_{i+1} - U_i -
///               f d)/kT. An absorbing edge lies on the face, half a cell from the last centre.
/// Order:        2 in the cell width.
/// Exact for:    Boltzmann masses h exp(-U/kT), local detailed balance, conservation; piecewise linear
///               potentials.
/// Cost:         one exponential and two energies per cell to assemble; O(n) for every question.
/// Use when:     the noise matters and one coordinate does. Not when: mobility depends on position (refused).
/// References:   scharfetter1969, chang1970, schnakenberg1976
/// Validated by: fokker_planck/boltzmann_on_grid, fokker_planck/ring_entropy_production,
///               fokker_planck/ring_current, fokker_planck/first_passage_on_grid, fokker_planck/relaxation,
///               fokker_planck/agrees_with_trajectories, fokker_planck/driven_protocol
template <Overdamped1D M>
class FokkerPlanck1D {
 public:
  FokkerPlanck1D(M model, Grid1D grid, double lambda = 0)
      : model_(std::move(model)), grid_(std::move(grid)), lambda_(lambda), chain_(assemble(lambda)) {}

  [[nodiscard]] const Grid1D& grid() const { return grid_; }
  /// The rates: for elimination, and with energies, widths and bath for whatever else can be asked of a generator.
  [[nodiscard]] const ChainGenerator& chain() const { return chain_; }
  [[nodiscard]] Generator generator() const {
    Generator g = as_generator(chain_);
    g.energy = energies(lambda_);
    g.internal_entropy.resize(grid_.size());
    for (std::size_t i = 0; i < grid_.size(); ++i) g.internal_entropy[i] = std::log(grid_.width(i));
    g.reservoirs = {{"bath", kT()}};
    return g;
  }
  [[nodiscard]] double kT() const { return Temperature(model_.bath()).kT; }

  /// Boltzmann's distribution of the potential alone, on this grid.
  [[nodiscard]] Density equilibrium() const { return Density::boltzmann(grid_, model_, lambda_); }

  /// The stationary density, equilibrium or not.
  [[nodiscard]] Solved<Density> stationary() const {
    auto p = stochtherm::stationary(chain_);
    if (!p) return {Density::uniform(grid_), p.status(), p.sentence(), p.stats()};
    return Solved<Density>(Density(grid_, *std::move(p)), p.stats());
  }

  /// Probability current through face i, 1/time, positive to the right. On a ring face 0 is face n.
  [[nodiscard]] double current(const Density& p, std::size_t face) const {
    require(p.grid() == grid_, "the density must live on the operator's grid", "density", "on another grid");
    require(face <= grid_.size(), "the face must exist", "face", static_cast<double>(face));
    if (face > 0) return stochtherm::current(chain_, p.masses(), face - 1);
    if (chain_.ring) return stochtherm::current(chain_, p.masses(), grid_.size() - 1);
    return -chain_.down[0] * p[0];
  }

  /// Entropy production rate of system and bath, nats/time.
  [[nodiscard]] double entropy_production(const Density& p) const {
    require(p.grid() == grid_, "the density must live on the operator's grid", "density", "on another grid");
    return stochtherm::entropy_production(chain_, p.masses());
  }

  /// Mean first-passage time to the absorbing edge(s), from every cell centre.
  [[nodiscard]] Solved<std::vector<double>> mean_first_passage() const {
    return mean_absorption_time(chain_);
  }
  /// The same from one point, interpolated linearly between centres.
  [[nodiscard]] Solved<double> mean_first_passage(double from) const {
    require(from >= grid_.face(0) && from <= grid_.face(grid_.size()), "the point must lie on the grid",
            "from", from);
    auto tau = mean_first_passage();
    if (!tau) return {std::nan(""), tau.status(), tau.sentence(), tau.stats()};
    return Solved<double>(detail::interpolate_first_passage(grid_, *tau, from), tau.stats());
  }

  /// The density after `duration` at fixed lambda, in implicit steps of dt (which must divide it).
  template <ImplicitScheme Scheme = BackwardEuler>
  [[nodiscard]] Solved<Density> evolve(const Density& p, double duration, double dt, Scheme = {},
                                       const Progress& progress = {}) const {
    require(p.grid() == grid_, "the density must live on the operator's grid", "density", "on another grid");
    const std::size_t steps = detail::count_steps(duration, dt);
    std::vector<double> masses(p.masses().begin(), p.masses().end()), flow(masses.size());
    const Scheme scheme;
    const ChainFactorisation factors(chain_, 1, Scheme::implicit_weight * dt);
    ProgressReporter report(progress);
    for (std::size_t i = 0; i < steps; ++i) {
      scheme.step(factors, masses, flow);
      if (const auto ended = detail::check_step(masses, i, steps, report); ended != Status::converged)
        return detail::stopped(grid_, masses, ended, i + 1);
    }
    return Solved<Density>(detail::settled(grid_, masses), {.steps = steps});
  }

  /// Drives the density through a protocol, with the ledger of the whole: in each step first lambda moves at
  /// fixed density (work), then the density at fixed lambda (heat). Lambda stops at the middle of each step.
  template <ImplicitScheme Scheme = BackwardEuler>
  [[nodiscard]] Solved<DrivenDensity> drive(const Density& p, const Protocol& protocol, double dt,
                                            Scheme = {}, const Progress& progress = {}) const {
    require(p.grid() == grid_, "the density must live on the operator's grid", "density", "on another grid");
    require(!chain_.absorbing(), "a ledger needs edges that lose nothing", "edge", "absorbing");
    const std::size_t steps = detail::count_steps(protocol.duration(), dt);
    std::vector<double> masses(p.masses().begin(), p.masses().end()), flow(masses.size());
    const Scheme scheme;
    ProgressReporter report(progress);
    auto u = energies(protocol.initial());
    Ledger ledger{.energy_change = -detail::dot(masses, u), .baths = {{kT(), 0.0}}};
    ledger.system_entropy_change = -p.shannon();
    const auto finish = [&](double last_lambda) {
      const auto end = energies(last_lambda);
      ledger.work += detail::dot_change(masses, u, end);
      ledger.energy_change += detail::dot(masses, end);
      Density density = detail::settled(grid_, masses);
      ledger.system_entropy_change += density.shannon();
      return DrivenDensity{std::move(density), ledger};
    };
    FokkerPlanck1D now(model_, grid_, protocol.initial());
    std::optional<ChainFactorisation> factors;
    double lambda = std::nan("");
    for (std::size_t i = 0; i < steps; ++i) {
      const double next =
          protocol(protocol.duration() * ((static_cast<double>(i) + 0.5) / static_cast<double>(steps)));
      if (next != lambda) {
        const auto moved = energies(next);
        ledger.work += detail::dot_change(masses, u, moved);
        u = moved;
        now = FokkerPlanck1D(model_, grid_, next);
        factors.emplace(now.chain_, 1.0, Scheme::implicit_weight * dt);
        lambda = next;
      }
      const std::vector<double> before = masses;
      scheme.step(*factors, masses, flow);
      const double driven = dt * now.nonconservative_power(flow);
      ledger.nonconservative_work += driven;
      ledger.baths[0].heat += detail::dot_change(u, before, masses) - driven;
      if (const auto ended = detail::check_step(masses, i, steps, report); ended != Status::converged)
        return {finish(lambda), ended, detail::why_stopped(ended, i + 1), {.steps = i + 1}};
    }
    DrivenDensity done = finish(protocol.final());
    const double residual = std::abs(done.ledger.first_law_residual());
    return Solved<DrivenDensity>(std::move(done), {.steps = steps, .residual = residual});
  }

  /// Power of the non-conservative force, sum over links of current times force times distance.
  [[nodiscard]] double nonconservative_power(std::span<const double> masses) const {
    double power = 0;
    if constexpr (Driven1D<M>)
      for (std::size_t i = 0; i + (chain_.ring ? 0 : 1) < grid_.size(); ++i)
        power += stochtherm::current(chain_, masses, i) * push(i);
    return power;
  }

 private:
  [[nodiscard]] std::vector<double> energies(double lambda) const {
    std::vector<double> u(grid_.size());
    for (std::size_t i = 0; i < u.size(); ++i) {
      u[i] = model_.energy(grid_.centre(i), lambda);
      require_finite(u[i], "energy on the grid", "FokkerPlanck1D");
    }
    return u;
  }

  /// Work of the non-conservative force from centre i to the next.
  [[nodiscard]] double push(std::size_t i) const {
    return nonconservative_force(model_, grid_.face(i + 1), lambda_) * distance(i);
  }
  [[nodiscard]] double distance(std::size_t i) const {
    return i + 1 < grid_.size() ? grid_.centre(i + 1) - grid_.centre(i)
                                : 0.5 * (grid_.width(i) + grid_.width(0));
  }

  [[nodiscard]] ChainGenerator assemble(double lambda) const {
    static_assert(!Multiplicative1D<M>, "FokkerPlanck1D treats constant mobility only");
    require_finite(lambda, "lambda", "FokkerPlanck1D");
    const double temperature = kT(), mu = Mobility(model_.mobility()).mu;
    require_positive(temperature, "the temperature must be positive", "kT", "FokkerPlanck1D");
    require_positive(mu, "the mobility must be positive", "mu", "FokkerPlanck1D");
    const double D = mu * temperature;
    const std::size_t n = grid_.size();
    const auto u = energies(lambda);
    ChainGenerator g{std::vector<double>(n), std::vector<double>(n), grid_.periodic()};
    if (g.ring)
      require(
          detail::same_energy(model_.energy(grid_.face(0), lambda), model_.energy(grid_.face(n), lambda), u),
          "the potential must have the period of the ring", "ring length", grid_.length(), "FokkerPlanck1D");
    for (std::size_t i = 0; i + (g.ring ? 0 : 1) < n; ++i) {
      const std::size_t j = (i + 1) % n;
      const double d = distance(i), z = (u[j] - u[i] - push(i)) / temperature;
      g.up[i] = D / (grid_.width(i) * d) * detail::bernoulli(z);
      g.down[j] = D / (grid_.width(j) * d) * detail::bernoulli(-z);
    }
    const auto exit_rate = [&](std::size_t cell, double face) {
      const double d = face - grid_.centre(cell);  // signed
      const double z =
          (model_.energy(face, lambda) - u[cell] - nonconservative_force(model_, face, lambda) * d) /
          temperature;
      return D / (grid_.width(cell) * std::abs(d)) * detail::bernoulli(z);
    };
    if (grid_.left() == Edge::absorbing) g.down[0] = exit_rate(0, grid_.face(0));
    if (grid_.right() == Edge::absorbing) g.up[n - 1] = exit_rate(n - 1, grid_.face(n));
    g.check();
    return g;
  }

  M model_;
  Grid1D grid_;
  double lambda_;
  ChainGenerator chain_;
};

}  // namespace stochtherm
