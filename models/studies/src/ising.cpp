#include "../kernels/ising.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/random/fill.hpp>
#include <stochtherm/random/threefry.hpp>
#include <stochtherm/statistics/series.hpp>
#include <stochtherm/studies/ising.hpp>
#include <utility>

namespace stochtherm::studies {
namespace {

detail::IsingKernels kernels() {
#if defined(STOCHTHERM_X86_KERNELS)
  const auto isa = random::instruction_set();
  if (isa == "avx512") return detail::ising_kernels_avx512();
  if (isa == "avx2") return detail::ising_kernels_avx2();
#endif
  return detail::ising_kernels_baseline();
}

constexpr std::size_t lanes = detail::ising_lanes;

/// 64 binary digits of a chance below 1.
std::uint64_t digits(double chance) {
  const double scaled = std::ldexp(chance, 64);
  return scaled >= 0x1p64 ? ~std::uint64_t{0} : static_cast<std::uint64_t>(scaled);
}

/// The words that seed the generators, by number.
std::uint64_t seed_word(Seed seed, std::uint64_t number) {
  return random::threefry4x64(
      random::Block<std::uint64_t>{number / 4, 0, 0, 0},
      {seed.value, static_cast<std::uint64_t>(random::Stream::acceptance), 0, 0})[number % 4];
}
/// Of the words of a random start.
std::uint64_t start_word(Seed seed, std::uint64_t number) {
  return random::threefry4x64(
      random::Block<std::uint64_t>{number / 4, 0, 0, 0},
      {seed.value, static_cast<std::uint64_t>(random::Stream::initial_state), 0, 0})[number % 4];
}

double flip_chance(IsingAlgorithm algorithm, double cost, double T) {
  return algorithm == IsingAlgorithm::glauber ? 1 / (1 + std::exp(cost / T)) : std::exp(-cost / T);
}

/// Spin by spin.
struct Plain {
  std::size_t rows, columns;
  std::vector<std::int8_t> spin;
  detail::Xoshiro<std::uint64_t> next{};
  std::array<std::uint64_t, 5> chance{};  ///< by the number of neighbours that differ
  std::uint64_t bond = 0;                 ///< of joining a cluster
  std::size_t clusters = 1;
  std::vector<std::size_t> cluster{};

