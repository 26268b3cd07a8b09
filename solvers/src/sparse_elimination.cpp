#include "sparse_elimination.hpp"

#include <Eigen/OrderingMethods>
#include <Eigen/SparseCore>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace stochtherm::detail {
namespace {

/// A neighbour: the rate out to it and the rate in from it.
struct Neighbour {
  std::uint32_t state;
  double out, in;
};
using Row = std::vector<Neighbour>;

std::vector<Row> rows_of(const Generator& g, double scale) {
  std::vector<Row> rows(g.states);
  for (const Link& link : g.links) {
    if (link.forward == 0 && link.backward == 0) continue;
    rows[link.from].push_back({link.to, scale * link.forward, scale * link.backward});
    rows[link.to].push_back({link.from, scale * link.backward, scale * link.forward});
  }
  for (Row& row : rows) {
    std::sort(row.begin(), row.end(), [](const auto& a, const auto& b) { return a.state < b.state; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < row.size(); ++i)
      if (kept > 0 && row[kept - 1].state == row[i].state)
        row[kept - 1].out += row[i].out, row[kept - 1].in += row[i].in;
      else
        row[kept++] = row[i];
    row.resize(kept);
  }
  return rows;
}

std::vector<std::uint32_t> small_degrees_first(const std::vector<Row>& rows) {
  using Pattern = Eigen::SparseMatrix<double>;
  const auto n = static_cast<int>(rows.size());
  Pattern pattern(n, n);
  std::vector<Eigen::Triplet<double>> entries;
  for (int i = 0; i < n; ++i) {
    entries.emplace_back(i, i, 1.0);
    for (const Neighbour& k : rows[static_cast<std::size_t>(i)])
      entries.emplace_back(i, static_cast<int>(k.state), 1.0);
  }
  pattern.setFromTriplets(entries.begin(), entries.end());
  Eigen::AMDOrdering<int>::PermutationType order;
  Eigen::AMDOrdering<int>()(pattern, order);
  std::vector<std::uint32_t> states;
  for (int i = 0; i < n; ++i) states.push_back(static_cast<std::uint32_t>(order.indices()[i]));
  return states;
}

/// Adds to the row of `self` what went by way of the state that `removed` was the row of: out to j at the rate of going there
/// times the probability of going on to j, in from j likewise.
void detour(Row& row, std::uint32_t self, const Row& removed, double inverse, Row& merged) {
  merged.clear();
  double out = 0, in = 0;
  for (const Neighbour& k : removed)
    if (k.state == self) out = k.in, in = k.out;
  auto a = row.begin();
  auto b = removed.begin();
  while (a != row.end() || b != removed.end()) {
    if (b != removed.end() && b->state == self) {
      ++b;
    } else if (b == removed.end() || (a != row.end() && a->state < b->state)) {
      merged.push_back(*a++);
    } else {
      Neighbour k{b->state, out * inverse * b->out, b->in * inverse * in};
      if (a != row.end() && a->state == b->state) k.out += a->out, k.in += a->in, ++a;
      merged.push_back(k);
      ++b;
    }
  }
  row.swap(merged);
}

}  // namespace

SparseElimination::SparseElimination(const Generator& g, double shift, double scale) {
  const std::size_t n = g.states;
  auto rows = rows_of(g, scale);
  order_ = small_degrees_first(rows);
  std::vector<std::uint32_t> when(n);
  for (std::size_t k = 0; k < n; ++k) when[order_[k]] = static_cast<std::uint32_t>(k);
  std::vector<double> killed(n, shift);
  if (!g.exit.empty())
    for (std::size_t i = 0; i < n; ++i) killed[i] += scale * g.exit[i];
  begin_.push_back(0);
  Row merged;
  for (std::size_t k = 0; k < n; ++k) {
    const std::uint32_t me = order_[k];
    const Row row = std::move(rows[me]);
    rows[me] = {};
    double pivot = killed[me];
    for (const Neighbour& other : row) pivot += other.out;
    const double inverse = 1 / pivot;
    const bool last = k + 1 == n;
    if (!last || killed[me] > 0) regular_ = regular_ && pivot > 0 && std::isfinite(inverse) && inverse > 0;
    inverse_pivot_.push_back(inverse);
    for (const Neighbour& other : row) {
      other_.push_back(other.state);
      to_.push_back(other.out * inverse);
      from_.push_back(other.in * inverse);
    }
    begin_.push_back(other_.size());
    if (!regular_) return;
    for (const Neighbour& other : row) {
      Row& theirs = rows[other.state];
      const auto at = std::lower_bound(theirs.begin(), theirs.end(), me,
                                       [](const Neighbour& a, std::uint32_t s) { return a.state < s; });
      theirs.erase(at);
      killed[other.state] += other.in * (killed[me] * inverse);
      detour(theirs, other.state, row, inverse, merged);
    }
  }
}

void SparseElimination::forward(std::span<double> b) const {
  for (std::size_t k = 0; k + 1 < order_.size(); ++k) {
    const double here = b[order_[k]];
    for (std::size_t e = begin_[k]; e < begin_[k + 1]; ++e) b[other_[e]] += to_[e] * here;
  }
}

void SparseElimination::backward(std::span<double> b, double last) const {
  b[order_.back()] = last;
  for (std::size_t k = order_.size() - 1; k-- > 0;) {
    double x = b[order_[k]] * inverse_pivot_[k];
    for (std::size_t e = begin_[k]; e < begin_[k + 1]; ++e) x += from_[e] * b[other_[e]];
    b[order_[k]] = x;
  }
}

void SparseElimination::solve(std::span<double> b) const {
  forward(b);
  backward(b, b[order_.back()] * inverse_pivot_.back());
}

void SparseElimination::solve_singular(std::span<double> b) const {
  forward(b);
  backward(b, 0);
}

void SparseElimination::solve_transposed(std::span<double> r) const {
  for (std::size_t k = 0; k + 1 < order_.size(); ++k) {
    const double here = r[order_[k]];
    for (std::size_t e = begin_[k]; e < begin_[k + 1]; ++e) r[other_[e]] += from_[e] * here;
  }
  for (std::size_t k = order_.size(); k-- > 0;) {
    double y = r[order_[k]] * inverse_pivot_[k];
    for (std::size_t e = begin_[k]; e < begin_[k + 1]; ++e) y += to_[e] * r[other_[e]];
    r[order_[k]] = y;
  }
}

std::vector<double> SparseElimination::null_vector() const {
  // Masses may differ by more than a double can hold: p_i = mass_i 2^(power_i) until the largest is known.
  const std::size_t n = order_.size();
  std::vector<double> p(n);
  std::vector<int> power(n);
  p[order_.back()] = 1;
  int highest = 0;
  for (std::size_t k = n - 1; k-- > 0;) {
    const std::uint32_t me = order_[k];
    int top = std::numeric_limits<int>::min();
    for (std::size_t e = begin_[k]; e < begin_[k + 1]; ++e)
      if (from_[e] > 0 && p[other_[e]] > 0) top = std::max(top, power[other_[e]]);
    if (top == std::numeric_limits<int>::min()) continue;
    double sum = 0;
    for (std::size_t e = begin_[k]; e < begin_[k + 1]; ++e)
      sum += from_[e] * std::ldexp(p[other_[e]], power[other_[e]] - top);
    int shift = 0;
    p[me] = std::frexp(sum, &shift);
    power[me] = top + shift;
    if (sum > 0) highest = std::max(highest, power[me]);
  }
  for (std::size_t i = 0; i < n; ++i) p[i] = std::ldexp(p[i], power[i] - highest);
  const double total = std::accumulate(p.begin(), p.end(), 0.0);
  for (double& mass : p) mass /= total;
  return p;
}

}  // namespace stochtherm::detail
