#include <algorithm>
#include <cmath>
#include <map>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/jump/coarse_graining.hpp>
#include <tuple>

namespace stochtherm {

std::vector<double> lumped(std::span<const double> p, std::span<const std::uint32_t> lump) {
  require(!lump.empty() && lump.size() == p.size(), "every state is in one lump", "lump",
          static_cast<double>(lump.size()));
  std::vector<double> P(std::size_t{*std::max_element(lump.begin(), lump.end())} + 1);
  require(P.size() <= lump.size(), "lumps are numbered from 0 without gaps", "lumps",
          static_cast<double>(P.size()));
  for (std::size_t i = 0; i < p.size(); ++i) P[lump[i]] += p[i];
  return P;
}

Generator coarse_grained(const Generator& g, std::span<const double> p, std::span<const std::uint32_t> lump) {
  g.check();
  require(p.size() == g.states, "one probability per state", "p", static_cast<double>(p.size()));
  for (double mass : p) require_not_negative(mass, "a mass must be finite and not negative", "p");
  const auto P = lumped(p, lump);
  for (std::size_t A = 0; A < P.size(); ++A)
    require(P[A] > 0, "every lump must have some probability", "lump", static_cast<double>(A));
  Generator c{.states = P.size()};
  c.reservoirs = g.reservoirs;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, std::size_t> known;
  for (const Link& link : g.links) {
    const std::uint32_t A = lump[link.from], B = lump[link.to];
    if (A == B) continue;
    const auto [at, fresh] =
        known.emplace(std::tuple(std::min(A, B), std::max(A, B), link.reservoir), c.links.size());
    if (fresh) c.links.push_back({std::min(A, B), std::max(A, B), 0, 0, link.reservoir});
    Link& sum = c.links[at->second];
    const double there = link.forward * p[link.from] / P[A], back = link.backward * p[link.to] / P[B];
    (A < B ? sum.forward : sum.backward) += there;
    (A < B ? sum.backward : sum.forward) += back;
  }
  if (!g.exit.empty()) c.exit.assign(P.size(), 0);
  if (!g.energy.empty()) c.energy.assign(P.size(), 0);
  c.internal_entropy.assign(P.size(), 0);
  for (std::size_t i = 0; i < g.states; ++i) {
    const double share = p[i] / P[lump[i]];
    if (!g.exit.empty()) c.exit[lump[i]] += share * g.exit[i];
    if (!g.energy.empty()) c.energy[lump[i]] += share * g.energy[i];
    const double own = g.internal_entropy.empty() ? 0 : g.internal_entropy[i];
    if (share > 0) c.internal_entropy[lump[i]] += share * (own - std::log(share));
  }
  return c;
}

}  // namespace stochtherm
