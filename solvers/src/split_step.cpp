#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/solvers/fokker_planck/split_step.hpp>

#include "../kernels/sweep.hpp"

namespace stochtherm {
namespace detail {

void sweep(const SweepLines& s, std::size_t lines, double* b, double* y) {
  static const auto chosen = [] {
#if defined(STOCHTHERM_X86_KERNELS)
    const auto name = random::instruction_set();
    if (name == "avx512") return sweep_avx512;
    if (name == "avx2") return sweep_avx2;
#endif
    return sweep_baseline;
  }();
  chosen(s, lines, b, y);
}

}  // namespace detail

namespace {

constexpr std::size_t lanes = 16;

/// The lines of one axis come in blocks of neighbours. State k of line l of a block stands at l line_step + k state_step.
struct Block {
  std::size_t count, line_step, state_step;
};
Block block_of(std::size_t cells, std::size_t n, std::size_t stride) {
  return stride == 1 ? Block{cells / n, n, 1} : Block{stride, 1, stride};
}
/// Where the factors of state k of line l stand: 16 lines side by side while there are so many, else one after the other.
std::size_t packed(std::size_t line, std::size_t k, std::size_t n, std::size_t count) {
  const std::size_t group = line / lanes * lanes;
  return group + lanes <= count ? group * n + k * lanes + line % lanes : line * n + k;
}

/// 16 lines turned into n rows of 16, and back: eight rows at a time, so that what is touched stays near.
template <class Copy>
void turn(const Block& block, std::size_t n, Copy copy) {
  for (std::size_t k0 = 0; k0 < n; k0 += 8)
    for (std::size_t l = 0; l < lanes; ++l)
      for (std::size_t k = k0; k < std::min(n, k0 + 8); ++k)
        copy(k * lanes + l, l * block.line_step + k * block.state_step);
}
void gather(const double* from, const Block& block, std::size_t n, double* rows) {
  if (block.line_step == 1)
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t l = 0; l < lanes; ++l) rows[k * lanes + l] = from[k * block.state_step + l];
  else
    turn(block, n, [&](std::size_t row, std::size_t place) { rows[row] = from[place]; });
}
void scatter(const double* rows, const Block& block, std::size_t n, double* to) {
  if (block.line_step == 1)
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t l = 0; l < lanes; ++l) to[k * block.state_step + l] = rows[k * lanes + l];
  else
    turn(block, n, [&](std::size_t row, std::size_t place) { to[place] = rows[row]; });
}

}  // namespace

SplitStep::SplitStep(const Generator& g, std::vector<std::size_t> sizes, double dt)
    : sizes_(std::move(sizes)) {
  g.check();
  require_positive(dt, "the time step must be positive", "dt", "SplitStep");
  require(sizes_.size() >= 2, "a split step needs two axes or more", "axes",
          static_cast<double>(sizes_.size()), "SplitStep");
  for (std::size_t n : sizes_) strides_.push_back(cells_), cells_ *= n;
  require(cells_ == g.states, "the axes must make up the grid", "cells", static_cast<double>(cells_),
          "SplitStep");
  const std::size_t axes = sizes_.size();
  std::vector<std::vector<double>> up(axes, std::vector<double>(cells_)), down = up;
  for (const Link& link : g.links) {
    const std::size_t low = std::min(link.from, link.to), step = std::max(link.from, link.to) - low;
    const auto a =
        static_cast<std::size_t>(std::find(strides_.begin(), strides_.end(), step) - strides_.begin());
    const bool neighbours =
        a < axes && (a + 1 == axes || low % (strides_[a] * sizes_[a]) / strides_[a] + 1 < sizes_[a]);
    require(neighbours, "links must join neighbours along an axis (no periodic edges, no mobility matrix)",
            "link from", link.from, "SplitStep");
    up[a][low] += link.from == low ? link.forward : link.backward;
    down[a][low + step] += link.from == low ? link.backward : link.forward;
  }
  // What leaves the grid leaves with the last axis.
  const std::vector<double> none, exit = g.exit;
  for (std::size_t a = 0; a < axes; ++a) {
    const auto& lost = a + 1 == axes ? exit : none;
    whole_.push_back(a == 0 || a + 1 == axes ? factorise(up[a], down[a], lost, a, dt) : Axis{});
    half_.push_back(a + 1 < axes ? factorise(up[a], down[a], lost, a, dt / 2) : Axis{});
  }
}

