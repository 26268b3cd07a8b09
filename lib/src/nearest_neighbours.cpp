#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <optional>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/nearest_neighbours.hpp>
#include <stochtherm/statistics/series.hpp>

#include "neighbour_tree.hpp"
#include "samples.hpp"

namespace stochtherm {

namespace detail {

std::size_t require_samples(std::initializer_list<Columns> variables, const char* function) {
  std::size_t rows = 0;
  bool first = true;
  for (const Columns& variable : variables) {
    require(!variable.empty(), "a variable has at least one column", "number of columns", 0, function);
    for (const auto& column : variable) {
      if (first) rows = column.size(), first = false;
      require(column.size() == rows, "all columns must have the same number of samples", "samples",
              std::to_string(column.size()) + " beside " + std::to_string(rows), function);
      require(rows >= 2, "an estimate needs at least two samples", "number of samples",
              static_cast<double>(rows), function);
      bool finite = true, constant = true;
      for (double x : column) finite &= std::isfinite(x), constant &= x == column.front();
      if (!finite) {
        const auto bad =
            std::find_if(column.begin(), column.end(), [](double x) { return !std::isfinite(x); });
        require_finite(*bad, "sample " + std::to_string(bad - column.begin()), function);
      }
      require(!constant, "a column must not be constant: it tells nothing", "all samples", column.front(),
              function);
    }
  }
  return rows;
}

std::vector<std::vector<double>> side_by_side(std::initializer_list<Columns> variables) {
  std::vector<std::vector<double>> all;
  for (const Columns& variable : variables) all.insert(all.end(), variable.begin(), variable.end());
  return all;
}

}  // namespace detail

namespace {

using detail::Neighbour;
using detail::NeighbourTree;
using detail::SortedColumn;
using Order = std::vector<std::uint32_t>;

void require_neighbours(std::size_t rows, const Neighbours& neighbours, const char* function) {
  require(neighbours.k >= 1, "the number of neighbours must be positive", "k",
          static_cast<double>(neighbours.k), function);
  require(rows > neighbours.k, "there must be more samples than neighbours k", "samples",
          static_cast<double>(rows), function);
  require(rows < (std::size_t{1} << 31U), "at most 2^31 samples are taken", "samples",
          static_cast<double>(rows), function);
  // In the middle of the series the window takes away the most.
  require(neighbours.exclude < rows && rows - std::min(rows, 2 * neighbours.exclude + 1) >= neighbours.k,
          "the excluded window must leave k neighbours to every sample", "exclude",
          static_cast<double>(neighbours.exclude), function);
}

/// psi(1), psi(2), ...: psi(n + 1) = psi(n) + 1/n with compensated sums.
class Digamma {
 public:
  explicit Digamma(std::size_t largest) : psi_{-std::numeric_limits<double>::infinity()} {
    double sum = boost::math::digamma(1.0), lost = 0;
    psi_.reserve(largest + 1);
    for (std::size_t n = 1; n <= largest; ++n) {
      psi_.push_back(sum);
      const double term = 1 / static_cast<double>(n) - lost, next = sum + term;
      lost = (next - sum) - term;
      sum = next;
    }
  }
  double operator()(std::size_t n) const { return psi_[n]; }

 private:
  std::vector<double> psi_;
};

/// How many samples, itself included, sample i may be compared with.
std::size_t eligible(std::size_t i, std::size_t rows, std::size_t exclude) {
  const std::size_t below = std::min(i, exclude), above = std::min(rows - 1 - i, exclude);
  return rows - below - above;
}

/// Counts of the samples of one variable around each sample, itself included, in the order of the queries.
class Marginal {
 public:
  Marginal(Columns columns, std::span<const Order> sorted, const Order& queries, std::size_t exclude)
      : columns_(columns), queries_(queries), exclude_(exclude) {
    if (columns.size() == 1)
      line_.emplace(columns[0],
                    sorted.empty() || sorted[0].empty() ? detail::sorted_order(columns[0]) : sorted[0]);
    else
      tree_.emplace(columns, sorted);
  }

  [[nodiscard]] std::vector<std::uint32_t> within(std::span<const double> radius, bool closed) const {
    std::vector<std::uint32_t> counts(queries_.size());
    if (line_) {
      std::vector<double> at(queries_.size());
      for (std::size_t p = 0; p < at.size(); ++p) at[p] = columns_[0][queries_[p]];
      line_->count(at, radius, closed, counts);
    } else {
      std::vector<double> query(columns_.size());
      for (std::size_t p = 0; p < queries_.size(); ++p) {
        for (std::size_t d = 0; d < query.size(); ++d) query[d] = columns_[d][queries_[p]];
        counts[p] = static_cast<std::uint32_t>(tree_->count(query.data(), radius[p], closed));
      }
    }
    if (!closed)
      // Nothing is nearer than nothing: samples that coincide are counted as such.
      for (std::size_t p = 0; p < counts.size(); ++p)
        if (radius[p] == 0) counts[p] = coinciding(p);
    if (exclude_ > 0)
      for (std::size_t p = 0; p < counts.size(); ++p)
        counts[p] -= in_window(p, radius[p], closed || radius[p] == 0);
    return counts;
  }

