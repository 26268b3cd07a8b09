#include <stochtherm/models/brownian/oscillator.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <stochtherm/studies/catalogue.hpp>

#include "lines.hpp"

namespace st = stochtherm;

namespace {

/// A heavy particle in a double well, blown at.
struct HeavyWell {
  [[nodiscard]] st::Temperature bath() const { return {0.9}; }
  [[nodiscard]] st::Mobility mobility() const { return {0.6}; }
  [[nodiscard]] double mass() const { return 0.35; }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L lambda) const {
    const R w = R(1.0) - x * x;
    return w * w - R(lambda) * x;
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L lambda) const {
    return R(4.0) * x * (R(1.0) - x * x) + R(lambda);
  }
  template <class R, class L>
  [[nodiscard]] R nonconservative_force(R x, L) const {
    return R(0.2) * cos(x);
  }
};

const auto drive = st::Protocol::piecewise_linear({{0, 0}, {1, 1}, {1, -1}, {2, 0.5}});

template <class M, class... S>
void with_each(bits::Lines& lines, const std::string& name, const M& model, std::tuple<S...>) {
  (..., lines.both(name + ", " + S::facts.name, [&](const st::Run& run) {
    return st::simulate(model, drive, run, st::from_equilibrium, S{});
  }));
}

}  // namespace

void bits::inertia(Lines& lines) {
  with_each(lines, "oscillator", st::models::Oscillator{.k = 1.7, .m = 0.5}, st::UnderdampedSteppers{});
  with_each(lines, "heavy well", HeavyWell{}, st::UnderdampedSteppers{});
}
