#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/jarzynski.hpp>
#include <vector>

namespace stochtherm {
namespace {

void require_work(std::span<const double> work, double kT, const char* function) {
  require_positive(kT, "the thermal energy must be positive", "kT", function);
  require(work.size() >= 2, "an error bar needs at least two trajectories", "number of trajectories",
          static_cast<double>(work.size()), function);
  for (double w : work) require_finite(w, "work", function);
}

// The one temperature of a ledger to which the theorem applies.
double isothermal_kT(const LedgerTable& ledger, const char* function) {
  require(!ledger.bath_kT.empty(), "Jarzynski's equality needs a heat bath", "number of baths", 0, function);
  for (double kT : ledger.bath_kT)
    require(kT == ledger.bath_kT.front(), "Jarzynski's equality needs all baths at one temperature", "kT", kT,
            function);
  for (double w : ledger.nonconservative_work)
    require(w == 0, "Jarzynski's equality in this form needs forces that have a potential",
            "nonconservative_work", w, function);
  return ledger.bath_kT.front();
}

Estimate exponential_average(std::span<const double> work, double kT, double shift) {
  std::vector<double> terms(work.size());
  std::transform(work.begin(), work.end(), terms.begin(),
                 [=](double w) { return std::exp(-(w - shift) / kT); });
  return estimate_mean(terms);
}

Estimate free_energy(std::span<const double> work, double kT, const char* function) {
  require_work(work, kT, function);
  const double lowest = *std::min_element(work.begin(), work.end());
  const Estimate e = exponential_average(work, kT, lowest);
  return {lowest - kT * std::log(e.mean), kT * e.std_error / e.mean, work.size()};
}

Estimate exponential_work(std::span<const double> work, double kT, double free_energy_change,
                          const char* function) {
  require_work(work, kT, function);
  require_finite(free_energy_change, "free_energy_change", function);
  const double lowest = *std::min_element(work.begin(), work.end());
  require(
      (free_energy_change - lowest) / kT < 700,
      "exp(-(W - dF)/kT) must not overflow; use jarzynski, or give a free_energy_change nearer to the work",
      "lowest work", lowest, function);
  return exponential_average(work, kT, free_energy_change);
}

}  // namespace

Estimate jarzynski(const LedgerTable& ledger) {
  return free_energy(ledger.work, isothermal_kT(ledger, "jarzynski"), "jarzynski");
}

Estimate jarzynski(std::span<const double> work, double kT) { return free_energy(work, kT, "jarzynski"); }

Estimate exponential_work_average(const LedgerTable& ledger, double free_energy_change) {
  constexpr auto me = "exponential_work_average";
  return exponential_work(ledger.work, isothermal_kT(ledger, me), free_energy_change, me);
}

Estimate exponential_work_average(std::span<const double> work, double kT, double free_energy_change) {
  return exponential_work(work, kT, free_energy_change, "exponential_work_average");
}

}  // namespace stochtherm
