// What one input, and what both inputs, of a logic gate tell about its output.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/thermodynamics/landauer.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using Unit = std::function<double(double)>;

struct Row {
  Gate gate;
  double both, first, second;  ///< bits, published to six digits
};

/// The joint table of input `k` and the output word, all input words equally likely.
JointDistribution input_and_output(const Gate& gate, std::size_t outputs, unsigned k) {
  const auto p = gate.uniform_input();
  std::vector<double> masses(2 * outputs);
  for (std::size_t word = 0; word < p.size(); ++word)
    masses[((word >> k) & 1) * outputs + gate.output[word]] += p[word];
  return {2, outputs, std::move(masses)};
}

/// `in_bits` turns nats into bits.
Verdict compare(const Unit& in_bits) {
  const double one = 2 - 0.75 * std::log2(3.0);  // h(1/4) = 0.811278
  const double half = one - 0.5;                 // 0.311278
  const std::vector<Row> rows{
      {Gate::xor_gate(), 1, 0, 0},
      {Gate::and_gate(), one, half, half},
      {Gate::or_gate(), one, half, half},
      {Gate::nand_gate(), one, half, half},
      {Gate::nor_gate(), one, half, half},
      {{"copy of both", {0, 1, 2, 3}}, 2, 1, 1},
      {{"copy of the first", {0, 1, 0, 1}}, 1, 1, 0},
  };
  Verdict verdict;
  Table table{.title = "Information about the output, bits",
              .columns = {"gate", "both inputs", "first", "second", "both − first − second"},
              .rows = {}};
  for (const auto& [gate, both, first, second] : rows) {
    constexpr std::size_t outputs = 4;
    const auto p = gate.uniform_input();
    const auto xy = JointDistribution::function_of(p, gate.output, outputs);
    const double all = in_bits(xy.mutual_information());
    const double one_of[] = {in_bits(input_and_output(gate, outputs, 0).mutual_information()),
                             in_bits(input_and_output(gate, outputs, 1).mutual_information())};
    // The masses are multiples of 1/4: a handful of roundings, and none at all where nothing is shared.
    verdict.checks.push_back(conditioned(gate.name + ": I(X_{1},X_{2};Y)", all, both, 1, 16));
    verdict.checks.push_back(conditioned(gate.name + ": I(X_{1};Y)", one_of[0], first, 1, 16));
    verdict.checks.push_back(conditioned(gate.name + ": I(X_{2};Y)", one_of[1], second, 1, 16));
    // A gate is a function: the inputs know all about the output, so I = H(Y).
    verdict.checks.push_back(conditioned(gate.name + ": H(Y) − H(Y|X)",
                                         in_bits(xy.entropy_y() - xy.entropy_y_given_x()), both, 1, 16));
    table.rows.push_back({gate.name, fmt::format("{:.6f}", all), fmt::format("{:.6f}", one_of[0]),
                          fmt::format("{:.6f}", one_of[1]),
                          fmt::format("{:+.6f}", all - one_of[0] - one_of[1])});
    if (gate.name == "AND") {
      verdict.checks.push_back(digits("AND: I(X_{1},X_{2};Y), published", all, 0.811278, 6));
      verdict.checks.push_back(digits("AND: I(X_{1};Y), published", one_of[0], 0.311278, 6));
      verdict.checks.push_back(
          digits("AND: synergy minus redundancy, published", all - one_of[0] - one_of[1], 0.188722, 6));
    }
  }
  verdict.tables.push_back(table);
  verdict.remarks.push_back(
      "XOR is pure synergy: each input alone says nothing, both together say all. For AND the two inputs say "
      "more together "
      "than one by one, by 0.1887 bit.");
  return verdict;
}

const Registered mutual_information_gates{{
    .name = "information/mutual_information_gates",
    .claim = "Mutual information between the inputs and the output of logic gates has its known values.",
    .equation = "I(X;Y) = Σ p(x,y) ln[p(x,y) / p(x)p(y)]; AND: 2 − ¾ log_{2}3 = 0.811278 bit",
    .source = "williams2010, cover2006",
    .tags = {"exact"},
    .check = [](const Effort&) { return compare([](double nats) { return bits(nats); }); },
    .sabotage = {.description = "Nats are read as bits.",
                 .check = [](const Effort&) { return compare([](double nats) { return nats; }); }},
}};

}  // namespace
}  // namespace stochtherm::validation
