#include <algorithm>
#include <array>
#include <bit>
#include <boost/math/constants/constants.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <cmath>
#include <limits>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/spin/ising_square.hpp>

namespace stochtherm::models {
namespace {

constexpr double pi = boost::math::constants::pi<double>();

/// Complete elliptic integrals by the arithmetic-geometric mean of 1 and the complementary modulus, which near the critical
/// point is known to more digits than the modulus.
struct Elliptic {
  double K, E;
};
Elliptic elliptic(double complementary) {
  double a = 1, b = complementary, sum = 0.5 * (1 - b * b);
  for (double weight = 1; std::abs(a - b) > 1e-15 * a; weight *= 2) {
    const double c = 0.5 * (a - b);
    b = std::sqrt(a * b);
    a -= c;
    sum += weight * c * c;
  }
  const double K = pi / (2 * a);
  return {K, K * (1 - sum)};
}

/// 2 tanh^2 2K - 1, zero at the critical point.
double kappa(double K) {
  const double t = std::tanh(2 * K);
  return 2 * t * t - 1;
}

void require_temperature(double T, const char* function = __builtin_FUNCTION()) {
  require_positive(T, "the temperature must be positive", "temperature", function);
}

}  // namespace

double IsingSquare::critical_temperature() { return 2 / std::log1p(std::sqrt(2.0)); }

double IsingSquare::energy() const {
  require_temperature(temperature);
  const double K = 1 / temperature, k = kappa(K);
  const double kK = k == 0 ? 0 : k * elliptic(std::abs(k)).K;
  return -(1 + 2 / pi * kK) / std::tanh(2 * K);
}

double IsingSquare::heat_capacity() const {
  require_temperature(temperature);
  const double K = 1 / temperature, k = kappa(K);
  if (k == 0) return std::numeric_limits<double>::infinity();
  const auto e = elliptic(std::abs(k));
  const double a = K / std::tanh(2 * K);
  return 2 / pi * a * a * (2 * e.K - 2 * e.E - (1 - k) * (pi / 2 + k * e.K));
}

double IsingSquare::log_partition() const {
  require_temperature(temperature);
  const double K = 1 / temperature, k = kappa(K);
  // Measured from pi/2, where the root has a cusp at the critical point.
  const auto f = [&](double y) {
    const double s = std::sin(y), c = std::cos(y);
    return std::log1p((std::sqrt(s * s + k * k * c * c) - 1) / 2);
  };
  boost::math::quadrature::tanh_sinh<double> quadrature;
  return 2 * K + std::log1p(std::exp(-4 * K)) + quadrature.integrate(f, 0.0, pi / 2, 1e-14) / pi;
}

double IsingSquare::entropy() const { return log_partition() + energy() / temperature; }

double IsingSquare::magnetisation() const {
  require_temperature(temperature);
  if (temperature >= critical_temperature()) return 0;
  return std::pow(-std::expm1(-4 * std::log(std::sinh(2 / temperature))), 0.125);
}

namespace {

/// A product P(K) near some K, in logarithms: P = e^scale v, P' = e^scale (v1 + reference v), and so on.
struct Term {
  double scale, v, v1, v2;
};

/// ln, and its first two derivatives, of prod 2cosh or 2sinh.
struct Logarithm {
  double l = 0, d1 = 0, d2 = 0;
};

struct Modes {
  double K, S, c1, c2;  ///< S = sinh 2K; c1, c2: derivatives of cosh 2K coth 2K = S + 1/S
  double M;
  std::size_t L;

  Modes(double coupling, std::size_t rows, std::size_t columns)
      : K(coupling),
        S(std::sinh(2 * K)),
        c1(2 * std::cosh(2 * K) * (1 - 1 / (S * S))),
        c2(4 * S - 4 / S + 8 * (1 + S * S) / (S * S * S)),
        M(static_cast<double>(rows)),
        L(columns) {}

