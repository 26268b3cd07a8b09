#pragma once
/// Dissipation from what can be watched: the violation of the fluctuation-response relation.
///
/// Solves:       dissipation = gamma {v^2 + integral dw/2pi [C~(w) - 2 kT R~'(w)]}, the mean heat given to the bath per
///               time through one coordinate; sum over the coordinates, divide by kT for the entropy production rate.
///               C(t) = <dv(t) dv(0)>, dv the velocity less its mean v; R(t): mean change of velocity at time t per
///               impulse of a small force at time 0, zero for t < 0. C~(w) = integral dt e^{iwt} C(t) over all t,
///               R~'(w) = Re integral dt e^{iwt} R(t).
/// Scheme:       Both C and R are singular at equal times (2 D delta and mu delta), and only the sum over all
///               frequencies of their difference is wanted, which is C(0+) - kT R(0+): the equal-time limit of the
///               regular parts. With a sampling time h it is read off displacements, where nothing is singular:
///                 v^2 + C(0+) - kT R(0+) = lim [<dx(h)^2> - 2 kT chi(h)]/h^2,
///               dx(h) the displacement in time h without perturbation, chi(h) the mean displacement per constant force
///               switched on at the beginning. Polynomial extrapolation to h = 0 through h, 2h, 3h, weights (1),
///               (2, -1), (3, -3, 1) for order 1, 2, 3. From correlations C_m of the mean velocities in steps of h, m
///               steps apart, and responses R_m to a force held for one step (change of mean velocity m steps later per
///               impulse): weights (1), (3, -1)/2, (33, -19, 4)/18 of C_0 - 2 kT R_0, C_1 - kT R_1, C_2 - kT R_2.
///               Spectra: trapezoid rule over 0 <= w <= W, plus W [C~ - 2 kT R~'](W)/pi for the tail, which falls as
///               1/w^2.
/// Order:        `order` in h, for smooth forces. Spectra: second in dw; truncation of order W^-3 for the integral.
///               Statistical: the errors are of order 2 D/(h sqrt(n)) times sqrt(weights' squares), so h is a compromise;
///               with the same noise in both runs, the response is nearly free of noise.
/// Exact for:    constant force at any h; equilibrium: 0 on average at any h and force small enough for linear response.
/// Cost:         one pass over the records.
/// Use when:     the friction gamma = 1/mu is known and constant. Not when inertia matters at the time h, nor when the
///               perturbing force is outside linear response: its second order enters.
/// References:   haradasasa2005, haradasasa2006, speckseifert2006
/// Validated by: thermodynamics/harada_sasa

#include <span>
#include <stochtherm/statistics/correlation.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm {

/// From positions of the same trajectories without and with a constant `force` added at the first time, at times 0, h,
/// ..., order h (order = number of times less one, 1 to 3). The sum over trajectories is unbiased at given h, and its
/// error bar contains all correlations.
[[nodiscard]] Estimate harada_sasa(TimeSeries unperturbed, TimeSeries perturbed, double force, double h,
                                   double friction, double kT);

/// From C_m and R_m, m = 0 .. order - 1 (order 1 to 3), of one coordinate. Errors are taken as independent of each other:
/// for values from the same trajectories prefer the records.
[[nodiscard]] Estimate harada_sasa(const Estimate& mean_velocity, std::span<const Estimate> correlation,
                                   std::span<const Estimate> response, double friction, double kT);

/// From spectra at increasing angular frequencies from 0: C~(w) and R~'(w). No error bar: the spectra are taken as exact.
[[nodiscard]] double harada_sasa_spectral(double mean_velocity, std::span<const double> frequency,
                                          std::span<const double> correlation,
                                          std::span<const double> response_real, double friction, double kT);

}  // namespace stochtherm
