#include <algorithm>
#include <boost/math/special_functions/bessel.hpp>
#include <cmath>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>

#include "check.hpp"
#include "quadrature.hpp"

namespace stochtherm::models {
namespace {

constexpr double turn = 2 * std::numbers::pi;

// e^{-z} I0(z) for z >= 0; beyond 600, where I0 nears overflow, by Hankel's series (terms fall by 1/(8z)).
double scaled_i0(double z) {
  if (z < 600) return boost::math::cyl_bessel_i(0, z) * std::exp(-z);
  double term = 1, sum = 1;
  for (int n = 1; n < 8; ++n) sum += term *= (2.0 * n - 1) * (2.0 * n - 1) / (8 * n * z);
  return sum / std::sqrt(turn * z);
}

// The ring with f >= 0 in units of kT; every exponent is taken relative to its greatest value.
struct Reduced {
  double V, f;    // beta |V|, beta |f|: a sign of V is a shift by half a turn
  double height;  // the greatest value of -f y + 2 V sin(y/2) on [0, 2 pi]

  Reduced(double beta_V, double beta_f) : V(std::abs(beta_V)), f(std::abs(beta_f)) {
    height = f < V ? exponent(2 * std::acos(f / V)) : 0;
  }
  [[nodiscard]] double exponent(double y) const { return 2 * V * std::sin(y / 2) - f * y; }

  // int_0^{2 pi} of exp(exponents whose second derivative stays below V and whose slope below V + f).
  template <class F>
  [[nodiscard]] double integrate(F g) const {
    return integrate_peaked(g, 0, turn, 1 / std::sqrt(1 + V), V + f);
  }

  // e^{-height} int_0^{2 pi} dy e^{-f y} I0(2 V sin(y/2))
  [[nodiscard]] double bessel_integral() const {
    return integrate([&](double y) {
      const double z = 2 * V * std::sin(y / 2);
      return std::exp(exponent(y) - height) * scaled_i0(std::max(z, 0.0));
    });
  }
  // e^{-height} int_0^{2 pi} dy exp(V [cos(x+y) - cos x] - f y): the stationary density, not normalised.
  [[nodiscard]] double behind(double x) const {
    return integrate(
        [&](double y) { return std::exp(-2 * V * std::sin(x + y / 2) * std::sin(y / 2) - f * y - height); });
  }
  // e^{-height} int_0^{2 pi} dy exp(V [cos x - cos(x-y)] - f y)
  [[nodiscard]] double ahead(double x) const {
    return integrate(
        [&](double y) { return std::exp(-2 * V * std::sin(x - y / 2) * std::sin(y / 2) - f * y - height); });
  }
};

Reduced reduce(const DrivenRing& ring, const char* function) {
  check_bath(ring.T, ring.mu, function);
  require_finite(ring.V, "V", function);
  require_finite(ring.f, "f", function);
  return {ring.V / ring.T.kT, ring.f / ring.T.kT};
}

double current_of(const DrivenRing& ring, const char* function) {
  const Reduced r = reduce(ring, function);
  const double J =
      ring.mu.mu * ring.T.kT / turn * -std::expm1(-turn * r.f) * std::exp(-r.height) / r.bessel_integral();
  return std::copysign(J, ring.f);
}

}  // namespace

double DrivenRing::current() const { return current_of(*this, "current"); }

double DrivenRing::mean_velocity() const { return turn * current_of(*this, "mean_velocity"); }

double DrivenRing::entropy_production() const {
  return turn * f * current_of(*this, "entropy_production") / T.kT;
}

double DrivenRing::stationary_density(double x) const {
  const Reduced r = reduce(*this, "stationary_density");
  require_finite(x, "x");
  // f < 0 mirrors the ring; V < 0 turns it by half.
  const double mirrored = f < 0 ? -x : x;
  return r.behind(V < 0 ? mirrored + std::numbers::pi : mirrored) / (turn * r.bessel_integral());
}

double DrivenRing::effective_diffusion() const {
  const Reduced r = reduce(*this, "effective_diffusion");
  const double D0 = mu.mu * T.kT;
  if (r.f == 0) {
    const double i0 = scaled_i0(r.V);
    return D0 * std::exp(-2 * r.V) / (i0 * i0);
  }
  // D0 (2 pi)^2 int I+^2 I- dx / (int I+ dx)^3. The trapezoid rule on a period converges exponentially; the
  // points resolve the narrowest feature, sqrt(kT/V).
  const int points = 128 + 16 * static_cast<int>(std::ceil(std::sqrt(r.V)));
  double sum = 0;
  for (int i = 0; i < points; ++i) {
    const double x = turn * i / points, forward = r.ahead(x);
    sum += forward * forward * r.behind(x);
  }
  const double norm = turn * r.bessel_integral();
  return D0 * turn * turn * (sum * turn / points) / (norm * norm * norm);
}

}  // namespace stochtherm::models
