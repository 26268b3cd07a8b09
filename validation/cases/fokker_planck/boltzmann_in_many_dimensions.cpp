// Boltzmann on grids of two and three dimensions, graded, correlated, and mass that is kept.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/solvers/fokker_planck/split_step.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// Two wells in a valley that is bent, with one bath; the sabotage lets heat flow between two.
struct Valley {
  static constexpr int dimension = 2;
  double kT2 = 1;
  [[nodiscard]] std::array<Bath, 2> baths() const { return {{{{1}, {0.7}}, {{kT2}, {1.9}}}}; }
  [[nodiscard]] double energy(const Vec<double, 2>& q, double) const {
    const double w = 1 - q[0] * q[0], v = q[1] - 0.5 * q[0] * q[0];
    return 3 * w * w + 4 * v * v;
  }
  [[nodiscard]] Vec<double, 2> force(const Vec<double, 2>& q, double) const {
    const double v = q[1] - 0.5 * q[0] * q[0];
    return {{12 * q[0] * (1 - q[0] * q[0]) + 8 * v * q[0], -8 * v}};
  }
};
/// The same with a mobility that couples the coordinates.
struct Skew {
  static constexpr int dimension = 2;
  [[nodiscard]] Temperature bath() const { return {1}; }
  [[nodiscard]] SquareMatrix<2> mobility_matrix() const { return {{{1.0, -0.6}, {-0.6, 0.8}}}; }
  [[nodiscard]] double energy(const Vec<double, 2>& q, double t) const { return Valley{}.energy(q, t); }
  [[nodiscard]] Vec<double, 2> force(const Vec<double, 2>& q, double t) const { return Valley{}.force(q, t); }
};
struct Box {
  static constexpr int dimension = 3;
  [[nodiscard]] Temperature bath() const { return {0.8}; }
  [[nodiscard]] Mobility mobility() const { return {1.3}; }
  [[nodiscard]] double energy(const Vec<double, 3>& q, double) const {
    return q[0] * q[0] + q[0] * q[1] + q[1] * q[1] + 0.5 * q[2] * q[2] * (1 + q[0] * q[0]);
  }
  [[nodiscard]] Vec<double, 3> force(const Vec<double, 3>&, double) const { return {{0, 0, 0}}; }
};

Grid1D graded(double reach, int cells) {
  std::vector<double> faces;
  for (int i = 0; i <= cells; ++i)
    faces.push_back(reach * std::sinh(2.0 * (2.0 * i / cells - 1)) / std::sinh(2.0));
  return Grid1D::graded(faces, Edge::reflecting, Edge::reflecting);
}

template <class F>
void compare(Verdict& v, const std::string& name, const F& fp) {
  const auto eq = fp.equilibrium();
  const auto p = *stationary(fp.generator());
  double worst = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (eq[i] > 1e-280) worst = std::max(worst, std::abs(p[i] / eq[i] - 1));
  v.checks.push_back(at_most(name + ": largest relative distance from Boltzmann", worst, 1e-10));
  v.checks.push_back(
      at_most(name + ": entropy production there", entropy_production(fp.generator(), eq), 1e-20));
}

Verdict run(double kT2) {
  Verdict v;
  const auto line = [](double reach, std::size_t n) {
    return Grid1D::uniform(-reach, reach, n, Edge::reflecting);
  };
  compare(v, "two baths of one temperature, 64 × 48, graded",
          FokkerPlanck(Valley{kT2}, ProductGrid<2>({graded(1.8, 64), line(2.2, 48)})));
  compare(v, "mobility matrix, 60 × 60",
          FokkerPlanck(Skew{}, ProductGrid<2>({line(1.8, 60), line(2.0, 60)})));
  compare(v, "three dimensions, 16 × 14 × 12",
          FokkerPlanck(Box{}, ProductGrid<3>({line(3, 16), line(3, 14), graded(3, 12)})));
  // Probability is kept by a split step, and lost through an absorbing edge only.
  const FokkerPlanck fp(Valley{}, ProductGrid<2>({graded(1.8, 60), line(2.2, 41)}));
  const auto start = masses_from_potential(fp.grid(), [](const Vec<double, 2>& q) {
    return 8 * ((q[0] + 1) * (q[0] + 1) + (q[1] - 0.5) * (q[1] - 0.5));
  });
  const auto end = *SplitStep(fp, 2e-3).advance(start, 500);
  v.checks.push_back(at_most("split step, 500 steps: |Σp − 1|", std::abs(pairwise_sum(end) - 1), 1e-12));
  const auto open = Grid1D::uniform(-1.8, 1.8, 60, Edge::reflecting, Edge::absorbing);
  const FokkerPlanck leaky(Valley{}, ProductGrid<2>({open, line(2.2, 41)}));
  const double dt = 1e-3;
  const auto left = *SplitStep(leaky, dt).advance(start, 300);
  double lost = 0;  // what leaves, by the trapezoid rule over the way
  {
    auto p = start;
    const auto loss = [&] {
      double rate = 0;
      for (std::size_t i = 0; i < p.size(); ++i) rate += leaky.generator().exit[i] * p[i];
      return rate;
    };
    const SplitStep step(leaky, dt);
    double before = loss();
    for (int i = 0; i < 300; ++i) {
      step.advance_in_place(p, 1);
      const double now = loss();
      lost += 0.5 * dt * (before + now);
      before = now;
    }
  }
  v.checks.push_back(
      at_most("absorbing edge: |1 − Σp − what left|", std::abs(1 - pairwise_sum(left) - lost), 1e-6));
  return v;
}

const Registered registered{{
    .name = "fokker_planck/boltzmann_in_many_dimensions",
    .claim = "On grids of two and three dimensions, graded or with a mobility that couples the axes, "
             "equilibrium is exactly "
             "Boltzmann's and probability is kept.",
    .equation = "p_{i} = V_{i} e^{−U_{i}/kT}/Z",
    .source = "scharfetter1969, wang2003",
    .tags = {"exact"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"one of the two baths is a millionth hotter", [](const Effort&) { return run(1 + 1e-6); }},
}};

}  // namespace
}  // namespace stochtherm::validation
