#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/fokker_planck/chain.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/thermodynamics/rates.hpp>

namespace stochtherm {

ChainFactorisation::ChainFactorisation(const ChainGenerator& g, double shift, double scale)
    : to_next_(g.size() - 1),
      to_last_(g.size() - 1),
      from_next_(g.size() - 1),
      from_last_(g.size() - 1),
      inverse_pivot_(g.size() - 1),
      ring_(g.ring) {
  g.check();
  require_not_negative(shift, "the shift must not be negative", "shift");
  require_positive(scale, "the scale must be positive", "scale");
  const std::size_t last = g.size() - 1;
  double killed = shift + (g.ring ? 0 : scale * g.down[0]);  // rate out of the system, of the current state
  double last_killed = shift + (g.ring ? 0 : scale * g.up[last]);  // the same of the last state
  double out_to_last = g.ring ? scale * g.down[0] : 0;             // rate to the last state
  double last_to_this = g.ring ? scale * g.up[last] : 0;           // rate from the last state
  for (std::size_t i = 0; i < last; ++i) {
    double out_to_next = scale * g.up[i];
    if (i + 1 == last) {  // the next state is the last one: one link, not two
      out_to_last += out_to_next;
      out_to_next = 0;
      last_to_this += scale * g.down[last];
    }
    const double pivot = killed + out_to_next + out_to_last;
    const double inverse = 1 / pivot;
    regular_ = regular_ && std::isfinite(inverse) && pivot > 0 && inverse > 0;
    const double next_to_this = i + 1 == last ? 0 : scale * g.down[i + 1];
    to_next_[i] = out_to_next * inverse;
    to_last_[i] = out_to_last * inverse;
    from_next_[i] = next_to_this * inverse;
    from_last_[i] = last_to_this * inverse;
    inverse_pivot_[i] = inverse;
    // Whoever stepped to the removed state now goes where that state would have sent them.
    const double dies = killed * inverse;
    killed = shift + next_to_this * dies;
    last_killed += last_to_this * dies;
    out_to_last = next_to_this * to_last_[i];
    last_to_this *= to_next_[i];
  }
  last_inverse_pivot_ = 1 / last_killed;  // infinite, and unused, when nothing is ever lost
}

void ChainFactorisation::solve(std::span<double> b) const {
  const std::size_t last = inverse_pivot_.size();
  double at_last = b[last];
  if (ring_) {
    for (std::size_t i = 0; i < last; ++i) {
      if (i + 1 < last) b[i + 1] += to_next_[i] * b[i];
      at_last += to_last_[i] * b[i];
    }
  } else {
    for (std::size_t i = 0; i + 1 < last; ++i) b[i + 1] += to_next_[i] * b[i];
    at_last += to_last_[last - 1] * b[last - 1];
  }
  b[last] = at_last * last_inverse_pivot_;
  b[last - 1] = b[last - 1] * inverse_pivot_[last - 1] + from_last_[last - 1] * b[last];
  if (ring_)
    for (std::size_t i = last - 1; i-- > 0;)
      b[i] = b[i] * inverse_pivot_[i] + from_next_[i] * b[i + 1] + from_last_[i] * b[last];
  else
    for (std::size_t i = last - 1; i-- > 0;) b[i] = b[i] * inverse_pivot_[i] + from_next_[i] * b[i + 1];
}

void ChainFactorisation::solve_transposed(std::span<double> r) const {
  const std::size_t last = inverse_pivot_.size();
  for (std::size_t i = 0; i < last; ++i) {
    if (i + 1 < last) r[i + 1] += from_next_[i] * r[i];
    r[last] += from_last_[i] * r[i];
  }
  r[last] *= last_inverse_pivot_;
  for (std::size_t i = last; i-- > 0;)
    r[i] = r[i] * inverse_pivot_[i] + (i + 1 < last ? to_next_[i] * r[i + 1] : 0) + to_last_[i] * r[last];
}

std::vector<double> ChainFactorisation::null_vector() const {
  const std::size_t last = inverse_pivot_.size();
  // Masses on both sides of a deep valley may differ by more than a double can hold from those within: each carries a
  // power of two, p_i = mass_i 2^(power_i), until the largest is known.
  std::vector<double> p(last + 1);
  std::vector<int> power(last + 1);
  p[last] = 1;
  int highest = 0;
  for (std::size_t i = last; i-- > 0;) {
    power[i] = i + 1 < last ? power[i + 1] : 0;
    p[i] = (i + 1 < last ? from_next_[i] * p[i + 1] : 0) + std::ldexp(from_last_[i], -power[i]);
    if (p[i] > 0 && (p[i] < 1e-100 || p[i] > 1e100)) {
      int shift = 0;
      p[i] = std::frexp(p[i], &shift);
      power[i] += shift;
    }
    highest = std::max(highest, power[i]);
  }
  for (std::size_t i = 0; i <= last; ++i) p[i] = std::ldexp(p[i], power[i] - highest);
  const double sum = pairwise_sum(p);
  for (double& mass : p) mass /= sum;
  return p;
}

Solved<std::vector<double>> stationary(const ChainGenerator& generator) {
  generator.check();
  require(!generator.absorbing(), "a stationary state needs edges that lose nothing", "edge", "absorbing");
  const ChainFactorisation factors(generator, 0, 1);
  std::vector<double> p = factors.regular() ? factors.null_vector() : std::vector<double>(generator.size());
  bool good = factors.regular();
  for (double mass : p) good = good && std::isfinite(mass);
  if (!good)
    return {std::move(p), Status::ill_conditioned,
            "stationary: the rates vanish between some states, so the stationary state is not unique; join "
            "the parts "
            "or raise the temperature."};
  return Solved<std::vector<double>>(std::move(p));
}

Solved<std::vector<double>> mean_absorption_time(const ChainGenerator& generator) {
  generator.check();
  require(generator.absorbing(), "a first passage needs an absorbing edge", "edges", "none absorbing");
  const ChainFactorisation factors(generator, 0, 1);
  std::vector<double> tau(generator.size(), 1.0);
  factors.solve_transposed(tau);
  bool good = factors.regular();
  for (double t : tau) good = good && std::isfinite(t) && t > 0;
  if (!good)
    return {std::move(tau), Status::ill_conditioned,
            "mean_absorption_time: the absorbing edge cannot be reached within the range of a double; lower "
            "the barrier "
            "or raise the temperature."};
  return Solved<std::vector<double>>(std::move(tau));
}

double current(const ChainGenerator& g, std::span<const double> p, std::size_t i) {
  require(p.size() == g.size(), "one probability per state", "probabilities", static_cast<double>(p.size()));
  require(i < g.size(), "the link must exist", "link", static_cast<double>(i));
  if (i + 1 < g.size()) return g.up[i] * p[i] - g.down[i + 1] * p[i + 1];
  return g.up[i] * p[i] - (g.ring ? g.down[0] * p[0] : 0);
}

double entropy_production(const ChainGenerator& g, std::span<const double> p) {
  require(p.size() == g.size(), "one probability per state", "probabilities", static_cast<double>(p.size()));
  require(!g.absorbing(), "entropy production needs edges that lose nothing", "edge", "absorbing");
  const std::size_t n = g.size(), links = g.ring ? n : n - 1;
  std::vector<double> terms(links);
  for (std::size_t i = 0; i < links; ++i) {
    const std::size_t j = (i + 1) % n;
    terms[i] = entropy_production(g.up[i] * p[i], g.down[j] * p[j]);
  }
  return pairwise_sum(terms);
}

}  // namespace stochtherm
