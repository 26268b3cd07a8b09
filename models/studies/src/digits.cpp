#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <stochtherm/core/error.hpp>
#include <stochtherm/io/idx.hpp>
#include <stochtherm/studies/digits.hpp>

#include "sequence.hpp"

namespace stochtherm::studies {
namespace {

constexpr std::size_t digits = 10;
constexpr auto images_file = "/train-images-idx3-ubyte", labels_file = "/train-labels-idx1-ubyte";

void add_target(LabelledSamples& samples, std::size_t digit, OneHot targets) {
  for (std::size_t k = 0; k < digits; ++k) samples.t.push_back(k == digit ? targets.high : targets.low);
}

void require_targets(OneHot targets, const char* function) {
  require_finite(targets.low, "low", function);
  require_finite(targets.high, "high", function);
  require(targets.low < targets.high, "the target of the digit shown is above the others", "high",
          targets.high, function);
}

}  // namespace

LabelledSamples mnist(const std::string& directory, std::size_t samples, OneHot targets) {
  require_targets(targets, "mnist");
  const auto images = read_idx(directory + images_file), labels = read_idx(directory + labels_file);
  require(images.sizes.size() == 3, "images have three dimensions", "dimensions",
          static_cast<double>(images.sizes.size()), "mnist");
  require(labels.sizes.size() == 1 && labels.sizes[0] == images.sizes[0], "there is a label for each image",
          "labels", static_cast<double>(labels.elements.size()), "mnist");
  require(samples >= 1 && samples <= images.sizes[0], "the file has as many images as are asked for",
          "samples", static_cast<double>(samples), "mnist");
  const std::size_t pixels = images.sizes[1] * images.sizes[2];
  LabelledSamples set{.inputs = pixels, .outputs = digits, .x = {}, .t = {}};
  for (std::size_t i = 0; i < samples * pixels; ++i) set.x.push_back(images.elements[i] / 255.0);
  for (std::size_t s = 0; s < samples; ++s) {
    require(labels.elements[s] < digits, "a label is a digit", "label", labels.elements[s], "mnist");
    add_target(set, labels.elements[s], targets);
  }
  return set;
}

bool has_mnist(const std::string& directory) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(directory + images_file, ignored) &&
         std::filesystem::is_regular_file(directory + labels_file, ignored);
}

std::string mnist_directory() {
  const auto value = [](const char* name) {
    const char* text = std::getenv(name);
    return std::string(text == nullptr ? "" : text);
  };
  if (const auto own = value("STOCHTHERM_MNIST"); !own.empty()) return own;
  if (const auto cache = value("XDG_CACHE_HOME"); !cache.empty()) return cache + "/stochtherm/mnist";
  return value("HOME") + "/.cache/stochtherm/mnist";
}

LabelledSamples synthetic_digits(std::size_t samples, Seed seed, OneHot targets) {
  require_targets(targets, "synthetic_digits");
  require(samples >= 1, "there are samples", "samples", static_cast<double>(samples), "synthetic_digits");
  constexpr int side = 28, spots = 5;
  Uniforms place(seed, random::Stream::initial_state);
  double row[digits][spots], column[digits][spots];
  for (std::size_t d = 0; d < digits; ++d)
    for (int k = 0; k < spots; ++k) row[d][k] = 6 + 16 * place(), column[d][k] = 6 + 16 * place();
  LabelledSamples set{.inputs = side * side, .outputs = digits, .x = {}, .t = {}};
  for (std::size_t s = 0; s < samples; ++s) {
    Uniforms u(seed, random::Stream::data, s);
    const auto digit = std::min<std::size_t>(digits - 1, static_cast<std::size_t>(u() * digits));
    const double down = 4 * u() - 2, right = 4 * u() - 2;
    double light[spots];
    for (double& l : light) l = 0.6 + 0.4 * u();
    for (int i = 0; i < side; ++i)
      for (int j = 0; j < side; ++j) {
        double grey = 0.1 * u();
        for (int k = 0; k < spots; ++k) {
          const double y = i - row[digit][k] - down, x = j - column[digit][k] - right;
          grey += light[k] * std::exp(-(x * x + y * y) / 6);
        }
        set.x.push_back(std::min(grey, 1.0));
      }
    add_target(set, digit, targets);
  }
  return set;
}

}  // namespace stochtherm::studies
