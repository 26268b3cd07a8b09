// First passage on networks and grids: Schloegl's switching times, a double well, a committor.
#include <fmt/format.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/network/schloegl.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/jump/first_passage.hpp>
#include <stochtherm/validation/case.hpp>

#include "richardson.hpp"

namespace stochtherm::validation {
namespace {

using States = std::vector<std::uint32_t>;

/// From -1 to a target, both of which are centres of cells.
double well_time(double barrier, double target, std::size_t per_length, double kT) {
  const models::DoubleWell well{.barrier = barrier, .T = {kT}, .mu = {1 / kT}};
  const double h = 1 / static_cast<double>(per_length), from = -3 - h / 2;
  const auto centre = [&](double x) { return static_cast<std::uint32_t>(std::lround((x + 3) / h)); };
  const FokkerPlanck1D fp(well, Grid1D::uniform(from, target + h / 2, centre(target) + 1, Edge::reflecting));
  return (*first_passage_moments(fp.generator(), States{centre(target)}))[0][centre(-1)];
}

Verdict run(double kT) {
  Verdict v;
  for (double volume : {10.0, 20.0}) {
    const models::Schloegl model{.volume = volume};
    const std::uint32_t low = volume == 10 ? 0 : 1, high = volume == 10 ? 35 : 72;
    const auto g = model.generator(400);
    // On a line of states the mean times are double sums: up through n at p(0..n)/w_up(n)p(n), down at p(n..)/w_down(n)p(n).
    const auto p = model.stationary(400);
    double up = 0, down = 0;
    for (std::uint32_t n = low; n < high; ++n) {
      double rate = 0, rate_back = 0;
      for (const Link& link : g.links)
        if (link.from == n) rate += link.forward, rate_back += link.backward;
      up += pairwise_sum(std::span(p).first(n + 1)) / (rate * p[n]);
      down += pairwise_sum(std::span(p).subspan(n + 1)) / (rate_back * p[n + 1]);
    }
    v.checks.push_back(digits(fmt::format("Schlögl, V = {}: mean time {} → {}", volume, low, high),
                              (*first_passage_moments(g, States{high}))[0][low], up, 13));
    v.checks.push_back(digits(fmt::format("Schlögl, V = {}: mean time {} → {}", volume, high, low),
                              (*first_passage_moments(g, States{low}))[0][high], down, 13));
    v.checks.push_back(digits("the first, known value", up, volume == 10 ? 1046.7820962 : 23152.8685405, 11));
  }
  const double barriers[] = {2, 4, 6, 8}, to_top[] = {2.303269807, 8.486436072, 40.32533248, 218.6488606},
               across[] = {5.129285034, 17.31591119, 80.90724756, 437.5043514};
  for (int i = 0; i < 4; ++i)
    for (double target : {0.0, 1.0}) {
      const auto limit = limit_of_even_series(
          {well_time(barriers[i], target, 40, kT), well_time(barriers[i], target, 80, kT),
           well_time(barriers[i], target, 160, kT), well_time(barriers[i], target, 320, kT)});
      const double known = target == 0 ? to_top[i] : across[i];
      v.checks.push_back(
          at_most(fmt::format("double well, ΔU = {}: |T(−1 → {})/known − 1|", barriers[i], target),
                  std::abs(limit.value / known - 1), 1e-8));
    }
  // The committor in a potential is the integral of e^{U/kT} from one side over that from both.
  const models::DoubleWell well{.barrier = 4};
  const double tilt = 0.7;
  const FokkerPlanck1D fp(well, Grid1D::uniform(-1, 1.2, 3300, Edge::reflecting), tilt);
  const std::uint32_t last = 3299;
  const auto h = *splitting_probability(fp.generator(), States{last}, States{0});
  using boost::math::quadrature::gauss_kronrod;
  const auto weight = [&](double x) { return std::exp(well.energy(x, tilt)); };
  const double a = fp.grid().centre(0), b = fp.grid().centre(last),
               all = gauss_kronrod<double, 61>::integrate(weight, a, b, 10, 1e-13);
  double worst = 0;
  Series curve{.label = "on the grid", .style = Series::Style::points}, exact{.label = "by quadrature"};
  for (std::uint32_t i = 30; i < last; i += 60) {
    const double x = fp.grid().centre(i),
                 known = gauss_kronrod<double, 61>::integrate(weight, a, x, 10, 1e-13) / all;
    worst = std::max(worst, std::abs(h[i] - known));
    curve.add(x, h[i]), exact.add(x, known);
  }
  v.checks.push_back(at_most("committor of a tilted well, largest error on 3300 cells", worst, 2e-6));
  v.figures.push_back(
      {.title = "Who gets there first",
       .x_label = "start x",
       .y_label = "P(right end before left)",
       .series = {exact, curve},
       .caption = "U = 4 (1 − x^{2})^{2} − 0.7 x, kT = 1: the decision falls on the barrier."});
  return v;
}

const Registered registered{{
    .name = "jump/first_passage",
    .claim = "Mean first-passage times and splitting probabilities of networks and grids are exact, whatever "
             "the barrier.",
    .equation = "L^{T} τ = −1,   L^{T} h = 0",
    .source = "gardiner2009, schloegl1972",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"the temperature is a millionth too high", [](const Effort&) { return run(1 + 1e-6); }},
}};

}  // namespace
}  // namespace stochtherm::validation
