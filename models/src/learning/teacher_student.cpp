#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/tools/minima.hpp>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/learning/teacher_student.hpp>

namespace stochtherm::models {
namespace {

using std::numbers::ln2;
using std::numbers::pi;
using std::numbers::sqrt2;

constexpr double gain = 0.79788456080286536;  // sqrt(2/pi) = <|B|>

template <class F>
double integral(const F& f, double from, double to) {
  return boost::math::quadrature::gauss_kronrod<double, 61>::integrate(f, from, to, 15, 1e-13);
}

double normal(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2 * pi); }

/// f(c, p) for sums c of n fair signs, of probability p.
template <class F>
void for_sums_of_signs(std::size_t n, const F& f) {
  const auto size = static_cast<double>(n);
  const double all = std::lgamma(size + 1) - size * ln2;
  for (std::size_t k = 0; k <= n; ++k) {
    const auto up = static_cast<double>(k);
    const double p = std::exp(all - std::lgamma(up + 1) - std::lgamma(size - up + 1));
    if (p > 1e-20) f(2 * up - size, p);
  }
}

void require_valid(double alpha, double rate, const char* function) {
  require_positive(alpha, "there are samples for each weight", "alpha", function);
  require_finite(rate, "rate", function);
}
void require_valid(const HebbianPerceptron& p, const char* function) {
  require(p.weights >= 1, "a perceptron has weights", "weights", static_cast<double>(p.weights), function);
  require(p.samples >= 1, "there are samples to learn", "samples", static_cast<double>(p.samples), function);
  require_finite(p.rate, "rate", function);
}

}  // namespace

double probability_right(Readout readout, double mean, double variance) {
  require_finite(mean, "mean");
  require_not_negative(variance, "a variance is not negative", "variance");
  const double width = std::sqrt(variance);
  if (readout == Readout::step) {
    if (width == 0) return mean > 0 ? 1 : mean < 0 ? 0 : 0.5;
    return 0.5 * std::erfc(-mean / (sqrt2 * width));
  }
  const auto logistic = [](double A) { return 1 / (1 + std::exp(-A)); };
  if (width == 0) return logistic(mean);
  return integral([&](double z) { return normal(z) * logistic(mean + width * z); }, -9, 9);
}

double information_of_label(double p) {
  require(p >= 0 && p <= 1, "a probability lies between 0 and 1", "p_right", p);
  // sum of p ln 2p: keeps its accuracy near p = 1/2.
  const double d = 2 * p - 1;
  const auto term = [](double e) { return e == -1 ? 0 : 0.5 * (1 + e) * std::log1p(e); };
  return term(d) + term(-d);
}

double LearningDrive::response() const {
  require_not_negative(ramp, "a ramp takes no negative time", "ramp");
  require(hold >= 0, "a force is held for no negative time", "hold", hold);
  const double lag = ramp == 0 ? 1 : -std::expm1(-ramp) / ramp;
  return 1 - lag * std::exp(-hold);
}

double LearningDrive::dissipation() const {
  const double lag = 1 - response();
  const double whole =
      ramp < 1e-4 ? 0.5 - ramp / 6 + ramp * ramp / 24 : (ramp + std::expm1(-ramp)) / (ramp * ramp);
  return whole - 0.5 * lag * lag;
}

double HebbianPerceptron::weight_density(double w, const LearningDrive& drive) const {
  require_valid(*this, "weight_density");
  require_finite(w, "w");
  const double unit = drive.response() * rate / std::sqrt(static_cast<double>(weights));
  double density = 0;
  for_sums_of_signs(samples, [&](double sum, double p) { density += p * normal(w - unit * sum); });
  return density;
}

LearningAccount HebbianPerceptron::account(Readout readout, const LearningDrive& drive) const {
  require_valid(*this, "account");
  const auto N = static_cast<double>(weights), P = static_cast<double>(samples);
  const double alpha = P / N, s = drive.response();
  double right = 0;
  for_sums_of_signs(weights * (samples - 1), [&](double sum, double p) {
    right += p * probability_right(readout, s * rate * (1 + sum / N), 1);
  });
  std::vector<double> centre, weight;
  for_sums_of_signs(samples, [&](double sum, double p) {
    centre.push_back(s * rate / std::sqrt(N) * sum), weight.push_back(p);
  });
  const auto surprise = [&](double w) {
    double density = 0;
    for (std::size_t k = 0; k < centre.size(); ++k) density += weight[k] * normal(w - centre[k]);
    return density > 0 ? -density * std::log(density) : 0;
  };
  const double end = std::abs(centre.front()) + 9;
  const double entropy = 2 * integral(surprise, 0, end);  // the density is even
  return {.probability_right = right,
          .information = alpha * information_of_label(right),
          .entropy_change = entropy - 0.5 * std::log(2 * pi * std::numbers::e),
          .medium_entropy = alpha * rate * rate * drive.dissipation()};
}

LearningAccount HebbianLimit::account(Readout readout, const LearningDrive& drive) const {
  require_valid(alpha, rate, "account");
  const double s = drive.response(), crosstalk = alpha * s * s * rate * rate;
  const double right = probability_right(readout, s * rate, 1 + crosstalk);
  return {.probability_right = right,
          .information = alpha * information_of_label(right),
          .entropy_change = 0.5 * std::log1p(crosstalk),
          .medium_entropy = alpha * rate * rate * drive.dissipation()};
}

double most_efficient_force(Readout readout) {
  const auto loss = [&](double F) { return -HebbianPerceptron{.rate = F}.account(readout).efficiency(); };
  return boost::math::tools::brent_find_minima(loss, 0.01, 10.0, 40).first;
}

LearningAccount HebbianRule::account(Readout readout, const LearningDrive& drive) const {
  require_valid(alpha, rate, "account");
  const double s = drive.response(), r = s * rate, crosstalk = alpha * r * r, told = gain * alpha * r;
  const double right = integral(
      [&](double B) { return 2 * normal(B) * probability_right(readout, told * B + r, 1 + crosstalk); }, 0,
      9);
  return {.probability_right = right,
          .information = alpha * information_of_label(right),
          .entropy_change = 0.5 * std::log1p(crosstalk + told * told),
          .medium_entropy = (alpha + gain * gain * alpha * alpha) * rate * rate * drive.dissipation()};
}

double HebbianRule::generalisation_error(Readout readout, const LearningDrive& drive) const {
  require_valid(alpha, rate, "generalisation_error");
  const double r = drive.response() * rate, told = gain * alpha * r, variance = 1 + alpha * r * r;
  if (readout == Readout::step) return std::atan2(std::sqrt(variance), told) / pi;
  return integral([&](double B) { return 2 * normal(B) * probability_right(readout, -told * B, variance); },
                  0, 9);
}

double HebbianRule::information_about_teacher(const LearningDrive& drive) const {
  require_valid(alpha, rate, "information_about_teacher");
  const double r = drive.response() * rate, told = gain * alpha * r;
  return 0.5 * std::log1p(told * told / (1 + alpha * r * r));
}

}  // namespace stochtherm::models
