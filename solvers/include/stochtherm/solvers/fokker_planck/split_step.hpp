#pragma once
/// Time steps on grids of two and three dimensions.
///
/// Solves:       dp/dt = L p, L = sum of L_a over the axes, at fixed lambda.
/// Scheme:       Strang's splitting, e.g. in two dimensions half a step along x, one along y, half a step along x (and the
///               half steps of neighbouring steps made one); along each line of the grid Alexander's L-stable two-stage step,
///               by elimination without subtraction, factorised once. Lines stand side by side in packs.
/// Order:        2 in dt.
/// Exact for:    conservation, to rounding. The stationary state of many steps differs from that of L by O(dt^2) where the
///               L_a do not commute: `stationary` has the exact one.
/// Cost:         per step 2 (in three dimensions 4) sweeps over the grid, 4 columns of the grid's size each: memory bounds it.
///               Nanoseconds per cell: bench/fokker_planck_nd.cpp.
/// Use when:     the grid is large. Not when: edges are periodic or the mobility is a matrix (refused: evolve), or a step so
///               long that a density that is rough would become negative: then the outcome is ill_conditioned, as Sdirk2's.
/// References:   strang1968, alexander1977
/// Validated by: fokker_planck/split_step_order

#include <cstddef>
#include <span>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck.hpp>
#include <vector>

namespace stochtherm {

class SplitStep {
 public:
  /// Of an operator whose links all join neighbours along an axis.
  template <class M>
  SplitStep(const FokkerPlanck<M>& fp, double dt) : SplitStep(fp.generator(), sizes_of(fp.grid()), dt) {}
  /// Sizes of the axes, the first running fastest.
  SplitStep(const Generator& generator, std::vector<std::size_t> sizes, double dt);

  /// So many steps from p.
  [[nodiscard]] Solved<std::vector<double>> advance(std::span<const double> p, std::size_t steps,
                                                    const Progress& progress = {}) const;
  /// The same in place, without a look at the result.
  void advance_in_place(std::vector<double>& p, std::size_t steps) const;
  /// Bytes that it keeps.
  [[nodiscard]] std::size_t bytes() const;

 private:
  template <int N>
  static std::vector<std::size_t> sizes_of(const ProductGrid<N>& grid) {
    std::vector<std::size_t> sizes;
    for (int a = 0; a < N; ++a) sizes.push_back(grid.axis(a).size());
    return sizes;
  }
  /// The factors of all lines along one axis, for one length of step: 16 lines side by side.
  struct Axis {
    std::vector<double> to, from, inverse;
  };
  [[nodiscard]] Axis factorise(const std::vector<double>& up, const std::vector<double>& down,
                               const std::vector<double>& exit, std::size_t a, double dt) const;
  void sweep(const Axis& axis, std::size_t a, std::vector<double>& p, std::vector<double>& scratch) const;

  std::vector<std::size_t> sizes_, strides_;
  std::size_t cells_ = 1;
  std::vector<Axis> whole_,
      half_;  // by axis; the last axis needs no half step, the first a whole one for those that meet
};

}  // namespace stochtherm
