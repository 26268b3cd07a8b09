// Masses at a later time: closed forms in time, by both methods.
#include <cmath>
#include <stochtherm/models/network/glauber_ring.hpp>
#include <stochtherm/solvers/jump/evolve.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// Arrivals at rate 10, each leaves at rate 1; from none: Poisson with mean 10 (1 - e^{-t}).
Generator arrivals(std::uint32_t most, double speed) {
  Generator g{.states = most + 1};
  for (std::uint32_t n = 0; n < most; ++n) g.links.push_back({n, n + 1, 10 * speed, speed * (n + 1)});
  return g;
}

double distance_to_poisson(const std::vector<double>& p, double mean) {
  double sum = 0, log_weight = -mean;
  for (std::size_t n = 0; n < p.size(); ++n) {
    sum += std::abs(p[n] - std::exp(log_weight));
    log_weight += std::log(mean) - std::log(static_cast<double>(n + 1));
  }
  return sum;
}

Verdict run(double arrival_factor) {
  Verdict v;
  const std::uint32_t most = 80;
  std::vector<double> none(most + 1);
  none[0] = 1;
  for (double t : {0.3, 3.0}) {
    // The same, ten thousand times as fast over a time that is as much shorter, beside a pair of states that is faster still:
    // this one is stiff and goes by extrapolation.
    const double mean = 10 * (1 - std::exp(-t));
    const auto g = arrivals(most, arrival_factor);
    const auto a = evolve(g, none, t, 1e-12);
    v.checks.push_back(at_most("arrivals and departures to t = " + std::to_string(t).substr(0, 3) +
                                   " by uniformisation: Σ|p − Poisson|",
                               distance_to_poisson(*a, mean), 1e-11));
    Generator stiff = g;
    stiff.states += 1;
    stiff.links.push_back({most, most + 1, 1e9, 1e9});
    auto start = none;
    start.push_back(0);
    const auto b = evolve(stiff, start, t, 1e-10);
    v.checks.push_back(
        at_most("the same with a stiff pair, by extrapolation", distance_to_poisson(*b, mean), 2e-10));
    v.checks.push_back(at_most("|Σp − 1| then", std::abs(pairwise_sum(*b) - 1), 1e-13));
  }
  // Glauber's ring of ten spins, from all up.
  for (double K : {0.5, 1.0}) {
    const models::GlauberRing ring{.K = K};
    const auto g = ring.generator(10);
    std::vector<double> up(g.states);
    up.back() = 1;
    const auto p = *evolve(g, up, 1.0, 1e-13);
    double m = 0;
    for (std::uint32_t s = 0; s < g.states; ++s) m += (s & 1U) != 0 ? p[s] : -p[s];
    v.checks.push_back(digits("Glauber's ring, K = " + std::to_string(K).substr(0, 3) + ": m(1)/m(0)", m,
                              K == 0.5 ? 0.7878828686 : ring.magnetisation_decay(1), 10));
  }
  return v;
}

const Registered registered{{
    .name = "jump/evolution",
    .claim = "Masses after any time are those of the closed form, to the tolerance that was asked for, stiff "
             "or not.",
    .equation = "p(t) = e^{Lt} p(0)",
    .source = "jensen1953, hairer1996, glauber1963",
    .tags = {"exact"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"all rates are a millionth too fast", [](const Effort&) { return run(1 + 1e-6); }},
}};

}  // namespace
}  // namespace stochtherm::validation
