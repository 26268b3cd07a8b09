#pragma once
/// A model at fixed lambda, as a stepper sees it for one step: what drifts, what kicks, what exchanges heat.
/// Works on double, and on packs with one trajectory per lane.

#include <cmath>
#include <concepts>
#include <cstddef>
#include <stochtherm/core/error.hpp>
#include <stochtherm/core/model.hpp>
#include <stochtherm/simd/math.hpp>
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

namespace detail {
inline namespace STOCHTHERM_TARGET {

template <class R>
inline constexpr int lanes_of = 1;
template <int W>
inline constexpr int lanes_of<simd::Double<W>> = W;

template <class R>
[[gnu::always_inline]] inline double lane(const R& x, int i) {
  if constexpr (std::same_as<R, double>)
    return x;
  else
    return x[i];
}

/// Does the model take R (its coordinates) and L (its lambda) as they are?
template <class M, class R, class X, class L>
concept Takes = requires(const M& m, const X& x, L lambda) {
  { m.energy(x, lambda) } -> std::same_as<R>;
  { m.force(x, lambda) } -> std::same_as<X>;
}
&&(!Driven<M> || requires(const M& m, const X& x, L lambda) {
  { m.nonconservative_force(x, lambda) } -> std::same_as<X>;
});

/// A model as seen by R: itself where it is generic, lane by lane where it takes double only. One coordinate is a
/// scalar to the model and a Vec of one component to us.
template <class M, class R>
struct OnPacks {
  static constexpr int N = dimension<M>;
  using X = Vec<R, N>;
  const M& model;

  template <class L>
  [[gnu::always_inline]] R energy(const X& q, L lambda) const {
    if constexpr (Overdamped1D<M> && Takes<M, R, R, L>)
      return model.energy(q[0], lambda);
    else if constexpr (!Overdamped1D<M> && Takes<M, R, X, L>)
      return model.energy(q, lambda);
    else
      return by_lane<R>(q, lambda,
                        [&](const auto& at, double l) { return Vec<double, 1>{model.energy(at, l)}; })[0];
  }
  /// Conservative force only.
  template <class L>
  [[gnu::always_inline]] X conservative(const X& q, L lambda) const {
    if constexpr (Overdamped1D<M> && Takes<M, R, R, L>)
      return {model.force(q[0], lambda)};
    else if constexpr (!Overdamped1D<M> && Takes<M, R, X, L>)
      return model.force(q, lambda);
    else
      return by_lane<X>(q, lambda, [&](const auto& at, double l) { return as_vec(model.force(at, l)); });
  }
  template <class L>
  [[gnu::always_inline]] X nonconservative(const X& q, L lambda) const {
    if constexpr (!Driven<M>)
      return X::all(R(0.0));
    else if constexpr (Overdamped1D<M> && Takes<M, R, R, L>)
      return {model.nonconservative_force(q[0], lambda)};
    else if constexpr (!Overdamped1D<M> && Takes<M, R, X, L>)
      return model.nonconservative_force(q, lambda);
    else
      return by_lane<X>(q, lambda,
                        [&](const auto& at, double l) { return as_vec(model.nonconservative_force(at, l)); });
  }
  template <class L>
  [[gnu::always_inline]] X force(const X& q, L lambda) const {
    if constexpr (Driven<M>)
      return conservative(q, lambda) + nonconservative(q, lambda);
    else
      return conservative(q, lambda);
  }
  [[gnu::always_inline]] X mobility(const X& q) const {
    if constexpr (requires {
                    { model.mobility(q[0]) } -> std::same_as<R>;
                  })
      return {model.mobility(q[0])};
    else
      return by_lane<X>(q, 0.0, [&](const auto& at, double) { return as_vec(model.mobility(at)); });
  }
  [[gnu::always_inline]] X mobility_gradient(const X& q) const {
    if constexpr (requires {
                    { model.mobility_gradient(q[0]) } -> std::same_as<R>;
                  })
      return {model.mobility_gradient(q[0])};
    else
      return by_lane<X>(q, 0.0, [&](const auto& at, double) { return as_vec(model.mobility_gradient(at)); });
  }

 private:
  static Vec<double, N> as_vec(const Vec<double, N>& v) { return v; }
  static Vec<double, 1> as_vec(double v) { return {v}; }

  template <class Out, class L, class F>
  static auto by_lane(const X& q, L lambda, F f) {
    using Result = decltype(f(scalar_point(q, 0), 0.0));
    constexpr int n = static_cast<int>(sizeof(Result) / sizeof(double));
    Vec<R, n> r;
    for (int i = 0; i < lanes_of<R>; ++i) {
      const Result one = f(scalar_point(q, i), lane(lambda, i < lanes_of<L> ? i : 0));
      for (int c = 0; c < n; ++c) {
        if constexpr (std::same_as<R, double>)
          r[c] = one[c];
        else
          r[c].set(i, one[c]);
      }
    }
    return r;
  }
  static auto scalar_point(const X& q, int i) {
    if constexpr (Overdamped1D<M>) {
      return lane(q[0], i);
    } else {
      Vec<double, N> p;
      for (int c = 0; c < N; ++c) p[c] = lane(q[c], i);
      return p;
    }
  }
};

}  // namespace STOCHTHERM_TARGET

/// What does not change during a run, computed once: friction, temperature and the strength of the noise.
template <int N>
struct Constants {
  double dt = 0;
  double kT[N] = {};            // of the bath of each coordinate
  double mu_dt[N] = {};         // mobility times step; constant mobility
  double noise[N] = {};         // sqrt(2 mu kT dt)
  double matrix_dt[N][N] = {};  // mobility matrix times step
  double root[N][N] = {};       // lower triangle: root root^T = 2 kT dt (mobility matrix)
  double mass = 1;
  double keep[N] = {}, keep_half[N] = {};    // exp(-Gamma dt), exp(-Gamma dt/2), Gamma = 1/(mu m)
  double renew[N] = {}, renew_half[N] = {};  // sqrt((1 - keep^2) kT/m)
};

/// e^x and ln x with the library's own bits: those of the system differ between processors in the last one.
[[nodiscard]] double exponential(double x);
[[nodiscard]] double logarithm(double x);
/// The n x n lower triangle with root root^T = scale matrix, by rows. Throws, calling the matrix by its name, unless it is
/// finite, symmetric and positive definite.
void cholesky(std::size_t n, const double* matrix, double scale, double* root, const char* name,
              const char* function);

template <Overdamped M>
[[nodiscard]] Constants<dimension<M>> constants_of(const M& model, double dt) {
  constexpr int N = dimension<M>;
  Constants<N> k;
  k.dt = dt;
  double mu[N] = {};
  [[maybe_unused]] double matrix[N][N] = {};
  for (int i = 0; i < N; ++i) {
    const auto c = static_cast<std::size_t>(i);
    if constexpr (ManyBaths<M>) {
      const std::array<Bath, N> baths = model.baths();
      k.kT[i] = baths[c].T.kT;
      mu[i] = baths[c].mu.mu;
    } else {
      k.kT[i] = Temperature(model.bath()).kT;
      if constexpr (MatrixMobility<M>) {
        const SquareMatrix<N> given = model.mobility_matrix();
        for (int j = 0; j < N; ++j) matrix[i][j] = given[c][static_cast<std::size_t>(j)];
        mu[i] = matrix[i][i];
      } else if constexpr (!Multiplicative1D<M>) {
        mu[i] = Mobility(model.mobility()).mu;
      } else {
        mu[i] = 1;
      }
    }
  }
  if constexpr (Underdamped<M>) k.mass = static_cast<double>(model.mass());
  require_positive(dt, "the time step must be positive", "dt", "simulate");
  require_positive(k.mass, "the mass must be positive", "mass", "simulate");
  for (int i = 0; i < N; ++i) {
    require_positive(k.kT[i], "the temperature must be positive", "kT", "simulate");
    require_positive(mu[i], "the mobility must be positive", "mu", "simulate");
    k.mu_dt[i] = mu[i] * dt;
    k.noise[i] = std::sqrt(2 * mu[i] * k.kT[i] * dt);
    const double gamma = 1 / (mu[i] * k.mass);
    const auto renewal = [&](double keep) { return std::sqrt((1 - keep) * (1 + keep) * k.kT[i] / k.mass); };
    k.keep[i] = exponential(-gamma * dt);
    k.keep_half[i] = exponential(-0.5 * gamma * dt);
    k.renew[i] = renewal(k.keep[i]);
    k.renew_half[i] = renewal(k.keep_half[i]);
  }
  if constexpr (MatrixMobility<M>) {
    cholesky(N, &matrix[0][0], 2 * k.kT[0] * dt, &k.root[0][0], "mobility matrix", "simulate");
    for (int i = 0; i < N; ++i)
      for (int j = 0; j < N; ++j) k.matrix_dt[i][j] = matrix[i][j] * dt;
  }
  return k;
}

}  // namespace detail

