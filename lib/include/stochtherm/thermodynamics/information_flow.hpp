#pragma once
/// Two systems that watch each other: the flow of information between the parts x and y of a bipartite network.
///
/// Solves:       dI(X;Y)/dt = I^X + I^Y, I^X = sum over jumps of x of J ln[p(y|x')/p(y|x)]; second law of each part,
///               sigma_X = dS(X)/dt + medium_X - I^X >= 0, and likewise for Y; sigma_X + sigma_Y = sigma.
/// Scheme:       sums over the links that move x, and over those that move y. Each sigma is Schnakenberg's sum, not a
///               difference.
/// Order:        none, finite sums.
/// Exact for:    any bipartite network, with any number of reservoirs.
/// Cost:         four logarithms per link; the joint table of p(x, y) for the mutual information.
/// Use when:     each jump moves one of the two parts. Not when a jump moves both (refused): then nobody can say whose
///               information it is.
/// References:   horowitzesposito2014, parrondo2015
/// Validated by: thermodynamics/information_flow, thermodynamics/cellular_sensing

#include <cstddef>
#include <span>
#include <stochtherm/core/generator.hpp>

namespace stochtherm {

/// What the jumps of one part do, in nats/time.
struct PartialEntropy {
  double information;         ///< dI/dt by jumps of this part: positive where it learns about the other
  double system;              ///< dS/dt of its marginal distribution
  double medium;              ///< into the reservoirs of its jumps
  double entropy_production;  ///< not negative: system + medium - information
};

struct InformationFlow {
  double mutual_information;  ///< I(X;Y), nats
  PartialEntropy x, y;
};

/// State i of the generator is (x[i], y[i]), any numbers; no two states have both in common.
[[nodiscard]] InformationFlow information_flow(const Generator& generator, std::span<const double> p,
                                               std::span<const std::size_t> x,
                                               std::span<const std::size_t> y);

}  // namespace stochtherm
