#pragma once
/// Is this network what its energies say, and are these accounts sound?
///
/// Solves:       the laws that any generator with energies and reservoirs obeys, and any ledger of its masses.
/// Scheme:       local detailed balance  of every link: the work of a jump, dE - heat with heat = -kT [ln(forward/backward) -
///                                       ds], must be what was declared for it (0 unless told); within 1e-9 kT
///               way back                no link without one: its entropy would be infinite
///               stationarity            one closed set of states, and a stationary state that L leaves at rest
///               conservation, first     of a ledger: masses sum to 1, energy = work + heat, to rounding; entropy not less
///               and second law          than -1e-9 nats
///               relaxation              D(p(t)||p_stationary) falls from p on
/// Order:        exact.
/// Exact for:    networks and grids of any dimension.
/// Cost:         a pass over the links, one stationary state, one evolution.
/// Use when:     rates were written by hand, or a ledger is to be believed. Not when: trajectories are to be judged (the audit of
///               solvers/langevin/audit.hpp).
/// References:   esposito2010, seifert2012
/// Validated by: jump/audit

#include <span>
#include <stochtherm/core/generator.hpp>
#include <stochtherm/solvers/jump/drive.hpp>
#include <stochtherm/thermodynamics/audit.hpp>

namespace stochtherm {

/// `work[l]` is what the surroundings do on a jump from -> to of link l beside heat: empty where nothing drives. `p`, where
/// relaxation is looked at, empty: uniform.
[[nodiscard]] Audit audit(const Generator& generator, std::span<const double> work = {},
                          std::span<const double> p = {}, const AuditRules& rules = {});

/// Of the outcome of a drive.
[[nodiscard]] Audit audit(const DrivenMasses& driven, const AuditRules& rules = {});

}  // namespace stochtherm
