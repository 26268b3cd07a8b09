#include "neighbour_tree.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace stochtherm::detail {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

/// Order of doubles as order of integers; -0 is 0.
std::uint64_t key_of(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x + 0.0);
  return bits >> 63U ? ~bits : bits | 0x8000000000000000U;
}

/// The greater of two, as one instruction.
double larger(double a, double b) { return a > b ? a : b; }

}  // namespace

std::vector<std::uint32_t> sorted_order(std::span<const double> values) {
  struct Item {
    std::uint64_t key;
    std::uint32_t index;
  };
  const std::size_t n = values.size();
  std::vector<Item> items(n);
  for (std::size_t i = 0; i < n; ++i) items[i] = {key_of(values[i]), static_cast<std::uint32_t>(i)};
  if (n < 1024) {
    std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
      return a.key < b.key || (a.key == b.key && a.index < b.index);
    });
  } else {  // by digits of 11 bits, the lowest first, each pass stable
    constexpr std::size_t digits = 6, bits = 11, size = std::size_t{1} << bits;
    std::vector<std::uint32_t> histogram(digits * size);
    for (const Item& item : items)
      for (std::size_t d = 0; d < digits; ++d) ++histogram[d * size + (item.key >> (d * bits) & (size - 1))];
    std::vector<Item> other(n);
    for (std::size_t d = 0; d < digits; ++d) {
      std::uint32_t* place = histogram.data() + d * size;
      const std::size_t shift = d * bits;
      if (place[items.front().key >> shift & (size - 1)] == n) continue;
      std::uint32_t sum = 0;
      for (std::size_t v = 0; v < size; ++v) sum += std::exchange(place[v], sum);
      for (const Item& item : items) other[place[item.key >> shift & (size - 1)]++] = item;
      items.swap(other);
    }
  }
  std::vector<std::uint32_t> order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = items[i].index;
  return order;
}

NeighbourTree::NeighbourTree(Columns points, std::span<const std::vector<std::uint32_t>> sorted)
    : dimensions_(points.size()), leaves_(1) {
  while (leaves_ * leaf < points.front().size()) leaves_ *= 2;
  cut(points, sorted);
  fill_leaves(points);
  box_nodes();
}

void NeighbourTree::cut(Columns points, std::span<const std::vector<std::uint32_t>> sorted) {
  const std::size_t n = points.front().size();
  // Each halving goes to the coordinate along which the parts are widest still, by the width of the middle half.
  std::vector<std::size_t> parts(dimensions_, 1);
  std::vector<double> width(dimensions_);
  std::vector<std::vector<std::uint32_t>> own(dimensions_);
  const auto order = [&](std::size_t d) -> const std::vector<std::uint32_t>& {
    if (d < sorted.size() && !sorted[d].empty()) return sorted[d];
    if (own[d].empty()) own[d] = sorted_order(points[d]);
    return own[d];
  };
  if (leaves_ > 1)
    for (std::size_t d = 0; d < dimensions_; ++d) {
      const auto& by = order(d);
      width[d] = points[d][by[n - 1 - n / 4]] - points[d][by[n / 4]];
    }
  for (std::size_t made = 1; made < leaves_; made *= 2) {
    const auto d = static_cast<std::size_t>(std::max_element(width.begin(), width.end()) - width.begin());
    parts[d] *= 2;
    width[d] /= 2;
  }
  // The points of a part, met in the order of the next coordinate, fall into its sub-parts one after the other.
  std::vector<std::uint32_t> part(n, 0);
  std::size_t number = 1;
  std::vector<std::uint32_t> size{static_cast<std::uint32_t>(n)};
  for (std::size_t d = 0; d < dimensions_; ++d) {
    if (parts[d] == 1) continue;
    const std::size_t into = parts[d];
    std::vector<std::uint32_t> met(number, 0), sizes(number * into, 0);
    for (const std::uint32_t i : order(d)) {
      const std::uint32_t old = part[i];
      const auto sub = static_cast<std::uint32_t>(std::uint64_t{met[old]++} * into / size[old]);
      part[i] = old * static_cast<std::uint32_t>(into) + sub;
      ++sizes[part[i]];
    }
    size.swap(sizes);
    number *= into;
  }
  starts_.assign(leaves_ + 1, 0);
  for (std::size_t l = 0; l < leaves_; ++l) starts_[l + 1] = starts_[l] + size[l];
  std::vector<std::uint32_t> place(starts_.begin(), starts_.end() - 1);
  order_.resize(n);
  for (std::size_t i = 0; i < n; ++i) order_[place[part[i]]++] = static_cast<std::uint32_t>(i);
}

void NeighbourTree::fill_leaves(Columns points) {
  points_.assign(leaves_ * leaf * dimensions_, inf);
  for (std::size_t l = 0; l < leaves_; ++l)
    for (std::size_t d = 0; d < dimensions_; ++d) {
      double* out = points_.data() + (l * dimensions_ + d) * leaf;
      for (std::size_t i = starts_[l]; i < starts_[l + 1]; ++i) out[i - starts_[l]] = points[d][order_[i]];
    }
}

