#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/statistics/series.hpp>
#include <stochtherm/thermodynamics/entropy_production_from_currents.hpp>
#include <string>

#include "current_moments.hpp"

namespace stochtherm {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

/// C^-1 m, with directions left out along which nothing moves: a current that follows from others, or never flows.
struct Best {
  Vector w;
  double value;  // m^T C^-1 m
  long rank;
};
Best best_current(const Vector& m, const Matrix& C) {
  const Vector scale = C.diagonal().unaryExpr([](double v) { return v > 0 ? 1 / std::sqrt(v) : 0.0; });
  const Matrix scaled = scale.asDiagonal() * C * scale.asDiagonal();
  const Vector rhs = scale.asDiagonal() * m;
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(scaled);
  Vector y = eigen.eigenvectors().transpose() * rhs;
  Best best{Vector(), 0, 0};
  for (long i = 0; i < y.size(); ++i) {
    const double spread = eigen.eigenvalues()(i);
    const bool kept = spread > 1e-10;
    best.value += kept ? y(i) * y(i) / spread : 0;
    y(i) = kept ? y(i) / spread : 0;
    best.rank += kept;
  }
  best.w = scale.asDiagonal() * (eigen.eigenvectors() * y);
  return best;
}

std::vector<double> to_vector(const Vector& w) { return {w.data(), w.data() + w.size()}; }

void require_dt(double dt, const char* function) {
  require_positive(dt, "the time step must be positive", "dt", function);
}

/// d currents, n steps, m^T C^-1 m with the n - 1 covariance: without the bias of Hotelling's T^2.
double without_chance(double value, double n, double d) { return value * (n - d - 2) / (n - 1) - d / n; }

/// One row a step, one column a current.
Matrix currents_of(Columns path, const CurrentBasis& basis) {
  const std::size_t coordinates = path.size(), rows = path.front().size();
  const detail::CurrentFunctions functions(coordinates, basis);
  const std::size_t steps = rows - 1;
  std::vector<std::vector<double>> middle(coordinates, std::vector<double>(steps)), dx = middle;
  std::vector<const double*> at(coordinates), phi(functions.size());
  for (std::size_t d = 0; d < coordinates; ++d) {
    at[d] = middle[d].data();
    for (std::size_t i = 0; i < steps; ++i) {
      middle[d][i] = 0.5 * (path[d][i] + path[d][i + 1]);
      dx[d][i] = path[d][i + 1] - path[d][i];
    }
  }
  std::vector<double> room(functions.size() * steps);
  functions.evaluate(at.data(), steps, steps, room.data(), phi.data());
  Matrix J(static_cast<long>(steps), static_cast<long>(functions.size() * coordinates));
  for (std::size_t a = 0; a < functions.size(); ++a)
    for (std::size_t d = 0; d < coordinates; ++d)
      for (std::size_t i = 0; i < steps; ++i)
        J(static_cast<long>(i), static_cast<long>(a * coordinates + d)) =
            (phi[a] == nullptr ? 1 : phi[a][i]) * dx[d][i];
  return J;
}

/// The jumps of each pair of states that are seen to jump into each other.
Matrix jumps_of(std::span<const std::uint32_t> states) {
  require(states.size() >= 3, "a path needs at least three states", "states",
          static_cast<double>(states.size()), "jumps_of");
  const std::size_t K = std::size_t{*std::max_element(states.begin(), states.end())} + 1;
  require(K <= 4096, "states are numbered from 0 and at most 4096", "states", static_cast<double>(K),
          "jumps_of");
  std::vector<long> column(K * K, -1);
  long pairs = 0;
  for (std::size_t i = 0; i + 1 < states.size(); ++i) {
    const std::size_t a = std::min(states[i], states[i + 1]), b = std::max(states[i], states[i + 1]);
    if (a != b && column[a * K + b] < 0) column[a * K + b] = pairs++;
  }
  require(pairs >= 1 && pairs <= 512, "a path must jump, between at most 512 pairs of states", "pairs",
          static_cast<double>(pairs), "jumps_of");
  Matrix J = Matrix::Zero(static_cast<long>(states.size()) - 1, pairs);
  for (std::size_t i = 0; i + 1 < states.size(); ++i)
    if (states[i] != states[i + 1]) {
      const std::size_t a = std::min(states[i], states[i + 1]), b = std::max(states[i], states[i + 1]);
      J(static_cast<long>(i), column[a * K + b]) = states[i] < states[i + 1] ? 1 : -1;
    }
  return J;
}

struct Moments {
  Vector mean;
  Matrix covariance;
};
Moments moments_of(const Matrix& J) {
  const auto n = static_cast<double>(J.rows());
  Moments m{J.colwise().mean(), {}};
  m.covariance = (J.transpose() * J - n * m.mean * m.mean.transpose()) / (n - 1);
  return m;
}

Solved<CurrentBound> bound(Vector weights, Estimate rate, double residual = 0) {
  return Solved<CurrentBound>(CurrentBound{rate, to_vector(weights)},
                              Stats{.steps = rate.n, .residual = residual});
}

Solved<CurrentBound> uncertainty_of(const Matrix& J, double dt) {
  const Moments m = moments_of(J);
  const Best best = best_current(m.mean, m.covariance);
  const auto n = static_cast<double>(J.rows()), d = static_cast<double>(best.rank);
  require(n > d + 3, "there must be more steps than currents", "steps", n, "uncertainty_bound");
  const Vector along = J * best.w;
  const double mean = along.mean();
  std::vector<double> influence(static_cast<std::size_t>(J.rows()));
  for (long i = 0; i < J.rows(); ++i) {
    const double away = along(i) - mean;
    influence[static_cast<std::size_t>(i)] = 2 * away - away * away;
  }
  const double error = std::hypot(estimate_mean_of_series(influence).std_error, std::sqrt(2 * d) / n);
  const double scale = 2 / dt;
  return bound(best.w,
               {scale * without_chance(best.value, n, d), scale * error, static_cast<std::size_t>(J.rows())});
}

/// <w J> - <exp(-w J)> + 1 over these rows at its largest, by Newton's method with halved steps.
struct Fit {
  Vector w;
  std::size_t steps;
  double slope;
  bool converged;
};
Fit largest(const Matrix& J, long first, long rows) {
  const auto part = J.middleRows(first, rows);
  const auto n = static_cast<double>(rows);
  const Moments m = moments_of(part);
  Vector w = 2 * best_current(m.mean, m.covariance).w;
  const auto value = [&](const Vector& v) {
    const Vector f = part * v;
    double sum = 0;
    for (long i = 0; i < rows; ++i) sum += f(i) - std::exp(-f(i));
    return sum / n;
  };
  double now = value(w);
  if (!std::isfinite(now)) w.setZero(), now = value(w);
  Fit fit{w, 0, std::numeric_limits<double>::infinity(), false};
  // A little of the currents' own size keeps directions finite in which a jump was never seen to go back.
  const double ridge = 1 / n;
  for (; fit.steps < 60; ++fit.steps) {
    const Vector f = part * w;
    Vector e(rows);
    for (long i = 0; i < rows; ++i) e(i) = std::exp(-f(i));
    const Vector g = m.mean + part.transpose() * e / n - ridge * (m.covariance * w);
    Matrix H = part.transpose() * e.asDiagonal() * part / n + ridge * m.covariance;
    H.diagonal().array() += 1e-12 * (H.diagonal().maxCoeff() + 1e-300);
    const Vector step = Eigen::LDLT<Matrix>(H).solve(g);
    fit.slope = g.dot(step);
    if (!(fit.slope > 1e-12)) {  // nats a step: far below any error
      fit.converged = std::isfinite(fit.slope);
      break;
    }
    double length = 1, next = value(w + step);
    while (!(next > now - 1e-3 * length * std::abs(fit.slope)) && length > 1e-6)
      length /= 2, next = value(w + length * step);
    w += length * step;
    now = next;
  }
  fit.w = w;
  return fit;
}

Solved<CurrentBound> variational_of(const Matrix& J, double dt) {
  const long n = J.rows(), half = n / 2;
  require(half > J.cols() + 3, "there must be more steps than currents", "steps", static_cast<double>(n),
          "variational_bound");
  const Fit of_first = largest(J, 0, half), of_second = largest(J, half, n - half);
  std::vector<double> terms(static_cast<std::size_t>(n));
  const auto judge = [&](const Vector& w, long first, long last) {
    for (long i = first; i < last; ++i) {
      const double f = J.row(i).dot(w);
      terms[static_cast<std::size_t>(i)] = f - std::expm1(-f);
    }
  };
  judge(of_second.w, 0, half);
  judge(of_first.w, half, n);
  Estimate rate = estimate_mean_of_series(terms);
  rate.mean /= dt;
  rate.std_error /= dt;
  const Vector w = 0.5 * (of_first.w + of_second.w);
  if (!of_first.converged || !of_second.converged || !std::isfinite(rate.mean))
    return {CurrentBound{rate, to_vector(w)}, Status::step_limit,
            "variational_bound: the best current was not found; take fewer functions or a longer path.",
            Stats{.steps = rate.n, .residual = std::max(of_first.slope, of_second.slope)}};
  return bound(w, rate, std::max(of_first.slope, of_second.slope));
}

void require_path(Columns path, const char* function) {
  require(!path.empty(), "a path has at least one coordinate", "columns", 0, function);
  for (const auto& column : path) {
    require(column.size() == path.front().size(), "all columns must have the same number of samples",
            "samples", static_cast<double>(column.size()), function);
    require(column.size() >= 3, "a path needs at least three samples", "samples",
            static_cast<double>(column.size()), function);
    for (double x : column) require_finite(x, "sample", function);
  }
}

}  // namespace

