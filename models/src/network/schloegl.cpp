#include <algorithm>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/network/schloegl.hpp>

namespace stochtherm::models {
namespace {

struct Rates {
  double w1, w2, w3, w4;
};
Rates rates(const Schloegl& m, std::size_t molecules) {
  const auto n = static_cast<double>(molecules);
  return {m.c1 * m.a * n * (n - 1) / m.volume, m.c2 * n * (n - 1) * (n - 2) / (m.volume * m.volume),
          m.c3 * m.b * m.volume, m.c4 * n};
}

void require_valid(const Schloegl& m, const char* function) {
  for (const auto& [value, name] : {std::pair{m.volume, "volume"},
                                    {m.c1, "c1"},
                                    {m.c2, "c2"},
                                    {m.c3, "c3"},
                                    {m.c4, "c4"},
                                    {m.a, "a"},
                                    {m.b, "b"}})
    require_positive(value, "volume, rates and concentrations must be positive", name, function);
}

}  // namespace

Generator Schloegl::generator(std::size_t most) const {
  require_valid(*this, __func__);
  require(most >= 1 && most < 100'000'000, "the largest number of molecules is at least 1", "most",
          static_cast<double>(most));
  Generator g{.states = most + 1, .reservoirs = {{"A", 1}, {"B", 1}}};
  for (std::size_t n = 0; n < most; ++n) {
    const Rates here = rates(*this, n), there = rates(*this, n + 1);
    const auto from = static_cast<std::uint32_t>(n);
    // A reaction that needs two molecules has no rate up from 0 or 1, and none down to them.
    if (here.w1 > 0) g.links.push_back({from, from + 1, here.w1, there.w2, 0});
    g.links.push_back({from, from + 1, here.w3, there.w4, 1});
  }
  return g;
}

double Schloegl::affinity() const {
  require_valid(*this, __func__);
  return std::log(c1 * c4 * a) - std::log(c2 * c3 * b);
}

std::vector<double> Schloegl::stationary(std::size_t most) const {
  require_valid(*this, __func__);
  std::vector<double> log_p(most + 1);
  for (std::size_t n = 0; n < most; ++n) {
    const Rates here = rates(*this, n), there = rates(*this, n + 1);
    log_p[n + 1] = log_p[n] + std::log(here.w1 + here.w3) - std::log(there.w2 + there.w4);
  }
  const double top = *std::max_element(log_p.begin(), log_p.end());
  for (double& p : log_p) p = std::exp(p - top);
  const double sum = std::accumulate(log_p.begin(), log_p.end(), 0.0);
  for (double& p : log_p) p /= sum;
  return log_p;
}

double Schloegl::turns(std::size_t most) const {
  const auto p = stationary(most);
  double net = 0;
  for (std::size_t n = 0; n < most; ++n) net += rates(*this, n + 1).w4 * p[n + 1] - rates(*this, n).w3 * p[n];
  return net;
}

std::vector<double> Schloegl::deterministic_states() const {
  require_valid(*this, __func__);
  // f(x) = c1 a x^2 - c2 x^3 + c3 b - c4 x, cut at its extrema.
  const auto f = [&](double x) { return ((-c2 * x + c1 * a) * x - c4) * x + c3 * b; };
  const double disc = c1 * a * c1 * a - 3 * c2 * c4;
  std::vector<double> cuts{0};
  if (disc > 0)
    for (double sign : {-1.0, 1.0}) cuts.push_back((c1 * a + sign * std::sqrt(disc)) / (3 * c2));
  cuts.push_back(2 * (c1 * a / c2 + c4 / c2 + c3 * b / c2 + 1));
  std::vector<double> roots;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i)
    if (f(cuts[i]) * f(cuts[i + 1]) < 0) {
      const auto [low, high] =
          boost::math::tools::bisect(f, cuts[i], cuts[i + 1], boost::math::tools::eps_tolerance<double>());
      roots.push_back(0.5 * (low + high));
    }
  return roots;
}

}  // namespace stochtherm::models
