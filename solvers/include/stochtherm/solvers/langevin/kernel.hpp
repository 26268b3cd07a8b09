#pragma once
/// The hot loop of `simulate`: a block of trajectories, one per lane, through the steps of a stage. No branch on
/// errors, no allocation; bits independent of the lanes' number. Each step first moves lambda at fixed x (work), then x
/// at fixed lambda (heat).

#include <cstddef>
#include <array>
#include <cstdint>
#include <stochtherm/core/walls.hpp>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/solvers/langevin/dynamics.hpp>
#include <stochtherm/solvers/langevin/stepper.hpp>
#include <type_traits>
#include <utility>

#define STOCHTHERM_INLINE __attribute__((always_inline))

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
  const std::uint32_t* outcome;  ///< of each trajectory; nullptr: table 0 for all
  double lambda;               ///< before the stage, where there is one table
  Seed seed;
  std::uint64_t first_trajectory;
  std::uint64_t component;  ///< where this stage's components begin: a relaxation has noise of its own
};

/// Trajectories that advance together: their state and noise stay in the first-level cache, and one's latency hides
/// behind the others'. The same on every machine; only how many share a register differs.
inline constexpr std::size_t block_size = 32;
/// How many packs of them the registers hold at a time.
#if defined(__AVX512F__)
inline constexpr int packs_in_registers = 4;
#else
inline constexpr int packs_in_registers = 2;
#endif

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

