#pragma once
/// Where one step may lead, with probabilities: averages over its random numbers without drawing any. The increments are
/// nodes of a quadrature, or the finite list where they are coins or dice; a decision is split into its two outcomes.

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <gauss_hermite.hpp>
#include <numbers>
#include <stochtherm/solvers/langevin/one_step.hpp>
#include <vector>

namespace stochtherm::validation {

struct Arrival {
  double probability, x, v;
};
using Outcomes = std::vector<Arrival>;

template <class F>
double average(const Outcomes& outcomes, F f) {
  double sum = 0;
  for (const auto& o : outcomes) sum += o.probability * f(o);
  return sum;
}

struct Increments {
  std::vector<double> z, weight;
};

template <class S>
const Increments& increments() {
  static const Increments all = [] {
    Increments r;
    if constexpr (S::facts.increment == Increment::two_point)
      r = {{-1, 1}, {0.5, 0.5}};
    else if constexpr (S::facts.increment == Increment::three_point)
      r = {{-std::sqrt(3.0), 0, std::sqrt(3.0)}, {1.0 / 6, 2.0 / 3, 1.0 / 6}};
    else
      for (const auto& [z, w] : oracles::NormalAverage(40).nodes()) r.z.push_back(z), r.weight.push_back(w);
    return r;
  }();
  return all;
}

/// A standard normal for functions that are smooth but where `border` changes sign.
template <class Border>
Increments increments_with_kinks(Border border) {
  using Rule = boost::math::quadrature::gauss<double, 10>;
  Increments r;
  const auto panel = [&](double from, double to) {
    for (std::size_t i = 0; i < Rule::abscissa().size(); ++i)
      for (const double side : {-1.0, 1.0}) {
        const double z = 0.5 * (from + to) + side * 0.5 * (to - from) * Rule::abscissa()[i];
        r.z.push_back(z);
        r.weight.push_back(0.5 * (to - from) * Rule::weights()[i] * std::exp(-0.5 * z * z) /
                           std::sqrt(2 * std::numbers::pi));
      }
  };
  for (double z = -9; z < 9; z += 0.25) {
    if ((border(z) < 0) == (border(z + 0.25) < 0)) {
      panel(z, z + 0.25);
      continue;
    }
    const auto [a, b] =
        boost::math::tools::bisect(border, z, z + 0.25, [](double l, double h) { return h - l < 1e-14; });
    panel(z, a), panel(b, z + 0.25);
  }
  return r;
}

/// What a stepper that remembers adds to x for a remembered increment of 1: half of the noise.
template <class M, class S>
double remembered(const OneStep<M, S>& step) {
  Vec<double, 1> plus{1.0}, minus{-1.0};
  return 0.5 * (step({0.0}, {0.0}, plus)[0] - step({0.0}, {0.0}, minus)[0]);
}

/// One step from x. Where the stepper remembers an increment, x is the place without the half of it that was spent: with
/// that the steps are a Markov chain.
template <class M, OverdampedStepper S>
Outcomes outcomes(const OneStep<M, S>& step, double x) {
  Outcomes all;
  const auto add = [&](double p, double to) { all.push_back({p, to, 0}); };
  if constexpr (S::facts.metropolised) {
    const auto log_ratio = [&](double z) { return step.log_acceptance({x}, step({x}, {z})); };
    const Increments kinked = increments_with_kinks(log_ratio);
    for (std::size_t i = 0; i < kinked.z.size(); ++i) {
      const double rejected = -std::expm1(std::min(0.0, log_ratio(kinked.z[i])));
      add(kinked.weight[i] * (1 - rejected), step({x}, {kinked.z[i]})[0]);
      if (rejected > 0) add(kinked.weight[i] * rejected, x);
    }
  } else {
    const auto& [z, weight] = increments<S>();
    for (std::size_t i = 0; i < z.size(); ++i)
      if constexpr (S::facts.remembers) {
        Vec<double, 1> last{z[i]};
        add(weight[i], step({x + remembered(step) * z[i]}, {0.0}, last)[0]);
      } else {
        add(weight[i], step({x}, {z[i]})[0]);
      }
  }
  return all;
}

/// One step with inertia.
template <class M, UnderdampedStepper S>
Outcomes outcomes(const OneStep<M, S>& step, double x, double v) {
  using State = Phase<Vec<double, 1>>;
  const State start{{x}, {v}};
  const auto& [z, weight] = increments<S>();
  Outcomes all;
  if constexpr (S::facts.metropolised) {
    const auto moved = [&](double first) { return step.half_thermostat(start, {first}); };
    const auto log_ratio = [&](double first) {
      return step.log_acceptance(moved(first), step.propose(moved(first)));
    };
    const Increments kinked = increments_with_kinks(log_ratio);
    for (std::size_t i = 0; i < kinked.z.size(); ++i) {
      const State from = moved(kinked.z[i]), to = step.propose(from);
      const double rejected = -std::expm1(std::min(0.0, log_ratio(kinked.z[i])));
      for (std::size_t j = 0; j < z.size(); ++j) {
        const double p = kinked.weight[i] * weight[j];
        const State yes = step.half_thermostat(to, {z[j]}),
                    no = step.half_thermostat({from.q, -from.v}, {z[j]});
        all.push_back({p * (1 - rejected), yes.q[0], yes.v[0]});
        if (rejected > 0) all.push_back({p * rejected, no.q[0], no.v[0]});
      }
    }
  } else {
    for (std::size_t i = 0; i < z.size(); ++i) {
      const State s = step(start, {z[i]});
      all.push_back({weight[i], s.q[0], s.v[0]});
    }
  }
  return all;
}

}  // namespace stochtherm::validation
