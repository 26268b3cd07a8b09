#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/brownian/gyrator.hpp>

#include "check.hpp"

namespace stochtherm::models {
namespace {

void check(const Gyrator& g, const char* function) {
  check_stiffness(g.k, function);
  check_bath(g.T1, g.mu, function);
  check_bath(g.T2, g.mu, function);
  require(std::abs(g.u) < g.k, "the coupling must be weaker than the springs", "u", g.u, function);
}

}  // namespace

SquareMatrix<2> Gyrator::stationary_covariance() const {
  check(*this, "stationary_covariance");
  const double k2 = k * k, u2 = u * u, denominator = 2 * (k2 - u2);
  const double xx = (T1.kT * (2 * k2 - u2) + T2.kT * u2) / (k * denominator);
  const double yy = (T2.kT * (2 * k2 - u2) + T1.kT * u2) / (k * denominator);
  const double xy = -u * (T1.kT + T2.kT) / denominator;
  return {{{xx, xy}, {xy, yy}}};
}

double Gyrator::entropy_production() const {
  check(*this, "entropy_production");
  const double dT = T1.kT - T2.kT;
  return mu.mu * u * u * dT * dT / (2 * k * T1.kT * T2.kT);
}

double Gyrator::heat_current() const {
  check(*this, "heat_current");
  return mu.mu * u * u * (T2.kT - T1.kT) / (2 * k);
}

double Gyrator::mean_angular_momentum() const {
  check(*this, "mean_angular_momentum");
  return mu.mu * u * (T2.kT - T1.kT) / k;
}

double Gyrator::tilt() const {
  const auto S = stationary_covariance();
  require(S[0][1] != 0 || S[0][0] != S[1][1], "a round density has no long axis", "u", u);
  return 0.5 * std::atan2(2 * S[0][1], S[0][0] - S[1][1]);
}

double Gyrator::gyration_diffusion() const {
  check(*this, "gyration_diffusion");
  const double pull = u / k * (T1.kT - T2.kT);
  return mu.mu / (2 * k) * (4 * T1.kT * T2.kT + pull * pull);
}

double Gyrator::share_seen(double dt) const {
  check(*this, "share_seen");
  check_time(dt);
  const double turn = mu.mu * u * dt;
  return std::exp(-mu.mu * k * dt) * (turn == 0 ? 1 : std::sinh(turn) / turn);
}

// A step adds x y' - y x' = q^T J q' with q' = P q + noise, P = e^{-A dt}, J = (0 1; -1 0): a Markov chain. With h =
// q^T K q/2 and K - P^T K P = J P + (J P)^T, whose solution is K = kappa diag(1, -1), the sum is h at the ends and a
// martingale, so
//   Var L/n -> Tr S M N M^T + Tr (K N)^2/2,   M = J + P^T K,   N = S - P S P^T the covariance of the noise.
double Gyrator::gyration_diffusion_seen(double dt) const {
  check(*this, "gyration_diffusion_seen");
  require_positive(dt, "the interval must be positive", "dt");
  const auto S = stationary_covariance();
  const double fade = std::exp(-mu.mu * k * dt), c = fade * std::cosh(mu.mu * u * dt),
               s = -fade * std::sinh(mu.mu * u * dt);
  const double kappa = 2 * s / -std::expm1(-2 * mu.mu * k * dt);
  const double a = 1 - s * kappa, b = c * kappa;  // P = (c s; s c), M = (b a; -a -b)
  const double Nxx = S[0][0] - (c * c * S[0][0] + 2 * c * s * S[0][1] + s * s * S[1][1]);
  const double Nyy = S[1][1] - (s * s * S[0][0] + 2 * c * s * S[0][1] + c * c * S[1][1]);
  const double Nxy = S[0][1] - (c * s * (S[0][0] + S[1][1]) + (c * c + s * s) * S[0][1]);
  const double xx = b * b * Nxx + 2 * a * b * Nxy + a * a * Nyy,
               yy = a * a * Nxx + 2 * a * b * Nxy + b * b * Nyy;
  const double xy = -a * b * (Nxx + Nyy) - (a * a + b * b) * Nxy;
  const double martingale = S[0][0] * xx + 2 * S[0][1] * xy + S[1][1] * yy;
  const double own = 0.5 * kappa * kappa * (Nxx * Nxx - 2 * Nxy * Nxy + Nyy * Nyy);
  return (martingale + own) / (2 * dt);
}

double Gyrator::uncertainty_product() const { return 1 + entropy_production() / (2 * mu.mu * k); }

}  // namespace stochtherm::models
