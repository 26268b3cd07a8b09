#pragma once
#include <stochtherm/solvers/langevin/simulate.hpp>

namespace stochtherm {

/// A measurement with error: outcome k comes out with probability likelihood(k, position), k = 0 .. outcomes - 1; these
/// must sum to 1 at any position.
struct Measurement {
  std::size_t outcomes;
  std::function<double(std::size_t k, std::span<const double> position)> likelihood;
  /// Probability of each outcome, if known; else the mean of the likelihoods over the ensemble is taken.
  std::vector<double> probability{};

  /// Is `coordinate` above `threshold`? Wrong with probability `error`. Outcome 1: above.
  [[nodiscard]] static Measurement side(double threshold, double error, std::size_t coordinate = 0);
  /// In which of the intervals cut by increasing `borders` is the coordinate, read with a normal error of standard
  /// deviation `error` > 0?
  [[nodiscard]] static Measurement interval(std::vector<double> borders, double error,
                                            std::size_t coordinate = 0);
};

namespace detail {
/// Draws the outcomes (Stream::measurement) and books the information ln p(k|x)/p(k).
void measure(Books& books, const Measurement& measurement, const Run& run);
void require_valid(const Measurement& measurement, const std::vector<Protocol>& responses);
/// What snapshots say of the measurement: how likely the outcomes are where the first trajectories begin.
[[nodiscard]] std::string describe(const Measurement& measurement, const Books& books);
}  // namespace detail

/// An ensemble under feedback: a protocol, a measurement with error, then the protocol that belongs to the outcome.
///
/// Solves:       as simulate, with lambda(t) = before(t) until the measurement and responses[k](t - t_m) after outcome k.
/// Scheme:       as simulate; the outcome is drawn from the likelihood at each trajectory's position. The ledger's
///               `information` is ln p(k|x)/p(k), with p(k) given or averaged over the ensemble.
/// Order:        as simulate.
/// Exact for:    <exp(-(W - dF)/kT - I)> = 1 (Sagawa & Ueda), at any step if the stepper obeys detailed balance and the
///               probabilities of the outcomes are given; else up to the 1/n of their estimate.
/// Cost:         as simulate; one lambda for each trajectory, so the energy is evaluated twice in each step. A model
///               whose lambda is a plain double is asked lane by lane.
/// Use when:     information is to be turned into work. Not when: the same protocol serves all: simulate.
/// References:   sagawaueda2010, parrondo2015
/// Validated by: langevin/szilard_engine
template <Overdamped M, class Initial = FromEquilibrium, Stepper S = DefaultStepper<M>>
[[nodiscard]] Solved<Ensemble> simulate_with_feedback(const M& model, const Protocol& before,
                                                      const Measurement& measurement,
                                                      const std::vector<Protocol>& responses, const Run& run,
                                                      const Initial& initial = from_equilibrium, S = {}) {
  detail::require_fit<S, M>();
  detail::require_valid(measurement, responses);
  detail::require_valid(run, before.duration() + responses.front().duration());
  const double began = detail::seconds_now();
  const std::uint64_t first = detail::count_steps(before, run.dt),
                      then = detail::count_steps(responses[0], run.dt);
  const auto constants = detail::constants_of(model, run.dt);
  const Start place = initial.prepare(model, before.initial());
  const auto shape = run.evidence ? detail::shape_of<S, M, detail::Keep::evidence>()
                                  : detail::shape_of<S, M, detail::Keep::accounts>();
  detail::Books books(shape, run, first + then, detail::temperatures_of(model), S::facts);
  detail::start<S>(books, model, constants, run, place, before.initial());
  const auto together = detail::block_kernel<S, M, false>(model, constants, run.evidence);
  const auto apart = detail::block_kernel<S, M, true>(model, constants, run.evidence);
  const auto kernel = [&](const detail::Stage& stage, double* const* columns, std::size_t begin,
                          std::size_t end) {
    (stage.outcome ? apart : together)(stage, columns, begin, end);
  };
  std::vector<const Protocol*> protocols;
  for (const Protocol& response : responses) protocols.push_back(&response);
  auto named = protocols;
  named.push_back(&before);

  detail::March march(books, run, first + then, detail::relaxation_of(initial), kernel);
  if (run.checkpoint.load) march.resume(named, detail::describe(measurement, books));
  bool finished = march.relax(before.initial()) &&
                  march.go({.protocols = {&before}, .first = 0, .steps = first, .lambda = before.initial()});
  if (finished && books.ensemble.outcome.empty()) detail::measure(books, measurement, run);
  finished = finished && march.go({.protocols = protocols, .first = first, .steps = then, .last = true});
  return detail::conclude(books, run, finished, detail::seconds_now() - began);
}

}  // namespace stochtherm
