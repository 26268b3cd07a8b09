#include <cmath>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/network/glauber_ring.hpp>
#include <vector>

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

double GlauberRing::relaxation_time() const { return 1 / (alpha * (1 - gamma())); }

double GlauberRing::quench_correlation(std::size_t r, double t) const {
  require(K >= 0 && K <= 5, "a quench is followed for couplings from 0 to 5", "K", K);
  require_positive(alpha, "the rate of attempts must be positive", "alpha");
  require(r <= 1000, "a quench is followed over at most 1000 spins", "r", static_cast<double>(r));
  require(t >= 0 && alpha * t <= 1000, "a quench is followed over at most 1000 attempts", "t", t);
  // e^{-x} I_n(x) for n = 0 .. last, by the recurrence downwards (Miller), normed by e^x = I_0 + 2 (I_1 + I_2 + ...).
  const double x = 2 * alpha * gamma() * t, h = std::tanh(K);
  const auto last = static_cast<std::size_t>(2 * static_cast<double>(r) + 40 + 12 * std::sqrt(x) + x / 2);
  std::vector<double> I(last + 41);
  double sum = 0;
  if (x > 0) {
    double above = 0, here = 1e-280;
    for (std::size_t n = I.size(); n-- > 0;) {
      I[n] = here;
      sum += n > 0 ? 2 * here : here;
      const double below = n > 0 ? above + 2 * static_cast<double>(n) / x * here : 0;
      above = here, here = below;
      if (here > 1e250) {
        for (std::size_t m = n; m < I.size(); ++m) I[m] *= 1e-250;
        above *= 1e-250, here *= 1e-250, sum *= 1e-250;
      }
    }
    for (double& i : I) i /= sum;
  } else {
    I[0] = 1;
  }
  double lost = 0, power = 1;
  for (std::size_t l = 1; l + r < I.size(); ++l) {
    power *= h;
    lost += power * (I[l > r ? l - r : r - l] - I[l + r]);
  }
  return std::pow(h, static_cast<double>(r)) - std::exp(x - 2 * alpha * t) * lost;
}

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
