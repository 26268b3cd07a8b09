#pragma once
/// What a model must say of itself. Physics in: energy, force, baths. Drift and noise are derived from them.
///
/// `energy` and `force` should be templates on the number type, so that the same lines run on double, on a SIMD pack
/// and on a differentiating scalar. A model that only takes double works too, one lane at a time.

#include <array>
#include <concepts>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/vec.hpp>

namespace stochtherm {

/// One coordinate x' = mu F(x, lambda) + sqrt(2 mu kT) xi with F = -dU/dx (+ non-conservative force), in one bath.
template <class M>
concept Overdamped1D = requires(const M& m, double x, double lambda) {
  { m.energy(x, lambda) } -> std::convertible_to<double>;
  { m.force(x, lambda) } -> std::convertible_to<double>;
  { m.bath() } -> std::convertible_to<Temperature>;
}
&&(
    requires(const M& m) {
      { m.mobility() } -> std::convertible_to<Mobility>;
    } ||
    requires(const M& m, double x) {
      { m.mobility(x) } -> std::convertible_to<double>;
      { m.mobility_gradient(x) } -> std::convertible_to<double>;
    });

/// `M::dimension` coordinates q, with U(q, lambda) and F(q, lambda) = -grad U. The baths are declared in one of three
/// ways:
///   baths()                          a bath for each coordinate: kT_i and mu_i;
///   bath(), mobility()               one bath and one mobility for all;
///   bath(), mobility_matrix()        one bath whose mobility couples the coordinates: their noise is correlated.
template <class M>
concept OverdampedMany = requires(const M& m, const Vec<double, M::dimension>& q, double lambda) {
  { m.energy(q, lambda) } -> std::convertible_to<double>;
  { m.force(q, lambda) } -> std::same_as<Vec<double, M::dimension>>;
}
&&(
    requires(const M& m) {
      { m.baths() } -> std::convertible_to<std::array<Bath, M::dimension>>;
    } ||
    requires(const M& m) {
      { m.bath() } -> std::convertible_to<Temperature>;
      { m.mobility() } -> std::convertible_to<Mobility>;
    } ||
    requires(const M& m) {
      { m.bath() } -> std::convertible_to<Temperature>;
      { m.mobility_matrix() } -> std::convertible_to<SquareMatrix<M::dimension>>;
    });

template <class M>
concept Overdamped = Overdamped1D<M> || OverdampedMany<M>;

/// Number of coordinates.
template <class M>
inline constexpr int dimension = 1;
template <class M>
requires requires { M::dimension; }
inline constexpr int dimension<M> = M::dimension;

/// Each coordinate has a bath of its own, and with it a column of heat of its own.
template <class M>
concept ManyBaths = OverdampedMany<M> && requires(const M& m) {
  m.baths();
};

/// The coordinates are coupled through the friction as well: their noise is correlated.
template <class M>
concept MatrixMobility = OverdampedMany<M> && requires(const M& m) {
  m.mobility_matrix();
};

/// A force without a potential, declared apart so that the work it does has a column of its own.
template <class M>
concept Driven1D = Overdamped1D<M> && requires(const M& m, double x, double lambda) {
  { m.nonconservative_force(x, lambda) } -> std::convertible_to<double>;
};
template <class M>
concept Driven = Driven1D<M> ||
    (OverdampedMany<M>&& requires(const M& m, const Vec<double, dimension<M>>& q, double lambda) {
      { m.nonconservative_force(q, lambda) } -> std::same_as<Vec<double, dimension<M>>>;
    });

/// The energy is periodic in x with period `period()`: the coordinate lives on a ring, unrolled in the results.
template <class M>
concept Periodic1D = Overdamped1D<M> && requires(const M& m) {
  { m.period() } -> std::convertible_to<double>;
};

/// The mobility depends on position, mu(x), and says its derivative: `mobility(x)` and `mobility_gradient(x)`. With
/// them a stepper knows the drift kT mu' that its calculus needs.
template <class M>
concept Multiplicative1D = Overdamped1D<M> && requires(const M& m, double x) {
  { m.mobility(x) } -> std::convertible_to<double>;
  { m.mobility_gradient(x) } -> std::convertible_to<double>;
};

/// Has inertia: `mass()`. The same model may be run overdamped.
template <class M>
concept Underdamped = Overdamped<M> && requires(const M& m) {
  { m.mass() } -> std::convertible_to<double>;
};

/// A harmonic potential k (x - c)^2 / 2: `stiffness(lambda)` = k > 0 and `centre(lambda)` = c, for each coordinate.
template <class M>
concept Harmonic1D = Overdamped1D<M> && !Driven1D<M> && requires(const M& m, double lambda) {
  { m.stiffness(lambda) } -> std::convertible_to<double>;
  { m.centre(lambda) } -> std::convertible_to<double>;
};

/// The non-conservative force of any model of one coordinate: zero when it declares none.
template <class R, Overdamped1D M>
[[nodiscard]] inline R nonconservative_force(const M& model, R x, double lambda) {
  if constexpr (Driven1D<M>)
    return model.nonconservative_force(x, lambda);
  else
    return R(0.0);
}

/// Conservative plus non-conservative force.
template <class R, Overdamped1D M>
[[nodiscard]] inline R total_force(const M& model, R x, double lambda) {
  if constexpr (Driven1D<M>)
    return model.force(x, lambda) + model.nonconservative_force(x, lambda);
  else
    return model.force(x, lambda);
}

/// The thermal energy of each bath: one number, or one for each coordinate.
template <Overdamped M>
[[nodiscard]] auto bath_temperatures(const M& model) {
  if constexpr (ManyBaths<M>) {
    std::array<double, dimension<M>> kT{};
    const std::array<Bath, dimension<M>> baths = model.baths();
    for (int i = 0; i < dimension<M>; ++i)
      kT[static_cast<std::size_t>(i)] = baths[static_cast<std::size_t>(i)].T.kT;
    return kT;
  } else {
    return std::array<double, 1>{Temperature(model.bath()).kT};
  }
}

}  // namespace stochtherm
