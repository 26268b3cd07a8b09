#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <boost/numeric/odeint/stepper/controlled_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/generation/generation_controlled_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/generation/generation_runge_kutta_dopri5.hpp>
#include <boost/numeric/odeint/stepper/generation/make_controlled.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/ode/integrate.hpp>
#include <utility>

namespace stochtherm {
namespace {

using State = std::vector<double>;
using Stepper = boost::numeric::odeint::runge_kutta_dopri5<State>;

}  // namespace

Solved<State> integrate(const OdeFunction& f, State x, double from, double to, const OdeTolerance& tolerance,
                        const std::function<bool(const OdeStep&)>& look) {
  require(!x.empty(), "there must be an unknown", "unknowns", 0);
  require(std::isfinite(from) && std::isfinite(to) && to >= from,
          "time goes forwards, from one time to a later one", "to", to);
  require_positive(tolerance.relative, "a tolerance is positive", "relative");
  require_positive(tolerance.absolute, "a tolerance is positive", "absolute");
  for (double value : x) require_finite(value, "x");
  const auto system = [&f](const State& at, State& dx, double t) { f(at, dx, t); };
  auto stepper = boost::numeric::odeint::make_controlled<Stepper>(tolerance.absolute, tolerance.relative);
  double t = from, dt = std::min(1e-3 * (to - from), 1e-2 * tolerance.longest_step);
  State before = x;
  const double smallest = 1e-14 * (std::abs(from) + std::abs(to));
  std::size_t steps = 0, tries = 0;
  const auto failed = [&](Status status, std::string sentence) {
    return Solved<State>{x, status, std::move(sentence), Stats{.steps = steps}};
  };
  while (t < to) {
    if (++tries > tolerance.most_steps)
      return failed(Status::step_limit,
                    "integrate: too many steps; the equations may be stiff, or the tolerance too small.");
    before = x;
    const double start = t, left = to - t;
    dt = std::min({dt, tolerance.longest_step, left});
    const double tried = dt;
    const bool last = dt == left;
    const auto outcome = stepper.try_step(system, x, t, dt);
    if (!std::all_of(x.begin(), x.end(), [](double v) { return std::isfinite(v); }) || !std::isfinite(dt)) {
      // Too long a step may leave where the rates are numbers: back, and a tenth of it.
      x = before;
      t = start;
      dt = 0.1 * tried;
      stepper.reset();
      if (dt > smallest) continue;
    }
    if (!(dt > smallest) && t < to)
      return failed(Status::diverged,
                    "integrate: the solution grows without limit, or its rates are no numbers.");
    if (outcome == boost::numeric::odeint::fail) continue;
    ++steps;
    if (last) t = to;
    if (!look) continue;
    const OdeStep step{start, t, before, x, [&](double when) {
                         State inside = before;
                         if (when > start) {
                           Stepper once;
                           once.do_step(system, inside, start, when - start);
                         }
                         return inside;
                       }};
    if (!look(step)) break;
  }
  return Solved<State>(std::move(x), Stats{.steps = steps});
}

double crossing(const OdeStep& step, const std::function<double(std::span<const double>)>& g) {
  const double a = g(step.before), b = g(step.after);
  require(a * b <= 0, "the function must change its sign within the step", "g at both ends", a * b);
  if (a == 0) return step.from;
  if (b == 0) return step.to;
  std::uintmax_t most = 100;
  const auto bracket =
      boost::math::tools::toms748_solve([&](double t) { return g(step.at(t)); }, step.from, step.to, a, b,
                                        boost::math::tools::eps_tolerance<double>(48), most);
  return 0.5 * (bracket.first + bracket.second);
}

}  // namespace stochtherm
