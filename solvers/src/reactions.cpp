#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/jump/reactions.hpp>

namespace stochtherm {
namespace {

std::vector<int> total(const Molecules& side, std::size_t species) {
  std::vector<int> n(species);
  for (const auto& [s, m] : side) n[s] += m;
  return n;
}

void check_side(const Molecules& side, std::size_t species, const std::string& reaction) {
  int all = 0;
  for (const auto& [s, m] : side) {
    require(s < species, fmt::format("reaction {} must be of species that exist", reaction), "species", s,
            "ReactionNetwork");
    require(m >= 0, fmt::format("reaction {} takes and makes whole molecules", reaction), "number", m,
            "ReactionNetwork");
    all += m;
  }
  require(all <= 10, fmt::format("reaction {} has at most ten molecules on a side", reaction), "molecules",
          all, "ReactionNetwork");
}

}  // namespace

void ReactionNetwork::check() const {
  constexpr const char* me = "ReactionNetwork";
  require(!species.empty(), "a network has species", "species", 0.0, me);
  require(!reactions.empty(), "a network has reactions", "reactions", 0.0, me);
  require_positive(volume, "the volume must be positive", "volume", me);
  for (const Reaction& r : reactions) {
    require_not_negative(r.rate, "a rate must be finite and not negative", "rate of " + r.name, me);
    check_side(r.reactants, species.size(), r.name);
    check_side(r.products, species.size(), r.name);
    if (!r.reverse) continue;
    require(*r.reverse < reactions.size(), "the reverse of a reaction must exist", "reverse of " + r.name,
            *r.reverse, me);
    const Reaction& back = reactions[*r.reverse];
    const bool undoes = total(r.reactants, species.size()) == total(back.products, species.size()) &&
                        total(r.products, species.size()) == total(back.reactants, species.size());
    require(undoes, "the reverse of a reaction turns its products into its reactants", "reverse of " + r.name,
            back.name, me);
  }
}

double ReactionNetwork::propensity(std::size_t reaction, const std::vector<double>& counts) const {
  const Reaction& r = reactions[reaction];
  double a = r.rate * volume;
  for (const auto& [s, m] : r.reactants)
    for (int k = 0; k < m; ++k) a *= (counts[s] - k) / volume;
  return std::max(a, 0.0);
}

std::vector<int> ReactionNetwork::change(std::size_t reaction) const {
  auto by = total(reactions[reaction].products, species.size());
  const auto taken = total(reactions[reaction].reactants, species.size());
  for (std::size_t s = 0; s < by.size(); ++s) by[s] -= taken[s];
  return by;
}

EnumeratedNetwork enumerate(const ReactionNetwork& network, const std::vector<std::int64_t>& initial,
                            const std::vector<std::int64_t>& most, std::size_t largest) {
  network.check();
  using State = std::vector<std::int64_t>;
  require(initial.size() == network.species.size() && most.size() == initial.size(), "one count per species",
          "counts", static_cast<double>(initial.size()));
  for (std::size_t s = 0; s < most.size(); ++s)
    require(initial[s] >= 0 && initial[s] <= most[s], "the start must lie in the box", network.species[s],
            static_cast<double>(initial[s]));
  EnumeratedNetwork e{{}, {initial}};
  std::map<State, std::uint32_t> index{{initial, 0}};
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::size_t>, std::size_t> links;
  for (std::uint32_t i = 0; i < e.states.size(); ++i) {
    const std::vector<double> counts(e.states[i].begin(), e.states[i].end());
    e.generator.exit.push_back(0);
    for (std::size_t r = 0; r < network.reactions.size(); ++r) {
      const double rate = network.propensity(r, counts);
      if (rate <= 0) continue;
      State to = e.states[i];
      bool inside = true, moves = false;
      const auto by = network.change(r);
      for (std::size_t s = 0; s < to.size(); ++s) {
        to[s] += by[s];
        inside = inside && to[s] <= most[s];
        moves = moves || by[s] != 0;
      }
      if (!moves) continue;
      if (!inside) {
        e.generator.exit[i] += rate;
        continue;
      }
      const auto [at, fresh] = index.emplace(to, static_cast<std::uint32_t>(e.states.size()));
      if (fresh) {
        require(e.states.size() < largest, "the states within the box must be fewer than the limit", "limit",
                static_cast<double>(largest));
        e.states.push_back(to);
      }
      // A reaction and its reverse are one link; its reservoir is the lower of the two numbers.
      const std::size_t pair =
          std::min<std::size_t>(r, network.reactions[r].reverse.value_or(static_cast<std::uint32_t>(r)));
      const std::uint32_t j = at->second, low = std::min(i, j), high = std::max(i, j);
      const auto [link, first] = links.emplace(std::tuple(low, high, pair), e.generator.links.size());
      if (first) e.generator.links.push_back({low, high, 0, 0, static_cast<std::uint32_t>(pair)});
      (i == low ? e.generator.links[link->second].forward : e.generator.links[link->second].backward) += rate;
    }
  }
  e.generator.states = e.states.size();
  e.generator.reservoirs.clear();
  for (const Reaction& r : network.reactions) e.generator.reservoirs.push_back({r.name, 1});
  if (!e.generator.absorbing()) e.generator.exit.clear();
  return e;
}

}  // namespace stochtherm
