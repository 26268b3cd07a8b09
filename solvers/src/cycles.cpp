#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/jump/cycles.hpp>

namespace stochtherm {
namespace {

/// How each state was found: by which link, walked away from the root in which sense. The root's link is `none`.
struct Tree {
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> link;
  std::vector<std::size_t> depth;
};

Tree spanning_tree(const Generator& g) {
  std::vector<std::vector<std::size_t>> incident(g.states);
  for (std::size_t l = 0; l < g.links.size(); ++l) {
    incident[g.links[l].from].push_back(l);
    incident[g.links[l].to].push_back(l);
  }
  Tree tree{std::vector<std::size_t>(g.states, Tree::none), std::vector<std::size_t>(g.states, Tree::none)};
  std::vector<std::uint32_t> queue{0};
  tree.depth[0] = 0;
  for (std::size_t q = 0; q < queue.size(); ++q) {
    const std::uint32_t here = queue[q];
    for (std::size_t l : incident[here]) {
      const std::uint32_t there = g.links[l].from == here ? g.links[l].to : g.links[l].from;
      if (tree.depth[there] != Tree::none) continue;
      tree.depth[there] = tree.depth[here] + 1;
      tree.link[there] = l;
      queue.push_back(there);
    }
  }
  for (std::size_t i = 0; i < g.states; ++i)
    require(tree.depth[i] != Tree::none, "the network must be in one piece", "a state apart from state 0",
            static_cast<double>(i), "fundamental_cycles");
  return tree;
}

}  // namespace

std::vector<Cycle> fundamental_cycles(const Generator& g) {
  g.check();
  for (const Link& link : g.links)
    require((link.forward > 0) == (link.backward > 0), "every link must have a way back", "rate back",
            std::min(link.forward, link.backward));
  const Tree tree = spanning_tree(g);
  std::vector<Cycle> cycles;
  for (std::size_t chord = 0; chord < g.links.size(); ++chord) {
    const Link& closing = g.links[chord];
    if (tree.link[closing.to] == chord || tree.link[closing.from] == chord || closing.forward == 0) continue;
    // Walk from the chord's end up to where its two ends meet, and from there down to its beginning.
    Cycle cycle{.chord = chord, .links = {{chord, +1}}, .states = {closing.from}, .affinity = 0};
    std::vector<std::pair<std::size_t, int>> down;
    std::vector<std::uint32_t> below;
    std::uint32_t a = closing.to, b = closing.from;
    while (a != b) {
      const bool first = tree.depth[a] >= tree.depth[b];
      std::uint32_t& end = first ? a : b;
      const Link& link = g.links[tree.link[end]];
      const std::uint32_t parent = link.from == end ? link.to : link.from;
      if (first) {  // walked end -> parent
        cycle.states.push_back(end);
        cycle.links.emplace_back(tree.link[end], link.from == end ? +1 : -1);
      } else {  // walked parent -> end
        below.push_back(parent);
        down.emplace_back(tree.link[end], link.from == parent ? +1 : -1);
      }
      end = parent;
    }
    for (std::size_t i = down.size(); i-- > 0;)
      cycle.links.push_back(down[i]), cycle.states.push_back(below[i]);
    for (const auto& [l, sense] : cycle.links)
      cycle.affinity += sense * (std::log(g.links[l].forward) - std::log(g.links[l].backward));
    cycles.push_back(std::move(cycle));
  }
  return cycles;
}

double cycle_current(const Generator& g, const Cycle& cycle, std::span<const double> p) {
  require(p.size() == g.states, "one probability per state", "p", static_cast<double>(p.size()));
  require(cycle.chord < g.links.size(), "the chord must exist", "chord", static_cast<double>(cycle.chord));
  const Link& link = g.links[cycle.chord];
  return link.forward * p[link.from] - link.backward * p[link.to];
}

}  // namespace stochtherm
