#include <algorithm>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/generator.hpp>

namespace stochtherm {
namespace {

void require_column(std::size_t size, std::size_t states, const char* what) {
  require(size == 0 || size == states, "a column has one number per state, or none", what,
          static_cast<double>(size), "Generator");
}

}  // namespace

bool Generator::absorbing() const {
  return std::any_of(exit.begin(), exit.end(), [](double rate) { return rate > 0; });
}

void Generator::check() const {
  constexpr const char* me = "Generator";
  require(states >= 2, "a process needs at least two states", "states", static_cast<double>(states), me);
  require(states <= std::numeric_limits<std::uint32_t>::max(), "states are numbered with 32 bits", "states",
          static_cast<double>(states), me);
  require_column(exit.size(), states, "exit");
  require_column(energy.size(), states, "energy");
  require_column(internal_entropy.size(), states, "internal_entropy");
  for (double rate : exit) require_not_negative(rate, "a rate must be finite and not negative", "exit", me);
  for (double e : energy) require_finite(e, "energy", me);
  for (double s : internal_entropy) require_finite(s, "internal_entropy", me);
  require(!reservoirs.empty(), "every link has a reservoir", "reservoirs", 0.0, me);
  for (const Reservoir& r : reservoirs)
    require_positive(r.kT, "the temperature must be positive", "kT of " + r.name, me);
  for (const Link& link : links) {
    require(link.from < states, "a link must join two states that exist", "from", link.from, me);
    require(link.to < states, "a link must join two states that exist", "to", link.to, me);
    require(link.from != link.to, "a link joins two different states", "from and to", link.from, me);
    require_not_negative(link.forward, "a rate must be finite and not negative", "forward", me);
    require_not_negative(link.backward, "a rate must be finite and not negative", "backward", me);
    require(link.reservoir < reservoirs.size(), "the reservoir of a link must exist", "reservoir",
            link.reservoir, me);
  }
}

Generator generator_from_matrix(std::span<const double> W, std::size_t n) {
  require(n >= 2 && n <= 0xFFFFFFFFU, "a process needs at least two states", "states",
          static_cast<double>(n));
  require(W.size() / n == n && W.size() % n == 0, "a generator is a square matrix", "entries",
          static_cast<double>(W.size()));
  Generator g{.states = n};
  std::vector<double> exit(n);
  for (std::size_t j = 0; j < n; ++j) {
    double sum = 0, size = 0;
    for (std::size_t i = 0; i < n; ++i) {
      require_finite(W[i * n + j], "W");
      require(i == j || W[i * n + j] >= 0, "a rate must not be negative", "W", W[i * n + j]);
      sum += W[i * n + j], size += std::abs(W[i * n + j]);
    }
    const double rounding = 4 * static_cast<double>(n) * std::numeric_limits<double>::epsilon() * size;
    require(sum <= rounding, "a column must sum to 0, or to less where probability is lost", "column sum",
            sum);
    exit[j] = sum < -rounding ? -sum : 0;
  }
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t i = 0; i < j; ++i)
      if (const double down = W[i * n + j], up = W[j * n + i]; down > 0 || up > 0)
        g.links.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), up, down});
  if (std::any_of(exit.begin(), exit.end(), [](double e) { return e > 0; })) g.exit = std::move(exit);
  return g;
}

void apply(const Generator& g, std::span<const double> p, std::span<double> change) {
  require(p.size() == g.states, "one probability per state", "p", static_cast<double>(p.size()));
  require(change.size() == g.states, "one change per state", "change", static_cast<double>(change.size()));
  for (std::size_t i = 0; i < g.states; ++i) change[i] = g.exit.empty() ? 0.0 : -g.exit[i] * p[i];
  for (const Link& link : g.links) {
    const double flux = link.forward * p[link.from] - link.backward * p[link.to];
    change[link.from] -= flux;
    change[link.to] += flux;
  }
}

std::vector<double> escape_rates(const Generator& g) {
  std::vector<double> rate = g.exit.empty() ? std::vector<double>(g.states) : g.exit;
  for (const Link& link : g.links) rate[link.from] += link.forward, rate[link.to] += link.backward;
  return rate;
}

void ChainGenerator::check() const {
  require(up.size() >= 3, "a chain needs at least three states", "states", static_cast<double>(up.size()));
  require(up.size() == down.size(), "a chain has one rate up and one rate down per state", "rates down",
          static_cast<double>(down.size()));
  for (double rate : up) require_not_negative(rate, "a rate must be finite and not negative", "rate up");
  for (double rate : down) require_not_negative(rate, "a rate must be finite and not negative", "rate down");
}

Generator as_generator(const ChainGenerator& chain) {
  chain.check();
  const std::size_t n = chain.size();
  Generator g{.states = n};
  g.links.reserve(n);
  for (std::size_t i = 0; i + (chain.ring ? 0 : 1) < n; ++i) {
    const std::size_t j = (i + 1) % n;
    g.links.push_back(
        {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), chain.up[i], chain.down[j]});
  }
  if (chain.absorbing()) {
    g.exit.assign(n, 0);
    g.exit.front() = chain.down.front();
    g.exit.back() += chain.up.back();
  }
  return g;
}

}  // namespace stochtherm
