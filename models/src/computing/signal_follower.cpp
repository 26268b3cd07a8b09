#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/computing/signal_follower.hpp>
#include <utility>

#include "../brownian/check.hpp"

namespace stochtherm::models {
namespace {

void check(const SignalFollower& f, int n, const char* function) {
  check_bath(f.T, f.mu, function);
  check_stiffness(f.k, function);
  require_positive(f.amplitude, "the signal must have a positive amplitude", "amplitude", function);
  require_positive(f.hold, "the signal must be held for a positive time", "hold", function);
  require(f.flip >= 0 && f.flip <= 1, "a probability lies in [0, 1]", "flip", f.flip, function);
  require(n >= 1 && n <= 16, "holds are counted from 1 to 16", "n", n, function);
}

double keep(const SignalFollower& f) { return std::exp(-f.mu.mu * f.k * f.hold); }

}  // namespace

FollowerDensity::FollowerDensity(std::vector<History> histories, double variance, double flip)
    : histories_(std::move(histories)), variance_(variance), flip_(flip) {}

double FollowerDensity::given_now(double x, double signal) const {
  const double y = signal > 0 ? x : -x;  // the mirror image of a history ends at -a
  double sum = 0;
  for (const History& h : histories_)
    sum += h.weight * std::exp(-(y - h.mean) * (y - h.mean) / (2 * variance_));
  return sum / std::sqrt(2 * std::numbers::pi * variance_);
}

double FollowerDensity::given_next(double x, double signal) const {
  return (1 - flip_) * given_now(x, signal) + flip_ * given_now(x, -signal);
}

double FollowerDensity::marginal(double x) const { return 0.5 * (given_now(x, 1) + given_now(x, -1)); }

namespace {
// I = int p(x|+) ln [p(x|+)/p(x)]: by symmetry that of one signal is that of both. From -reach to reach, p < e^{-50}
// beyond.
template <class Given>
double information(const FollowerDensity& p, double reach, Given given) {
  const auto term = [&](double x) {
    const double conditional = given(x), ratio = conditional / p.marginal(x);
    return conditional > 0 ? conditional * std::log(ratio) : 0;
  };
  return boost::math::quadrature::gauss_kronrod<double, 61>::integrate(term, -reach, reach, 12, 1e-13);
}

double reach_of(const std::vector<FollowerDensity::History>& histories, double variance) {
  double furthest = 0;
  for (const auto& h : histories) furthest = std::max(furthest, std::abs(h.mean));
  return furthest + 10 * std::sqrt(variance);
}
}  // namespace

double FollowerDensity::memory() const {
  return information(*this, reach_of(histories_, variance_), [&](double x) { return given_now(x, 1); });
}

double FollowerDensity::predictive_power() const {
  return information(*this, reach_of(histories_, variance_), [&](double x) { return given_next(x, 1); });
}

FollowerDensity SignalFollower::density(int n) const {
  check(*this, n, "density");
  const double e = keep(*this);
  std::vector<FollowerDensity::History> now{{1, amplitude * (1 - e)}};
  for (int i = 1; i < n; ++i) {
    std::vector<FollowerDensity::History> next;
    for (const auto& h : now) {  // the signal was +a and stayed, or was -a, by the mirror image, and flipped
      next.push_back({(1 - flip) * h.weight, amplitude + e * (h.mean - amplitude)});
      next.push_back({flip * h.weight, amplitude + e * (-h.mean - amplitude)});
    }
    now = std::move(next);
  }
  return {std::move(now), T.kT / k, flip};
}

double SignalFollower::mean_work(int n) const {
  check(*this, n, "mean_work");
  double correlation = 0;  // <x s>
  for (int i = 0; i < n; ++i)
    correlation = amplitude * amplitude * (1 - keep(*this)) + keep(*this) * (1 - 2 * flip) * correlation;
  return 2 * flip * k * correlation;
}

double SignalFollower::dissipated_work(int n) const {
  check(*this, n, "dissipated_work");
  const FollowerDensity p = density(n);
  return T.kT * (p.memory() - p.predictive_power());
}

}  // namespace stochtherm::models