void NeighbourTree::box_nodes() {
  boxes_.assign(2 * leaves_ * 2 * dimensions_, 0.0);
  for (std::size_t node = 2 * leaves_ - 1; node > 0; --node) {
    double* box = boxes_.data() + node * 2 * dimensions_;
    for (std::size_t d = 0; d < dimensions_; ++d) {
      double low = inf, high = -inf;
      if (node >= leaves_) {
        const std::size_t l = node - leaves_;
        const double* x = points_.data() + (l * dimensions_ + d) * leaf;
        for (std::size_t i = 0; i < starts_[l + 1] - starts_[l]; ++i)
          low = std::min(low, x[i]), high = std::max(high, x[i]);
      } else {
        const double *left = box + node * 2 * dimensions_, *right = left + 2 * dimensions_;
        low = std::min(left[2 * d], right[2 * d]), high = std::max(left[2 * d + 1], right[2 * d + 1]);
      }
      box[2 * d] = low, box[2 * d + 1] = high;
    }
  }
}

double NeighbourTree::distance_to(std::size_t node, const double* query) const {
  const double* box = boxes_.data() + node * 2 * dimensions_;
  double far = 0;
  for (std::size_t d = 0; d < dimensions_; ++d)
    far = larger(far, larger(box[2 * d] - query[d], query[d] - box[2 * d + 1]));
  return far;
}

double NeighbourTree::distance_between(std::size_t node, std::size_t other) const {
  const double *a = boxes_.data() + node * 2 * dimensions_, *b = boxes_.data() + other * 2 * dimensions_;
  double far = 0;
  for (std::size_t d = 0; d < dimensions_; ++d)
    far = larger(far, larger(a[2 * d] - b[2 * d + 1], b[2 * d] - a[2 * d + 1]));
  return far;
}

void NeighbourTree::distances(std::size_t leaf_number, const double* query, double* out) const {
  const double* x = points_.data() + leaf_number * dimensions_ * leaf;
  for (std::size_t i = 0; i < leaf; ++i) out[i] = std::abs(x[i] - query[0]);
  for (std::size_t d = 1; d < dimensions_; ++d) {
    x += leaf;
    for (std::size_t i = 0; i < leaf; ++i) out[i] = larger(out[i], std::abs(x[i] - query[d]));
  }
}

/// Takes in what is nearer than the worst of the k best, but for numbers in [skip_first, skip_last).
void NeighbourTree::scan(std::size_t leaf_number, const double* query, std::size_t k, std::size_t skip_first,
                         std::size_t skip_last, Neighbour* best) const {
  double distance[leaf];
  distances(leaf_number, query, distance);
  const std::uint32_t* index = order_.data() + starts_[leaf_number];
  const std::size_t n = starts_[leaf_number + 1] - starts_[leaf_number];
  double worst = best[k - 1].distance;
  for (std::size_t i = 0; i < n; ++i) {
    if (!(distance[i] <= worst)) continue;
    const Neighbour candidate{distance[i], index[i]};
    if ((candidate.index >= skip_first && candidate.index < skip_last) || !(candidate < best[k - 1]))
      continue;
    std::size_t at = k - 1;
    for (; at > 0 && candidate < best[at - 1]; --at) best[at] = best[at - 1];
    best[at] = candidate;
    worst = best[k - 1].distance;
  }
}

namespace {
constexpr Neighbour none{inf, std::numeric_limits<std::uint32_t>::max()};
}

std::vector<Neighbour> NeighbourTree::nearest_of_all(std::size_t k, std::size_t window) const {
  std::vector<Neighbour> found(size() * k, none);
  std::vector<double> query(leaf * dimensions_);
  struct Near {
    double distance;
    std::uint32_t leaf_number;
  };
  std::vector<Near> near;
  std::vector<std::size_t> stack(80);
  for (std::size_t own = 0; own < leaves_; ++own) {
    const std::size_t first = starts_[own], n = starts_[own + 1] - first;
    if (n == 0) continue;
    const double* x = points_.data() + own * dimensions_ * leaf;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t d = 0; d < dimensions_; ++d) query[i * dimensions_ + d] = x[d * leaf + i];
    double farthest = 0;
    const auto window_of = [&](std::size_t i) {
      const std::size_t at = order_[first + i];
      return std::pair<std::size_t, std::size_t>(at > window ? at - window : 0, at + window + 1);
    };
    for (std::size_t i = 0; i < n; ++i) {
      Neighbour* best = found.data() + (first + i) * k;
      const auto [skip_first, skip_last] = window_of(i);
      scan(own, query.data() + i * dimensions_, k, skip_first, skip_last, best);
      farthest = larger(farthest, best[k - 1].distance);
    }
    // All leaves that may hold a neighbour of one of these points, the nearest first.
    near.clear();
    std::size_t depth = 0;
    stack[depth++] = 1;
    while (depth > 0) {
      const std::size_t node = stack[--depth];
      const double away = distance_between(node, leaves_ + own);
      if (away > farthest) continue;
      if (node >= leaves_) {
        if (node - leaves_ != own) near.push_back({away, static_cast<std::uint32_t>(node - leaves_)});
      } else {
        stack[depth++] = 2 * node;
        stack[depth++] = 2 * node + 1;
      }
    }
    if (farthest == inf)
      std::sort(near.begin(), near.end(),
                [](const Near& a, const Near& b) { return a.distance < b.distance; });
    for (std::size_t i = 0; i < n; ++i) {
      Neighbour* best = found.data() + (first + i) * k;
      const double* q = query.data() + i * dimensions_;
      const auto [skip_first, skip_last] = window_of(i);
      for (const Near& other : near) {
        if (other.distance > best[k - 1].distance) {
          if (farthest == inf) break;
          continue;
        }
        if (distance_to(leaves_ + other.leaf_number, q) <= best[k - 1].distance)
          scan(other.leaf_number, q, k, skip_first, skip_last, best);
      }
    }
  }
  return found;
}

