// The published experiment: two networks trained on 6 000 images of MNIST.
#include "training_account.hpp"

namespace stochtherm::validation {
namespace {

Verdict compare(const Effort& effort, bool exchanged) {
  const auto directory = studies::mnist_directory();
  if (!studies::has_mnist(directory)) {
    Verdict verdict;
    verdict.skipped = "MNIST is not in " + directory + ": scripts/fetch-mnist brings it.";
    return verdict;
  }
  auto samples = studies::mnist(directory, 6000);
  if (exchanged) samples = exchanged_targets(std::move(samples));
  auto verdict =
      training_account(samples,
                       {.deep = {784, 40, 20, 10},
                        .shallow = {784, 60, 10},
                        .epochs = exchanged ? 100 : std::max<std::size_t>(100, effort.samples(1000)),
                        .published = true},
                       effort);
  verdict.remarks.insert(
      verdict.remarks.end(),
      {"Figures 2 to 7 of vanchurin2021, with the options that the paper leaves open at the defaults of the "
       "library it names: batches of 32, rate 0.01, mean square, uniform random weights of Glorot's width, "
       "pixels over 255, targets 0 and 1. f' is taken at the mean states (5.4); the bulk loss is minimised "
       "over the hidden states of the first 100 samples.",
       "Losses: both fall and the bulk loss is the smaller, as it must be, for the forward states with the "
       "outputs held are among those minimised over; it is smaller by a factor of about two, where the "
       "published figure says a few orders of magnitude. No plateau with jumps is seen within 1000 epochs.",
       "Spectrum: the deep network has the larger variance and the more negative skewness, as published. "
       "Both are largest for the random weights and shrink in training, where the paper has them grow: the "
       "weights keep their size, but trained units saturate (from 0 to 100 epochs the mean f' of the first "
       "hidden layer fell from 0.92 to 0.66, its |W|² from 75.7 to 76.0), and G knows them through f'ŵ "
       "alone. The shallow network is skewed too; the published −2.7e−10 is what one pair of layers alone "
       "would have.",
       "Complexity: it grows while log U falls, the opposite sign of the published slope, for the same "
       "reason. β read off a gap in the histogram by (9.4) is not attempted: the equation is not that of "
       "the figure (learning/optimal_architecture)."});
  return verdict;
}

const Registered registered{{
    .name = "learning/mnist",
    .claim = "A deep and a shallow network that learn MNIST lower both losses and the entropy of their "
             "ensemble; the deep one has the larger variance and the more negative skewness of log G.",
    .equation = "U = ⟨min H⟩, C_{n} = −½ Σ_{i≤n} log λ_{i} + ½N ln 2π, μ_{k} = ⟨(log λ)^{k}⟩",
    .source = "vanchurin2021, lecun1998",
    .tags = {"exact", "figure", "long"},
    .check = [](const Effort& e) { return compare(e, false); },
    .sabotage = {.description = "Each image is given the label of another.",
                 .check = [](const Effort& e) { return compare(e, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