  Plain(const IsingSetup& s) : rows(s.rows), columns(s.columns), spin(rows * columns, 1) {
    for (std::size_t i = 0; i < 4; ++i) next.s[i] = seed_word(s.seed, i);
    if (s.start == IsingStart::random)
      for (std::size_t i = 0; i < spin.size(); ++i)
        spin[i] = (start_word(s.seed, i / 64) >> (i % 64) & 1U) != 0 ? 1 : -1;
  }
  void set_temperature(IsingAlgorithm algorithm, double T) {
    for (std::size_t d = 0; d < 5; ++d) {
      const double cost = 8 - 4 * static_cast<double>(d);
      chance[d] = algorithm != IsingAlgorithm::glauber && cost <= 0 ? ~std::uint64_t{0}
                                                                    : digits(flip_chance(algorithm, cost, T));
    }
    bond = digits(-std::expm1(-2 / T));
  }
  [[nodiscard]] std::array<std::size_t, 4> neighbours(std::size_t y, std::size_t x) const {
    const std::size_t row = y * columns;
    return {row + (x + 1 == columns ? 0 : x + 1), row + (x == 0 ? columns - 1 : x - 1),
            (y + 1 == rows ? 0 : y + 1) * columns + x, (y == 0 ? rows - 1 : y - 1) * columns + x};
  }
  std::int64_t checkerboard(bool always_downhill) {
    std::int64_t heat = 0;
    for (std::size_t colour = 0; colour < 2; ++colour)
      for (std::size_t y = 0; y < rows; ++y) {
        std::int8_t* row = &spin[y * columns];
        const std::int8_t* above = &spin[(y == 0 ? rows - 1 : y - 1) * columns];
        const std::int8_t* below = &spin[(y + 1 == rows ? 0 : y + 1) * columns];
        for (std::size_t x = (y + colour) % 2; x < columns; x += 2) {
          const int s = row[x];
          const int around =
              above[x] + below[x] + row[x == 0 ? columns - 1 : x - 1] + row[x + 1 == columns ? 0 : x + 1];
          const int d = (4 - s * around) / 2;  // neighbours that differ
          if ((always_downhill && d >= 2) || next() < chance[static_cast<std::size_t>(d)]) {
            row[x] = static_cast<std::int8_t>(-s);
            heat += 8 - 4 * d;
          }
        }
      }
    return heat;
  }
  /// Grows and flips one cluster; returns its size.
  std::size_t flip_cluster() {
    // A place by multiplication, even to spins/2^32; whatever its distribution, the Boltzmann distribution is kept.
    const std::size_t n = spin.size();
    const auto seed = static_cast<std::size_t>(((next() >> 32) * n) >> 32);
    const std::int8_t s = spin[seed];
    cluster.assign(1, seed);
    spin[seed] = static_cast<std::int8_t>(-s);
    for (std::size_t k = 0; k < cluster.size(); ++k)
      for (const std::size_t j : neighbours(cluster[k] / columns, cluster[k] % columns))
        if (spin[j] == s && next() < bond) {
          spin[j] = static_cast<std::int8_t>(-s);
          cluster.push_back(j);
        }
    return cluster.size();
  }
  [[nodiscard]] std::int64_t energy() const {
    std::int64_t sum = 0;
    for (std::size_t y = 0; y < rows; ++y) {
      const std::int8_t* row = &spin[y * columns];
      const std::int8_t* below = &spin[(y + 1 == rows ? 0 : y + 1) * columns];
      int bonds = row[columns - 1] * row[0];
      for (std::size_t x = 0; x + 1 < columns; ++x) bonds += row[x] * row[x + 1];
      for (std::size_t x = 0; x < columns; ++x) bonds += row[x] * below[x];
      sum -= bonds;
    }
    return sum;
  }
};

/// 64 spins a word, eight strips of rows in the lanes.
struct Coded {
  std::size_t rows, words;  ///< of a strip
  std::vector<std::uint64_t> colour[2];
  std::uint64_t random[4 * lanes];
  detail::IsingChances chances{};
  detail::IsingKernels kernel = kernels();

  static bool fits(const IsingSetup& s) {
    return s.algorithm != IsingAlgorithm::wolff && s.rows % (2 * lanes) == 0 && s.columns % 128 == 0;
  }
  Coded(const IsingSetup& s) : rows(s.rows / lanes), words(s.columns / 128) {
    for (std::size_t i = 0; i < 4 * lanes; ++i) random[i] = seed_word(s.seed, i);
    std::uint64_t number = 0;
    for (auto& c : colour) {
      c.assign((rows + 2) * words * lanes, ~std::uint64_t{0});
      if (s.start == IsingStart::random)
        for (std::size_t i = words * lanes; i < (rows + 1) * words * lanes; ++i)
          c[i] = start_word(s.seed, number++);
    }
    for (auto& c : colour) mirror(c);
  }
  void mirror(std::vector<std::uint64_t>& c) const {
    const std::size_t stride = words * lanes;
    for (std::size_t i = 0; i < stride; ++i) {
      const std::size_t lane = i % lanes, first = i - lane;
      c[i] = c[rows * stride + first + (lane + lanes - 1) % lanes];
      c[(rows + 1) * stride + i] = c[stride + first + (lane + 1) % lanes];
    }
  }
  void set_temperature(IsingAlgorithm algorithm, double T) {
    const std::uint64_t cost8 = digits(flip_chance(algorithm, 8, T)),
                        cost4 = digits(flip_chance(algorithm, 4, T));
    for (std::size_t k = 0; k < 64; ++k) {
      chances.cost8[k] = -(cost8 >> (63 - k) & 1U);
      chances.cost4[k] = -(cost4 >> (63 - k) & 1U);
    }
  }
  [[nodiscard]] detail::IsingColour view(std::size_t c) {
    return {colour[c].data(), colour[1 - c].data(), rows, words, c};
  }
  std::int64_t sweep(detail::IsingUpdate update) {
    const std::int64_t first = update(view(0), chances, random);
    return first + update(view(1), chances, random);
  }
  [[nodiscard]] detail::IsingCounts measure() { return kernel.measure(view(0)); }
  [[nodiscard]] int spin(std::size_t y, std::size_t x) const {
    const std::size_t lane = y / rows, row = y % rows, c = (x + y) % 2, j = x / 2;
    return (colour[c][((row + 1) * words + j / 64) * lanes + lane] >> (j % 64) & 1U) != 0 ? 1 : -1;
  }
};

const IsingSetup& checked(const IsingSetup& s) {
  require(s.rows >= 2 && s.rows % 2 == 0 && s.rows <= 1U << 16, "rows are even, from 2 to 65536", "rows",
          static_cast<double>(s.rows));
  require(s.columns >= 2 && s.columns % 2 == 0 && s.columns <= 1U << 16, "columns are even, from 2 to 65536",
          "columns", static_cast<double>(s.columns));
  require_positive(s.temperature, "the temperature must be positive", "temperature");
  return s;
}

}  // namespace

struct IsingLattice::State {
  IsingSetup setup;
  std::unique_ptr<Plain> plain{};
  std::unique_ptr<Coded> coded{};

