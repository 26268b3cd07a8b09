#pragma once
/// The hot loop of `simulate`: a block of trajectories, one per lane, through the steps of a stage. No branch on errors,
/// no allocation; bits independent of the lanes' number.

#include <array>
#include <cstddef>
#include <cstdint>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/solvers/langevin/advance.hpp>
#include <type_traits>
#include <utility>

#define STOCHTHERM_INLINE __attribute__((always_inline))

namespace stochtherm::detail {
inline namespace STOCHTHERM_TARGET {

/// How many packs the registers hold at a time.
#if defined(__AVX512F__)
inline constexpr int packs_in_registers = 4;
#else
inline constexpr int packs_in_registers = 2;
#endif

/// f(0), f(1), ... f(n - 1), each with a constant of its own.
template <int n, class F>
[[gnu::always_inline]] inline void unroll(const F& f) {
  [&]<int... g>(std::integer_sequence<int, g...>) STOCHTHERM_INLINE {
    (f(std::integral_constant<int, g>{}), ...);
  }
  (std::make_integer_sequence<int, n>{});
}

/// The random numbers of a block of trajectories, for as many steps as one call of the noise gives.
template <class S, class M>
struct Noise {
  static constexpr int N = dimension<M>, kinds = N * S::facts.normals;
  static constexpr std::size_t steps = random::draws_per_block, size = steps * block_size;
  static constexpr bool bridges = HasWalls<M> && S::facts.motion == Motion::overdamped;
  alignas(64) double increments[kinds][size];
  alignas(64) double acceptance[S::facts.metropolised ? size : 1];
  alignas(64) double bridge[bridges ? N : 1][bridges ? size : 1];

  [[gnu::always_inline]] void fill(const Stage& stage, std::uint64_t first_trajectory, std::uint64_t block) {
    constexpr random::Kind kind = S::facts.increment == Increment::gaussian    ? random::Kind::normal
                                  : S::facts.increment == Increment::two_point ? random::Kind::two_point
                                                                               : random::Kind::three_point;
    const auto draw = [&](random::Kind of, random::Stream stream, int c,
                          double(&to)[size]) STOCHTHERM_INLINE {
      random::fill(
          {of, stage.seed, stream, first_trajectory, stage.component + static_cast<std::uint64_t>(c), block},
          to);
    };
    for (int c = 0; c < kinds; ++c) draw(kind, random::Stream::thermal, c, increments[c]);
    if constexpr (S::facts.metropolised)
      draw(random::Kind::uniform, random::Stream::acceptance, 0, acceptance);
    if constexpr (bridges)
      for (int c = 0; c < N; ++c) draw(random::Kind::uniform, random::Stream::bridge, c, bridge[c]);
  }
};

/// Columns come in the order of Trajectory::for_each.
template <class S, class M, Keep keep, bool own_protocols>
void run_block(const M& given, const Constants<dimension<M>>& k, const Stage& stage, double* const* columns,
               std::size_t begin, std::size_t end) {
  constexpr int lanes = simd::native_width, packs = static_cast<int>(block_size) / lanes;
  constexpr int group = packs < packs_in_registers ? packs : packs_in_registers;
  using R = simd::Double<lanes>;
  using L = std::conditional_t<own_protocols, R, double>;
  using Step = Advance<S, M, keep, R, L>;
  using At = typename Step::At;
  using T = typename Step::T;
  const OnPacks<M, R> model{given};
  // Lanes without a trajectory repeat the last one: the model is asked nowhere where no trajectory is.
  const auto trajectory = [=](int p, int lane) {
    const std::size_t i = begin + static_cast<std::size_t>(p * lanes + lane);
    return i < end ? i : end - 1;
  };
  T block[packs];
  alignas(64) double lane_values[static_cast<std::size_t>(lanes)];
  for (int p = 0; p < packs; ++p) {
    double* const* column = columns;
    block[p].for_each([&](R& value) {
      for (int i = 0; i < lanes; ++i) lane_values[i] = (*column)[trajectory(p, i)];
      value = R::load(lane_values);
      ++column;
    });
  }
  /// lambda of step n of the stage, or after the last one, in the lanes of pack p.
  const auto lambda_of = [&](const double* const* tables, int p, std::uint64_t n) STOCHTHERM_INLINE {
    L lambda;
    if constexpr (own_protocols)
      for (int i = 0; i < lanes; ++i) lambda.set(i, tables[stage.outcome[trajectory(p, i)]][n]);
    else
      lambda = tables[0][n];
    return lambda;
  };

  Noise<S, M> noise;
  double lambda = stage.lambda;
  for (std::uint64_t n = 0; n < stage.steps;) {
    const std::uint64_t draw = (stage.first + n) % noise.steps, left = stage.steps - n;
    const std::uint64_t steps = left < noise.steps - draw ? left : noise.steps - draw;
    if constexpr (HasWalls<M>) {
      bool any = false;
      for (int p = 0; p < packs; ++p)
        for (int i = 0; i < lanes; ++i) any = any || block[p].absorbed_at[i] == __builtin_inf();
      if (!any) break;
    }
    noise.fill(stage, stage.first_trajectory + begin, (stage.first + n) / noise.steps);
    // Does lambda move within these steps? Where it stands still the energy need not be asked twice.
    bool moves = own_protocols;
    if constexpr (!own_protocols)
      for (std::uint64_t s = n; s < n + steps; ++s) {
        moves = moves || stage.lambdas[0][s] != lambda;
        lambda = stage.lambdas[0][s];
      }
    // A few packs at a time: their state stays in registers, and they hide each other's latency.
    const auto advance = [&](auto lambda_moves) STOCHTHERM_INLINE {
      for (int p = 0; p < packs; p += group) {
        std::array<T, group> t;
        unroll<group>([&](auto g) STOCHTHERM_INLINE { t[g] = block[p + g]; });
        for (std::uint64_t s = 0; s < steps; ++s)
          unroll<group>([&](auto g) STOCHTHERM_INLINE {
            [[maybe_unused]] const T old = t[g];
            const At at{model, k, lambda_of(stage.lambdas, p + g, n + s)};
            // lambda moves at fixed x: work
            if constexpr (lambda_moves) Step::move_lambda(at, t[g]);
            // x moves at fixed lambda: heat, less what the non-conservative force did
            const std::size_t offset = (draw + s) * block_size + static_cast<std::size_t>((p + g) * lanes);
            const R time((static_cast<double>(stage.first + n + s) + 0.5) * k.dt);
            Step::move(at, t[g], noise, offset, k, time, given);
            if constexpr (HasWalls<M>) {  // who was absorbed before stays as he was
              const auto gone = less(old.absorbed_at, R(__builtin_inf()));
              t[g].for_each([gone](R& value, const R& before) { value = select(gone, before, value); }, old);
            }
          });
        unroll<group>([&](auto g) STOCHTHERM_INLINE { block[p + g] = t[g]; });
      }
    };
    moves ? advance(std::true_type{}) : advance(std::false_type{});
    n += steps;
  }
  if (stage.final_lambdas)
    for (int p = 0; p < packs; ++p)
      Step::move_lambda({model, k, lambda_of(stage.final_lambdas, p, 0)}, block[p]);
  for (int p = 0; p < packs; ++p) {
    double* const* column = columns;
    block[p].for_each([&](R& value) {
      value.store(lane_values);
      for (int i = 0; i < lanes; ++i)
        if (begin + static_cast<std::size_t>(p * lanes + i) < end)
          (*column)[trajectory(p, i)] = lane_values[i];
      ++column;
    });
  }
}

}  // namespace STOCHTHERM_TARGET

/// Starts the books: the energy at the first lambda.
template <class S, class M>
double energy_of(const M& model, const Constants<dimension<M>>& k, const double* q, const double* v,
                 double lambda) {
  using R = simd::Double<1>;
  constexpr int N = dimension<M>;
  const Dynamics<M, R, S::facts.calculus> at{{model}, k, lambda};
  Vec<R, N> x;
  for (int i = 0; i < N; ++i) x[i] = R(q[i]);
  R e = at.energy(x);
  if constexpr (S::facts.motion == Motion::underdamped) {
    Vec<R, N> w;
    for (int i = 0; i < N; ++i) w[i] = R(v[i]);
    const Vec<R, N> kinetic = at.kinetic(w);
    R s = kinetic[0];
    for (int i = 1; i < N; ++i) s = s + kinetic[i];
    e = e + s;
  }
  return e[0];
}

template <class M>
using CompiledKernel = void (*)(const M&, const Constants<dimension<M>>&, const Stage&, double* const*,
                                std::size_t, std::size_t);
/// A kernel compiled elsewhere for this machine's instruction set (models/studies has the catalogue); it has the same
/// bits as the one that the user's compiler makes here. Null until the catalogue is linked.
template <class S, class M>
inline CompiledKernel<M> compiled_kernel = nullptr;

}  // namespace stochtherm::detail

#undef STOCHTHERM_INLINE
