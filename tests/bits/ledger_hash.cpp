// One number that stands for every bit of every account: all steppers on the systems that they admit.
//
//   ledger_hash [--threads N] [--compiled] [--interrupted] [--lines]
//
// --compiled takes the catalogue's kernels where there are some, else all kernels are made with this file's flags;
// --interrupted breaks each run off at its second snapshot and resumes it; --lines prints the hash after each run.
// tests/bits/golden.txt says what must come out, on any compiler, instruction set and number of threads.
#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <stdexcept>
#include <stochtherm/models/brownian/coloured_noise.hpp>
#include <stochtherm/models/brownian/double_well.hpp>
#include <stochtherm/models/brownian/dragged_trap.hpp>
#include <stochtherm/models/brownian/driven_ring.hpp>
#include <stochtherm/models/brownian/ornstein_uhlenbeck.hpp>
#include <stochtherm/models/brownian/oscillator.hpp>
#include <stochtherm/models/brownian/quartic_pair.hpp>
#include <stochtherm/models/brownian/rotational_trap.hpp>
#include <stochtherm/models/brownian/variable_mobility.hpp>
#include <stochtherm/models/computing/erasure_well.hpp>
#include <stochtherm/solvers/langevin/feedback.hpp>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <string_view>

namespace stochtherm::studies {
#ifdef WITHOUT_CATALOGUE
static std::size_t use_compiled_kernels() { return 0; }
#else
std::size_t use_compiled_kernels();  // not by its header, which would use them in any case
#endif
}  // namespace stochtherm::studies

