#include <Eigen/Dense>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

#include "sweep.hpp"

namespace stochtherm::validation {
namespace {

/// Two springs in one bath, whose friction is shared: a force on one moves the other.
struct SharedFriction {
  double across = 0.5;  // mobility of one for a force on the other
  static constexpr int dimension = 2;
  static constexpr double k0 = 1.0, k1 = 2.0, u = 0.4, kT = 0.8, m0 = 1.2, m1 = 0.6;
  [[nodiscard]] Temperature bath() const { return {kT}; }
  [[nodiscard]] SquareMatrix<2> mobility_matrix() const { return {{{m0, across}, {across, m1}}}; }
  template <class R, class L>
  [[nodiscard]] R energy(const Vec<R, 2>& r, L) const {
    return R(0.5 * k0) * r[0] * r[0] + R(0.5 * k1) * r[1] * r[1] + R(u) * r[0] * r[1];
  }
  template <class R, class L>
  [[nodiscard]] Vec<R, 2> force(const Vec<R, 2>& r, L) const {
    return {{-(R(k0) * r[0] + R(u) * r[1]), -(R(k1) * r[1] + R(u) * r[0])}};
  }
};

/// Covariance of Euler-Maruyama after n steps from a point at the origin: C <- A C A^T + 2 kT dt mobility, A = 1 - mobility K
/// dt.
Eigen::Matrix2d covariance(double dt, int steps) {
  using T = SharedFriction;
  Eigen::Matrix2d mobility, spring;
  mobility << T::m0, 0.5, 0.5, T::m1;
  spring << T::k0, T::u, T::u, T::k1;
  const Eigen::Matrix2d a = Eigen::Matrix2d::Identity() - dt * mobility * spring;
  Eigen::Matrix2d c = Eigen::Matrix2d::Zero();
  for (int i = 0; i < steps; ++i) c = a * c * a.transpose() + 2 * T::kT * dt * mobility;
  return c;
}

Verdict run(const Effort& effort, double across) {
  Verdict v;
  for (const int steps : {3, 400}) {
    const double dt = 0.05;
    const auto runs = simulate(
        SharedFriction{across}, Protocol::constant(0, dt * steps),
        {.dt = dt, .trajectories = effort.samples(260'000), .seed = effort.seed, .threads = effort.threads},
        from_point({0, 0}), EulerMaruyama{});
    const Eigen::Matrix2d c = covariance(dt, steps);
    std::vector<double> xx, xy, yy;
    for (std::size_t i = 0; i < runs->size(); ++i) {
      const double x = runs->final[0][i], y = runs->final[1][i];
      xx.push_back(x * x), xy.push_back(x * y), yy.push_back(y * y);
    }
    const std::string when = " after " + std::to_string(steps) + " steps";
    v.checks.push_back(statistical("⟨x^{2}⟩" + when, estimate_mean(xx), c(0, 0), 0.07));
    v.checks.push_back(statistical("⟨x y⟩" + when, estimate_mean(xy), c(0, 1), 0.03));
    v.checks.push_back(statistical("⟨y^{2}⟩" + when, estimate_mean(yy), c(1, 1), 0.03));
  }
  // The stationary state does not know the mobility: kT K^-1, as far as Euler-Maruyama's dt allows.
  const Eigen::Matrix2d late = covariance(1e-4, 200'000);
  const double det = SharedFriction::k0 * SharedFriction::k1 - SharedFriction::u * SharedFriction::u;
  v.checks.push_back(at_most("stationary ⟨x y⟩ of the scheme against kT K^{−1}",
                             std::abs(late(0, 1) + SharedFriction::kT * SharedFriction::u / det), 1e-3));
  return v;
}

const Registered registered{{
    .name = "langevin/correlated_noise",
    .claim = "A mobility matrix couples the noise as it couples the motion, and the stationary state is "
             "Boltzmann's.",
    .equation = "⟨ξ_{i} ξ_{j}⟩ = 2kT M_{ij} δ(t),  ⟨q q^{T}⟩ = kT K^{−1}",
    .source = "gardiner2009",
    .tags = {"exact", "statistical"},
    .statistical_checks = 6,
    .check = [](const Effort& e) { return run(e, 0.5); },
    .sabotage = {"the mobility's coupling is left out", [](const Effort& e) { return run(e, 0.0); }},
}};

}  // namespace
}  // namespace stochtherm::validation
