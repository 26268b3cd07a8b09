#pragma once
/// Full counting statistics: how a current fluctuates over a long time.
///
/// Solves:       a current counts w for each jump from -> to of a link and -w for each jump back. With the tilted generator
///               L(s), in which those rates carry e^{sw} and e^{-sw}, lambda(s) = lim ln<e^{sJ}>/t is its largest eigenvalue;
///               its derivatives at 0 are the rates of the cumulants of J, its Legendre transform I(j) = sup (sj - lambda)
///               the rate function of J/t.
/// Scheme:       cumulants by perturbation theory to fourth order, each one singular solve by elimination; lambda(s) by Noda's
///               iteration, which encloses it between min and max of (L x)_i/x_i; I(j) by Newton with lambda' from left and
///               right eigenvectors.
/// Order:        cumulants direct; Noda's iteration converges quadratically.
/// Exact for:    the mean, to rounding; lambda(s) to about eps times the fastest rate.
/// Cost:         cumulants: one factorisation, four solves. lambda(s): some 5 to 10 sparse factorisations.
/// Use when:     the state is steady and times are long. Not for finite times.
/// References:   lebowitzspohn1999, noda1971, touchette2009, koza1999
/// Validated by: jump/counting_statistics, jump/drift_and_diffusion

#include <span>
#include <stochtherm/core/generator.hpp>
#include <stochtherm/core/solved.hpp>
#include <vector>

namespace stochtherm {

/// Rates of the first four cumulants of a current, per time.
struct CumulantRates {
  double mean = 0, variance = 0, third = 0, fourth = 0;
};
/// One weight per link. Refuses what `stationary` refuses.
[[nodiscard]] Solved<CumulantRates> cumulant_rates(const Generator& generator,
                                                   std::span<const double> weights);

/// lambda(s); `stats().residual` is half the width of the interval that encloses it.
[[nodiscard]] Solved<double> scaled_cumulants(const Generator& generator, std::span<const double> weights,
                                              double s);

/// I(j) >= 0, the rate at which the probability of a mean current j decays. step_limit where no tilt makes j typical.
[[nodiscard]] Solved<double> rate_function(const Generator& generator, std::span<const double> weights,
                                           double j);

/// The weights that count entropy given to the surroundings, ln(forward/backward): with them lambda(s) = lambda(-1 - s)
/// (Gallavotti & Cohen). Refuses a link without a way back.
[[nodiscard]] std::vector<double> entropy_weights(const Generator& generator);

}  // namespace stochtherm
