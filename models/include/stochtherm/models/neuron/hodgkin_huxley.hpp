#pragma once
/// The squid's giant axon.
///
///   C dV/dt = I - gNa m^3 h (V - ENa) - gK n^4 (V - EK) - gL (V - EL)
///   alpha_m = 0.1 (V+40)/(1 - e^{-(V+40)/10}), beta_m = 4 e^{-(V+65)/18}
///   alpha_h = 0.07 e^{-(V+65)/20},             beta_h = 1/(1 + e^{-(V+35)/10})
///   alpha_n = 0.01 (V+55)/(1 - e^{-(V+55)/10}), beta_n = 0.125 e^{-(V+65)/80}
///
/// in the modern sign convention (inside against outside, rest near -65 mV), mV, ms, uA/cm^2, mS/cm^2. All rates are multiplied by
/// 3^{(T - 279.45 K)/10 K}. The leak's reversal was chosen by Hodgkin and Huxley so that the rest is at their zero: -54.387 mV in
/// these units; -54.4 in many textbooks, which moves the rest by 0.003 mV and the Hopf point by 0.004 uA/cm^2.
/// Source: Hodgkin & Huxley, J. Physiol. 117, 500 (1952), key `hodgkinhuxley1952`.

#include <stochtherm/models/neuron/excitable.hpp>

namespace stochtherm::models {

struct HodgkinHuxley {
  double C = 1;
  double gNa = 120, gK = 36, gL = 0.3;
  double ENa = 50, EK = -77, EL = -54.387;
  double temperature = 279.45;  ///< K; 6.3 degrees Celsius

  static constexpr std::size_t gates = 3;  ///< m, h, n
  static constexpr std::size_t currents = 3, sodium = 0;
  static constexpr std::array<std::string_view, 3> names{"Na", "K", "leak"};

  [[nodiscard]] double capacitance() const { return C; }
  /// How much faster than at 6.3 degrees Celsius.
  [[nodiscard]] double phi() const { return std::pow(3.0, (temperature - 279.45) / 10); }
  template <class R>
  [[nodiscard]] std::array<GateRates<R>, 3> rates(R V) const {
    using std::exp;
    // All exponentials are powers of e^{-(V+65)/720}, and all quotients share one division.
    const R f(phi()), e = exp((V + R(65.0)) * R(-1.0 / 720));
    const R e2 = e * e, e4 = e2 * e2, e8 = e4 * e4, e80 = e8 * e;  // e80 = e^{-(V+65)/80}
    const R e16 = e8 * e8, e18 = e16 * e16 * e8;                   // e^{-(V+65)/18}
    const R e40 = e80 * e80, e20 = e40 * e40, e10 = e20 * e20;     // e^{-(V+65)/10}
    constexpr double exp1 = 2.718281828459045235, exp2_5 = 12.18249396070347344, exp3 = 20.08553692318766774;
    const LinoidParts<R> m(V + R(40.0), 10, e10 * R(exp2_5)), n(V + R(55.0), 10, e10 * R(exp1));
    const R h = R(1.0) + e10 * R(exp3), mn = m.divisor * n.divisor, one = R(1.0) / (mn * h),
            over_mn = one * h;
    return {{{f * R(0.1) * m.over(over_mn * n.divisor), f * R(4.0) * e18},
             {f * R(0.07) * e20, f * (one * mn)},
             {f * R(0.01) * n.over(over_mn * m.divisor), f * R(0.125) * e80}}};
  }
  template <class R>
  [[nodiscard]] std::array<R, 3> conductances(const std::array<R, 3>& g) const {
    const R m3h = g[0] * g[0] * g[0] * g[1], n2 = g[2] * g[2];
    return {R(gNa) * m3h, R(gK) * (n2 * n2), R(gL)};
  }
  [[nodiscard]] std::array<double, 3> reversals() const { return {ENa, EK, EL}; }
};

}  // namespace stochtherm::models
