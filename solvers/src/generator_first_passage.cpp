#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/jump/first_passage.hpp>

#include "classes.hpp"
#include "sparse_elimination.hpp"

namespace stochtherm {
namespace {

std::vector<char> marked(const Generator& g, std::span<const std::uint32_t> states, const char* function) {
  std::vector<char> mark(g.states);
  for (std::uint32_t i : states) {
    require(i < g.states, "a target must be a state that exists", "target", i, function);
    mark[i] = 1;
  }
  return mark;
}

/// The process with the marked states made into exits. What is left of them stands apart and is killed at rate 1.
Generator killed_at(const Generator& g, const std::vector<char>& mark) {
  Generator k{.states = g.states};
  k.exit = g.exit.empty() ? std::vector<double>(g.states) : g.exit;
  for (const Link& link : g.links) {
    const bool from = mark[link.from] != 0, to = mark[link.to] != 0;
    if (!from && !to) k.links.push_back(link);
    if (!from && to) k.exit[link.from] += link.forward;
    if (from && !to) k.exit[link.to] += link.backward;
  }
  for (std::size_t i = 0; i < g.states; ++i)
    if (mark[i] != 0) k.exit[i] = 1;
  for (Link& link : k.links) link.reservoir = 0;
  return k;
}

void require_reached(const Generator& g, std::vector<char> target, const char* function) {
  if (!g.exit.empty())
    for (std::size_t i = 0; i < g.states; ++i)
      if (g.exit[i] > 0) target[i] = 1;
  const auto reached = detail::can_reach(g, target);
  const auto stuck = std::find(reached.begin(), reached.end(), 0);
  require(stuck == reached.end(), "every state must be able to reach a target", "a state that cannot",
          static_cast<double>(stuck - reached.begin()), function);
}

bool all_finite(const std::vector<double>& v) {
  return std::all_of(v.begin(), v.end(), [](double x) { return std::isfinite(x); });
}

}  // namespace

Solved<std::vector<std::vector<double>>> first_passage_moments(const Generator& g,
                                                               std::span<const std::uint32_t> targets,
                                                               std::size_t order) {
  g.check();
  require(order >= 1 && order <= 100, "the order of a moment is 1 to 100", "order",
          static_cast<double>(order));
  const auto target = marked(g, targets, __func__);
  require(!targets.empty() || g.absorbing(), "a first passage needs a target or an exit", "targets", "none");
  require_reached(g, target, __func__);
  const detail::SparseElimination factors(killed_at(g, target), 0, 1);
  std::vector<std::vector<double>> moments;
  std::vector<double> tau(g.states, 1.0);
  bool good = factors.regular();
  for (std::size_t m = 1; m <= order && good; ++m) {
    for (std::size_t i = 0; i < g.states; ++i) tau[i] = target[i] != 0 ? 0 : static_cast<double>(m) * tau[i];
    factors.solve_transposed(tau);
    good = all_finite(tau);
    moments.push_back(tau);
  }
  if (!good)
    return {std::move(moments), Status::ill_conditioned,
            "first_passage_moments: a target cannot be reached within the range of a double; lower the "
            "barrier or raise the "
            "temperature."};
  return Solved<std::vector<std::vector<double>>>(std::move(moments));
}

Solved<std::vector<double>> splitting_probability(const Generator& g, std::span<const std::uint32_t> A,
                                                  std::span<const std::uint32_t> B) {
  g.check();
  require(!A.empty(), "the first set must not be empty", "A", "empty");
  auto either = marked(g, A, __func__);
  const auto in_a = either, in_b = marked(g, B, __func__);
  for (std::size_t i = 0; i < g.states; ++i) {
    require(in_a[i] == 0 || in_b[i] == 0, "no state may be in both sets", "state", static_cast<double>(i));
    either[i] = in_a[i] != 0 || in_b[i] != 0;
  }
  require_reached(g, either, __func__);
  std::vector<double> h(g.states);
  for (const Link& link : g.links) {
    if (either[link.from] == 0 && in_a[link.to] != 0) h[link.from] += link.forward;
    if (either[link.to] == 0 && in_a[link.from] != 0) h[link.to] += link.backward;
  }
  for (std::size_t i = 0; i < g.states; ++i)
    if (in_a[i] != 0) h[i] = 1;
  const detail::SparseElimination factors(killed_at(g, either), 0, 1);
  factors.solve_transposed(h);
  for (double& x : h) x = std::min(x, 1.0);  // rounding
  if (!factors.regular() || !all_finite(h))
    return {std::move(h), Status::ill_conditioned,
            "splitting_probability: neither set can be reached within the range of a double; lower the "
            "barrier or raise the "
            "temperature."};
  return Solved<std::vector<double>>(std::move(h));
}

}  // namespace stochtherm
