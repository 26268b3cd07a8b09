#include <bit>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

/// Energy, protocol and driving force all move, so that no account is zero.
struct DrivenWell : models::DoubleWell {
  template <class R>
  R nonconservative_force(R x, double lambda) const {
    return R(0.3 + lambda) * x;
  }
};
const DrivenWell well{{.barrier = 1.5, .T = {0.6}, .mu = {0.7}}};
const Protocol ramp = Protocol::linear(0, 1, 5);

/// FNV-1a over the bits of every account and end point.
std::uint64_t fingerprint(const Ensemble& runs, std::size_t from, std::size_t to) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  const auto eat = [&](const std::vector<double>& column) {
    for (std::size_t i = from; i < to; ++i)
      hash = (hash ^ std::bit_cast<std::uint64_t>(column[i])) * 0x100000001b3U;
  };
  for (const auto* column : {&runs.ledger.work, &runs.ledger.nonconservative_work, &runs.ledger.energy_change,
                             &runs.ledger.heat[0], &runs.initial[0], &runs.final[0]})
    eat(*column);
  return hash;
}

Solved<Ensemble> ensemble(Seed seed, std::size_t n, std::uint64_t first, unsigned threads) {
  return simulate(
      well, ramp,
      {.dt = 0.01, .trajectories = n, .seed = seed, .first_trajectory = first, .threads = threads});
}

Verdict run(const Effort& effort) {
  constexpr std::size_t n = 2000;
  const auto one = ensemble(effort.seed, n, 0, 1), two = ensemble(effort.seed, n, 0, 2);
  const auto alone = ensemble(effort.seed, 1, 777, 1);
  Verdict v;
  v.checks = {
      bits_equal("2 000 trajectories, 2 threads against 1", fingerprint(*two, 0, n), fingerprint(*one, 0, n)),
      bits_equal("trajectory 777 alone against within the ensemble", fingerprint(*alone, 0, 1),
                 fingerprint(*one, 777, 778))};
  return v;
}

/// Two threads with a generator each: both count their trajectories from 0.
Verdict own_generators(const Effort& effort) {
  constexpr std::size_t n = 2000;
  const auto one = ensemble(effort.seed, n, 0, 1), half = ensemble(effort.seed, n / 2, 0, 1);
  Verdict v;
  v.checks = {bits_equal("the second thread's trajectories against those of one thread",
                         fingerprint(*half, 0, n / 2), fingerprint(*one, n / 2, n))};
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
    .check = run,
    .sabotage = {"each thread has a generator of its own, which counts its trajectories from 0",
                 own_generators},
}};

}  // namespace
}  // namespace stochtherm::validation
