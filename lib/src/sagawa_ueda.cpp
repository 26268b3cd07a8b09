#include <stochtherm/thermodynamics/sagawa_ueda.hpp>
#include <vector>

#include "columns.hpp"

namespace stochtherm {

FeedbackWork sagawa_ueda(std::span<const double> work, std::span<const double> information, double kT,
                         double free_energy_change) {
  detail::require_kT(kT);
  require_finite(free_energy_change, "free_energy_change");
  detail::require_column(work, "work");
  detail::require_column(information, "information");
  detail::require_same_length(information.size(), work.size(), "information");
  std::vector<double> dissipated(work.size()), with_information(work.size());
  for (std::size_t i = 0; i < work.size(); ++i) {
    dissipated[i] = (work[i] - free_energy_change) / kT;
    with_information[i] = dissipated[i] + information[i];
  }
  return {exponential_average(with_information), exponential_average(dissipated),
          estimate_mean(with_information)};
}

FeedbackWork sagawa_ueda(const LedgerTable& ledger, double free_energy_change) {
  return sagawa_ueda(ledger.work, ledger.information, detail::isothermal_kT(ledger), free_energy_change);
}

}  // namespace stochtherm
