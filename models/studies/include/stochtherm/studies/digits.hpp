#pragma once
/// Labelled images of digits: the MNIST files, and a small synthetic set for machines that do not have them.
///
/// Inputs are grey values over 255, in [0, 1]; targets are `high` for the digit that is shown and `low` for the nine others.
/// Source of the files: LeCun et al., Proc. IEEE 86, 2278 (1998), key `lecun1998`.

#include <cstddef>
#include <stochtherm/core/bath.hpp>
#include <string>
#include <vector>

namespace stochtherm::studies {

struct LabelledSamples {
  std::size_t inputs, outputs;
  std::vector<double> x, t;  ///< row by row

  [[nodiscard]] std::size_t count() const { return x.size() / inputs; }
};

/// What the outputs are told.
struct OneHot {
  double low = 0, high = 1;
};

/// The first `samples` of train-images-idx3-ubyte and train-labels-idx1-ubyte in `directory`. A sentence where the files are missing, are cut
/// off or do not belong together.
[[nodiscard]] LabelledSamples mnist(const std::string& directory, std::size_t samples, OneHot targets = {});
/// Whether the two files stand there.
[[nodiscard]] bool has_mnist(const std::string& directory);
/// Where `scripts/fetch-mnist` puts them: $STOCHTHERM_MNIST, else $XDG_CACHE_HOME/stochtherm/mnist, else ~/.cache/stochtherm/mnist.
[[nodiscard]] std::string mnist_directory();

/// Ten figures of five soft spots each, in 28 x 28 pixels; a sample is its figure moved by up to two pixels and lit unevenly, with noise.
[[nodiscard]] LabelledSamples synthetic_digits(std::size_t samples, Seed seed, OneHot targets = {});

}  // namespace stochtherm::studies
