#pragma once
/// Nearest neighbours and counts in the maximum norm.
///
/// Distances are max_d |x_d - q_d|, each difference rounded once; a point is counted by its own difference, never by
/// comparing it with a rounded q +- r, so the count is that of the definition. Results do not depend on the tree's shape.
///
/// The tree: the points are cut into parts of equal number along one coordinate, each part along the next, into leaves of
/// at most 16 that are scanned whole; boxes over pairs of leaves, pairs of pairs and so on lead to them.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace stochtherm::detail {

using Columns = std::span<const std::vector<double>>;

/// The numbers of the values in ascending order, equal values by number.
std::vector<std::uint32_t> sorted_order(std::span<const double> values);

struct Neighbour {
  double distance;
  std::uint32_t index;
  friend bool operator<(const Neighbour& a, const Neighbour& b) {
    return a.distance < b.distance || (a.distance == b.distance && a.index < b.index);
  }
};

class NeighbourTree {
 public:
  /// Finite values, fewer than 2^32 points. `sorted[d]`, where it is known, is sorted_order of column d.
  explicit NeighbourTree(Columns points, std::span<const std::vector<std::uint32_t>> sorted = {});

  [[nodiscard]] std::size_t size() const { return order_.size(); }
  /// The points' numbers, leaf by leaf.
  [[nodiscard]] const std::vector<std::uint32_t>& order() const { return order_; }
  /// For each point, in this order, its k nearest others, nearest first, ties by number; others nearer than `window` in
  /// number do not count. Where there are fewer than k, infinite distances fill the rest.
  [[nodiscard]] std::vector<Neighbour> nearest_of_all(std::size_t k, std::size_t window) const;
  /// The k points nearest to any place.
  void nearest(const double* query, std::size_t k, Neighbour* best) const;
  /// How many lie nearer than the radius; `closed`: or just so far.
  [[nodiscard]] std::size_t count(const double* query, double radius, bool closed) const;

 private:
  static constexpr std::size_t leaf = 16;
  void cut(Columns points, std::span<const std::vector<std::uint32_t>> sorted);
  void fill_leaves(Columns points);
  void box_nodes();
  [[nodiscard]] double distance_to(std::size_t node, const double* query) const;
  [[nodiscard]] double distance_between(std::size_t node, std::size_t other) const;
  [[nodiscard]] std::size_t first_of(std::size_t leaf_number) const { return starts_[leaf_number]; }
  void scan(std::size_t leaf_number, const double* query, std::size_t k, std::size_t skip_first,
            std::size_t skip_last, Neighbour* best) const;
  void distances(std::size_t leaf_number, const double* query, double* out) const;

  std::size_t dimensions_, leaves_;
  std::vector<std::uint32_t> order_, starts_;  // starts_[l] .. starts_[l + 1]: the points of leaf l in order_
  std::vector<double> boxes_;   // by node (1 the root, 2n and 2n + 1 below n): lowest, highest by dimension
  std::vector<double> points_;  // by leaf, by dimension, 16 values, unused ones infinite
};

/// One column, sorted: counts in one dimension.
class SortedColumn {
 public:
  SortedColumn(std::span<const double> values, std::span<const std::uint32_t> order);
  /// counts[i] = how many lie nearer to at[i] than radius[i], or just so far where `closed`.
  void count(std::span<const double> at, std::span<const double> radius, bool closed,
             std::span<std::uint32_t> counts) const;

 private:
  std::vector<double> sorted_;
};

}  // namespace stochtherm::detail
