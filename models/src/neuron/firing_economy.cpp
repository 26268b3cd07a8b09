#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/neuron/firing_economy.hpp>

namespace stochtherm::models {
namespace {

double entropy(double p) {
  const auto term = [](double x) { return x > 0 ? -x * std::log(x) : 0; };
  return term(p) + term(1 - p);
}

void require_errors(BinaryErrors e) {
  require(e.false_alarm >= 0 && e.false_alarm < 1, "a probability of error is within 0 and 1", "false_alarm",
          e.false_alarm);
  require(e.miss >= 0 && e.miss < 1, "a probability of error is within 0 and 1", "miss", e.miss);
  require(e.false_alarm + e.miss < 1, "spikes must be likelier where they are sent", "false_alarm + miss",
          e.false_alarm + e.miss);
}

void require_ratio(double r) {
  require(std::isfinite(r) && r > 1, "firing costs more than resting", "cost_ratio", r);
}

}  // namespace

double spike_information(double probability, BinaryErrors errors) {
  require(probability >= 0 && probability <= 1, "a probability is within 0 and 1", "probability",
          probability);
  require_errors(errors);
  const double seen = probability * (1 - errors.miss) + (1 - probability) * errors.false_alarm;
  return entropy(seen) - probability * entropy(errors.miss) - (1 - probability) * entropy(errors.false_alarm);
}

FiringEconomy firing_economy(double probability, double cost_ratio, BinaryErrors errors) {
  require_ratio(cost_ratio);
  return {probability, spike_information(probability, errors), 1 + (cost_ratio - 1) * probability};
}

FiringEconomy optimal_firing(double cost_ratio, BinaryErrors errors) {
  require_ratio(cost_ratio);
  require_errors(errors);
  if (errors.false_alarm == 0 && errors.miss == 0) {
    std::uintmax_t most = 200;
    // In ln p, where p = (1-p)^r is well scaled at any r.
    const auto [a, b] = boost::math::tools::toms748_solve(
        [&](double x) { return cost_ratio * std::log1p(-std::exp(x)) - x; }, std::log(1e-300), std::log(0.5),
        boost::math::tools::eps_tolerance<double>(52), most);
    return firing_economy(std::exp(0.5 * (a + b)), cost_ratio);
  }
  const auto worst = [&](double x) {
    return -firing_economy(std::exp(x), cost_ratio, errors).nats_per_cost();
  };
  const auto [x, value] =
      boost::math::tools::brent_find_minima(worst, std::log(1e-12), std::log(1 - 1e-9), 30);
  return firing_economy(std::exp(x), cost_ratio, errors);
}

}  // namespace stochtherm::models
