#include "current_moments.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/fill.hpp>
#include <string>

#include "../kernels/current_moments.hpp"

namespace stochtherm {

namespace detail {

CurrentKernels current_kernels() {
#if defined(STOCHTHERM_X86_KERNELS)
  const std::string_view isa = random::instruction_set();
  if (isa == "avx512") return current_kernels_avx512();
  if (isa == "avx2") return current_kernels_avx2();
#endif
  return current_kernels_baseline();
}

CurrentFunctions::CurrentFunctions(std::size_t coordinates, CurrentBasis chosen)
    : coordinates_(coordinates), basis_(std::move(chosen)) {
  require(coordinates >= 1 && coordinates <= 64, "a path has 1 to 64 coordinates", "coordinates",
          static_cast<double>(coordinates), "CurrentMoments");
  require(basis_.degree <= 8, "the degree is at most 8", "degree", static_cast<double>(basis_.degree),
          "CurrentMoments");
  require(basis_.periods.empty() || basis_.periods.size() == coordinates,
          "one period for each coordinate, or none", "periods", static_cast<double>(basis_.periods.size()),
          "CurrentMoments");
  for (double p : basis_.periods)
    require_not_negative(p, "a period is positive, or 0 for none", "period", "CurrentMoments");
  if (basis_.constant) powers_.emplace_back(coordinates, 0);
  // Monomials of the coordinates without a period, by total degree.
  const auto grow = [&](auto&& self, std::vector<std::size_t> power, std::size_t from,
                        std::size_t left) -> void {
    if (left == 0) {
      powers_.push_back(std::move(power));
      return;
    }
    for (std::size_t d = from; d < coordinates; ++d) {
      if (periodic(d)) continue;
      auto next = power;
      ++next[d];
      self(self, std::move(next), d, left - 1);
    }
  };
  for (std::size_t degree = 1; degree <= basis_.degree; ++degree)
    grow(grow, std::vector<std::size_t>(coordinates, 0), 0, degree);
  for (std::size_t d = 0; d < coordinates; ++d)
    for (std::size_t m = 1; periodic(d) && m <= basis_.degree; ++m)
      waves_.push_back({d, static_cast<double>(m)});
  require(size() >= 1, "the basis needs at least one function", "functions", 0, "CurrentMoments");
  require(size() * coordinates <= 512, "the basis may give at most 512 currents", "currents",
          static_cast<double>(size() * coordinates), "CurrentMoments");
}

void CurrentFunctions::evaluate(const double* const* middle, std::size_t steps, std::size_t stride,
                                double* room, const double** phi) const {
  std::size_t a = 0;
  for (const auto& power : powers_) {
    const std::size_t degree = [&] {
      std::size_t sum = 0;
      for (std::size_t p : power) sum += p;
      return sum;
    }();
    if (degree == 0) {
      phi[a++] = nullptr;
      continue;
    }
    if (degree == 1) {
      phi[a++] = middle[static_cast<std::size_t>(std::find(power.begin(), power.end(), 1U) - power.begin())];
      continue;
    }
    double* out = room + a * stride;
    std::fill(out, out + steps, 1.0);
    for (std::size_t d = 0; d < coordinates_; ++d)
      for (std::size_t p = 0; p < power[d]; ++p)
        for (std::size_t i = 0; i < steps; ++i) out[i] *= middle[d][i];
    phi[a++] = out;
  }
  for (const Wave& w : waves_) {
    double *cosine = room + a * stride, *sine = cosine + stride;
    const double k = 2 * std::numbers::pi * w.times / basis_.periods[w.coordinate];
    for (std::size_t i = 0; i < steps; ++i) {
      cosine[i] = std::cos(k * middle[w.coordinate][i]);
      sine[i] = std::sin(k * middle[w.coordinate][i]);
    }
    phi[a++] = cosine;
    phi[a++] = sine;
  }
}

}  // namespace detail

CurrentMoments::State::State(std::size_t coordinates, CurrentBasis basis)
    : functions(coordinates, std::move(basis)), n(functions.size() * coordinates), last(coordinates) {}

void CurrentMoments::State::close_block() {
  if (open.steps < block) return;
  blocks.push_back(std::move(open));
  open = {0, std::vector<double>(n), std::vector<double>(n * n)};
  if (blocks.size() < 128) return;
  for (std::size_t b = 0; b < 64; ++b) {  // pairs become one, and blocks are twice as long from now on
    Block both = std::move(blocks[2 * b]);
    const Block& other = blocks[2 * b + 1];
    both.steps += other.steps;
    for (std::size_t i = 0; i < n; ++i) both.sums[i] += other.sums[i];
    for (std::size_t i = 0; i < n * n; ++i) both.products[i] += other.products[i];
    blocks[b] = std::move(both);
  }
  blocks.resize(64);
  block *= 2;
}

CurrentMoments::CurrentMoments(std::size_t coordinates, CurrentBasis basis)
    : state_(std::make_unique<State>(coordinates, std::move(basis))) {
  state_->open = {0, std::vector<double>(state_->n), std::vector<double>(state_->n * state_->n)};
}
CurrentMoments::~CurrentMoments() = default;
CurrentMoments::CurrentMoments(CurrentMoments&&) noexcept = default;
CurrentMoments& CurrentMoments::operator=(CurrentMoments&&) noexcept = default;

namespace {

/// The sums say that something is not finite; here it is found.
[[noreturn]] void refuse(Columns path) {
  for (const auto& column : path)
    for (std::size_t i = 0; i < column.size(); ++i)
      require_finite(column[i], "sample " + std::to_string(i), "CurrentMoments");
  detail::reject("CurrentMoments", "the sums of the currents must not overflow", "path", "too large");
}

}  // namespace

void CurrentMoments::add(Columns path) {
  State& s = *state_;
  const std::size_t coordinates = s.last.size();
  require(path.size() == coordinates, "a path has one column for each coordinate", "columns",
          static_cast<double>(path.size()));
  const std::size_t rows = path.front().size();
  for (const auto& column : path) {
    require(column.size() == rows, "all columns must have the same number of samples", "samples",
            static_cast<double>(column.size()));
  }
  if (rows == 0) return;
  const auto kernels = detail::current_kernels();
  constexpr std::size_t tile = State::tile, stride = State::stride;
  const std::size_t functions = s.functions.size();
  // Room for a tile: middles and differences of each coordinate, functions, currents.
  s.room.resize((2 * coordinates + functions + s.n) * stride);
  double* const middles = s.room.data();
  double* const differences = middles + coordinates * stride;
  double* const values = differences + coordinates * stride;
  double* const currents = values + functions * stride;
  std::vector<const double*> middle(coordinates), dx(coordinates), phi(functions);
  for (std::size_t d = 0; d < coordinates; ++d)
    middle[d] = middles + d * stride, dx[d] = differences + d * stride;

  const auto done = [&](std::size_t steps) {
    if (!std::isfinite(pairwise_sum(s.open.sums))) refuse(path);
    s.open.steps += steps;
    s.steps += steps;
    s.close_block();
  };
  const auto flush = [&](std::size_t steps) {
    const std::size_t padded = (steps + 7) / 8 * 8;
    for (std::size_t d = 0; d < coordinates; ++d)
      for (std::size_t i = steps; i < padded; ++i)
        middles[d * stride + i] = 0, differences[d * stride + i] = 0;
    s.functions.evaluate(middle.data(), padded, stride, values, phi.data());
    kernels.add_currents({phi.data(), dx.data(), functions, coordinates, padded, stride, currents,
                          s.open.sums.data(), s.open.products.data()});
    done(steps);
  };

  std::size_t at = 0;
  if (s.started) {  // the step from the last row of the block before
    for (std::size_t d = 0; d < coordinates; ++d) {
      middles[d * stride] = 0.5 * (s.last[d] + path[d][0]);
      differences[d * stride] = path[d][0] - s.last[d];
    }
    flush(1);
  }
  while (at + 1 < rows) {
    const std::size_t steps = std::min({tile, rows - 1 - at, s.block - s.open.steps});
    if (s.functions.is_linear_plane() && steps % 8 == 0) {
      kernels.add_plane(path[0].data() + at, path[1].data() + at, steps, s.functions.has_constant(),
                        s.open.sums.data(), s.open.products.data());
      done(steps);
      at += steps;
      continue;
    }
    for (std::size_t d = 0; d < coordinates; ++d)
      kernels.midpoints(path[d].data() + at, steps, middles + d * stride, differences + d * stride);
    flush(steps);
    at += steps;
  }
  for (std::size_t d = 0; d < coordinates; ++d) s.last[d] = path[d][rows - 1];
  s.started = true;
}

void CurrentMoments::new_path() { state_->started = false; }

std::size_t CurrentMoments::currents() const { return state_->n; }
std::size_t CurrentMoments::steps() const { return state_->steps; }

std::vector<double> CurrentMoments::mean() const {
  const State& s = *state_;
  require(s.steps >= 1, "a mean needs at least one step", "steps", 0, "CurrentMoments");
  std::vector<double> m(s.n, 0.0);
  for (const auto& b : s.blocks)
    for (std::size_t i = 0; i < s.n; ++i) m[i] += b.sums[i];
  for (std::size_t i = 0; i < s.n; ++i) m[i] = (m[i] + s.open.sums[i]) / static_cast<double>(s.steps);
  return m;
}

std::vector<double> CurrentMoments::covariance() const {
  const State& s = *state_;
  require(s.steps >= 2, "a covariance needs at least two steps", "steps", static_cast<double>(s.steps),
          "CurrentMoments");
  const auto m = mean();
  const auto N = static_cast<double>(s.steps);
  std::vector<double> C(s.n * s.n, 0.0);
  for (const auto& b : s.blocks)
    for (std::size_t i = 0; i < C.size(); ++i) C[i] += b.products[i];
  for (std::size_t i = 0; i < s.n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      const double c = (C[i * s.n + j] + s.open.products[i * s.n + j] - N * m[i] * m[j]) / (N - 1);
      C[i * s.n + j] = C[j * s.n + i] = c;
    }
  return C;
}

}  // namespace stochtherm
