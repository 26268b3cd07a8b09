#pragma once
/// The hot loop of `simulate`: a block of trajectories, one per lane, through the steps of a stage. No branch on
/// errors, no allocation; bits independent of the lanes' number. Each step first moves lambda at fixed x (work), then x
/// at fixed lambda (heat).

#include <cstddef>
#include <cstdint>
#include <stochtherm/core/walls.hpp>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/solvers/langevin/dynamics.hpp>
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm::detail {

/// What a run keeps, beyond positions, energy and the ledger.
enum class Keep { accounts, evidence };

/// A stage of a run as the kernel sees it: steps first .. first + steps - 1.
struct Stage {
  std::uint64_t first, steps;
  /// lambda of each step, one table for each outcome of a measurement (one in all where there was none), and after the
  /// last.
  const double* const* lambdas;
  const double* final_lambda;  ///< nullptr: the run goes on
  const std::uint32_t* outcome;  ///< of each trajectory; nullptr: table 0 for all
  double lambda;               ///< before the stage, where there is one table
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

/// Everything that one lane carries from step to step.
template <class S, class M, Keep keep, class R>
struct Trajectory {
  using Has = Layout<S, M, keep>;
  static constexpr int N = Has::N;
  using X = Vec<R, N>;
  X q, v, last;
  R energy, work, driven, shadow;
  Vec<R, Has::baths> heat;
  R absorbed_at;
  R rejections;
  R kernel_ratio;
  X innovation, innovation_square, tilt;

  /// All columns that exist, always in this order; `stochtherm::detail::bind` names them.
  template <class F>
  [[gnu::always_inline]] void for_each(const F& f) {
    all(q, f);
    if constexpr (Has::inertia) all(v, f);
    if constexpr (S::facts.remembers) all(last, f);
    f(energy), f(work);
    if constexpr (Driven<M>) f(driven);
    if constexpr (Has::inertia) f(shadow);
    all(heat, f);
    if constexpr (Has::walls) f(absorbed_at);
    if constexpr (S::facts.metropolised) f(rejections);
    if constexpr (Has::ratio) f(kernel_ratio);
    if constexpr (Has::innovations) all(innovation, f), all(innovation_square, f), all(tilt, f);
  }

 private:
  template <int K, class F>
  [[gnu::always_inline]] static void all(Vec<R, K>& v, const F& f) {
    for (int i = 0; i < K; ++i) f(v[i]);
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
    [[maybe_unused]] R absorbed = t.absorbed_at;
    if constexpr (Has::walls) y = bounded(at, t, y, bridge, time, *walls, absorbed);
    R after = at.energy(y);

    if constexpr (S::facts.metropolised) {
      const R log_ratio = -((after - t.energy) - sum(pushed(at, t.q, y))) * R(1.0 / k.kT[0]) - at.log_kernel_ratio(t.q, y);
      const auto accept = less(log_uniform(uniform), log_ratio);
      for (int i = 0; i < N; ++i) y[i] = select(accept, y[i], t.q[i]);
      after = select(accept, after, t.energy);
      t.rejections += select(accept, R(0.0), R(1.0));
    }
    if constexpr (Has::ratio) {
      const Dynamics<M, R, Calculus::ito, L> ito{at.model, at.k, at.lambda};
      t.kernel_ratio += ito.log_kernel_ratio(t.q, y);
      book_innovation(t, ito.increment(t.q, y - t.q - ito.drift(t.q)), lean(ito, t.q));
    }
    book_heat(at, t, y, after);
    t.q = y;
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

  /// Reflects, wraps, absorbs.
  [[gnu::always_inline]] static X bounded(const At& at, const T& t, X y, const double* const* bridge, R time,
                                          const std::array<Interval, N>& walls, R& absorbed) {
    [[maybe_unused]] const X width = Has::inertia ? X::all(R(0.0)) : at.noise_strength(t.q);
    for (int i = 0; i < N; ++i) {
      const Interval& w = walls[static_cast<std::size_t>(i)];
      const R low(w.low), high(w.high);
      if (w.at_low == Edge::periodic) {
        const R length = high - low;
        y[i] = select(less(y[i], low), y[i] + length, y[i]);
        y[i] = select(less(y[i], high), y[i], y[i] - length);
        continue;
      }
      if (w.at_low == Edge::reflecting) y[i] = select(less(y[i], low), low + (low - y[i]), y[i]);
      if (w.at_high == Edge::reflecting) y[i] = select(less(high, y[i]), high - (y[i] - high), y[i]);
      if (w.at_low == Edge::reflecting) y[i] = select(less(y[i], low), low, y[i]);
      for (const auto& [wall, edge] : {Wall{w.low, w.at_low}, Wall{w.high, w.at_high}}) {
        if (edge != Edge::absorbing || !(wall - wall == 0)) continue;  // no wall at infinity
        const R at_wall(wall), here = t.q[i] - at_wall, there = y[i] - at_wall;
        auto hit = ~less(R(0.0), here * there);  // on it or beyond
        if constexpr (!Has::inertia)             // or there and back within the step: a Brownian bridge
          hit = hit | less(R::load(bridge[i]), exp(R(-2.0) * here * there / (width[i] * width[i])));
        y[i] = select(hit, at_wall, y[i]);
        absorbed = select(hit, time, absorbed);
      }
    }
    return y;
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
      const auto accept = less(log_uniform(uniform), change * R(-1.0 / k.kT[0]));
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
    [[maybe_unused]] R absorbed = t.absorbed_at;
    if constexpr (Has::walls) {
      const X y = bounded(at, t, s.q, nullptr, time, *walls, absorbed);
      for (int i = 0; i < N; ++i) {  // a reflected coordinate comes back
        const Interval& w = (*walls)[static_cast<std::size_t>(i)];
        if (w.at_low == Edge::reflecting) s.v[i] = select(less(s.q[i], R(w.low)), -s.v[i], s.v[i]);
        if (w.at_high == Edge::reflecting) s.v[i] = select(less(R(w.high), s.q[i]), -s.v[i], s.v[i]);
      }
      s.q = y;
    }
    const R after = at.energy(s.q) + sum(at.kinetic(s.v));
    const X work = pushed(at, t.q, s.q);
    if constexpr (Driven<M>) t.driven += sum(work);
    if constexpr (Has::baths == 1)
      t.heat[0] += sum(baths.heat);
    else
      t.heat = t.heat + baths.heat;
    if constexpr (!S::facts.metropolised) shadow = ((after - t.energy) - sum(baths.heat)) - sum(work);
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

/// Columns come in the order of Trajectory::for_each. L is double (one protocol) or a pack (one for each lane).
template <class S, class M, Keep keep, bool own_protocols>
void run_block(const M& given, const Constants<dimension<M>>& k, const Stage& stage, double* const* columns,
               std::size_t begin, std::size_t end) {
  constexpr int lanes = simd::native_width, packs = static_cast<int>(block_size) / lanes, N = dimension<M>;
  using R = simd::Double<lanes>;
  using L = std::conditional_t<own_protocols, R, double>;
  using Step = Advance<S, M, keep, R, L>;
  using At = typename Step::At;
  constexpr int kinds = N * S::facts.normals;
  constexpr random::Kind kind = S::facts.increment == Increment::gaussian    ? random::Kind::normal
                                : S::facts.increment == Increment::two_point ? random::Kind::two_point
                                                                             : random::Kind::three_point;
  const OnPacks<M, R> model{given};
  const std::uint64_t first_trajectory = stage.first_trajectory + begin;

  alignas(64) double column[block_size];
  alignas(64) double noise[kinds][4 * block_size];  // four draws of each trajectory
  alignas(64) double uniform[S::facts.metropolised ? 4 * block_size : 1];
  alignas(64) double bridge[HasWalls<M> ? N : 1][HasWalls<M> ? 4 * block_size : 1];
  const auto fill = [&](std::uint64_t block) {
    for (int c = 0; c < kinds; ++c) {
      const auto component = stage.component + static_cast<std::uint64_t>(c);
      random::fill({kind, stage.seed, random::Stream::thermal, first_trajectory, component, block}, noise[c]);
    }
    if constexpr (S::facts.metropolised)
      random::fill({random::Kind::uniform, stage.seed, random::Stream::acceptance, first_trajectory, stage.component, block},
                   uniform);
    if constexpr (HasWalls<M> && S::facts.motion == Motion::overdamped)
      for (int c = 0; c < N; ++c)
        random::fill({random::Kind::uniform, stage.seed, random::Stream::bridge, first_trajectory,
                      stage.component + static_cast<std::uint64_t>(c), block},
                     bridge[c]);
  };

  // Lanes without a trajectory repeat the last one: the model is asked nowhere where no trajectory is.
  Trajectory<S, M, keep, R> block[packs];
  for (int p = 0; p < packs; ++p) {
    int c = 0;
    block[p].for_each([&](R& value) {
      const double* from = columns[c++];
      for (int i = 0; i < lanes; ++i) {
        const std::size_t t = begin + static_cast<std::size_t>(p * lanes + i);
        column[i] = from[t < end ? t : end - 1];
      }
      value = R::load(column);
    });
  }
  [[maybe_unused]] const double* tables[block_size];
  if constexpr (own_protocols)
    for (std::size_t i = 0; i < block_size; ++i)
      tables[i] = stage.lambdas[stage.outcome[begin + i < end ? begin + i : end - 1]];

  double lambda = stage.lambda;
  for (std::uint64_t n = 0; n < stage.steps; ++n) {
    const std::uint64_t step = stage.first + n;
    bool moves = true;
    if constexpr (!own_protocols) {
      moves = stage.lambdas[0][n] != lambda;
      lambda = stage.lambdas[0][n];
    }
    if (n == 0 || step % 4 == 0) {
      if constexpr (HasWalls<M>) {
        bool any = false;
        for (int p = 0; p < packs; ++p)
          for (int i = 0; i < lanes; ++i) any = any || !(block[p].absorbed_at[i] - block[p].absorbed_at[i] == 0);
        if (!any) break;
      }
      fill(step / 4);
    }
    const std::size_t draw = step % 4 * block_size;
    const R time((static_cast<double>(step) + 0.5) * k.dt);
#pragma GCC unroll 16
    for (int p = 0; p < packs; ++p) {
      const std::size_t offset = draw + static_cast<std::size_t>(p * lanes);
      auto& t = block[p];
      [[maybe_unused]] const auto before = t;
      L now;
      if constexpr (own_protocols)
        for (int i = 0; i < lanes; ++i) now.set(i, tables[p * lanes + i][n]);
      else
        now = lambda;
      const At at{model, k, now};
      if (moves) {  // lambda moves at fixed x: work
        R moved = at.energy(t.q);
        if constexpr (S::facts.motion == Motion::underdamped) moved = moved + Step::sum(at.kinetic(t.v));
        t.work += moved - t.energy;
        t.energy = moved;
      }
      // x moves at fixed lambda: heat, less what the non-conservative force did
      Vec<R, N> z[S::facts.normals];
      for (int c = 0; c < kinds; ++c) z[c / N][c % N] = R::load(noise[c] + offset);
      const std::array<Interval, N>* walls = nullptr;
      const double* crossing[N] = {};
      if constexpr (HasWalls<M>) {
        walls = &given.walls();
        for (int c = 0; c < N; ++c) crossing[c] = bridge[c] + offset;
      }
      if constexpr (S::facts.motion == Motion::overdamped)
        Step::overdamped(at, t, z[0], uniform + offset, crossing, k, time, walls);
      else
        Step::underdamped(at, t, z, uniform + offset, k, time, walls);
      if constexpr (HasWalls<M>) {  // who was absorbed before stays as he was
        const auto gone = less(before.absorbed_at, R(__builtin_inf()));
        const R* old[64];
        int count = 0;
        auto kept = before;
        kept.for_each([&](R& value) { old[count++] = &value; });
        count = 0;
        t.for_each([&](R& value) { value = select(gone, *old[count], value), ++count; });
      }
    }
  }
  if (stage.final_lambda)
    for (int p = 0; p < packs; ++p) {
      auto& t = block[p];
      L last;
      if constexpr (own_protocols)
        for (std::size_t i = 0; i < static_cast<std::size_t>(lanes); ++i) {
          const std::size_t at = begin + static_cast<std::size_t>(p * lanes) + i;
          last.set(static_cast<int>(i), stage.final_lambda[stage.outcome[at < end ? at : end - 1]]);
        }
      else
        last = *stage.final_lambda;
      const At at{model, k, last};
      R moved = at.energy(t.q);
      if constexpr (S::facts.motion == Motion::underdamped) moved = moved + Step::sum(at.kinetic(t.v));
      if constexpr (HasWalls<M>) moved = select(less(t.absorbed_at, R(__builtin_inf())), t.energy, moved);
      t.work += moved - t.energy;
      t.energy = moved;
    }
  for (int p = 0; p < packs; ++p) {
    int c = 0;
    block[p].for_each([&](R& value) {
      double* to = columns[c++];
      value.store(column);
      for (int i = 0; i < lanes; ++i) {
        const std::size_t t = begin + static_cast<std::size_t>(p * lanes + i);
        if (t < end) to[t] = column[i];
      }
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

/// A kernel compiled elsewhere for this machine's instruction set (models/studies has the catalogue); it has the same
/// bits as the one that the user's compiler makes here. Null until the catalogue is linked.
template <class S, class M>
inline void (*compiled_kernel)(const M&, const Constants<dimension<M>>&, const Stage&, double* const*, std::size_t,
                               std::size_t) = nullptr;

}  // namespace stochtherm::detail