  /// Adds ln 2cosh(M g/2) or ln 2sinh(M g/2) of mode l > 0.
  void add(std::size_t l, bool hyperbolic_sine, Logarithm& to) const {
    const double h = std::sin(0.5 * pi * static_cast<double>(l) / static_cast<double>(L));
    const double less_one = (S - 1) * (S - 1) / S + 2 * h * h;  // cosh g - 1
    const double g = 2 * std::asinh(std::sqrt(less_one / 2)), sinh = std::sqrt(less_one * (less_one + 2));
    const double g1 = c1 / sinh, g2 = (c2 - (1 + less_one) * g1 * g1) / sinh;
    const double e = std::exp(-M * g), half = 0.5 * M;
    const double sign = hyperbolic_sine ? -1 : 1, t = (1 - sign * e) / (1 + sign * e);
    to.l += half * g + std::log1p(sign * e);
    to.d1 += half * t * g1;
    to.d2 += half * half * (1 - t * t) * g1 * g1 + half * t * g2;
  }
  /// The product over the odd modes, or over the even ones but the lowest.
  [[nodiscard]] Logarithm product(bool odd, bool hyperbolic_sine) const {
    Logarithm sum;
    for (std::size_t r = odd ? 0 : 1; r < L; ++r) add(2 * r + (odd ? 1 : 0), hyperbolic_sine, sum);
    return sum;
  }
  /// 2cosh(M g_0/2) or 2sinh(M g_0/2) times `others`: g_0 changes its sign at the critical point, so it stays out of the
  /// logarithm.
  [[nodiscard]] Term with_lowest(const Logarithm& others, bool hyperbolic_sine, double reference) const {
    const double g = 2 * K + std::log(std::tanh(K)), g1 = 2 + 2 / S, g2 = -4 * std::cosh(2 * K) / (S * S);
    const double e = std::exp(-M * std::abs(g)), half = 0.5 * M, sign = g < 0 ? -1 : 1;
    const double even = 1 + e, odd = sign * -std::expm1(-M * std::abs(g));  // 2cosh, 2sinh over e^{M|g|/2}
    const double a = hyperbolic_sine ? odd : even, b = hyperbolic_sine ? even : odd;
    const double a1 = half * b * g1, a2 = half * half * a * g1 * g1 + half * b * g2;
    const double r1 = others.d1 - reference;
    return {others.l + half * std::abs(g), a, a1 + a * r1, a2 + 2 * a1 * r1 + a * (others.d2 + r1 * r1)};
  }
};

}  // namespace

IsingTorus::Values IsingTorus::at(double temperature) const {
  require_temperature(temperature);
  require(rows >= 2, "a torus has at least 2 rows", "rows", static_cast<double>(rows));
  require(columns >= 2, "a torus has at least 2 columns", "columns", static_cast<double>(columns));
  const double K = 1 / temperature, spins = static_cast<double>(rows) * static_cast<double>(columns);
  const Modes modes(K, rows, columns);
  const auto oc = modes.product(true, false), os = modes.product(true, true);
  const double reference = oc.d1;
  const auto plain = [reference](const Logarithm& x) {
    const double d = x.d1 - reference;
    return Term{x.l, 1, d, x.d2 + d * d};
  };
  const Term terms[] = {plain(oc), plain(os),
                        modes.with_lowest(modes.product(false, false), false, reference),
                        modes.with_lowest(modes.product(false, true), true, reference)};
  double scale = terms[0].scale;
  for (const Term& t : terms) scale = std::max(scale, t.scale);
  double v = 0, v1 = 0, v2 = 0;
  for (const Term& t : terms) {
    const double w = std::exp(t.scale - scale);
    v += w * t.v;
    v1 += w * t.v1;
    v2 += w * t.v2;
  }
  const double d = v1 / v, S = modes.S;
  const double first = spins * std::cosh(2 * K) / S + reference + d,
               second = -2 * spins / (S * S) + v2 / v - d * d;
  return {0.5 * spins * std::log(2 * S) + scale + std::log(v / 2), -first / spins, K * K * second / spins};
}

IsingStates::IsingStates(std::size_t rows, std::size_t columns) : spins_(rows * columns) {
  require(rows >= 2 && rows <= 25, "a torus to be counted has 2 rows or more, and at most 25 spins", "rows",
          static_cast<double>(rows));
  require(columns >= 2 && columns <= 25, "a torus to be counted has 2 columns or more, and at most 25 spins",
          "columns", static_cast<double>(columns));
  require(spins_ <= 25, "at most 25 spins are counted", "spins", static_cast<double>(spins_));
  const int n = static_cast<int>(spins_);
  std::vector<std::array<unsigned, 4>> neighbours(spins_);
  for (std::size_t y = 0; y < rows; ++y)
    for (std::size_t x = 0; x < columns; ++x) {
      const auto site = [&](std::size_t row, std::size_t column) {
        return static_cast<unsigned>(row % rows * columns + column % columns);
      };
      neighbours[y * columns + x] = {site(y, x + 1), site(y, x + columns - 1), site(y + 1, x),
                                     site(y + rows - 1, x)};
    }
  // In Gray's order one spin flips at a time. The last one stays: its two halves mirror each other.
  const int energies = 4 * n + 1;
  std::vector<std::uint64_t> counts(static_cast<std::size_t>(energies * (n + 1)));
  int energy = -2 * n, sum = n;
  std::uint32_t down = 0;
  for (std::uint32_t step = 1;; ++step) {
    counts[static_cast<std::size_t>((energy + 2 * n) * (n + 1) + std::abs(sum))] += 2;
    if (step == std::uint32_t{1} << (spins_ - 1)) break;
    const auto i = static_cast<unsigned>(std::countr_zero(step));
    const int s = (down >> i & 1U) != 0 ? -1 : 1;
    int around = 0;
    for (const unsigned j : neighbours[i]) around += (down >> j & 1U) != 0 ? -1 : 1;
    energy += 2 * s * around;
    sum -= 2 * s;
    down ^= std::uint32_t{1} << i;
  }
  for (int e = 0; e < energies; ++e)
    for (int m = 0; m <= n; ++m)
      if (const auto states = counts[static_cast<std::size_t>(e * (n + 1) + m)]; states > 0)
        levels_.push_back({e - 2 * n, m, states});
}

IsingStates::Values IsingStates::at(double temperature) const {
  require_temperature(temperature);
  const double n = static_cast<double>(spins_);
  const double ground = -2 * n;
  double Z = 0, e1 = 0, m1 = 0, m2 = 0, m4 = 0;
  for (const auto& l : levels_) {
    const double w = static_cast<double>(l.states) * std::exp((ground - l.energy) / temperature);
    const double m = l.magnetisation / n;
    Z += w;
    e1 += w * (l.energy - ground);
    m1 += w * m;
    m2 += w * m * m;
    m4 += w * m * m * m * m;
  }
  e1 /= Z, m1 /= Z, m2 /= Z, m4 /= Z;
  double variance = 0;
  for (const auto& l : levels_) {
    const double off = l.energy - ground - e1;
    variance += static_cast<double>(l.states) * std::exp((ground - l.energy) / temperature) * off * off / Z;
  }
  return {std::log(Z) - ground / temperature,
          (ground + e1) / n,
          variance / (temperature * temperature * n),
          m1,
          m2,
          1 - m4 / (3 * m2 * m2)};
}

}  // namespace stochtherm::models
