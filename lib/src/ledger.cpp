#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/ledger.hpp>

namespace stochtherm {

double Ledger::heat() const {
  double sum = 0;
  for (const auto& bath : baths) sum += bath.heat;
  return sum;
}

double Ledger::first_law_residual() const { return energy_change - total_work() - shadow_work - heat(); }

double Ledger::medium_entropy() const {
  double sum = 0;
  for (const auto& bath : baths) sum -= bath.heat / bath.kT;
  return sum;
}

LedgerTable::LedgerTable(std::size_t trajectories, std::vector<double> bath_kT_)
    : work(trajectories),
      nonconservative_work(trajectories),
      shadow_work(trajectories),
      energy_change(trajectories),
      information(trajectories),
      bath_kT(std::move(bath_kT_)),
      heat(bath_kT.size(), std::vector<double>(trajectories)) {}

Ledger LedgerTable::operator[](std::size_t i) const {
  require(i < size(), "the trajectory must exist", "trajectory", static_cast<double>(i));
  Ledger row{.work = work[i],
             .nonconservative_work = nonconservative_work[i],
             .shadow_work = shadow_work[i],
             .energy_change = energy_change[i],
             .baths = {},
             .information = information[i]};
  for (std::size_t b = 0; b < heat.size(); ++b) row.baths.push_back({bath_kT[b], heat[b][i]});
  return row;
}

std::vector<double> LedgerTable::medium_entropy() const {
  std::vector<double> entropy(size());
  for (std::size_t b = 0; b < heat.size(); ++b)
    for (std::size_t i = 0; i < size(); ++i) entropy[i] -= heat[b][i] / bath_kT[b];
  return entropy;
}

double LedgerTable::worst_first_law_residual() const {
  double worst = 0;
  for (std::size_t i = 0; i < size(); ++i) {
    double residual = energy_change[i] - work[i] - nonconservative_work[i] - shadow_work[i];
    for (const auto& column : heat) residual -= column[i];
    if (std::isnan(residual)) return residual;  // the worst there is
    worst = std::max(worst, std::abs(residual));
  }
  return worst;
}

}  // namespace stochtherm
