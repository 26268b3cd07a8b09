// What a spin of the Ising model costs: 64 of them a word, eight words a step, and a plain loop over spins.
//
// For 512 spins the coded sweep reads some eleven words of random digits (nine operations each), whatever their chances are: a spin's
// fate is known as soon as a digit differs from its chance. That is about 200 operations of 512 bits for 512 spins.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <stochtherm/models/spin/ising_square.hpp>
#include <stochtherm/studies/ising.hpp>
#include <vector>

#include "per_item.hpp"

namespace {

namespace st = stochtherm;

constexpr std::size_t size = 1024, spins = size * size;
constexpr double temperature = 2;

/// The energy fluctuates by sqrt(C T^2/N) = 0.0017 in equilibrium.
bool right(double energy_per_spin) {
  return std::abs(energy_per_spin - st::models::IsingSquare{temperature}.energy()) < 0.01;
}

void metropolis(benchmark::State& state, st::studies::IsingAlgorithm algorithm) {
  st::studies::IsingLattice lattice(
      {.rows = size, .columns = size, .temperature = temperature, .algorithm = algorithm, .seed = 1});
  lattice.sweep(200);
  if (!right(static_cast<double>(lattice.energy()) / spins)) {
    state.SkipWithError("the result is wrong");
    return;
  }
  for (auto _ : state) {
    lattice.sweep();
    benchmark::ClobberMemory();
  }
  report_per_item(state, spins);
}

/// What a user writes: spin after spin, the chances from a table, a 64-bit generator that fits in a line.
struct Loop {
  std::vector<int> spin = std::vector<int>(spins, 1);
  double chance[5];
  std::uint64_t x = 88172645463325252U;

  Loop() {
    for (int d = 0; d < 5; ++d) chance[d] = std::exp(-(8 - 4 * d) / temperature);
  }
  double uniform() {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return static_cast<double>(x >> 11) * 0x1p-53;
  }
  void sweep() {
    constexpr std::size_t mask = size - 1;
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = 0; j < size; ++j) {
        int& s = spin[i * size + j];
        const int around = spin[i * size + ((j + 1) & mask)] + spin[i * size + ((j - 1) & mask)] +
                           spin[((i + 1) & mask) * size + j] + spin[((i - 1) & mask) * size + j];
        const int d = (4 - s * around) / 2;  // neighbours that differ
        if (d >= 2 || uniform() < chance[d]) s = -s;
      }
  }
  [[nodiscard]] double energy() const {
    double sum = 0;
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = 0; j < size; ++j)
        sum -= spin[i * size + j] * (spin[i * size + (j + 1) % size] + spin[(i + 1) % size * size + j]);
    return sum / spins;
  }
};

void plain(benchmark::State& state) {
  Loop loop;
  for (int i = 0; i < 100; ++i) loop.sweep();
  if (!right(loop.energy())) {
    state.SkipWithError("the result is wrong");
    return;
  }
  for (auto _ : state) {
    loop.sweep();
    benchmark::ClobberMemory();
  }
  report_per_item(state, spins);
}

const bool registered = [] {
  using st::studies::IsingAlgorithm;
  benchmark::RegisterBenchmark("learning/ising_metropolis/1024",
                               [](benchmark::State& s) { metropolis(s, IsingAlgorithm::metropolis); });
  benchmark::RegisterBenchmark("learning/ising_glauber/1024",
                               [](benchmark::State& s) { metropolis(s, IsingAlgorithm::glauber); });
  benchmark::RegisterBenchmark("baseline/plain/ising_metropolis/1024", plain);
  return true;
}();

}  // namespace
