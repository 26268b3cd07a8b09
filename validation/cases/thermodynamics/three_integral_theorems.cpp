// Total, transition and housekeeping entropy: a dragged trap and a driven ring of three states, both sampled exactly.
#include <array>
#include <cmath>
#include <stochtherm/thermodynamics/hatano_sasa.hpp>
#include <stochtherm/thermodynamics/integral_fluctuation_theorem.hpp>
#include <stochtherm/validation/case.hpp>

#include "samples.hpp"

namespace stochtherm::validation {
namespace {

/// k = gamma = kT = 1, y the distance from the trap: y' = -(y + v) + sqrt(2) xi, steady state N(-v, 1). The speed jumps
/// twice. The speed is odd under time reversal, so there is no housekeeping theorem here.
void drag(const Effort& effort, double unit, Verdict& verdict) {
  struct Stretch {
    double v, duration;
  };
  const double v0 = 0.5;
  const Stretch stretches[] = {{1.2, 0.7}, {0.6, 0.5}};
  const auto phi = [=](double y, double v) { return 0.5 * (y + v) * (y + v) / unit; };
  const std::size_t n = effort.samples(400'000);
  std::vector<double> Y(n), first_jump(n), total(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double start = -v0 + normal(effort, i, 0);
    double y = start, v = v0, mean = -v0, medium = 0;
    std::uint64_t draw = 0;
    for (const Stretch& s : stretches) {
      Y[i] += phi(y, s.v) - phi(y, v);
      if (draw == 0) first_jump[i] = Y[i];
      v = s.v;
      // u = y + v and its time integral are jointly normal.
      const double e = std::exp(-s.duration), u = y + v;
      const double var_u = 1 - e * e, cov = (1 - e) * (1 - e),
                   var_integral = 2 * (s.duration - 2 * (1 - e) + 0.5 * (1 - e * e));
      const double z1 = normal(effort, i, 1, draw), z2 = normal(effort, i, 2, draw);
      const double noise = std::sqrt(var_u) * z1;
      const double integral =
          u * (1 - e) + cov / var_u * noise + std::sqrt(var_integral - cov * cov / var_u) * z2;
      const double next = e * u + noise - v;
      // Work of the moving trap, -v times the integral of y, less what is stored.
      medium += -v * (integral - v * s.duration) - 0.5 * (next * next - y * y);
      mean = -v + (mean + v) * e;
      y = next;
      ++draw;
    }
    // The true density stays normal with variance 1.
    total[i] = medium + 0.5 * (y - mean) * (y - mean) - 0.5 * (start + v0) * (start + v0);
  }
  const double dv = stretches[0].v - v0;
  // At a tenth of the effort the standard errors are below 0.01.
  verdict.checks.push_back(
      statistical("trap: ⟨exp(−Δs_total)⟩", integral_fluctuation_theorem(total).average, 1, 0.1));
  verdict.checks.push_back(statistical("trap: ⟨exp(−Y)⟩", hatano_sasa(Y).average, 1, 0.05));
  verdict.checks.push_back(
      statistical("trap: ⟨Y⟩ of the first change of speed", estimate_mean(first_jump), 0.5 * dv * dv, 0.05));
  verdict.checks.push_back(
      statistical("trap: Var Y of the first change of speed", estimate_variance(first_jump), dv * dv, 0.05));
}

using Masses = std::array<double, 3>;

/// Three states on a ring with energies and a force around it; rates exp[(E_i - E_j)/2 +- f/6] per hop.
struct Ring {
  Masses energy;
  double force;
  /// From i, forwards (+1) or backwards (-1).
  [[nodiscard]] double rate(std::size_t i, int step) const {
    return std::exp(0.5 * (energy[i] - energy[to(i, step)]) + step * force / 6);
  }
  [[nodiscard]] static std::size_t to(std::size_t i, int step) { return (i + (step > 0 ? 1 : 2)) % 3; }
  /// p' = W p.
  [[nodiscard]] Masses flow(const Masses& p) const {
    Masses dp{};
    for (std::size_t i = 0; i < 3; ++i)
      for (int step : {1, -1}) {
        const double J = rate(i, step) * p[i];
        dp[i] -= J;
        dp[to(i, step)] += J;
      }
    return dp;
  }
  /// By spanning trees: for state i, the three ways in which the two others can lead to it.
  [[nodiscard]] Masses steady() const {
    Masses p{};
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const std::size_t a = to(i, 1), b = to(i, -1);
      p[i] = rate(a, -1) * rate(b, 1) + rate(a, -1) * rate(b, -1) + rate(b, 1) * rate(a, 1);
      sum += p[i];
    }
    for (double& mass : p) mass /= sum;
    return p;
  }
  /// exp(W t) p: Taylor series over short pieces, to rounding.
  [[nodiscard]] Masses evolve(Masses p, double t) const {
    const int pieces = 64;
    for (int k = 0; k < pieces; ++k) {
      Masses term = p;
      for (int j = 1; j <= 20; ++j) {
        term = flow(term);
        for (std::size_t i = 0; i < 3; ++i) p[i] += term[i] *= t / pieces / j;
      }
    }
    return p;
  }
};

void turn(const Effort& effort, double unit, Verdict& verdict) {
  const Ring before{{0, 0.4, -0.3}, 0.8};
  const Ring stretches[] = {{{0.5, -0.6, 0.2}, 1.5}, {{-0.4, 0.3, 0.3}, 1.1}};
  const double durations[] = {0.6, 0.4};
  const auto phi = [=](const Masses& p, std::size_t x) { return -std::log(p[x]) / unit; };
  const std::size_t n = effort.samples(400'000);
  std::vector<double> Y(n), dphi(n), medium(n), total(n);
  const Masses start = before.steady(), middle = stretches[0].steady(), last = stretches[1].steady();
  const Masses end = stretches[1].evolve(stretches[0].evolve(start, durations[0]), durations[1]);
  for (std::size_t i = 0; i < n; ++i) {
    const double u = uniform(effort, i, 3);
    std::size_t x = u < start[0] ? 0 : u < start[0] + start[1] ? 1 : 2;
    const std::size_t from = x;
    std::uint64_t draw = 0;
    for (int k = 0; k < 2; ++k) {
      const Ring& ring = stretches[k];
      Y[i] += k == 0 ? phi(middle, x) - phi(start, x) : phi(last, x) - phi(middle, x);
      for (double t = 0;;) {
        const double forwards = ring.rate(x, 1), all = forwards + ring.rate(x, -1);
        t -= std::log(uniform(effort, i, 4, draw)) / all;
        if (t > durations[k]) break;
        const int step = uniform(effort, i, 5, draw) * all < forwards ? 1 : -1;
        const std::size_t next = Ring::to(x, step);
        medium[i] += std::log(ring.rate(x, step) / ring.rate(next, -step));
        x = next;
        ++draw;
      }
      ++draw;
    }
    dphi[i] = phi(last, x) - phi(start, from);
    total[i] = medium[i] - std::log(end[x]) + std::log(start[from]);
  }
  const auto split = split_medium_entropy(medium, Y, dphi);
  verdict.checks.push_back(
      statistical("ring: ⟨exp(−Δs_total)⟩", integral_fluctuation_theorem(total).average, 1, 0.1));
  verdict.checks.push_back(statistical("ring: ⟨exp(−Y)⟩", hatano_sasa(Y).average, 1, 0.05));
  verdict.checks.push_back(statistical("ring: ⟨exp(−housekeeping)⟩",
                                       integral_fluctuation_theorem(split.housekeeping).average, 1, 0.1));
}

/// `unit`: in what phi is counted, 1 nat is the truth.
Verdict compare(const Effort& effort, double unit) {
  Verdict verdict;
  drag(effort, unit, verdict);
  turn(effort, unit, verdict);
  verdict.remarks.emplace_back(
      "Positions and work of the trap come from their exact joint distribution, the ring's jumps "
      "from exponential waiting times: no step size enters.");
  return verdict;
}

const Registered registered{{
    .name = "thermodynamics/three_integral_theorems",
    .claim = "Total entropy, Hatano and Sasa's Y and the housekeeping entropy each fulfil an integral "
             "fluctuation theorem "
             "on a ring whose rates are switched; a trap whose speed jumps fulfils the first two, with the "
             "known mean and "
             "variance of Y.",
    .equation = "⟨exp(−Δs_{tot})⟩ = ⟨exp(−Y)⟩ = ⟨exp(−Δs_{hk})⟩ = 1",
    .source = "hatanosasa2001, speckseifert2005, seifert2005, esposito2010",
    .tags = {"statistical"},
    .statistical_checks = 7,
    .check = [](const Effort& effort) { return compare(effort, 1); },
    .sabotage = {.description = "φ is counted in bits: −log_{2} p_{ss} for −ln p_{ss}.",
                 .check = [](const Effort& effort) { return compare(effort, 0.6931471805599453); }},
}};

}  // namespace
}  // namespace stochtherm::validation
