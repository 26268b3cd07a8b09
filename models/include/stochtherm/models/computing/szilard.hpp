#pragma once
/// Szilard's engine with a measurement that errs: work from information, to the letter.
///
/// One particle in a box of volume 1 at kT. A wall is put in at 1/2; a measurement says on which side the particle is and
/// errs with probability eps; the wall moves without haste until the side that was named has the volume v, and is taken
/// out. The work on the system is W = -kT ln 2v if the measurement was right, -kT ln 2(1 - v) if it was wrong; dF = 0.
///
/// Symbols: eps error (dimensionless), v final volume of the side that was named, kT thermal energy; information in
/// nats. The best v is 1 - eps; with it exp(-W/kT - i) = 1 on every trajectory, i the information of that measurement.
/// Refuses eps or v outside [0, 1] and kT that is not positive. v = 0 or 1 is refused where the work would be infinite
/// in a case that happens.
/// Sources: Szilard, Z. Phys. 53, 840 (1929), key `szilard1929`; Sagawa & Ueda, Phys. Rev. Lett. 104, 090602 (2010), key
/// `sagawaueda2010`.

#include <stochtherm/core/bath.hpp>

namespace stochtherm::models {

struct Szilard {
  double error = 0.0;  ///< eps
  Temperature T{1.0};

  /// I = ln 2 - h(eps) between side and record, in nats.
  [[nodiscard]] double information() const;
  /// v = 1 - eps.
  [[nodiscard]] double optimal_volume() const;
  /// <W> on the system: -kT [ln 2 + (1 - eps) ln v + eps ln(1 - v)].
  [[nodiscard]] double mean_work(double v) const;
  /// At the best v: -kT I.
  [[nodiscard]] double mean_work() const;
  /// gamma = <e^{-W/kT}> = 2 [(1 - eps) v + eps (1 - v)]: how far feedback breaks Jarzynski's equality.
  [[nodiscard]] double efficacy(double v) const;
  /// At the best v: 2 [(1 - eps)^2 + eps^2].
  [[nodiscard]] double efficacy() const;
  /// Variance of the work.
  [[nodiscard]] double work_variance(double v) const;
};

}  // namespace stochtherm::models
