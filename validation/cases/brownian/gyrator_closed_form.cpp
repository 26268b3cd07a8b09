// The Brownian gyrator and the general stationary state of linear systems, against long-time limits and Lyapunov's
// equation.
#include <fmt/format.h>

#include <Eigen/Dense>
#include <array>
#include <cmath>
#include <numbers>
#include <stochtherm/models/brownian/gyrator.hpp>
#include <stochtherm/models/brownian/linear_gaussian.hpp>
#include <stochtherm/validation/case.hpp>

#include "van_loan.hpp"

namespace stochtherm::validation {
namespace {

using models::Gyrator;
using Matrix = Eigen::MatrixXd;

template <int N>
SquareMatrix<N> rows(const Matrix& m) {
  SquareMatrix<N> r;
  for (int i = 0; i < N; ++i)
    for (int j = 0; j < N; ++j) r[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = m(i, j);
  return r;
}

/// What the covariance tends to from a sharp start.
Matrix long_time_covariance(const Matrix& A, const Matrix& D) {
  return oracles::linear_moments(A, D, 500).covariance.cast<double>();
}
/// Heat over temperature, drift by drift: sum of <F o q'> in units of kT = Tr(A^T D^-1 A S) - Tr A.
double dissipation(const Matrix& A, const Matrix& D, const Matrix& S) {
  return (A.transpose() * D.inverse() * A * S).trace() - A.trace();
}

/// `hot` scales the second temperature that the closed forms are told; 1 is the truth.
Verdict closed_form(double hot) {
  Verdict v;
  const auto told = [&](Gyrator g) {
    g.T2.kT *= hot;
    return g;
  };
  const Gyrator first = told({.k = 1, .u = 0.5, .T1 = {1}, .T2 = {2}}),
                second = told({.k = 2, .u = 1, .T1 = {1}, .T2 = {3}});
  const auto S = first.stationary_covariance();
  v.checks = {
      digits("published, (k, u, T1, T2) = (1, ½, 1, 2): ⟨x^{2}⟩", S[0][0], 1.5, 12),
      digits("the same: ⟨x y⟩", S[0][1], -1, 12),
      digits("the same: ⟨y^{2}⟩", S[1][1], 2.5, 12),
      digits("the same: entropy production", first.entropy_production(), 0.0625, 12),
      digits("the same: heat from 2 to 1", first.heat_current(), 0.125, 12),
      digits("the same: angular momentum", first.mean_angular_momentum(), 0.5, 12),
      digits("published, (2, 1, 1, 3): entropy production", second.entropy_production(), 1.0 / 3, 12)};

  for (const Gyrator& g : {Gyrator{.k = 1.7, .u = 0.9, .T1 = {0.6}, .T2 = {1.3}, .mu = {0.4}},
                           Gyrator{.k = 0.8, .u = -0.75, .T1 = {2.0}, .T2 = {0.3}, .mu = {2.5}}}) {
    const Gyrator model = told(g);
    Matrix A(2, 2), D = Matrix::Zero(2, 2), G(2, 2);
    A << g.k, g.u, g.u, g.k;
    A *= g.mu.mu;
    D(0, 0) = g.mu.mu * g.T1.kT;
    D(1, 1) = g.mu.mu * g.T2.kT;
    const Matrix cov = long_time_covariance(A, D);
    const std::string at = fmt::format("u/k = {:.2f}", g.u / g.k);
    const auto C = model.stationary_covariance();
    v.checks.push_back(digits(at + ": ⟨x^{2}⟩", C[0][0], cov(0, 0), 12));
    v.checks.push_back(digits(at + ": ⟨x y⟩", C[0][1], cov(0, 1), 12));
    v.checks.push_back(digits(at + ": ⟨y^{2}⟩", C[1][1], cov(1, 1), 12));
    v.checks.push_back(
        digits(at + ": entropy production", model.entropy_production(), dissipation(A, D, cov), 11));
    // Heat into the system from bath 2: what its force loses, <F o y'> = mu <F^2> - mu kT2 k, with the opposite sign.
    const Eigen::RowVector2d row = A.row(1) / g.mu.mu;
    const double heat = -g.mu.mu * ((row * cov * row.transpose())(0) - g.T2.kT * g.k);
    v.checks.push_back(digits(at + ": heat from 2 to 1", model.heat_current(), heat, 11));
    // <x y' - y x'> with the mean velocity (-A + D S^-1) q.
    const Matrix flow = (D * cov.inverse() - A) * cov;
    v.checks.push_back(
        digits(at + ": angular momentum", model.mean_angular_momentum(), flow(1, 0) - flow(0, 1), 11));
    const Eigen::SelfAdjointEigenSolver<Matrix> axes(cov);
    const double slope = axes.eigenvectors()(1, 1) / axes.eigenvectors()(0, 1);
    v.checks.push_back(digits(at + ": tangent of the long axis's tilt", std::tan(model.tilt()), slope, 11));

    // Diffusion of L = int (x dy - y dx) = int (G q) o dq. The tilted generator's eigenfunction is exp(s q^T K q/2 +
    // ...) with K A + A^T K = -(G^T A + A^T G), and lim Var L/2t = Tr S (K + G)^T D (K + G).
    G << 0, -1, 1, 0;
    const Matrix one = Matrix::Identity(2, 2);
    Matrix lyapunov(4, 4);
    for (int i = 0; i < 4; ++i) {
      Matrix K = Matrix::Zero(2, 2);
      K(i % 2, i / 2) = 1;
      lyapunov.col(i) = (K * A + A.transpose() * K).reshaped();
    }
    const Matrix right = -(G.transpose() * A + A.transpose() * G);
    const Matrix K = Matrix(lyapunov.fullPivLu().solve(Eigen::VectorXd(right.reshaped()))).reshaped(2, 2);
    const double diffusion = (cov * (K + G).transpose() * D * (K + G)).trace();
    v.checks.push_back(digits(at + ": mean gyration from the tilted generator", (D * K).trace(),
                              flow(1, 0) - flow(0, 1), 11));
    v.checks.push_back(digits(at + ": diffusion of the gyration", model.gyration_diffusion(), diffusion, 11));
    v.checks.push_back(digits(at + ": uncertainty product", model.uncertainty_product(),
                              diffusion * dissipation(A, D, cov) / std::pow(flow(1, 0) - flow(0, 1), 2), 11));

    // Snapshots: x y' - y x' of two of them, and its variance over n of them as a sum of fourth moments by Wick's
    // theorem.
    const double dt = 0.3 / g.mu.mu;
    const Matrix P = oracles::linear_moments(A, D, dt).propagator.cast<double>(), J = -G;
    v.checks.push_back(digits(at + ": share of the gyration that snapshots show",
                              model.share_seen(dt) * model.mean_angular_momentum(),
                              (J * P * cov).trace() / dt, 11));
    // Cov(q0^T J q1, qn^T J q(n+1)) = Tr J <q1 qn^T> J <q(n+1) q0^T> + Tr J <q1 q(n+1)^T> J^T <qn q0^T>.
    const auto lag = [&](int n) {  // <q(n) q(0)^T>
      Matrix power = cov;
      for (int i = 0; i < n; ++i) power = P * power;
      return power;
    };
    double sum = (J * lag(1) * J * lag(1)).trace() + (J * cov * J.transpose() * cov).trace();
    for (int n = 1; n < 400; ++n)
      sum += 2 * ((J * lag(n - 1).transpose() * J * lag(n + 1)).trace() +
                  (J * lag(n).transpose() * J.transpose() * lag(n)).trace());
    v.checks.push_back(digits(at + ": diffusion that snapshots show", model.gyration_diffusion_seen(dt),
                              sum / (2 * dt), 10));
    v.checks.push_back(digits(at + ": diffusion that frequent snapshots show",
                              model.gyration_diffusion_seen(1e-6), diffusion, 5));
  }

  // The general formulas, where nothing is symmetric and the noise is correlated.
  Matrix A(3, 3), root(3, 3);
  A << 1.2, 0.4, -0.3, -0.8, 0.9, 0.5, 0.1, -0.6, 1.5;
  root << 0.8, 0, 0, 0.3, 1.1, 0, -0.2, 0.4, 0.6;
  const Matrix D = root * root.transpose(), cov = long_time_covariance(A, D);
  const auto general = models::stationary_covariance<3>(rows<3>(A), rows<3>(D));
  for (const auto& [i, j] : {std::pair{0, 0}, {0, 1}, {1, 2}, {2, 2}})
    v.checks.push_back(digits(fmt::format("three coordinates, Lyapunov: S_{{{}{}}}", i + 1, j + 1),
                              general[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)], cov(i, j),
                              12));
  v.checks.push_back(digits("three coordinates: entropy production",
                            models::entropy_production<3>(rows<3>(A), rows<3>(D)), dissipation(A, D, cov),
                            11));
  return v;
}

const Registered closed_form_case{{
    .name = "brownian/gyrator_closed_form",
    .claim = "Two coupled coordinates in baths of different temperature have the closed-form covariance, "
             "heat flow, "
             "dissipation and gyration, and the gyration's precision costs the entropy stated.",
    .equation = "AΣ + ΣA^{T} = 2D,   σ = μu^{2}(T_{1} − T_{2})^{2}/(2kT_{1}T_{2}),   ⟨xẏ − yẋ⟩ = μu(T_{2} − "
                "T_{1})/k,   "
                "Var L ⟨S⟩/(2⟨L⟩^{2}) → 1 + σ/(2μk)",
    .source = "filliger2007, baratoseifert2015, gardiner2009, vanloan1978",
    .tags = {"exact"},
    .check = [](const Effort&) { return closed_form(1); },
    .sabotage = {.description =
                     "The closed forms are told a second temperature that is one part in a million too high.",
                 .check = [](const Effort&) { return closed_form(1 + 1e-6); }},
}};

}  // namespace
}  // namespace stochtherm::validation
