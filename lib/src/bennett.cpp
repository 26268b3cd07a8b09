#include <algorithm>
#include <cmath>
#include <limits>
#include <stochtherm/thermodynamics/bennett.hpp>

#include "columns.hpp"

namespace stochtherm {
namespace {

// 1/(1 + exp(x)) without overflow.
double fermi(double x) {
  const double e = std::exp(-std::abs(x));
  return x > 0 ? e / (1 + e) : 1 / (1 + e);
}

}  // namespace

Solved<Estimate> bennett(std::span<const double> forward_work, std::span<const double> reverse_work,
                         double kT) {
  detail::require_kT(kT);
  detail::require_column(forward_work, "forward_work");
  detail::require_column(reverse_work, "reverse_work");
  const auto nF = static_cast<double>(forward_work.size()), nR = static_cast<double>(reverse_work.size());
  const double M = std::log(nF / nR);

  // Left minus right side at dF, and kT times its slope, sum f(1-f).
  struct Balance {
    double value = 0, slope = 0;
  };
  const auto balance = [&](double dF) {
    Balance b;
    for (double w : forward_work) {
      const double f = fermi(M + (w - dF) / kT);
      b.value += f;
      b.slope += f * (1 - f);
    }
    for (double w : reverse_work) {
      const double f = fermi(-M + (w + dF) / kT);
      b.value -= f;
      b.slope += f * (1 - f);
    }
    return b;
  };

  // So far beyond all values that one side cannot outweigh the other, whatever their numbers.
  const auto [f_low, f_high] = std::minmax_element(forward_work.begin(), forward_work.end());
  const auto [r_low, r_high] = std::minmax_element(reverse_work.begin(), reverse_work.end());
  const double margin = kT * (2 * std::abs(M) + 2);
  double low = std::min(*f_low, -*r_high) - margin, high = std::max(*f_high, -*r_low) + margin;
  double dF = 0.5 * (low + high);
  const double tolerance = 1e-13 * (std::abs(low) + std::abs(high) + kT);
  std::size_t steps = 0;
  Balance b = balance(dF);
  for (; steps < 200 && b.value != 0; ++steps) {
    (b.value > 0 ? high : low) = dF;
    double next = dF - kT * b.value / b.slope;
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    const double moved = std::abs(next - dF);
    dF = next;
    b = balance(dF);
    if (moved <= tolerance) break;
  }
  const double variance = 1 / b.slope - 1 / nF - 1 / nR;
  const Estimate result{dF, kT * std::sqrt(std::max(0.0, variance)),
                        forward_work.size() + reverse_work.size()};
  const Stats stats{.steps = steps, .residual = b.value};
  if (!(result.std_error <= kT))
    return {
        result, Status::ill_conditioned,
        "bennett: forward and reverse work hardly overlap. Drive more slowly, put stages between, or take "
        "more trajectories.",
        stats};
  return Solved<Estimate>(result, stats);
}

Solved<Estimate> bennett(const LedgerTable& forward, const LedgerTable& reverse) {
  const double kT = detail::isothermal_kT(forward, "bennett");
  require(kT == detail::isothermal_kT(reverse, "bennett"), "forward and reverse need one temperature",
          "kT of the forward ledger", kT, "bennett");
  return bennett(forward.work, reverse.work, kT);
}

}  // namespace stochtherm
