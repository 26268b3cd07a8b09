#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/learning/onsager_tensor.hpp>
#include <utility>

namespace stochtherm::models {
namespace {

using First = Jet<double, 4>;
using Components = std::array<std::array<EventJet, 4>, 4>;

Components diagonal(const EventJet& a, const EventJet& b, const EventJet& c, const EventJet& d) {
  Components g{};
  g[0][0] = a, g[1][1] = b, g[2][2] = c, g[3][3] = d;
  return g;
}

void require_regular(const Components& g) {
  Eigen::Matrix4d m;
  for (std::size_t a = 0; a < 4; ++a)
    for (std::size_t b = 0; b < 4; ++b) {
      const double entry = g[a][b].value.value;
      require_finite(entry, "metric", "Geometry::at");
      for (const First& row : g[a][b].slope) {
        require_finite(row.value, "first derivative of the metric", "Geometry::at");
        for (double second : row.slope)
          require_finite(second, "second derivative of the metric", "Geometry::at");
      }
      require(entry == g[b][a].value.value, "a metric must be symmetric", "g", entry, "Geometry::at");
      m(static_cast<int>(a), static_cast<int>(b)) = entry;
    }
  const Eigen::Vector4d lambda =
      Eigen::SelfAdjointEigenSolver<Eigen::Matrix4d>(m, Eigen::EigenvaluesOnly).eigenvalues();
  const double least = lambda.cwiseAbs().minCoeff(), largest = lambda.cwiseAbs().maxCoeff();
  require(least > 1e-13 * largest, "a metric must be regular", "least of its eigenvalues' sizes", least,
          "Geometry::at");
  const auto negative = (lambda.array() < 0).count();
  require(negative == 1, "the metric's signature must be (- + + +)", "negative eigenvalues",
          static_cast<double>(negative), "Geometry::at");
}

}  // namespace

MetricField friedmann(Profile a) {
  return [a = std::move(a)](const std::array<EventJet, 4>& x) {
    const EventJet scale = a(x[0]), square = scale * scale;
    return diagonal(-1.0, square, square, square);
  };
}

MetricField schwarzschild(double M) {
  require_not_negative(M, "the mass must be finite and not negative", "M");
  return [M](const std::array<EventJet, 4>& x) {
    const EventJet f = 1.0 - 2 * M / x[1], square = x[1] * x[1], s = sin(x[2]);
    return diagonal(-f, 1.0 / f, square, square * s * s);
  };
}

MetricField schwarzschild_harmonic(double M) {
  require_not_negative(M, "the mass must be finite and not negative", "M");
  return [M](const std::array<EventJet, 4>& x) {
    const EventJet r = sqrt(x[1] * x[1] + x[2] * x[2] + x[3] * x[3]), across = 1.0 + M / r;
    const EventJet along = (r + M) / (r - M) - across * across;
    Components g = diagonal(-(r - M) / (r + M), across * across, across * across, across * across);
    for (std::size_t i = 1; i < 4; ++i)
      for (std::size_t j = i; j < 4; ++j) g[i][j] = g[j][i] = g[i][j] + along * (x[i] * x[j]) / (r * r);
    return g;
  };
}

MetricField static_metric(Profile A, Profile B) {
  return [A = std::move(A), B = std::move(B)](const std::array<EventJet, 4>& x) {
    const EventJet a = A(x[1]), b = B(x[1]);
    return diagonal(-(a * a), b * b, 1.0, 1.0);
  };
}

MetricField plane_wave(Profile h) {
  return [h = std::move(h)](const std::array<EventJet, 4>& x) {
    const EventJet stretch = exp(h(x[0] - x[3]));
    return diagonal(-1.0, stretch, 1.0 / stretch, 1.0);
  };
}

Geometry Geometry::at(const MetricField& metric, const Event& x) {
  require(static_cast<bool>(metric), "there must be a metric", "metric", "empty");
  for (double coordinate : x) require_finite(coordinate, "coordinate");
  const Components g = metric(second_order_at(x));
  require_regular(g);

  Geometry here{};
  Eigen::Matrix4d m;
  std::array<Eigen::Matrix4d, 4> slope;
  for (std::size_t a = 0; a < 4; ++a)
    for (std::size_t b = 0; b < 4; ++b) {
      const auto i = static_cast<int>(a), j = static_cast<int>(b);
      m(i, j) = here.metric[a][b] = g[a][b].value.value;
      for (std::size_t mu = 0; mu < 4; ++mu) slope[mu](i, j) = here.slope[mu][a][b] = g[a][b].slope[mu].value;
    }
  here.volume = std::sqrt(std::abs(m.determinant()));

  // The inverse with its gradient, d(1/g) = -(1/g) dg (1/g), and from it the Christoffel symbols with theirs.
  const Eigen::Matrix4d inverse = m.inverse();
  First up[4][4], christoffel[4][4][4];
  for (std::size_t mu = 0; mu < 4; ++mu) {
    const Eigen::Matrix4d change = -inverse * slope[mu] * inverse;
    for (std::size_t a = 0; a < 4; ++a)
      for (std::size_t b = 0; b < 4; ++b) {
        const auto i = static_cast<int>(a), j = static_cast<int>(b);
        up[a][b].value = here.inverse[a][b] = inverse(i, j);
        up[a][b].slope[mu] = change(i, j);
      }
  }
  for (std::size_t a = 0; a < 4; ++a)
    for (std::size_t c = 0; c < 4; ++c)
      for (std::size_t d = 0; d < 4; ++d)
        for (std::size_t n = 0; n < 4; ++n)
          christoffel[a][c][d] = christoffel[a][c][d] +
                                 0.5 * up[a][n] * (g[n][c].slope[d] + g[n][d].slope[c] - g[c][d].slope[n]);

  First w[4], trace[4];  // trace: Gamma^b_{a b}
  for (std::size_t a = 0; a < 4; ++a)
    for (std::size_t b = 0; b < 4; ++b) trace[a] = trace[a] + christoffel[b][a][b];
  for (std::size_t m1 = 0; m1 < 4; ++m1)
    for (std::size_t a = 0; a < 4; ++a) {
      for (std::size_t b = 0; b < 4; ++b) {
        w[m1] = w[m1] + up[a][b] * christoffel[m1][a][b];
        here.harmonic[m1] += up[a][b].value * christoffel[m1][a][b].value;
      }
      w[m1] = w[m1] - up[m1][a] * trace[a];
    }
  for (std::size_t mu = 0; mu < 4; ++mu) {
    here.divergence += w[mu].slope[mu] + w[mu].value * trace[mu].value;
    for (std::size_t nu = 0; nu < 4; ++nu) {
      double ricci = -trace[mu].slope[nu], quadratic = 0;
      for (std::size_t a = 0; a < 4; ++a) {
        ricci += christoffel[a][mu][nu].slope[a];
        quadratic -= christoffel[a][mu][nu].value * trace[a].value;
        for (std::size_t b = 0; b < 4; ++b)
          quadratic += christoffel[a][mu][b].value * christoffel[b][a][nu].value;
      }
      here.ricci += up[mu][nu].value * (ricci - quadratic);
      here.gamma_gamma += up[mu][nu].value * quadratic;
    }
  }
  return here;
}

template <class Entry>
OnsagerTensor::OnsagerTensor(Entry entry) {
  entries_.reserve(4096);
  for (std::size_t mu = 0; mu < 4; ++mu)
    for (std::size_t nu = 0; nu < 4; ++nu)
      for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 4; ++b)
          for (std::size_t c = 0; c < 4; ++c)
            for (std::size_t d = 0; d < 4; ++d) entries_.push_back(entry(mu, nu, a, b, c, d));
}