SplitStep::Axis SplitStep::factorise(const std::vector<double>& up, const std::vector<double>& down,
                                     const std::vector<double>& exit, std::size_t a, double dt) const {
  const double scale = Sdirk2::implicit_weight * dt;
  const std::size_t n = sizes_[a];
  const Block block = block_of(cells_, n, strides_[a]);
  Axis axis{std::vector<double>(cells_), std::vector<double>(cells_), std::vector<double>(cells_)};
  for (std::size_t begin = 0; begin < cells_; begin += block.count * n)
    for (std::size_t line = 0; line < block.count; ++line) {
      double killed = 0;  // beyond the shift of 1
      for (std::size_t k = 0; k < n; ++k) {
        const std::size_t i = begin + line * block.line_step + k * block.state_step;
        const double dies = 1 + (exit.empty() ? 0 : scale * exit[i]) + killed;
        const double out = k + 1 < n ? scale * up[i] : 0,
                     in = k + 1 < n ? scale * down[i + block.state_step] : 0;
        const double inverse = 1 / (dies + out);
        const std::size_t at = begin + packed(line, k, n, block.count);
        axis.to[at] = out * inverse;
        axis.from[at] = in * inverse;
        axis.inverse[at] = inverse;
        killed = in * (dies * inverse);
      }
    }
  return axis;
}

void SplitStep::sweep(const Axis& axis, std::size_t a, std::vector<double>& p,
                      std::vector<double>& scratch) const {
  const std::size_t n = sizes_[a];
  const Block block = block_of(cells_, n, strides_[a]);
  scratch.resize(2 * lanes * n);
  double* const y = scratch.data();
  double* const rows = y + lanes * n;
  const auto factors = [&](std::size_t at, std::size_t side_by_side) {
    return detail::SweepLines{n, side_by_side, axis.to.data() + at, axis.from.data() + at,
                              axis.inverse.data() + at};
  };
  for (std::size_t begin = 0; begin < cells_; begin += block.count * n) {
    std::size_t line = 0;
    for (; line + lanes <= block.count; line += lanes) {
      double* const place = p.data() + begin + line * block.line_step;
      gather(place, block, n, rows);
      detail::sweep(factors(begin + line * n, lanes), lanes, rows, y);
      scatter(rows, block, n, place);
    }
    for (; line < block.count; ++line) {  // what does not fill a pack
      double* const place = p.data() + begin + line * block.line_step;
      for (std::size_t k = 0; k < n; ++k) rows[k] = place[k * block.state_step];
      detail::sweep(factors(begin + line * n, 1), 1, rows, y);
      for (std::size_t k = 0; k < n; ++k) place[k * block.state_step] = rows[k];
    }
  }
}

void SplitStep::advance_in_place(std::vector<double>& p, std::size_t steps) const {
  require(p.size() == cells_, "one mass per cell", "masses", static_cast<double>(p.size()), "SplitStep");
  if (steps == 0) return;
  std::vector<double> scratch;
  const std::size_t last = sizes_.size() - 1;
  sweep(half_[0], 0, p, scratch);
  for (std::size_t i = 0; i < steps; ++i) {
    for (std::size_t a = 1; a < last; ++a) sweep(half_[a], a, p, scratch);
    sweep(whole_[last], last, p, scratch);
    for (std::size_t a = last; a-- > 1;) sweep(half_[a], a, p, scratch);
    sweep(i + 1 < steps ? whole_[0] : half_[0], 0, p, scratch);
  }
}

Solved<std::vector<double>> SplitStep::advance(std::span<const double> p, std::size_t steps,
                                               const Progress& progress) const {
  for (double mass : p)
    require_not_negative(mass, "a mass must be finite and not negative", "p", "SplitStep");
  std::vector<double> masses(p.begin(), p.end());
  ProgressReporter report(progress);
  const std::size_t portion = std::max<std::size_t>(1, steps / 100);
  for (std::size_t done = 0; done < steps;) {
    const std::size_t now = progress ? std::min(portion, steps - done) : steps;
    advance_in_place(masses, now);
    done += now;
    if (!report(static_cast<double>(done) / static_cast<double>(steps)) && done < steps)
      return {std::move(masses),
              Status::cancelled,
              fmt::format("SplitStep: cancelled after step {}.", done),
              {.steps = done}};
  }
  const double lowest = *std::min_element(masses.begin(), masses.end());
  if (!std::isfinite(std::accumulate(masses.begin(), masses.end(), 0.0)))
    return {std::move(masses),
            Status::diverged,
            "SplitStep: the density left the finite numbers.",
            {.steps = steps}};
  if (lowest < -1e-13)
    return {std::move(masses),
            Status::ill_conditioned,
            "SplitStep: a mass became negative; shorten the time step, or smooth the start.",
            {.steps = steps}};
  for (double& mass : masses) mass = std::max(mass, 0.0);
  return Solved<std::vector<double>>(std::move(masses), {.steps = steps});
}

std::size_t SplitStep::bytes() const {
  std::size_t numbers = 0;
  for (const auto* axes : {&whole_, &half_})
    for (const Axis& axis : *axes) numbers += axis.to.size() + axis.from.size() + axis.inverse.size();
  return numbers * sizeof(double);
}

}  // namespace stochtherm
