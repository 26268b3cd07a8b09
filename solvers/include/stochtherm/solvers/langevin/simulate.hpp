#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/model.hpp>
#include <stochtherm/core/protocol.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/solvers/langevin/baoab.hpp>
#include <stochtherm/solvers/langevin/ensemble.hpp>
#include <stochtherm/solvers/langevin/heun.hpp>
#include <stochtherm/solvers/langevin/initial.hpp>
#include <stochtherm/solvers/langevin/kernel.hpp>
#include <stochtherm/solvers/langevin/march.hpp>
#include <string>
#include <type_traits>
#include <vector>

namespace stochtherm {

/// What a model asks of a stepper.
template <class S, class M>
struct Fit {
  static constexpr bool inertia = S::facts.motion == Motion::overdamped || Underdamped<M>;
  static constexpr bool mobility = S::facts.position_dependent_mobility || !Multiplicative1D<M>;
  static constexpr bool matrix = S::facts.matrix_mobility || !MatrixMobility<M>;
  static constexpr bool harmonic = !S::facts.harmonic || Harmonic1D<M>;
  static constexpr bool bath = !S::facts.metropolised || !ManyBaths<M>;
  static constexpr bool walls = !S::facts.remembers || !HasWalls<M>;
};

/// May S move M? Where not, `simulate` does not compile, and says why.
template <class S, class M>
concept Fits = Stepper<S> && Overdamped<M> && Fit<S, M>::inertia && Fit<S, M>::mobility &&
    Fit<S, M>::matrix && Fit<S, M>::harmonic && Fit<S, M>::bath && Fit<S, M>::walls;

namespace detail {

/// What no stepper may be asked: refused at compile time, with a sentence.
template <class S, class M>
constexpr void require_fit() {
  static_assert(Fit<S, M>::inertia, "this stepper moves with inertia; the model declares no mass()");
  static_assert(Fit<S, M>::mobility,
                "this stepper treats constant mobility only; the model declares a mobility gradient");
  static_assert(Fit<S, M>::matrix,
                "this stepper treats each coordinate apart; the model declares a mobility matrix");
  static_assert(Fit<S, M>::harmonic,
                "this stepper is exact for harmonic potentials; the model declares no stiffness and centre, "
                "or a drive");
  static_assert(Fit<S, M>::bath,
                "accepting by Boltzmann's weight needs one temperature; the model declares many baths");
  static_assert(Fit<S, M>::walls,
                "this stepper spends an increment in two steps; a wall between them would break it");
}

template <class S, class M, Keep keep>
[[nodiscard]] constexpr Shape shape_of() {
  using Has = Layout<S, M, keep>;
  return {.coordinates = static_cast<std::size_t>(dimension<M>),
          .inertia = Has::inertia,
          .remembers = S::facts.remembers,
          .driven = Driven<M>,
          .walls = Has::walls,
          .metropolised = S::facts.metropolised,
          .ratio = Has::ratio,
          .innovations = Has::innovations};
}

/// Places all trajectories, draws what the stepper remembers, and opens the books at the first lambda.
template <class S, class M>
void start(Books& books, const M& model, const Constants<dimension<M>>& k, const Run& run, const Start& place,
           double lambda) {
  constexpr int N = dimension<M>;
  Ensemble& e = books.ensemble;
  if constexpr (HasWalls<M>)
    for (const Interval& w : model.walls())
      require(!run.evidence || w.at_low == Edge::periodic || (std::isinf(w.low) && std::isinf(w.high)),
              "evidence is of motion that no wall stops: periodic walls only, or record none", "evidence",
              run.evidence ? "true" : "false", "simulate");
  double q[N], v[N] = {};
  for (std::size_t i = 0; i < run.trajectories; ++i) {
    place(run.seed, run.first_trajectory + i, q, v);
    for (int c = 0; c < N; ++c) {
      e.initial[static_cast<std::size_t>(c)][i] = q[c];
      if constexpr (S::facts.motion == Motion::underdamped)
        e.initial_velocity[static_cast<std::size_t>(c)][i] = v[c];
      if constexpr (S::facts.remembers)
        books.last_increment[static_cast<std::size_t>(c)][i] =
            random::normal(run.seed, random::Stream::stepper_memory, run.first_trajectory + i,
                           static_cast<std::uint64_t>(c), 0);
      if constexpr (HasWalls<M>) {
        const Interval& w = model.walls()[static_cast<std::size_t>(c)];
        require(q[c] >= w.low && q[c] <= w.high, "every trajectory must start within the walls", "position",
                q[c], "simulate");
      }
    }
    books.first_energy[i] = energy_of<S>(model, k, q, v, lambda);
  }
  books.open();
}

/// The kernel for this model and stepper: compiled for this machine where the catalogue has it.
template <class S, class M, bool own_protocols>
[[nodiscard]] BlockKernel block_kernel(const M& model, const Constants<dimension<M>>& k, bool evidence) {
  if (evidence)
    return [&model, &k](const Stage& stage, double* const* columns, std::size_t begin, std::size_t end) {
      run_block<S, M, Keep::evidence, own_protocols>(model, k, stage, columns, begin, end);
    };
  if constexpr (!own_protocols)
    if (const auto compiled = compiled_kernel<S, M>)
      return [&model, &k, compiled](const Stage& stage, double* const* columns, std::size_t begin,
                                    std::size_t end) { compiled(model, k, stage, columns, begin, end); };
  return [&model, &k](const Stage& stage, double* const* columns, std::size_t begin, std::size_t end) {
    run_block<S, M, Keep::accounts, own_protocols>(model, k, stage, columns, begin, end);
  };
}

/// How long trajectories move at the first lambda before their accounts open.
template <class Initial>
[[nodiscard]] double relaxation_of(const Initial& initial) {
  if constexpr (requires { initial.relaxation(); })
    return initial.relaxation();
  else
    return 0;
}

template <class M>
[[nodiscard]] std::vector<double> temperatures_of(const M& model) {
  const auto kT = bath_temperatures(model);
  return {kT.begin(), kT.end()};
}

}  // namespace detail

/// The stepper where none is named.
template <class M>
using DefaultStepper = std::conditional_t<Underdamped<M>, Baoab, Heun>;

/// An ensemble of driven trajectories with the closing ledger.
///
/// Solves:       dx = mu F dt + sqrt(2 mu kT) dB (+ the drift of the calculus where mu depends on x), or with inertia
///               dx = v dt, m dv = F dt - v/mu dt + sqrt(2 kT/mu) dB; F = -dU/dx (x, lambda(t)) + f(x, lambda(t)), any
///               number of coordinates, lambda(t) given.
/// Scheme:       each step first moves lambda at fixed x (that energy is work), then x at fixed lambda (that energy is
///               heat, less the work of f by the trapezoid rule). Lambda stops at the middle of each step, so the
///               splitting is symmetric. With a bath for each coordinate the energy is attributed telescopically: the
///               coordinates move one at a time, forwards and backwards, and both accounts are averaged. With inertia
///               heat is what the baths exchange, and what the rest fails to conserve is shadow work. dE is booked from
///               the end points alone: the first law closes to rounding. Walls: reflected by mirror image; absorbed with
///               the crossing probability of a Brownian bridge within each step.
/// Order:        the stepper's in x; 2 in the splitting; 1 in first-passage times. First law: exact at any dt.
/// Exact for:    what the stepper is exact for, under piecewise constant protocols with jumps between steps.
/// Cost:         per step: the stepper's force calls and increments, 2 energies (1 where lambda stands still; 2N with N
///               baths). `evidence` adds two force calls.
/// Use when:     trajectories, their heat or rare fluctuations are wanted. Not when: averages over few coordinates are
///               (FokkerPlanck1D has them without noise).
/// References:   sekimoto2010, seifert2012, salmon2011
/// Validated by: langevin/first_law, langevin/dragged_trap, langevin/jarzynski,
///               langevin/same_bits_any_threads, langevin/protocol_splitting
template <Overdamped M, class Initial = FromEquilibrium, Stepper S = DefaultStepper<M>>
[[nodiscard]] Solved<Ensemble> simulate(const M& model, const Protocol& protocol, const Run& run,
                                        const Initial& initial = from_equilibrium, S = {}) {
  detail::require_fit<S, M>();
  detail::require_valid(run, protocol.duration());
  const double began = detail::seconds_now();
  const std::uint64_t steps = detail::count_steps(protocol, run.dt);
  const auto constants = detail::constants_of(model, run.dt);
  const Start place = initial.prepare(model, protocol.initial());
  const auto shape = run.evidence ? detail::shape_of<S, M, detail::Keep::evidence>()
                                  : detail::shape_of<S, M, detail::Keep::accounts>();
  detail::Books books(shape, run, steps, detail::temperatures_of(model), S::facts);
  detail::start<S>(books, model, constants, run, place, protocol.initial());
  const auto kernel = detail::block_kernel<S, M, false>(model, constants, run.evidence);
  detail::March march(books, run, steps, detail::relaxation_of(initial), kernel);
  if (run.checkpoint.load) march.resume({&protocol});
  const bool finished =
      march.relax(protocol.initial()) &&
      march.go(
          {.protocols = {&protocol}, .first = 0, .steps = steps, .lambda = protocol.initial(), .last = true});
  return detail::conclude(books, run, finished, detail::seconds_now() - began);
}

}  // namespace stochtherm
