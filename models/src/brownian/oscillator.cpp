#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/brownian/oscillator.hpp>

#include "check.hpp"

namespace stochtherm::models {
namespace {

// The damped motion x'' + Gamma x' + omega0^2 x = 0 by its Green's function S(t): S(0) = 0, S'(0) = 1.
class Damped {
 public:
  Damped(double gamma, double omega0_squared)
      : gamma_(gamma),
        w2_(omega0_squared),
        d2_(0.25 * gamma * gamma - omega0_squared),
        d_(std::sqrt(std::abs(d2_))) {}

  struct Green {
    double S, V, rest;  // S, V = S' and rest = S' + Gamma S, the motion from x = 1 at rest
  };
  [[nodiscard]] Green at(double t) const {
    const double z = d2_ * t * t;
    if (std::abs(z) < 0.25) {  // where the two rates meet: even in their difference, so a power series
      double c = 1, s = 1, term = 1;
      for (int n = 1; n < 10; ++n) {
        c += term *= z / (2 * n - 1) / (2 * n);
        s += term / (2 * n + 1);
      }
      const double decay = std::exp(-0.5 * gamma_ * t), S = decay * t * s;
      return {S, decay * c - 0.5 * gamma_ * S, decay * c + 0.5 * gamma_ * S};
    }
    if (d2_ > 0) {
      const double S = std::exp(-slow() * t) * -std::expm1(-2 * d_ * t) / (2 * d_);
      return {S, std::exp(-fast() * t) - slow() * S, std::exp(-slow() * t) + slow() * S};
    }
    const double decay = std::exp(-0.5 * gamma_ * t), S = decay * std::sin(d_ * t) / d_,
                 C = decay * std::cos(d_ * t);
    return {S, C - 0.5 * gamma_ * S, C + 0.5 * gamma_ * S};
  }

  // int_0^t S ds.
  [[nodiscard]] double integral(double t) const {
    if (rates_meet(t)) return quadrature(t, [this](double s) { return at(s).S; });
    if (d2_ > 0) return (saturating(slow(), t) - saturating(fast(), t)) / (2 * d_);
    return (1 - at(t).rest) / w2_;
  }
  // int_0^t S^2 ds.
  [[nodiscard]] double integral_of_square(double t) const {
    if (rates_meet(t)) return quadrature(t, [this](double s) { return at(s).S * at(s).S; });
    if (d2_ > 0)
      return (saturating(2 * slow(), t) - 2 * saturating(gamma_, t) + saturating(2 * fast(), t)) / (4 * d2_);
    const double sine = std::sin(d_ * t), decay = std::exp(-gamma_ * t);
    return (-std::expm1(-gamma_ * t) - decay * (gamma_ / (2 * d_) * std::sin(2 * d_ * t) +
                                                gamma_ * gamma_ / (2 * d_ * d_) * sine * sine)) /
           (2 * gamma_ * w2_);
  }

 private:
  [[nodiscard]] double fast() const { return 0.5 * gamma_ + d_; }
  [[nodiscard]] double slow() const { return w2_ / fast(); }  // Gamma/2 - d without cancellation
  // int_0^t e^{-rate s} ds, also at rate 0.
  static double saturating(double rate, double t) {
    return rate * t < 1e-300 ? t : -std::expm1(-rate * t) / rate;
  }

  // Where the closed forms of the integrals cancel: short times and nearly equal rates.
  [[nodiscard]] bool rates_meet(double t) const {
    return std::abs(d2_) * t * t < 1 || std::abs(d2_) < 0.01 * gamma_ * gamma_;
  }
  // Gauss-Legendre, exact to rounding: the integrand is smooth on the scale of 1/Gamma, and gone after 100/Gamma, since
  // the slow rate is at least 0.4 Gamma or t is at most 1/d.
  template <class F>
  [[nodiscard]] double quadrature(double t, F f) const {
    const double end = std::min(t, 100 / gamma_);
    const int panels = 1 + static_cast<int>(gamma_ * end / 4);
    double sum = 0;
    for (int i = 0; i < panels; ++i)
      sum +=
          boost::math::quadrature::gauss<double, 30>::integrate(f, end * i / panels, end * (i + 1) / panels);
    return sum;
  }

  double gamma_, w2_, d2_, d_;
};

Damped damped(const Oscillator& o, const char* function) {
  check_bath(o.T, o.mu, function);
  require_not_negative(o.k, "the stiffness must not be negative", "k", function);
  require_positive(o.m, "the mass must be positive", "m", function);
  return {1 / (o.mu.mu * o.m), o.k / o.m};
}

}  // namespace

double Oscillator::friction_rate() const {
  (void)damped(*this, "friction_rate");
  return 1 / (mu.mu * m);
}

double Oscillator::natural_frequency() const {
  (void)damped(*this, "natural_frequency");
  return std::sqrt(k / m);
}

PhasePoint Oscillator::mean(PhasePoint from, double t) const {
  check_time(t);
  require_finite(from.x, "from.x");
  require_finite(from.v, "from.v");
  const auto [S, V, rest] = damped(*this, "mean").at(t);
  return {rest * from.x + S * from.v, -k / m * S * from.x + V * from.v};
}

PhaseCovariance Oscillator::covariance(double t) const {
  check_time(t);
  const Damped motion = damped(*this, "covariance");
  // (S, V) ds is what a kick at time t - s has become: an integral over kicks of variance 2 Gamma kT/m ds. The sums have
  // no cancellation: S V = (S^2)'/2, and <v v> follows from d<x v>/dt.
  const auto [S, V, rest] = motion.at(t);
  const double gamma = friction_rate(), kick = 2 * gamma * T.kT / m, square = motion.integral_of_square(t);
  return {kick * square, 0.5 * kick * S * S, kick * (S * (V + 0.5 * gamma * S) + k / m * square)};
}

PhaseCovariance Oscillator::stationary_covariance() const {
  (void)damped(*this, "stationary_covariance");
  check_stiffness(k);
  return {T.kT / k, 0, T.kT / m};
}

double Oscillator::mean_square_displacement(double t) const {
  require_finite(t, "t");
  return 2 * T.kT / m * damped(*this, "mean_square_displacement").integral(std::abs(t));
}

double Oscillator::mean_square_displacement_from_rest(double t) const {
  check_time(t);
  (void)damped(*this, "mean_square_displacement_from_rest");
  return covariance(t).xx;
}

double Oscillator::velocity_correlation(double t) const {
  require_finite(t, "t");
  return T.kT / m * damped(*this, "velocity_correlation").at(std::abs(t)).V;
}

double Oscillator::correlation(double t) const {
  require_finite(t, "t");
  const Damped motion = damped(*this, "correlation");
  check_stiffness(k);
  return T.kT / k * motion.at(std::abs(t)).rest;
}

}  // namespace stochtherm::models
