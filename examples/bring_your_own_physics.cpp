// Bring your own physics: energy, force, bath. That is all. Here: a bond that may stretch (Morse), pulled at
// its end.
#include <cmath>
#include <cstdio>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;

struct Morse {
  double depth = 10, stiffness = 1.5;
  st::Temperature bath() const { return {1.0}; }
  st::Mobility mobility() const { return {1.0}; }
  template <class R>
  R energy(R x, double pull) const {
    using std::exp;
    const R q = R(1.0) - exp(R(-stiffness) * x);
    return R(depth) * q * q - R(pull) * x;
  }
  template <class R>
  R force(R x, double pull) const {
    using std::exp;
    const R e = exp(R(-stiffness) * x);
    return R(-2 * depth * stiffness) * (R(1.0) - e) * e + R(pull);
  }
};
static_assert(st::Overdamped1D<Morse>);

int main() {
  const auto load = st::Protocol::linear(0.0, 1.0, 2.0);
  const auto runs =
      st::simulate(Morse{}, load, {.dt = 2e-3, .trajectories = 20'000, .seed = 1}, st::from_point(0.0));
  const auto work = st::estimate_mean(runs->ledger.work);
  const auto heat = st::estimate_mean(runs->ledger.heat[0]);
  std::printf("work on the bond    %+.4f ± %.4f kT\n", work.mean, work.std_error);
  std::printf("heat from the bath  %+.4f ± %.4f kT\n", heat.mean, heat.std_error);
}
