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

double Gyrator::uncertainty_product() const { return 1 + entropy_production() / (2 * mu.mu * k); }

}  // namespace stochtherm::models
