#include "../kernels/chain.hpp"

#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/fokker_planck/chain.hpp>
#include <stochtherm/statistics/estimate.hpp>
#include <stochtherm/thermodynamics/rates.hpp>

namespace stochtherm {

namespace {

constexpr std::size_t block = 8;

/// x_k += a_{k-1} x_{k-1} for eight arrivals k, k + 1, ..., where state k stands at x[stride k] and `carry` is x_{k-1}. All but
/// one product and one sum wait for nothing outside the block.
template <int stride>
[[gnu::always_inline]] inline void forward_block(double* x, const double* a, const double* product,
                                                 std::ptrdiff_t k, double& carry) {
  double t[block];
  t[0] = x[stride * k];
  for (std::ptrdiff_t i = 1; i < 8; ++i) t[i] = x[stride * (k + i)] + a[k + i - 1] * t[i - 1];
  for (std::ptrdiff_t i = 0; i < 8; ++i) x[stride * (k + i)] = t[i] + product[k + i] * carry;
  carry = t[7] + product[k + 7] * carry;
}
/// x_k = x_k inverse_k + a_k x_{k+1} for k, k - 1, ...; `carry` is x_{k+1}.
template <int stride>
[[gnu::always_inline]] inline void backward_block(double* x, const double* a, const double* inverse,
                                                  const double* product, std::ptrdiff_t k, double& carry) {
  double t[block];
  t[0] = x[stride * k] * inverse[k];
  for (std::ptrdiff_t i = 1; i < 8; ++i) t[i] = x[stride * (k - i)] * inverse[k - i] + a[k - i] * t[i - 1];
  for (std::ptrdiff_t i = 0; i < 8; ++i) x[stride * (k - i)] = t[i] + product[k - i] * carry;
  carry = t[7] + product[k - 7] * carry;
}

}  // namespace

ChainFactorisation::ChainFactorisation(const ChainGenerator& g, double shift, double scale) {
  g.check();
  refactorise(g, shift, scale);
  prepare();
}

void ChainFactorisation::refactorise(const ChainGenerator& g, double shift, double scale) {
  require_not_negative(shift, "the shift must not be negative", "shift");
  require_positive(scale, "the scale must be positive", "scale");
  const std::size_t n = g.size();
  ring_ = g.ring;
  regular_ = true;
  const auto resize = [&](Side& side, std::size_t size) {
    for (auto* column : {&side.to, &side.from, &side.inverse_pivot}) column->resize(size);
    for (auto* column : {&side.to_last, &side.from_last}) column->resize(ring_ ? size : 0);
    side.forward_product.clear(), side.backward_product.clear();
  };
  resize(left_, ring_ ? n - 1 : n / 2);
  resize(right_, ring_ ? 0 : n - 1 - n / 2);
  if (ring_)
    factorise_ring(g, shift, scale);
  else
    factorise_line(g, shift, scale);
}

void ChainFactorisation::factorise_line(const ChainGenerator& g, double shift, double scale) {
  const std::size_t n = g.size(), m = left_.size();
  double left_killed = shift + scale * g.down[0], right_killed = shift + scale * g.up[n - 1], worst = 1;
  const auto eliminate = [&](Side& side, std::size_t k, double out, double in, double& killed) {
    const double inverse = 1 / (killed + out);
    side.to[k] = out * inverse;
    side.from[k] = in * inverse;
    side.inverse_pivot[k] = inverse;
    worst = inverse > 0 && inverse <= std::numeric_limits<double>::max() ? worst : 0;
    killed = shift +
             in * (killed * inverse);  // whoever stepped here now goes where this state would have sent them
  };
  const auto left = [&](std::size_t k) {
    eliminate(left_, k, scale * g.up[k], scale * g.down[k + 1], left_killed);
  };
  const auto right = [&](std::size_t k) {
    eliminate(right_, k, scale * g.down[n - 1 - k], scale * g.up[n - 2 - k], right_killed);
  };
  const std::size_t both = std::min(m, right_.size());
  for (std::size_t k = 0; k < both; ++k) left(k), right(k);
  for (std::size_t k = both; k < m; ++k) left(k);
  for (std::size_t k = both; k < right_.size(); ++k) right(k);
  // The middle state dies by `shift` once, and by way of either side.
  last_inverse_pivot_ = 1 / (left_killed + (right_killed - shift));
  regular_ = worst > 0;
}

void ChainFactorisation::factorise_ring(const ChainGenerator& g, double shift, double scale) {
  const std::size_t last = g.size() - 1;
  double killed = shift,
         last_killed = shift;  // rates out of the system, of the current state and of the last one
  double out_to_last = scale * g.down[0], last_to_this = scale * g.up[last];
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
    left_.to[i] = out_to_next * inverse;
    left_.to_last[i] = out_to_last * inverse;
    left_.from[i] = next_to_this * inverse;
    left_.from_last[i] = last_to_this * inverse;
    left_.inverse_pivot[i] = inverse;
    // Whoever stepped to the removed state now goes where that state would have sent them.
    const double dies = killed * inverse;
    killed = shift + next_to_this * dies;
    last_killed += last_to_this * dies;
    out_to_last = next_to_this * left_.to_last[i];
    last_to_this *= left_.to[i];
  }
  last_inverse_pivot_ = 1 / last_killed;  // infinite, and unused, when nothing is ever lost
}