inline namespace STOCHTHERM_TARGET {

template <class S, class M, Keep keep, class R, class L>
struct Advance {
  using Has = Layout<S, M, keep>;
  static constexpr int N = Has::N;
  static constexpr Calculus calculus = S::facts.calculus;
  using X = Vec<R, N>;
  using T = Trajectory<S, M, keep, R>;
  using At = Dynamics<M, R, calculus, L>;

  [[gnu::always_inline]] static R energy(const At& at, const T& t) {
    if constexpr (Has::inertia)
      return at.energy(t.q) + sum(at.kinetic(t.v));
    else
      return at.energy(t.q);
  }
  [[gnu::always_inline]] static void move_lambda(const At& at, T& t) {
    R moved = energy(at, t);
    if constexpr (Has::walls) moved = select(less(t.absorbed_at, R(__builtin_inf())), t.energy, moved);
    t.work += moved - t.energy;
    t.energy = moved;
  }
  /// `offset`: where the random numbers of this step and pack begin.
  template <class Noise>
  [[gnu::always_inline]] static void move(const At& at, T& t, const Noise& noise, std::size_t offset,
                                          const Constants<N>& k, R time, const M& given) {
    Vec<R, N> z[S::facts.normals];
    for (int c = 0; c < Noise::kinds; ++c) z[c / N][c % N] = R::load(noise.increments[c] + offset);
    const std::array<Interval, N>* walls = nullptr;
    const double* crossing[N] = {};
    if constexpr (HasWalls<M>) walls = &given.walls();
    if constexpr (Noise::bridges)
      for (int c = 0; c < N; ++c) crossing[c] = noise.bridge[c] + offset;
    const double* accept = S::facts.metropolised ? noise.acceptance + offset : nullptr;
    if constexpr (Has::inertia)
      underdamped(at, t, z, accept, k, time, walls);
    else
      overdamped(at, t, z[0], accept, crossing, k, time, walls);
  }
  /// The work of the non-conservative force by the trapezoid rule, coordinate by coordinate.
  [[gnu::always_inline]] static X pushed(const At& at, const X& x, const X& y) {
    if constexpr (Driven<M>)
      return at.half(at.model.nonconservative(x, at.lambda) + at.model.nonconservative(y, at.lambda)) * (y - x);
    else
      return X::all(R(0.0));
  }
  [[gnu::always_inline]] static R sum(const X& x) {
    R s = x[0];
    for (int i = 1; i < N; ++i) s = s + x[i];
    return s;
  }

  /// The energy change of each coordinate's own motion: the coordinates are moved one at a time, from the first to the
  /// last and from the last to the first, and both accounts are averaged. Their sum is U(y) - U(x).
  [[gnu::always_inline]] static X telescope(const At& at, const X& x, const X& y, R before, R after) {
    X change;
    X corner = x;
    R last = before;
    for (int i = 0; i < N; ++i) {
      corner[i] = y[i];
      const R next = i == N - 1 ? after : at.energy(corner);
      change[i] = next - last;
      last = next;
    }
    corner = x;
    last = before;
    for (int i = N - 1; i >= 0; --i) {
      corner[i] = y[i];
      const R next = i == 0 ? after : at.energy(corner);
      change[i] = R(0.5) * (change[i] + (next - last));
      last = next;
    }
    return change;
  }

  [[gnu::always_inline]] static void book_heat(const At& at, T& t, const X& y, R after) {
    const X work = pushed(at, t.q, y);
    if constexpr (Driven<M>) t.driven += sum(work);
    if constexpr (Has::baths == 1) {
      if constexpr (Driven<M>)
        t.heat[0] += (after - t.energy) - sum(work);
      else
        t.heat[0] += after - t.energy;
    } else {
      const X change = telescope(at, t.q, y, t.energy, after);
      for (int i = 0; i < N; ++i) t.heat[i] += change[i] - work[i];
    }
  }

  /// How the motion looks to one who knows the model and sees the two ends: the noise that must have acted.
  [[gnu::always_inline]] static void book_innovation(T& t, const X& z, const X& spurious) {
    t.innovation = t.innovation + z;
    t.innovation_square = t.innovation_square + z * z;
    t.tilt = t.tilt + spurious * z;
  }

  [[gnu::always_inline]] static R log_uniform(const double* u) { return log(R::load(u)); }

  [[gnu::always_inline]] static void overdamped(const At& at, T& t, const X& z, const double* uniform,
                                                const double* const* bridge, const Constants<N>& k, R time,
                                                const std::array<Interval, N>* walls) {
    X y;
    if constexpr (S::facts.metropolised)
      y = S::propose(at, t.q, z);
    else if constexpr (S::facts.remembers)
      y = S::step(at, t.q, z, t.last);
    else
      y = S::step(at, t.q, z);
    [[maybe_unused]] auto absorbed = t.absorbed_at;
    X reached = y;
    [[maybe_unused]] const auto allowed = inside(y, walls);
    if constexpr (Has::walls) reached = bounded(at, t, y, bridge, time, *walls, absorbed);
    R after = at.energy(reached);

    if constexpr (S::facts.metropolised) {
      const R log_ratio = -((after - t.energy) - sum(pushed(at, t.q, y))) * R(1.0 / k.kT[0]) - at.log_kernel_ratio(t.q, y);
      const auto accept = less(log_uniform(uniform), log_ratio) & allowed;
      for (int i = 0; i < N; ++i) {
        reached[i] = select(accept, reached[i], t.q[i]);
        y[i] = select(accept, y[i], t.q[i]);
      }
      after = select(accept, after, t.energy);
      t.rejections += select(accept, R(0.0), R(1.0));
      if constexpr (Has::walls) absorbed = select(accept, absorbed, t.absorbed_at);
    }
    if constexpr (Has::ratio) {
      const Dynamics<M, R, Calculus::ito, L> ito{at.model, at.k, at.lambda};
      t.kernel_ratio += ito.log_path_ratio(t.q, y);
      book_innovation(t, ito.increment(t.q, y - t.q - ito.drift(t.q)), lean(ito, t.q));
    }
    book_heat(at, t, y, after);
    t.q = reached;
    t.energy = after;
    if constexpr (Has::walls) t.absorbed_at = absorbed;
  }
  /// The drift that the calculus adds, in units of the noise: the direction in which a wrong calculus errs.
  template <class Ito>
  [[gnu::always_inline]] static X lean(const Ito& ito, const X& x) {
    if constexpr (At::additive)
      return X::all(R(0.0));
    else
      return ito.increment(x, ito.spurious(x));
  }

  /// The lanes within all reflecting walls: moves that are accepted or rejected are rejected there, which keeps detailed
  /// balance.
  [[gnu::always_inline]] static auto inside(const X& y, const std::array<Interval, N>* walls) {
    auto all = less(R(0.0), R(1.0));
    if constexpr (Has::walls && S::facts.metropolised)
      for (int i = 0; i < N; ++i) {
        const Interval& w = (*walls)[static_cast<std::size_t>(i)];
        if (w.at_low == Edge::reflecting) all = all & ~less(y[i], R(w.low));
        if (w.at_high == Edge::reflecting) all = all & ~less(R(w.high), y[i]);
      }
    return all;
  }

  /// Where a move to y ends: reflected, wrapped, absorbed. A wrapped coordinate keeps its displacement in y, a reflected or
  /// absorbed one does not.
  [[gnu::always_inline]] static X bounded(const At& at, const T& t, X& y, const double* const* bridge, R time,
                                          const std::array<Interval, N>& walls, R& absorbed) {
    X reached = y;
    [[maybe_unused]] const X width = Has::inertia ? X::all(R(0.0)) : at.noise_strength(t.q);
    for (int i = 0; i < N; ++i) {
      const Interval& w = walls[static_cast<std::size_t>(i)];
      const R low(w.low), high(w.high);
      R& r = reached[i];
      if (w.at_low == Edge::periodic) {
        const R length = high - low;
        r = select(less(r, low), r + length, r);
        r = select(less(r, high), r, r - length);
        continue;
      }
      if (w.at_low == Edge::reflecting) r = select(less(r, low), low + (low - r), r);
      if (w.at_high == Edge::reflecting) r = select(less(high, r), high - (r - high), r);
      if (w.at_low == Edge::reflecting) r = select(less(r, low), low, r);
      for (const auto& [wall, edge] : {Wall{w.low, w.at_low}, Wall{w.high, w.at_high}}) {
        if (edge != Edge::absorbing || !(wall - wall == 0)) continue;  // no wall at infinity
        const R at_wall(wall), here = t.q[i] - at_wall, there = r - at_wall;
        auto hit = ~less(R(0.0), here * there);  // on it or beyond
        if constexpr (!Has::inertia)             // or there and back within the step: a Brownian bridge
          hit = hit | less(R::load(bridge[i]), exp(R(-2.0) * here * there / (width[i] * width[i])));
        r = select(hit, at_wall, r);
        absorbed = select(hit, time, absorbed);
      }
      y[i] = r;
    }
    return reached;
  }
  struct Wall {
    double wall;
    Edge edge;
  };

  /// What a stepper with inertia reports.
  struct Baths {
    const At& at;
    Vec<R, N> heat;
    X before, after;
    [[gnu::always_inline]] void exchanged(const X& v, const X& renewed) {
      heat = heat + (at.kinetic(renewed) - at.kinetic(v));
      before = v;
      after = renewed;
    }
  };

  [[gnu::always_inline]] static void underdamped(const At& at, T& t, const X* z, const double* uniform,
                                                 const Constants<N>& k, R time, const std::array<Interval, N>* walls) {
    Baths baths{at, X::all(R(0.0)), t.v, t.v};
    Phase<X> s{t.q, t.v};
    R shadow(0.0);
    if constexpr (S::facts.metropolised) {
      const X v = at.half_thermostat(s.v, z[0]);
      baths.exchanged(s.v, v);
      s.v = v;
      const R before = at.energy(s.q) + sum(at.kinetic(s.v));
      const Phase<X> y = S::propose(at, s);
      const R change = (at.energy(y.q) + sum(at.kinetic(y.v))) - before - sum(pushed(at, s.q, y.q));
      const auto accept = less(log_uniform(uniform), change * R(-1.0 / k.kT[0])) & inside(y.q, walls);
      for (int i = 0; i < N; ++i) {
        s.q[i] = select(accept, y.q[i], s.q[i]);
        s.v[i] = select(accept, y.v[i], -s.v[i]);
      }
      baths.heat[0] = baths.heat[0] + select(accept, change, R(0.0));
      t.rejections += select(accept, R(0.0), R(1.0));
      const X w = at.half_thermostat(s.v, z[1]);
      baths.exchanged(s.v, w);
      s.v = w;
    } else {
      s = S::step(at, s, z[0], baths);
    }
    [[maybe_unused]] auto absorbed = t.absorbed_at;
    [[maybe_unused]] const X free = s.q;
    X y = s.q;
    if constexpr (Has::walls) {
      for (int i = 0; i < N; ++i) {  // a reflected coordinate comes back
        const Interval& w = (*walls)[static_cast<std::size_t>(i)];
        if (w.at_low == Edge::reflecting) s.v[i] = select(less(s.q[i], R(w.low)), -s.v[i], s.v[i]);
        if (w.at_high == Edge::reflecting) s.v[i] = select(less(R(w.high), s.q[i]), -s.v[i], s.v[i]);
      }
      s.q = bounded(at, t, y, nullptr, time, *walls, absorbed);
    }
    const R after = at.energy(s.q) + sum(at.kinetic(s.v));
    const X work = pushed(at, t.q, y);
    if constexpr (Driven<M>) t.driven += sum(work);
    if constexpr (Has::baths == 1)
      t.heat[0] += sum(baths.heat);
    else
      t.heat = t.heat + baths.heat;
    if constexpr (!S::facts.metropolised)
      shadow = ((after - t.energy) - sum(baths.heat)) - sum(work);
    else if constexpr (Has::walls)  // absorbed: put back on the wall
      shadow = after - (at.energy(free) + sum(at.kinetic(s.v)));
    t.shadow += shadow;
    if constexpr (Has::innovations) {
      X seen = baths.after - at.constant(k.keep) * baths.before;
      for (int i = 0; i < N; ++i) seen[i] = seen[i] / R(k.renew[i]);
      book_innovation(t, seen, X::all(R(0.0)));
    }
    t.q = s.q;
    t.v = s.v;
    t.energy = after;
    if constexpr (Has::walls) t.absorbed_at = absorbed;
  }
};

/// f(0), f(1), ... f(n - 1), each with a constant of its own.
template <int n, class F>
[[gnu::always_inline]] inline void unroll(const F& f) {
  [&]<int... g>(std::integer_sequence<int, g...>) STOCHTHERM_INLINE {
    (f(std::integral_constant<int, g>{}), ...);
  }(std::make_integer_sequence<int, n>{});
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
    const auto draw = [&](random::Kind of, random::Stream stream, int c, double(&to)[size]) STOCHTHERM_INLINE {
      random::fill({of, stage.seed, stream, first_trajectory, stage.component + static_cast<std::uint64_t>(c), block}, to);
    };
    for (int c = 0; c < kinds; ++c) draw(kind, random::Stream::thermal, c, increments[c]);
    if constexpr (S::facts.metropolised) draw(random::Kind::uniform, random::Stream::acceptance, 0, acceptance);
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
    bool moves = own_protocols;  // does lambda, within these steps? Where it stands still its energy need not be asked twice.
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
    for (int p = 0; p < packs; ++p) Step::move_lambda({model, k, lambda_of(stage.final_lambdas, p, 0)}, block[p]);
  for (int p = 0; p < packs; ++p) {
    double* const* column = columns;
    block[p].for_each([&](R& value) {
      value.store(lane_values);
      for (int i = 0; i < lanes; ++i)
        if (begin + static_cast<std::size_t>(p * lanes + i) < end) (*column)[trajectory(p, i)] = lane_values[i];
      ++column;
    });
  }
}

}  // namespace STOCHTHERM_TARGET

/// Starts the books: the energy at the first lambda.
template <class S, class M>
double energy_of(const M& model, const Constants<dimension<M>>& k, const double* q, const double* v, double lambda) {
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
using CompiledKernel = void (*)(const M&, const Constants<dimension<M>>&, const Stage&, double* const*, std::size_t,
                                std::size_t);
/// A kernel compiled elsewhere for this machine's instruction set (models/studies has the catalogue); it has the same
/// bits as the one that the user's compiler makes here. Null until the catalogue is linked.
template <class S, class M>
inline CompiledKernel<M> compiled_kernel = nullptr;

}  // namespace stochtherm::detail

#undef STOCHTHERM_INLINE