void NeighbourTree::nearest(const double* query, std::size_t k, Neighbour* best) const {
  std::fill(best, best + k, none);
  struct Open {
    std::size_t node;
    double distance;
  };
  Open stack[80];
  std::size_t depth = 0;
  stack[depth++] = {1, 0};
  while (depth > 0) {
    Open here = stack[--depth];
    while (here.node < leaves_ && here.distance <= best[k - 1].distance) {
      Open near{2 * here.node, distance_to(2 * here.node, query)},
          far{2 * here.node + 1, distance_to(2 * here.node + 1, query)};
      if (far.distance < near.distance) std::swap(near, far);
      stack[depth++] = far;
      here = near;
    }
    if (here.distance <= best[k - 1].distance) scan(here.node - leaves_, query, k, 0, 0, best);
  }
}

std::size_t NeighbourTree::count(const double* query, double radius, bool closed) const {
  std::size_t total = 0, depth = 0;
  std::size_t stack[80];
  stack[depth++] = 1;
  const auto within = [=](double away) { return closed ? away <= radius : away < radius; };
  while (depth > 0) {
    const std::size_t node = stack[--depth];
    const double* box = boxes_.data() + node * 2 * dimensions_;
    double least = 0, most = 0;
    for (std::size_t d = 0; d < dimensions_; ++d) {
      least = larger(least, larger(box[2 * d] - query[d], query[d] - box[2 * d + 1]));
      most = larger(most, larger(query[d] - box[2 * d], box[2 * d + 1] - query[d]));
    }
    if (!within(least)) continue;
    if (within(most)) {  // all points below this node
      std::size_t first = node, last = node + 1;
      while (first < leaves_) first *= 2, last *= 2;
      total += starts_[last - leaves_] - starts_[first - leaves_];
    } else if (node >= leaves_) {
      double distance[leaf];
      distances(node - leaves_, query, distance);
      std::size_t inside = 0;
      if (closed)
        for (double d : distance) inside += d <= radius;
      else
        for (double d : distance) inside += d < radius;
      total += inside;
    } else {
      stack[depth++] = 2 * node;
      stack[depth++] = 2 * node + 1;
    }
  }
  return total;
}

SortedColumn::SortedColumn(std::span<const double> values, std::span<const std::uint32_t> order)
    : sorted_(values.size()) {
  for (std::size_t r = 0; r < order.size(); ++r) sorted_[r] = values[order[r]];
}

void SortedColumn::count(std::span<const double> at, std::span<const double> radius, bool closed,
                         std::span<std::uint32_t> counts) const {
  // Rounding is monotonic, so the differences are sorted as the values are. Eight searches abreast: each waits for memory,
  // together they do not.
  constexpr std::size_t abreast = 8;
  const std::size_t n = sorted_.size();
  const double* x = sorted_.data();
  const auto search = [&](auto within) {
    for (std::size_t i = 0; i < at.size(); i += abreast) {
      const std::size_t m = std::min(abreast, at.size() - i);
      double q[abreast], r[abreast];
      std::uint32_t low[abreast] = {}, high[abreast] = {};
      for (std::size_t l = 0; l < abreast; ++l)
        q[l] = at[i + std::min(l, m - 1)], r[l] = radius[i + std::min(l, m - 1)];
      // low: how many lie too far below; high: how many do not lie too far above.
      std::size_t rest = n;
      while (rest > 1) {
        const std::size_t half = rest / 2;
        for (std::size_t l = 0; l < abreast; ++l) {
          const auto step = static_cast<std::uint32_t>(half);
          low[l] += within(q[l] - x[low[l] + half - 1], r[l]) ? 0 : step;
          high[l] += within(x[high[l] + half - 1] - q[l], r[l]) ? step : 0;
        }
        rest -= half;
      }
      for (std::size_t l = 0; l < m; ++l) {
        const std::uint32_t below = low[l] + (within(q[l] - x[low[l]], r[l]) ? 0 : 1);
        const std::uint32_t until = high[l] + (within(x[high[l]] - q[l], r[l]) ? 1 : 0);
        counts[i + l] = until > below ? until - below : 0;
      }
    }
  };
  if (closed)
    search([](double away, double r) { return away <= r; });
  else
    search([](double away, double r) { return away < r; });
}

}  // namespace stochtherm::detail
