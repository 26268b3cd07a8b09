// Prints docs/solvers.md: the table of steppers and schemes, from the facts that the code itself declares.
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
      return "Haenggi-Klimontovich";
  }
  return "";
}

template <class... Steppers>
void rows(std::tuple<Steppers...>) {
  (fmt::print("| {} | {} | {} | {} | {} | {} | {} | `{}` |\n", Steppers::facts.name,
              name(Steppers::facts.calculus), Steppers::facts.position_dependent_mobility ? "yes" : "refused",
              Steppers::facts.weak_order, Steppers::facts.strong_order, Steppers::facts.force_calls,
              Steppers::facts.exact_for, Steppers::facts.cite),
   ...);
}

}  // namespace

int main() {
  fmt::print(
      "# Solvers\n\n"
      "Generated from the facts in the code (`docs/generate/solver_table.cpp`); a test fails when it is out "
      "of date. The\n"
      "orders are proved by the cases `langevin/weak_order` and `langevin/strong_order` of the validation "
      "suite.\n\n"
      "## Overdamped steppers\n\n"
      "Orders are for additive noise. Keys refer to `references.bib`.\n\n"
      "| stepper | calculus | position-dependent mobility | weak order | strong order | force calls | exact "
      "for | cite |\n"
      "|---|---|---|---|---|---|---|---|\n");
  rows(st::OverdampedSteppers{});
}
