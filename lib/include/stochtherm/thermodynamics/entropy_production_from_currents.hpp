#pragma once
/// Entropy production of a steady state from a measured path, by its currents: bounds that need no model.
///
/// Solves:       currents J_c = phi_a(x_mid) dx_d of one step dt, mean m and covariance C.
///               uncertainty relation: sigma >= (2/dt) max_w (w m)^2/(w C w) = (2/dt) m^T C^-1 m, w = C^-1 m the best current;
///               variational: sigma >= (1/dt) max_w <w J> - <exp(-w J)> + 1, for any w that is odd in time.
/// Scheme:       phi_a: 1, monomials of the coordinates up to `degree`, and cos, sin up to `degree` times a periodic one,
///               at the middle of each step (Stratonovich). Uncertainty: one pass; m^T C^-1 m less what d currents give by
///               chance, d/n (Hotelling). Variational: Newton's method, started at 2 C^-1 m; the halves of the path are taken in
///               turn to find w and to be judged by it, so that w does not fit its own noise.
/// Order:        statistical, 1/sqrt(n dt) in the rate. Unbiased as bounds: the uncertainty relation to order 1/n, the
///               variational one from below by the error of w. Below sigma by order dt, and by what the phi_a cannot say:
///               the best w is the thermodynamic force over kT, so linear systems are met by degree 1.
/// Exact for:    overdamped motion with force over kT in the span of the phi_a, as dt -> 0. Both are lower bounds, never above
///               sigma but for the statistical error, of the overdamped and of the jump kind alike, for any number of hidden
///               coordinates.
/// Cost:         uncertainty: about 1 ns a step for four currents with AVX-512 (bench/information.cpp); variational: some
///               200 ns a step.
/// Use when:     a steady state was watched with steps short compared with its relaxation. Not for underdamped paths (the
///               uncertainty relation does not hold there), nor for drift that is not steady. Where dt is long, or in a
///               network of few states, the variational bound is tighter.
/// References:   baratoseifert2015, gingrich2016, manikandan2020, otsubo2020, kim2020, hotelling1931
/// Validated by: information/entropy_production_estimators
///
/// Standard errors from 64 or more consecutive parts of the path, which carries the memory of the path.

#include <cstddef>
#include <memory>
#include <span>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/information/nearest_neighbours.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <vector>

namespace stochtherm {

/// The functions phi_a of the position that currents are weighed with.
struct CurrentBasis {
  std::size_t degree = 1;
  bool constant = true;           ///< is 1 among them? Without it the result depends on the origin.
  std::vector<double> periods{};  ///< for each coordinate its period, 0 for none; empty: none at all
};

/// Mean and covariance of the currents, gathered in one pass over a path that may be longer than memory.
class CurrentMoments {
 public:
  CurrentMoments(std::size_t coordinates, CurrentBasis basis = {});
  ~CurrentMoments();
  CurrentMoments(CurrentMoments&&) noexcept;
  CurrentMoments& operator=(CurrentMoments&&) noexcept;

  /// The path goes on: one column for each coordinate.
  void add(Columns path);
  /// What is added next is another path: there is no step from the last position to its first.
  void new_path();
  [[nodiscard]] std::size_t currents() const;
  [[nodiscard]] std::size_t steps() const;
  [[nodiscard]] std::vector<double> mean() const;
  /// Row by row.
  [[nodiscard]] std::vector<double> covariance() const;

  struct State;
  [[nodiscard]] const State& state() const { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

struct CurrentBound {
  Estimate rate;                ///< of entropy production, a lower bound, 1/time of dt
  std::vector<double> weights;  ///< of the currents in the best one
};

/// The uncertainty relation's bound, from moments or from a path.
[[nodiscard]] Solved<CurrentBound> uncertainty_bound(const CurrentMoments& moments, double dt);
[[nodiscard]] Solved<CurrentBound> uncertainty_bound(Columns path, double dt, const CurrentBasis& basis = {});
/// The variational bound.
[[nodiscard]] Solved<CurrentBound> variational_bound(Columns path, double dt, const CurrentBasis& basis = {});

/// For a path of states 0, 1, ...: the currents are the jumps of each pair of states, there minus back.
[[nodiscard]] Solved<CurrentBound> uncertainty_bound(std::span<const std::uint32_t> states, double dt);
[[nodiscard]] Solved<CurrentBound> variational_bound(std::span<const std::uint32_t> states, double dt);

}  // namespace stochtherm
