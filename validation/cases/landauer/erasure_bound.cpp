// Landauer's bound in joules and electronvolts, and the account that keeps it.
#include <fmt/format.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <functional>
#include <stochtherm/constants.hpp>
#include <stochtherm/thermodynamics/landauer.hpp>
#include <stochtherm/units.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using Bound = std::function<double(double bits, double temperature)>;

/// Work to halve the volume of a one-particle gas: the physical erasure, by quadrature of p dV = kT dV/V.
double compression_work(double temperature) {
  const double kT = constants::boltzmann * temperature;
  return boost::math::quadrature::gauss_kronrod<double, 31>::integrate([kT](double v) { return kT / v; }, 0.5,
                                                                       1.0, 0);
}

Verdict compare(const Bound& bound) {
  Verdict verdict;
  verdict.checks.push_back(digits("one bit at 300 K, J", bound(1, 300), 2.870979e-21, 7));
  verdict.checks.push_back(digits("one bit at 300 K, eV", bound(1, 300) / 1.0_eV, 0.0179192, 6));
  Table table{.title = "The least energy to erase one bit",
              .columns = {"temperature, K", "zJ", "meV", "kT"},
              .rows = {}};
  for (const double temperature : {4.2, 77.0, 300.0, 310.15, 373.15}) {
    const double one = bound(1, temperature);
    verdict.checks.push_back(
        conditioned(fmt::format("one bit at {} K against isothermal compression", temperature), one,
                    compression_work(temperature), 1, 16));
    table.rows.push_back({fmt::format("{}", temperature), fmt::format("{:.5f}", one / 1.0_zJ),
                          fmt::format("{:.5f}", one / 1.0_eV * 1e3),
                          fmt::format("{:.5f}", one / (constants::boltzmann * temperature))});
  }
  verdict.tables.push_back(table);

  // A gigabit for a nanojoule; then a thousand small bookings, which must add up to the large one.
  LandauerAccount once(300), often(300);
  once.erase(1e9).spend(1e-9);
  for (int i = 0; i < 1000; ++i) often.erase(1e6);
  verdict.checks.push_back(
      conditioned("bound of 10^{9} bits booked at once, J", once.bound(), bound(1e9, 300), 1, 4));
  verdict.checks.push_back(
      conditioned("bound of 10^{9} bits booked in parts, J", often.bound(), bound(1e9, 300), 1, 16));
  verdict.checks.push_back(
      digits("efficiency of 10^{9} bits for 10^{−9} J", *once.efficiency(), 2.870979e-3, 7));
  verdict.checks.push_back(conditioned("excess + bound, J", once.excess() + once.bound(), 1e-9, 1, 4));
  often.spend(bound(1e9, 300));
  verdict.checks.push_back(
      conditioned("efficiency when the bound itself is spent", *often.efficiency(), 1, 1, 16));
  return verdict;
}

const Registered erasure_bound{{
    .name = "landauer/erasure_bound",
    .claim = "Erasing a bit of which nothing is known costs at least kT ln 2: 2.870979 zJ or 17.9192 meV at "
             "300 K.",
    .equation = "E ≥ k_{B} T ln 2 per bit",
    .source = "landauer1961, bennett1982, codata2018",
    .tags = {"exact"},
    .check =
        [](const Effort&) {
          return compare([](double bits, double temperature) {
            return LandauerAccount(temperature).erase(bits).bound();
          });
        },
    .sabotage = {.description = "log_{2} stands where ln belongs: a bit is booked as one nat.",
                 .check =
                     [](const Effort&) {
                       return compare(
                           [](double bits, double temperature) { return landauer_bound(bits, temperature); });
                     }},
}};

}  // namespace
}  // namespace stochtherm::validation
