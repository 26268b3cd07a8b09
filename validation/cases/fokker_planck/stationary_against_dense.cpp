#include <Eigen/Dense>
#include <cmath>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/solvers/fokker_planck/chain.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using Matrix = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;
using Vector = Eigen::Matrix<long double, Eigen::Dynamic, 1>;

Verdict run(const Effort& effort, bool transposed) {
  Verdict v;
  for (bool ring : {false, true}) {
    double worst = 0, worst_solve = 0;
    for (std::uint64_t trial = 0; trial < 50; ++trial) {
      const std::size_t n = 3 + trial % 20;
      ChainGenerator g{std::vector<double>(n), std::vector<double>(n), ring};
      for (std::size_t i = 0; i < n; ++i) {
        g.up[i] = std::exp(random::normal(effort.seed, random::Stream::data, trial, 0, 2 * i));
        g.down[i] = std::exp(random::normal(effort.seed, random::Stream::data, trial, 0, 2 * i + 1));
      }
      if (!ring) g.up[n - 1] = g.down[0] = 0;
      Matrix L = Matrix::Zero(static_cast<int>(n), static_cast<int>(n));
      const auto add = [&](std::size_t from, std::size_t to, double rate) {
        L(static_cast<int>(to), static_cast<int>(from)) += rate;
        L(static_cast<int>(from), static_cast<int>(from)) -= rate;
      };
      for (std::size_t i = 0; i < n; ++i) {
        if (ring || i + 1 < n) add(i, (i + 1) % n, g.up[i]);
        if (ring || i > 0) add(i, (i + n - 1) % n, g.down[i]);
      }
      if (transposed) L.transposeInPlace();
      // The oracle: L p = 0 with one equation replaced by sum p = 1.
      Matrix A = L;
      A.row(0).setOnes();
      const Vector oracle = A.fullPivLu().solve(Vector::Unit(static_cast<int>(n), 0));
      const auto p = *stationary(g);
      double distance = 0;
      for (std::size_t i = 0; i < n; ++i)
        distance += 0.5 * std::abs(p[i] - static_cast<double>(oracle[static_cast<int>(i)]));
      worst = std::max(worst, distance);

      const Matrix step = Matrix::Identity(static_cast<int>(n), static_cast<int>(n)) - 0.3L * L;
      Vector b = Vector::Zero(static_cast<int>(n));
      std::vector<double> x(n);
      for (std::size_t i = 0; i < n; ++i)
        b[static_cast<int>(i)] = x[i] = random::uniform(effort.seed, random::Stream::data, trial, 1, i);
      ChainFactorisation(g, 1, 0.3).solve(x);
      const Vector y = step.fullPivLu().solve(b);
      for (std::size_t i = 0; i < n; ++i)
        worst_solve = std::max(worst_solve, std::abs(x[i] - static_cast<double>(y[static_cast<int>(i)])));
    }
    const std::string what = ring ? "rings" : "chains";
    v.checks.push_back(at_most("50 random " + what + ": worst total variation from dense LU", worst, 1e-13));
    v.checks.push_back(at_most("50 random " + what + ": worst difference of an implicit step from dense LU",
                               worst_solve, 1e-13));
  }
  v.remarks.push_back(
      "The oracle is LU with full pivoting in long double: it subtracts, so it needs the extra digits.");
  return v;
}

const Registered registered{{
    .name = "fokker_planck/stationary_against_dense",
    .claim = "Elimination on chains and rings agrees with dense linear algebra on random rates.",
    .equation = "L p = 0,  (I − dt L) p′ = p",
    .source = "grassmann1985, ocinneide1993",
    .tags = {"exact"},
    .check = [](const Effort& e) { return run(e, false); },
    .sabotage = {"the oracle is given the transposed generator",
                 [](const Effort& e) { return run(e, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
