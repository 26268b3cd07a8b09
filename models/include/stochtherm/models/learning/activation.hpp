#pragma once
/// What a neuron makes of its input: f(y), its slope f'(y), and the range of f, which bounds the states.

#include <cmath>
#include <limits>

namespace stochtherm::models {

enum class Activation { tanh, logistic, rectifier, identity };

struct Range {
  double low, high;
};
[[nodiscard]] inline Range range(Activation f) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  switch (f) {
    case Activation::tanh:
      return {-1, 1};
    case Activation::logistic:
      return {0, 1};
    case Activation::rectifier:
      return {0, infinity};
    case Activation::identity:
      break;
  }
  return {-infinity, infinity};
}

[[nodiscard]] inline double activate(Activation f, double y) {
  switch (f) {
    case Activation::tanh:
      return std::tanh(y);
    case Activation::logistic:
      return 1 / (1 + std::exp(-y));
    case Activation::rectifier:
      return y > 0 ? y : 0;
    case Activation::identity:
      break;
  }
  return y;
}

[[nodiscard]] inline double slope(Activation f, double y) {
  switch (f) {
    case Activation::tanh: {
      const double x = std::tanh(y);
      return 1 - x * x;
    }
    case Activation::logistic: {
      const double x = 1 / (1 + std::exp(-std::abs(y)));
      return x * (1 - x);
    }
    case Activation::rectifier:
      return y > 0 ? 1 : 0;
    case Activation::identity:
      break;
  }
  return 1;
}

}  // namespace stochtherm::models
