#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>

#include "classes.hpp"
#include "sparse_elimination.hpp"

namespace stochtherm {
namespace {

/// The part of a network within one class, and which state each of its states was.
Generator part(const Generator& g, const std::vector<std::uint32_t>& of, std::uint32_t id,
               std::vector<std::uint32_t>& states) {
  std::vector<std::uint32_t> number(g.states);
  for (std::uint32_t i = 0; i < g.states; ++i)
    if (of[i] == id) number[i] = static_cast<std::uint32_t>(states.size()), states.push_back(i);
  Generator inner{.states = states.size()};
  for (const Link& link : g.links)
    if (of[link.from] == id && of[link.to] == id)
      inner.links.push_back({number[link.from], number[link.to], link.forward, link.backward});
  return inner;
}

double largest_residual(const Generator& g, const std::vector<double>& p) {
  std::vector<double> change(g.states);
  apply(g, p, change);
  double worst = 0, flux = 0;
  for (double c : change) worst = std::max(worst, std::abs(c));
  for (const Link& link : g.links)
    flux = std::max({flux, link.forward * p[link.from], link.backward * p[link.to]});
  return flux > 0 ? worst / flux : 0;
}

}  // namespace

Solved<std::vector<double>> stationary(const Generator& g) {
  g.check();
  require(!g.absorbing(), "a stationary state needs a process that loses nothing", "exits", "some",
          "stationary");
  const auto classes = detail::classes(g);
  const auto closed = std::count(classes.closed.begin(), classes.closed.end(), 1);
  std::vector<double> p(g.states);
  const auto id = static_cast<std::uint32_t>(std::find(classes.closed.begin(), classes.closed.end(), 1) -
                                             classes.closed.begin());
  if (closed > 1) {
    const auto other = static_cast<std::uint32_t>(
        std::find(classes.closed.begin() + id + 1, classes.closed.end(), 1) - classes.closed.begin());
    const auto member = [&](std::uint32_t c) {
      return std::find(classes.of.begin(), classes.of.end(), c) - classes.of.begin();
    };
    return {std::move(p), Status::ill_conditioned,
            fmt::format("stationary: the stationary state is not unique: {} sets of states cannot be left, "
                        "states {} and {} "
                        "are in different ones; join them, or solve them apart.",
                        closed, member(id), member(other))};
  }
  std::vector<std::uint32_t> states;
  const Generator inner = part(g, classes.of, id, states);
  if (states.size() == 1) {
    p[states[0]] = 1;
    return Solved<std::vector<double>>(std::move(p));
  }
  const detail::SparseElimination factors(inner, 0, 1);
  const auto masses = factors.regular() ? factors.null_vector() : std::vector<double>(states.size());
  for (std::size_t i = 0; i < states.size(); ++i) p[states[i]] = masses[i];
  const bool good =
      factors.regular() && std::all_of(p.begin(), p.end(), [](double m) { return std::isfinite(m); });
  if (!good)
    return {std::move(p), Status::ill_conditioned,
            "stationary: rates between some states are beyond the range of a double; raise the temperature "
            "or cut the "
            "states off."};
  const double residual = largest_residual(g, p);
  return Solved<std::vector<double>>(std::move(p), {.steps = factors.entries(), .residual = residual});
}

}  // namespace stochtherm
