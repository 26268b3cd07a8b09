#include <fmt/format.h>

#include <Eigen/SparseLU>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/fokker_planck/implicit.hpp>
#include <stochtherm/solvers/fokker_planck/klein_kramers.hpp>
#include <stochtherm/thermodynamics/rates.hpp>

namespace stochtherm::detail {

using Matrix = Eigen::SparseMatrix<double>;

struct PhaseSpaceOperator::Parts {
  PhaseSpace s;
  std::vector<double> equilibrium;
  /// Friction and noise: rates up and down in v from each cell to the next.
  std::vector<double> up, down;
  Matrix L;
};

namespace {

std::vector<double> boltzmann(const PhaseSpace& s) {
  const double lowest = *std::min_element(s.energy.begin(), s.energy.end());
  std::vector<double> p;
  for (std::size_t i = 0; i < s.energy.size(); ++i)
    p.push_back(s.x.width(i % s.x.size()) * s.v.width(i / s.x.size()) *
                std::exp(-(s.energy[i] - lowest) / s.kT));
  const double sum = std::accumulate(p.begin(), p.end(), 0.0);
  for (double& mass : p) mass /= sum;
  return p;
}

}  // namespace

PhaseSpaceOperator::PhaseSpaceOperator(PhaseSpace space) : parts_(new Parts{std::move(space), {}, {}, {}, {}}) {
  constexpr const char* me = "KleinKramers";
  Parts& P = *parts_;
  const PhaseSpace& s = P.s;
  require_positive(s.mass, "the mass must be positive", "mass", me);
  require_positive(s.kT, "the temperature must be positive", "kT", me);
  require_positive(s.friction_rate, "the mobility must be positive", "friction rate", me);
  require(s.x.left() == Edge::reflecting && s.x.right() == Edge::reflecting &&
              s.v.left() == Edge::reflecting && s.v.right() == Edge::reflecting,
          "the edges of phase space reflect: no probability reaches them", "edges", "others", me);
  require_all_finite(s.energy, "energy on the grid", me);
  require_all_finite(s.corner_energy, "energy on the grid", me);
  const std::size_t nx = s.x.size(), nv = s.v.size(), n = nx * nv;
  P.equilibrium = boltzmann(s);
  // What the stream carries along the edge of the grid would be cut off: it must be nothing.
  double rim = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t a = i % nx, b = i / nx;
    if (a == 0 || a + 1 == nx || b == 0 || b + 1 == nv) rim = std::max(rim, P.equilibrium[i]);
  }
  require(rim < 1e-9, "the grid must cover the density: Boltzmann's masses at its rim must be below 1e-9",
          "largest of them", rim, me);
  std::vector<Eigen::Triplet<double>> entries;
  const auto flow = [&](std::size_t from, std::size_t to, double rate) {
    if (rate == 0) return;
    entries.emplace_back(static_cast<int>(to), static_cast<int>(from), rate);
    entries.emplace_back(static_cast<int>(from), static_cast<int>(from), -rate);
  };
  P.up.assign(n, 0), P.down.assign(n, 0);
  const double D = s.friction_rate * s.kT / s.mass;
  for (std::size_t j = 0; j + 1 < nv; ++j)
    for (std::size_t i = 0; i < nx; ++i) {
      const std::size_t a = j * nx + i, b = a + nx;
      const double d = s.v.centre(j + 1) - s.v.centre(j), z = (s.energy[b] - s.energy[a]) / s.kT;
      P.up[a] = D / (s.v.width(j) * d) * bernoulli(z);
      P.down[b] = D / (s.v.width(j + 1) * d) * bernoulli(-z);
      flow(a, b, P.up[a]), flow(b, a, P.down[b]);
    }
  // The stream function at the corners; on the rim it is made constant, 0, so that nothing crosses.
  const double lowest = *std::min_element(s.energy.begin(), s.energy.end());
  double sum = 0;  // Z
  for (std::size_t i = 0; i < n; ++i)
    sum += s.x.width(i % nx) * s.v.width(i / nx) * std::exp(-(s.energy[i] - lowest) / s.kT);
  const auto psi = [&](std::size_t i, std::size_t j) {
    if (i == 0 || j == 0 || i == nx || j == nv) return 0.0;
    return s.kT / s.mass * std::exp(-(s.corner_energy[j * (nx + 1) + i] - lowest) / s.kT) / sum;
  };
  const auto stream = [&](std::size_t a, std::size_t b, double c) {  // c > 0: from a to b in equilibrium
    if (c < 0) std::swap(a, b), c = -c;
    if (s.streaming == Streaming::upwind) return flow(a, b, c / P.equilibrium[a]);
    // J = c (p_a/pi_a + p_b/pi_b)/2
    flow(a, b, 0.5 * c / P.equilibrium[a]);
    flow(b, a, -0.5 * c / P.equilibrium[b]);
  };
  for (std::size_t j = 0; j < nv; ++j)
    for (std::size_t i = 0; i < nx; ++i) {
      const std::size_t a = j * nx + i;
      if (P.equilibrium[a] <= 0) continue;
      if (i + 1 < nx && P.equilibrium[a + 1] > 0) stream(a, a + 1, psi(i + 1, j) - psi(i + 1, j + 1));
      if (j + 1 < nv && P.equilibrium[a + nx] > 0) stream(a, a + nx, psi(i + 1, j + 1) - psi(i, j + 1));
    }
  P.L.resize(static_cast<int>(n), static_cast<int>(n));
  P.L.setFromTriplets(entries.begin(), entries.end());
}
PhaseSpaceOperator::~PhaseSpaceOperator() = default;
PhaseSpaceOperator::PhaseSpaceOperator(PhaseSpaceOperator&&) noexcept = default;

