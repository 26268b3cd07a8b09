#pragma once
/// How long a stationary series remembers, and how it answers to a small push.
///
/// Solves:       C(k dt) = <dx(t) dx(t + k dt)> with dx = x - <x>,  tau = integral_0^inf C(t)/C(0) dt,
///               chi(t) = [<x(t)> perturbed - <x(t)>]/perturbation.
/// Scheme:       records[time][trajectory]. Known mean: products averaged over time origins within each trajectory,
///               then over trajectories. Unknown mean: the sample covariance over trajectories of x(t) and x(t + k dt),
///               with its n - 1, averaged over t. tau = dt [C_0/2 + sum_{k<=M} C_k]/C_0 (trapezoid), M the smallest
///               lag with M dt >= window tau. chi: mean over trajectories of the difference of two runs driven by the
///               same noise. Standard errors from the scatter of whole trajectories, which are independent, so
///               correlation in time needs no correction; for tau by linearising the ratio.
/// Order:        statistical, 1/sqrt(trajectories). C is unbiased with a known mean and with an unknown one alike; tau
///               has a bias of order 1/trajectories, one of dt^2/(12 tau^2) relative from the trapezoid, and one of
///               exp(-window) from cutting an exponential tail; chi one of order perturbation, or its square where the
///               answer is odd in it.
/// Exact for:    the bias of C: any stationary series, any length. Error bars of C with unknown mean: to leading order.
/// Cost:         times x lags x trajectories products.
/// Use when:     trajectories are many and independent. Not for one long series: there is no error bar across
///               trajectories then. Not when two runs with the same noise part from each other (bistable or chaotic
///               systems): the difference is correct on average, but scatters as 1/perturbation.
/// References:   sokal1997, kubo1966
/// Validated by: thermodynamics/correlation_and_response

#include <cstddef>
#include <optional>
#include <span>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm {

/// One observable of an ensemble: one column of all trajectories per time, as a run records it.
using TimeSeries = std::span<const std::vector<double>>;

/// C at the lags 0 .. max_lag, each with its standard error. Without `known_mean` the mean is estimated at each time,
/// so a mean that drifts is no correlation.
[[nodiscard]] std::vector<Estimate> autocorrelation(TimeSeries records, std::size_t max_lag,
                                                    std::optional<double> known_mean = {});

/// tau in the unit of dt: the relaxation time, where there is but one. `step_limit` where the series are too short for
/// `window` correlation times.
[[nodiscard]] Solved<Estimate> autocorrelation_time(TimeSeries records, double dt,
                                                    std::optional<double> known_mean = {}, double window = 6);

/// chi at each recorded time, from two runs of the same trajectories with the same noise.
[[nodiscard]] std::vector<Estimate> response(TimeSeries perturbed, TimeSeries unperturbed,
                                             double perturbation);

}  // namespace stochtherm
