#include <stochtherm/models/brownian/breathing_trap.hpp>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/models/brownian/variable_mobility.hpp>
#include <stochtherm/models/computing/erasure_well.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <stochtherm/studies/catalogue.hpp>

#include "lines.hpp"

namespace st = stochtherm;

namespace {

// Ramps, a jump within and jumps at both ends.
const auto drive =
    st::Protocol::piecewise_linear({{0, 0}, {0, 0.25}, {0.5, 1}, {1.2, 1}, {1.2, -0.5}, {2, 0.7}, {2, 0}});

template <class M, class... S>
void with_each(bits::Lines& lines, const std::string& name, const M& model, std::tuple<S...>) {
  (..., lines.both(name + ", " + S::facts.name, [&](const st::Run& run) {
    return st::simulate(model, drive, run, st::from_equilibrium, S{});
  }));
}

/// Not in the catalogue: its kernel is made here, with the same bits.
struct OwnWell : st::models::DoubleWell {};

}  // namespace

void bits::one_coordinate(Lines& lines) {
  const st::models::DoubleWell well{.barrier = 2, .T = {0.7}, .mu = {1.3}};
  with_each(lines, "double well", well, st::OverdampedSteppers{});
  with_each(lines, "double well of one's own", OwnWell{well}, std::tuple<st::EulerMaruyama, st::Heun>{});
  with_each(lines, "dragged trap", st::models::DraggedTrap{}, st::HarmonicSteppers{});
  with_each(lines, "variable mobility", st::models::VariableMobility{.q = 0.3},
            std::tuple<st::EulerMaruyama, st::Milstein, st::Heun, st::EndPoint,
                       st::Metropolised<st::EulerMaruyama>>{});
  const st::models::DrivenRing ring{.V = 1.5, .f = 0.8, .T = {0.5}};
  lines.both("driven ring, relaxed, Heun", [&](const st::Run& run) {
    return st::simulate(ring, st::Protocol::constant(0, 2), run, st::stationary(1, st::from_equilibrium),
                        st::Heun{});
  });
  lines.both("driven ring, relaxed, Leimkuhler-Matthews", [&](const st::Run& run) {
    return st::simulate(ring, st::Protocol::constant(0, 2), run, st::stationary(1, st::from_point(0.5)),
                        st::LeimkuhlerMatthews{});
  });
}
