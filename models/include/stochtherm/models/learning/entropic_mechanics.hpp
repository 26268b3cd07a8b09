#pragma once
/// Entropic mechanics: diffusion of a learner's parameters under a constraint on its free energy, which is a Schroedinger equation.
///
///   S[p, F] = int [2D |grad sqrt p|^2 + mu p (dF/dt + alpha |grad F|^2)]                    stationary under p and F:
///   dp/dt + div(2 alpha p grad F) = 0,    dF/dt + alpha |grad F|^2 - (2D/mu) lap(sqrt p)/sqrt p = 0
///   Psi = sqrt p e^{i k F},   k = sqrt(mu alpha/2D):    i dPsi/dt = -nu lap Psi,   nu = alpha/k = sqrt(2 D alpha/mu)
///
/// The printed theory has mu = 1; nothing in it determines mu, and so neither nu, which is hbar/2m. Its learning flow is
/// alpha grad F (11.2), half the flow 2 alpha grad F that carries p; its diffusion is dp/dt = (D/2) lap p (11.4), which Psi does
/// not follow; and the constraint <dF/dt + alpha |grad F|^2> = 0 (11.5) does not hold: its left side is -(D/2 mu) <|grad ln p|^2>,
/// since mu was fixed and not varied. Psi has one value at each point only where F, around any loop, returns up to a multiple of
/// 2 pi/k (Wallstrom): the fluid does not know of that.
///
/// Symbols: p density of parameters Q; F free energy, D diffusion coefficient (Q^2/time), alpha learning rate (Q^2/(F time)),
/// mu multiplier (1/F).
/// Sources: Vanchurin (2021), section 11, key `vanchurin2021`; Madelung (1927), key `madelung1927`; Wallstrom (1994), key
/// `wallstrom1994`.

#include <complex>

namespace stochtherm::models {

struct EntropicMechanics {
  double diffusion;       ///< D
  double rate;            ///< alpha
  double multiplier = 1;  ///< mu

  /// Throws unless all three are finite and positive.
  void require_valid(const char* function) const;
  [[nodiscard]] double nu() const;           ///< sqrt(2 D alpha/mu)
  [[nodiscard]] double wave_number() const;  ///< k, radians per unit of F
};

/// A Gaussian packet without forces: at t = 0 of standard deviation `width` around 0, with F = slope x.
struct FreePacket {
  EntropicMechanics mechanics;
  double width = 1;
  double slope = 0;

  void require_valid(const char* function) const;
  [[nodiscard]] double mean(double t) const;      ///< 2 alpha slope t
  [[nodiscard]] double variance(double t) const;  ///< width^2 + (nu t/width)^2
  [[nodiscard]] std::complex<double> wave(double x, double t) const;
  [[nodiscard]] double flow(double x, double t) const;  ///< 2 alpha dF/dx
  /// alpha dF/dx, as (11.2) has it.
  [[nodiscard]] double learning_flow(double x, double t) const { return 0.5 * flow(x, t); }
  /// Under the diffusion (11.4): width^2 + D t.
  [[nodiscard]] double diffusive_variance(double t) const;
  /// When both variances agree, once: mu width^2/2 alpha, whatever D is.
  [[nodiscard]] double crossing() const;
  /// <dF/dt + alpha |grad F|^2>, which (11.5) holds to be 0: -D/(2 mu variance).
  [[nodiscard]] double constraint(double t) const;
  /// d/dt of -int p ln p; nu^2 t/(width^2 variance).
  [[nodiscard]] double entropy_rate(double t) const;

  /// p and F on any number type, so that their derivatives can be taken.
  template <class R>
  [[nodiscard]] R density(const R& x, const R& t) const {
    using std::exp, std::sqrt;
    const double nu = mechanics.nu(), s = width * width;
    const R variance = R(s) + nu * nu / s * t * t, y = x - 2 * mechanics.rate * slope * t;
    return exp(-(y * y) / (2 * variance)) / sqrt(6.283185307179586477 * variance);
  }
  template <class R>
  [[nodiscard]] R free_energy(const R& x, const R& t) const {
    using std::atan;
    const double nu = mechanics.nu(), s = width * width;
    const R y = x - 2 * mechanics.rate * slope * t;
    const R phase = y * y * t * nu / (4 * (R(s * s) + nu * nu * t * t)) - 0.5 * atan(nu / s * t);
    return phase / mechanics.wave_number() + slope * x - mechanics.rate * slope * slope * t;
  }
};

}  // namespace stochtherm::models
