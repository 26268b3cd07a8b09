#include <stochtherm/models/brownian/gyrator.hpp>
#include <stochtherm/models/brownian/quartic_pair.hpp>
#include <stochtherm/models/brownian/rotational_trap.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <stochtherm/studies/catalogue.hpp>

#include "lines.hpp"

namespace st = stochtherm;

namespace {

/// Two coordinates whose friction couples them.
struct Coupled {
  static constexpr int dimension = 2;
  [[nodiscard]] st::Temperature bath() const { return {0.8}; }
  [[nodiscard]] st::SquareMatrix<2> mobility_matrix() const { return {{{1.0, 0.4}, {0.4, 0.7}}}; }
  template <class R, class L>
  [[nodiscard]] R energy(const st::Vec<R, 2>& q, L lambda) const {
    const R d = q[0] - q[1];
    return R(0.5) * (q[0] * q[0] + q[1] * q[1]) + R(0.25) * d * d * d * d - R(lambda) * q[0];
  }
  template <class R, class L>
  [[nodiscard]] st::Vec<R, 2> force(const st::Vec<R, 2>& q, L lambda) const {
    const R d = q[0] - q[1], pull = d * d * d;
    return {{R(lambda) - q[0] - pull, pull - q[1]}};
  }
};

const auto drive = st::Protocol::piecewise_linear({{0, 0}, {1, 1}, {1, -1}, {2, 0.5}});

template <class M, class... S>
void with_each(bits::Lines& lines, const std::string& name, const M& model, std::tuple<S...>) {
  const auto start = st::from_gaussian({0.3, -0.2}, {0.5, 0.1, 0.1, 0.3});
  (..., lines.both(name + ", " + S::facts.name,
                   [&](const st::Run& run) { return st::simulate(model, drive, run, start, S{}); }));
}

}  // namespace

void bits::many_coordinates(Lines& lines) {
  using Two = std::tuple<st::EulerMaruyama, st::Heun>;
  with_each(lines, "quartic pair in two baths",
            st::models::QuarticPair{.u = 0.3, .T1 = {1.0}, .T2 = {0.4}, .mu2 = {2.0}}, Two{});
  with_each(lines, "rotational trap", st::models::RotationalTrap{}, Two{});
  with_each(lines, "gyrator", st::models::Gyrator{}, Two{});
  with_each(lines, "coupled by friction", Coupled{},
            std::tuple<st::Heun, st::WeakTwo, st::Metropolised<st::EulerMaruyama>>{});
}
