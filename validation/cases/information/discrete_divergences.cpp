// Entropies and divergences against the definitions, summed with fifty digits.
#include <fmt/format.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <functional>
#include <span>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using Exact = boost::multiprecision::cpp_bin_float_50;
using Masses = std::vector<double>;
using Divergence = std::function<double(const Masses&, const Masses&)>;

std::vector<Exact> normalised(const Masses& p) {
  std::vector<Exact> exact(p.begin(), p.end());
  Exact total = 0;
  for (const auto& mass : exact) total += mass;
  for (auto& mass : exact) mass /= total;
  return exact;
}

double exact_entropy(const Masses& p) {
  Exact sum = 0;
  for (const auto& mass : normalised(p))
    if (mass > 0) sum -= mass * log(mass);
  return static_cast<double>(sum);
}

Exact exact_divergence(const std::vector<Exact>& p, const std::vector<Exact>& q) {
  Exact sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (p[i] > 0) sum += p[i] * log(p[i] / q[i]);
  return sum;
}

double exact_kullback_leibler(const Masses& p, const Masses& q) {
  return static_cast<double>(exact_divergence(normalised(p), normalised(q)));
}

double exact_jensen_shannon(const Masses& p, const Masses& q) {
  const auto a = normalised(p), b = normalised(q);
  std::vector<Exact> m(a.size());
  for (std::size_t i = 0; i < m.size(); ++i) m[i] = (a[i] + b[i]) / 2;
  return static_cast<double>((exact_divergence(a, m) + exact_divergence(b, m)) / 2);
}

template <class F>
Masses distribution(std::size_t states, F weight) {
  Masses p(states);
  double total = 0;
  for (std::size_t i = 0; i < states; ++i) total += p[i] = weight(static_cast<double>(i));
  for (double& mass : p) mass /= total;
  return p;
}

/// 1 + a cos(i) on n states, and its distance a from flat.
Masses ripple(std::size_t states, double a) {
  return distribution(states, [a](double i) { return 1 + a * std::cos(i); });
}

struct Pair {
  std::string name;
  Masses p, q;
};

Verdict compare(const Divergence& divergence) {
  const std::vector<Pair> pairs{
      {"two biased coins", {0.3, 0.7}, {0.6, 0.4}},
      {"power law and exponential, 200 states", distribution(200, [](double i) { return 1 / (1 + i); }),
       distribution(200, [](double i) { return std::exp(-i / 40); })},
      {"a state that p never visits", {0.0, 0.25, 0.75}, {0.5, 0.25, 0.25}},
      {"forty orders of magnitude", {1e-40, 0.25, 0.75}, {0.5, 1e-10, 0.5 - 1e-10}},
      {"equal but for a ripple of 10^{−3}, 100 states", ripple(100, 1e-3), ripple(100, 0)},
      {"equal but for a ripple of 10^{−7}, 100 states", ripple(100, 1e-7), ripple(100, 0)},
  };
  Verdict verdict;
  for (const auto& [name, p, q] : pairs) {
    // The sums have no cancellation: rounding of the logarithms (one ulp each), of the products and of a tree of 8
    // levels, at most about 10 of them in a row. That the masses sum to 1 only within 5e-16 enters as half its square,
    // 1e-31: below rounding down to a divergence of 1e-15, which is that of the finer ripple.
    const double n = 16;
    verdict.checks.push_back(conditioned("H(p), " + name, shannon_entropy(p), exact_entropy(p), 1, n));
    verdict.checks.push_back(
        conditioned("KL(p||q), " + name, divergence(p, q), exact_kullback_leibler(p, q), 1, n));
    verdict.checks.push_back(
        conditioned("JS(p, q), " + name, jensen_shannon(p, q), exact_jensen_shannon(p, q), 1, n));
  }

  // Chain rule: KL of the pair = KL of x + mean KL of y given x.
  const JointDistribution p(2, 3, {0.1, 0.2, 0.1, 0.25, 0.05, 0.3}), q(2, 3, {0.3, 0.1, 0.2, 0.1, 0.1, 0.2});
  double chain = divergence(p.marginal_x(), q.marginal_x());
  for (std::size_t x = 0; x < 2; ++x) {
    Masses a(3), b(3);
    for (std::size_t y = 0; y < 3; ++y)
      a[y] = p(x, y) / p.marginal_x()[x], b[y] = q(x, y) / q.marginal_x()[x];
    chain += p.marginal_x()[x] * divergence(a, b);
  }
  const Masses all_p(p.masses().begin(), p.masses().end()), all_q(q.masses().begin(), q.masses().end());
  verdict.checks.push_back(
      conditioned("KL(p(x,y)||q(x,y)) by the chain rule", chain, divergence(all_p, all_q), 1, 16));
  verdict.checks.push_back(
      conditioned("H(X) + H(Y|X)", p.entropy_x() + p.entropy_y_given_x(), exact_entropy(all_p), 1, 16));
  verdict.checks.push_back(conditioned("H(p) + KL(p||q) against the cross entropy",
                                       shannon_entropy(all_p) + divergence(all_p, all_q),
                                       cross_entropy(all_p, all_q), 1, 16));

  Series ours{.label = "this library", .x = {}, .y = {}, .error = {}, .style = Series::Style::points};
  Series plain{
      .label = "the plain sum of p ln(p/q)", .x = {}, .y = {}, .error = {}, .style = Series::Style::points};
  for (int k = 1; k <= 10; ++k) {
    const double a = std::pow(10, -k);
    const Masses near = ripple(100, a), flat = ripple(100, 0);
    const double exact = exact_kullback_leibler(near, flat);
    double sum = 0;
    for (std::size_t i = 0; i < near.size(); ++i) sum += near[i] * std::log(near[i] / flat[i]);
    // An exact result cannot be drawn on a logarithmic axis: half a unit in the last place stands for it.
    const auto relative = [exact](double x) { return std::max(std::abs(x / exact - 1), 0x1p-53); };
    ours.x.push_back(a);
    ours.y.push_back(relative(divergence(near, flat)));
    plain.x.push_back(a);
    plain.y.push_back(relative(sum));
  }
  verdict.figures.push_back(
      {.title = "Divergence of nearly equal distributions",
       .x_label = "amplitude of the ripple",
       .y_label = "relative error of KL",
       .series = {ours, plain},
       .caption = "Summed as p (d − ln(1 + d)), d = q/p − 1, the divergence keeps its accuracy until the "
                  "rounding of the masses themselves shows; the plain sum loses it as the square of the "
                  "distance.",
       .log_x = true,
       .log_y = true});
  return verdict;
}

const Registered discrete_divergences{{
    .name = "information/discrete_divergences",
    .claim = "Shannon entropy, Kullback-Leibler and Jensen-Shannon divergence agree with their definitions "
             "to rounding, "
             "also for nearly equal distributions, and obey the chain rule.",
    .equation = "KL(p||q) = Σ p ln(p/q) = Σ p (d − ln(1 + d)), d = q/p − 1",
    .source = "kullback1951, shannon1948, lin1991",
    .tags = {"exact", "figure"},
    .check =
        [](const Effort&) {
          return compare([](const Masses& p, const Masses& q) { return kullback_leibler(p, q); });
        },
    .sabotage = {.description = "The arguments of the Kullback-Leibler divergence are swapped.",
                 .check =
                     [](const Effort&) {
                       return compare(
                           [](const Masses& p, const Masses& q) { return kullback_leibler(q, p); });
                     }},
}};

}  // namespace
}  // namespace stochtherm::validation