/// Position and velocity.
template <class X>
struct Phase {
  X q, v;
};

/// What a stepper of calculus `C` may ask. R: double or a pack. L: the type of lambda (double, or R when each
/// trajectory has a protocol of its own).
template <class M, class R, Calculus C, class L = double>
struct Dynamics {
  static constexpr int N = dimension<M>;
  /// The noise is as strong everywhere.
  static constexpr bool additive = !Multiplicative1D<M>;
  using X = Vec<R, N>;
  using Real = R;

  detail::OnPacks<M, R> model;
  const detail::Constants<N>& k;
  L lambda;

  [[gnu::always_inline]] X force(const X& q) const { return model.force(q, lambda); }
  [[gnu::always_inline]] R energy(const X& q) const { return model.energy(q, lambda); }
  [[gnu::always_inline]] static X half(const X& x) { return R(0.5) * x; }

  /// dt [mu F + c kT mu'] with c = 1 (Ito), 1/2 (Stratonovich) or 0 (Haenggi-Klimontovich): in each calculus the drift
  /// whose stationary density without driving is Boltzmann's.
  [[gnu::always_inline]] X drift(const X& q) const {
    const X f = force(q);
    if constexpr (MatrixMobility<M>) {
      X r;
      for (int i = 0; i < N; ++i) {
        r[i] = R(k.matrix_dt[i][0]) * f[0];
        for (int j = 1; j < N; ++j) r[i] = r[i] + R(k.matrix_dt[i][j]) * f[j];
      }
      return r;
    } else if constexpr (additive) {
      return constant(k.mu_dt) * f;
    } else {
      const X pushed = R(k.dt) * (model.mobility(q) * f);
      if constexpr (C == Calculus::ito)
        return pushed + spurious(q);
      else if constexpr (C == Calculus::stratonovich)
        return pushed + half(spurious(q));
      else
        return pushed;
    }
  }
  /// kT mu'(x) dt; zero with constant mobility.
  [[gnu::always_inline]] X spurious(const X& q) const {
    if constexpr (additive)
      return X::all(R(0.0));
    else
      return R(k.kT[0] * k.dt) * model.mobility_gradient(q);
  }
  /// The standard deviation of the noise of one step, sqrt(2 mu kT dt), of each coordinate alone.
  [[gnu::always_inline]] X noise_strength(const X& q) const {
    if constexpr (additive)
      return constant(k.noise);
    else
      return X{sqrt(R(2 * k.kT[0] * k.dt) * model.mobility(q)[0])};
  }
  /// sqrt(2 mu kT dt) z, correlated where the mobility is a matrix.
  [[gnu::always_inline]] X noise(const X& q, const X& z) const {
    if constexpr (MatrixMobility<M>) {
      X r;
      for (int i = 0; i < N; ++i) {
        r[i] = R(k.root[i][0]) * z[0];
        for (int j = 1; j <= i; ++j) r[i] = r[i] + R(k.root[i][j]) * z[j];
      }
      return r;
    } else {
      return noise_strength(q) * z;
    }
  }
  /// The z that `noise` turns into the given displacement.
  [[gnu::always_inline]] X increment(const X& q, const X& displacement) const {
    X z = displacement;
    if constexpr (MatrixMobility<M>) {
      for (int i = 0; i < N; ++i) {
        for (int j = 0; j < i; ++j) z[i] = z[i] - R(k.root[i][j]) * z[j];
        z[i] = z[i] / R(k.root[i][i]);
      }
    } else {
      const X strength = noise_strength(q);
      for (int i = 0; i < N; ++i) z[i] = z[i] / strength[i];
    }
    return z;
  }

