#pragma once
/// One step with its accounts: lambda moves at fixed x, which is work; then x moves at fixed lambda, which is heat. Walls,
/// acceptance and the evidence for an audit are part of it.

#include <array>
#include <stochtherm/solvers/langevin/dynamics.hpp>
#include <stochtherm/solvers/langevin/trajectory.hpp>

namespace stochtherm::detail {
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
      return at.half(at.model.nonconservative(x, at.lambda) + at.model.nonconservative(y, at.lambda)) *
             (y - x);
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
      const R log_ratio =
          -((after - t.energy) - sum(pushed(at, t.q, y))) * R(1.0 / k.kT[0]) - at.log_kernel_ratio(t.q, y);
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
                                                 const Constants<N>& k, R time,
                                                 const std::array<Interval, N>* walls) {
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

}  // namespace STOCHTHERM_TARGET

}  // namespace stochtherm::detail
