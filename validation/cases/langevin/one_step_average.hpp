#pragma once
/// Averages over the random numbers of one step, without drawing any: quadrature over the increments, the finite sum
/// where they are coins or dice, and the probability of acceptance in place of the decision.

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <gauss_hermite.hpp>
#include <numbers>
#include <stochtherm/solvers/langevin/one_step.hpp>

namespace stochtherm::validation {

template <class S, class F>
double average_increment(F f) {
  if constexpr (S::facts.increment == Increment::two_point) {
    return 0.5 * (f(-1.0) + f(1.0));
  } else if constexpr (S::facts.increment == Increment::three_point) {
    const double z = std::sqrt(3.0);
    return (f(-z) + f(z)) / 6 + 2 * f(0.0) / 3;
  } else {
    static const oracles::NormalAverage normal(40);
    return normal(f);
  }
}

/// Over a standard normal z, of an f(z) that is smooth but where `border` changes sign.
template <class Border, class F>
double average_with_kinks(Border border, F f) {
  const auto weighted = [&](double z) { return f(z) * std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi); };
  const auto integral = [&](double from, double to) {
    return boost::math::quadrature::gauss<double, 10>::integrate(weighted, from, to);
  };
  double sum = 0;
  for (double z = -9; z < 9; z += 0.25) {
    const double low = border(z), high = border(z + 0.25);
    if ((low < 0) == (high < 0)) {
      sum += integral(z, z + 0.25);
      continue;
    }
    const auto [a, b] =
        boost::math::tools::bisect(border, z, z + 0.25, [](double l, double r) { return r - l < 1e-14; });
    sum += integral(z, a) + integral(b, z + 0.25);
  }
  return sum;
}

/// <f(x')> after one step from x. Where the stepper remembers an increment, x is the place less the half of the last
/// increment that is still to come: with it the steps are a Markov chain.
template <class M, class S, class F>
double average_after_step(const OneStep<M, S>& step, double x, F f) {
  if constexpr (S::facts.metropolised) {
    const auto log_ratio = [&](double z) { return step.log_acceptance({x}, step({x}, {z})); };
    return average_with_kinks(log_ratio, [&](double z) {
      const double rejected = -std::expm1(std::min(0.0, log_ratio(z)));
      return (1 - rejected) * f(step({x}, {z})[0]) + rejected * f(x);
    });
  } else if constexpr (S::facts.remembers) {
    return average_increment<S>([&](double z) {
      Vec<double, 1> nothing{0.0}, last{z};
      const double half = 0.5 * (step({0.0}, {1.0}, nothing)[0] - step({0.0}, {-1.0}, nothing = {0.0})[0]);
      return f(step({x + half * z}, {0.0}, last)[0]);
    });
  } else {
    return average_increment<S>([&](double z) { return f(step({x}, {z})[0]); });
  }
}

/// The same with inertia: f(x', v').
template <class M, class S, class F>
double average_after_step(const OneStep<M, S>& step, double x, double v, F f) {
  using State = Phase<Vec<double, 1>>;
  const State start{{x}, {v}};
  if constexpr (S::facts.metropolised) {
    const auto moved = [&](double z) { return step.half_thermostat(start, {z}); };
    const auto log_ratio = [&](double z) { return step.log_acceptance(moved(z), step.propose(moved(z))); };
    return average_with_kinks(log_ratio, [&](double z) {
      const State from = moved(z), to = step.propose(from), back{from.q, -from.v};
      const double rejected = -std::expm1(std::min(0.0, log_ratio(z)));
      return average_increment<S>([&](double w) {
        const State yes = step.half_thermostat(to, {w}), no = step.half_thermostat(back, {w});
        return (1 - rejected) * f(yes.q[0], yes.v[0]) + rejected * f(no.q[0], no.v[0]);
      });
    });
  } else {
    return average_increment<S>([&](double z) {
      const State s = step(start, {z});
      return f(s.q[0], s.v[0]);
    });
  }
}

}  // namespace stochtherm::validation
