#pragma once
/// How much entropy it takes to move probability over a network in so many jumps.
///
/// Solves:       Sigma >= 2 W artanh(W/N) >= 2 W^2/N, with the entropy produced Sigma, the mean number of jumps N = integral
///               of the activity, and the distance W that probability was moved: W1, the least mean number of links that
///               it has to pass, or half of sum |p - q|, which is never more.
/// Scheme:       W1 on a graph by successive shortest paths from surplus to want; breadth first, with the links that have
///               carried flow usable backwards.
/// Order:        none.
/// Exact for:    the bound is reached where all mass that moves goes one way with fluxes of one ratio; W1 to rounding.
/// Cost:         the distance: states^2 links at worst. The bound: one logarithm.
/// Use when:     jumps have opposite ones, and the energies may be driven as one likes. Not when links are one-way: then
///               Sigma is infinite.
/// References:   shiraishi2018, vo2020, dechant2022, vanvusaito2023
/// Validated by: thermodynamics/speed_limits

#include <span>
#include <stochtherm/core/generator.hpp>
#include <stochtherm/information/f_divergence.hpp>  // total_variation, the mass that must change its state

namespace stochtherm {

/// W1: mass times number of links, at least. Infinite where p and q differ in the mass of parts that nothing joins.
[[nodiscard]] double link_distance(const Generator& generator, std::span<const double> p,
                                   std::span<const double> q);

/// 2 W artanh(W/N), nats: infinite where fewer jumps were made than are needed.
[[nodiscard]] double least_entropy(double distance, double jumps);
/// 2 W^2/N, Shiraishi, Funo and Saito's: sum|p - q|^2/(2 N) where W is the total variation.
[[nodiscard]] double least_entropy_quadratic(double distance, double jumps);

}  // namespace stochtherm
