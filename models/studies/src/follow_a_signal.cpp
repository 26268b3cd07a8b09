#include <algorithm>
#include <bit>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/solvers/langevin/exact_harmonic.hpp>
#include <stochtherm/solvers/langevin/feedback.hpp>
#include <stochtherm/studies/follow_a_signal.hpp>

namespace stochtherm::studies {
namespace {

// History k: bit i is set where the signal of hold i is +a.
double sign_of(std::uint32_t history, int hold) { return history >> hold & 1U ? 1 : -1; }

double probability_of(std::uint32_t history, int holds, double flip) {
  double p = 0.5;
  for (int i = 1; i < holds; ++i) p *= sign_of(history, i) == sign_of(history, i - 1) ? 1 - flip : flip;
  return p;
}

Protocol protocol_of(std::uint32_t history, int holds, const models::SignalFollower& follower) {
  std::vector<std::pair<double, double>> knots{{0, 0}};
  for (int i = 0; i < holds; ++i) {
    const double s = follower.amplitude * sign_of(history, i);
    knots.emplace_back(i * follower.hold, s);
    knots.emplace_back((i + 1) * follower.hold, s);
  }
  return Protocol::piecewise_linear(knots);
}

// Mutual information of x, in intervals of equal width, and a sign.
double counted(const std::vector<double>& x, const std::vector<double>& sign, std::size_t bins) {
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  std::vector<double> masses(2 * bins);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double place = (x[i] - *low) / (*high - *low) * static_cast<double>(bins);
    const std::size_t bin = std::min(bins - 1, static_cast<std::size_t>(place));
    masses[2 * bin + (sign[i] > 0)] += 1 / static_cast<double>(x.size());
  }
  return JointDistribution(bins, 2, std::move(masses)).mutual_information();
}

}  // namespace

std::vector<SignalStep> follow_a_signal(const models::SignalFollower& follower, int steps, const Run& run,
                                        std::size_t bins) {
  require(steps >= 1 && steps <= 8, "steps of the signal are counted from 1 to 8", "steps", steps);
  require(bins >= 2, "a table needs two intervals or more", "bins", static_cast<double>(bins));
  const int holds = steps + 1;
  const auto histories = std::uint32_t{1} << holds;
  // A reading that sees nothing: it only chooses which signal each trajectory will follow.
  Measurement signal{.outcomes = histories, .likelihood = {}};
  std::vector<Protocol> responses;
  for (std::uint32_t k = 0; k < histories; ++k) {
    signal.probability.push_back(probability_of(k, holds, follower.flip));
    responses.push_back(protocol_of(k, holds, follower));
  }
  signal.likelihood = [p = signal.probability](std::size_t k, std::span<const double>) { return p[k]; };

  const auto trap = follower.trap();
  Run exact = run;
  exact.dt = follower.hold;
  for (int n = 1; n <= holds; ++n)
    exact.record.times.push_back((n + 1) * follower.hold);  // after a hold of rest
  exact.record.what = {{"x", [](const Ensemble& now, std::size_t i) { return now.final[0][i]; }},
                       {"work", [](const Ensemble& now, std::size_t i) { return now.ledger.work[i]; }}};
  const auto runs = simulate_with_feedback(trap, Protocol::constant(0, follower.hold), signal, responses,
                                           exact, from_equilibrium, ExactHarmonic{});

  std::vector<SignalStep> result;
  const double kT = follower.T.kT;
  for (int n = 1; n <= steps; ++n) {
    const auto density = follower.density(n);
    const auto at = static_cast<std::size_t>(n - 1);
    const Column& x = runs->records["x"][at];
    const std::size_t size = x.size();
    Column memory(size), prediction(size), work(size), dissipated(size), now(size), next(size);
    for (std::size_t i = 0; i < size; ++i) {
      now[i] = sign_of(runs->outcome[i], n - 1), next[i] = sign_of(runs->outcome[i], n);
      const double before = density.given_now(x[i], now[i]), after = density.given_next(x[i], next[i]);
      memory[i] = std::log(before / density.marginal(x[i]));
      prediction[i] = std::log(after / density.marginal(x[i]));
      work[i] = runs->records["work"][at + 1][i] - runs->records["work"][at][i];
      const double energy_change =
          trap.energy(x[i], follower.amplitude * next[i]) - trap.energy(x[i], follower.amplitude * now[i]);
      dissipated[i] = work[i] - energy_change - kT * std::log(after / before);
    }
    result.push_back({estimate_mean(memory), estimate_mean(prediction), estimate_mean(work),
                      estimate_mean(dissipated), counted(x, now, bins), counted(x, next, bins)});
  }
  return result;
}

}  // namespace stochtherm::studies
