#pragma once
/// Electrical signalling in a biofilm of bacteria: potassium channels that stress opens, and the wave they carry.
///
///   V' = -g_K n^4 (V - V_K) - g_L (V - V_L)               membrane potential
///   n' = alpha_0 S/(S_th + S) (1 - n) - beta n             open share of the channel's gates
///   E' = F g_K n^4 (V - V_K) - gamma_e E                   excess of potassium outside
///   S' = alpha_s (V_th - V)/(e^{(V_th - V)/sigma} - 1) - gamma_s S   stress
///   T' = alpha_t (V_L0 - V) - gamma_t T                    thioflavin-T, the dye that reports V
/// with V_K = V_K0 + delta_K E and V_L = V_L0 + delta_L E. A stressed cell lets potassium out, which depolarises its neighbours, which
/// are stressed by that: in a row of cells E also diffuses, E_i' += (D/2)(E_{i+1} - 2 E_i + E_{i-1})/spacing^2 with E = 0 beyond the ends
/// (the published code's prefactor D/2 is kept: it is what the published speeds belong to).
///
/// mV, minutes, mM; rates in 1/min. The capacitance is in the g's: per unit of capacitance the channels dissipate
///   g_K n^4 (V - V_K)^2 + g_L (V - V_L)^2   mV^2/min,
/// and d(V^2/2)/dt = -sum I_x (V - V_x) - sum I_x V_x, a balance that can be checked. At 1 uF/cm^2, 1 mV^2 is 1e-8 J/m^2.
/// A strain without the channel (yugO) has g_K = 0; then, after a shock of potassium E_0,
///   V = V_L0 + delta_L g_L E_0 (e^{-g_L t} - e^{-gamma_e t})/(gamma_e - g_L).
/// Source: Prindle et al., Nature 527, 59 (2015), key `prindle2015`.

#include <array>
#include <cstddef>
#include <span>

namespace stochtherm::models {

struct PotassiumWave {
  double g_K = 30, g_L = 0.2, V_K0 = -380, V_L0 = -156;
  double S_th = 0.04, V_th = -150, alpha_0 = 2, beta = 1.3, sigma = 0.2;
  double gamma_e = 10, delta_L = 8, delta_K = 1;
  double alpha_s = 0.001, alpha_t = 0.001, gamma_s = 0.1, gamma_t = 4, F = 5.6;
  double D = 0.0828;      ///< mm^2/min
  double spacing = 0.03;  ///< mm

  [[nodiscard]] static PotassiumWave wild_type() { return {}; }
  [[nodiscard]] static PotassiumWave without_channel() { return {.g_K = 0}; }                  ///< yugO
  [[nodiscard]] static PotassiumWave weak_channel() { return {.g_K = 19.785, .gamma_e = 9}; }  ///< trkA

  static constexpr std::size_t variables = 5;  ///< V, n, E, S, T
  /// Slope of one cell; `diffusion` is added to E'.
  void slope(std::span<const double, 5> x, std::span<double, 5> dx, double diffusion = 0) const;
  /// Of a row of cells, cell after cell: as many times five values as cells.
  void row_slope(std::span<const double> x, std::span<double> dx) const;
  /// Rest without potassium outside: V = V_L0 and all else 0, up to the channel's tiny opening.
  [[nodiscard]] std::array<double, 5> rest() const { return {V_L0, 0, 0, 0, 0}; }
  /// mV^2/min dissipated in the channels, per unit of capacitance.
  [[nodiscard]] double dissipation(std::span<const double, 5> x) const;
  /// sum I_x V_x, mV^2/min: what the batteries take.
  [[nodiscard]] double batteries(std::span<const double, 5> x) const;
  /// V after a shock of potassium where there is no channel (g_K = 0).
  [[nodiscard]] double shocked_without_channel(double t, double shock) const;
};

}  // namespace stochtherm::models
