// GCC 12 takes Eigen's release of one inlined temporary for that of another.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuse-after-free"
#endif
#include <Spectra/GenEigsRealShiftSolver.h>
#include <Spectra/MatOp/SparseGenRealShiftSolve.h>
#include <Spectra/MatOp/SparseSymShiftSolve.h>
#include <Spectra/SymEigsShiftSolver.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/jump/spectrum.hpp>

#include "sparse_matrix.hpp"

namespace stochtherm {
namespace {

using Complex = std::complex<double>;
constexpr std::size_t dense_up_to = 500;

/// ln p of the state that detailed balance would make stationary; empty where there is none. In each part of a network the
/// first state has 0.
std::vector<double> detailed_balance_potential(const detail::SparseMatrix& L) {
  const auto n = static_cast<std::size_t>(L.rows());
  const detail::SparseMatrix T = L.transpose();  // column i: rates into i
  std::vector<double> potential(n, std::nan(""));
  std::vector<int> queue;
  for (std::size_t root = 0; root < n; ++root) {
    if (!std::isnan(potential[root])) continue;
    potential[root] = 0;
    queue.assign(1, static_cast<int>(root));
    for (std::size_t q = 0; q < queue.size(); ++q) {
      const int i = queue[q];
      // Columns hold the same states in the same order: links go both ways.
      detail::SparseMatrix::InnerIterator in(T, i);
      for (detail::SparseMatrix::InnerIterator out(L, i); out; ++out, ++in) {
        if (out.row() == i || (out.value() == 0 && in.value() == 0)) continue;
        if (out.value() <= 0 || in.value() <= 0) return {};
        const double next =
            potential[static_cast<std::size_t>(i)] + std::log(out.value()) - std::log(in.value());
        double& known = potential[static_cast<std::size_t>(out.row())];
        if (std::isnan(known)) {
          known = next;
          queue.push_back(static_cast<int>(out.row()));
        } else if (std::abs(known - next) > 1e-9 * (1 + std::abs(known))) {
          return {};
        }
      }
    }
  }
  return potential;
}

double fastest(const detail::SparseMatrix& L) {
  double rate = 0;
  for (int i = 0; i < L.rows(); ++i) rate = std::max(rate, -L.coeff(i, i));
  return rate;
}

void keep(Spectrum& spectrum, std::size_t count, const std::vector<Complex>& rates,
          const Eigen::MatrixXcd& modes) {
  std::vector<std::size_t> order(rates.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(rates[a].real(), rates[a].imag()) < std::pair(rates[b].real(), rates[b].imag());
  });
  order.resize(std::min(count, order.size()));
  for (std::size_t k : order) {
    spectrum.rates.push_back(rates[k]);
    const auto column = modes.col(static_cast<Eigen::Index>(k));
    spectrum.modes.emplace_back(column.begin(), column.end());
  }
}

/// Nothing is lost: the first rate is 0, and its mode, the stationary state, sums to 1.
void settle_first(Spectrum& spectrum, bool absorbing) {
  if (absorbing || spectrum.rates.empty()) return;
  spectrum.rates[0] = 0;
  auto& p = spectrum.modes[0];
  const Complex sum = std::accumulate(p.begin(), p.end(), Complex(0));
  if (std::abs(sum) > 0)
    for (Complex& mass : p) mass = (mass / sum).real();
}

/// u.Hu/u.u as a sum of squares, sum over pairs (sqrt(k_ij) u_i - sqrt(k_ji) u_j)^2 + sum exit_i u_i^2: a slow rate keeps its
/// relative accuracy beside fast ones, and is right to the square of the vector's error.
double rate_of(const detail::SparseMatrix& L, const detail::SparseMatrix& T, const Eigen::VectorXd& u) {
  double sum = 0;
  for (int i = 0; i < L.outerSize(); ++i) {
    double stays = 0;
    detail::SparseMatrix::InnerIterator in(T, i);
    for (detail::SparseMatrix::InnerIterator out(L, i); out; ++out, ++in) {
      stays += out.value();
      if (out.row() <= i) continue;
      const double difference = std::sqrt(out.value()) * u[i] - std::sqrt(in.value()) * u[out.row()];
      sum += difference * difference;
    }
    const double fastest = -L.coeff(i, i);
    if (stays < -1e-14 * fastest) sum -= stays * u[i] * u[i];  // the column's sum, where probability is lost
  }
  return sum / u.squaredNorm();
}

Solved<Spectrum> symmetric(const detail::SparseMatrix& L, const std::vector<double>& potential,
                           std::size_t count) {
  const auto n = static_cast<std::size_t>(L.rows());
  detail::SparseMatrix H = -L;
  const detail::SparseMatrix T = L.transpose();
  for (int i = 0; i < L.outerSize(); ++i) {
    detail::SparseMatrix::InnerIterator in(T, i);
    for (detail::SparseMatrix::InnerIterator h(H, i); h; ++h, ++in)
      if (h.row() != i) h.valueRef() = -std::sqrt(-h.value() * in.value());
  }
  std::vector<Complex> rates;
  Eigen::MatrixXd vectors;
  if (n <= dense_up_to) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> all{Eigen::MatrixXd(H)};
    for (double rate : all.eigenvalues()) rates.emplace_back(rate);
    vectors = all.eigenvectors();
  } else {
    Spectra::SparseSymShiftSolve<double> shifted(H);
    const auto wanted = static_cast<Eigen::Index>(count);
    const auto width = static_cast<Eigen::Index>(std::min(n, std::max<std::size_t>(2 * count + 20, 40)));
    Spectra::SymEigsShiftSolver<Spectra::SparseSymShiftSolve<double>> lanczos(shifted, wanted, width,
                                                                              -1e-9 * fastest(L));
    lanczos.init();
    lanczos.compute(Spectra::SortRule::LargestMagn, 1000, 1e-13);
    if (lanczos.info() != Spectra::CompInfo::Successful)
      return {Spectrum{}, Status::step_limit, "spectrum: Lanczos did not converge; ask for fewer rates."};
    for (double rate : lanczos.eigenvalues()) rates.emplace_back(rate);
    vectors = lanczos.eigenvectors();
  }
  for (std::size_t k = 0; k < rates.size(); ++k)
    rates[k] = rate_of(L, T, vectors.col(static_cast<Eigen::Index>(k)));
  // r = sqrt(p) u, with the largest p in the middle of a double's range.
  const double top = *std::max_element(potential.begin(), potential.end());
  for (Eigen::Index i = 0; i < vectors.rows(); ++i)
    vectors.row(i) *= std::exp(0.5 * (potential[static_cast<std::size_t>(i)] - top));
  Spectrum spectrum{.detailed_balance = true};
  keep(spectrum, count, rates, vectors.cast<Complex>());
  return Solved<Spectrum>(std::move(spectrum));
}

