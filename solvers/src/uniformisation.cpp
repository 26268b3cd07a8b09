#include "uniformisation.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numeric>

namespace stochtherm::detail {

Uniformisation::Uniformisation(const Generator& g) : stay_(escape_rates(g)), begin_(g.states + 1) {
  rate_ = *std::max_element(stay_.begin(), stay_.end());
  const double scale = rate_ > 0 ? 1 / rate_ : 0;
  for (double& s : stay_) s = 1 - s * scale;
  for (const Link& link : g.links) {
    if (link.forward > 0) ++begin_[link.to + 1];
    if (link.backward > 0) ++begin_[link.from + 1];
  }
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  from_.resize(begin_.back());
  probability_.resize(begin_.back());
  auto at = begin_;
  const auto put = [&](std::uint32_t from, std::uint32_t to, double rate) {
    if (rate <= 0) return;
    from_[at[to]] = from;
    probability_[at[to]++] = rate * scale;
  };
  for (const Link& link : g.links) {
    put(link.from, link.to, link.forward);
    put(link.to, link.from, link.backward);
  }
}

void Uniformisation::advance(std::vector<double>& p, double duration, double tolerance) const {
  const double jumps = rate_ * duration;
  if (!(jumps > 0)) return;
  constexpr double most_in_a_stage = 400;  // whose Poisson weights are far from underflow in their middle
  const auto stages = static_cast<std::size_t>(std::ceil(jumps / most_in_a_stage));
  const double q = jumps / static_cast<double>(stages), left_out = tolerance / static_cast<double>(stages);
  std::size_t last = static_cast<std::size_t>(q) + 1;  // sum of the weights beyond it: gamma_p(last + 1, q)
  while (boost::math::gamma_p(static_cast<double>(last) + 1, q) > left_out && last < 10000)
    last += 1 + last / 32;
  // From the mode outwards, then scaled to what they are known to sum to: no rounding piles up over many stages.
  std::vector<double> weight(last + 1);
  const auto mode = static_cast<std::size_t>(q);
  weight[mode] = 1;
  for (std::size_t k = mode; k < last; ++k) weight[k + 1] = weight[k] * q / static_cast<double>(k + 1);
  for (std::size_t k = mode; k > 0; --k) weight[k - 1] = weight[k] * static_cast<double>(k) / q;
  const double tail = boost::math::gamma_p(static_cast<double>(last) + 1, q);
  const double scale = (1 - tail) / std::accumulate(weight.begin(), weight.end(), 0.0);
  for (double& w : weight) w *= scale;
  std::vector<double> now(p.size()), next(p.size());
  for (std::size_t stage = 0; stage < stages; ++stage) {
    now = p;
    for (std::size_t i = 0; i < p.size(); ++i) p[i] = weight[0] * now[i];
    for (std::size_t k = 1; k <= last; ++k) {
      for (std::size_t i = 0; i < p.size(); ++i) {
        double in = stay_[i] * now[i];
        for (std::size_t e = begin_[i]; e < begin_[i + 1]; ++e) in += probability_[e] * now[from_[e]];
        next[i] = in;
        p[i] += weight[k] * in;
      }
      now.swap(next);
    }
  }
}

}  // namespace stochtherm::detail
