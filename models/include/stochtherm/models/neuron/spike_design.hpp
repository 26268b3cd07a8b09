#pragma once
/// From where to where should a spike go? Base and peak of the voltage that carry information at the least dissipation.
///
/// A compartment (capacitance C, resting conductance g, potassium and sodium gradients with reversals E_K < E_Na) says in each time
/// window whether there is a spike: V is at the base V_b or reaches the peak V_p. A reader decides between the two.
///
/// Dissipation (W), with r the rate of spikes:
///   P = g (V_b - E_K)(E_Na - V_b) + r k C (V_p - V_b)(E_Na - E_K).
/// The first term holds the base: potassium and sodium leaks with g_K + g_Na = g whose currents cancel at V_b. The second is the spike:
/// the charge k C (V_p - V_b) comes in as sodium and leaves as potassium; k >= 1 is the excess ratio.
///
/// Noise of V, a variance (V^2), from
///   thermal   k_B T/C
///   shot      e (|I_K| + |I_Na|)/(2 g C)       charges that cross one by one: current noise 2 e |I| over the same RC filter
///   channels  sum_x N p (1-p) [i (V_b - E_x)/g]^2 tau/(tau + C/g)    leak channels of unit conductance i, open with probability p and
///             time constant tau, as many as carry g_x
///
/// Readers
///   threshold  an ideal one: errors are the tails of the normal distribution beyond a threshold between the levels.
///   gate       `number` channels, each open with probability 1/(1 + e^{-z e (V - V_half)/k_B T}), z gating charges; what is read is whether
///              at least `needed` of them are open. V_half is free, and so is `needed`.
/// Both thresholds are set for the most information. I is that of the binary channel with the errors of the reader, r = p/window.
///
/// The optimum is the (V_b, V_p) within the reversals, V_b + `margin` <= V_p, that makes I/P largest; or, where errors are prescribed,
/// P least with both errors at most that; or, where a Fisher information is, P least with (V_p - V_b)^2/variance at least that
/// (Fisher information about the size of a signal of that amplitude in that noise).
/// No constant in it is fitted to a spike: which assumptions give -70 and +40 mV is a result.
/// Source of the claim: Tiwari & Querlioz (2017), key `tiwari2017`. Gating: Hodgkin & Huxley (1952), key `hodgkinhuxley1952`.

#include <optional>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/models/neuron/firing_economy.hpp>

namespace stochtherm::models {

/// SI throughout: V, F, S, s, K.
struct SpikeAssumptions {
  double capacitance;  ///< C
  double conductance;  ///< g, at rest
  double temperature;
  double potassium_reversal, sodium_reversal;
  double rate;    ///< r, spikes per second
  double window;  ///< s; r window < 1
  double excess_ratio = 1;
  bool thermal_noise = true, shot_noise = false;
  struct LeakChannels {
    double unit_conductance, open, time_constant;
  };
  std::optional<LeakChannels> channel_noise{};
  struct GateReader {
    double gating_charge;
    int number;
  };
  std::optional<GateReader> gate{};  ///< none: the ideal threshold
  std::optional<double> required_error{};
  std::optional<double> required_fisher_information{};
  /// Held potential where it is given: the base is not free then (a membrane that rests where Goldman says).
  std::optional<double> fixed_base{};
};

struct SpikeDesign {
  double base, peak;  ///< V
  double noise;       ///< standard deviation of V at the base, V
  BinaryErrors errors;
  double bits_per_second, power, joules_per_bit;
  double fisher_information;
  [[nodiscard]] double amplitude() const { return peak - base; }
};

/// What given levels do.
[[nodiscard]] SpikeDesign evaluate_spike(const SpikeAssumptions& assumptions, double base, double peak);
/// The best levels. `diverged` where no pair within the reversals meets the requirement.
[[nodiscard]] Solved<SpikeDesign> optimal_spike(const SpikeAssumptions& assumptions);

}  // namespace stochtherm::models
