#include "classes.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace stochtherm::detail {
namespace {

/// Who can be reached in one jump, or (backwards) from where.
struct Graph {
  std::vector<std::size_t> begin;
  std::vector<std::uint32_t> to;

  Graph(const Generator& g, bool backwards) : begin(g.states + 1) {
    const auto each = [&](auto f) {
      for (const Link& link : g.links) {
        const auto a = backwards ? link.to : link.from, b = backwards ? link.from : link.to;
        if (link.forward > 0) f(a, b);
        if (link.backward > 0) f(b, a);
      }
    };
    each([&](std::uint32_t a, std::uint32_t) { ++begin[a + 1]; });
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    to.resize(begin.back());
    auto at = begin;
    each([&](std::uint32_t a, std::uint32_t b) { to[at[a]++] = b; });
  }
};

}  // namespace

Classes classes(const Generator& g) {
  const Graph graph(g, false);
  constexpr auto unseen = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> index(g.states, unseen), low(g.states), open, path;
  std::vector<std::size_t> next(graph.begin.begin(), graph.begin.end() - 1);
  Classes result{std::vector<std::uint32_t>(g.states, unseen), {}};
  std::uint32_t count = 0;
  for (std::uint32_t root = 0; root < g.states; ++root) {
    if (index[root] != unseen) continue;
    path.push_back(root);
    while (!path.empty()) {
      const std::uint32_t v = path.back();
      if (index[v] == unseen) index[v] = low[v] = count++, open.push_back(v);
      bool deeper = false;
      for (; next[v] < graph.begin[v + 1] && !deeper; ++next[v]) {
        const std::uint32_t w = graph.to[next[v]];
        if (index[w] == unseen) {
          path.push_back(w);
          deeper = true;
        } else if (result.of[w] == unseen) {
          low[v] = std::min(low[v], index[w]);
        }
      }
      if (deeper) continue;
      path.pop_back();
      if (!path.empty()) low[path.back()] = std::min(low[path.back()], low[v]);
      if (low[v] != index[v]) continue;
      const auto id = static_cast<std::uint32_t>(result.closed.size());
      result.closed.push_back(1);
      for (std::uint32_t w = unseen; w != v;) {
        w = open.back();
        open.pop_back();
        result.of[w] = id;
      }
    }
  }
  for (std::uint32_t v = 0; v < g.states; ++v) {
    if (!g.exit.empty() && g.exit[v] > 0) result.closed[result.of[v]] = 0;
    for (std::size_t e = graph.begin[v]; e < graph.begin[v + 1]; ++e)
      if (result.of[graph.to[e]] != result.of[v]) result.closed[result.of[v]] = 0;
  }
  return result;
}

std::vector<char> can_reach(const Generator& g, const std::vector<char>& target) {
  const Graph graph(g, true);
  std::vector<char> reached = target;
  std::vector<std::uint32_t> todo;
  for (std::uint32_t v = 0; v < g.states; ++v)
    if (target[v] != 0) todo.push_back(v);
  while (!todo.empty()) {
    const std::uint32_t v = todo.back();
    todo.pop_back();
    for (std::size_t e = graph.begin[v]; e < graph.begin[v + 1]; ++e)
      if (reached[graph.to[e]] == 0) reached[graph.to[e]] = 1, todo.push_back(graph.to[e]);
  }
  return reached;
}

}  // namespace stochtherm::detail
