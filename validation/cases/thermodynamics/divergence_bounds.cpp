// What bounds the rate of a divergence: motion, dissipation, activity. Random networks try to break it.
#include <cmath>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/thermodynamics/divergence_rates.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using Masses = std::vector<double>;

Verdict run(const Effort& effort, double half) {
  const std::size_t networks = effort.samples(2000);
  Verdict v;
  double kinematic = 0, dissipation = 0, both = 0, activity = 0, disorder = 0;
  Series tight{.label = "bound by dissipation and activity", .style = Series::Style::points};
  for (std::size_t n = 0; n < networks; ++n) {
    std::uint64_t draw = 0;
    const auto normal = [&] { return random::normal(effort.seed, random::Stream::data, n, 0, draw++); };
    const std::uint32_t states = 2 + static_cast<std::uint32_t>(n % 5);
    const auto network = [&] {
      Generator g{.states = states};
      for (std::uint32_t i = 0; i < states; ++i)
        for (std::uint32_t j = i + 1; j < states; ++j)
          g.links.push_back({i, j, std::exp(2 * normal()), std::exp(2 * normal())});
      return g;
    };
    const auto masses = [&] {
      Masses p(states);
      double sum = 0;
      for (double& m : p) m = std::exp(1.5 * normal()), sum += m;
      for (double& m : p) m /= sum;
      return p;
    };
    const Generator g = network(), h = network();
    const Masses p = masses(), q = masses();
    Masses dp(states), dq(states);
    apply(g, p, dp), apply(h, q, dq);
    for (const Divergence& D :
         {kullback_leibler_divergence(p, q), renyi_divergence(2, p, q), tsallis_divergence(0.5, p, q)}) {
      const double rate = std::abs(D.rate({p, dp}, {q, dq}));
      const auto markov = markov_bounds(D, g, p, h, q);
      kinematic = std::max(kinematic, rate / (half * kinematic_bound(D, {p, dp}, {q, dq})));
      dissipation = std::max(dissipation, rate / (half * markov.dissipation));
      both = std::max(both, rate / (half * markov.dissipation_and_activity));
      activity = std::max(activity, rate / (half * markov.activity));
      disorder = std::max(disorder, markov.dissipation / markov.dissipation_and_activity);
      if (n < 400) tight.add(rate, markov.dissipation_and_activity);
    }
  }
  v.checks = {at_most("largest rate over kinematic bound", kinematic, 1, 1e-12),
              at_most("over the bound by dissipation", dissipation, 1, 1e-12),
              at_most("over the bound by dissipation and activity", both, 1, 1e-12),
              at_most("over the bound by activity", activity, 1, 1e-12),
              at_most("first over second Markov bound", disorder, 1, 1e-12),
              at_least("the kinematic bound is all but reached somewhere", kinematic, 0.95)};
  Series line{.label = "equality"};
  line.add(1e-2, 1e-2), line.add(1e4, 1e4);
  v.figures.push_back({.title = "No network is faster than its dissipation allows",
                       .x_label = "|dD/dt|",
                       .y_label = "bound",
                       .series = {line, tight},
                       .caption = "Random networks of 2 to 6 states, random distributions.",
                       .log_x = true,
                       .log_y = true});
  return v;
}

const Registered registered{{
    .name = "thermodynamics/divergence_bounds",
    .claim = "The rate of a divergence is bounded by the speed of the distributions, by their dissipation "
             "and by their activity.",
    .equation = "|dD/dt| ≤ (I_{p} Var_{p} φ)^{1/2} + (I_{q} Var_{q} ψ)^{1/2}",
    .source = "karbowski2024, itodechant2020",
    .tags = {"exact", "figure"},
    .check = [](const Effort& effort) { return run(effort, 1); },
    .sabotage = {"the bounds are halved", [](const Effort& effort) { return run(effort, 0.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation
