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
///               f d)/kT, D = mu kT with the mobility at the face. An absorbing edge lies on the face, half a cell from the
///               last centre.
/// Order:        2 in the cell width.
/// Exact for:    Boltzmann masses h exp(-U/kT), local detailed balance, conservation; piecewise linear
///               potentials.
/// Cost:         one exponential and two energies per cell to assemble; O(n) for every question.
/// Use when:     the noise matters and one coordinate does. Not when: there are more (FokkerPlanck).
/// References:   scharfetter1969, chang1970, schnakenberg1976
/// Validated by: fokker_planck/boltzmann_on_grid, fokker_planck/ring_entropy_production,
///               fokker_planck/ring_current, fokker_planck/first_passage_on_grid, fokker_planck/relaxation,
///               fokker_planck/agrees_with_trajectories, fokker_planck/driven_protocol
template <Overdamped1D M>
class FokkerPlanck1D {
 public:
  FokkerPlanck1D(M model, Grid1D grid, double lambda = 0)
      : model_(std::move(model)), grid_(std::move(grid)), lambda_(lambda) {
    measure();
    chain_ = assemble(lambda);
  }

  [[nodiscard]] const Grid1D& grid() const { return grid_; }
  /// The rates: for elimination, and with energies, widths and bath for whatever else can be asked of a generator.
  [[nodiscard]] const ChainGenerator& chain() const { return chain_; }
  [[nodiscard]] Generator generator() const {
    return detail::grid_generator(chain_, grid_, energies(lambda_), kT());
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
    ChainGenerator now = chain_;
    ChainFactorisation factors(now, 1, dt);
    Work scratch;
    std::vector<double> before, moved(grid_.size());
    double lambda = std::nan("");
    for (std::size_t i = 0; i < steps; ++i) {
      const double next =
          protocol(protocol.duration() * ((static_cast<double>(i) + 0.5) / static_cast<double>(steps)));
      if (next != lambda) {
        energies(next, moved);
        ledger.work += detail::dot_change(masses, u, moved);
        u.swap(moved);
        assemble(next, u, now, scratch);
        factors.refactorise(now, 1.0, Scheme::implicit_weight * dt);
        lambda = next;
      }
      before = masses;
      scheme.step(factors, masses, flow);
      double driven = 0;
      if constexpr (Driven1D<M>) driven = dt * detail::power(now, flow, scratch.push);
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
    if constexpr (!Driven1D<M>) return 0;
    std::vector<double> push(grid_.size());
    pushes(lambda_, push);
    return detail::power(chain_, masses, push);
  }

 private:
  /// What assembly needs for a moment: one entry per link.
  struct Work {
    std::vector<double> push, z, rise, fall;
  };

  void energies(double lambda, std::span<double> u) const {
    require_finite(lambda, "lambda", "FokkerPlanck1D");
    const std::span<const double> x = grid_.centres();
    for (std::size_t i = 0; i < x.size(); ++i) u[i] = model_.energy(x[i], lambda);
    detail::require_all_finite(u, "energy on the grid", "FokkerPlanck1D");
  }
  [[nodiscard]] std::vector<double> energies(double lambda) const {
    std::vector<double> u(grid_.size());
    energies(lambda, u);
    return u;
  }

  /// Work of the non-conservative force from centre i to the next.
  void pushes(double lambda, std::vector<double>& push) const {
    push.assign(grid_.size(), 0);
    for (std::size_t i = 0; i < links_; ++i)
      push[i] = nonconservative_force(model_, grid_.face(i + 1), lambda) * distance_[i];
  }

  [[nodiscard]] double mobility_at(double x) const {
    if constexpr (Multiplicative1D<M>)
      return model_.mobility(x);
    else
      return Mobility(model_.mobility()).mu;
  }

  /// What does not change with lambda.
  void measure() {
    const std::size_t n = grid_.size();
    require_positive(kT(), "the temperature must be positive", "kT", "FokkerPlanck1D");
    links_ = n - (grid_.periodic() ? 0 : 1);
    distance_.assign(links_, 0), conductance_.assign(links_, 0), inverse_width_.assign(n, 0);
    for (std::size_t i = 0; i < n; ++i) inverse_width_[i] = 1 / grid_.width(i);
    for (std::size_t i = 0; i < links_; ++i) {
      distance_[i] =
          i + 1 < n ? grid_.centre(i + 1) - grid_.centre(i) : 0.5 * (grid_.width(i) + grid_.width(0));
      const double mu = mobility_at(grid_.face(i + 1));
      require_positive(mu, "the mobility must be positive", "mu", "FokkerPlanck1D");
      conductance_[i] = mu * kT() / distance_[i];
    }
  }

  [[nodiscard]] ChainGenerator assemble(double lambda) const {
    const std::size_t n = grid_.size();
    const auto u = energies(lambda);
    ChainGenerator g{std::vector<double>(n), std::vector<double>(n), grid_.periodic()};
    if (g.ring)
      require(
          detail::same_energy(model_.energy(grid_.face(0), lambda), model_.energy(grid_.face(n), lambda), u),
          "the potential must have the period of the ring", "ring length", grid_.length(), "FokkerPlanck1D");
    Work scratch;
    assemble(lambda, u, g, scratch);
    g.check();
    return g;
  }

  /// The rates at lambda, where the energies are u, into a chain of this grid.
  void assemble(double lambda, const std::vector<double>& u, ChainGenerator& g, Work& scratch) const {
    const std::size_t n = grid_.size();
    const double beta = 1 / kT();
    for (auto* column : {&scratch.z, &scratch.rise, &scratch.fall})
      if (column->size() != links_) column->assign(links_, 0);
    for (std::size_t i = 0; i + 1 < n; ++i) scratch.z[i] = (u[i + 1] - u[i]) * beta;
    if (g.ring) scratch.z[n - 1] = (u[0] - u[n - 1]) * beta;
    if constexpr (Driven1D<M>) {
      pushes(lambda, scratch.push);
      for (std::size_t i = 0; i < links_; ++i) scratch.z[i] -= scratch.push[i] * beta;
    }
    detail::bernoulli_pairs(scratch.z, scratch.rise, scratch.fall);
    for (std::size_t i = 0; i + 1 < n; ++i) {
      g.up[i] = conductance_[i] * inverse_width_[i] * scratch.rise[i];
      g.down[i + 1] = conductance_[i] * inverse_width_[i + 1] * scratch.fall[i];
    }
    if (g.ring) {
      g.up[n - 1] = conductance_[n - 1] * inverse_width_[n - 1] * scratch.rise[n - 1];
      g.down[0] = conductance_[n - 1] * inverse_width_[0] * scratch.fall[n - 1];
    }
    const auto exit_rate = [&](std::size_t cell, double face) {
      const double d = face - grid_.centre(cell);  // signed
      const double z =
          (model_.energy(face, lambda) - u[cell] - nonconservative_force(model_, face, lambda) * d) * beta;
      return mobility_at(face) * kT() * inverse_width_[cell] / std::abs(d) * detail::bernoulli(z);
    };
    if (grid_.left() == Edge::absorbing) g.down[0] = exit_rate(0, grid_.face(0));
    if (grid_.right() == Edge::absorbing) g.up[n - 1] = exit_rate(n - 1, grid_.face(n));
  }

  M model_;
  Grid1D grid_;
  double lambda_;
  std::size_t links_ = 0;
  std::vector<double> distance_, conductance_;  // between a centre and the next; mu kT over it
  std::vector<double> inverse_width_;
  ChainGenerator chain_;
};

}  // namespace stochtherm
