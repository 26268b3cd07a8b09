#include <algorithm>
#include <array>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <numbers>
#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/neuron/spike_design.hpp>
#include <utility>

namespace stochtherm::models {
namespace {

using boost::math::tools::brent_find_minima;

void require_valid(const SpikeAssumptions& a, const char* function) {
  require_positive(a.capacitance, "a capacitance is positive", "capacitance", function);
  require_positive(a.conductance, "a conductance is positive", "conductance", function);
  require_positive(a.temperature, "a temperature in kelvin is positive", "temperature", function);
  require_finite(a.potassium_reversal, "potassium_reversal", function);
  require(std::isfinite(a.sodium_reversal) && a.sodium_reversal > a.potassium_reversal,
          "sodium reverses above potassium", "sodium_reversal", a.sodium_reversal, function);
  require_positive(a.rate, "a rate is positive", "rate", function);
  require_positive(a.window, "a window is positive", "window", function);
  require(a.rate * a.window < 1, "there is less than one spike in a window", "rate * window",
          a.rate * a.window, function);
  require(std::isfinite(a.excess_ratio) && a.excess_ratio >= 1,
          "no less sodium comes in than charges the membrane", "excess_ratio", a.excess_ratio, function);
  if (a.channel_noise) {
    require_positive(a.channel_noise->unit_conductance, "a conductance is positive", "unit_conductance",
                     function);
    require(a.channel_noise->open > 0 && a.channel_noise->open <= 1,
            "channels that carry the leak are open at times", "open", a.channel_noise->open, function);
    require_positive(a.channel_noise->time_constant, "a time constant is positive", "time_constant",
                     function);
  }
  if (a.gate) {
    require_positive(a.gate->gating_charge, "a gate that voltage opens has a charge", "gating_charge",
                     function);
    require(a.gate->number >= 1 && a.gate->number <= 32, "from 1 to 32 gates are read", "number",
            a.gate->number, function);
  }
  require(!(a.required_error && a.required_fisher_information), "one requirement at a time", "required", 2.0,
          function);
  if (a.required_error)
    require(*a.required_error > 0 && *a.required_error < 0.5, "an error rate is between 0 and 1/2",
            "required_error", *a.required_error, function);
  if (a.required_fisher_information)
    require_positive(*a.required_fisher_information, "a Fisher information is positive",
                     "required_fisher_information", function);
  if (a.fixed_base)
    require(*a.fixed_base >= a.potassium_reversal && *a.fixed_base < a.sodium_reversal,
            "the base is within the reversals", "fixed_base", *a.fixed_base, function);
}

double noise_variance(const SpikeAssumptions& a, double base) {
  const double from_K = base - a.potassium_reversal, from_Na = a.sodium_reversal - base,
               span = a.sodium_reversal - a.potassium_reversal;
  const double g_K = a.conductance * from_Na / span, g_Na = a.conductance * from_K / span;
  double variance = 0;
  if (a.thermal_noise) variance += constants::boltzmann * a.temperature / a.capacitance;
  if (a.shot_noise)
    variance +=
        constants::elementary_charge * (g_K * from_K + g_Na * from_Na) / (2 * a.conductance * a.capacitance);
  if (a.channel_noise) {
    const auto& c = *a.channel_noise;
    const double filter = c.time_constant / (c.time_constant + a.capacitance / a.conductance);
    for (const auto& [g, drive] : {std::pair{g_K, from_K}, std::pair{g_Na, from_Na}}) {
      const double one = c.unit_conductance * drive / a.conductance;
      variance += g / c.unit_conductance * (1 - c.open) * one * one * filter;  // N p = g/i
    }
  }
  return variance;
}

double beyond(double z) { return 0.5 * std::erfc(z / std::numbers::sqrt2); }

/// P(at least k of n) for gates that are each open with probability q.
double at_least(int k, int n, double q) {
  if (n == 1) return q;
  double chance[33] = {1};  // of i open, gate after gate: sums of positive terms
  for (int gate = 1; gate <= n; ++gate) {
    for (int i = gate; i > 0; --i) chance[i] = chance[i] * (1 - q) + chance[i - 1] * q;
    chance[0] *= 1 - q;
  }
  double sum = 0;
  for (int i = n; i >= k; --i) sum += chance[i];
  return std::min(sum, 1.0);
}
double fewer_than(int k, int n, double q) { return at_least(n - k + 1, n, 1 - q); }

/// The mean of f over a voltage with this noise: the trapezoid rule in steps of one standard deviation, good to 5e-9 for what varies
/// slowly on that scale.
template <class F>
double blurred(const F& f, double V, double noise) {
  if (noise == 0) return f(V);
  double sum = 0, weight = 0;
  for (int z = -6; z <= 6; ++z) {
    const double w = std::exp(-0.5 * z * z);
    sum += w * f(V + noise * z), weight += w;
  }
  return sum / weight;
}

/// The errors of the reader at its best setting: for the most information, or for the smaller of the larger errors.
BinaryErrors best_reading(const SpikeAssumptions& a, double base, double peak, double noise) {
  const double p = a.rate * a.window;
  const auto loss = [&](BinaryErrors e) {
    if (a.required_error) return std::max(e.false_alarm, e.miss);
    return e.false_alarm + e.miss < 1 ? -spike_information(p, e) : 0;
  };
  BinaryErrors best{0.5, 0.5};
  double least = a.required_error ? 0.5 : 0;
  const auto consider = [&](const auto& errors_at, double low, double high) {
    const auto x = brent_find_minima([&](double at) { return loss(errors_at(at)); }, low, high, 40).first;
    if (const auto e = errors_at(x); loss(e) < least) best = e, least = loss(e);
  };
  if (!a.gate) {
    if (noise == 0) return {0, 0};
    consider(
        [&](double threshold) {
          return BinaryErrors{beyond((threshold - base) / noise), beyond((peak - threshold) / noise)};
        },
        base, peak);
    return best;
  }
  const double slope =
      a.gate->gating_charge * constants::elementary_charge / (constants::boltzmann * a.temperature);
  const int n = a.gate->number;
  for (int needed = 1; needed <= n; ++needed)
    consider(
        [&](double half) {
          const auto open = [&](double V) { return 1 / (1 + std::exp(-slope * (V - half))); };
          return BinaryErrors{blurred([&](double V) { return at_least(needed, n, open(V)); }, base, noise),
                              blurred([&](double V) { return fewer_than(needed, n, open(V)); }, peak, noise)};
        },
        base - 10 / slope, peak + 10 / slope);
  return best;
}

/// The peak that the assumptions ask for at a base; NaN where none is within reach.
double best_peak(const SpikeAssumptions& a, double base) {
  const double most = a.sodium_reversal - base, noise = std::sqrt(noise_variance(a, base));
  if (a.required_fisher_information) {
    const double amplitude = noise * std::sqrt(*a.required_fisher_information);
    return amplitude <= most ? base + amplitude : std::nan("");
  }
  const auto at = [&](double x) { return evaluate_spike(a, base, base + std::exp(x)); };
  const double low = std::log(1e-7), high = std::log(most);
  if (a.required_error) {
    const auto excess = [&](double x) {
      const auto e = at(x).errors;
      return std::log(std::max({e.false_alarm, e.miss, 1e-300}) / *a.required_error);
    };
    if (excess(high) > 0) return std::nan("");
    if (excess(low) <= 0) return base + std::exp(low);
    std::uintmax_t steps = 200;
    const auto bracket = boost::math::tools::toms748_solve(
        excess, low, high, boost::math::tools::eps_tolerance<double>(40), steps);
    return base + std::exp(bracket.second);
  }
  // Coarsely, then finely: far below the noise nothing is known, and the cost per bit is flat.
  double best = high, least = std::numeric_limits<double>::infinity();
  constexpr int pieces = 60;
  const double step = (high - low) / pieces;
  for (int i = 0; i <= pieces; ++i)
    if (const double cost = at(low + i * step).joules_per_bit; cost < least)
      least = cost, best = low + i * step;
  const auto x = brent_find_minima([&](double y) { return at(y).joules_per_bit; }, std::max(low, best - step),
                                   std::min(high, best + step), 40);
  return base + std::exp(x.second < least ? x.first : best);
}

}  // namespace

SpikeDesign evaluate_spike(const SpikeAssumptions& a, double base, double peak) {
  require_valid(a, "evaluate_spike");
  require(base >= a.potassium_reversal && base < a.sodium_reversal, "the base is within the reversals",
          "base", base);
  require(peak > base && peak <= a.sodium_reversal * (1 + 1e-12) + 1e-15,
          "the peak is above the base and not above sodium's reversal", "peak", peak);
  const double span = a.sodium_reversal - a.potassium_reversal, variance = noise_variance(a, base);
  SpikeDesign d{};
  d.base = base, d.peak = peak, d.noise = std::sqrt(variance);
  d.errors = best_reading(a, base, peak, d.noise);
  d.power = a.conductance * (base - a.potassium_reversal) * (a.sodium_reversal - base) +
            a.rate * a.excess_ratio * a.capacitance * (peak - base) * span;
  d.bits_per_second = d.errors.false_alarm + d.errors.miss < 1
                          ? spike_information(a.rate * a.window, d.errors) / (a.window * constants::ln2)
                          : 0;
  d.joules_per_bit =
      d.bits_per_second > 0 ? d.power / d.bits_per_second : std::numeric_limits<double>::infinity();
  d.fisher_information =
      variance > 0 ? (peak - base) * (peak - base) / variance : std::numeric_limits<double>::infinity();
  return d;
}

Solved<SpikeDesign> optimal_spike(const SpikeAssumptions& a) {
  require_valid(a, "optimal_spike");
  const bool required = a.required_error || a.required_fisher_information;
  const auto worth = [&](double base) {
    const double peak = best_peak(a, base);
    if (!(peak > base)) return std::numeric_limits<double>::max();
    const auto d = evaluate_spike(a, base, std::min(peak, a.sodium_reversal));
    const double cost = required ? d.power : d.joules_per_bit;
    return std::isfinite(cost) ? cost : std::numeric_limits<double>::max();
  };
  const double span = a.sodium_reversal - a.potassium_reversal;
  double best = a.fixed_base.value_or(a.potassium_reversal), least = worth(best);
  if (!a.fixed_base) {
    // The base is measured from potassium's reversal, on a grid that is fine near it.
    constexpr int pieces = 24;
    const auto at = [&](double s) { return a.potassium_reversal + span * s * s; };
    double s_best = 0;
    for (int i = 1; i < pieces; ++i) {
      const double s = static_cast<double>(i) / pieces, cost = worth(at(s));
      if (cost < least) least = cost, best = at(s), s_best = s;
    }
    const auto finer =
        brent_find_minima([&](double s) { return worth(at(s)); }, std::max(0.0, s_best - 1.0 / pieces),
                          std::min(0.999, s_best + 1.0 / pieces), 24);
    if (finer.second < least) best = at(finer.first), least = finer.second;
  }
  if (least == std::numeric_limits<double>::max())
    return {evaluate_spike(a, best, a.sodium_reversal), Status::diverged,
            "optimal_spike: no peak below sodium's reversal meets the requirement; allow more error, or more "
            "gates."};
  return Solved<SpikeDesign>(evaluate_spike(a, best, std::min(best_peak(a, best), a.sodium_reversal)));
}

}  // namespace stochtherm::models