const std::vector<double>& PhaseSpaceOperator::equilibrium() const { return parts_->equilibrium; }

std::vector<double> PhaseSpaceOperator::change(std::span<const double> p) const {
  require(p.size() == parts_->equilibrium.size(), "one mass per cell", "masses",
          static_cast<double>(p.size()), "KleinKramers");
  const Eigen::VectorXd dp =
      parts_->L * Eigen::Map<const Eigen::VectorXd>(p.data(), static_cast<Eigen::Index>(p.size()));
  return {dp.begin(), dp.end()};
}

Solved<std::vector<double>> PhaseSpaceOperator::evolve(std::span<const double> p, double duration, double dt,
                                                       const Progress& progress) const {
  require(p.size() == parts_->equilibrium.size(), "one mass per cell", "masses",
          static_cast<double>(p.size()), "KleinKramers");
  for (double mass : p)
    require_not_negative(mass, "a mass must be finite and not negative", "p", "KleinKramers");
  const std::size_t steps = count_steps(duration, dt);
  constexpr double g = Sdirk2::implicit_weight;
  Matrix A(parts_->L.rows(), parts_->L.cols());
  A.setIdentity();
  A -= g * dt * parts_->L;
  A.makeCompressed();
  const Eigen::SparseLU<Matrix> lu(A);
  Eigen::VectorXd q = Eigen::Map<const Eigen::VectorXd>(p.data(), static_cast<Eigen::Index>(p.size()));
  ProgressReporter report(progress);
  const auto masses = [&] { return std::vector<double>(q.begin(), q.end()); };
  if (lu.info() != Eigen::Success)
    return {masses(), Status::ill_conditioned,
            "KleinKramers: the step's equations are singular; shorten the time step."};
  for (std::size_t i = 0; i < steps; ++i) {
    const Eigen::VectorXd y = lu.solve(q);
    q = lu.solve(Eigen::VectorXd(q + (1 - g) / g * (y - q)));
    if (!std::isfinite(q.sum()))
      return {masses(),
              Status::diverged,
              fmt::format("KleinKramers: the density left the finite numbers in step {}.", i + 1),
              {.steps = i + 1}};
    if (!report(static_cast<double>(i + 1) / static_cast<double>(steps)) && i + 1 < steps)
      return {masses(),
              Status::cancelled,
              fmt::format("KleinKramers: cancelled after step {}.", i + 1),
              {.steps = i + 1}};
  }
  const double lowest = q.minCoeff();
  if (lowest < (parts_->s.streaming == Streaming::upwind ? -1e-13 : -1e-3 * q.maxCoeff()))
    return {
        masses(),
        Status::ill_conditioned,
        "KleinKramers: masses became negative; refine the grid or shorten the time step, or stream upwind.",
        {.steps = steps}};
  // What streaming overshot below 0 becomes 0, and the sum what it was.
  const double before = q.sum();
  q = q.cwiseMax(0.0);
  q *= before / q.sum();
  return Solved<std::vector<double>>(masses(), {.steps = steps, .residual = -std::min(lowest, 0.0)});
}

double PhaseSpaceOperator::heat_rate(std::span<const double> p) const {
  const Parts& P = *parts_;
  require(p.size() == P.equilibrium.size(), "one mass per cell", "masses", static_cast<double>(p.size()),
          "KleinKramers");
  const std::size_t nx = P.s.x.size();
  double heat = 0;
  for (std::size_t a = 0; a + nx < p.size(); ++a)
    heat += (P.up[a] * p[a] - P.down[a + nx] * p[a + nx]) * (P.s.energy[a + nx] - P.s.energy[a]);
  return heat;
}

double PhaseSpaceOperator::entropy_production(std::span<const double> p) const {
  const Parts& P = *parts_;
  require(p.size() == P.equilibrium.size(), "one mass per cell", "masses", static_cast<double>(p.size()),
          "KleinKramers");
  const std::size_t nx = P.s.x.size();
  double sigma = 0;
  for (std::size_t a = 0; a + nx < p.size(); ++a) {
    const double there = P.up[a] * std::max(0.0, p[a]), back = P.down[a + nx] * std::max(0.0, p[a + nx]);
    if (there > 1e-250 && back > 1e-250) sigma += stochtherm::entropy_production(there, back);
  }
  return sigma;
}

}  // namespace stochtherm::detail
