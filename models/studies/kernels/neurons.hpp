#pragma once
/// The hot loop of independent neurons, a neuron in each lane, compiled once per instruction set.

#include <cstddef>
#include <stochtherm/models/neuron/hodgkin_huxley.hpp>
#include <stochtherm/simd/math.hpp>
#include <stochtherm/simd/pack.hpp>

namespace stochtherm::simd {
inline namespace STOCHTHERM_TARGET {
/// What models::LinoidParts asks of its number type.
template <int W>
[[gnu::always_inline]] inline Double<W> near_zero(Double<W> u, Double<W> near, Double<W> far) {
  return select(less(abs(u), Double<W>(1e-3)), near, far);
}
}  // namespace STOCHTHERM_TARGET
}  // namespace stochtherm::simd

namespace stochtherm::studies::detail {

enum class NeuronScheme { exponential_euler, rk4 };

/// 32 neurons: V, m, h, n and the current of each; `steps` steps of dt. A crossing of 0 mV from below is told to `spike`.
struct NeuronTile {
  static constexpr std::size_t size = 32;
  double* state[4];
  const double* current;
  double t, dt;
  std::size_t steps;
  void (*spike)(void* to, std::size_t neuron, double t);
  void* to;
};

/// (1 - e^{-z})/z. Summed in pairs: a chain of dependent products would take longer than all the rest. Short: to z^6/5040.
template <int W>
[[gnu::always_inline]] inline simd::Double<W> relaxation_short(simd::Double<W> z) {
  using D = simd::Double<W>;
  const D z2 = z * z;
  return ((D(1.0) - z * D(1.0 / 2)) + z2 * (D(1.0 / 6) - z * D(1.0 / 24))) +
         (z2 * z2) * (D(1.0 / 120) - z * D(1.0 / 720));
}
/// The same for 0 <= z <= 0.5 to 6e-10, and to rounding below 0.05.
template <int W>
[[gnu::always_inline]] inline simd::Double<W> relaxation(simd::Double<W> z) {
  using D = simd::Double<W>;
  const D z2 = z * z, z4 = z2 * z2;
  const D low = (D(1.0) - z * D(1.0 / 2)) + z2 * (D(1.0 / 6) - z * D(1.0 / 24));
  const D high = (D(1.0 / 120) - z * D(1.0 / 720)) + z2 * (D(1.0 / 5040) - z * D(1.0 / 40320));
  return low + z4 * (high + z4 * D(1.0 / 362880));
}

template <NeuronScheme scheme, int W>
[[gnu::always_inline]] inline void run_neurons(const models::HodgkinHuxley& model, NeuronTile tile) {
  using D = simd::Double<W>;
  constexpr std::size_t packs = NeuronTile::size / W;
  const models::HodgkinHuxley axon = model;
  const D dt(tile.dt), over_C(1 / axon.C);
  D x[4][packs], I[packs];
  for (std::size_t p = 0; p < packs; ++p) {
    for (int k = 0; k < 4; ++k) x[k][p] = D::load(tile.state[k] + p * W);
    I[p] = D::load(tile.current + p * W);
  }
  const D ENa(axon.ENa), EK(axon.EK), EL(axon.EL);
  for (std::size_t step = 0; step < tile.steps; ++step)
    for (std::size_t p = 0; p < packs; ++p) {
      const D V = x[0][p];
      D after;
      if constexpr (scheme == NeuronScheme::exponential_euler) {
        // Each variable relaxes exponentially with the others held: the gates first, then V with the new gates.
        const auto rate = axon.rates(V);
        std::array<D, 3> g;
        for (std::size_t k = 0; k < 3; ++k) {
          const D s = rate[k].alpha + rate[k].beta, now = x[k + 1][p];
          // h and n are slow: z stays below 0.05 between -100 and 50 mV, where the short sum is good to 3e-12.
          const D z = dt * s, mean = k == 0 ? relaxation<W>(z) : relaxation_short<W>(z);
          g[k] = now + dt * (rate[k].alpha - s * now) * mean;
          x[k + 1][p] = g[k];
        }
        const auto c = axon.conductances(g);
        const D G = c[0] + c[1] + c[2], drive = I[p] + c[0] * ENa + c[1] * EK + c[2] * EL - G * V;
        after = V + dt * over_C * drive * relaxation<W>(dt * over_C * G);
      } else {
        const auto slope = [&](const std::array<D, 4>& at) {
          const auto rate = axon.rates(at[0]);
          const auto c = axon.conductances(std::array<D, 3>{at[1], at[2], at[3]});
          std::array<D, 4> dx;
          dx[0] = over_C * (I[p] - c[0] * (at[0] - ENa) - c[1] * (at[0] - EK) - c[2] * (at[0] - EL));
          for (std::size_t k = 0; k < 3; ++k)
            dx[k + 1] = rate[k].alpha - (rate[k].alpha + rate[k].beta) * at[k + 1];
          return dx;
        };
        const std::array<D, 4> start{x[0][p], x[1][p], x[2][p], x[3][p]};
        const auto moved = [&](const std::array<D, 4>& by, D h) {
          std::array<D, 4> at;
          for (std::size_t k = 0; k < 4; ++k) at[k] = start[k] + h * by[k];
          return at;
        };
        const D half = D(0.5) * dt;
        const auto k1 = slope(start), k2 = slope(moved(k1, half)), k3 = slope(moved(k2, half)),
                   k4 = slope(moved(k3, dt));
        const D sixth = dt * D(1.0 / 6);
        for (std::size_t k = 0; k < 4; ++k)
          x[k][p] = start[k] + sixth * ((k1[k] + k4[k]) + D(2.0) * (k2[k] + k3[k]));
        after = x[0][p];
      }
      x[0][p] = after;
      const auto crossed = less(V, D(0.0)) & ~less(after, D(0.0));
      if (any(crossed)) [[unlikely]]
        for (int lane = 0; lane < W; ++lane)
          if (V[lane] < 0 && !(after[lane] < 0))
            tile.spike(tile.to, p * W + static_cast<std::size_t>(lane),
                       tile.t + tile.dt * (static_cast<double>(step) + V[lane] / (V[lane] - after[lane])));
    }
  for (std::size_t p = 0; p < packs; ++p)
    for (int k = 0; k < 4; ++k) x[k][p].store(tile.state[k] + p * W);
}

using NeuronKernel = void (*)(const models::HodgkinHuxley&, NeuronTile);
struct NeuronKernels {
  NeuronKernel exponential_euler, rk4;
};

// As the including file is compiled: of internal linkage, so that no other target's stand in for them; flat, so that no
// exponential is a call.
[[maybe_unused, gnu::flatten]] static void run_exponential_euler(const models::HodgkinHuxley& axon,
                                                                 NeuronTile tile) {
  run_neurons<NeuronScheme::exponential_euler, simd::native_width>(axon, tile);
}
[[maybe_unused, gnu::flatten]] static void run_rk4(const models::HodgkinHuxley& axon, NeuronTile tile) {
  run_neurons<NeuronScheme::rk4, simd::native_width>(axon, tile);
}
[[maybe_unused]] static NeuronKernels neuron_kernels_here() { return {run_exponential_euler, run_rk4}; }

NeuronKernels neuron_kernels_baseline();
NeuronKernels neuron_kernels_avx2();
NeuronKernels neuron_kernels_avx512();

}  // namespace stochtherm::studies::detail
