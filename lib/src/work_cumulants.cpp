#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/work_cumulants.hpp>
#include <vector>

#include "columns.hpp"

namespace stochtherm {

Estimate work_cumulants(std::span<const double> work, double kT, int order) {
  detail::require_kT(kT);
  detail::require_column(work, "work");
  require(order >= 1 && order <= 3, "cumulants are taken to order 1, 2 or 3", "order", order);
  require(work.size() > static_cast<std::size_t>(order), "an order needs more work values than it counts",
          "work values", static_cast<double>(work.size()));
  const auto n = static_cast<double>(work.size());
  const double mean = pairwise_sum(work) / n;
  std::vector<double> d(work.begin(), work.end()), squares(d.size()), cubes(d.size());
  for (std::size_t i = 0; i < d.size(); ++i) {
    d[i] -= mean;
    squares[i] = d[i] * d[i];
    cubes[i] = squares[i] * d[i];
  }
  const double k2 = order >= 2 ? pairwise_sum(squares) / (n - 1) : 0;
  const double k3 = order >= 3 ? pairwise_sum(cubes) * n / ((n - 1) * (n - 2)) : 0;
  const double dF = mean - k2 / (2 * kT) + k3 / (6 * kT * kT);
  for (std::size_t i = 0; i < d.size(); ++i) {  // the influence of each value
    double x = d[i];
    if (order >= 2) x -= (squares[i] - k2) / (2 * kT);
    if (order >= 3) x += (cubes[i] - 3 * k2 * d[i] - k3) / (6 * kT * kT);
    squares[i] = x;
  }
  return {dF, estimate_mean(squares).std_error, work.size()};
}

}  // namespace stochtherm
