#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/studies/carried_chains.hpp>

#include "sequence.hpp"

namespace stochtherm::studies {
namespace {

using models::RestrictedBoltzmann;

/// from + share (to - from).
RestrictedBoltzmann between(const RestrictedBoltzmann& from, const RestrictedBoltzmann& to, double share) {
  if (share == 1) return to;  // to the last bit
  RestrictedBoltzmann m = to;
  const auto mix = [share](const std::vector<double>& a, std::vector<double>& b) {
    for (std::size_t k = 0; k < b.size(); ++k) b[k] = a[k] + share * (b[k] - a[k]);
  };
  mix(from.W, m.W), mix(from.b, m.b), mix(from.c, m.c);
  return m;
}

}  // namespace

Solved<CarriedChains> carry_chains(std::span<const RestrictedBoltzmann> path, std::size_t steps,
                                   std::size_t chains, Seed seed, const Progress& progress) {
  const auto count = [](std::size_t n) { return static_cast<double>(n); };
  require(path.size() >= 2, "a path has two ends", "path", count(path.size()), "carry_chains");
  require(steps >= 1, "there is a step at least between two machines", "steps", count(steps), "carry_chains");
  require(chains >= 1, "there is a chain to carry", "chains", count(chains), "carry_chains");
  const RestrictedBoltzmann& first = path.front();
  for (const auto& m : path) {
    m.require_valid("carry_chains");
    require(m.visible == first.visible && m.hidden == first.hidden && m.units == first.units,
            "the machines of a path are of one kind and size", "units", count(m.visible + m.hidden),
            "carry_chains");
  }
  for (double w : first.W) require(w == 0, "the first machine has no weights", "W", w, "carry_chains");

  struct Chain {
    std::vector<double> v, h;
    Uniforms u;
    double energy = 0;
  };
  const double low = first.low();
  const auto draw = [low](const RestrictedBoltzmann& m, const std::vector<double>& field,
                          std::vector<double>& state, Uniforms& u) {
    for (std::size_t k = 0; k < state.size(); ++k) state[k] = u() < m.upper(field[k]) ? 1 : low;
  };
  std::vector<Chain> all;
  CarriedChains result{.work = std::vector<double>(chains, 0.0), .heat = {}, .energy_change = {}};
  result.heat = result.work;
  for (std::size_t k = 0; k < chains; ++k) {
    all.push_back({std::vector<double>(first.visible, 0.0), std::vector<double>(first.hidden, 0.0),
                   Uniforms(seed, random::Stream::thermal, k)});
    auto& chain = all.back();
    draw(first, first.b, chain.v, chain.u), draw(first, first.c, chain.h, chain.u);
    chain.energy = first.energy(chain.v, chain.h);
    result.energy_change.push_back(-chain.energy);
  }
  std::vector<double> field_v(first.visible, 0.0), field_h(first.hidden, 0.0);
  ProgressReporter report(progress);
  for (std::size_t p = 1; p < path.size(); ++p)
    for (std::size_t s = 1; s <= steps; ++s) {
      if (!report((count(p - 1) + count(s - 1) / count(steps)) / count(path.size() - 1)))
        return {{}, Status::cancelled, "Cancelled before the chains came to the end of the path."};
      const auto m = between(path[p - 1], path[p], count(s) / count(steps));
      for (std::size_t k = 0; k < chains; ++k) {
        auto& [v, h, u, energy] = all[k];
        const double moved = m.energy(v, h);
        result.work[k] += moved - energy;
        m.hidden_field(v, field_h), draw(m, field_h, h, u);
        m.visible_field(h, field_v), draw(m, field_v, v, u);
        // The field of the visible units is at hand: E = -sum_i v_i x_i - sum_j c_j h_j.
        energy = -std::inner_product(v.begin(), v.end(), field_v.begin(), 0.0) -
                 std::inner_product(h.begin(), h.end(), m.c.begin(), 0.0);
        result.heat[k] += energy - moved;
      }
    }
  for (std::size_t k = 0; k < chains; ++k) result.energy_change[k] += path.back().energy(all[k].v, all[k].h);
  return Solved(std::move(result));
}

}  // namespace stochtherm::studies
