#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/langevin/first_passage_times.hpp>

namespace stochtherm {

Estimate PassageTimes::mean() const {
  require(times.size() >= 2 && times.size() >= missing,
          "at least half of the trajectories, and two, must have arrived", "arrived",
          static_cast<double>(times.size()), "PassageTimes::mean");
  if (missing == 0) return estimate_mean(times);
  const auto arrived = static_cast<double>(times.size());
  const double mean = (pairwise_sum(times) + static_cast<double>(missing) * duration) / arrived;
  return {mean, mean / std::sqrt(arrived), times.size()};
}

}  // namespace stochtherm