void ChainFactorisation::prepare() {
  for (Side* side : {&left_, &right_}) {
    const std::size_t n = side->size();
    side->forward_product.resize(n), side->backward_product.resize(n);
    for (std::size_t k = 1; k < n; ++k)
      side->forward_product[k] = side->to[k - 1] * ((k - 1) % block == 0 ? 1 : side->forward_product[k - 1]);
    for (std::size_t r = 0; r < n; ++r) {  // counted from the middle
      const std::size_t k = n - 1 - r;
      side->backward_product[k] = side->from[k] * (r % block == 0 ? 1 : side->backward_product[k + 1]);
    }
  }
}

void ChainFactorisation::substitute(std::span<double> b, bool transposed) const {
  const auto towards = [&](const Side& side) { return transposed ? side.from.data() : side.to.data(); };
  const auto away = [&](const Side& side) { return transposed ? side.to.data() : side.from.data(); };
  const auto L = static_cast<std::ptrdiff_t>(left_.size()), R = static_cast<std::ptrdiff_t>(right_.size());
  double* const x = b.data();
  double* const y = x + b.size() - 1;
  double& middle = x[L];
  const bool blocks = !transposed && !left_.forward_product.empty();
  const double *a = towards(left_), *c = towards(right_);
  std::ptrdiff_t k = 1, j = 1;  // arrivals, L - 1 and R - 1 of them
  double left = x[0],
         right = R > 0 ? y[0] : 0;  // the values last known: in registers, not read back from memory
  const auto step_left = [&] { left = x[k] += a[k - 1] * left, ++k; };
  const auto step_right = [&] { right = y[-j] += c[j - 1] * right, ++j; };
  if (blocks) {
    const double *p = left_.forward_product.data(), *q = right_.forward_product.data();
    for (; k + 8 <= L && j + 8 <= R; k += 8, j += 8) {
      forward_block<1>(x, a, p, k, left);
      forward_block<-1>(y, c, q, j, right);
    }
  }
  while (k < L && j < R) step_left(), step_right();
  while (k < L) step_left();
  while (j < R) step_right();
  if (ring_) {
    const std::vector<double>& to_last = transposed ? left_.from_last : left_.to_last;
    for (std::ptrdiff_t i = 0; i < L; ++i) middle += to_last[static_cast<std::size_t>(i)] * x[i];
  } else {
    if (L > 0) middle += a[L - 1] * left;
    if (R > 0) middle += c[R - 1] * right;
  }
  middle *= last_inverse_pivot_;

  a = away(left_), c = away(right_);
  const double *u = left_.inverse_pivot.data(), *v = right_.inverse_pivot.data();
  k = L - 1, j = R - 1;
  if (ring_) {  // what comes from the last state has nothing to wait for
    const std::vector<double>& from_last = transposed ? left_.to_last : left_.from_last;
    double next = 0;
    for (; k >= 0; --k) {
      const auto i = static_cast<std::size_t>(k);
      next = x[k] = x[k] * u[k] + from_last[i] * middle + a[k] * next;
    }
    return;
  }
  left = right = middle;
  const auto back_left = [&] { left = x[k] = x[k] * u[k] + a[k] * left, --k; };
  const auto back_right = [&] { right = y[-j] = y[-j] * v[j] + c[j] * right, --j; };
  if (blocks) {
    const double *p = left_.backward_product.data(), *q = right_.backward_product.data();
    for (; k >= 7 && j >= 7; k -= 8, j -= 8) {
      backward_block<1>(x, a, u, p, k, left);
      backward_block<-1>(y, c, v, q, j, right);
    }
  }
  while (k >= 0 && j >= 0) back_left(), back_right();
  while (k >= 0) back_left();
  while (j >= 0) back_right();
}

