#pragma once
/// Ordinary differential equations to a tolerance.
///
/// Solves:       x' = f(x, t) from x(t0), forwards in time.
/// Scheme:       Dormand and Prince's pair of orders 5 and 4 (Boost.Odeint), step by error control. A look inside a step is a
///               shorter step of the same method from its start, so events are located with the accuracy of the solution.
/// Order:        5.
/// Exact for:    polynomials in t up to degree 4.
/// Cost:         six evaluations of f a step; one more step for each look inside.
/// Use when:     f is smooth and not stiff. Not when: rates differ by more than some thousands; each step is then limited by
///               the fastest.
/// References:   dormand1980, ahnert2011
/// Validated by: neuron/hodgkin_huxley

#include <functional>
#include <limits>
#include <span>
#include <stochtherm/core/solved.hpp>
#include <vector>

namespace stochtherm {

using OdeFunction = std::function<void(std::span<const double> x, std::span<double> dx, double t)>;

struct OdeTolerance {
  double relative = 1e-10, absolute = 1e-12;
  double longest_step = std::numeric_limits<double>::infinity();
  std::size_t most_steps = 50'000'000;
};

/// One accepted step.
struct OdeStep {
  double from, to;
  std::span<const double> before, after;
  /// The solution at a time within the step.
  std::function<std::vector<double>(double t)> at;
};

/// x at the end. `look`, where it is given, is called after each accepted step; it returns false to end there. Infinite or
/// NaN states are `diverged`, too many steps `step_limit`.
[[nodiscard]] Solved<std::vector<double>> integrate(const OdeFunction& f, std::vector<double> x, double from,
                                                    double to, const OdeTolerance& tolerance = {},
                                                    const std::function<bool(const OdeStep&)>& look = {});

/// The time within a step at which g(x) changes its sign; it must do so between the ends.
[[nodiscard]] double crossing(const OdeStep& step, const std::function<double(std::span<const double>)>& g);

}  // namespace stochtherm
