#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <limits>
#include <new>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/langevin/march.hpp>

#include "tiles.hpp"

namespace stochtherm {

std::vector<double> times_every(double interval, double duration) {
  require_positive(interval, "the interval must be positive", "interval");
  require_positive(duration, "the duration must be positive", "duration");
  const double count = std::round(duration / interval);
  require(count >= 1 && count < 1e9 && std::abs(count * interval - duration) <= 1e-9 * duration,
          fmt::format("the interval must divide the duration ({})", duration), "interval", interval);
  std::vector<double> times;
  for (double i = 0; i < count; ++i) times.push_back(i * interval);
  times.push_back(duration);
  return times;
}

const std::vector<Column>& Records::operator[](std::string_view name) const {
  const auto found = std::find(names.begin(), names.end(), name);
  require(found != names.end(), "this must have been recorded", "name", name, "Records");
  return values[static_cast<std::size_t>(found - names.begin())];
}

namespace detail {
namespace {

constexpr double unreached = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t tile_size = 64;  // what a thread takes at a time: small, so that all end together
constexpr std::uint64_t relaxation_component = std::uint64_t{1} << 32;
constexpr std::uint64_t per_call = random::draws_per_block;  // steps whose noise comes from one call
constexpr std::uint64_t longest_stage = 10922 * per_call;    // whose lambda is tabulated at a time

/// What does not fit in memory is bad input too.
template <class Make>
auto allocated(Make make, std::string_view rule, std::string_view argument, double value) {
  if (value < 0x1p32) try {  // beyond, no machine has it, and some allocators abort instead of throwing
      return make();
    } catch (const std::bad_alloc&) {
    }
  throw InvalidArgument("simulate", rule, argument, fmt::format("{}", value));
}

Ensemble empty_ensemble(const Shape& shape, const Run& run, std::size_t steps, std::vector<double> bath_kT,
                        const StepperFacts& stepper) {
  return allocated(
      [&] {
        const Column none(run.trajectories, unreached);
        const std::vector<Column> all(shape.coordinates, none);
        Ensemble e{.ledger = LedgerTable(run.trajectories, std::move(bath_kT)), .seed = run.seed};
        e.initial = e.final = all;
        if (shape.inertia) e.initial_velocity = e.final_velocity = all;
        if (shape.walls) e.absorbed_at = none;
        if (shape.metropolised) e.rejections = none;
        if (shape.ratio) e.evidence.path_entropy = none;
        if (shape.innovations) e.evidence.innovation = e.evidence.innovation_square = e.evidence.tilt = all;
        e.records.times = run.record.times;
        for (const auto& observable : run.record.what) {
          e.records.names.push_back(observable.name);
          e.records.values.emplace_back(run.record.times.size(), none);
        }
        e.dt = run.dt;
        e.steps = steps;
        e.stepper = stepper;
        return e;
      },
      "the ensemble must fit in memory", "trajectories", static_cast<double>(run.trajectories));
}

std::string indexed(const char* name, std::size_t i) { return fmt::format("{} {}", name, i); }

}  // namespace

Books::Books(const Shape& shape, const Run& run, std::size_t steps, std::vector<double> bath_kT,
             const StepperFacts& stepper)
    : ensemble(empty_ensemble(shape, run, steps, std::move(bath_kT), stepper)),
      energy(run.trajectories),
      first_energy(run.trajectories),
      last_increment(shape.remembers ? shape.coordinates : 0, Column(run.trajectories)) {
  const auto add = [&](const char* name, Column& column) { columns.emplace_back(name, &column); };
  const auto add_each = [&](const char* name, std::vector<Column>& all) {
    for (std::size_t i = 0; i < all.size(); ++i) columns.emplace_back(indexed(name, i), &all[i]);
  };
  add_each("position", ensemble.final);
  add_each("velocity", ensemble.final_velocity);
  add_each("last increment", last_increment);
  add("energy", energy);
  add("work", ensemble.ledger.work);
  if (shape.driven) add("nonconservative work", ensemble.ledger.nonconservative_work);
  if (shape.inertia) add("shadow work", ensemble.ledger.shadow_work);
  add_each("heat", ensemble.ledger.heat);
  if (shape.walls) add("absorbed at", ensemble.absorbed_at);
  if (shape.metropolised) add("rejections", ensemble.rejections);
  if (shape.ratio) add("path entropy", ensemble.evidence.path_entropy);
  add_each("innovation", ensemble.evidence.innovation);
  add_each("innovation square", ensemble.evidence.innovation_square);
  add_each("tilt", ensemble.evidence.tilt);
}

std::vector<double*> Books::pointers() {
  std::vector<double*> all;
  for (auto& [name, column] : columns) all.push_back(column->data());
  return all;
}

std::vector<std::pair<std::string, Column*>> Books::all_columns() {
  auto all = columns;
  const auto add_each = [&](const std::string& name, std::vector<Column>& these) {
    for (std::size_t i = 0; i < these.size(); ++i) all.emplace_back(indexed(name.c_str(), i), &these[i]);
  };
  all.emplace_back("first energy", &first_energy);
  all.emplace_back("information", &ensemble.ledger.information);
  add_each("initial position", ensemble.initial);
  add_each("initial velocity", ensemble.initial_velocity);
  return all;
}

void Books::open() {
  const auto remembered = last_increment;  // state, not an account
  for (auto& [name, column] : columns) std::fill(column->begin(), column->end(), 0.0);
  last_increment = remembered;
  Ensemble& e = ensemble;
  std::fill(e.absorbed_at.begin(), e.absorbed_at.end(), std::numeric_limits<double>::infinity());
  e.final = e.initial;
  e.final_velocity = e.initial_velocity;
  energy = first_energy;
}

std::uint64_t count_steps(const Protocol& protocol, double dt) {
  require_positive(dt, "the time step must be positive", "dt", "simulate");
  const double steps = std::round(protocol.duration() / dt);
  require(dt <= protocol.duration() * (1 + 1e-9) && steps < 1e15,
          "the time step must not exceed the protocol's duration, nor cut it into more than 1e15 steps", "dt",
          dt, "simulate");
  require(std::abs(steps * dt - protocol.duration()) <= 1e-9 * protocol.duration(),
          fmt::format("the time step must divide the protocol's duration ({})", protocol.duration()), "dt",
          dt, "simulate");
  return static_cast<std::uint64_t>(steps);
}

void require_valid(const Run& run, double duration) {
  require_positive(run.dt, "the time step must be positive", "dt", "simulate");
  require(run.trajectories >= 1, "an ensemble needs at least one trajectory", "trajectories", 0.0,
          "simulate");
  double last = -1;
  for (const double t : run.record.times) {
    require(std::isfinite(t) && t > last, "recording times must increase", "time", t, "simulate");
    require(t <= duration * (1 + 1e-12),
            fmt::format("recording times must lie within the protocol, which ends at {}", duration), "time",
            t, "simulate");
    require(std::abs(std::round(t / run.dt) * run.dt - t) <= 1e-9 * std::max(t, run.dt) && t >= 0,
            "recording times must be multiples of the time step", "time", t, "simulate");
    last = t;
  }
  for (std::size_t i = 0; i < run.record.what.size(); ++i) {
    require(run.record.what[i].value != nullptr, "an observable must be a function", "name",
            run.record.what[i].name, "simulate");
    for (std::size_t j = 0; j < i; ++j)
      require(run.record.what[i].name != run.record.what[j].name, "observables must have different names",
              "name", run.record.what[i].name, "simulate");
  }
  require(!run.checkpoint.load == !run.checkpoint.save, "a checkpoint store needs both load and save",
          "given", run.checkpoint.load ? "load" : "save", "simulate");
  require(run.checkpoint.every_seconds >= 0 && std::isfinite(run.checkpoint.every_seconds),
          "the time between two snapshots must not be negative", "every_seconds",
          run.checkpoint.every_seconds, "simulate");
}

March::March(Books& books, const Run& run, std::uint64_t total, double relaxation, BlockKernel kernel)
    : books_(books),
      run_(run),
      total_(total),
      relaxation_time_(relaxation),
      kernel_(std::move(kernel)),
      report_(run.progress),
      last_save_(seconds_now()),
      steps_at_a_time_(0x1p16 / static_cast<double>(run.trajectories)) {
  if (relaxation != 0) {
    require_positive(relaxation, "the time of relaxation must be positive", "duration", "stationary");
    relaxation_ = count_steps(Protocol::constant(0, relaxation), run.dt);
  }
  for (const double t : run.record.times)
    record_at_.push_back(static_cast<std::uint64_t>(std::llround(t / run.dt)));
}

bool March::relax(double lambda) {
  if (step_ > 0 || relaxed_ == relaxation_) return true;
  const Protocol still = Protocol::constant(lambda, relaxation_time_);
  if (!go({.protocols = {&still}, .first = 0, .steps = relaxation_, .lambda = lambda, .relaxation = true}))
    return false;
  books_.ensemble.initial = books_.ensemble.final;
  books_.ensemble.initial_velocity = books_.ensemble.final_velocity;
  books_.first_energy = books_.energy;
  books_.open();
  save(true);
  return true;
}

bool March::go(const Leg& leg) {
  std::uint64_t& at = leg.relaxation ? relaxed_ : step_;
  const std::uint64_t end = leg.first + leg.steps;
  if (at >= end) {
    settle();
    return true;
  }
  for (const std::uint32_t k : books_.ensemble.outcome)
    require(k < leg.protocols.size(), "each outcome must have a response", "outcome", k, "simulate");
  std::vector<std::vector<double>> tables(leg.protocols.size());
  std::vector<const double*> table_starts(tables.size());
  std::vector<double> final_lambdas;
  std::vector<const double*> final_starts;
  for (const Protocol* protocol : leg.protocols) final_lambdas.push_back(protocol->final());
  for (const double& lambda : final_lambdas) final_starts.push_back(&lambda);
  const auto lambda_at = [&](const Protocol& protocol, std::uint64_t step) {
    return protocol(protocol.duration() *
                    ((static_cast<double>(step - leg.first) + 0.5) / static_cast<double>(leg.steps)));
  };

  if (!leg.relaxation && at == 0) record();
  while (at < end) {
    const std::uint64_t next = std::min(end, stop_after(at, leg.relaxation));
    double before = leg.lambda;
    for (std::size_t k = 0; k < tables.size(); ++k) {
      tables[k].resize(next - at);
      for (std::uint64_t s = at; s < next; ++s) tables[k][s - at] = lambda_at(*leg.protocols[k], s);
      table_starts[k] = tables[k].data();
    }
    if (at > leg.first) before = lambda_at(*leg.protocols[0], at - 1);
    const bool over = next == end && (leg.last || leg.relaxation);
    const Stage stage{.first = at,
                      .steps = next - at,
                      .lambdas = table_starts.data(),
                      .final_lambdas = leg.last && next == end ? final_starts.data() : nullptr,
                      .outcome = books_.ensemble.outcome.empty() ? nullptr : books_.ensemble.outcome.data(),
                      .lambda = before,
                      .seed = run_.seed,
                      .first_trajectory = run_.first_trajectory,
                      .component = leg.relaxation ? relaxation_component : 0};
    std::vector<char> reached((run_.trajectories + tile_size - 1) / tile_size, 0);
    const bool goes_on = advance(stage, leg.relaxation, reached);
    const bool whole = std::find(reached.begin(), reached.end(), 0) == reached.end();
    if (whole) {
      at = next;
      if (!leg.relaxation) record();
      if (!over) save(!goes_on);
    }
    if (!goes_on && !(whole && over)) {
      abandon(leg.last && next == end ? reached : std::vector<char>(reached.size(), 0));
      return false;
    }
  }
  settle();
  if (leg.last) save(true);
  return true;
}

/// Where the stage from `at` ends. Between records only at multiples of what a call of the noise gives: so each step is
/// made in the same company wherever a run was interrupted.
std::uint64_t March::stop_after(std::uint64_t at, bool relaxation) const {
  std::uint64_t steps = longest_stage;
  if (run_.checkpoint.save && steps_at_a_time_ < static_cast<double>(longest_stage))
    steps = std::max(per_call, static_cast<std::uint64_t>(steps_at_a_time_));
  std::uint64_t next = (at + steps) / per_call * per_call;
  if (!relaxation)
    for (const std::uint64_t record : record_at_)
      if (record > at) next = std::min(next, record);
  return next;
}

/// Moves all trajectories through a stage; false when cancelled. Only between stages is there a state to be kept, so a
/// run with a checkpoint makes the stage whole before it stops: a stage then takes a quarter of a second, or less.
bool March::advance(const Stage& stage, bool relaxation, std::vector<char>& reached) {
  const std::size_t n = run_.trajectories, tiles = reached.size();
  const std::vector<double*> columns = books_.pointers();
  const bool keeps = static_cast<bool>(run_.checkpoint.save);
  const double began = seconds_now();
  std::atomic<bool> goes_on{true};
  for_each_tile(
      tiles, run_.threads,
      [&](std::size_t done) {
        const double part = static_cast<double>(done) / static_cast<double>(tiles);
        const double steps = static_cast<double>(stage.first) + part * static_cast<double>(stage.steps);
        if (!report_(relaxation ? 0 : steps / static_cast<double>(total_))) goes_on = false;
        return keeps || goes_on;
      },
      [&](std::size_t tile) {
        for (std::size_t i = tile * tile_size; i < std::min(n, (tile + 1) * tile_size); i += block_size)
          kernel_(stage, columns.data(), i, std::min(n, i + block_size));
        reached[tile] = 1;
      });
  const double wanted = std::clamp(run_.checkpoint.every_seconds, 0.01, 0.25);
  steps_at_a_time_ =
      static_cast<double>(stage.steps) * std::clamp(wanted / (seconds_now() - began), 0.5, 2.0);
  return goes_on;
}

/// What did not arrive cannot be taken for a result.
void March::abandon(const std::vector<char>& reached) {
  settle();
  Ensemble& e = books_.ensemble;
  for (std::size_t i = 0; i < e.size(); ++i)
    if (!reached[i / tile_size]) {
      for (const auto& [name, column] : books_.columns) (*column)[i] = unreached;
      e.ledger.energy_change[i] = e.ledger.nonconservative_work[i] = unreached;
    }
}

void March::settle() {
  Ensemble& e = books_.ensemble;
  for (std::size_t i = 0; i < e.size(); ++i)
    e.ledger.energy_change[i] = books_.energy[i] - books_.first_energy[i];
}

void March::record() {
  const auto at = std::find(record_at_.begin(), record_at_.end(), step_);
  if (at == record_at_.end()) return;
  const auto when = static_cast<std::size_t>(at - record_at_.begin());
  settle();
  Ensemble& e = books_.ensemble;
  for (std::size_t k = 0; k < run_.record.what.size(); ++k)
    for (std::size_t i = 0; i < e.size(); ++i) e.records.values[k][when][i] = run_.record.what[k].value(e, i);
}

Solved<Ensemble> conclude(Books& books, const Run& run, bool finished, double seconds) {
  Ensemble ensemble = std::move(books.ensemble);
  const Stats stats{
      .steps = ensemble.steps, .residual = ensemble.ledger.worst_first_law_residual(), .seconds = seconds};
  if (!finished)
    return {std::move(ensemble), Status::cancelled,
            std::string("simulate: the run was cancelled before all trajectories were done.") +
                (run.checkpoint.save ? " Its checkpoint is kept: the same call goes on from there." : ""),
            stats};
  std::size_t lost = 0;
  const std::size_t all = ensemble.size();
  for (std::size_t i = 0; i < all; ++i) {
    bool finite = std::isfinite(ensemble.ledger.energy_change[i]);
    for (const auto& x : ensemble.final) finite = finite && std::isfinite(x[i]);
    if (!finite) ++lost;
  }
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

}  // namespace detail
}  // namespace stochtherm
