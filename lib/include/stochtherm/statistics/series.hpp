#pragma once
/// The mean of a series whose members remember each other.
///
/// Solves:       mean and its standard error s sqrt(2 tau/n), tau = 1/2 + sum_{k>=1} rho(k) the integrated autocorrelation
///               time in samples.
/// Scheme:       rho from the series with its own mean; the sum stops at the smallest K with K >= 6 tau(K); tau is not taken
///               below 1/2, nor K beyond n/10. Series of many parts are cut, never joined across.
/// Order:        statistical; tau low by about (2K + 1)/n of itself.
/// Exact for:    independent samples: the usual s/sqrt(n), to the noise of a few rho.
/// Cost:         at most some 130 products a sample: a longer memory is looked at in means of pairs, of pairs of pairs ...
/// Use when:     the samples come in the order of time. Not when the series is not long compared with its memory: with
///               n below 100 tau the error is itself an estimate of poor quality, and too small.
/// References:   sokal1997
/// Validated by: information/entropy_production_estimators

#include <cstddef>
#include <span>
#include <stochtherm/statistics/estimate.hpp>

namespace stochtherm {

/// At least two samples.
[[nodiscard]] Estimate estimate_mean_of_series(std::span<const double> x);

}  // namespace stochtherm
