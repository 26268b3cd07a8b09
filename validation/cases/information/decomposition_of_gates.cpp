// Redundancy, uniqueness and synergy of logic gates, by both rules.
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <stochtherm/information/decomposition.hpp>
#include <stochtherm/information/discrete.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

struct Gate {
  std::string name;
  std::vector<std::size_t> map;
  std::size_t outputs;
  InformationDecomposition williams_beer, broja;  // bits
};

using Rule = std::function<InformationDecomposition(const JointTable&)>;

Verdict compare(const Rule& by_broja) {
  const double one = 2 - 0.75 * std::log2(3.0), half = one - 0.5;  // 0.811278, 0.311278
  const InformationDecomposition shared{half, 0, 0, 0.5};
  const std::vector<Gate> gates{{"XOR", {0, 1, 1, 0}, 2, {0, 0, 0, 1}, {0, 0, 0, 1}},
                                {"AND", {0, 0, 0, 1}, 2, shared, shared},
                                {"OR", {0, 1, 1, 1}, 2, shared, shared},
                                {"NAND", {1, 1, 1, 0}, 2, shared, shared},
                                {"NOR", {1, 0, 0, 0}, 2, shared, shared},
                                {"copy of both", {0, 1, 2, 3}, 4, {1, 0, 0, 1}, {0, 1, 1, 0}},
                                {"copy of the first", {0, 0, 1, 1}, 2, {0, 1, 0, 0}, {0, 1, 0, 0}}};
  Verdict verdict;
  Table table{.title = "Information about the output, bits",
              .columns = {"gate", "rule", "redundant", "unique first", "unique second", "synergistic"},
              .rows = {}};
  const JointTable inputs({2, 2}, {0.25, 0.25, 0.25, 0.25});
  for (const Gate& gate : gates) {
    const JointTable p = inputs.with_function(gate.map, gate.outputs);
    const auto row = [&](const std::string& rule, const InformationDecomposition& found,
                         const InformationDecomposition& known, double allowed) {
      const double f[] = {found.redundant, found.unique_a, found.unique_b, found.synergistic};
      const double k[] = {known.redundant, known.unique_a, known.unique_b, known.synergistic};
      double worst = 0;
      for (int i = 0; i < 4; ++i) worst = std::max(worst, std::abs(bits(f[i]) - k[i]));
      verdict.checks.push_back(
          at_most(fmt::format("{}, {}: largest of four deviations, bits", gate.name, rule), worst, allowed));
      table.rows.push_back({gate.name, rule, fmt::format("{:.6f}", std::abs(bits(f[0]))),
                            fmt::format("{:.6f}", std::abs(bits(f[1]))),
                            fmt::format("{:.6f}", std::abs(bits(f[2]))),
                            fmt::format("{:.6f}", std::abs(bits(f[3])))});
    };
    row("Williams-Beer", williams_beer(p, {2}, {0}, {1}), gate.williams_beer, 1e-14);
    // The gap that broja reports itself is below 1e-11 nats.
    row("BROJA", by_broja(p), gate.broja, 2e-11);
  }
  verdict.tables.push_back(table);
  verdict.remarks.emplace_back(
      "Two bits copied side by side: Williams and Beer's rule sees that each source says one bit and calls "
      "it the same; "
      "BROJA sees that each says its own.");
  return verdict;
}

const Registered registered{{
    .name = "information/decomposition_of_gates",
    .claim = "The information of two inputs about the output of a gate splits into its known redundant, "
             "unique and "
             "synergistic parts.",
    .equation = "I(T;A,B) = R + U_{A} + U_{B} + S,  I(T;A) = R + U_{A}",
    .source = "williams2010, bertschinger2014",
    .tags = {"exact"},
    .check =
        [](const Effort&) { return compare([](const JointTable& p) { return *broja(p, {2}, {0}, {1}); }); },
    .sabotage = {.description = "Redundancy is taken for the smaller of the two informations.",
                 .check =
                     [](const Effort&) {
                       return compare([](const JointTable& p) {
                         const double a = mutual_information(p, {2}, {0}),
                                      b = mutual_information(p, {2}, {1}),
                                      both = mutual_information(p, {2}, {0, 1}), r = std::min(a, b);
                         return InformationDecomposition{r, a - r, b - r, both - a - b + r};
                       });
                     }},
}};

}  // namespace
}  // namespace stochtherm::validation
