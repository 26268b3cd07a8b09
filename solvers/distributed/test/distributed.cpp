// On any number of processes: the answers of one, to 1e-10, and the bits of one. Ends with status 0 where all is so.
// An argument "forget" makes each process forget the links to its neighbours' states: that must show.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <stochtherm/core/error.hpp>
#include <stochtherm/distributed/environment.hpp>
#include <stochtherm/distributed/operator.hpp>
#include <stochtherm/distributed/simulate.hpp>
#include <stochtherm/solvers/jump/evolve.hpp>
#include <stochtherm/solvers/jump/spectrum.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>

namespace st = stochtherm;

namespace {

/// A square grid of rates in disorder, driven.
st::Generator jumble(std::uint32_t side) {
  st::Generator g{.states = std::size_t{side} * side};
  const auto rate = [](std::uint32_t a, std::uint32_t b) { return std::exp(std::sin(1.0 + 7 * a + 3 * b)); };
  for (std::uint32_t y = 0; y < side; ++y)
    for (std::uint32_t x = 0; x < side; ++x) {
      const std::uint32_t i = y * side + x;
      if (x + 1 < side) g.links.push_back({i, i + 1, rate(i, 1), rate(i, 2)});
      if (y + 1 < side) g.links.push_back({i, i + side, rate(i, 3), rate(i, 4)});
    }
  return g;
}

struct Well {
  st::Temperature bath() const { return {1}; }
  st::Mobility mobility() const { return {1}; }
  template <class R, class L>
  R energy(R x, L lambda) const {
    return x * x * x * x - R(lambda) * x;
  }
  template <class R, class L>
  R force(R x, L lambda) const {
    return R(-4.0) * x * x * x + R(lambda);
  }
};

double farthest(const std::vector<double>& a, const std::vector<double>& b) {
  double worst = a.size() == b.size() ? 0 : INFINITY;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    worst = std::max(worst, std::abs(a[i] - b[i]));
  return worst;
}

}  // namespace

int main(int argc, char** argv) {
  const bool forget = argc > 1 && std::strcmp(argv[1], "forget") == 0;
  const st::distributed::Environment mpi(argc, argv);
  bool good = true;
  const auto check = [&](const char* what, double error, double most) {
    if (mpi.rank() == 0) std::printf("%-34s %.1e (at most %.0e)\n", what, error, most);
    good = good && error <= most;
  };
  const st::Generator g = jumble(40);
  const st::distributed::Operator L(
      g.states, [&](std::size_t first, std::size_t last, const auto& hand_over) {
        for (const st::Link& link : g.links)
          if (link.from >= first && link.from < last && !(forget && link.to >= last)) hand_over(link);
      });
  const auto p = L.stationary();
  check("stationary state", p ? farthest(*p, *st::stationary(g)) : INFINITY, 1e-10);
  std::vector<double> start(g.states);
  start[777] = 1;
  const auto later = L.evolve(start, 1.5);
  check("evolution", later ? farthest(*later, *st::evolve(g, start, 1.5, 1e-13)) : INFINITY, 1e-10);
  const auto rates = L.relaxation_rates(4);
  const auto known = *st::spectrum(g, 4);
  double worst = rates ? 0 : INFINITY;
  if (rates)
    for (std::size_t k = 1; k < 3; ++k)
      worst = std::max(worst, std::abs((*rates)[k].real() - known.rates[k].real()));
  check("relaxation rates", worst, 1e-10);

  const auto pull = st::Protocol::linear(0, 2, 1);
  const st::Run run{
      .dt = 0.01,
      .trajectories = 501,
      .seed = 4,
      .evidence = true,
      .record = {.times = {0.5},
                 .what = {{"x", [](const st::Ensemble& now, std::size_t k) { return now.final[0][k]; }}}}};
  const auto all = *st::distributed::simulate(Well{}, pull, run, st::from_equilibrium);
  const auto one = *st::simulate(Well{}, pull, run, st::from_equilibrium);
  const bool same = all.ledger.work == one.ledger.work && all.ledger.heat == one.ledger.heat &&
                    all.final == one.final && all.initial == one.initial &&
                    all.evidence.path_entropy == one.evidence.path_entropy &&
                    all.records.values == one.records.values;
  check("trajectories, bits that differ", same ? 0 : 1, 0);

  int refused = 0;
  try {
    const st::distributed::Operator bad(2, [](std::size_t, std::size_t, const auto& hand_over) {
      hand_over({0, 1, -1, 1});
    });
  } catch (const st::InvalidArgument&) {
    refused = 1;
  }
  check("negative rates that pass", 1 - refused, 0);
  if (mpi.rank() == 0) std::printf("%s\n", good ? "as on one process" : "NOT as on one process");
  return good ? 0 : 1;
}
