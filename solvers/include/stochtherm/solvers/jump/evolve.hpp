#pragma once
/// The masses at a later time, to a tolerance.
///
/// Solves:       dp/dt = L p at constant rates.
/// Scheme:       Where the fastest total rate times the duration is below 2 10^4: uniformisation, exp(L t) p = sum of Poisson
///               weights times powers of a stochastic matrix, cut off where the rest of the weights is below the tolerance.
///               Else extrapolated implicit Euler: steps of H in 1, 2, ... 7 parts, each by elimination without subtraction,
///               and Aitken-Neville in H; L-stable; H is doubled or halved so that the last two columns differ by less than
///               the step's share of the tolerance.
/// Order:        uniformisation: a convergent series; extrapolation: 7 in H.
/// Exact for:    conservation. Masses from uniformisation are non-negative and sum to 1 less a bound on the error; those from
///               extrapolation have negative ones of the size of the error set to 0.
/// Cost:         rate x duration x links multiplications, or some tens of factorisations, whatever the stiffness.
/// Use when:     one wants the solution to a stated accuracy. Not when: a driven protocol, or a step whose error does not
///               matter, is wanted: FokkerPlanck1D::evolve.
/// References:   jensen1953, deuflhard1987, hairer1996
/// Validated by: jump/evolution

#include <span>
#include <stochtherm/core/generator.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <vector>

namespace stochtherm {

/// `tolerance` bounds the sum of |error|; `stats().residual` is the bound (uniformisation) or the estimate (extrapolation)
/// that was reached.
[[nodiscard]] Solved<std::vector<double>> evolve(const Generator& generator, std::span<const double> p,
                                                 double duration, double tolerance = 1e-10,
                                                 const Progress& progress = {});

}  // namespace stochtherm
