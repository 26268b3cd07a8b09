#pragma once
/// What columns of trajectories must be before anything is averaged.

#include <cmath>
#include <cstddef>
#include <span>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/ledger.hpp>

namespace stochtherm::detail {

inline void require_column(std::span<const double> column, const char* argument,
                           const char* function = __builtin_FUNCTION()) {
  require(column.size() >= 2, "an error bar needs at least two samples", argument,
          static_cast<double>(column.size()), function);
  for (double value : column) require_finite(value, argument, function);
}

inline void require_same_length(std::size_t measured, std::size_t expected, const char* argument,
                                const char* function = __builtin_FUNCTION()) {
  require(measured == expected, "columns of the same trajectories must have the same length", argument,
          static_cast<double>(measured), function);
}

inline void require_kT(double kT, const char* function = __builtin_FUNCTION()) {
  require_positive(kT, "the thermal energy must be positive", "kT", function);
}

/// The one temperature of a ledger whose work theorems need it: one kT, and forces that have a potential.
inline double isothermal_kT(const LedgerTable& ledger, const char* function = __builtin_FUNCTION()) {
  require(!ledger.bath_kT.empty(), "a work theorem needs a heat bath", "number of baths", 0, function);
  for (double kT : ledger.bath_kT)
    require(kT == ledger.bath_kT.front(), "a work theorem needs all baths at one temperature", "kT", kT,
            function);
  for (double w : ledger.nonconservative_work)
    require(w == 0, "a work theorem in this form needs forces that have a potential", "nonconservative_work",
            w, function);
  require_kT(ledger.bath_kT.front(), function);
  return ledger.bath_kT.front();
}

}  // namespace stochtherm::detail