  explicit State(const IsingSetup& s) : setup(checked(s)) {
    if (Coded::fits(s))
      coded = std::make_unique<Coded>(s);
    else
      plain = std::make_unique<Plain>(s);
    set_temperature(s.temperature);
  }
  void set_temperature(double T) {
    if (coded)
      coded->set_temperature(setup.algorithm, T);
    else
      plain->set_temperature(setup.algorithm, T);
  }
  [[nodiscard]] std::int64_t energy() const {
    if (plain) return plain->energy();
    return -2 * static_cast<std::int64_t>(setup.rows * setup.columns) +
           2 * static_cast<std::int64_t>(coded->measure().broken_bonds);
  }
  std::int64_t sweep(bool book) {
    if (setup.algorithm == IsingAlgorithm::wolff) {
      for (std::size_t k = 0; k < plain->clusters; ++k) plain->flip_cluster();
      return 0;
    }
    const bool glauber = setup.algorithm == IsingAlgorithm::glauber;
    if (plain) return plain->checkerboard(!glauber);
    const auto& k = coded->kernel;
    return coded->sweep(book ? (glauber ? k.glauber_booked : k.metropolis_booked)
                             : (glauber ? k.glauber : k.metropolis));
  }
};

IsingLattice::IsingLattice(const IsingSetup& setup) : state_(std::make_unique<State>(setup)) {}
IsingLattice::IsingLattice(IsingLattice&&) noexcept = default;
IsingLattice& IsingLattice::operator=(IsingLattice&&) noexcept = default;
IsingLattice::~IsingLattice() = default;

void IsingLattice::sweep(std::size_t sweeps) {
  for (std::size_t i = 0; i < sweeps; ++i) (void)state_->sweep(false);
}
std::int64_t IsingLattice::sweep_and_book(std::size_t sweeps) {
  require(state_->setup.algorithm != IsingAlgorithm::wolff, "heat is booked where single spins flip",
          "algorithm", "wolff");
  std::int64_t heat = 0;
  for (std::size_t i = 0; i < sweeps; ++i) heat += state_->sweep(true);
  return heat;
}
void IsingLattice::set_temperature(double temperature) {
  require_positive(temperature, "the temperature must be positive", "temperature");
  state_->set_temperature(temperature);
}
std::size_t IsingLattice::choose_clusters(std::size_t trials) {
  require(state_->setup.algorithm == IsingAlgorithm::wolff && trials > 0,
          "one trial or more, with Wolff's algorithm", "trials", static_cast<double>(trials));
  std::size_t flipped = 0;
  for (std::size_t i = 0; i < trials; ++i) flipped += state_->plain->flip_cluster();
  return state_->plain->clusters = std::max<std::size_t>(1, spins() * trials / flipped);
}
std::int64_t IsingLattice::energy() const { return state_->energy(); }
std::int64_t IsingLattice::magnetisation() const {
  if (state_->coded)
    return 2 * static_cast<std::int64_t>(state_->coded->measure().up) - static_cast<std::int64_t>(spins());
  std::int64_t sum = 0;
  for (const int s : state_->plain->spin) sum += s;
  return sum;
}
int IsingLattice::spin(std::size_t row, std::size_t column) const {
  require(row < state_->setup.rows, "rows count from 0", "row", static_cast<double>(row));
  require(column < state_->setup.columns, "columns count from 0", "column", static_cast<double>(column));
  return state_->coded ? state_->coded->spin(row, column)
                       : state_->plain->spin[row * state_->setup.columns + column];
}
std::size_t IsingLattice::spins() const { return state_->setup.rows * state_->setup.columns; }
bool IsingLattice::multi_spin() const { return state_->coded != nullptr; }

namespace {

/// N Var(e)/T^2 as the mean of a series; the estimated mean of e takes its own error out of the scatter, which is put back.
Estimate heat_capacity(const std::vector<double>& e, const Estimate& mean, double spins, double T) {
  const double scale = spins / (T * T);
  std::vector<double> squares(e.size());
  for (std::size_t i = 0; i < e.size(); ++i) squares[i] = scale * (e[i] - mean.mean) * (e[i] - mean.mean);
  Estimate c = estimate_mean_of_series(squares);
  c.mean += scale * mean.std_error * mean.std_error;
  return c;
}

}  // namespace

Solved<IsingResult> simulate(const IsingSetup& setup, const IsingRun& run) {
  require(run.sweeps >= 100, "at least 100 sweeps", "sweeps", static_cast<double>(run.sweeps));
  require(run.every >= 1 && run.every <= run.sweeps / 100, "of the sweeps at least 100 are measured", "every",
          static_cast<double>(run.every));
  IsingLattice lattice(setup);
  const double spins = static_cast<double>(lattice.spins());
  const double all = static_cast<double>(run.equilibration) + static_cast<double>(run.sweeps);
  ProgressReporter report(run.progress);
  IsingResult result{};
  const auto cancelled = [&] {
    return Solved<IsingResult>(std::move(result), Status::cancelled, "The simulation was cancelled.");
  };
  for (std::size_t i = 0; i < run.equilibration; ++i) {
    // Chosen from order and again half-way: long before what is measured, which then does not know of it.
    if (setup.algorithm == IsingAlgorithm::wolff && (i == 0 || i == run.equilibration / 2))
      (void)lattice.choose_clusters();
    lattice.sweep();
    if (!report(static_cast<double>(i) / all)) return cancelled();
  }
  std::vector<double> absolute, squared;
  for (std::size_t i = 0; i + run.every <= run.sweeps; i += run.every) {
    lattice.sweep(run.every);
    const double m = static_cast<double>(lattice.magnetisation()) / spins;
    result.energies.push_back(static_cast<double>(lattice.energy()) / spins);
    result.magnetisations.push_back(m);
    absolute.push_back(std::abs(m));
    squared.push_back(m * m);
    if (!report(static_cast<double>(run.equilibration + i) / all)) return cancelled();
  }
  result.energy = estimate_mean_of_series(result.energies);
  result.magnetisation = estimate_mean_of_series(absolute);
  result.magnetisation_squared = estimate_mean_of_series(squared);
  result.heat_capacity = heat_capacity(result.energies, result.energy, spins, setup.temperature);
  (void)report(1);
  return Solved<IsingResult>(std::move(result));
}

}  // namespace stochtherm::studies
