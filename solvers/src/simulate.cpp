#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <exception>
#include <new>
#include <stochtherm/solvers/langevin/simulate.hpp>
#include <thread>

namespace stochtherm::detail {

namespace {
/// What does not fit in memory is bad input too.
template <class Make>
auto allocated(Make make, std::string_view rule, std::string_view argument, double value) {
  if (value < 0x1p32) try {  // beyond, no machine has it, and some allocators abort instead of throwing
      return make();
    } catch (const std::bad_alloc&) {
    }
  throw InvalidArgument("simulate", rule, argument, fmt::format("{}", value));
}
}  // namespace

Ensemble empty_ensemble(const Run& run, std::size_t steps, double kT, const StepperFacts& stepper) {
  return allocated(
      [&] {
        const double unreached = std::nan("");
        Ensemble ensemble{.ledger = LedgerTable(run.trajectories, {kT}),
                          .initial = std::vector<double>(run.trajectories, unreached),
                          .final = std::vector<double>(run.trajectories, unreached),
                          .dt = run.dt,
                          .steps = steps,
                          .seed = run.seed,
                          .stepper = stepper};
        auto& ledger = ensemble.ledger;
        for (auto* column :
             {&ledger.work, &ledger.nonconservative_work, &ledger.energy_change, &ledger.heat[0]})
          std::fill(column->begin(), column->end(), unreached);
        return ensemble;
      },
      "the ensemble must fit in memory", "trajectories", static_cast<double>(run.trajectories));
}

std::vector<double> step_lambdas(const Protocol& protocol, const Run& run) {
  require_positive(run.dt, "the time step must be positive", "dt", "simulate");
  require(run.trajectories >= 1, "an ensemble needs at least one trajectory", "trajectories", 0.0,
          "simulate");
  const double steps = std::round(protocol.duration() / run.dt);
  require(run.dt <= protocol.duration() * (1 + 1e-9) && steps < 1e15,
          "the time step must not exceed the protocol's duration, nor cut it into more than 1e15 steps", "dt",
          run.dt, "simulate");
  require(std::abs(steps * run.dt - protocol.duration()) <= 1e-9 * protocol.duration(),
          fmt::format("the time step must divide the protocol's duration ({})", protocol.duration()), "dt",
          run.dt, "simulate");
  auto lambdas = allocated([&] { return std::vector<double>(static_cast<std::size_t>(steps)); },
                           "the steps must fit in memory, one lambda each", "number of steps", steps);
  for (std::size_t i = 0; i < lambdas.size(); ++i)
    lambdas[i] = protocol(protocol.duration() * ((static_cast<double>(i) + 0.5) / steps));
  return lambdas;
}

bool for_each_tile(std::size_t tiles, unsigned threads, const Progress& progress,
                   const std::function<void(std::size_t)>& tile) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  threads = static_cast<unsigned>(std::min<std::size_t>(threads, tiles));
  ProgressReporter report(progress);
  std::atomic<std::size_t> next{0}, done{0};
  std::atomic<bool> keep_going{true};
  std::exception_ptr error;
  std::mutex error_mutex;
  const auto worker = [&] {
    try {
      for (std::size_t t; keep_going && (t = next++) < tiles;) {
        tile(t);
        if (!report(static_cast<double>(++done) / static_cast<double>(tiles))) keep_going = false;
      }
    } catch (...) {
      const std::scoped_lock lock(error_mutex);
      error = std::current_exception();
      keep_going = false;
    }
  };
  std::vector<std::jthread> pool;
  for (unsigned i = 1; i < threads; ++i) pool.emplace_back(worker);
  worker();
  pool.clear();  // joins
  if (error) std::rethrow_exception(error);
  return done == tiles;
}

Solved<Ensemble> conclude(Ensemble ensemble, bool finished, double seconds) {
  const Stats stats{
      .steps = ensemble.steps, .residual = ensemble.ledger.worst_first_law_residual(), .seconds = seconds};
  if (!finished)
    return {std::move(ensemble), Status::cancelled,
            "simulate: the run was cancelled before all trajectories were done.", stats};
  std::size_t lost = 0;
  const std::size_t all = ensemble.final.size();
  for (std::size_t i = 0; i < ensemble.final.size(); ++i)
    if (!std::isfinite(ensemble.final[i]) || !std::isfinite(ensemble.ledger.energy_change[i])) ++lost;
  if (lost > 0)
    return {
        std::move(ensemble), Status::diverged,
        fmt::format(
            "simulate: {} of {} trajectories left the finite numbers; shorten the time step, or look for a "
            "force that returns NaN.",
            lost, all),
        stats};
  return Solved<Ensemble>(std::move(ensemble), stats);
}

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace stochtherm::detail
