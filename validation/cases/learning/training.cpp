// Two networks trained on synthetic digits.
#include "training_account.hpp"

namespace stochtherm::validation {
namespace {

Verdict compare(const Effort& effort, bool exchanged) {
  auto samples = studies::synthetic_digits(1000, effort.seed);
  if (exchanged) samples = exchanged_targets(std::move(samples));
  return training_account(samples,
                          {
                              .deep = {784, 40, 20, 10},
                              .shallow = {784, 60, 10},
                              .epochs = std::max<std::size_t>(100, effort.samples(200)),
                          },
                          effort);
}

const Registered registered{{
    .name = "learning/training",
    .claim =
        "A deep and a shallow network that learn synthetic digits tell them apart, and lower both losses and "
        "the entropy of their ensemble; the bulk loss stays below the boundary loss of the same samples and "
        "det G stays 1.",
    .equation = "U = ⟨min H⟩ ≤ U_{∂}, Σ log λ = 0, dS ≤ 0",
    .source = "vanchurin2021, rumelhart1986",
    .tags = {"exact", "figure"},
    .check = [](const Effort& e) { return compare(e, false); },
    .sabotage = {.description = "Each sample is given the targets of another.",
                 .check = [](const Effort& e) { return compare(e, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
