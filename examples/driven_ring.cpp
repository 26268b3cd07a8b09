// A particle driven round a ring: current and dissipation from the density, without a single random number.
#include <cmath>
#include <cstdio>
#include <numbers>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;

int main() {
  const st::models::DrivenRing ring{.V = 1.0, .f = 0.8, .T = {0.5}};
  const st::FokkerPlanck1D fp(ring, st::Grid1D::uniform(0, 2 * std::numbers::pi, 512, st::Edge::periodic));
  const auto p = *fp.stationary();
  const double J = fp.current(p, 0);
  std::printf("current             %.8f turns per time\n", J);
  std::printf("entropy production  %.8f nats per time\n", fp.entropy_production(p));
  std::printf("2 pi f J / kT       %.8f\n", 2 * std::numbers::pi * ring.f * J / ring.T.kT);
  std::printf("continuum           %.8f turns per time\n", ring.current());
}
