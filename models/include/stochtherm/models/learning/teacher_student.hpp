#pragma once
/// What a perceptron learns from its teacher, and what that costs: closed forms for Hebb's rule.
///
///   w_n' = -w_n + lambda(t) f_n + sqrt(2) xi_n,   n = 1..N, from equilibrium;   kT = mobility = stiffness = 1
///   f_n = nu sum_mu x_n^mu/sqrt N,   x_n^mu = xi_n^mu sigma_T^mu,   mu = 1..P,   alpha = P/N
///   A^mu = sum_n w_n xi_n^mu/sqrt N,   P(sigma = 1) = 1/(1 + e^{-A}) (logistic readout) or 1 where A > 0 (step)
///   sum_mu I(sigma_T^mu : sigma^mu) <= sum_n [dS(w_n) + dS_medium,n]       for independent labels
///
/// Symbols: w weight, xi input, sigma_T true label, sigma the neuron's, nu rate of learning, A activation, I mutual information, S(w_n) the
/// entropy of a weight over noise and samples, dS_medium = -Q/kT (Q flows INTO the system; the source counts what leaves); all entropies in nats.
/// The force is turned on linearly during `ramp` and held for `hold`. Then w_n is normal about s f_n with variance 1, and
///   s = 1 - r e^{-hold},  r = (1 - e^{-ramp})/ramp,    dS_medium = f^2 [(ramp - 1 + e^{-ramp})/ramp^2 - (1 - s)^2/2],
/// f^2/2 for a sudden force that is held for ever, f^2/ramp for a slow one.
/// Source: Goldt & Seifert, Phys. Rev. Lett. 118, 010601 (2017), key `goldt2017`; a rule learnt from a teacher: Goldt & Seifert, New J.
/// Phys. 19, 113001 (2017), key `goldt2017b`.

#include <cmath>
#include <cstddef>
#include <limits>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/vec.hpp>
#include <type_traits>
#include <vector>

namespace stochtherm::models {

enum class Readout { logistic, step };

/// Probability that sigma = sigma_T where A sigma_T is normal.
[[nodiscard]] double probability_right(Readout readout, double mean, double variance);
/// I(sigma_T : sigma) = ln 2 - h(p) of a fair label that is right with probability p.
[[nodiscard]] double information_of_label(double p_right);

struct LearningDrive {
  double ramp = 0;
  double hold = std::numeric_limits<double>::infinity();
  /// s: mean weight over force, at the end.
  [[nodiscard]] double response() const;
  /// dS_medium/f^2.
  [[nodiscard]] double dissipation() const;
};

/// Per weight, in nats.
struct LearningAccount {
  double probability_right;  ///< of one label
  double information;        ///< alpha I(sigma_T : sigma)
  double entropy_change;     ///< dS(w_n)
  double medium_entropy;     ///< -Q/kT
  [[nodiscard]] double cost() const { return entropy_change + medium_entropy; }
  [[nodiscard]] double efficiency() const { return information / cost(); }
};

/// Inputs +-1 and independent fair labels: f_n sqrt N/nu is a sum of P signs, and so is what the other samples add to A. Exact for any N, P.
struct HebbianPerceptron {
  std::size_t weights = 1, samples = 1;
  double rate = 1;
  /// With one weight and one sample, rate is the force F on the weight.
  [[nodiscard]] LearningAccount account(Readout readout = Readout::logistic,
                                        const LearningDrive& drive = {}) const;
  /// p(w_n) at the end, a mixture of P + 1 normal densities.
  [[nodiscard]] double weight_density(double w, const LearningDrive& drive = {}) const;
};

/// N -> infinity at fixed alpha: A sigma_T is normal, with mean s nu and variance 1 + alpha s^2 nu^2.
struct HebbianLimit {
  double alpha = 1, rate = 1;
  [[nodiscard]] LearningAccount account(Readout readout = Readout::logistic,
                                        const LearningDrive& drive = {}) const;
};

/// The force at which a single weight learns most efficiently, suddenly turned on and held for ever.
[[nodiscard]] double most_efficient_force(Readout readout = Readout::logistic);

/// N -> infinity; labels sgn(T xi) of a teacher T, T_n and xi_n standard normal. With g = sqrt(2/pi):
///   w_n = s nu (alpha g T_n + sqrt(alpha) z) + noise;    A sigma_T, given B = T xi/sqrt N, has mean s nu (alpha g |B| + 1 if xi was a
///   sample) and variance 1 + alpha s^2 nu^2.
/// The labels of one teacher tell of each other, and what is bounded is not the sum over samples, but what a weight knows of its teacher:
///   I(w_n : T_n) = ln[1 + g^2 alpha^2 s^2 nu^2/(1 + alpha s^2 nu^2)]/2 <= dS(w_n) + dS_medium,n.
struct HebbianRule {
  double alpha = 1, rate = 1;
  /// `information` is that of the labels of the samples.
  [[nodiscard]] LearningAccount account(Readout readout = Readout::logistic,
                                        const LearningDrive& drive = {}) const;
  /// 1 - probability that a new input gets the teacher's label; arccos(R)/pi with the step, R the overlap of w and T.
  [[nodiscard]] double generalisation_error(Readout readout = Readout::step,
                                            const LearningDrive& drive = {}) const;
  /// I(w_n : T_n).
  [[nodiscard]] double information_about_teacher(const LearningDrive& drive = {}) const;
};

/// All rules follow a gradient, f_n = -nu d/dw_n sum_mu l(k^mu), of a loss of k = A sigma_T:
///   hebbian l = -k; perceptron max(0, -k); adatron max(0, -k)^2/2; logistic ln(1 + e^{-k}).
enum class LearningRule { hebbian, perceptron, adatron, logistic };
/// All samples at once, or one after another.
enum class Presentation { batch, one_by_one };

/// The weights as a Langevin system: U(w, lambda) = sum w_n^2/2 + lambda nu sum_mu l(k^mu), or, one by one, sum w_n^2/2 + nu l(k^m), m the
/// whole part of lambda counting from 1; no sample where it is 0.
template <int N>
struct LearningWeights {
  LearningRule rule = LearningRule::hebbian;
  Presentation presentation = Presentation::batch;
  double rate = 1;
  std::vector<double> x{};  ///< x_n^mu/sqrt N, sample by sample

