// Prints docs/solvers.md: the tables of steppers, from the facts that the code itself declares.
#include <fmt/format.h>

#include <stochtherm/solvers/langevin/steppers.hpp>

namespace st = stochtherm;

namespace {

const char* name(st::Calculus calculus) {
  switch (calculus) {
    case st::Calculus::ito:
      return "Ito";
    case st::Calculus::stratonovich:
      return "Stratonovich";
    case st::Calculus::haenggi_klimontovich:
      return "Hänggi-Klimontovich";
  }
  return "";
}
const char* name(st::Increment increment) {
  switch (increment) {
    case st::Increment::gaussian:
      return "normal";
    case st::Increment::two_point:
      return "two-point";
    case st::Increment::three_point:
      return "three-point";
  }
  return "";
}

std::string mobility(const st::StepperFacts& f) {
  std::string admits = "constant";
  if (f.position_dependent_mobility) admits += ", μ(x)";
  if (f.matrix_mobility && !f.harmonic) admits += ", matrix";
  return admits;
}
std::string order(double p) { return p > 0 ? fmt::format("{:g}", p) : "-"; }
std::string pair(double additive, double multiplicative) {
  return order(additive) + " / " + order(multiplicative);
}

template <class... Steppers>
void table(const char* title, std::tuple<Steppers...>) {
  fmt::print(
      "\n## {}\n\n"
      "| stepper | calculus | mobility | weak order | strong order | increments | force calls | exact for | "
      "cite |\n"
      "|---|---|---|---|---|---|---|---|---|\n",
      title);
  const auto row = [](const st::StepperFacts& f) {
    fmt::print("| {} | {} | {} | {} | {} | {} {} | {} | {} | `{}` |\n", f.name, name(f.calculus), mobility(f),
               pair(f.weak_order, f.multiplicative_weak_order),
               pair(f.strong_order, f.multiplicative_strong_order), f.normals, name(f.increment),
               f.force_calls, f.exact_for, f.cite);
  };
  (row(Steppers::facts), ...);
}

}  // namespace

int main() {
  fmt::print(
      "# Solvers\n\n"
      "The tables are generated from the facts in the code (`docs/generate/solver_table.cpp`); a test fails "
      "when they are\n"
      "out of date. The cases `langevin/weak_order` and `langevin/strong_order` of the validation suite "
      "prove every order.\n\n"
      "An order *a / b* is that for constant mobility, then that where the mobility depends on position; a "
      "dash says that\n"
      "there is none, or that the stepper refuses such a model at compile time. Increments are per "
      "coordinate and step.\n"
      "Keys refer to `references.bib`.\n");
  table("Overdamped", st::OverdampedSteppers{});
  table("Overdamped, harmonic potentials only", st::HarmonicSteppers{});
  table("With inertia", st::UnderdampedSteppers{});
  fmt::print(
      "\nLeimkuhler and Matthews' scheme is of weak order 2 for stationary averages. Steppers that accept or "
      "reject have\n"
      "Boltzmann's distribution at any step; their orders are those of the dynamics.\n\n"
      "## What a digit costs\n\n"
      "Error against cost, from `docs/generate/work_precision.cpp`. The stationary and the driven averages "
      "are computed\n"
      "without random numbers, so what shows is the scheme's error alone. Times are of one thread of the "
      "machine that made\n"
      "the figures, with the full ledger.\n\n"
      "![Stationary average in a double well](figures/work_precision_stationary.svg)\n\n"
      "![Mean of a driven particle](figures/work_precision_driven.svg)\n\n"
      "![Distance from the true path](figures/work_precision_strong.svg)\n\n"
      "![Stationary averages with inertia](figures/work_precision_inertia.svg)\n");
}
