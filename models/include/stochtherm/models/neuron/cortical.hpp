#pragma once
/// Cortical cells in their simplest form: sodium, delayed rectifier, a slow potassium current that adapts, and a leak.
///
///   C dV/dt = I - gNa m^3 h (V - ENa) - gKd n^4 (V - EK) - gM p (V - EK) - gL (V - EL),   x = V - VT
///   alpha_m = 0.32 (x-13)/(1 - e^{-(x-13)/4}),  beta_m = 0.28 (40-x)/(1 - e^{-(40-x)/5})
///   alpha_h = 0.128 e^{-(x-17)/18},             beta_h = 4/(1 + e^{-(x-40)/5})
///   alpha_n = 0.032 (x-15)/(1 - e^{-(x-15)/5}), beta_n = 0.5 e^{-(x-10)/40}
///   p_inf = 1/(1 + e^{-(V+35)/10}),             tau_p = tau_max/(3.3 e^{(V+35)/20} + e^{-(V+35)/20})
///
/// mV, ms, uA/cm^2, mS/cm^2, at 36 degrees Celsius, for which the rates were fitted; no other temperature is offered.
/// Source: Pospischil et al., Biol. Cybern. 99, 427 (2008), key `pospischil2008`: their regular-spiking cell (a pyramidal neuron of
/// ferret visual cortex) and their fast-spiking cell (an interneuron).

#include <stochtherm/models/neuron/excitable.hpp>

namespace stochtherm::models {

/// Gates m, h, n at x = V - VT, as above; after Traub & Miles.
template <class R>
[[nodiscard]] std::array<GateRates<R>, 3> traub_rates(R x) {
  using std::exp;
  return {{{R(0.32) * linoid(x - R(13.0), 4), R(0.28) * linoid(R(40.0) - x, 5)},
           {R(0.128) * exp((R(17.0) - x) / R(18.0)), R(4.0) * sigmoid(x - R(40.0), 5)},
           {R(0.032) * linoid(x - R(15.0), 5), R(0.5) * exp((R(10.0) - x) / R(40.0))}}};
}

struct CorticalCell {
  double gNa, gKd, gM, gL;
  double EL, VT, tau_max;
  double C = 1, ENa = 50, EK = -90;

  static constexpr std::size_t gates = 4;  ///< m, h, n, p
  static constexpr std::size_t currents = 4, sodium = 0;
  static constexpr std::array<std::string_view, 4> names{"Na", "Kd", "M", "leak"};

  [[nodiscard]] static CorticalCell pyramidal() {
    return {.gNa = 56, .gKd = 6, .gM = 0.075, .gL = 0.0205, .EL = -70.3, .VT = -56.2, .tau_max = 608};
  }
  [[nodiscard]] static CorticalCell fast_spiking() {
    return {.gNa = 58, .gKd = 3.9, .gM = 0.0787, .gL = 0.038, .EL = -70.4, .VT = -57.9, .tau_max = 502};
  }

  [[nodiscard]] double capacitance() const { return C; }
  template <class R>
  [[nodiscard]] std::array<GateRates<R>, 4> rates(R V) const {
    using std::exp;
    const R s = V + R(35.0), speed = (R(3.3) * exp(s / R(20.0)) + exp(R(0.0) - s / R(20.0))) / R(tau_max);
    const auto [m, h, n] = traub_rates(V - R(VT));
    return {{m, h, n, relaxing(sigmoid(s, 10), R(1.0) / speed)}};
  }
  template <class R>
  [[nodiscard]] std::array<R, 4> conductances(const std::array<R, 4>& g) const {
    const R n2 = g[2] * g[2];
    return {R(gNa) * (g[0] * g[0] * g[0] * g[1]), R(gKd) * (n2 * n2), R(gM) * g[3], R(gL)};
  }
  [[nodiscard]] std::array<double, 4> reversals() const { return {ENa, EK, EK, EL}; }
};

}  // namespace stochtherm::models