namespace {
void require_tensor(const SquareMatrix<4>& inverse, double kappa, const char* function) {
  require_positive(kappa, "kappa must be finite and positive", "kappa", function);
  for (const auto& row : inverse)
    for (double x : row) require_finite(x, "inverse metric", function);
}
}  // namespace

OnsagerTensor OnsagerTensor::printed(const SquareMatrix<4>& g, double kappa) {
  require_tensor(g, kappa, "OnsagerTensor::printed");
  return OnsagerTensor([&](auto mu, auto nu, auto a, auto b, auto c, auto d) {
    return (g[a][nu] * g[b][d] * g[mu][c] + g[a][c] * g[b][nu] * g[mu][d] - g[a][c] * g[b][d] * g[mu][nu] -
            g[a][b] * g[c][d] * g[mu][nu]) /
           (8 * kappa);
  });
}

OnsagerTensor OnsagerTensor::corrected(const SquareMatrix<4>& g, double kappa) {
  require_tensor(g, kappa, "OnsagerTensor::corrected");
  const auto once = [&](auto mu, auto nu, auto a, auto b, auto c, auto d) {
    return 2 * g[a][nu] * g[b][d] * g[mu][c] - g[a][c] * g[b][d] * g[mu][nu] + g[a][b] * g[c][d] * g[mu][nu] -
           g[a][b] * g[c][nu] * g[d][mu] - g[c][d] * g[a][mu] * g[b][nu];
  };
  return OnsagerTensor([&](auto mu, auto nu, auto a, auto b, auto c, auto d) {
    return (once(mu, nu, a, b, c, d) + once(mu, nu, b, a, c, d) + once(mu, nu, a, b, d, c) +
            once(mu, nu, b, a, d, c)) /
           (32 * kappa);
  });
}

double OnsagerTensor::production(const std::array<SquareMatrix<4>, 4>& slope) const {
  double sum = 0;
  std::size_t k = 0;
  for (std::size_t mu = 0; mu < 4; ++mu)
    for (std::size_t nu = 0; nu < 4; ++nu)
      for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 4; ++b)
          for (std::size_t c = 0; c < 4; ++c)
            for (std::size_t d = 0; d < 4; ++d) sum += entries_[k++] * slope[mu][a][b] * slope[nu][c][d];
  return sum;
}

double OnsagerTensor::defect(OnsagerSymmetry symmetry) const {
  double worst = 0, largest = 0;
  const OnsagerTensor& L = *this;
  for (std::size_t mu = 0; mu < 4; ++mu)
    for (std::size_t nu = 0; nu < 4; ++nu)
      for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 4; ++b)
          for (std::size_t c = 0; c < 4; ++c)
            for (std::size_t d = 0; d < 4; ++d) {
              const double here = L(mu, nu, a, b, c, d);
              largest = std::max(largest, std::abs(here));
              const auto compare = [&](double mirror) { worst = std::max(worst, std::abs(here - mirror)); };
              switch (symmetry) {
                case OnsagerSymmetry::reciprocity_as_printed:
                  compare(L(nu, mu, b, a, d, c));
                  break;
                case OnsagerSymmetry::reciprocity:
                  compare(L(nu, mu, c, d, a, b));
                  break;
                case OnsagerSymmetry::pairs:
                  compare(L(mu, nu, b, a, c, d));
                  compare(L(mu, nu, a, b, d, c));
                  break;
              }
            }
  return worst / largest;
}

}  // namespace stochtherm::models
