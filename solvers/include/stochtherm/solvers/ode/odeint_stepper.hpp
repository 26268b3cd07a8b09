#pragma once
/// Our steppers as Boost.Odeint steppers.

#include <array>
#include <cstddef>
#include <cstdint>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/solvers/langevin/one_step.hpp>

// Named, not included: whoever calls us from Odeint has it.
namespace boost::numeric::odeint {
struct stepper_tag;
}

namespace stochtherm {

/// One trajectory, advanced by Boost.Odeint's `integrate_n_steps`, `integrate_const` or its iterators.
///
/// Solves:       what the stepper solves, under a protocol lambda(t) given as any function of time.
/// Scheme:       do_step moves lambda to the middle of the step and x by the stepper, with the increments of the named
///               trajectory in their order: the path is that of `simulate`, bit for bit.
/// Order:        the stepper's.
/// Exact for:    what the stepper is exact for.
/// Cost:         one lane: about 40 ns a step. No ledger.
/// Use when:     a path is to go through Odeint's observers and iterators. Not when: ensembles or heat are wanted:
///               simulate. `integrate_const` may take one step fewer than duration/dt, for its sum of times is rounded:
///               use `integrate_n_steps`.
/// References:   ahnert2011
/// Validated by: langevin/odeint_adaptor
template <Overdamped M, OverdampedStepper S>
requires(!S::facts.remembers && !S::facts.metropolised &&
         S::facts.increment == Increment::gaussian) class OdeintStepper {
 public:
  static constexpr int N = dimension<M>;
  using value_type = double;
  using time_type = double;
  using state_type = std::array<double, static_cast<std::size_t>(N)>;
  using deriv_type = state_type;
  using order_type = unsigned short;
  using stepper_category = boost::numeric::odeint::stepper_tag;
  static order_type order() { return static_cast<order_type>(S::facts.weak_order); }

  /// The model must outlive the stepper. `dt` is fixed: increments belong to steps.
  OdeintStepper(const M& model, S stepper, double dt, Seed seed, std::uint64_t trajectory = 0)
      : step_(model, stepper, 0.0, dt), dt_(dt), seed_(seed), trajectory_(trajectory) {}

  /// `lambda` is the protocol, a function of time (odeint's "system").
  template <class Lambda>
  void do_step(Lambda&& lambda, state_type& x, double t, double dt) {
    require(dt == dt_, "the step must be the one that the stepper was made for", "dt", dt, "OdeintStepper");
    Vec<double, N> q, z;
    for (int i = 0; i < N; ++i) {
      q[i] = x[static_cast<std::size_t>(i)];
      z[i] =
          random::normal(seed_, random::Stream::thermal, trajectory_, static_cast<std::uint64_t>(i), taken_);
    }
    step_.move_lambda(lambda(t + 0.5 * dt));
    q = step_(q, z);
    for (int i = 0; i < N; ++i) x[static_cast<std::size_t>(i)] = q[i];
    ++taken_;
  }
  /// Steps taken so far: the index of the next increment.
  [[nodiscard]] std::uint64_t steps() const { return taken_; }

 private:
  OneStep<M, S> step_;
  double dt_;
  Seed seed_;
  std::uint64_t trajectory_, taken_ = 0;
};

}  // namespace stochtherm