 private:
  [[nodiscard]] double away(std::size_t i, std::size_t j) const {
    double far = 0;
    for (const auto& column : columns_) far = std::max(far, std::abs(column[j] - column[i]));
    return far;
  }
  [[nodiscard]] std::uint32_t coinciding(std::size_t p) const {
    const std::size_t i = queries_[p];
    if (line_) {
      const double at = columns_[0][i], zero = 0;
      std::uint32_t count = 0;
      line_->count({&at, 1}, {&zero, 1}, true, {&count, 1});
      return count;
    }
    std::vector<double> query;
    for (const auto& column : columns_) query.push_back(column[i]);
    return static_cast<std::uint32_t>(tree_->count(query.data(), 0, true));
  }
  /// Of the counted ones, those that the window leaves out, but for the sample itself.
  [[nodiscard]] std::uint32_t in_window(std::size_t p, double radius, bool closed) const {
    const std::size_t i = queries_[p], rows = columns_[0].size();
    std::uint32_t out = 0;
    for (std::size_t j = i > exclude_ ? i - exclude_ : 0; j <= std::min(rows - 1, i + exclude_); ++j) {
      if (j == i) continue;
      const double d = away(i, j);
      out += closed ? d <= radius : d < radius;
    }
    return out;
  }

  Columns columns_;
  const Order& queries_;
  std::size_t exclude_;
  std::optional<SortedColumn> line_;
  std::optional<NeighbourTree> tree_;
};

/// The k nearest of all in a joint space, with what else the estimators need of them.
struct Joint {
  Joint(Columns columns, std::span<const Order> sorted, Neighbours n)
      : rows(columns.front().size()),
        exclude(n.exclude == 0 ? 0 : n.exclude - 1),  // "closer than" as a window that is left out whole
        tree(columns, sorted),
        found(tree.nearest_of_all(n.k, exclude)),
        radius(rows) {
    for (std::size_t p = 0; p < rows; ++p) radius[p] = found[p * n.k + n.k - 1].distance;
  }
  std::size_t rows, exclude;
  NeighbourTree tree;
  std::vector<Neighbour> found;
  std::vector<double> radius;  // to the k-th, in the order of the tree
};

std::vector<Order> orders(Columns columns) {
  std::vector<Order> sorted;
  for (const auto& column : columns) sorted.push_back(detail::sorted_order(column));
  return sorted;
}

/// Terms in the order of the tree, to an estimate in the order of time. Neighbours share neighbours, so that the terms
/// scatter together: N times the variance of their mean is psi'(k)/2 more than they show (0.35 to 0.7 of psi'(k) was
/// measured, k 1 to 4, in up to 3 dimensions).
Estimate in_order_of_time(const std::vector<double>& terms, const Order& order, std::size_t k) {
  std::vector<double> series(terms.size());
  for (std::size_t p = 0; p < terms.size(); ++p) series[order[p]] = terms[p];
  Estimate e = estimate_mean_of_series(series);
  const double shared = 0.5 * boost::math::trigamma(static_cast<double>(k)) / static_cast<double>(e.n);
  e.std_error = std::hypot(e.std_error, std::sqrt(shared));
  return e;
}

}  // namespace

Estimate kozachenko_leonenko(Columns x, Neighbours neighbours) {
  const std::size_t rows = detail::require_samples({x});
  require_neighbours(rows, neighbours, "kozachenko_leonenko");
  const Joint joint(x, {}, neighbours);
  const Digamma psi(rows);
  std::vector<double> terms(rows);
  for (std::size_t p = 0; p < rows; ++p) {
    const std::size_t i = joint.tree.order()[p];
    require(joint.radius[p] > 0,
            "more than k samples coincide, so there is no density: count symbols instead, or add noise on "
            "purpose",
            "sample", static_cast<double>(i));
    terms[p] = psi(eligible(i, rows, joint.exclude)) - psi(neighbours.k) +
               static_cast<double>(x.size()) * std::log(2 * joint.radius[p]);
  }
  return in_order_of_time(terms, joint.tree.order(), neighbours.k);
}

Estimate kraskov(Columns x, Columns y, Neighbours neighbours, Kraskov algorithm) {
  const std::size_t rows = detail::require_samples({x, y}), k = neighbours.k;
  require_neighbours(rows, neighbours, "kraskov");
  const auto columns = detail::side_by_side({x, y});
  const auto sorted = orders(columns);
  const std::span<const Order> all(sorted);
  const Joint joint(columns, sorted, neighbours);
  const Order& order = joint.tree.order();
  const Marginal of_x(x, all.first(x.size()), order, joint.exclude),
      of_y(y, all.subspan(x.size()), order, joint.exclude);
  const Digamma psi(rows + 1);
  std::vector<double> terms(rows);

  std::vector<std::uint32_t>
      coincide;  // how many samples coincide in both, itself included; found where it matters
  const bool any_mass = std::find(joint.radius.begin(), joint.radius.end(), 0.0) != joint.radius.end();
  if (any_mass)
    coincide = Marginal(columns, sorted, order, joint.exclude).within(std::vector<double>(rows, 0.0), true);

  if (algorithm == Kraskov::first) {
    const auto n_x = of_x.within(joint.radius, false), n_y = of_y.within(joint.radius, false);
    for (std::size_t p = 0; p < rows; ++p) {
      const double near = joint.radius[p] > 0 ? psi(k) : psi(coincide[p]);
      terms[p] = near + psi(eligible(order[p], rows, joint.exclude)) - psi(n_x[p]) - psi(n_y[p]);
    }
    return in_order_of_time(terms, order, neighbours.k);
  }
  // The sides of the rectangle that the k neighbours need.
  const auto side = [&](Columns variable) {
    std::vector<double> radius(rows, 0.0);
    for (std::size_t p = 0; p < rows; ++p)
      for (std::size_t r = 0; r < k; ++r)
        for (const auto& column : variable)
          radius[p] = std::max(radius[p], std::abs(column[joint.found[p * k + r].index] - column[order[p]]));
    return radius;
  };
  const auto n_x = of_x.within(side(x), true), n_y = of_y.within(side(y), true);
  const double inverse = 1 / static_cast<double>(k);
  for (std::size_t p = 0; p < rows; ++p) {
    const double all_of_them = psi(eligible(order[p], rows, joint.exclude));
    terms[p] = joint.radius[p] > 0 ? psi(k) - inverse + all_of_them - psi(n_x[p] - 1) - psi(n_y[p] - 1)
                                   : psi(coincide[p]) + all_of_them - psi(n_x[p]) - psi(n_y[p]);
  }
  return in_order_of_time(terms, order, neighbours.k);
}

Estimate conditional_kraskov(Columns x, Columns y, Columns given, Neighbours neighbours) {
  const std::size_t rows = detail::require_samples({x, y, given});
  require_neighbours(rows, neighbours, "conditional_kraskov");
  const auto xyz = detail::side_by_side({x, y, given}), xz = detail::side_by_side({x, given}),
             yz = detail::side_by_side({y, given});
  const auto sorted = orders(xyz);
  const Joint joint(xyz, sorted, neighbours);
  const Order& order = joint.tree.order();
  const auto counts = [&](Columns columns, std::span<const double> radius, bool closed) {
    return Marginal(columns, {}, order, joint.exclude).within(radius, closed);
  };
  const auto n_xz = counts(xz, joint.radius, false), n_yz = counts(yz, joint.radius, false),
             n_z = counts(given, joint.radius, false);
  std::vector<std::uint32_t> coincide;
  if (std::find(joint.radius.begin(), joint.radius.end(), 0.0) != joint.radius.end())
    coincide = counts(xyz, std::vector<double>(rows, 0.0), true);
  const Digamma psi(rows + 1);
  std::vector<double> terms(rows);
  for (std::size_t p = 0; p < rows; ++p)
    terms[p] = (joint.radius[p] > 0 ? psi(neighbours.k) : psi(coincide[p])) - psi(n_xz[p]) - psi(n_yz[p]) +
               psi(n_z[p]);
  return in_order_of_time(terms, order, neighbours.k);
}

Estimate nearest_neighbour_divergence(Columns p, Columns q, Neighbours neighbours) {
  const std::size_t n = detail::require_samples({p}), m = detail::require_samples({q}), k = neighbours.k;
  require(p.size() == q.size(), "both need the same columns", "columns of p and q",
          std::to_string(p.size()) + " and " + std::to_string(q.size()));
  require_neighbours(n, neighbours, "nearest_neighbour_divergence");
  require(m >= k, "there must be k samples of q", "samples of q", static_cast<double>(m));
  const Joint joint(p, {}, neighbours);
  const NeighbourTree other(q);
  std::vector<double> query(p.size()), terms(n);
  std::vector<Neighbour> best(k);
  for (std::size_t at = 0; at < n; ++at) {
    const std::size_t i = joint.tree.order()[at];
    for (std::size_t d = 0; d < query.size(); ++d) query[d] = p[d][i];
    other.nearest(query.data(), k, best.data());
    const double own = joint.radius[at], theirs = best[k - 1].distance;
    require(own > 0 && theirs > 0,
            "samples coincide, so there is no density: count symbols instead, or add noise on purpose",
            "sample of p", static_cast<double>(i));
    terms[at] = static_cast<double>(p.size()) * std::log(theirs / own) +
                std::log(static_cast<double>(m) / static_cast<double>(eligible(i, n, joint.exclude) - 1));
  }
  return in_order_of_time(terms, joint.tree.order(), neighbours.k);
}

std::vector<std::vector<double>> standardised(Columns columns) {
  const auto rows = static_cast<double>(detail::require_samples({columns}));
  std::vector<std::vector<double>> out;
  for (const auto& column : columns) {
    const double mean = pairwise_sum(column) / rows;
    std::vector<double> z(column);
    double squares = 0;
    for (double& x : z) x -= mean, squares += x * x;
    const double scale = 1 / std::sqrt(squares / (rows - 1));
    for (double& x : z) x *= scale;
    out.push_back(std::move(z));
  }
  return out;
}

}  // namespace stochtherm