namespace {

namespace st = stochtherm;

struct Options {
  unsigned threads = 0;
  bool compiled = false, interrupted = false, lines = false;
} options;

std::uint64_t total = 0xcbf29ce484222325U;

void add(std::span<const double> numbers) {
  for (const double x : numbers) total = (total ^ std::bit_cast<std::uint64_t>(x)) * 0x100000001b3U;
}
void add(const std::vector<st::Column>& columns) {
  for (const auto& column : columns) add(column);
}
void add(const char* what, const st::Ensemble& e) {
  for (const auto* column : {&e.ledger.work, &e.ledger.nonconservative_work, &e.ledger.shadow_work,
                             &e.ledger.energy_change, &e.ledger.information, &e.absorbed_at, &e.rejections,
                             &e.evidence.path_entropy})
    add(*column);
  for (const auto* columns : {&e.ledger.heat, &e.initial, &e.final, &e.initial_velocity, &e.final_velocity,
                              &e.evidence.innovation, &e.evidence.innovation_square, &e.evidence.tilt})
    add(*columns);
  for (const auto& observable : e.records.values) add(observable);
  for (const std::uint32_t outcome : e.outcome) add(std::array{static_cast<double>(outcome)});
  if (options.lines) std::printf("%016llx  %s\n", static_cast<unsigned long long>(total), what);
}

/// A coupled pair whose friction couples it too.
struct Dumbbell {
  static constexpr int dimension = 2;
  st::Temperature bath() const { return {0.7}; }
  st::SquareMatrix<2> mobility_matrix() const { return {{{1.0, 0.4}, {0.4, 0.8}}}; }
  template <class R, class L>
  R energy(const st::Vec<R, 2>& q, L lambda) const {
    const R d = q[1] - q[0] - R(lambda);
    return R(0.5) * (q[0] * q[0] + R(2.0) * d * d);
  }
  template <class R, class L>
  st::Vec<R, 2> force(const st::Vec<R, 2>& q, L lambda) const {
    const R d = q[1] - q[0] - R(lambda);
    return {{R(2.0) * d - q[0], R(-2.0) * d}};
  }
};

struct Killed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Calls run(store) once, or twice with a store that ends the first call at its second snapshot.
template <class Call>
void once_or_twice(const char* what, const Call& call) {
  if (!options.interrupted) return add(what, *call(st::CheckpointStore{}));
  std::optional<st::Snapshot> last;
  int saves = 0;
  const st::CheckpointStore store{.load = [&] { return last; },
                                  .save =
                                      [&](const st::Snapshot& snapshot) {
                                        last = snapshot;
                                        if (++saves == 2) throw Killed("killed");
                                      },
                                  .every_seconds = 0};
  try {
    add(what, *call(store));
    std::fprintf(stderr, "ledger_hash: %s was not interrupted\n", what);
    std::exit(1);
  } catch (const Killed&) {
    add(what, *call(store));
  }
}

/// Times to record at, of nothing: between them a run can be interrupted.
st::Run run_of(const st::CheckpointStore& store) {
  return {.dt = 0.01,
          .trajectories = 300,
          .seed = 2026,
          .threads = options.threads,
          .record = {st::times_every(0.25, 2)},
          .checkpoint = store};
}
const auto ramp = st::Protocol::piecewise_linear({{0, 0}, {0.5, 0.5}, {0.5, -0.25}, {2, 1}});

template <class S, class M, class Initial = st::FromEquilibrium>
void go(const char* what, const M& model, const Initial& initial = {}, bool evidence = false) {
  once_or_twice(what, [&](const st::CheckpointStore& store) {
    st::Run run = run_of(store);
    run.evidence = evidence;
    if (evidence) run.record.what = {{"x", [](const st::Ensemble& now, std::size_t i) { return now.final[0][i]; }}};
    return st::simulate(model, ramp, run, initial, S{});
  });
}
template <class M, class Initial, class... S>
void sweep(const M& model, const Initial& initial, std::tuple<S...>) {
  const auto one = [&]<class Stepper>(Stepper) {
    if constexpr (!st::Multiplicative1D<M> || Stepper::facts.position_dependent_mobility)
      go<Stepper>(Stepper::facts.name, model, initial);
  };
  (one(S{}), ...);
}

void all() {
  using namespace st::models;
  const DoubleWell well{.barrier = 2, .T = {0.6}};
  const VariableMobility variable{.k = 1, .q = 0.5};
  const QuarticPair pair{.u = 0.4, .T1 = {1.0}, .T2 = {2.5}, .mu2 = {0.5}};
  const auto origin = st::from_point({0.3, -0.2});
  sweep(well, st::from_equilibrium, st::OverdampedSteppers{});
  sweep(variable, st::from_equilibrium, st::OverdampedSteppers{});
  sweep(DraggedTrap{.k = 2}, st::from_equilibrium, st::HarmonicSteppers{});
  sweep(Oscillator{.k = 2, .m = 0.5}, st::from_equilibrium, st::UnderdampedSteppers{});
  go<st::EulerMaruyama>("ring", DrivenRing{.V = 1, .f = 0.8, .T = {0.5}});
  go<st::Heun>("erasure", ErasureWell{});
  go<st::Heun>("two baths", pair, origin);
  go<st::EulerMaruyama>("rotation", RotationalTrap{.kappa = 2}, origin);
  go<st::Heun>("mobility matrix", Dumbbell{}, origin);
  go<st::Heun>("coloured noise", ColouredNoise<DoubleWell>{.base = well}, origin);
  go<st::Heun>("stationary start", pair, st::stationary(1.0, origin));
  go<st::Heun>("walls", st::within(well, st::Interval{.low = -1.2, .high = 1.1, .at_high = st::Edge::absorbing}));
  go<st::EulerMaruyama>("evidence", well, st::from_equilibrium, true);
  go<st::Baoab>("evidence with inertia", Oscillator{}, st::from_equilibrium, true);
  once_or_twice("feedback", [&](const st::CheckpointStore& store) {
    return st::simulate_with_feedback(well, st::Protocol::constant(0, 1), st::Measurement::side(0, 0.1),
                                      {st::Protocol::linear(-0.5, 0, 1), st::Protocol::linear(0.5, 0, 1)}, run_of(store));
  });
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--threads" && i + 1 < argc) {
      options.threads = static_cast<unsigned>(std::atoi(argv[++i]));
    } else if (argument == "--compiled") {
      options.compiled = true;
    } else if (argument == "--interrupted") {
      options.interrupted = true;
    } else if (argument == "--lines") {
      options.lines = true;
    } else {
      std::fprintf(stderr, "ledger_hash: unknown argument '%s'\n", argv[i]);
      return 2;
    }
  }
  if (options.compiled) st::studies::use_compiled_kernels();
  try {
    all();
  } catch (const std::exception& error) {  // an instruction set that this machine does not have, say
    std::fprintf(stderr, "ledger_hash: %s\n", error.what());
    return 1;
  }
  std::printf("%016llx\n", static_cast<unsigned long long>(total));
}
