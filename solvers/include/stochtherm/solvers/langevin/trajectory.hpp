#pragma once
/// What a trajectory carries from step to step, and what a stage of a run is, as the kernel sees them.

#include <cstddef>
#include <cstdint>
#include <stochtherm/core/walls.hpp>
#include <stochtherm/solvers/langevin/stepper.hpp>
#include <type_traits>

namespace stochtherm::detail {

/// What a run keeps, beyond positions, energy and the ledger.
enum class Keep { accounts, evidence };

/// A stage of a run as the kernel sees it: steps first .. first + steps - 1.
struct Stage {
  std::uint64_t first, steps;
  /// lambda of each step, one table for each outcome of a measurement (one in all where there was none), and after the
  /// last.
  const double* const* lambdas;
  const double* const* final_lambdas;  ///< nullptr: the run goes on
  const std::uint32_t* outcome;        ///< of each trajectory; nullptr: table 0 for all
  double lambda;                       ///< before the stage, where there is one table
  Seed seed;
  std::uint64_t first_trajectory;
  std::uint64_t component;  ///< where this stage's components begin: a relaxation has noise of its own
};

/// Trajectories that advance together: their state and noise stay in the first-level cache, and one's latency hides
/// behind the others'. The same on every machine; only how many share a register differs.
inline constexpr std::size_t block_size = 32;

/// The columns that a trajectory of model M under stepper S has, in the order in which the kernel takes them.
template <class S, class M, Keep keep>
struct Layout {
  static constexpr int N = dimension<M>;
  static constexpr int baths = ManyBaths<M> ? N : 1;
  static constexpr bool inertia = S::facts.motion == Motion::underdamped;
  static constexpr bool walls = HasWalls<M>;
  static constexpr bool evidence = keep == Keep::evidence;
  /// Is the ratio of the step's forward and backward probabilities other than its heat? (With inertia, and where moves
  /// are accepted or rejected, it is the heat by construction.)
  static constexpr bool ratio = evidence && !inertia && !S::facts.metropolised;
  static constexpr bool innovations = evidence && !S::facts.metropolised;
};

/// T, or no bytes at all.
template <int>
struct Nothing {};
template <bool has, class T, int which>
using If = std::conditional_t<has, T, Nothing<which>>;

/// Everything that one lane carries from step to step.
template <class S, class M, Keep keep, class R>
struct Trajectory {
  using Has = Layout<S, M, keep>;
  static constexpr int N = Has::N;
  using X = Vec<R, N>;
  X q;
  [[no_unique_address]] If<Has::inertia, X, 0> v;
  [[no_unique_address]] If<S::facts.remembers, X, 1> last;
  R energy, work;
  [[no_unique_address]] If<Driven<M>, R, 2> driven;
  [[no_unique_address]] If<Has::inertia, R, 3> shadow;
  Vec<R, Has::baths> heat;
  [[no_unique_address]] If<Has::walls, R, 4> absorbed_at;
  [[no_unique_address]] If<S::facts.metropolised, R, 5> rejections;
  [[no_unique_address]] If<Has::ratio, R, 6> kernel_ratio;
  [[no_unique_address]] If<Has::innovations, X, 7> innovation;
  [[no_unique_address]] If<Has::innovations, X, 8> innovation_square;
  [[no_unique_address]] If<Has::innovations, X, 9> tilt;

  /// All columns that exist, always in this order, beside those of `others`; `Books` names them.
  template <class F, class... Others>
  [[gnu::always_inline]] void for_each(const F& f, const Others&... others) {
    all(f, q, others.q...);
    if constexpr (Has::inertia) all(f, v, others.v...);
    if constexpr (S::facts.remembers) all(f, last, others.last...);
    f(energy, others.energy...), f(work, others.work...);
    if constexpr (Driven<M>) f(driven, others.driven...);
    if constexpr (Has::inertia) f(shadow, others.shadow...);
    all(f, heat, others.heat...);
    if constexpr (Has::walls) f(absorbed_at, others.absorbed_at...);
    if constexpr (S::facts.metropolised) f(rejections, others.rejections...);
    if constexpr (Has::ratio) f(kernel_ratio, others.kernel_ratio...);
    if constexpr (Has::innovations) {
      all(f, innovation, others.innovation...);
      all(f, innovation_square, others.innovation_square...);
      all(f, tilt, others.tilt...);
    }
  }

 private:
  template <class F, class V, class... Others>
  [[gnu::always_inline]] static void all(const F& f, V& v, const Others&... others) {
    for (int i = 0; i < static_cast<int>(sizeof(V) / sizeof(R)); ++i) f(v[i], others[i]...);
  }
};

}  // namespace stochtherm::detail
