#pragma once
/// The masses of any generator through a protocol, with the ledger of the whole.
///
/// Solves:       dp/dt = L(lambda(t)) p.
/// Scheme:       in each step first lambda moves at fixed p, to its value at the middle of the step: the energies' change is
///               work; then p moves at fixed lambda by Alexander's two-stage step (Sdirk2), by elimination without subtraction:
///               what flows through each link is heat from its reservoir and work of what has no potential.
/// Order:        2 in dt.
/// Exact for:    the first law, to rounding; conservation.
/// Cost:         one factorisation of the graph a step while lambda moves.
/// Use when:     a network, or a grid of two or three dimensions, is driven. Not when: one coordinate on a line
///               (FokkerPlanck1D::drive is faster).
/// References:   alexander1977, esposito2010
/// Validated by: jump/one_model_three_ways

#include <functional>
#include <span>
#include <stochtherm/core/generator.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/protocol.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/thermodynamics/ledger.hpp>
#include <vector>

namespace stochtherm {

struct DrivenMasses {
  std::vector<double> masses;
  Ledger ledger;  ///< with a bath for each reservoir
};

/// `at(lambda)` gives the generator, of the same states, reservoirs and internal entropies for every lambda. dt must divide
/// the protocol's duration. Refuses exits, and links without a way back (their heat is infinite).
[[nodiscard]] Solved<DrivenMasses> drive(const std::function<Generator(double lambda)>& at,
                                         const Protocol& protocol, std::span<const double> p, double dt,
                                         const Progress& progress = {});

}  // namespace stochtherm
