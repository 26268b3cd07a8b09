#pragma once
/// Probabilities from few samples at a data temperature: between what was seen and no preference at all.
///
/// Solves:       F(P) = U(P) - H(P)/beta, U = -sum P ln P^, is least for P = P^^beta/Z, with P^ the frequencies: beta = 1 is
///               maximum likelihood, beta = 0 maximum entropy over what P^ allows. F_min = -ln(sum P^^beta)/beta and
///               dU/dbeta = -Var(ln P^). The same P follows from U' = D(P||P^) and 1/beta' with beta = beta'/(1 + beta').
/// Scheme:       closed form. P^^beta keeps what is 0 at 0, so a rule for states not yet seen comes before it:
///               P^ = (n/N + floor)/(1 + K floor). Temperature: beta = 1 - exp(-N/N_c), or without a parameter
///               beta = 1/(1 + sqrt<D(P^||P^ without one datum)>), the mean over the data.
/// Order:        none.
/// Exact for:    expectations over samples: multinomial sum over all counts, to rounding.
/// Cost:         one power a state; the sum has (N + K - 1)!/(N! (K - 1)!) terms.
/// Use when:     N is a few times K or less and D(true||estimate), the price of surprise, is what counts. Not where
///               D(estimate||true) counts: there it is never better than maximum likelihood (the case shows both).
/// References:   isozaki2012, isozaki2008
/// Validated by: information/minimum_free_energy

#include <cstddef>
#include <functional>
#include <span>
#include <stochtherm/information/entropy_from_counts.hpp>
#include <vector>

namespace stochtherm {

/// (n/N + floor)/(1 + K floor): with floor 0 the frequencies themselves.
[[nodiscard]] std::vector<double> frequencies(Counts counts, double floor = 0);

struct MinimumFreeEnergy {
  std::vector<double> p;
  double beta;             ///< inverse data temperature
  double internal_energy;  ///< U = -sum p ln P^, nats
  double entropy;          ///< H(p)
  double free_energy;      ///< U - H/beta; -infinity for beta = 0
};
/// Frequencies P^ that sum to 1, 0 <= beta <= 1.
[[nodiscard]] MinimumFreeEnergy minimum_free_energy(std::span<const double> frequencies, double beta);

/// 1 - exp(-samples/scale).
[[nodiscard]] double data_beta_by_size(double samples, double scale);
/// 1/(1 + sqrt<D(P^||P^_(without i))>) over the data i, both with this floor, which must be positive; 2 samples or more.
[[nodiscard]] double data_beta_leave_one_out(Counts counts, double floor);

/// sum over all counts of N samples from p, of their multinomial probability times f(counts).
[[nodiscard]] double expectation_over_samples(std::span<const double> p, std::size_t samples,
                                              const std::function<double(Counts)>& f);

}  // namespace stochtherm
