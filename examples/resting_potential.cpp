// What keeps a neuron at rest, and what would one of its channels cost per bit?
#include <cstdio>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;
using namespace st::literals;

int main() {
  const st::models::Ion K{
      .name = "K", .valence = +1, .permeability = 1e-8, .outside = 5.0_mM, .inside = 140.0_mM};
  const st::models::Ion Na{
      .name = "Na", .valence = +1, .permeability = 2e-10, .outside = 140.0_mM, .inside = 12.0_mM};
  const auto body = 310.0_K;
  std::printf("K alone      %.2f mV\n", *st::models::reversal_potential(K, body) / 1.0_mV);
  std::printf("Na alone     %.2f mV\n", *st::models::reversal_potential(Na, body) / 1.0_mV);
  std::printf("at rest      %.2f mV\n", st::models::goldman_potential({K, Na}, body) / 1.0_mV);
  std::printf("with a pump  %.2f mV\n", st::models::mullins_noda_potential(K, Na, body) / 1.0_mV);
  const auto spike = st::models::spike_energy(110.0_mV, 1.0_ms, 3.0_pA, body);
  std::printf("one channel's spike: %.0f aJ = %.0f kT, enough to erase %.0f bits\n", spike.joules / 1.0_aJ,
              spike.kT, spike.landauer_bits);
}
