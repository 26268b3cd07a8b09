#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/solvers/fokker_planck/first_passage.hpp>
#include <stochtherm/studies/barrier_escape.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

struct Row {
  double barrier, to_top, to_other_well;
};
// Ten digits each; brownian/double_well_kramers finds the second column with GSL, by nested quadrature.
constexpr Row table[] = {{2, 2.303269807, 5.129285034},
                         {4, 8.486436072, 17.31591119},
                         {6, 40.32533248, 80.90724756},
                         {8, 218.6488606, 437.5043514}};

Verdict run(double D) {
  Verdict v;
  Series ratio{.label = "T(−1→1) r_{K}", .style = Series::Style::points},
      limit{.label = "Kramers' limit", .style = Series::Style::dashed};
  for (const auto& row : table) {
    const models::DoubleWell well{.barrier = row.barrier};
    const auto u = [&](double x) { return well.energy(x, 0.0); };
    const std::string what = "barrier " + std::to_string(static_cast<int>(row.barrier)) + " kT: ";
    v.checks.push_back(digits(what + "T(−1→0)", *mean_first_passage_time(u, D, -1, 0), row.to_top, 10));
    v.checks.push_back(
        digits(what + "T(−1→1)", *mean_first_passage_time(u, D, -1, 1), row.to_other_well, 10));
  }
  for (double barrier = 1; barrier <= 20; barrier += 0.5) {
    const auto escape = studies::barrier_escape({.barrier = barrier}, 0);
    ratio.x.push_back(barrier), ratio.y.push_back(escape.quadrature * escape.kramers_rate);
    limit.x.push_back(barrier), limit.y.push_back(1);
  }
  v.figures.push_back(
      {.title = "Mean first passage against Kramers' rate",
       .x_label = "barrier / kT",
       .y_label = "T r_{K}",
       .series = {ratio, limit},
       .caption = "Kramers' rate is the limit of a high barrier; at 4 kT it is 14 % too fast."});
  return v;
}

const Registered registered{{
    .name = "fokker_planck/first_passage_quadrature",
    .claim = "Quadrature gives the mean first-passage times of the double well to ten digits.",
    .equation = "T(x_{0}→b) = D^{−1} ∫_{x_{0}}^{b} dy e^{U(y)/kT} ∫_{−∞}^{y} dz e^{−U(z)/kT}",
    .source = "gardiner2009, kramers1940",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"the diffusivity is taken for the square of the noise amplitude, 2μkT",
                 [](const Effort&) { return run(2); }},
}};

}  // namespace
}  // namespace stochtherm::validation