Solved<CurrentBound> uncertainty_bound(const CurrentMoments& moments, double dt) {
  require_dt(dt, "uncertainty_bound");
  const auto& s = moments.state();
  const auto mean = moments.mean();
  const auto covariance = moments.covariance();
  const auto size = static_cast<long>(s.n);
  const Vector m = Eigen::Map<const Vector>(mean.data(), size);
  const Matrix C = Eigen::Map<const Matrix>(covariance.data(), size, size);
  const Best best = best_current(m, C);
  const auto n = static_cast<double>(s.steps), d = static_cast<double>(best.rank);
  require(n > d + 3, "there must be more steps than currents", "steps", n, "uncertainty_bound");
  const double value = without_chance(best.value, n, d), delta = std::max(0.0, value);
  // For independent steps; of a longer path, the scatter of each block's influence on m^T C^-1 m.
  double error = std::sqrt((4 * delta + 2 * delta * delta) / n + 2 * d / (n * n));
  if (s.blocks.size() >= 32) {
    const double mean_along = best.w.dot(m), spread = best.w.dot(C * best.w);
    std::vector<double> influence;
    for (const auto& b : s.blocks) {
      const auto steps = static_cast<double>(b.steps);
      const Vector S = Eigen::Map<const Vector>(b.sums.data(), size) / steps;
      double square = 0;
      for (long i = 0; i < size; ++i)
        for (long j = 0; j <= i; ++j)
          square += (i == j ? 1 : 2) * best.w(i) * best.w(j) *
                    b.products[static_cast<std::size_t>(i * size + j)] / steps;
      const double along = best.w.dot(S);
      influence.push_back(2 * (along - mean_along) -
                          (square - 2 * mean_along * along + mean_along * mean_along - spread));
    }
    error = std::hypot(estimate_mean(influence).std_error, std::sqrt(2 * d) / n);
  }
  const double scale = 2 / dt;
  return bound(best.w, {scale * value, scale * error, s.steps});
}

Solved<CurrentBound> uncertainty_bound(Columns path, double dt, const CurrentBasis& basis) {
  require(!path.empty(), "a path has at least one coordinate", "columns", 0);
  CurrentMoments moments(path.size(), basis);
  moments.add(path);
  return uncertainty_bound(moments, dt);
}

Solved<CurrentBound> variational_bound(Columns path, double dt, const CurrentBasis& basis) {
  require_path(path, "variational_bound");
  require_dt(dt, "variational_bound");
  return variational_of(currents_of(path, basis), dt);
}

Solved<CurrentBound> uncertainty_bound(std::span<const std::uint32_t> states, double dt) {
  require_dt(dt, "uncertainty_bound");
  return uncertainty_of(jumps_of(states), dt);
}

Solved<CurrentBound> variational_bound(std::span<const std::uint32_t> states, double dt) {
  require_dt(dt, "variational_bound");
  return variational_of(jumps_of(states), dt);
}

}  // namespace stochtherm
