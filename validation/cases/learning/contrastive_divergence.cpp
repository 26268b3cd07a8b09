// The gradient of CD-k against the exact chain of its visible states: biased, and less so as k grows.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/learning/restricted_boltzmann.hpp>
#include <stochtherm/random/normal.hpp>
#include <stochtherm/studies/boltzmann_learning.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::RestrictedBoltzmann;
constexpr std::size_t visible = 4, hidden = 3, states = 16;

/// Two modes, all units 0 or all 1, between which a sweep seldom leads.
RestrictedBoltzmann machine() {
  constexpr double w = 1.2;
  auto m = RestrictedBoltzmann::zero(visible, hidden);
  m.W.assign(visible * hidden, w);
  m.b.assign(visible, -w * hidden / 2), m.c.assign(hidden, -w * visible / 2);
  return m;
}

double unit(std::size_t state, std::size_t i) { return static_cast<double>(state >> i & 1U); }
double logistic(double x) { return 1 / (1 + std::exp(-x)); }
/// P(h_j = 1 | v), written out.
double chance(const RestrictedBoltzmann& m, std::size_t v, std::size_t j) {
  double x = m.c[j];
  for (std::size_t i = 0; i < visible; ++i) x += unit(v, i) * m.W[hidden * i + j];
  return logistic(x);
}

/// p(v) after k sweeps, hidden given visible and back, from p.
std::vector<double> swept(const RestrictedBoltzmann& m, std::vector<double> p, std::size_t k) {
  for (; k > 0; --k) {
    std::vector<double> next(states, 0.0);
    for (std::size_t v = 0; v < states; ++v)
      for (std::size_t h = 0; h < 8; ++h) {
        double weight = p[v];
        for (std::size_t j = 0; j < hidden; ++j)
          weight *= unit(h, j) == 1 ? chance(m, v, j) : 1 - chance(m, v, j);
        for (std::size_t to = 0; to < states; ++to) {
          double back = weight;
          for (std::size_t i = 0; i < visible; ++i) {
            double x = m.b[i];
            for (std::size_t j = 0; j < hidden; ++j) x += unit(h, j) * m.W[hidden * i + j];
            back *= unit(to, i) == 1 ? logistic(x) : 1 - logistic(x);
          }
          next[to] += back;
        }
      }
    p.swap(next);
  }
  return p;
}

/// <v_0 P(h_0 | v)>.
double correlation(const RestrictedBoltzmann& m, const std::vector<double>& p) {
  double sum = 0;
  for (std::size_t v = 0; v < states; ++v) sum += p[v] * unit(v, 0) * chance(m, v, 0);
  return sum;
}

Verdict compare(const Effort& effort, std::size_t sweeps_missing) {
  Verdict verdict;
  const auto m = machine();
  // Data: each visible unit is 1 with probability 0.8.
  std::vector<double> data(states, 1.0);
  for (std::size_t v = 0; v < states; ++v)
    for (std::size_t i = 0; i < visible; ++i) data[v] *= unit(v, i) == 1 ? 0.8 : 0.2;
  const double exact = correlation(m, data) - m.exact().moments.vh[0];
  Series bias{.label = "exact bias of CD-k"}, measured{.label = "trained once, less the exact gradient"};
  measured.style = Series::Style::points;
  std::vector<double> left;
  for (std::size_t k : {1U, 2U, 4U, 8U, 16U, 32U}) {
    const double expected = correlation(m, data) - correlation(m, swept(m, data, k));
    left.push_back(std::abs(expected - exact));
    bias.add(static_cast<double>(k), left.back());
    if (k > 8) continue;
    // A step of rate 1 is the gradient itself; runs of 100 rows, for the scatter between them.
    std::vector<double> gradients;
    const std::size_t runs = effort.samples(2000);
    for (std::size_t r = 0; r < runs; ++r) {
      std::vector<double> rows;
      for (std::size_t e = 0; e < 100 * visible; ++e)
        rows.push_back(random::uniform(effort.seed, random::Stream::data, r, 500 + k, e) < 0.8 ? 1 : 0);
      const auto after = studies::train(m, rows,
                                        {.sweeps = k > sweeps_missing ? k - sweeps_missing : 1,
                                         .rate = 1,
                                         .batch = 100,
                                         .epochs = 1,
                                         .seed = Seed{effort.seed.value + 1000 * k + r}});
      gradients.push_back(after->machine.W[0] - m.W[0]);
    }
    const Estimate mean = estimate_mean(gradients);
    verdict.checks.push_back(
        statistical(fmt::format("CD-{}: mean gradient of W_{{00}}", k), mean, expected, 0.04));
    measured.add(static_cast<double>(k), std::abs(mean.mean - exact), mean.std_error);
  }
  verdict.checks.push_back(at_least("bias of CD-1", left.front(), 0.1));
  for (std::size_t k = 1; k < left.size(); ++k)
    verdict.checks.push_back(at_most("bias over that of half the sweeps", left[k] / left[k - 1], 1));
  verdict.checks.push_back(at_most("bias of CD-32 over that of CD-1", left.back() / left.front(), 0.05));
  verdict.figures.push_back({.title = "What contrastive divergence is off by",
                             .x_label = "sweeps k",
                             .y_label = "|gradient of W_{00} − exact|",
                             .series = {bias, measured},
                             .caption = "Four visible and three hidden units and two modes.",
                             .log_x = true,
                             .log_y = true});
  return verdict;
}

const Registered registered{{
    .name = "learning/contrastive_divergence",
    .claim = "The gradient of CD-k is that of k sweeps of the exact chain, and goes to the gradient of the "
             "likelihood as k grows.",
    .equation = "⟨vh⟩_{data} − ⟨vh⟩_{p T^{k}} → ⟨vh⟩_{data} − ⟨vh⟩",
    .source = "hinton2002",
    .tags = {"exact", "statistical", "figure"},
    .statistical_checks = 4,
    .check = [](const Effort& e) { return compare(e, 0); },
    .sabotage = {.description = "One sweep less is made, where k is above 1.",
                 .check = [](const Effort& e) { return compare(e, 1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
