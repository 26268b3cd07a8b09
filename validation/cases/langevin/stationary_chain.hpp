#pragma once
/// The stationary state of a stepper in one coordinate, without random numbers and without an error that could be taken
/// for the stepper's own.
///
/// With p_i the probability density on a grid of spacing h that is finer than the density's features, a step makes of it
/// p'_j = sum_i p_i <sinc((x'(x_i) - x_j)/h)>, the average being over the step's random numbers: the error is that of
/// interpolation by sinc functions, which falls exponentially with 1/h. p' = p is a linear system.

#include <Eigen/LU>

#include "one_step_outcomes.hpp"

namespace stochtherm::validation {

class StationaryChain {
 public:
  /// The density must be negligible at both ends.
  template <class M, class S>
  StationaryChain(const OneStep<M, S>& step, double low, double high, int n = 160) {
    const double h = (high - low) / n;
    Eigen::MatrixXd flow = Eigen::MatrixXd::Zero(n, n);  // column i: where the probability of x_i goes
    for (int i = 0; i < n; ++i) {
      x_.push_back(low + (i + 0.5) * h);
      for (const auto& to : outcomes(step, x_.back())) {
        const double place = (to.x - low) / h - 0.5;
        const double s = std::sin(std::numbers::pi * (place - std::round(place))) / std::numbers::pi;
        const auto nearest = static_cast<long>(std::clamp(std::round(place), -1e6, 1e6));
        for (int j = 0; j < n; ++j) {
          const double distance = place - j;
          const double sinc = std::abs(distance) < 1e-12 ? 1 : ((nearest - j) % 2 == 0 ? s : -s) / distance;
          flow(j, i) += to.probability * sinc;
        }
      }
    }
    Eigen::MatrixXd a = flow - Eigen::MatrixXd::Identity(n, n);
    a.row(n / 2).setOnes();
    Eigen::VectorXd b = Eigen::VectorXd::Zero(n);
    b(n / 2) = 1;
    p_ = a.partialPivLu().solve(b);
    if constexpr (S::facts.remembers) spread_ = remembered(step);
  }
  /// <f(x)>; of a stepper that remembers, x with the half of the increment that is spent.
  template <class F>
  [[nodiscard]] double average(F f) const {
    static const oracles::NormalAverage normal(20);
    double sum = 0;
    for (std::size_t i = 0; i < x_.size(); ++i)
      sum += p_(static_cast<int>(i)) *
             (spread_ == 0 ? f(x_[i]) : normal([&](double z) { return f(x_[i] + spread_ * z); }));
    return sum;
  }
  /// <f(x)> in Boltzmann's distribution, on the same grid: as exact as the rest.
  template <class M, class F>
  [[nodiscard]] double boltzmann(const M& model, F f) const {
    double z = 0, sum = 0;
    for (const double x : x_) {
      const double weight = std::exp(-model.energy(x, 0.0) / Temperature(model.bath()).kT);
      z += weight, sum += weight * f(x);
    }
    return sum / z;
  }

 private:
  std::vector<double> x_;
  Eigen::VectorXd p_;
  double spread_ = 0;
};

}  // namespace stochtherm::validation
