#include <cmath>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/models/computing/szilard.hpp>

namespace stochtherm::models {
namespace {

void check(const Szilard& engine, double v, const char* function) {
  require_positive(engine.T.kT, "the temperature must be positive", "T.kT", function);
  require(engine.error >= 0 && engine.error <= 1, "a probability lies in [0, 1]", "error", engine.error,
          function);
  require(v >= 0 && v <= 1, "the volume lies in [0, 1]", "v", v, function);
}

// p ln x, 0 for a case that does not happen.
double weighted_log(double p, double x, const char* function) {
  if (p == 0) return 0;
  require(x > 0, "a volume that the particle may be in must not be squeezed to nothing", "volume", x,
          function);
  return p * std::log(x);
}

}  // namespace

double Szilard::information() const {
  check(*this, 0.5, "information");
  const double right = 1 - error;
  return std::numbers::ln2 + weighted_log(right, right, "information") +
         weighted_log(error, error, "information");
}

double Szilard::optimal_volume() const {
  check(*this, 0.5, "optimal_volume");
  return 1 - error;
}

double Szilard::mean_work(double v) const {
  check(*this, v, "mean_work");
  return -T.kT *
         (weighted_log(1 - error, 2 * v, "mean_work") + weighted_log(error, 2 * (1 - v), "mean_work"));
}

double Szilard::mean_work() const { return -T.kT * information(); }

double Szilard::efficacy(double v) const {
  check(*this, v, "efficacy");
  return 2 * ((1 - error) * v + error * (1 - v));
}

double Szilard::efficacy() const { return efficacy(optimal_volume()); }

double Szilard::work_variance(double v) const {
  check(*this, v, "work_variance");
  if (error == 0 || error == 1) return 0;
  const double difference =
      T.kT * (weighted_log(1, v, "work_variance") - weighted_log(1, 1 - v, "work_variance"));
  return error * (1 - error) * difference * difference;
}

}  // namespace stochtherm::models