  /// ln of k(y|x)/k(x|y), k the kernel of an Euler-Maruyama step: what the step costs in entropy, exactly, at any dt.
  [[gnu::always_inline]] R log_kernel_ratio(const X& x, const X& y) const {
    static_assert(C == Calculus::ito);
    const X forth = increment(x, y - x - drift(x)), back = increment(y, x - y - drift(y));
    const R ratio = R(0.5) * (dot(back, back) - dot(forth, forth));
    if constexpr (additive)
      return ratio;
    else
      return ratio + R(0.5) * log(model.mobility(y)[0] / model.mobility(x)[0]);
  }

  /// The same as a sum over a path should be: where the mobility depends on position, the kernel above does not know that
  /// the noise changes under way, and its ratio differs from the entropy of the path by a martingale that no dt makes
  /// small. There the noise is taken to be as strong as at both ends together (Stratonovich), and nothing is left over:
  /// ln = y-x times the mean of the forces over kT, plus what vanishes with dt.
  [[gnu::always_inline]] R log_path_ratio(const X& x, const X& y) const {
    static_assert(C == Calculus::ito);
    if constexpr (additive) {
      return log_kernel_ratio(x, y);
    } else {
      const R mu = R(0.5) * (model.mobility(x)[0] + model.mobility(y)[0]), f = force(x)[0], g = force(y)[0];
      const R forth = y[0] - x[0] - R(k.dt) * (mu * f), back = x[0] - y[0] - R(k.dt) * (mu * g);
      return (back * back - forth * forth) / (R(4 * k.kT[0] * k.dt) * mu);
    }
  }