  static constexpr int dimension = N;
  [[nodiscard]] static Temperature bath() { return {1.0}; }
  [[nodiscard]] static Mobility mobility() { return {1.0}; }

  template <class R>
  [[nodiscard]] R energy(const Vec<R, N>& w, double lambda) const {
    R loss(0.0);
    const double scale = for_shown(lambda, [&](const double* at) { loss = loss + of(activation(w, at)); });
    return R(0.5) * dot(w, w) + R(scale) * loss;
  }
  template <class R>
  [[nodiscard]] Vec<R, N> force(const Vec<R, N>& w, double lambda) const {
    Vec<R, N> f = Vec<R, N>::all(R(0.0));
    const double scale = for_shown(lambda, [&](const double* at) {
      const R push = minus_slope(activation(w, at));
      for (int n = 0; n < N; ++n) f[n] = f[n] + R(at[n]) * push;
    });
    return R(scale) * f - w;
  }

 private:
  /// f(sample) for those that are shown; returns the factor of their loss.
  template <class F>
  double for_shown(double lambda, const F& f) const {
    if (presentation == Presentation::batch) {
      for (std::size_t at = 0; at < x.size(); at += N) f(x.data() + at);
      return lambda * rate;
    }
    if (lambda < 1) return 0;
    f(x.data() + (static_cast<std::size_t>(lambda) - 1) * N);
    return rate;
  }
  template <class R>
  static R activation(const Vec<R, N>& w, const double* at) {
    R k(0.0);
    for (int n = 0; n < N; ++n) k = k + R(at[n]) * w[n];
    return k;
  }
  template <class R>
  static R size(R k) {
    using std::abs;
    return abs(k);
  }
  /// 1 where k < 0, else 0.
  template <class R>
  static R wrong(R k) {
    if constexpr (std::is_floating_point_v<R>)
      return k < 0 ? 1 : 0;
    else
      return select(less(k, R(0.0)), R(1.0), R(0.0));
  }
  template <class R>
  [[nodiscard]] R of(R k) const {
    using std::exp;
    using std::log;
    const R missing = R(0.5) * (size(k) - k);  // max(0, -k)
    switch (rule) {
      case LearningRule::hebbian:
        return -k;
      case LearningRule::perceptron:
        return missing;
      case LearningRule::adatron:
        return R(0.5) * missing * missing;
      case LearningRule::logistic:
        break;
    }
    return missing + log(R(1.0) + exp(-size(k)));
  }
  template <class R>
  [[nodiscard]] R minus_slope(R k) const {
    using std::exp;
    switch (rule) {
      case LearningRule::hebbian:
        return R(1.0);
      case LearningRule::perceptron:
        return wrong(k);
      case LearningRule::adatron:
        return R(0.5) * (size(k) - k);
      case LearningRule::logistic:
        break;
    }
    // 1/(1 + e^k) without overflow.
    const R small = exp(-size(k)), w = wrong(k);
    return (w + (R(1.0) - w) * small) / (R(1.0) + small);
  }
};

}  // namespace stochtherm::models
