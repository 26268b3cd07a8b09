// Four ways to simulate a reaction network, against its master equation.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/solvers/jump/evolve.hpp>
#include <stochtherm/solvers/jump/gillespie.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// A source, pairs that form and part, and an exit.
ReactionNetwork network(double pairing) {
  return {.species = {"A", "B"},
          .reactions = {{.name = "source", .products = {{0, 1}}, .rate = 12},
                        {.name = "pair", .reactants = {{0, 2}}, .products = {{1, 1}}, .rate = 0.05 * pairing},
                        {.name = "part", .reactants = {{1, 1}}, .products = {{0, 2}}, .rate = 0.4},
                        {.name = "leave", .reactants = {{0, 1}}, .rate = 1}}};
}
const std::vector<std::int64_t> start{4, 1};
constexpr double duration = 1.5;

struct Moments {
  double mean_a = 0, mean_b = 0, second_a = 0, cross = 0;
};

Verdict run(const Effort& effort, double pairing) {
  Verdict v;
  const auto box = enumerate(network(1), start, {60, 40});
  std::vector<double> p(box.states.size());
  p[0] = 1;
  p = *evolve(box.generator, p, duration, 1e-12);
  Moments exact;
  double total = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const auto a = static_cast<double>(box.states[i][0]), b = static_cast<double>(box.states[i][1]);
    total += p[i];
    exact.mean_a += p[i] * a, exact.mean_b += p[i] * b, exact.second_a += p[i] * a * a,
        exact.cross += p[i] * a * b;
  }
  v.checks.push_back(at_most("probability lost from the box", std::abs(1 - total), 1e-9));
  const std::size_t n = effort.samples(60000);
  const auto all = [&](const char* name, const auto& method, std::uint64_t first, double slack) {
    const auto runs = *simulate(network(pairing), start,
                                {.duration = duration,
                                 .trajectories = n,
                                 .seed = effort.seed,
                                 .first_trajectory = first,
                                 .threads = effort.threads},
                                method);
    const auto& a = runs.counts[0][0];
    const auto& b = runs.counts[0][1];
    std::vector<double> square(n), cross(n);
    for (std::size_t k = 0; k < n; ++k) square[k] = a[k] * a[k], cross[k] = a[k] * b[k];
    const auto compare = [&](const char* what, const std::vector<double>& sample, double known,
                             double detects) {
      if (slack == 0)
        v.checks.push_back(
            statistical(fmt::format("{}: {}", name, what), estimate_mean(sample), known, detects));
      else
        v.checks.push_back(at_most(fmt::format("{}: |{} − exact|", name, what),
                                   std::abs(estimate_mean(sample).mean - known),
                                   slack * known + 5 * estimate_mean(sample).std_error));
    };
    compare("⟨A⟩", a, exact.mean_a, 0.6);
    compare("⟨B⟩", b, exact.mean_b, 0.4);
    compare("⟨A²⟩", square, exact.second_a, 15);
    compare("⟨AB⟩", cross, exact.cross, 7);
  };
  all("direct", Direct{}, 0, 0);
  all("next reaction", NextReaction{}, 0, 0);
  all("rejection", Rejection{}, 0, 0);
  all("tau-leaping, ε = 0.03", TauLeaping{}, 0, 0.03);
  return v;
}

const Registered registered{{
    .name = "jump/exact_simulation",
    .claim = "The direct, the next-reaction and the rejection method have the moments of the master "
             "equation; leaps come near them.",
    .equation = "dP(n)/dt = Σ_{r} a_{r}(n − ν_{r}) P(n − ν_{r}) − a_{r}(n) P(n)",
    .source = "gillespie1977, gibson2000, thanh2014, cao2006",
    .tags = {"statistical"},
    .statistical_checks = 12,
    .check = [](const Effort& effort) { return run(effort, 1); },
    .sabotage = {"pairs form twice as often: n (n − 1) taken for n (n − 1)/2",
                 [](const Effort& effort) { return run(effort, 2); }},
}};

}  // namespace
}  // namespace stochtherm::validation
