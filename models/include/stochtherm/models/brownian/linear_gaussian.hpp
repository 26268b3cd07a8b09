#pragma once
/// The stationary state of any linear Langevin equation q' = -A q + sqrt(2 D) xi: what a closed form of a linear model
/// is compared with.

#include <span>
#include <stochtherm/core/vec.hpp>

namespace stochtherm::models {
namespace detail {
// Matrices by rows; n^2 numbers each.
void stationary_covariance(std::span<const double> A, std::span<const double> D, std::span<double> covariance,
                           int n, const char* function);
double entropy_production(std::span<const double> A, std::span<const double> D, int n, const char* function);
template <int N>
std::span<const double> numbers(const SquareMatrix<N>& m) {
  return {m.front().data(), static_cast<std::size_t>(N) * N};
}
}  // namespace detail

/// S = <q q^T> with A S + S A^T = 2 D (Lyapunov's equation). A's eigenvalues must have positive real parts; D must be
/// symmetric.
template <int N>
[[nodiscard]] SquareMatrix<N> stationary_covariance(const SquareMatrix<N>& A, const SquareMatrix<N>& D) {
  SquareMatrix<N> S{};
  detail::stationary_covariance(detail::numbers<N>(A), detail::numbers<N>(D),
                                {S.front().data(), static_cast<std::size_t>(N) * N}, N,
                                "stationary_covariance");
  return S;
}

/// Total entropy production of the stationary state, nats per time, all q even under time reversal: Tr[V^T D^-1 V S]
/// with the local mean velocity V q = (-A + D S^-1) q. D must be positive definite.
template <int N>
[[nodiscard]] double entropy_production(const SquareMatrix<N>& A, const SquareMatrix<N>& D) {
  return detail::entropy_production(detail::numbers<N>(A), detail::numbers<N>(D), N, "entropy_production");
}

}  // namespace stochtherm::models
