#pragma once
#include <cmath>
#include <memory>
#include <span>
#include <stochtherm/core/grid.hpp>
#include <stochtherm/core/model.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/core/solved.hpp>
#include <vector>

namespace stochtherm {

/// How positions and velocities are carried along by the motion without noise.
enum class Streaming {
  central,  ///< order 2; masses may become negative where the grid does not resolve them
  upwind    ///< order 1; masses stay non-negative
};

namespace detail {

/// Cells (x, v), x fastest. Energies of cells, and of corners (x face, v face).
struct PhaseSpace {
  Grid1D x, v;
  std::vector<double> energy, corner_energy;
  double mass, friction_rate, kT;
  Streaming streaming;
};
class PhaseSpaceOperator {
 public:
  explicit PhaseSpaceOperator(PhaseSpace space);
  ~PhaseSpaceOperator();
  PhaseSpaceOperator(PhaseSpaceOperator&&) noexcept;
  [[nodiscard]] const std::vector<double>& equilibrium() const;
  [[nodiscard]] std::vector<double> change(std::span<const double> p) const;
  [[nodiscard]] Solved<std::vector<double>> evolve(std::span<const double> p, double duration, double dt,
                                                   const Progress& progress) const;
  [[nodiscard]] double heat_rate(std::span<const double> p) const;
  [[nodiscard]] double entropy_production(std::span<const double> p) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace detail

/// The Klein-Kramers equation: one coordinate with inertia, in phase space.
///
/// Solves:       dp/dt = -v dp/dx + (U'/m) dp/dv + Gamma d/dv [v p + (kT/m) dp/dv], Gamma = 1/(mu m).
/// Scheme:       friction and noise by Scharfetter-Gummel rates in v. Streaming by the stream function (kT/m) e^{-H/kT} at the
///               corners of the cells: what flows through a face is the difference of its two corners, times p/p_eq, averaged
///               over the two cells (central) or of the cell it comes from (upwind). In time Alexander's two-stage L-stable
///               step with one sparse factorisation.
/// Order:        2 in the cell width (upwind: 1) and in dt.
/// Exact for:    Boltzmann's e^{-H/kT}, stationary to rounding on any grid; conservation.
/// Cost:         a sparse LU of the phase space's size, two solves a step.
/// Use when:     the density of a particle with inertia is wanted: 10^4 to 10^5 cells. Not when: the velocity relaxes faster than
///               anything of interest (FokkerPlanck1D), or a force without a potential acts (refused).
/// References:   kramers1940, chandrasekhar1943, scharfetter1969, alexander1977
/// Validated by: fokker_planck/klein_kramers
template <Underdamped M>
requires Overdamped1D<M>
class KleinKramers {
 public:
  KleinKramers(const M& model, const Grid1D& x, const Grid1D& v, double lambda = 0,
               Streaming streaming = Streaming::central)
      : x_(x), v_(v), operator_(space(model, x, v, lambda, streaming)) {}

  /// Cells are numbered with x fastest.
  [[nodiscard]] std::size_t cell(std::size_t x, std::size_t v) const { return v * x_.size() + x; }
  [[nodiscard]] std::size_t size() const { return x_.size() * v_.size(); }
  /// Boltzmann's masses.
  [[nodiscard]] const std::vector<double>& equilibrium() const { return operator_.equilibrium(); }
  /// L p.
  [[nodiscard]] std::vector<double> change(std::span<const double> p) const { return operator_.change(p); }
  /// The masses after a time, in steps of dt (which must divide it).
  [[nodiscard]] Solved<std::vector<double>> evolve(std::span<const double> p, double duration, double dt,
                                                   const Progress& progress = {}) const {
    return operator_.evolve(p, duration, dt, progress);
  }
  /// Heat INTO the particle, per time: the kinetic energy that friction and noise exchange.
  [[nodiscard]] double heat_rate(std::span<const double> p) const { return operator_.heat_rate(p); }
  /// Nats per time: of the exchange with the bath; streaming is reversible and produces none.
  [[nodiscard]] double entropy_production(std::span<const double> p) const {
    return operator_.entropy_production(p);
  }
  /// sum p f(x, v).
  template <class F>
  [[nodiscard]] double expectation(std::span<const double> p, F f) const {
    double sum = 0;
    for (std::size_t j = 0; j < v_.size(); ++j)
      for (std::size_t i = 0; i < x_.size(); ++i) sum += p[cell(i, j)] * f(x_.centre(i), v_.centre(j));
    return sum;
  }

 private:
  static detail::PhaseSpace space(const M& model, const Grid1D& x, const Grid1D& v, double lambda,
                                  Streaming streaming) {
    static_assert(
        !Driven1D<M>,
        "KleinKramers needs a potential: a force without one has no Boltzmann state to stream round");
    static_assert(!Multiplicative1D<M>, "KleinKramers treats constant mobility only");
    const double m = model.mass();
    detail::PhaseSpace s{
        x, v, {}, {}, m, 1 / (Mobility(model.mobility()).mu * m), Temperature(model.bath()).kT, streaming};
    for (std::size_t j = 0; j < v.size(); ++j)
      for (std::size_t i = 0; i < x.size(); ++i)
        s.energy.push_back(static_cast<double>(model.energy(x.centre(i), lambda)) +
                           0.5 * m * v.centre(j) * v.centre(j));
    for (std::size_t j = 0; j <= v.size(); ++j)
      for (std::size_t i = 0; i <= x.size(); ++i)
        s.corner_energy.push_back(static_cast<double>(model.energy(x.face(i), lambda)) +
                                  0.5 * m * v.face(j) * v.face(j));
    return s;
  }

  Grid1D x_, v_;
  detail::PhaseSpaceOperator operator_;
};

}  // namespace stochtherm
