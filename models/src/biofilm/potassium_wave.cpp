#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/biofilm/potassium_wave.hpp>

namespace stochtherm::models {
namespace {

/// x/(e^{x/s} - 1), smooth through 0.
double rectified(double x, double s) {
  const double u = x / s;
  return u == 0 ? s : x / std::expm1(u);
}

}  // namespace

void PotassiumWave::slope(std::span<const double, 5> x, std::span<double, 5> dx, double diffusion) const {
  const double V = x[0], n = x[1], E = x[2], S = x[3], T = x[4];
  const double I_K = g_K * n * n * n * n * (V - V_K0 - delta_K * E), I_L = g_L * (V - V_L0 - delta_L * E);
  dx[0] = -I_K - I_L;
  dx[1] = alpha_0 * S / (S_th + S) * (1 - n) - beta * n;
  dx[2] = F * I_K - gamma_e * E + diffusion;
  dx[3] = alpha_s * rectified(V_th - V, sigma) - gamma_s * S;
  dx[4] = alpha_t * (V_L0 - V) - gamma_t * T;
}

void PotassiumWave::row_slope(std::span<const double> x, std::span<double> slopes) const {
  require(x.size() % 5 == 0 && !x.empty() && slopes.size() == x.size(), "a row of cells has five values each",
          "size", static_cast<double>(x.size()));
  const std::size_t cells = x.size() / 5;
  const double hop = 0.5 * D / (spacing * spacing);
  for (std::size_t i = 0; i < cells; ++i) {
    const double left = i == 0 ? 0 : x[5 * (i - 1) + 2], right = i + 1 == cells ? 0 : x[5 * (i + 1) + 2];
    slope(x.subspan(5 * i).first<5>(), slopes.subspan(5 * i).first<5>(),
          hop * (left - 2 * x[5 * i + 2] + right));
  }
}

double PotassiumWave::dissipation(std::span<const double, 5> x) const {
  const double n4 = x[1] * x[1] * x[1] * x[1], from_K = x[0] - V_K0 - delta_K * x[2],
               from_L = x[0] - V_L0 - delta_L * x[2];
  return g_K * n4 * from_K * from_K + g_L * from_L * from_L;
}

double PotassiumWave::batteries(std::span<const double, 5> x) const {
  const double n4 = x[1] * x[1] * x[1] * x[1], V_K = V_K0 + delta_K * x[2], V_L = V_L0 + delta_L * x[2];
  return g_K * n4 * (x[0] - V_K) * V_K + g_L * (x[0] - V_L) * V_L;
}

double PotassiumWave::shocked_without_channel(double t, double shock) const {
  require(g_K == 0, "the closed form is for a cell without the channel", "g_K", g_K);
  require_not_negative(t, "a time is not negative", "t");
  require_finite(shock, "shock");
  return V_L0 + g_L * delta_L * shock * (std::exp(-g_L * t) - std::exp(-gamma_e * t)) / (gamma_e - g_L);
}

}  // namespace stochtherm::models
