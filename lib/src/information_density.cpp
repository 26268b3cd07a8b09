#include <stochtherm/core/error.hpp>
#include <stochtherm/information/density.hpp>
#include <stochtherm/information/discrete.hpp>

#include "information_terms.hpp"

namespace stochtherm {
namespace {

void require_same_grid(const Density& f, const Density& g, const char* function = __builtin_FUNCTION()) {
  require(f.grid() == g.grid(), "the densities must share one grid", "g", "a density on another grid",
          function);
  detail::require_distribution(f.masses(), "f", function);
  detail::require_distribution(g.masses(), "g", function);
}

}  // namespace

double differential_entropy(const Density& f) {
  detail::require_distribution(f.masses(), "f");
  return f.shannon();
}

double kullback_leibler(const Density& f, const Density& g) {
  require_same_grid(f, g);
  return kullback_leibler(f.masses(), g.masses());
}

double jensen_shannon(const Density& f, const Density& g) {
  require_same_grid(f, g);
  return jensen_shannon(f.masses(), g.masses());
}

}  // namespace stochtherm
