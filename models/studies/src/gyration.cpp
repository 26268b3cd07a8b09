#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/studies/gyration.hpp>

#include "diffusion_between.hpp"

namespace stochtherm::studies {

Gyration gyration(const models::Gyrator& model, double duration, const Run& run) {
  require(model.u != 0, "without coupling nothing gyrates", "u", model.u);
  const auto S = model.stationary_covariance();
  const auto swept = [&](const Ensemble& now, std::size_t i) {
    const auto difference = [&](const std::vector<Column>& q) {
      return q[1][i] * q[1][i] - q[0][i] * q[0][i];
    };
    const double stored = 0.5 * model.k * (difference(now.final) - difference(now.initial));
    return (now.ledger.heat[1][i] - now.ledger.heat[0][i] - stored) / model.u;
  };
  // The middle, at a whole number of steps.
  const double middle = run.dt * std::round(0.5 * duration / run.dt);
  Run watched = run;
  watched.record = {.times = {middle}, .what = {{"L", swept}}};
  const auto runs = simulate(model, Protocol::constant(0, duration), watched,
                             from_gaussian({0, 0}, {S[0][0], S[0][1], S[1][0], S[1][1]}));
  const LedgerTable& ledger = runs->ledger;

  Column L(runs->size()), rate(runs->size()), current(runs->size()), entropy(runs->size()),
      skew(runs->size());
  const double angle = model.tilt(), c = std::cos(angle), s = std::sin(angle);
  for (std::size_t i = 0; i < runs->size(); ++i) {
    L[i] = swept(*runs, i);
    rate[i] = L[i] / duration;
    current[i] = (ledger.heat[1][i] - ledger.heat[0][i]) / (2 * duration);
    entropy[i] = -(ledger.heat[0][i] / model.T1.kT + ledger.heat[1][i] / model.T2.kT) / duration;
    const double x = runs->final[0][i], y = runs->final[1][i];
    skew[i] = (c * x + s * y) * (c * y - s * x);
  }
  return {estimate_mean(rate), estimate_mean(current), estimate_mean(entropy),
          diffusion_between(runs->records["L"][0], L, duration - middle), estimate_mean(skew)};
}

}  // namespace stochtherm::studies
