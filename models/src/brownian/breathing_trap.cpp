#include <algorithm>
#include <array>
#include <boost/numeric/odeint/stepper/runge_kutta_cash_karp54.hpp>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/brownian/breathing_trap.hpp>

#include "check.hpp"

namespace stochtherm::models {
namespace {

// With Y = lambda_i x_i^2/2 + (heat so far), the work is lambda_f x_f^2/2 - Y. Y moves by lambda x o dx, so no
// derivative of lambda is needed and jumps need no care. In units of kT: s = <x^2>, y = <Y>, c = Cov(x^2, Y), v = Var Y.
struct Moments {
  std::array<double, 4> value;
  double lambda_i, lambda_f;
};

Moments integrate(const Protocol& protocol, double mu) {
  using State = std::array<double, 4>;
  const double duration = protocol.duration(), li = protocol.initial();
  const auto rates = [&](const State& m, State& rate, double t) {
    const auto& [s, y, c, v] = m;
    const double l = protocol(std::min(t, duration));
    rate = {2 * mu * (1 - l * s), mu * l * (1 - l * s), 2 * mu * l * (2 * s - c - l * s * s),
            2 * mu * l * l * (s - c)};
  };
  // Not Fehlberg's pair of orders 7 and 8: its error estimate is blind to what depends on time alone, and so to jumps.
  boost::numeric::odeint::runge_kutta_cash_karp54<State> step;
  State m{1 / li, 0.5, 1 / li, 0.5}, next{}, error{};
  // Steps shrink where the protocol jumps or bends, but not below what time can resolve.
  constexpr double tolerance = 1e-14;
  const double shortest = 1e-14 * duration, longest = duration / 16;
  double t = 0, dt = longest / 16;
  while (t < duration) {
    const double left = duration - t;
    dt = left <= shortest ? left : std::clamp(dt, shortest, std::min(longest, left));
    step.do_step(rates, m, t, next, dt, error);
    const auto& [s, y, c, v] = m;
    const double spread = std::sqrt(v);
    const double worst = std::max({std::abs(error[0]) / s, std::abs(error[1]) / (std::abs(y) + spread),
                                   std::abs(error[2]) / (std::abs(c) + s * spread), std::abs(error[3]) / v});
    require(std::isfinite(worst), "the work must stay finite: the stiffness is negative for too long",
            "duration", duration, "work");
    if (worst <= tolerance || dt <= shortest) {
      m = next;
      t = dt >= left ? duration : t + dt;
    }
    dt *= std::clamp(0.9 * std::pow(tolerance / std::max(worst, 1e-30), 0.2), 0.1, 4.0);
  }
  return {m, li, protocol.final()};
}

}  // namespace

double BreathingTrap::equilibrium_variance(double lambda) const {
  check_bath(T, mu);
  check_stiffness(lambda);
  return T.kT / lambda;
}

double BreathingTrap::free_energy_difference(double from, double to) const {
  check_bath(T, mu);
  check_stiffness(from);
  check_stiffness(to);
  return 0.5 * T.kT * std::log(to / from);
}

WorkMoments BreathingTrap::work(const Protocol& protocol) const {
  check_bath(T, mu);
  require_positive(protocol.initial(), "the stiffness must be positive at the start", "initial lambda");
  const auto [m, li, lf] = integrate(protocol, mu.mu);
  const auto& [s, y, c, v] = m;
  return {T.kT * (0.5 * lf * s - y), T.kT * T.kT * (0.5 * lf * lf * s * s - lf * c + v)};
}

double BreathingTrap::final_variance(const Protocol& protocol) const {
  check_bath(T, mu);
  require_positive(protocol.initial(), "the stiffness must be positive at the start", "initial lambda");
  return T.kT * integrate(protocol, mu.mu).value[0];
}

WorkMoments BreathingTrap::quench_work(double from, double to) const {
  check_bath(T, mu);
  check_stiffness(from);
  require_finite(to, "to");
  const double growth = (to - from) / from;
  return {0.5 * T.kT * growth, 0.5 * T.kT * T.kT * growth * growth};
}

double BreathingTrap::quench_dissipation(double from, double to) const {
  return quench_work(from, to).mean - free_energy_difference(from, to);
}

}  // namespace stochtherm::models
