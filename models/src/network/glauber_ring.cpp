#include <cmath>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/network/glauber_ring.hpp>

namespace stochtherm::models {
namespace {

void require_ring(std::size_t spins, const char* function) {
  require(spins >= 3 && spins <= 24, "a ring has 3 to 24 spins", "spins", static_cast<double>(spins),
          function);
}
int spin(std::uint32_t state, std::size_t i) { return ((state >> i) & 1U) != 0 ? 1 : -1; }

}  // namespace

double GlauberRing::gamma() const {
  require_finite(K, "K", __func__);
  return std::tanh(2 * K);
}

Generator GlauberRing::generator(std::size_t spins) const {
  require_ring(spins, __func__);
  require_positive(alpha, "the rate of attempts must be positive", "alpha", __func__);
  const double half = gamma() / 2;
  Generator g{.states = std::size_t{1} << spins};
  g.energy.resize(g.states);
  for (std::uint32_t state = 0; state < g.states; ++state)
    for (std::size_t i = 0; i < spins; ++i) {
      const int here = spin(state, i);
      const int neighbours = spin(state, (i + spins - 1) % spins) + spin(state, (i + 1) % spins);
      g.energy[state] -= 0.5 * K * here * neighbours;
      if (here > 0) continue;  // each pair of states once: from down to up
      g.links.push_back({state, state | (1U << i), alpha / 2 * (1 + half * neighbours),
                         alpha / 2 * (1 - half * neighbours)});
    }
  return g;
}

double GlauberRing::magnetisation_decay(double t) const { return std::exp(-alpha * (1 - gamma()) * t); }

double GlauberRing::correlation(std::size_t r) const {
  require_finite(K, "K", __func__);
  return std::pow(std::tanh(K), static_cast<double>(r));
}

double GlauberRing::correlation(std::size_t r, std::size_t spins) const {
  require(r <= spins, "the distance is at most once round", "r", static_cast<double>(r));
  const double t = std::tanh(K);
  const auto n = static_cast<double>(spins), d = static_cast<double>(r);
  return (std::pow(t, d) + std::pow(t, n - d)) / (1 + std::pow(t, n));
}

double GlauberRing::log_partition(std::size_t spins) const {
  require_finite(K, "K", __func__);
  const auto n = static_cast<double>(spins);
  return n * (std::numbers::ln2 + std::log(std::cosh(K))) + std::log1p(std::pow(std::tanh(K), n));
}

}  // namespace stochtherm::models
