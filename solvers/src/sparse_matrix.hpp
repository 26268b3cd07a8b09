#pragma once
/// A generator as Eigen's sparse matrix.

#include <Eigen/SparseCore>
#include <cmath>
#include <stochtherm/core/generator.hpp>
#include <vector>

namespace stochtherm::detail {

using SparseMatrix = Eigen::SparseMatrix<double>;

/// L, or its tilted form: the rates of link l times forward(l) and backward(l), the diagonal as it is.
template <class F, class B>
[[nodiscard]] SparseMatrix tilted_matrix(const Generator& g, F forward, B backward) {
  std::vector<Eigen::Triplet<double>> entries;
  entries.reserve(2 * g.links.size() + g.states);
  const auto escape = escape_rates(g);
  for (std::size_t i = 0; i < g.states; ++i)
    entries.emplace_back(static_cast<int>(i), static_cast<int>(i), -escape[i]);
  for (std::size_t l = 0; l < g.links.size(); ++l) {
    const auto from = static_cast<int>(g.links[l].from), to = static_cast<int>(g.links[l].to);
    entries.emplace_back(to, from, g.links[l].forward * forward(l));
    entries.emplace_back(from, to, g.links[l].backward * backward(l));
  }
  SparseMatrix L(static_cast<int>(g.states), static_cast<int>(g.states));
  L.setFromTriplets(entries.begin(), entries.end());
  return L;
}

[[nodiscard]] inline SparseMatrix matrix_of(const Generator& g) {
  const auto one = [](std::size_t) { return 1.0; };
  return tilted_matrix(g, one, one);
}

}  // namespace stochtherm::detail
