#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/thermodynamics/housekeeping.hpp>
#include <vector>

#include "information_terms.hpp"
#include "link_terms.hpp"

namespace stochtherm {
namespace {

void require_stationary(const Generator& g, std::span<const double> pi) {
  detail::require_account(g, pi, "stationary", "split_entropy_production");
  std::vector<double> change(g.states);
  apply(g, pi, change);
  double net = 0, flow = 0;
  for (double c : change) net += std::abs(c);
  for (const Link& link : g.links) flow += detail::fluxes(link, pi).sum();
  require(net <= 1e-8 * flow, "the reference masses must be stationary", "net flow over all flow", net / flow,
          "split_entropy_production");
}

/// rate p of a jump from i to j, against the flux that the same jump has in another process.
double relative_entropy(double rate, double p, double other) {
  return detail::kullback_leibler_term(rate * p, other);
}

}  // namespace

EntropyProductionSplit split_entropy_production(const Generator& g, std::span<const double> p,
                                                std::span<const double> pi) {
  detail::require_account(g, p, "p");
  require_stationary(g, pi);
  std::vector<double> ratio(g.states);  // p/pi
  for (std::size_t i = 0; i < g.states; ++i) {
    require(pi[i] > 0 || p[i] == 0, "the stationary masses must be positive wherever p is", "state",
            static_cast<double>(i));
    ratio[i] = p[i] == 0 ? 0 : p[i] / pi[i];
  }
  const std::size_t links = g.links.size();
  // The dual process has the stationary currents turned round: rate i -> j is that of j -> i times pi_j/pi_i.
  const auto housekeeping = [&](std::size_t l) {
    const auto& [i, j, forward, backward, reservoir] = g.links[l];
    return relative_entropy(forward, p[i], backward * pi[j] * ratio[i]) +
           relative_entropy(backward, p[j], forward * pi[i] * ratio[j]);
  };
  const auto excess = [&](std::size_t l) {
    const auto& [i, j, forward, backward, reservoir] = g.links[l];
    return relative_entropy(forward, p[i], forward * pi[i] * ratio[j]) +
           relative_entropy(backward, p[j], backward * pi[j] * ratio[i]);
  };
  return {detail::pairwise(0, links, housekeeping), detail::pairwise(0, links, excess)};
}

}  // namespace stochtherm
