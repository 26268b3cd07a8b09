#pragma once
/// Any excitable membrane, by its behaviour: where it rests, when it fires, how fast, and what each spike costs.
///
/// Rest is the zero of the steady current; its stability the eigenvalues of the Jacobian, from dual numbers; a Hopf point is where
/// a pair of them crosses the imaginary axis. A limit cycle is followed from maximum to maximum of V, which also finds cycles whose
/// maximum is below 0 mV, until its period repeats. Trajectories are those of `integrate`.
///
/// Energy: the currents dissipate sum I_x (V - E_x); of what goes in, I V - sum E_x I_x, the rest charges the capacitor:
///   sum_x int I_x (V - E_x) dt = int I V dt - sum_x E_x int I_x dt - [C V^2/2],
/// which closes to the accuracy of the integration, and is checked.
/// Sources: Hodgkin & Huxley (1952), key `hodgkinhuxley1952`; Attwell & Laughlin (2001), key `attwelllaughlin2001`; Sengupta et al.,
/// PLoS Comput. Biol. 6, e1000840 (2010), key `sengupta2010`.

#include <complex>
#include <functional>
#include <optional>
#include <span>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/models/neuron/excitable.hpp>
#include <string>
#include <vector>

namespace stochtherm::studies {

/// A membrane whose type is forgotten. State: V (mV), then the gates. Currents in uA/cm^2, time in ms.
struct ExcitableMembrane {
  template <models::Excitable M>
  explicit ExcitableMembrane(const M& m);

  std::size_t gates, sodium;
  std::vector<std::string> names;
  std::vector<double> reversals;
  double capacitance;
  /// Outward currents of each channel.
  std::function<void(std::span<const double> state, std::span<double> currents)> channel_currents;
  /// d state/dt without an injected current.
  std::function<void(std::span<const double> state, std::span<double> slope)> slope;
  /// Row by row, (1 + gates)^2.
  std::function<std::vector<double>(std::span<const double> state)> jacobian;
  /// V and the gates in their steady state at V.
  std::function<std::vector<double>(double V)> steady;
};

struct Rest {
  double potential;                               ///< mV
  std::vector<double> state;                      ///< V and the gates
  std::vector<std::complex<double>> eigenvalues;  ///< 1/ms, largest real part first
  [[nodiscard]] bool stable() const { return eigenvalues.front().real() < 0; }
};
/// All rests at an injected current, by rising potential.
[[nodiscard]] std::vector<Rest> rests(const ExcitableMembrane& membrane, double current);

struct HopfPoint {
  double current, potential;  ///< uA/cm^2, mV
  double frequency;           ///< rad/ms
};
/// Between two potentials on the curve of rests, by rising potential.
[[nodiscard]] std::vector<HopfPoint> hopf_points(const ExcitableMembrane& membrane, double from = -100,
                                                 double to = 20);

/// Each channel's share, per area: mol, C and J per m^2.
struct SpikeCost {
  double sodium_load;                     ///< -int I_Na dt, C/m^2
  double atp;                             ///< molecules per m^2 to pump it out again, 3 ions each
  double energy;                          ///< dissipated in all channels, J/m^2
  std::vector<double> energy_by_channel;  ///< J/m^2
  double excess_ratio;  ///< sodium load over the charge C (peak - rest) that the spike needs
  double peak;          ///< mV
  double balance;       ///< what the energy balance leaves over, relative to its largest term
};

struct Firing {
  double period = 0;                                             ///< ms; 0: silent
  double rate() const { return period > 0 ? 1e3 / period : 0; }  ///< Hz
  double lowest = 0, highest = 0;                                ///< mV, within a period
  std::optional<SpikeCost> per_spike{};
  std::vector<double> state{};  ///< at a maximum of V, or at rest
};
/// The limit cycle that a start from `start` (else: rest without current, moved up by 15 mV) runs into, or silence.
/// `longest` is how many ms it is given.
[[nodiscard]] Solved<Firing> firing(const ExcitableMembrane& membrane, double current,
                                    std::vector<double> start = {}, double longest = 5000);

/// One spike from rest without current, after V was moved by `depolarisation` mV, for `duration` ms; costs beyond those of
/// rest. None where V does not pass 0 mV.
[[nodiscard]] std::optional<SpikeCost> single_spike(const ExcitableMembrane& membrane, double depolarisation,
                                                    double duration);

/// The least step of current, from rest, that makes V pass 0 mV within 200 ms.
[[nodiscard]] double current_threshold(const ExcitableMembrane& membrane, double low, double high);
/// The least sudden depolarisation of the rest that does.
[[nodiscard]] double depolarisation_threshold(const ExcitableMembrane& membrane, double low, double high);
/// The lowest current at which firing, once begun, goes on: the saddle-node of the limit cycles. To `precision`.
[[nodiscard]] double lowest_firing_current(const ExcitableMembrane& membrane, double silent,
                                           double firing_current, double precision = 1e-5);

template <models::Excitable M>
ExcitableMembrane::ExcitableMembrane(const M& m)
    : gates(M::gates),
      sodium(M::sodium),
      names(M::names.begin(), M::names.end()),
      capacitance(m.capacitance()) {
  constexpr std::size_t G = M::gates, X = M::currents;
  const auto E = m.reversals();
  reversals.assign(E.begin(), E.end());
  channel_currents = [m, E](std::span<const double> s, std::span<double> out) {
    std::array<double, G> g;
    for (std::size_t i = 0; i < G; ++i) g[i] = s[i + 1];
    const auto conductance = m.conductances(g);
    for (std::size_t x = 0; x < X; ++x) out[x] = conductance[x] * (s[0] - E[x]);
  };
  slope = [m, E](std::span<const double> s, std::span<double> out) {
    std::array<double, G> g;
    for (std::size_t i = 0; i < G; ++i) g[i] = s[i + 1];
    const auto conductance = m.conductances(g);
    const auto rate = m.rates(s[0]);
    double total = 0;
    for (std::size_t x = 0; x < X; ++x) total += conductance[x] * (s[0] - E[x]);
    out[0] = -total / m.capacitance();
    for (std::size_t i = 0; i < G; ++i) out[i + 1] = rate[i].alpha * (1 - g[i]) - rate[i].beta * g[i];
  };
  jacobian = [m, E](std::span<const double> s) {
    constexpr std::size_t n = G + 1;
    std::vector<double> J;
    J.assign(n * n, 0.0);
    for (std::size_t by = 0; by <= G; ++by) {
      std::array<Dual, G> g;
      for (std::size_t i = 0; i < G; ++i) g[i] = Dual(s[i + 1], by == i + 1 ? 1 : 0);
      const Dual V(s[0], by == 0 ? 1 : 0);
      const auto conductance = m.conductances(g);
      const auto rate = m.rates(V);
      Dual total;
      for (std::size_t x = 0; x < X; ++x) total = total + conductance[x] * (V - Dual(E[x]));
      J[by] = -total.slope / m.capacitance();
      for (std::size_t i = 0; i < G; ++i)
        J[(i + 1) * n + by] = (rate[i].alpha * (Dual(1) - g[i]) - rate[i].beta * g[i]).slope;
    }
    return J;
  };
  steady = [m](double V) {
    std::vector<double> s{V};
    for (const auto& rate : m.rates(V)) s.push_back(rate.alpha / (rate.alpha + rate.beta));
    return s;
  };
}

}  // namespace stochtherm::studies
