#include <bit>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

const models::DrivenRing ring{.V = 1, .f = 0.8, .T = {0.5}};
const Protocol still = Protocol::constant(0, 5);

/// FNV-1a over the bits of every account and end point.
std::uint64_t fingerprint(const Ensemble& runs, std::size_t from, std::size_t to) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  const auto eat = [&](const std::vector<double>& column) {
    for (std::size_t i = from; i < to; ++i)
      hash = (hash ^ std::bit_cast<std::uint64_t>(column[i])) * 0x100000001b3U;
  };
  for (const auto* column : {&runs.ledger.work, &runs.ledger.nonconservative_work, &runs.ledger.energy_change,
                             &runs.ledger.heat[0], &runs.initial, &runs.final})
    eat(*column);
  return hash;
}

Solved<Ensemble> ensemble(Seed seed, std::size_t n, std::uint64_t first, unsigned threads) {
  return simulate(
      ring, still,
      {.dt = 0.01, .trajectories = n, .seed = seed, .first_trajectory = first, .threads = threads});
}

/// `engine` stands for what a thread's own generator would do: the seed of the thread that happens to run.
Verdict run(const Effort& effort, bool own_engine) {
  constexpr std::size_t n = 2000;
  const auto one = ensemble(effort.seed, n, 0, 1),
             two = ensemble(own_engine ? Seed{effort.seed.value + 1} : effort.seed, n, 0, 2);
  const auto alone = ensemble(effort.seed, 1, own_engine ? 0 : 777, 1);
  Verdict v;
  v.checks = {
      bits_equal("2 000 trajectories, 2 threads against 1", fingerprint(*two, 0, n), fingerprint(*one, 0, n)),
      bits_equal("trajectory 777 alone against within the ensemble", fingerprint(*alone, 0, 1),
                 fingerprint(*one, 777, 778))};
  return v;
}

const Registered registered{{
    .name = "langevin/same_bits_any_threads",
    .claim = "All accounts have the same bits with one thread and with two, and a trajectory alone is the "
             "trajectory within "
             "the ensemble.",
    .equation = "trajectory = f(seed, index)",
    .source = "salmon2011",
    .tags = {"exact"},
    .check = [](const Effort& e) { return run(e, false); },
    .sabotage = {"generators belong to threads and count from the first trajectory of a call",
                 [](const Effort& e) { return run(e, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
