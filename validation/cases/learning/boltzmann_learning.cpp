// Training: the gradient that chains give, the first law of its chains, and Z by annealing.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/studies/boltzmann_learning.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::RestrictedBoltzmann;
using studies::BoltzmannRule;

RestrictedBoltzmann strong() {
  auto m = RestrictedBoltzmann::zero(6, 4);
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 4; ++j)
      m.W[4 * i + j] = 2 * std::sin(1.0 + 3.0 * static_cast<double>(i) + 2.0 * static_cast<double>(j));
  for (std::size_t i = 0; i < 6; ++i) m.b[i] = 0.2 * static_cast<double>(i) - 0.5;
  for (std::size_t j = 0; j < 4; ++j) m.c[j] = 0.3 - 0.2 * static_cast<double>(j);
  return m;
}

/// `free_energy` multiplies what the annealed Z is held against; 1 is the truth.
Verdict compare(const Effort& effort, double truth) {
  Verdict verdict;
  const auto m = strong();
  const auto exact = m.exact();
  // Chains of Gibbs sampling have the machine's means.
  const std::size_t n = effort.samples(40'000);
  const auto states = *studies::sample(m, n, 60, effort.seed);
  for (std::size_t i : {0U, 3U}) {
    std::vector<double> unit;
    for (std::size_t s = 0; s < n; ++s) unit.push_back(states[6 * s + i]);
    verdict.checks.push_back(statistical(fmt::format("sampled mean of visible unit {}", i),
                                         estimate_mean(unit), exact.moments.v[i], 0.06));
  }
  // Z by annealing is unbiased; its logarithm is within 0.02 with 1000 temperatures and 100 chains.
  const auto Z =
      *studies::annealed_partition_function(m, 100, effort.samples(20'000), effort.seed, exact.log_Z);
  verdict.checks.push_back(statistical("annealed Z over Z", Z.ratio, truth, 0.1));
  const auto fine = *studies::annealed_partition_function(m, 1000, 100, effort.seed);
  verdict.checks.push_back(
      at_most("1000 temperatures, 100 chains: |ln Z − exact|", std::abs(fine.log_Z - exact.log_Z), 0.02));

  // Data drawn from the machine itself, learnt by another that begins at nothing.
  const auto data = *studies::sample(m, 1000, 60, effort.seed);
  double entropy_bound = 0;  // no machine can do better than the data's own frequencies
  {
    std::vector<double> counts(64, 0.0);
    for (std::size_t s = 0; s < 1000; ++s) {
      std::size_t k = 0;
      for (std::size_t i = 0; i < 6; ++i) k = 2 * k + (data[6 * s + i] > 0.5);
      counts[k] += 1e-3;
    }
    for (double p : counts) entropy_bound += p > 0 ? p * std::log(p) : 0;
  }
  Figure figure{.title = "A machine learns",
                .x_label = "epochs",
                .y_label = "mean ln p(v) of the data",
                .series = {},
                .caption =
                    "Four hidden units, six visible ones; 1000 samples of a machine of the same size. "
                    "Dashed: the data's own frequencies.",
                .log_x = false,
                .log_y = false};
  for (const auto& [rule, name] :
       {std::pair{BoltzmannRule::contrastive, "CD-1"}, {BoltzmannRule::persistent, "PCD-1"}}) {
    auto learner = RestrictedBoltzmann::zero(6, 4);
    for (std::size_t k = 0; k < learner.W.size(); ++k)
      learner.W[k] = 0.1 * random::normal(effort.seed, random::Stream::initial_state, 0, 0, k);
    const double before = learner.log_likelihood(data);
    Series course{.label = name, .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
    course.add(0, before);
    double worst = 0, work = 0;
    for (int part = 1; part <= 6; ++part) {
      const auto trained = *studies::train(learner, data,
                                           {.rule = rule,
                                            .rate = 0.1,
                                            .batch = 50,
                                            .epochs = 10,
                                            .seed = effort.seed.value + static_cast<std::uint64_t>(part)});
      learner = trained.machine;
      worst = std::max(worst, std::abs(trained.energy_change - trained.work - trained.heat));
      work += trained.work;
      course.add(10 * part, learner.log_likelihood(data));
    }
    verdict.checks.push_back(at_least(std::string(name) + ": ln p after 60 epochs, above the start",
                                      course.y.back(), before + 0.1));
    verdict.checks.push_back(
        at_most(std::string(name) + ": ln p, below the data's own", course.y.back(), entropy_bound));
    if (rule == BoltzmannRule::persistent) {
      verdict.checks.push_back(at_most("PCD: first law of its chains, dE − W − Q, kT", worst, 1e-10));
      verdict.remarks.push_back(fmt::format("Work on each persistent chain in 60 epochs: {:.3g} kT.", work));
    }
    figure.series.push_back(std::move(course));
  }
  figure.series.push_back({.label = "frequencies",
                           .x = {0, 60},
                           .y = {entropy_bound, entropy_bound},
                           .error = {},
                           .style = Series::Style::dashed});
  verdict.figures.push_back(std::move(figure));
  return verdict;
}

const Registered registered{{
    .name = "learning/boltzmann_learning",
    .claim = "Gibbs chains have the machine's means, annealing has its Z without bias, training raises the "
             "likelihood, and its chains "
             "keep the first law.",
    .equation = "⟨e^{ln w}⟩ = Z;  E_{end} − E_{begin} = W + Q",
    .source = "hinton2002, tieleman2008, neal2001",
    .tags = {"statistical", "figure"},
    .statistical_checks = 3,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description = "The annealed Z is held against Z/2: a unit's two values are forgotten.",
                 .check = [](const Effort& effort) { return compare(effort, 0.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation
