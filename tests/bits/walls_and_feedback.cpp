#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/models/brownian/oscillator.hpp>
#include <stochtherm/solvers/langevin/feedback.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <stochtherm/studies/catalogue.hpp>

#include "lines.hpp"

namespace st = stochtherm;

void bits::walls_and_feedback(Lines& lines) {
  using st::Edge;
  const st::models::DoubleWell well{.barrier = 1.5, .T = {0.8}};
  const auto ramp = st::Protocol::linear(0, 0.5, 2);
  const auto held = st::within(well, st::Interval{-1.2, 0.9, Edge::reflecting, Edge::absorbing});
  lines.one("double well within walls, Heun", [&](const st::Run& run) {
    return st::simulate(held, ramp, run, st::from_point(-0.9), st::Heun{});
  });
  lines.one("double well within walls, Metropolised", [&](const st::Run& run) {
    return st::simulate(held, ramp, run, st::from_point(-0.9), st::Metropolised<st::EulerMaruyama>{});
  });
  const st::models::DrivenRing ring{.f = 2.0};
  lines.both("driven ring, wrapped", [&](const st::Run& run) {
    return st::simulate(st::within(ring, st::between(0, ring.period(), Edge::periodic)), ramp, run,
                        st::from_point(1.0), st::EulerMaruyama{});
  });
  lines.one("oscillator within walls, BAOAB", [&](const st::Run& run) {
    return st::simulate(st::within(st::models::Oscillator{}, st::between(-0.6, 0.8, Edge::reflecting)), ramp,
                        run, st::from_equilibrium, st::Baoab{});
  });

  const auto before = st::Protocol::linear(0, 0.3, 0.8);
  const std::vector<st::Protocol> responses{st::Protocol::linear(0.3, -1, 1.2),
                                            st::Protocol::quench(0.3, 1, 1.2)};
  lines.both("double well with feedback, Euler-Maruyama", [&](const st::Run& run) {
    return st::simulate_with_feedback(well, before, st::Measurement::side(0.1, 0.15), responses, run,
                                      st::from_equilibrium, st::EulerMaruyama{});
  });
  lines.one("oscillator with feedback, BAOAB", [&](const st::Run& run) {
    return st::simulate_with_feedback(st::models::Oscillator{}, before, st::Measurement::side(0.1, 0.15),
                                      responses, run);
  });
}
