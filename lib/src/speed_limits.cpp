#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/speed_limits.hpp>
#include <vector>

#include "information_terms.hpp"
#include "link_terms.hpp"

namespace stochtherm {
namespace {

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();
constexpr double infinity = std::numeric_limits<double>::infinity();

void require_pair(std::span<const double> p, std::span<const double> q, const char* function) {
  detail::require_distribution(p, "p", function);
  detail::require_distribution(q, "q", function);
  require(p.size() == q.size(), "both distributions must have the same states", "states of q",
          static_cast<double>(q.size()), function);
}

/// Least cost of carrying mass over links of length 1 each. Flow is signed along from -> to; going against flow that is
/// there already takes a link's length back.
class Carrier {
 public:
  explicit Carrier(const Generator& g) : links_(g.links), flow_(g.links.size()), at_(g.states) {
    for (std::size_t l = 0; l < links_.size(); ++l) {
      if (links_[l].forward == 0 && links_[l].backward == 0) continue;
      at_[links_[l].from].push_back(l);
      at_[links_[l].to].push_back(l);
    }
  }

  /// Moves mass from one state with a surplus to the nearest in want; false if there is none within reach.
  bool carry(std::size_t source, std::vector<double>& surplus, double negligible) {
    search(source);
    std::size_t sink = nowhere;
    for (std::size_t i = 0; i < at_.size(); ++i)
      if (surplus[i] < -negligible && distance_[i] < (sink == nowhere ? infinity : distance_[sink])) sink = i;
    if (sink == nowhere) return false;
    double mass = std::min(surplus[source], -surplus[sink]);
    for (std::size_t i = sink; i != source; i = before(i))
      if (length(by_[i], before(i)) < 0) mass = std::min(mass, std::abs(flow_[by_[i]]));
    for (std::size_t i = sink; i != source;) {
      const std::size_t l = by_[i], from = before(i);
      const double signed_mass = links_[l].from == from ? mass : -mass;
      flow_[l] += signed_mass;
      if (std::abs(flow_[l]) < 1e-16) flow_[l] = 0;  // rounding must not look like a way back
      i = from;
    }
    surplus[source] -= mass, surplus[sink] += mass;
    return true;
  }

  [[nodiscard]] double cost() const {
    return detail::pairwise(0, flow_.size(), [&](std::size_t l) { return std::abs(flow_[l]); });
  }

 private:
  [[nodiscard]] double length(std::size_t l, std::size_t from) const {
    const double along = links_[l].from == from ? flow_[l] : -flow_[l];
    return along < 0 ? -1 : 1;
  }
  [[nodiscard]] std::size_t before(std::size_t i) const {
    const Link& link = links_[by_[i]];
    return link.to == i ? link.from : link.to;
  }
  /// Bellman and Ford's, with a queue: lengths may be negative, cycles are not while the flow is the cheapest of its mass.
  void search(std::size_t source) {
    distance_.assign(at_.size(), infinity);
    by_.assign(at_.size(), nowhere);
    std::vector<bool> waiting(at_.size());
    std::queue<std::size_t> queue;
    distance_[source] = 0;
    queue.push(source);
    while (!queue.empty()) {
      const std::size_t i = queue.front();
      queue.pop();
      waiting[i] = false;
      for (std::size_t l : at_[i]) {
        const std::size_t j = links_[l].from == i ? links_[l].to : links_[l].from;
        const double d = distance_[i] + length(l, i);
        if (!(d < distance_[j])) continue;
        distance_[j] = d, by_[j] = l;
        if (!waiting[j]) queue.push(j), waiting[j] = true;
      }
    }
  }

  const std::vector<Link>& links_;
  std::vector<double> flow_;
  std::vector<std::vector<std::size_t>> at_;
  std::vector<double> distance_;
  std::vector<std::size_t> by_;
};

}  // namespace

double link_distance(const Generator& g, std::span<const double> p, std::span<const double> q) {
  g.check();
  require_pair(p, q, "link_distance");
  require(p.size() == g.states, "one probability per state", "p", static_cast<double>(p.size()));
  constexpr double negligible = 1e-14;  // of a total mass of 1
  std::vector<double> surplus(g.states);
  for (std::size_t i = 0; i < g.states; ++i) surplus[i] = p[i] - q[i];
  Carrier carrier(g);
  double left = 0;
  for (std::size_t i = 0; i < g.states; ++i) {
    while (surplus[i] > negligible && carrier.carry(i, surplus, negligible)) {
    }
    left += std::max(0.0, surplus[i]);
  }
  return left > 2e-9 ? infinity : carrier.cost();
}

double least_entropy(double distance, double jumps) {
  require_not_negative(distance, "a distance must be finite and not negative", "distance");
  require_not_negative(jumps, "a number of jumps must be finite and not negative", "jumps");
  if (distance == 0) return 0;
  return distance >= jumps ? infinity : 2 * distance * std::atanh(distance / jumps);
}

double least_entropy_quadratic(double distance, double jumps) {
  require_not_negative(distance, "a distance must be finite and not negative", "distance");
  require_not_negative(jumps, "a number of jumps must be finite and not negative", "jumps");
  return distance == 0 ? 0 : 2 * distance * distance / jumps;
}

}  // namespace stochtherm
