// What logic gates forget, against a count of the input words that share an output.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <map>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/thermodynamics/landauer.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using Masses = std::vector<double>;
using Cost = std::function<double(const Gate&, const Masses&)>;

double booked(const Gate& gate, const Masses& input) {
  return LandauerAccount(300).apply(gate, input).nats();
}

/// H(X) - H(Y) in long double, from the definition of the gate's name and not from its truth table.
double enumerated(const Gate& gate, const Masses& p_one) {
  const auto value = [&](bool a, bool b) {
    if (gate.name == "NOT") return !a;
    if (gate.name == "AND") return a && b;
    if (gate.name == "OR") return a || b;
    if (gate.name == "XOR") return a != b;
    if (gate.name == "NAND") return !(a && b);
    return !(a || b);  // NOR
  };
  std::map<bool, long double> output;
  long double lost = 0;
  const std::size_t words = std::size_t{1} << p_one.size();
  for (std::size_t word = 0; word < words; ++word) {
    const bool a = word & 1, b = word & 2;
    long double p = a ? p_one[0] : 1 - static_cast<long double>(p_one[0]);
    if (p_one.size() > 1) p *= b ? p_one[1] : 1 - static_cast<long double>(p_one[1]);
    if (p > 0) lost -= p * std::log(p);
    output[value(a, b)] += p;
  }
  for (const auto& [y, p] : output)
    if (p > 0) lost += p * std::log(p);
  return static_cast<double>(lost);
}

Verdict compare(const Cost& cost) {
  Verdict verdict;
  Table table{.title = "Information lost, bits",
              .columns = {"gate", "both inputs fair", "P(1) = 0.1 and 0.7"},
              .rows = {}};
  const std::vector<Gate> two_inputs{Gate::and_gate(), Gate::or_gate(), Gate::xor_gate(), Gate::nand_gate(),
                                     Gate::nor_gate()};
  // Four terms of order one and a difference that keeps more than a fifth of them.
  const double n = 16, kappa = 5;
  for (const auto& gate : two_inputs) {
    const Masses fair{0.5, 0.5}, biased{0.1, 0.7};
    const double with_fair = cost(gate, gate.uniform_input());
    const double with_biased = cost(gate, gate.independent_input(biased));
    verdict.checks.push_back(
        conditioned(gate.name + ", fair inputs, nats", with_fair, enumerated(gate, fair), kappa, n));
    verdict.checks.push_back(
        conditioned(gate.name + ", biased inputs, nats", with_biased, enumerated(gate, biased), kappa, n));
    table.rows.push_back(
        {gate.name, fmt::format("{:.6f}", bits(with_fair)), fmt::format("{:.6f}", bits(with_biased))});
  }
  const auto not_gate = Gate::not_gate();
  for (const double p : {0.5, 0.1})
    verdict.checks.push_back(
        conditioned(fmt::format("NOT, P(1) = {}, nats", p), cost(not_gate, {1 - p, p}), 0, 1, 1));
  table.rows.push_back({"NOT", fmt::format("{:.6f}", bits(cost(not_gate, {0.5, 0.5}))), "0.000000"});
  verdict.tables.push_back(table);
  verdict.checks.push_back(digits("AND, fair inputs, bits",
                                  bits(cost(two_inputs[0], two_inputs[0].uniform_input())), 1.188722, 7));
  verdict.checks.push_back(conditioned("XOR, fair inputs, bits",
                                       bits(cost(two_inputs[2], two_inputs[2].uniform_input())), 1, 1, n));

  Figure figure{
      .title = "What a gate forgets",
      .x_label = "probability that an input is 1",
      .y_label = "information lost, bits",
      .series = {},
      .caption =
          "Both inputs have the same bias. XOR forgets most at fair inputs; AND where its output 0 is "
          "certain and tells least."};
  for (const auto& gate : {Gate::and_gate(), Gate::or_gate(), Gate::xor_gate()}) {
    Series curve{.label = gate.name, .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
    for (int i = 0; i <= 50; ++i) {
      const double p = 0.02 * i;
      curve.x.push_back(p);
      curve.y.push_back(bits(cost(gate, gate.independent_input(Masses{p, p}))));
    }
    figure.series.push_back(curve);
  }
  verdict.figures.push_back(figure);
  return verdict;
}

const Registered gates{{
    .name = "landauer/gates",
    .claim = "A logic gate that consumes its inputs loses the entropy of the inputs minus the entropy of the "
             "output; NOT "
             "loses nothing.",
    .equation = "E ≥ k_{B} T [H(X) − H(f(X))]; AND with fair inputs: 2 − 0.811278 = 1.188722 bits",
    .source = "landauer1961, bennett1982, sagawa2014",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return compare(booked); },
    .sabotage = {.description = "The entropy that is still in the output is forgotten.",
                 .check =
                     [](const Effort&) {
                       return compare([](const Gate&, const Masses& input) {
                         return LandauerAccount(300).erase(input).nats();
                       });
                     }},
}};

}  // namespace
}  // namespace stochtherm::validation
