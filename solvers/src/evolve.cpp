#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/jump/evolve.hpp>

#include "sparse_elimination.hpp"
#include "uniformisation.hpp"

namespace stochtherm {
namespace {

constexpr std::size_t columns = 7;
constexpr double rounding = 2e-13;  // by which the columns differ however short the step
constexpr double most_jumps = 2e4;  // that uniformisation follows one by one

double total(const std::vector<double>& p) { return std::accumulate(p.begin(), p.end(), 0.0); }

/// Implicit Euler in 1, 2, ... parts of one step, and its extrapolation.
class ExtrapolatedStep {
 public:
  ExtrapolatedStep(const Generator& g, double H) {
    for (std::size_t j = 1; j <= columns; ++j) factors_.emplace_back(g, 1.0, H / static_cast<double>(j));
  }
  /// Returns the sum of |difference| of the last two columns.
  double operator()(const std::vector<double>& p, std::vector<double>& out) const {
    std::array<std::vector<double>, columns> row;
    std::vector<double> lower;
    for (std::size_t j = 0; j < columns; ++j) {
      std::vector<double> t = p;
      for (std::size_t k = 0; k <= j; ++k) factors_[j].solve(t);
      for (std::size_t k = 0; k < j; ++k) {  // t is T_{j,k}, row[k] was T_{j-1,k}
        const double f = 1 / (static_cast<double>(j + 1) / static_cast<double>(j - k) - 1);
        std::vector<double> finer(t.size());
        for (std::size_t i = 0; i < t.size(); ++i) finer[i] = t[i] + (t[i] - row[k][i]) * f;
        row[k] = std::move(t);
        if (k + 1 == j) lower = row[k];
        t = std::move(finer);
      }
      row[j] = std::move(t);
    }
    out = std::move(row[columns - 1]);
    double error = 0;
    for (std::size_t i = 0; i < out.size(); ++i) error += std::abs(out[i] - lower[i]);
    return error;
  }

 private:
  std::vector<detail::SparseElimination> factors_;
};

/// Negative masses of the size of the error become 0, and the sum what it should be.
void settle(std::vector<double>& p, double sum) {
  for (double& mass : p) mass = std::max(mass, 0.0);
  const double factor = sum / total(p);
  for (double& mass : p) mass *= factor;
}

Solved<std::vector<double>> extrapolated(const Generator& g, std::vector<double> p, double duration,
                                         double tolerance, double rate, const Progress& progress) {
  ProgressReporter report(progress);
  const double all = total(p);
  double t = 0, H = std::min(duration, 64 / rate), error = 0;
  std::optional<ExtrapolatedStep> step;
  double built = 0;
  std::vector<double> next;
  constexpr std::size_t most_steps = 20000;
  for (std::size_t n = 0; n < most_steps; ++n) {
    if (const double left = duration - t; H >= left * (1 - 1e-12)) H = left;
    if (H != built) step.emplace(g, built = H);
    const double e = (*step)(p, next), share = std::max(tolerance * H / duration, rounding);
    const bool finite = std::isfinite(e);
    if (finite && e <= share) {
      error += e;
      p.swap(next);
      settle(p, g.absorbing() ? total(p) : all);
      t += H;
      if (t >= duration * (1 - 1e-12))
        return Solved<std::vector<double>>(std::move(p), {.steps = n + 1, .residual = error});
      if (!report(t / duration))
        return {std::move(p),
                Status::cancelled,
                fmt::format("evolve: cancelled at time {}.", t),
                {.steps = n + 1}};
      const double room = e > rounding ? std::pow(share / e, 1.0 / columns) : 16;
      if (room > 2.5) H *= std::exp2(std::floor(std::log2(std::min(room * 0.8, 16.0))));
    } else {
      H *= finite ? std::min(0.5, std::exp2(std::floor(std::log2(0.8 * std::pow(share / e, 1.0 / columns)))))
                  : 0.5;
      if (H < 1e-14 * duration) break;
    }
  }
  return {std::move(p),
          Status::step_limit,
          fmt::format("evolve: time {} of {} was reached; allow a larger tolerance.", t, duration),
          {.residual = error}};
}

}  // namespace

Solved<std::vector<double>> evolve(const Generator& g, std::span<const double> p, double duration,
                                   double tolerance, const Progress& progress) {
  g.check();
  require(p.size() == g.states, "one probability per state", "p", static_cast<double>(p.size()));
  for (double mass : p) require_not_negative(mass, "a mass must be finite and not negative", "p");
  require_not_negative(duration, "the duration must not be negative", "duration");
  require(tolerance > 1e-15 && tolerance < 1, "the tolerance lies between 1e-15 and 1", "tolerance",
          tolerance);
  std::vector<double> masses(p.begin(), p.end());
  const auto rates = escape_rates(g);
  const double rate = *std::max_element(rates.begin(), rates.end());
  require(std::isfinite(rate), "rates must add up to a finite number", "rate of leaving a state", rate);
  if (rate * duration > most_jumps)
    return extrapolated(g, std::move(masses), duration, tolerance, rate, progress);
  const double before = total(masses);
  const detail::Uniformisation flow(g);
  flow.advance(masses, duration, tolerance);
  const double lost = g.absorbing() ? tolerance : std::max(0.0, before - total(masses));
  return Solved<std::vector<double>>(std::move(masses),
                                     {.steps = static_cast<std::size_t>(rate * duration), .residual = lost});
}

}  // namespace stochtherm
