#pragma once
/// The Onsager tensor of a metric: Einstein and Hilbert's action as an entropy production, quadratic in the slopes of the metric.
///
///   R = G + div w,   G = 2 kappa L^{mu nu  alpha beta  gamma delta} g_{alpha beta,mu} g_{gamma delta,nu}
///   G   = g^{mu nu} (Gamma^a_{mu b} Gamma^b_{a nu} - Gamma^a_{mu nu} Gamma^b_{a b})
///   w^mu = g^{a b} Gamma^mu_{a b} - g^{mu a} Gamma^b_{a b},   div w = d_mu(sqrt|g| w^mu)/sqrt|g|
///
/// With the contractions
///   T1 = g^{alpha nu} g^{beta delta} g^{mu gamma},  T2 = g^{alpha gamma} g^{beta nu} g^{mu delta} (equal to T1 when contracted),
///   T3 = g^{alpha gamma} g^{beta delta} g^{mu nu},  T4 = g^{alpha beta} g^{gamma delta} g^{mu nu},
///   T5 = g^{alpha beta} g^{gamma nu} g^{delta mu}
/// the printed tensor, its equation (12.9), is L = (T1 + T2 - T3 - T4)/8 kappa: it does not give G. What gives G is
///   L = (T1 + T2 - T3 + T4 - 2 T5)/8 kappa,
/// made symmetric in (alpha beta), in (gamma delta) and under (mu alpha beta) <-> (nu gamma delta), which changes no contraction.
/// In harmonic coordinates T5 = T4/2, so that G = (2 T1 - T3)/4 there and the printed tensor is off by T4/4.
///
/// Symbols: g metric, signature (- + + +), coordinates x^0 .. x^3; Gamma Christoffel symbols; R Ricci scalar, positive on a sphere
/// (1/length^2); kappa = 8 pi times Newton's constant.
/// Sources: Vanchurin (2021), section 12, key `vanchurin2021`; Landau and Lifshitz, section 93, key `landau1975`.

#include <array>
#include <cstddef>
#include <functional>
#include <stochtherm/core/jet.hpp>
#include <stochtherm/core/vec.hpp>
#include <vector>

namespace stochtherm::models {

using Event = std::array<double, 4>;
using EventJet = SecondJet<4>;
/// g_{alpha beta} as a function of the coordinates.
using MetricField = std::function<std::array<std::array<EventJet, 4>, 4>(const std::array<EventJet, 4>& x)>;
/// A function of one coordinate.
using Profile = std::function<EventJet(const EventJet&)>;

/// -dt^2 + a(t)^2 (dx^2 + dy^2 + dz^2): R = 6 (a''/a + H^2), G = -6 H^2, H = a'/a.
[[nodiscard]] MetricField friedmann(Profile a);
/// -(1 - 2M/r) dt^2 + dr^2/(1 - 2M/r) + r^2 (dtheta^2 + sin^2 theta dphi^2): R = 0, G = 2/r^2.
[[nodiscard]] MetricField schwarzschild(double M);
/// The same space-time in harmonic coordinates t, x, y, z, with r - M the length of (x, y, z).
[[nodiscard]] MetricField schwarzschild_harmonic(double M);
/// -A(x)^2 dt^2 + B(x)^2 dx^2 + dy^2 + dz^2: R = -2 (A''B - A'B')/(A B^3), G = 0.
[[nodiscard]] MetricField static_metric(Profile A, Profile B);
/// -dt^2 + e^h dx^2 + e^{-h} dy^2 + dz^2, h = h(t - z): R = G = 0.
[[nodiscard]] MetricField plane_wave(Profile h);

/// A metric at an event.
struct Geometry {
  SquareMatrix<4> metric, inverse;
  std::array<SquareMatrix<4>, 4> slope;  ///< slope[mu][alpha][beta] = g_{alpha beta,mu}
  double volume;                         ///< sqrt |det g|
  double ricci;                          ///< R
  double gamma_gamma;                    ///< G
  double divergence;                     ///< div w
  std::array<double, 4> harmonic;        ///< g^{a b} Gamma^mu_{a b}, 0 in harmonic coordinates

  /// Throws unless g and its derivatives are finite, g is symmetric and regular, and its signature is (- + + +).
  [[nodiscard]] static Geometry at(const MetricField& metric, const Event& x);
};

enum class OnsagerSymmetry {
  reciprocity_as_printed,  ///< (12.7): L^{mu nu  alpha beta  gamma delta} = L^{nu mu  beta alpha  delta gamma}
  reciprocity,             ///< what it must be: L^{nu mu  gamma delta  alpha beta}
  pairs                    ///< (12.8): alpha <-> beta and gamma <-> delta
};

class OnsagerTensor {
 public:
  /// (12.9), from the inverse metric.
  [[nodiscard]] static OnsagerTensor printed(const SquareMatrix<4>& inverse, double kappa);
  /// The tensor whose quadratic form is G/2 kappa, with all symmetries.
  [[nodiscard]] static OnsagerTensor corrected(const SquareMatrix<4>& inverse, double kappa);

  [[nodiscard]] double operator()(std::size_t mu, std::size_t nu, std::size_t alpha, std::size_t beta,
                                  std::size_t gamma, std::size_t delta) const {
    return entries_[((((mu * 4 + nu) * 4 + alpha) * 4 + beta) * 4 + gamma) * 4 + delta];
  }
  /// L^{mu nu  alpha beta  gamma delta} g_{alpha beta,mu} g_{gamma delta,nu}: the entropy production (12.6).
  [[nodiscard]] double production(const std::array<SquareMatrix<4>, 4>& slope) const;
  /// The largest |L - its mirror image| over the largest |L|.
  [[nodiscard]] double defect(OnsagerSymmetry symmetry) const;

 private:
  template <class Entry>
  explicit OnsagerTensor(Entry entry);
  std::vector<double> entries_;
};

}  // namespace stochtherm::models
