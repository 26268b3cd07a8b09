#include <cmath>
#include <stochtherm/thermodynamics/thermodynamic_uncertainty.hpp>
#include <vector>

#include "columns.hpp"

namespace stochtherm {
namespace {

double product(double mean, double variance, double entropy) {
  return variance * entropy / (2 * mean * mean);
}
double generalised(double mean, double variance, double entropy) {
  return variance * std::expm1(entropy) / (2 * mean * mean);
}

// Leave-one-out values of f(mean J, variance of J, mean S); `entropy_without(i)` is the mean S without trajectory i.
template <class F, class G>
Estimate jackknife(std::span<const double> J, double entropy, F f, G entropy_without) {
  const auto n = static_cast<double>(J.size());
  const double mean = pairwise_sum(J) / n;
  std::vector<double> squares(J.size());
  for (std::size_t i = 0; i < J.size(); ++i) squares[i] = (J[i] - mean) * (J[i] - mean);
  const double sum = pairwise_sum(squares);
  const double all = f(mean, sum / (n - 1), entropy);
  std::vector<double> pseudo(J.size());
  for (std::size_t i = 0; i < J.size(); ++i) {
    const double left = mean - (J[i] - mean) / (n - 1);
    const double variance = (sum - squares[i] * n / (n - 1)) / (n - 2);
    pseudo[i] = n * all - (n - 1) * f(left, variance, entropy_without(i));
  }
  return estimate_mean(pseudo);
}

void require_current(std::span<const double> current, const char* function) {
  require(current.size() >= 3, "the error of a variance needs at least three trajectories",
          "number of trajectories", static_cast<double>(current.size()), function);
  detail::require_column(current, "current", function);
  const double mean = pairwise_sum(current) / static_cast<double>(current.size());
  require(mean != 0, "the uncertainty relation is about a current that does not vanish", "mean current", mean,
          function);
}

}  // namespace

UncertaintyRelation thermodynamic_uncertainty(std::span<const double> current,
                                              std::span<const double> total_entropy) {
  require_current(current, "thermodynamic_uncertainty");
  detail::require_column(total_entropy, "total_entropy");
  detail::require_same_length(total_entropy.size(), current.size(), "total_entropy");
  const auto n = static_cast<double>(current.size());
  const double entropy = pairwise_sum(total_entropy) / n;
  const auto without = [&](std::size_t i) { return entropy - (total_entropy[i] - entropy) / (n - 1); };
  return {jackknife(current, entropy, product, without), jackknife(current, entropy, generalised, without)};
}

UncertaintyRelation thermodynamic_uncertainty(std::span<const double> current,
                                              const Estimate& mean_total_entropy) {
  require_current(current, "thermodynamic_uncertainty");
  const double entropy = mean_total_entropy.mean;
  require_finite(entropy, "mean_total_entropy");
  require_not_negative(mean_total_entropy.std_error, "a standard error must be finite and not negative",
                       "std_error");
  const auto fixed = [=](std::size_t) { return entropy; };
  UncertaintyRelation result{jackknife(current, entropy, product, fixed),
                             jackknife(current, entropy, generalised, fixed)};
  // Both are linear in Var J/(2 <J>^2), so d/d<S> follows from a second value.
  const double ratio = jackknife(current, 1.0, product, [](std::size_t) { return 1.0; }).mean;
  result.product.std_error = std::hypot(result.product.std_error, ratio * mean_total_entropy.std_error);
  result.generalised.std_error =
      std::hypot(result.generalised.std_error, ratio * std::exp(entropy) * mean_total_entropy.std_error);
  return result;
}

double uncertainty_product(double mean, double variance, double entropy) {
  return 0.5 * kinetic_uncertainty_product(mean, variance, entropy);
}

double kinetic_uncertainty_product(double mean, double variance, double jumps) {
  require_finite(mean, "mean");
  require(mean != 0, "the uncertainty relation is about a current that does not vanish", "mean", mean);
  require_not_negative(variance, "a variance must be finite and not negative", "variance");
  require_finite(jumps, "entropy or jumps");
  return variance * jumps / (mean * mean);
}

}  // namespace stochtherm
