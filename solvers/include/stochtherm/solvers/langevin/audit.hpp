#pragma once
/// The accountant: checks a finished run against every law that applies to it.

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stochtherm/core/protocol.hpp>
#include <stochtherm/core/walls.hpp>
#include <stochtherm/solvers/langevin/ensemble.hpp>
#include <stochtherm/solvers/langevin/initial.hpp>
#include <stochtherm/thermodynamics/audit.hpp>
#include <type_traits>
#include <vector>

namespace stochtherm {

/// Checks a finished run against every law that applies to it, and names those that it breaks.
///
/// Solves:       does the run obey: the first and second law; local detailed balance, that path and heat agree on the
///               entropy; the fluctuation-dissipation relation, that the innovations have variance 1; the equation of
///               motion, that their mean is 0; its calculus; and is its step small enough (microscopic reversibility,
///               shadow work, rejections)? With the model also: the resolution of the step, Boltzmann's distribution,
///               equipartition, Jarzynski's and Sagawa and Ueda's equalities, the uncertainty relation.
/// Scheme:       one line per law and coordinate: a sample mean over trajectories against the law. Broken is what is
///               significant (Student's t, the false-alarm probability of the table split over its lines) and larger than
///               the line's materiality: what a sound run at a sane step may show. With a = mu |F'| dt, the step over the
///               relaxation time, and s^2 = 2 mu kT dt:
///                 fluctuation-dissipation  Euler-Maruyama: exact; 0.01. Order 2: the variance is 1 - a; 0.15 without the
///                                          model, which knows a: 0.02 + a/2 about 1 - a.
///                 equation of motion       sum of innovations over sqrt(steps): 0.1
///                 local detailed balance   path and heat differ by sum dx^3 F''/12kT and mu dt (F^2)/4kT at the ends:
///                                          0.05 of the entropy exchanged and 1e-4 nats per step
///                 microscopic reversib.    the same, rms: 0.05 and 0.02 nats per sqrt(steps), s^3 |F''|/kT = 0.06
///                 calculus                 excess of the drift over kT mu': 0.2 of it; calculi differ by 1/2
///                 shadow work              (omega dt)^2/4 of kT: 0.05 kT and 0.005 kT per sqrt(steps), omega dt = 0.45
///                 rejections               slow the motion by as much: 0.05
///                 second law, Jarzynski    0.05 nats; Boltzmann: 0.05 kT, which Euler-Maruyama's a kT/4 reaches at 0.2
/// Order:        statistical, 1/sqrt(n) in the trajectories.
/// Exact for:    the first law, up to rounding.
/// Cost:         a few passes over the columns; with the model, some 10^5 energies.
/// Use when:     a run is finished, before its numbers are believed; with Run::evidence, without which most laws cannot
///               be judged (and `passes` is false). Not when: its trajectories are few: a law that could not be seen to
///               be broken says "cannot tell". A common factor on force, energy and heat breaks no law.
/// References:   seifert2012, sekimoto2010, crooks1999, sivak2013, kubo1966, jarzynski1997, sagawaueda2010
/// Validated by: langevin/audit, langevin/audit_false_alarms
[[nodiscard]] Audit audit(const Ensemble& run, const AuditRules& rules = {});

namespace detail {

enum class StartKind { other, equilibrium, stationary };

/// What a model tells the audit, as numbers and functions.
struct Knowledge {
  StartKind start = StartKind::other;
  bool driven = false, inertia = false;
  bool additive = true;  ///< a constant mobility for each coordinate apart
  double mass = 1;
  std::vector<double> mobility{};  ///< by coordinate, where additive
  bool one_coordinate = false;
  double low = -std::numeric_limits<double>::infinity(),
         high = -low;  ///< where the coordinate may be, one only
  bool periodic = false;
  std::function<double(double x, double lambda)> energy{};                       ///< one coordinate only
  std::function<double(const double* q, double lambda, std::size_t i)> force{};  ///< total, on coordinate i
  double first_lambda = 0;
  std::vector<double> last_lambda{};  ///< one, or one for each outcome of a measurement
  bool lambda_moves = false;
};

[[nodiscard]] Audit audit(const Ensemble& run, const Knowledge& known, const AuditRules& rules);

template <class Initial>
inline constexpr StartKind start_kind = StartKind::other;
template <>
inline constexpr StartKind start_kind<FromEquilibrium> = StartKind::equilibrium;
template <class From>
inline constexpr StartKind start_kind<Stationary<From>> = StartKind::stationary;

template <Overdamped M, class Initial>
[[nodiscard]] Knowledge knowledge_of(const Ensemble& run, const M& model, const Protocol& first,
                                     const Initial&) {
  constexpr int N = dimension<M>;
  Knowledge known;
  known.start = start_kind<std::remove_cvref_t<Initial>>;
  known.driven = Driven<M>;
  known.inertia = run.stepper.motion == Motion::underdamped;
  if constexpr (Underdamped<M>) known.mass = static_cast<double>(model.mass());
  if constexpr (MatrixMobility<M> || Multiplicative1D<M>)
    known.additive = false;
  else if constexpr (ManyBaths<M>)
    for (const Bath& bath : model.baths()) known.mobility.push_back(bath.mu.mu);
  else
    known.mobility.assign(static_cast<std::size_t>(N), Mobility(model.mobility()).mu);
  known.first_lambda = first.initial();
  known.one_coordinate = N == 1;
  if constexpr (N == 1) {
    if constexpr (HasWalls<M>) {
      known.low = model.walls()[0].low, known.high = model.walls()[0].high;
    } else if constexpr (Periodic1D<M>) {
      known.periodic = true, known.low = 0, known.high = model.period();
    }
  }
  using R = simd::Double<1>;  // as the run asked it
  const OnPacks<M, R> packed{model};
  if constexpr (N == 1)
    known.energy = [packed](double x, double lambda) { return packed.energy({R(x)}, lambda)[0]; };
  known.force = [packed](const double* q, double lambda, std::size_t i) {
    Vec<R, N> x;
    for (int c = 0; c < N; ++c) x[c] = R(q[c]);
    return packed.force(x, lambda)[static_cast<int>(i)][0];
  };
  return known;
}

}  // namespace detail

/// With the model, the protocol and the start that the run had, more laws can be checked.
template <Overdamped M, class Initial = FromEquilibrium>
[[nodiscard]] Audit audit(const Ensemble& run, const M& model, const Protocol& protocol,
                          const Initial& initial = from_equilibrium, const AuditRules& rules = {}) {
  auto known = detail::knowledge_of(run, model, protocol, initial);
  known.last_lambda = {protocol.final()};
  return detail::audit(run, known, rules);
}
/// The same for a run under feedback.
template <Overdamped M, class Initial = FromEquilibrium>
[[nodiscard]] Audit audit(const Ensemble& run, const M& model, const Protocol& before,
                          const std::vector<Protocol>& responses, const Initial& initial = from_equilibrium,
                          const AuditRules& rules = {}) {
  auto known = detail::knowledge_of(run, model, before, initial);
  for (const Protocol& response : responses) known.last_lambda.push_back(response.final());
  return detail::audit(run, known, rules);
}

}  // namespace stochtherm
