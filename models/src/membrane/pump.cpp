#include <fmt/format.h>

#include <stochtherm/core/error.hpp>
#include <stochtherm/models/membrane/goldman.hpp>
#include <stochtherm/models/membrane/nernst.hpp>
#include <stochtherm/models/membrane/pump.hpp>
#include <stochtherm/thermodynamics/landauer.hpp>

namespace stochtherm::models {
namespace {

void require_valid(const SodiumPotassiumPump& pump, const Ion& na, const Ion& k, const char* function) {
  require_positive(pump.sodium, "the pump carries a positive number of sodium ions", "sodium", function);
  require_positive(pump.potassium, "the pump carries a positive number of potassium ions", "potassium",
                   function);
  require_positive(pump.atp_free_energy, "the hydrolysis of ATP gives a positive free energy",
                   "atp_free_energy", function);
  for (const Ion* ion : {&na, &k})
    require(ion->valence == 1, "sodium and potassium are univalent cations", "valence", ion->valence,
            function);
}

}  // namespace

double work_to_expel(const Ion& ion, double potential, double temperature, const MolarConstants& molar) {
  require_finite(potential, "potential");
  const auto reversal = reversal_potential(ion, temperature, molar);
  require(reversal.has_value(), "the ion must be present on both sides", ion.name.empty() ? "ion" : ion.name,
          "absent on one");
  return ion.valence * molar.faraday * (*reversal - potential);
}

double SodiumPotassiumPump::work(const Ion& na, const Ion& k, double potential, double temperature,
                                 const MolarConstants& molar) const {
  require_valid(*this, na, k, __func__);
  return sodium * work_to_expel(na, potential, temperature, molar) -
         potassium * work_to_expel(k, potential, temperature, molar);
}

double SodiumPotassiumPump::efficiency(const Ion& na, const Ion& k, double potential, double temperature,
                                       const MolarConstants& molar) const {
  return work(na, k, potential, temperature, molar) / atp_free_energy;
}

double SodiumPotassiumPump::stall_potential(const Ion& na, const Ion& k, double temperature,
                                            const MolarConstants& molar) const {
  require(sodium != potassium, "a pump that moves no net charge stalls at no potential", "sodium", sodium);
  return (work(na, k, 0, temperature, molar) - atp_free_energy) / ((sodium - potassium) * molar.faraday);
}

RestingCost SodiumPotassiumPump::at_rest(const Ion& na, const Ion& k, double temperature,
                                         const MolarConstants& molar) const {
  require_valid(*this, na, k, __func__);
  const double V = mullins_noda_potential(k, na, temperature, sodium / potassium, molar);
  const double eta = efficiency(na, k, V, temperature, molar);
  require(eta < 1, "the pump must have enough free energy for the gradients that it holds", "efficiency",
          eta);
  const double cycles = -ghk_current(na, V, temperature, molar) / (sodium * molar.faraday);
  require(cycles >= 0, "sodium must leak inwards", "sodium current", -cycles);
  const double power = cycles * atp_free_energy;
  const double leaks = cycles * work(na, k, V, temperature, molar);
  return {V, cycles, power, leaks, power - leaks, eta, power / landauer_bound(constants::ln2, temperature)};
}

}  // namespace stochtherm::models
