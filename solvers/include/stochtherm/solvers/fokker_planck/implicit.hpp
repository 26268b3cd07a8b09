#pragma once
/// Implicit steps of dp/dt = L p, and what FokkerPlanck1D needs around them.

#include <concepts>
#include <span>
#include <stochtherm/core/density.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/solvers/fokker_planck/chain.hpp>
#include <string>
#include <vector>

namespace stochtherm {

/// Backward Euler.
///
/// Solves:       dp/dt = L p.
/// Scheme:       (I - dt L) p' = p.
/// Order:        1 in dt, L-stable.
/// Exact for:    stationary states; conserves mass and keeps every mass non-negative at any dt.
/// Cost:         one solve.
/// Use when:     the start is rough, or dt is huge and the end is near stationary. Not when: the transient's
///               accuracy counts.
/// References:   hairer1996
/// Validated by: fokker_planck/relaxation, fokker_planck/mass_is_conserved
struct BackwardEuler {
  static constexpr double implicit_weight = 1;
  static constexpr int order = 1;
  /// Advances `p`; `flow` receives the masses whose current, times dt, is what flowed.
  void step(const ChainFactorisation& factors, std::vector<double>& p, std::vector<double>& flow) const;
};

/// Alexander's two-stage, stiffly accurate, singly diagonally implicit scheme.
///
/// Solves:       dp/dt = L p.
/// Scheme:       g = 1 - 1/sqrt 2; (I - g dt L) y = p; (I - g dt L) p' = p + ((1-g)/g) (y - p).
/// Order:        2 in dt, L-stable.
/// Exact for:    stationary states; conserves mass. May make masses negative when dt is long for the start:
///               refused.
/// Cost:         two solves with one matrix.
/// Use when:     the transient counts and the start is smooth. Not when: all mass starts in one cell.
/// References:   alexander1977
/// Validated by: fokker_planck/relaxation, fokker_planck/agrees_with_trajectories
struct Sdirk2 {
  static constexpr double implicit_weight = 0.29289321881345247560;  // 1 - 1/sqrt 2
  static constexpr int order = 2;
  void step(const ChainFactorisation& factors, std::vector<double>& p, std::vector<double>& flow) const;
};

template <class S>
concept ImplicitScheme = requires(const S& s, const ChainFactorisation& factors, std::vector<double>& p) {
  { S::implicit_weight } -> std::convertible_to<double>;
  {s.step(factors, p, p)};
};

namespace detail {
/// B(z) = z/(e^z - 1), 1 at z = 0.
[[nodiscard]] double bernoulli(double z);
/// B(z) and B(-z) of each; their ratio is e^z to rounding.
void bernoulli_pairs(std::span<const double> z, std::span<double> rise, std::span<double> fall);
/// The chain with energies, one bath, and the widths of the cells as internal entropy.
[[nodiscard]] Generator grid_generator(const ChainGenerator& chain, const Grid1D& grid,
                                       std::vector<double> energy, double kT);
/// Sum over links of current times push.
[[nodiscard]] double power(const ChainGenerator& chain, std::span<const double> masses,
                           std::span<const double> push);
void require_all_finite(std::span<const double> numbers, const char* what, const char* function);
/// duration/dt, which must be a whole number.
[[nodiscard]] std::size_t count_steps(double duration, double dt);
[[nodiscard]] double dot(std::span<const double> a, std::span<const double> b);
/// sum a (c - b).
[[nodiscard]] double dot_change(std::span<const double> a, std::span<const double> b,
                                std::span<const double> c);
/// Equal to rounding, on the scale of the energies `u`.
[[nodiscard]] bool same_energy(double a, double b, std::span<const double> u);
/// Mean first-passage time at `from`: linear between centres and to zero at an absorbing edge.
[[nodiscard]] double interpolate_first_passage(const Grid1D& grid, std::span<const double> tau, double from);
/// Diverged or negative masses, or a cancelled run; else converged.
[[nodiscard]] Status check_step(std::span<const double> p, std::size_t step, std::size_t steps,
                                ProgressReporter& report);
[[nodiscard]] std::string why_stopped(Status status, std::size_t step);
[[nodiscard]] Solved<Density> stopped(const Grid1D& grid, std::vector<double> p, Status status,
                                      std::size_t step);
/// The masses as a density of the same total; negative ones become zero.
[[nodiscard]] Density settled(const Grid1D& grid, std::vector<double> p);
}  // namespace detail

}  // namespace stochtherm