void ChainFactorisation::solve(std::span<double> b) const { substitute(b, false); }
void ChainFactorisation::solve_transposed(std::span<double> r) const { substitute(r, true); }

void ChainFactorisation::solve(std::span<double> b, std::size_t count) const {
  const std::size_t n = left_.size() + right_.size() + 1, L = left_.size();
  require(count > 0 && b.size() == n * count, "every right-hand side has one number per state", "numbers",
          static_cast<double>(b.size()));
  if (ring_) {
    std::vector<double> one(n);
    for (std::size_t k = 0; k < count; ++k) {
      for (std::size_t i = 0; i < n; ++i) one[i] = b[i * count + k];
      solve(one);
      for (std::size_t i = 0; i < n; ++i) b[i * count + k] = one[i];
    }
    return;
  }
  detail::chain_batch({.n = n,
                       .left = L,
                       .to = {left_.to.data(), right_.to.data()},
                       .from = {left_.from.data(), right_.from.data()},
                       .inverse = {left_.inverse_pivot.data(), right_.inverse_pivot.data()},
                       .last_inverse = last_inverse_pivot_},
                      b.data(), count);
}

std::vector<double> ChainFactorisation::null_vector() const {
  const std::size_t n = left_.size() + right_.size() + 1, L = left_.size();
  // Masses on both sides of a deep valley may differ by more than a double can hold from those within: each carries a
  // power of two, p_i = mass_i 2^(power_i), until the largest is known.
  std::vector<double> p(n);
  std::vector<int> power(n);
  p[L] = 1;
  int highest = 0;
  const auto settle = [&](std::size_t i) {
    if (p[i] > 0 && (p[i] < 1e-100 || p[i] > 1e100)) {
      int shift = 0;
      p[i] = std::frexp(p[i], &shift);
      power[i] += shift;
    }
    highest = std::max(highest, power[i]);
  };
  for (std::size_t k = L; k-- > 0;) {
    power[k] = ring_ && k + 1 == L ? 0 : power[k + 1];
    p[k] = (ring_ && k + 1 == L ? 0 : left_.from[k] * p[k + 1]) +
           (ring_ ? std::ldexp(left_.from_last[k], -power[k]) : 0);
    settle(k);
  }
  for (std::size_t k = right_.size(); k-- > 0;) {
    const std::size_t i = n - 1 - k;
    power[i] = power[i - 1];
    p[i] = right_.from[k] * p[i - 1];
    settle(i);
  }
  for (std::size_t i = 0; i < n; ++i) p[i] = std::ldexp(p[i], power[i] - highest);
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
