// The stationary state of networks: elimination against closed forms and against dense linear algebra.
#include <Eigen/LU>
#include <cmath>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/models/network/schloegl.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/validation/case.hpp>

#include "golden_network.hpp"

namespace stochtherm::validation {
namespace {

double worst_relative(std::span<const double> a, std::span<const double> b, double from = 0) {
  double worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (b[i] > from) worst = std::max(worst, std::abs(a[i] / b[i] - 1));
  return worst;
}

Verdict run(bool one_way) {
  Verdict v;
  Generator golden = golden_network();
  if (one_way) golden.links[2].backward = 0;
  const auto p = *stationary(golden);
  const double known[] = {0.261174031380, 0.283939643848, 0.218960974929, 0.235925349842};
  for (std::size_t i = 0; i < 4; ++i)
    v.checks.push_back(digits("four states, p of state " + std::to_string(i), p[i], known[i], 12));
  for (double volume : {10.0, 20.0}) {
    const models::Schloegl model{.volume = volume};
    const std::size_t most = 400;
    const auto found = *stationary(model.generator(most));
    const auto exact = model.stationary(most);
    v.checks.push_back(at_most("Schlögl, V = " + std::to_string(static_cast<int>(volume)) +
                                   ", largest relative error of any p(n) above 1e-290",
                               worst_relative(found, exact, 1e-290), 1e-11));
    double mean = 0, square = 0;
    for (std::size_t n = 0; n <= most; ++n) mean += static_cast<double>(n) * found[n];
    for (std::size_t n = 0; n <= most; ++n)
      square += (static_cast<double>(n) - mean) * (static_cast<double>(n) - mean) * found[n];
    v.checks.push_back(digits("mean of n", mean, volume == 10 ? 1.404310816506 : 2.242555674456, 12));
    v.checks.push_back(digits("variance of n", square, volume == 10 ? 16.068337168704 : 26.356413552663, 12));
    v.checks.push_back(digits("turns A → X → B per time × affinity", model.turns(most) * model.affinity(),
                              volume == 10 ? 6.698239704929 : 6.587421741747, 12));
  }
  // A driven ring, by chain and by graph; and a random network of 200 states against a dense solver.
  const models::DrivenRing ring{.V = 3, .f = 0.8, .T = {0.1}};
  const FokkerPlanck1D fp(ring, Grid1D::uniform(0, ring.period(), 400, Edge::periodic));
  const auto by_chain = *stationary(fp.chain()), by_graph = *stationary(fp.generator());
  v.checks.push_back(at_most("driven ring, barrier 60 kT: chain against graph, relative",
                             worst_relative(by_graph, by_chain), 1e-11));
  Generator random{.states = 200};
  for (std::uint32_t i = 0; i < 200; ++i)
    for (std::uint32_t k = 1; k <= 5; ++k) {
      const std::uint32_t j = (i * 7 + k * k * 31 + 1) % 200;
      if (j != i)
        random.links.push_back({i, j, std::exp(std::sin(1.0 * i + k)), std::exp(std::cos(2.0 * i - k))});
    }
  Eigen::MatrixXd L = Eigen::MatrixXd::Zero(200, 200);
  for (const Link& link : random.links) {
    L(link.to, link.from) += link.forward, L(link.from, link.from) -= link.forward;
    L(link.from, link.to) += link.backward, L(link.to, link.to) -= link.backward;
  }
  L.row(0).setOnes();
  Eigen::VectorXd b = Eigen::VectorXd::Zero(200);
  b[0] = 1;
  const Eigen::VectorXd dense = L.fullPivLu().solve(b);
  const auto sparse = *stationary(random);
  v.checks.push_back(at_most("200 states in disorder: against dense LU, relative",
                             worst_relative(sparse, std::span<const double>(dense.data(), 200)), 1e-11));
  Series histogram{.label = "V = 10", .style = Series::Style::steps}, larger{.label = "V = 20"};
  const auto ten = models::Schloegl{.volume = 10}.stationary(120),
             twenty = models::Schloegl{.volume = 20}.stationary(120);
  for (std::size_t n = 0; n <= 80; ++n) histogram.add(static_cast<double>(n) / 10, 10 * ten[n]);
  for (std::size_t n = 0; n <= 120; ++n) larger.add(static_cast<double>(n) / 20, 20 * twenty[n]);
  v.figures.push_back({.title = "Schlögl's reactions have two likely numbers of molecules",
                       .x_label = "concentration n/V",
                       .y_label = "probability density",
                       .series = {histogram, larger},
                       .caption = "The larger the volume, the rarer what lies between.",
                       .log_y = true});
  return v;
}

const Registered registered{{
    .name = "jump/stationary_states",
    .claim = "Elimination without subtraction gives the stationary state of any network, each probability to "
             "rounding.",
    .equation = "L p = 0,   Σ p = 1",
    .source = "grassmann1985, schloegl1972",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return run(false); },
    .sabotage = {"one transition of the four-state network loses its way back",
                 [](const Effort&) { return run(true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
