// A receptor and what it switches: to know costs.
#include <fmt/format.h>

#include <cmath>
#include <stochtherm/models/network/receptor.hpp>
#include <stochtherm/solvers/jump/cycles.hpp>
#include <stochtherm/solvers/jump/stationary.hpp>
#include <stochtherm/thermodynamics/information_flow.hpp>
#include <stochtherm/thermodynamics/rates.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

struct Known {
  double information, sigma;
};
Known measured(const models::Receptor& receptor) {
  const Generator g = receptor.generator();
  const auto p = *stationary(g);
  const auto labels = models::Receptor::labels();
  const auto flow = information_flow(g, p, labels.receptor, labels.output);
  return {flow.mutual_information, entropy_production(g, p)};
}

Verdict run(double b0_factor) {
  Verdict v;
  const models::Receptor strong{.a1 = 1, .b1 = 0.01, .a0 = 0.001, .b0 = 1 * b0_factor},
      weak{.a1 = 1, .b1 = 0.1, .a0 = 0.1, .b0 = 1 * b0_factor};
  const auto s = measured(strong), w = measured(weak);
  v.checks = {
      digits("strong drive: I", s.information, 0.0557959770976, 12),
      digits("strong drive: σ", s.sigma, 1.9048266445, 11),
      digits("weak drive: I", w.information, 0.0427565397, 9),
      digits("weak drive: σ", w.sigma, 0.6684924464, 10),
      conditioned("affinity of the cycle", std::abs(fundamental_cycles(strong.generator())[0].affinity),
                  std::abs(strong.affinity()), 1, 16)};
  // Without affinity the output does not know the receptor: p is a product, exactly.
  const models::Receptor null{.a1 = 1, .b1 = 0.2, .a0 = 0.5, .b0 = 0.1};
  const auto n = measured(null);
  v.checks.push_back(at_most("no affinity: I", std::abs(n.information), 1e-16));
  v.checks.push_back(at_most("no affinity: σ", n.sigma, 1e-30));
  Series curve{.label = "I(R;X)"};
  for (double t = 0; t <= 10; t += 0.25) {
    const auto m = measured({.a1 = 1, .b1 = std::exp(-t / 2), .a0 = std::exp(-t / 2), .b0 = 1});
    curve.add(m.sigma, m.information);
  }
  v.figures.push_back({.title = "What a receptor's output knows, and what that costs",
                       .x_label = "entropy production, nats per time",
                       .y_label = "mutual information, nats",
                       .series = {curve},
                       .caption = "a_{1} = b_{0} = 1, a_{0} = b_{1} from 1 downwards."});
  return v;
}

const Registered registered{{
    .name = "thermodynamics/cellular_sensing",
    .claim = "The output of a receptor knows its state only as far as a cycle is driven; without affinity it "
             "knows nothing and "
             "nothing is dissipated.",
    .equation = "A = ln(a_{1} b_{0}/b_{1} a_{0}) = 0 ⇒ I = 0, σ = 0",
    .source = "mehta2012, lang2014",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"one rate is a millionth too fast", [](const Effort&) { return run(1 + 1e-6); }},
}};

}  // namespace
}  // namespace stochtherm::validation
