#include <algorithm>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/protocol.hpp>

namespace stochtherm {

Protocol Protocol::constant(double lambda, double duration) { return linear(lambda, lambda, duration); }

Protocol Protocol::linear(double from, double to, double duration) {
  require_positive(duration, "a protocol's duration must be positive", "duration");
  return piecewise_linear({{0.0, from}, {duration, to}});
}

Protocol Protocol::quench(double from, double to, double duration) {
  require_positive(duration, "a protocol's duration must be positive", "duration");
  return piecewise_linear({{0.0, from}, {0.0, to}, {duration, to}});
}

Protocol Protocol::piecewise_linear(std::vector<std::pair<double, double>> knots) {
  require(knots.size() >= 2, "a protocol needs at least two knots", "number of knots",
          static_cast<double>(knots.size()));
  require(knots.front().first == 0, "a protocol starts at time 0", "first time", knots.front().first);
  for (std::size_t i = 0; i < knots.size(); ++i) {
    require_finite(knots[i].first, "time");
    require_finite(knots[i].second, "lambda");
    require(i == 0 || knots[i].first >= knots[i - 1].first, "the times of a protocol must not decrease",
            "time", knots[i].first);
  }
  require_positive(knots.back().first, "a protocol's duration must be positive", "last time");
  Protocol p;
  p.duration_ = knots.back().first;
  p.knots_ = std::move(knots);
  return p;
}

Protocol Protocol::function(std::function<double(double)> lambda, double duration) {
  require_positive(duration, "a protocol's duration must be positive", "duration");
  require(static_cast<bool>(lambda), "a protocol needs a function", "lambda", "empty");
  Protocol p;
  p.duration_ = duration;
  p.function_ = std::move(lambda);
  require_finite(p.function_(0.0), "lambda(0)");
  require_finite(p.function_(duration), "lambda(duration)");
  return p;
}

double Protocol::operator()(double t) const {
  require(t >= 0 && t <= duration_, "the time must lie within the protocol", "t", t);
  if (function_) {
    const double lambda = function_(t);
    require_finite(lambda, "lambda(t)");
    return lambda;
  }
  // The last knot at or before t, so that a jump at t has happened; at the end, the value before an end jump.
  const auto after = std::upper_bound(knots_.begin(), knots_.end(), t,
                                      [](double time, const auto& knot) { return time < knot.first; });
  if (after == knots_.end()) {
    const auto end = std::lower_bound(knots_.begin(), knots_.end(), t,
                                      [](const auto& knot, double time) { return knot.first < time; });
    return end->second;
  }
  const auto before = std::prev(after);
  const double fraction = (t - before->first) / (after->first - before->first);
  return before->second + fraction * (after->second - before->second);
}

double Protocol::initial() const { return function_ ? function_(0.0) : knots_.front().second; }
double Protocol::final() const { return function_ ? function_(duration_) : knots_.back().second; }

Protocol Protocol::reversed() const {
  if (function_) return function([f = function_, T = duration_](double t) { return f(T - t); }, duration_);
  auto knots = knots_;
  std::reverse(knots.begin(), knots.end());
  for (auto& [time, lambda] : knots) time = duration_ - time;
  return piecewise_linear(std::move(knots));
}

}  // namespace stochtherm
