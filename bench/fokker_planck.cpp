// What a cell-step costs: implicit steps of a 1-D Fokker-Planck equation at fixed lambda (factorised once), of eight densities
// with one matrix, and driven (assembled and factorised each step), against general tridiagonal and sparse solvers.
//
// On an AMD EPYC (Zen 4): 1.3 ns, GSL 13; 0.28 ns in a batch of eight; 11 ns driven. What bounds it: one density waits for its
// recurrence, a product and a sum in each of two directions, from both ends and in blocks of eight; a batch for the memory that
// six passes over a row of eight touch; a driven step for one division per cell (4 ns), the exponentials (2.4 ns) and one
// unprepared solve (1.7 ns). In two dimensions 5.2 ns, in three 15: the factors of all lines, 40 bytes per cell and sweep, come
// from the third cache, or from memory.
#include <benchmark/benchmark.h>
#include <gsl/gsl_linalg.h>

#include <Eigen/SparseLU>
#include <cmath>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <vector>

#include "per_item.hpp"

#if defined(STOCHTHERM_LAPACK)
extern "C" {
void dgttrf_(const int* n, double* below, double* diagonal, double* above, double* above2, int* pivots,
             int* info);
void dgttrs_(const char* trans, const int* n, const int* columns, const double* below, const double* diagonal,
             const double* above, const double* above2, const int* pivots, double* b, const int* ldb,
             int* info);
}
#endif

