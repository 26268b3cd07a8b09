#include <array>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/computing/prediction.hpp>

namespace stochtherm::models {
namespace {

// P(s, m, s') of one step, by its index 4 s + 2 m + s'.
std::array<double, 8> joint(const PredictiveMemory& memory, const char* function) {
  require_positive(memory.T.kT, "the temperature must be positive", "T.kT", function);
  require(memory.flip >= 0 && memory.flip <= 1, "a probability lies in [0, 1]", "flip", memory.flip,
          function);
  require(memory.copy_error > 0 && memory.copy_error < 1, "a memory at a finite temperature errs: 0 < e < 1",
          "copy_error", memory.copy_error, function);
  std::array<double, 8> p{};
  for (std::size_t i = 0; i < 8; ++i) {
    const bool s = i & 4U, m = i & 2U, next = i & 1U;
    p[i] = 0.5 * (m == s ? 1 - memory.copy_error : memory.copy_error) *
           (next == s ? 1 - memory.flip : memory.flip);
  }
  return p;
}

// H(m | the signal in bit `signal` of the index), nats.
double conditional_entropy(const std::array<double, 8>& p, unsigned signal) {
  std::array<double, 4> pair{};
  for (std::size_t i = 0; i < 8; ++i) pair[(i & 2U) + ((i & signal) != 0)] += p[i];
  double h = 0;
  for (std::size_t i = 0; i < 4; ++i)
    if (pair[i] > 0) h -= pair[i] * std::log(pair[i] / (pair[i] + pair[i ^ 2U]));
  return h;
}

double entropy_of_memory(const std::array<double, 8>& p) {
  double one = 0;
  for (std::size_t i = 0; i < 8; ++i)
    if (i & 2U) one += p[i];
  return -one * std::log(one) - (1 - one) * std::log(1 - one);
}

}  // namespace

double PredictiveMemory::energy_gap() const {
  (void)joint(*this, "energy_gap");
  return T.kT * std::log((1 - copy_error) / copy_error);
}

double PredictiveMemory::memory() const {
  const auto p = joint(*this, "memory");
  return entropy_of_memory(p) - conditional_entropy(p, 4);
}

double PredictiveMemory::predictive_power() const {
  const auto p = joint(*this, "predictive_power");
  return entropy_of_memory(p) - conditional_entropy(p, 1);
}

double PredictiveMemory::mean_work() const {
  const auto p = joint(*this, "mean_work");
  const double gap = energy_gap();
  double work = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const bool s = i & 4U, m = i & 2U, next = i & 1U;
    work += p[i] * gap * ((m != next) - (m != s));
  }
  return work;
}

double PredictiveMemory::free_energy_change() const {
  const auto p = joint(*this, "free_energy_change");
  return mean_work() - T.kT * (conditional_entropy(p, 1) - conditional_entropy(p, 4));
}

double PredictiveMemory::dissipated_work() const { return mean_work() - free_energy_change(); }

}  // namespace stochtherm::models