  // Harmonic potentials.
  [[gnu::always_inline]] R stiffness() const {
    return parameter([&](double l) { return model.model.stiffness(l); });
  }
  [[gnu::always_inline]] R centre() const {
    return parameter([&](double l) { return model.model.centre(l); });
  }

  // With inertia.
  /// The change of velocity by the forces in half a step.
  [[gnu::always_inline]] X half_kick(const X& q) const { return R(0.5 * k.dt / k.mass) * force(q); }
  /// The change of position in half a step.
  [[gnu::always_inline]] X half_drift(const X& v) const { return R(0.5 * k.dt) * v; }
  /// Friction and noise of a whole step, exact: v' = e^{-Gamma dt} v + sqrt((1 - e^{-2 Gamma dt}) kT/m) z.
  [[gnu::always_inline]] X thermostat(const X& v, const X& z) const {
    return constant(k.keep) * v + constant(k.renew) * z;
  }
  [[gnu::always_inline]] X half_thermostat(const X& v, const X& z) const {
    return constant(k.keep_half) * v + constant(k.renew_half) * z;
  }
  /// m v_i^2/2, by coordinate.
  [[gnu::always_inline]] X kinetic(const X& v) const { return R(0.5 * k.mass) * (v * v); }

  template <class F>
  [[gnu::always_inline]] R parameter(F f) const {
    if constexpr (std::same_as<L, double>) {
      return R(f(lambda));
    } else {
      R r;
      for (int i = 0; i < detail::lanes_of<R>; ++i) r.set(i, f(lambda[i]));
      return r;
    }
  }
  [[gnu::always_inline]] static X constant(const double (&c)[N]) {
    X r;
    for (int i = 0; i < N; ++i) r[i] = R(c[i]);
    return r;
  }
};

}  // namespace stochtherm
