// Schloegl's reactions by trajectories: moments of the stationary state, and the integral fluctuation theorem of the path.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/network/schloegl.hpp>
#include <stochtherm/solvers/jump/gillespie.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

ReactionNetwork network(const models::Schloegl& m, double c1) {
  return {
      .species = {"X"},
      .reactions =
          {{.name = "A + 2X -> 3X",
            .reactants = {{0, 2}},
            .products = {{0, 3}},
            .rate = c1 * m.a,
            .reverse = 1},
           {.name = "3X -> A + 2X", .reactants = {{0, 3}}, .products = {{0, 2}}, .rate = m.c2, .reverse = 0},
           {.name = "B -> X", .products = {{0, 1}}, .rate = m.c3 * m.b, .reverse = 3},
           {.name = "X -> B", .reactants = {{0, 1}}, .rate = m.c4, .reverse = 2}},
      .volume = m.volume};
}

Verdict run(const Effort& effort, double c1, double lost) {
  Verdict v;
  // An affinity of 0.9: with the usual 4, the mean of e^{-ds} would rest on events too rare to be sampled.
  const models::Schloegl model{.volume = 2, .c3 = 6};
  const std::size_t n = effort.samples(100000);
  // From the stationary distribution the total entropy is that of the surroundings and ln p(n_0)/p(n_t). Starting points come
  // by quantiles: the mean over them is the mean over p to one part in n.
  const auto p = model.stationary(200);
  std::vector<double> ends(n), weight(n), entropy(n);
  const double t = 0.03;
  std::size_t from = 0;
  double below = p[0];
  std::uint64_t first = 0;
  std::vector<double> x0;
  for (std::size_t k = 0; k < n; ++k) {
    const double u = (static_cast<double>(k) + 0.5) / static_cast<double>(n);
    while (below < u) below += p[++from];
    x0.push_back(static_cast<double>(from));
  }
  for (std::size_t k = 0; k < n;) {
    std::size_t end = k;
    while (end < n && x0[end] == x0[k]) ++end;
    const auto runs = *simulate(network(model, c1), {static_cast<std::int64_t>(x0[k])},
                                {.duration = t,
                                 .trajectories = end - k,
                                 .seed = effort.seed,
                                 .first_trajectory = first,
                                 .threads = effort.threads,
                                 .entropy = true});
    for (std::size_t i = k; i < end; ++i) {
      ends[i] = runs.counts[0][0][i - k];
      const auto state = static_cast<std::size_t>(ends[i]);
      entropy[i] = lost * runs.entropy[i - k] + std::log(p[static_cast<std::size_t>(x0[i])] / p[state]);
      weight[i] = std::exp(-entropy[i]);
    }
    first += end - k;
    k = end;
  }
  double mean = 0;
  for (std::size_t i = 0; i < p.size(); ++i) mean += static_cast<double>(i) * p[i];
  v.checks = {statistical("⟨n⟩ stays as it is", estimate_mean(ends), mean, 0.6),
              statistical("⟨e^{−Δs}⟩", estimate_mean(weight), 1, 0.15),
              statistical(
                  "⟨Δs⟩/t against turns × affinity",
                  [&] {
                    auto e = estimate_mean(entropy);
                    return Estimate{e.mean / t, e.std_error / t, e.n};
                  }(),
                  model.turns(200) * model.affinity(), 3)};
  return v;
}

const Registered registered{{
    .name = "jump/schloegl_trajectories",
    .claim = "The entropy of Schlögl's trajectories obeys the integral fluctuation theorem, and grows at "
             "turns times affinity.",
    .equation = "⟨e^{−Δs}⟩ = 1,   ⟨Δs⟩/t = J A",
    .source = "schloegl1972, seifert2005",
    .tags = {"statistical"},
    .statistical_checks = 3,
    .check = [](const Effort& effort) { return run(effort, 3, 1); },
    .sabotage = {"half of the surroundings' entropy is lost",
                 [](const Effort& effort) { return run(effort, 3, 0.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation
