#pragma once
/// Smooth metrics by seed: flat space-time and, in every component, three sines of random waves.

#include <stochtherm/models/learning/onsager_tensor.hpp>
#include <stochtherm/random/normal.hpp>

namespace stochtherm::validation {

/// No component strays more than 0.12 from flat, so that the signature is (- + + +) everywhere.
inline models::MetricField random_metric(Seed seed, std::uint64_t which) {
  return [seed, which](const std::array<models::EventJet, 4>& x) {
    std::array<std::array<models::EventJet, 4>, 4> g{};
    std::uint64_t component = 0;
    for (std::size_t a = 0; a < 4; ++a)
      for (std::size_t b = a; b < 4; ++b) {
        if (a == b) g[a][a] = a == 0 ? -1.0 : 1.0;
        for (int wave = 0; wave < 3; ++wave, ++component) {
          const auto u = [&](std::uint64_t k) {
            return 2 * random::uniform(seed, random::Stream::initial_state, which, component, k) - 1;
          };
          models::EventJet phase = 3.14 * u(0);
          for (std::size_t i = 0; i < 4; ++i) phase = phase + 1.5 * u(2 + i) * x[i];
          g[a][b] = g[a][b] + 0.04 * u(1) * sin(phase);
        }
        g[b][a] = g[a][b];
      }
    return g;
  };
}

}  // namespace stochtherm::validation
