#pragma once
/// A thalamocortical relay cell: spikes, a calcium current that opens at low voltage once it was hyperpolarised, and an h-current.
///
///   C dV/dt = I - gNa m^3 h (V - ENa) - gKd n^4 (V - EK) - gT s^2 u (V - ECa) - gh r (V - Eh) - gKL (V - EK) - gL (V - EL)
///
/// m, h, n are those of CorticalCell at VT = -25 mV. With v = V + 2 mV (the screening of 2 mM calcium):
///   s_inf = 1/(1 + e^{-(v+57)/6.2}),  tau_s = {0.612 + 1/[e^{-(v+132)/16.7} + e^{(v+16.8)/18.2}]}/5^{1.2}
///   u_inf = 1/(1 + e^{(v+81)/4}),     tau_u = {30.8 + [211.4 + e^{(v+113.2)/5}]/[1 + e^{(v+84)/3.2}]}/3^{1.2}
///   r_inf = 1/(1 + e^{(V+75)/5.5}),   tau_r = 20 + 1000/[e^{(V+71.5)/14.2} + e^{-(V+89)/11.6}]
///
/// mV, ms, uA/cm^2, mS/cm^2, 36 degrees Celsius. Conductances and kinetics are the published ones, with two simplifications: calcium is
/// held at 240 nM (ECa = 120 mV), so the h-current is not regulated by it; and the gate s, which the cell of 1996 takes at its steady
/// value, has the time constant (a quarter of a millisecond) that was measured for the same current.
/// Sources: Destexhe, Bal, McCormick & Sejnowski, J. Neurophysiol. 76, 2049 (1996), key `destexhe1996`; Huguenard & McCormick, J.
/// Neurophysiol. 68, 1373 (1992), key `huguenard1992`.

#include <stochtherm/models/neuron/cortical.hpp>

namespace stochtherm::models {

struct ThalamocorticalCell {
  double C = 1;
  double gNa = 90, gKd = 10, gT = 2, gh = 0.02, gKL = 0.0138, gL = 0.01;
  double ENa = 50, EK = -100, ECa = 120, Eh = -40, EL = -70, VT = -25;

  static constexpr std::size_t gates = 6;  ///< m, h, n, s, u, r
  static constexpr std::size_t currents = 6, sodium = 0;
  static constexpr std::array<std::string_view, 6> names{"Na", "Kd", "T", "h", "K-leak", "leak"};

  [[nodiscard]] double capacitance() const { return C; }
  template <class R>
  [[nodiscard]] std::array<GateRates<R>, 6> rates(R V) const {
    using std::exp, std::pow;
    const auto [m, h, n] = traub_rates(V - R(VT));
    const R v = V + R(2.0);
    const R tau_s = (R(0.612) + R(1.0) / (exp((R(-132.0) - v) / R(16.7)) + exp((v + R(16.8)) / R(18.2)))) /
                    R(pow(5.0, 1.2)),
            tau_u = (R(30.8) +
                     (R(211.4) + exp((v + R(113.2)) / R(5.0))) / (R(1.0) + exp((v + R(84.0)) / R(3.2)))) /
                    R(pow(3.0, 1.2)),
            tau_r = R(20.0) + R(1000.0) / (exp((V + R(71.5)) / R(14.2)) + exp((R(-89.0) - V) / R(11.6)));
    return {m,
            h,
            n,
            relaxing(sigmoid(v + R(57.0), 6.2), tau_s),
            relaxing(sigmoid(R(-81.0) - v, 4), tau_u),
            relaxing(sigmoid(R(-75.0) - V, 5.5), tau_r)};
  }
  template <class R>
  [[nodiscard]] std::array<R, 6> conductances(const std::array<R, 6>& g) const {
    const R n2 = g[2] * g[2];
    return {R(gNa) * (g[0] * g[0] * g[0] * g[1]),
            R(gKd) * (n2 * n2),
            R(gT) * (g[3] * g[3] * g[4]),
            R(gh) * g[5],
            R(gKL),
            R(gL)};
  }
  [[nodiscard]] std::array<double, 6> reversals() const { return {ENa, EK, ECa, Eh, EK, EL}; }
};

}  // namespace stochtherm::models
