#pragma once
/// Relaxation rates and modes.
///
/// Solves:       L r_k = -rate_k r_k: p(t) = sum of c_k e^{-rate_k t} r_k.
/// Scheme:       Where the rates obey detailed balance (found out, not asked), L is similar to the symmetric matrix of
///               sqrt(k_ij k_ji): the slowest rates by Lanczos about 0 with a sparse LDL^T (Spectra), all of them by a dense
///               symmetric solver up to 500 states. Else Arnoldi about 0 with a sparse LU, or a dense solver.
/// Order:        iterations to 1e-13 of the fastest rate that matters.
/// Exact for:    under detailed balance each rate to about eps sqrt(fastest rate/rate), relatively: it is a quotient of sums of
///               squares. Else rates to about eps times the fastest one, absolutely.
/// Cost:         a factorisation and some tens of solves; dense n^3.
/// Use when:     the slowest few are wanted. Not when: all of a large network.
/// References:   gardiner2009, lehoucq1998
/// Validated by: jump/relaxation_rates

#include <complex>
#include <stochtherm/core/generator.hpp>
#include <stochtherm/core/solved.hpp>
#include <vector>

namespace stochtherm {

struct Spectrum {
  std::vector<std::complex<double>> rates{};  ///< by growing real part; the first is 0 where nothing is lost
  std::vector<std::vector<std::complex<double>>> modes{};  ///< r_k; the first, where its rate is 0, sums to 1
  bool detailed_balance = false;                           ///< all rates and modes are real
};

/// The `count` slowest; a pair of conjugates counts twice.
[[nodiscard]] Solved<Spectrum> spectrum(const Generator& generator, std::size_t count);

/// Whether the total rates between states obey detailed balance, to a relative 1e-9 around every cycle.
[[nodiscard]] bool obeys_detailed_balance(const Generator& generator);

}  // namespace stochtherm