namespace {

namespace st = stochtherm;
constexpr std::size_t steps = 20;
constexpr double dt = 0.01;
using Masses = std::vector<double>;

struct Problem {
  explicit Problem(std::size_t n)
      : fp(st::models::DraggedTrap{.k = 1.5, .T = {0.8}},
           st::Grid1D::uniform(-5, 6, n, st::Edge::reflecting)),
        start(st::Density::gaussian(fp.grid(), 1.2, 0.3)) {}
  st::FokkerPlanck1D<st::models::DraggedTrap> fp;
  st::Density start;
  Masses masses() const { return {start.masses().begin(), start.masses().end()}; }
  /// Backward Euler shrinks the mean by 1/(1 + mu k dt) a step, exactly, where the grid resolves the trap.
  bool relaxed(const Masses& p) const {
    const double mean = st::Density(fp.grid(), p).mean();
    return std::abs(mean / (start.mean() * std::pow(1 + 1.5 * dt, -static_cast<double>(steps))) - 1) < 1e-4;
  }
};

template <class Advance>
void time_it(benchmark::State& state, const Problem& problem, Advance advance) {
  Masses p = problem.masses();
  advance(p);
  if (!problem.relaxed(p)) return state.SkipWithError("the density is wrong");
  for (auto _ : state) {
    advance(p);
    benchmark::DoNotOptimize(p.data());
  }
  report_per_item(state, static_cast<double>(p.size() * steps));
}

void implicit_1d(benchmark::State& state) {
  const Problem problem(static_cast<std::size_t>(state.range(0)));
  const st::ChainFactorisation factors(problem.fp.chain(), 1, dt);
  time_it(state, problem, [&](Masses& p) {
    for (std::size_t i = 0; i < steps; ++i) factors.solve(p);
  });
}

void implicit_1d_batch(benchmark::State& state) {
  const Problem problem(static_cast<std::size_t>(state.range(0)));
  constexpr std::size_t densities = 8;
  const st::ChainFactorisation factors(problem.fp.chain(), 1, dt);
  const Masses one = problem.masses();
  Masses all(one.size() * densities);
  const auto fill = [&] {
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = one[i / densities];
  };
  const auto advance = [&] {
    for (std::size_t i = 0; i < steps; ++i) factors.solve(all, densities);
  };
  fill();
  advance();
  for (std::size_t k : {std::size_t{0}, densities - 1}) {
    Masses p(one.size());
    for (std::size_t i = 0; i < p.size(); ++i) p[i] = all[i * densities + k];
    if (!problem.relaxed(p)) return state.SkipWithError("a density of the batch is wrong");
  }
  fill();
  for (auto _ : state) {
    advance();
    benchmark::DoNotOptimize(all.data());
  }
  report_per_item(state, static_cast<double>(all.size() * steps));
}

void driven_1d(benchmark::State& state) {
  const Problem problem(static_cast<std::size_t>(state.range(0)));
  const auto pull = st::Protocol::linear(0, 1, dt * steps);
  const auto run = [&] { return problem.fp.drive(problem.start, pull, dt); };
  const auto first = run();
  if (!(std::abs(first->ledger.first_law_residual()) < 1e-12))
    return state.SkipWithError("the first law is open");
  for (auto _ : state) benchmark::DoNotOptimize(run());
  report_per_item(state, static_cast<double>(problem.start.size() * steps));
}

void gsl(benchmark::State& state) {
  const Problem problem(static_cast<std::size_t>(state.range(0)));
  const auto& g = problem.fp.chain();
  const std::size_t n = g.size();
  Masses diagonal(n), above(n - 1), below(n - 1), x(n);
  for (std::size_t i = 0; i < n; ++i) diagonal[i] = 1 + dt * (g.up[i] + g.down[i]);
  for (std::size_t i = 0; i + 1 < n; ++i) above[i] = -dt * g.down[i + 1], below[i] = -dt * g.up[i];
  const auto view = [](Masses& v) { return gsl_vector_view_array(v.data(), v.size()); };
  time_it(state, problem, [&](Masses& p) {
    for (std::size_t i = 0; i < steps; ++i) {
      auto d = view(diagonal), e = view(above), f = view(below), b = view(p), y = view(x);
      gsl_linalg_solve_tridiag(&d.vector, &e.vector, &f.vector, &b.vector, &y.vector);
      std::swap(p, x);
    }
  });
}

#if defined(STOCHTHERM_LAPACK)
void lapack(benchmark::State& state) {
  const Problem problem(static_cast<std::size_t>(state.range(0)));
  const auto& g = problem.fp.chain();
  const std::size_t size = g.size();
  Masses diagonal(size), above(size - 1), below(size - 1), above2(size);
  for (std::size_t i = 0; i < size; ++i) diagonal[i] = 1 + dt * (g.up[i] + g.down[i]);
  for (std::size_t i = 0; i + 1 < size; ++i) above[i] = -dt * g.down[i + 1], below[i] = -dt * g.up[i];
  const int n = static_cast<int>(size), one = 1;
  std::vector<int> pivots(size);
  int info = 0;
  dgttrf_(&n, below.data(), diagonal.data(), above.data(), above2.data(), pivots.data(), &info);
  time_it(state, problem, [&](Masses& p) {
    for (std::size_t i = 0; i < steps; ++i)
      dgttrs_("N", &n, &one, below.data(), diagonal.data(), above.data(), above2.data(), pivots.data(),
              p.data(), &n, &info);
  });
}
BENCHMARK(lapack)->Name("baseline/lapack/implicit_1d")->Arg(4000);
#endif

void eigen(benchmark::State& state) {
  const Problem problem(static_cast<std::size_t>(state.range(0)));
  const auto& g = problem.fp.chain();
  const int n = static_cast<int>(g.size());
  std::vector<Eigen::Triplet<double>> entries;
  for (int i = 0; i < n; ++i) {
    const auto k = static_cast<std::size_t>(i);
    entries.emplace_back(i, i, 1 + dt * (g.up[k] + g.down[k]));
    if (i + 1 < n)
      entries.emplace_back(i, i + 1, -dt * g.down[k + 1]), entries.emplace_back(i + 1, i, -dt * g.up[k]);
  }
  Eigen::SparseMatrix<double> A(n, n);
  A.setFromTriplets(entries.begin(), entries.end());
  Eigen::SparseLU<Eigen::SparseMatrix<double>> lu(A);
  time_it(state, problem, [&](Masses& p) {
    Eigen::VectorXd b = Eigen::Map<Eigen::VectorXd>(p.data(), n);
    for (std::size_t i = 0; i < steps; ++i) b = lu.solve(b).eval();
    Eigen::Map<Eigen::VectorXd>(p.data(), n) = b;
  });
}

BENCHMARK(implicit_1d)->Name("fokker_planck/implicit_1d")->Arg(400)->Arg(4000)->Arg(40000)->Arg(400000);
BENCHMARK(implicit_1d_batch)->Name("fokker_planck/implicit_1d_batch")->Arg(4000);
BENCHMARK(driven_1d)->Name("fokker_planck/driven_1d")->Arg(4000);
BENCHMARK(gsl)->Name("baseline/gsl/implicit_1d")->Arg(4000);
BENCHMARK(eigen)->Name("baseline/eigen/implicit_1d")->Arg(4000);

}  // namespace
