#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stochtherm/constants.hpp>
#include <stochtherm/core/error.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/thermodynamics/landauer.hpp>

#include "information_terms.hpp"

namespace stochtherm {
namespace {

void require_count(double count, std::string_view argument, const char* function = __builtin_FUNCTION()) {
  require_not_negative(count, "a number of operations must be finite and not negative", argument, function);
}

// H(X|f(X)) with the values of f below `outputs`.
double lost(std::span<const std::size_t> map, std::span<const double> p, std::size_t outputs,
            const char* function) {
  detail::require_distribution(p, "p", function);
  require(map.size() == p.size(), "a map has one value per state", "values and states",
          fmt::format("{} and {}", map.size(), p.size()), function);
  std::vector<double> p_out(outputs);
  for (std::size_t x = 0; x < map.size(); ++x) {
    require(map[x] < outputs, "a map must lead to one of the states", "value", static_cast<double>(map[x]),
            function);
    p_out[map[x]] += p[x];
  }
  return detail::pairwise(0, p.size(), [&](std::size_t x) {
    const double to = p_out[map[x]];
    return p[x] > 0 && p[x] < to ? -p[x] * std::log(p[x] / to) : 0.0;
  });
}

std::string times_of(double count) { return count == 1 ? std::string() : fmt::format(", {:g} times", count); }

}  // namespace

double landauer_bound(double nats, double temperature) {
  require_not_negative(nats, "the information must be finite and not negative", "nats");
  require_positive(temperature, "the temperature must be positive, in kelvin", "temperature");
  const double bound = constants::boltzmann * temperature * nats;
  require(std::isfinite(bound), "the bound must be representable as a double", "k_B T nats", bound);
  return bound;
}

double information_lost(std::span<const std::size_t> map, std::span<const double> p) {
  return lost(map, p, map.size(), "information_lost");
}

Gate Gate::not_gate() { return {"NOT", {1, 0}}; }
Gate Gate::and_gate() { return {"AND", {0, 0, 0, 1}}; }
Gate Gate::or_gate() { return {"OR", {0, 1, 1, 1}}; }
Gate Gate::xor_gate() { return {"XOR", {0, 1, 1, 0}}; }
Gate Gate::nand_gate() { return {"NAND", {1, 1, 1, 0}}; }
Gate Gate::nor_gate() { return {"NOR", {1, 0, 0, 0}}; }

std::vector<double> Gate::uniform_input() const {
  require(!output.empty(), "a gate needs a truth table", "rows", 0);
  return std::vector<double>(output.size(), 1.0 / static_cast<double>(output.size()));
}

std::vector<double> Gate::independent_input(std::span<const double> p_one) const {
  require(p_one.size() < 32 && (std::size_t{1} << p_one.size()) == output.size(),
          "a gate of k inputs has 2^k rows and takes k probabilities", "probabilities and rows",
          fmt::format("{} and {}", p_one.size(), output.size()));
  for (double p : p_one) require(p >= 0 && p <= 1, "a probability must lie in [0, 1]", "p_one", p);
  std::vector<double> word(output.size(), 1.0);
  for (std::size_t i = 0; i < word.size(); ++i)
    for (std::size_t k = 0; k < p_one.size(); ++k) word[i] *= (i >> k) & 1 ? p_one[k] : 1 - p_one[k];
  return word;
}

LandauerAccount::LandauerAccount(double temperature) : temperature_(temperature) {
  require_positive(temperature, "the temperature must be positive, in kelvin", "temperature");
}

LandauerAccount& LandauerAccount::book(std::string description, double nats) {
  require(std::isfinite(nats), "the information lost must be representable as a double", "nats", nats);
  (void)landauer_bound(nats, temperature_);
  entries_.push_back({std::move(description), nats});
  return *this;
}

LandauerAccount& LandauerAccount::erase(double bits) {
  require_count(bits, "bits");
  return book(fmt::format("erase {:g} unknown bits", bits), bits * constants::ln2);
}

LandauerAccount& LandauerAccount::erase(std::span<const double> p, double copies) {
  require_count(copies, "copies");
  return book(fmt::format("erase a memory of {} states of known statistics{}", p.size(), times_of(copies)),
              copies * shannon_entropy(p));
}

LandauerAccount& LandauerAccount::erase_knowing(const JointDistribution& xy, double copies) {
  require_count(copies, "copies");
  return book(fmt::format("erase a memory of {} states, knowing one of {}{}", xy.x_states(), xy.y_states(),
                          times_of(copies)),
              copies * xy.entropy_x_given_y());
}

LandauerAccount& LandauerAccount::apply(const Gate& gate, std::span<const double> input, double times) {
  require_count(times, "times");
  require(!gate.output.empty(), "a gate needs a truth table", "rows", 0);
  const std::size_t largest = *std::max_element(gate.output.begin(), gate.output.end());
  require(largest < (std::size_t{1} << 24), "a gate's output words must fit in 24 bits", "output",
          static_cast<double>(largest));
  return book(gate.name + times_of(times), times * lost(gate.output, input, largest + 1, "apply"));
}

LandauerAccount& LandauerAccount::apply(std::span<const std::size_t> map, std::span<const double> p,
                                        double times) {
  require_count(times, "times");
  return book(fmt::format("map of {} states{}", map.size(), times_of(times)),
              times * information_lost(map, p));
}

LandauerAccount& LandauerAccount::spend(double joules) {
  require_not_negative(joules, "energy spent must be finite and not negative", "joules");
  const double sum = energy() + joules;
  require(std::isfinite(sum), "the energy booked must be representable as a double", "sum of joules", sum);
  energy_ = sum;
  return *this;
}

double LandauerAccount::nats() const {
  std::vector<double> columns(entries_.size());
  std::transform(entries_.begin(), entries_.end(), columns.begin(), [](const Entry& e) { return e.nats; });
  const double sum = pairwise_sum(columns);
  require(std::isfinite(sum), "the information lost must be representable as a double", "sum of nats", sum);
  return sum;
}

double LandauerAccount::bound() const { return landauer_bound(nats(), temperature_); }

std::optional<double> LandauerAccount::efficiency() const {
  if (!(energy() > 0)) return std::nullopt;
  const double ratio = bound() / energy();
  require(std::isfinite(ratio), "the efficiency must be representable as a double", "bound / energy", ratio);
  return ratio;
}

bool LandauerAccount::violates_bound() const { return energy_ && *energy_ < bound() * (1 - 1e-12); }

}  // namespace stochtherm
