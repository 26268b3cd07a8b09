#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/learning/restricted_boltzmann.hpp>

namespace stochtherm::models {
namespace {

constexpr std::size_t most_units = 24;

/// ln sum_s e^{s x} over the two values of a unit, without overflow.
double log_sum(BinaryUnits units, double x) {
  const double a = std::abs(x);
  return units == BinaryUnits::zero_one ? std::max(x, 0.0) + std::log1p(std::exp(-a))
                                        : a + std::log1p(std::exp(-2 * a));
}

/// Calls f(state) with every state of `units` units.
template <class F>
void for_all_states(std::size_t units, double low, const F& f) {
  std::vector<double> s;
  for (std::size_t k = 0; k < std::size_t{1} << units; ++k) {
    s.clear();
    for (std::size_t i = 0; i < units; ++i) s.push_back((k >> i) & 1 ? 1 : low);
    f(s);
  }
}

}  // namespace

RestrictedBoltzmann RestrictedBoltzmann::zero(std::size_t visible, std::size_t hidden, BinaryUnits units) {
  return {.visible = visible,
          .hidden = hidden,
          .units = units,
          .W = std::vector<double>(visible * hidden, 0.0),
          .b = std::vector<double>(visible, 0.0),
          .c = std::vector<double>(hidden, 0.0)};
}

void RestrictedBoltzmann::require_valid(const char* function) const {
  require(visible >= 1, "a machine has visible units", "visible", static_cast<double>(visible), function);
  require(hidden >= 1, "a machine has hidden units", "hidden", static_cast<double>(hidden), function);
  require(W.size() == visible * hidden, "there is a weight for each pair of units", "W",
          static_cast<double>(W.size()), function);
  require(b.size() == visible, "there is a bias for each visible unit", "b", static_cast<double>(b.size()),
          function);
  require(c.size() == hidden, "there is a bias for each hidden unit", "c", static_cast<double>(c.size()),
          function);
  for (double w : W) require_finite(w, "W", function);
  for (double x : b) require_finite(x, "b", function);
  for (double x : c) require_finite(x, "c", function);
}

double RestrictedBoltzmann::upper(double x) const {
  return 1 / (1 + std::exp(units == BinaryUnits::zero_one ? -x : -2 * x));
}

double RestrictedBoltzmann::mean(double x) const {
  return units == BinaryUnits::zero_one ? upper(x) : std::tanh(x);
}

void RestrictedBoltzmann::hidden_field(std::span<const double> v, std::span<double> x) const {
  std::copy(c.begin(), c.end(), x.begin());
  for (std::size_t i = 0; i < visible; ++i)
    if (v[i] != 0)
      for (std::size_t j = 0; j < hidden; ++j) x[j] += v[i] * W[i * hidden + j];
}

void RestrictedBoltzmann::visible_field(std::span<const double> h, std::span<double> x) const {
  for (std::size_t i = 0; i < visible; ++i) {
    double sum = b[i];
    for (std::size_t j = 0; j < hidden; ++j) sum += W[i * hidden + j] * h[j];
    x[i] = sum;
  }
}

double RestrictedBoltzmann::energy(std::span<const double> v, std::span<const double> h) const {
  double sum = 0;
  for (std::size_t i = 0; i < visible; ++i) {
    double field = b[i];
    for (std::size_t j = 0; j < hidden; ++j) field += W[i * hidden + j] * h[j];
    sum -= v[i] * field;
  }
  for (std::size_t j = 0; j < hidden; ++j) sum -= c[j] * h[j];
  return sum;
}

double RestrictedBoltzmann::free_energy(std::span<const double> v) const {
  require(v.size() == visible, "a state has a value for each visible unit", "v",
          static_cast<double>(v.size()));
  std::vector<double> x(hidden, 0.0);
  hidden_field(v, x);
  double F = 0;
  for (std::size_t i = 0; i < visible; ++i) F -= b[i] * v[i];
  for (double field : x) F -= log_sum(units, field);
  return F;
}

RestrictedBoltzmann::Exact RestrictedBoltzmann::exact() const {
  require_valid("exact");
  const bool by_visible = visible <= hidden;
  const std::size_t few = std::min(visible, hidden), many = std::max(visible, hidden);
  require(few <= most_units, "all states are summed for a smaller layer of at most 24 units", "units",
          static_cast<double>(few));
  // Weights relative to the largest so far, so that nothing overflows.
  double largest = -std::numeric_limits<double>::infinity(), Z = 0;
  std::vector<double> x(many, 0.0), first(few, 0.0), second(many, 0.0), both(few * many, 0.0),
      means(many, 0.0);
  const auto& bias = by_visible ? b : c;
  for_all_states(few, low(), [&](const std::vector<double>& s) {
    if (by_visible)
      hidden_field(s, x);
    else
      visible_field(s, x);
    double log_weight = 0;
    for (std::size_t i = 0; i < few; ++i) log_weight += bias[i] * s[i];
    for (std::size_t j = 0; j < many; ++j) log_weight += log_sum(units, x[j]), means[j] = mean(x[j]);
    if (log_weight > largest) {
      const double shrink = std::exp(largest - log_weight);
      Z *= shrink;
      for (auto* sums : {&first, &second, &both})
        for (double& sum : *sums) sum *= shrink;
      largest = log_weight;
    }
    const double weight = std::exp(log_weight - largest);
    Z += weight;
    for (std::size_t j = 0; j < many; ++j) second[j] += weight * means[j];
    for (std::size_t i = 0; i < few; ++i) {
      if (s[i] == 0) continue;
      first[i] += weight * s[i];
      for (std::size_t j = 0; j < many; ++j) both[i * many + j] += weight * s[i] * means[j];
    }
  });
  for (auto* sums : {&first, &second, &both})
    for (double& sum : *sums) sum /= Z;
  Exact result{.log_Z = largest + std::log(Z), .moments = {}};
  result.moments.v = by_visible ? first : second;
  result.moments.h = by_visible ? second : first;
  if (by_visible) {
    result.moments.vh = both;
  } else {
    for (std::size_t i = 0; i < visible; ++i)
      for (std::size_t j = 0; j < hidden; ++j) result.moments.vh.push_back(both[j * many + i]);
  }
  return result;
}

double RestrictedBoltzmann::mean_energy(const Moments& moments) const {
  require_valid("mean_energy");
  require(moments.v.size() == visible && moments.h.size() == hidden && moments.vh.size() == W.size(),
          "moments are those of a machine of this size", "moments", static_cast<double>(moments.vh.size()),
          "mean_energy");
  return -std::inner_product(b.begin(), b.end(), moments.v.begin(), 0.0) -
         std::inner_product(c.begin(), c.end(), moments.h.begin(), 0.0) -
         std::inner_product(W.begin(), W.end(), moments.vh.begin(), 0.0);
}

std::vector<double> RestrictedBoltzmann::visible_distribution() const {
  require_valid("visible_distribution");
  require(visible <= most_units, "all states are summed for at most 24 visible units", "visible",
          static_cast<double>(visible), "visible_distribution");
  std::vector<double> p, x(hidden, 0.0);
  for_all_states(visible, low(), [&](const std::vector<double>& v) {
    hidden_field(v, x);
    double log_weight = std::inner_product(b.begin(), b.end(), v.begin(), 0.0);
    for (double field : x) log_weight += log_sum(units, field);
    p.push_back(log_weight);
  });
  // Relative to the largest, so that nothing overflows.
  const double largest = *std::max_element(p.begin(), p.end());
  double Z = 0;
  for (double& weight : p) weight = std::exp(weight - largest), Z += weight;
  for (double& weight : p) weight /= Z;
  return p;
}

double RestrictedBoltzmann::visible_entropy() const {
  require_valid("visible_entropy");
  require(visible <= most_units, "all states are summed for at most 24 visible units", "visible",
          static_cast<double>(visible));
  const double log_Z = exact().log_Z;
  double H = 0;
  for_all_states(visible, low(), [&](const std::vector<double>& v) {
    const double log_p = -free_energy(v) - log_Z;
    H -= std::exp(log_p) * log_p;
  });
  return H;
}

RestrictedBoltzmann::Moments RestrictedBoltzmann::of_data(std::span<const double> data) const {
  require_valid("of_data");
  require(!data.empty() && data.size() % visible == 0, "data are whole rows of visible states", "data",
          static_cast<double>(data.size()));
  Moments m{std::vector<double>(visible, 0.0), std::vector<double>(hidden, 0.0),
            std::vector<double>(visible * hidden, 0.0)};
  std::vector<double> x(hidden, 0.0);
  const std::size_t rows = data.size() / visible;
  const double share = 1 / static_cast<double>(rows);
  for (std::size_t r = 0; r < rows; ++r) {
    const auto v = data.subspan(r * visible, visible);
    hidden_field(v, x);
    for (double& field : x) field = mean(field);
    for (std::size_t j = 0; j < hidden; ++j) m.h[j] += share * x[j];
    for (std::size_t i = 0; i < visible; ++i) {
      require_finite(v[i], "data", "of_data");
      m.v[i] += share * v[i];
      for (std::size_t j = 0; j < hidden; ++j) m.vh[i * hidden + j] += share * v[i] * x[j];
    }
  }
  return m;
}

double RestrictedBoltzmann::log_likelihood(std::span<const double> data) const {
  require(!data.empty() && data.size() % visible == 0, "data are whole rows of visible states", "data",
          static_cast<double>(data.size()));
  const double log_Z = exact().log_Z;
  double sum = 0;
  for (std::size_t at = 0; at < data.size(); at += visible) sum -= free_energy(data.subspan(at, visible));
  return sum / static_cast<double>(data.size() / visible) - log_Z;
}

}  // namespace stochtherm::models