Solved<Spectrum> general(const detail::SparseMatrix& L, std::size_t count) {
  const auto n = static_cast<std::size_t>(L.rows());
  std::vector<Complex> rates;
  Spectrum spectrum;
  if (n <= dense_up_to) {
    const Eigen::EigenSolver<Eigen::MatrixXd> all{Eigen::MatrixXd(-L)};
    for (const Complex& rate : all.eigenvalues()) rates.push_back(rate);
    keep(spectrum, count, rates, all.eigenvectors());
    return Solved<Spectrum>(std::move(spectrum));
  }
  const detail::SparseMatrix A = -L;
  Spectra::SparseGenRealShiftSolve<double> shifted(A);
  const auto wanted = static_cast<Eigen::Index>(count);
  const auto width = static_cast<Eigen::Index>(std::min(n, std::max<std::size_t>(3 * count + 20, 60)));
  Spectra::GenEigsRealShiftSolver<Spectra::SparseGenRealShiftSolve<double>> arnoldi(shifted, wanted, width,
                                                                                    -1e-9 * fastest(L));
  arnoldi.init();
  arnoldi.compute(Spectra::SortRule::LargestMagn, 1000, 1e-12);
  if (arnoldi.info() != Spectra::CompInfo::Successful)
    return {Spectrum{}, Status::step_limit,
            "spectrum: Arnoldi did not converge; ask for other numbers of rates."};
  for (const Complex& rate : arnoldi.eigenvalues()) rates.push_back(rate);
  keep(spectrum, count, rates, arnoldi.eigenvectors());
  return Solved<Spectrum>(std::move(spectrum));
}

}  // namespace

Solved<Spectrum> spectrum(const Generator& g, std::size_t count) {
  g.check();
  require(count >= 1 && count <= g.states, "the number of rates is 1 to the number of states", "count",
          static_cast<double>(count));
  require(count + 2 < g.states || g.states <= dense_up_to, "of a large network only some rates can be had",
          "count", static_cast<double>(count));
  const auto L = detail::matrix_of(g);
  const auto potential = detailed_balance_potential(L);
  auto found = potential.empty() ? general(L, count) : symmetric(L, potential, count);
  if (!found) return found;
  Spectrum settled = *std::move(found);
  settle_first(settled, g.absorbing());
  return Solved<Spectrum>(std::move(settled));
}

bool obeys_detailed_balance(const Generator& g) {
  g.check();
  return !detailed_balance_potential(detail::matrix_of(g)).empty();
}

}  // namespace stochtherm
