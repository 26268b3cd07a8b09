#pragma once
/// One step of one trajectory, by hand: for those who bring their own loop, their own increments, or pencil and paper.
/// The bits are those of `simulate`.

#include <stochtherm/solvers/langevin/kernel.hpp>
#include <stochtherm/solvers/langevin/stepper.hpp>

namespace stochtherm {

/// A stepper bound to a model at fixed lambda and step. The model must outlive it.
template <Overdamped M, Stepper S>
class OneStep {
 public:
  static constexpr int N = dimension<M>;
  using Point = Vec<double, N>;

  OneStep(const M& model, S, double lambda, double dt)
      : model_(model), constants_(detail::constants_of(model, dt)), lambda_(lambda) {}

  void move_lambda(double lambda) { lambda_ = lambda; }

  /// Where standard increments z take x.
  [[nodiscard]] Point operator()(const Point& x, const Point& z) const requires(OverdampedStepper<S>) {
    if constexpr (S::facts.metropolised)
      return to_double(S::propose(at(), to_pack(x), to_pack(z)));
    else
      return to_double(S::step(at(), to_pack(x), to_pack(z)));
  }
  /// The same for a stepper that remembers; `last` becomes z.
  [[nodiscard]] Point operator()(const Point& x, const Point& z, Point& last) const
      requires(OverdampedStepper<S>&& S::facts.remembers) {
    X remembered = to_pack(last);
    const Point y = to_double(S::step(at(), to_pack(x), to_pack(z), remembered));
    last = to_double(remembered);
    return y;
  }
  /// The same with inertia.
  [[nodiscard]] Phase<Point> operator()(const Phase<Point>& s, const Point& z) const
      requires(UnderdampedStepper<S> && !S::facts.metropolised) {
    const auto now = at();
    typename Advance::Baths baths{now, X::all(R(0.0)), to_pack(s.v), to_pack(s.v)};
    const Phase<X> next = S::step(now, Phase<X>{to_pack(s.q), to_pack(s.v)}, to_pack(z), baths);
    return {to_double(next.q), to_double(next.v)};
  }
  /// ln of the probability with which a Metropolised stepper accepts the move from x to y; above 0: certainly.
  [[nodiscard]] double log_acceptance(const Point& x, const Point& y) const
      requires(OverdampedStepper<S>&& S::facts.metropolised) {
    const auto now = at();
    const X from = to_pack(x), to = to_pack(y);
    const R change = now.energy(to) - now.energy(from) - Advance::sum(Advance::pushed(now, from, to));
    return (-change * R(1.0 / constants_.kT[0]) - now.log_kernel_ratio(from, to))[0];
  }

  /// Metropolised motion with inertia, in its parts: half of friction and noise, the move, the other half. The move is
  /// accepted with the probability below, or else undone and the velocity reversed.
  [[nodiscard]] Phase<Point> half_thermostat(const Phase<Point>& s, const Point& z) const
      requires(UnderdampedStepper<S>&& S::facts.metropolised) {
    return {s.q, to_double(at().half_thermostat(to_pack(s.v), to_pack(z)))};
  }
  [[nodiscard]] Phase<Point> propose(const Phase<Point>& s) const
      requires(UnderdampedStepper<S>&& S::facts.metropolised) {
    const Phase<X> y = S::propose(at(), Phase<X>{to_pack(s.q), to_pack(s.v)});
    return {to_double(y.q), to_double(y.v)};
  }
  [[nodiscard]] double log_acceptance(const Phase<Point>& from, const Phase<Point>& to) const
      requires(UnderdampedStepper<S>&& S::facts.metropolised) {
    const auto now = at();
    const X x = to_pack(from.q), y = to_pack(to.q);
    const auto energy = [&](const X& q, const Point& v) {
      return now.energy(q) + Advance::sum(now.kinetic(to_pack(v)));
    };
    return ((energy(y, to.v) - energy(x, from.v) - Advance::sum(Advance::pushed(now, x, y))) *
            R(-1.0 / constants_.kT[0]))[0];
  }

 private:
  using R = simd::Double<1>;
  using X = Vec<R, N>;
  using At = Dynamics<M, R, S::facts.calculus>;
  using Advance = detail::Advance<S, M, detail::Keep::accounts, R, double>;

  [[nodiscard]] At at() const { return {{model_}, constants_, lambda_}; }
  static X to_pack(const Point& p) {
    X x;
    for (int i = 0; i < N; ++i) x[i] = R(p[i]);
    return x;
  }
  static Point to_double(const X& x) {
    Point p;
    for (int i = 0; i < N; ++i) p[i] = x[i][0];
    return p;
  }

  const M& model_;
  detail::Constants<N> constants_;
  double lambda_;
};

}  // namespace stochtherm
