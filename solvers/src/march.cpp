#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <chrono>
#include <cmath>
#include <exception>
#include <limits>
#include <new>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/langevin/march.hpp>
#include <thread>

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
constexpr std::size_t tile_size = 256;
constexpr std::uint64_t relaxation_component = std::uint64_t{1} << 32;
/// Particle-steps between two looks at the clock, and the most steps whose lambda is tabulated at a time.
constexpr std::uint64_t per_call = random::draws_per_block;  // steps whose noise comes from one call
constexpr std::uint64_t work_between_looks = std::uint64_t{1} << 25, longest_stage = 10922 * per_call;

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

/// Runs `tile(t)` for t < tiles on the given number of threads, asking `report(done)` after each; false when that said
/// no.
bool for_each_tile(std::size_t tiles, unsigned threads, const std::function<bool(std::size_t)>& report,
                   const std::function<void(std::size_t)>& tile) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  threads = static_cast<unsigned>(std::min<std::size_t>(threads, tiles));
  std::atomic<std::size_t> next{0}, done{0};
  std::atomic<bool> keep_going{true};
  std::exception_ptr error;
  std::mutex error_mutex;
  const auto worker = [&] {
    try {
      for (std::size_t t; keep_going && (t = next++) < tiles;) {
        tile(t);
        if (!report(++done)) keep_going = false;
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
  for (std::size_t i = 0; i < ensemble.records.names.size(); ++i)
    add_each("record of " + ensemble.records.names[i], ensemble.records.values[i]);
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
          "the time step must not exceed the protocol's duration, nor cut it into more than 1e15 steps", "dt", dt,
          "simulate");
  require(std::abs(steps * dt - protocol.duration()) <= 1e-9 * protocol.duration(),
          fmt::format("the time step must divide the protocol's duration ({})", protocol.duration()), "dt", dt,
          "simulate");
  return static_cast<std::uint64_t>(steps);
}

void require_valid(const Run& run, double duration) {
  require_positive(run.dt, "the time step must be positive", "dt", "simulate");
  require(run.trajectories >= 1, "an ensemble needs at least one trajectory", "trajectories", 0.0, "simulate");
  double last = -1;
  for (const double t : run.record.times) {
    require(std::isfinite(t) && t > last, "recording times must increase", "time", t, "simulate");
    require(t <= duration * (1 + 1e-12),
            fmt::format("recording times must lie within the protocol, which ends at {}", duration), "time", t,
            "simulate");
    require(std::abs(std::round(t / run.dt) * run.dt - t) <= 1e-9 * std::max(t, run.dt) && t >= 0,
            "recording times must be multiples of the time step", "time", t, "simulate");
    last = t;
  }
  for (std::size_t i = 0; i < run.record.what.size(); ++i) {
    require(run.record.what[i].value != nullptr, "an observable must be a function", "name", run.record.what[i].name,
            "simulate");
    for (std::size_t j = 0; j < i; ++j)
      require(run.record.what[i].name != run.record.what[j].name, "observables must have different names", "name",
              run.record.what[i].name, "simulate");
  }
  require(!run.checkpoint.load == !run.checkpoint.save, "a checkpoint store needs both load and save", "given",
          run.checkpoint.load ? "load" : "save", "simulate");
}

March::March(Books& books, const Run& run, std::uint64_t total, BlockKernel kernel)
    : books_(books), run_(run), total_(total), kernel_(std::move(kernel)), report_(run.progress),
      last_save_(seconds_now()) {
  for (const double t : run.record.times) record_at_.push_back(static_cast<std::uint64_t>(std::llround(t / run.dt)));
}

bool March::go(const Leg& leg) {
  const std::uint64_t end = leg.first + leg.steps;
  const std::size_t n = run_.trajectories, tiles = (n + tile_size - 1) / tile_size;
  const std::vector<double*> columns = books_.pointers();
  const bool stops = !leg.relaxation;
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
  const bool often = run_.checkpoint.save && stops;
  const std::uint64_t between =
      often ? std::clamp(work_between_looks / n / per_call * per_call, per_call, longest_stage) : longest_stage;

  if (stops && step_ == 0 && leg.first == 0) record();
  while (step_ < end) {
    std::uint64_t next = std::min(end, step_ + between);
    if (stops)
      for (const std::uint64_t at : record_at_)
        if (at > step_) next = std::min(next, at);
    const bool ends = leg.last && next == end;
    double before = leg.lambda;
    for (std::size_t k = 0; k < tables.size(); ++k) {
      tables[k].resize(next - step_);
      for (std::uint64_t s = step_; s < next; ++s) tables[k][s - step_] = lambda_at(*leg.protocols[k], s);
      table_starts[k] = tables[k].data();
    }
    if (step_ > leg.first) before = lambda_at(*leg.protocols[0], step_ - 1);
    const Stage stage{.first = step_,
                      .steps = next - step_,
                      .lambdas = table_starts.data(),
                      .final_lambdas = ends ? final_starts.data() : nullptr,
                      .outcome = books_.ensemble.outcome.empty() ? nullptr : books_.ensemble.outcome.data(),
                      .lambda = before,
                      .seed = run_.seed,
                      .first_trajectory = run_.first_trajectory,
                      .component = leg.relaxation ? relaxation_component : 0};
    std::vector<char> reached(tiles, 0);
    const bool finished = for_each_tile(
        tiles, run_.threads,
        [&](std::size_t done) {
          if (leg.relaxation) return report_(0);
          const double part = static_cast<double>(done) / static_cast<double>(tiles);
          return report_((static_cast<double>(stage.first) + part * static_cast<double>(stage.steps)) /
                         static_cast<double>(total_));
        },
        [&](std::size_t tile) {
          for (std::size_t i = tile * tile_size; i < std::min(n, (tile + 1) * tile_size); i += block_size)
            kernel_(stage, columns.data(), i, std::min(n, i + block_size));
          reached[tile] = 1;
        });
    Ensemble& e = books_.ensemble;
    for (std::size_t i = 0; i < n; ++i) e.ledger.energy_change[i] = books_.energy[i] - books_.first_energy[i];
    if (!finished) {  // what did not arrive cannot be taken for a result
      for (std::size_t i = 0; i < n; ++i)
        if (!ends || !reached[i / tile_size]) {
          for (const auto& [name, column] : books_.columns) (*column)[i] = unreached;
          e.ledger.energy_change[i] = e.ledger.nonconservative_work[i] = unreached;
        }
      return false;
    }
    step_ = next;
    if (stops) record();
    if (often) save(false);
  }
  return true;
}

void March::record() {
  const auto at = std::find(record_at_.begin(), record_at_.end(), step_);
  if (at == record_at_.end()) return;
  const auto when = static_cast<std::size_t>(at - record_at_.begin());
  Ensemble& e = books_.ensemble;
  for (std::size_t k = 0; k < run_.record.what.size(); ++k)
    for (std::size_t i = 0; i < e.size(); ++i) e.records.values[k][when][i] = run_.record.what[k].value(e, i);
}

void March::save(bool now) {
  if (!now && seconds_now() - last_save_ < run_.checkpoint.every_seconds) return;
  Snapshot snapshot{.run = identity_, .step = step_};
  for (const auto& [name, column] : books_.all_columns()) snapshot.columns.emplace_back(name, *column);
  Column outcome(books_.ensemble.outcome.begin(), books_.ensemble.outcome.end());
  snapshot.columns.emplace_back("outcome", std::move(outcome));
  run_.checkpoint.save(snapshot);
  last_save_ = seconds_now();
}

void March::resume(const std::string& identity) {
  identity_ = identity;
  if (!run_.checkpoint.load) return;
  const auto snapshot = run_.checkpoint.load();
  if (!snapshot) return;
  if (snapshot->run != identity) {
    // Name the first line that differs.
    const auto next_line = [](std::string_view& text) {
      const auto line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(text.size(), line.size() + 1));
      return line;
    };
    std::string_view theirs = snapshot->run, ours = identity;
    while (!theirs.empty() || !ours.empty()) {
      const auto a = next_line(theirs), b = next_line(ours);
      require(a == b, fmt::format("the checkpoint must belong to this run ({})", b), "the checkpoint's", a, "simulate");
    }
  }
  auto columns = books_.all_columns();
  const std::size_t n = run_.trajectories;
  const auto find = [&](std::string_view name) -> const Column& {
    for (const auto& [key, column] : snapshot->columns)
      if (key == name) return column;
    throw InvalidArgument("simulate", "the checkpoint must hold every column of the run", "missing", name);
  };
  // All is checked before anything is taken over.
  for (const auto& [name, column] : columns)
    require(find(name).size() == n, "the checkpoint must hold every trajectory", name,
            static_cast<double>(find(name).size()), "simulate");
  require(snapshot->step <= total_, "the checkpoint must lie within the run", "step",
          static_cast<double>(snapshot->step), "simulate");
  for (const auto& [name, column] : columns) *column = find(name);
  const Column& outcome = find("outcome");
  books_.ensemble.outcome.assign(outcome.begin(), outcome.end());
  Ensemble& e = books_.ensemble;
  for (std::size_t i = 0; i < n; ++i) e.ledger.energy_change[i] = books_.energy[i] - books_.first_energy[i];
  step_ = snapshot->step;
}

bool relax(Books& books, const Run& run, double duration, double lambda, const BlockKernel& kernel) {
  if (duration == 0) return true;
  require_positive(duration, "the time of relaxation must be positive", "duration", "stationary");
  const Protocol still = Protocol::constant(lambda, duration);
  const std::uint64_t steps = count_steps(still, run.dt);
  Run quiet = run;
  quiet.record = {};
  quiet.checkpoint = {};
  March march(books, quiet, steps, kernel);
  if (!march.go({.protocols = {&still}, .first = 0, .steps = steps, .lambda = lambda, .relaxation = true})) return false;
  books.ensemble.initial = books.ensemble.final;
  books.ensemble.initial_velocity = books.ensemble.final_velocity;
  books.first_energy = books.energy;
  books.open();
  return true;
}

std::uint64_t hash_bits(std::uint64_t hash, std::span<const double> numbers) {
  for (const double x : numbers) hash = (hash ^ std::bit_cast<std::uint64_t>(x)) * 0x100000001b3U;
  return hash;
}

std::string describe(const Books& books, const Run& run, const StepperFacts& stepper,
                     const std::vector<const Protocol*>& protocols, std::uint64_t steps, std::uint64_t said) {
  std::uint64_t course = hash_start, begin = hash_start;
  for (const Protocol* protocol : protocols) {
    course = hash_bits(course, std::array{protocol->duration(), protocol->initial(), protocol->final()});
    for (int i = 0; i < 1024; ++i)
      course = hash_bits(course, std::array{(*protocol)(protocol->duration() * (i + 0.5) / 1024)});
  }
  for (const auto& column : books.ensemble.initial) begin = hash_bits(begin, column);
  for (const auto& column : books.ensemble.initial_velocity) begin = hash_bits(begin, column);
  begin = hash_bits(begin, books.first_energy);
  std::string text = fmt::format(
      "stepper = {}\nseed = {}\ntrajectories = {}\nfirst trajectory = {}\ndt = {}\nsteps = {}\nevidence = {}\n"
      "protocol = {:016x}\nstart = {:016x}\nmodel = {:016x}\nrecords =",
      stepper.name, run.seed.value, run.trajectories, run.first_trajectory, run.dt, steps, run.evidence, course, begin,
      said);
  for (const auto& observable : run.record.what) text += " " + observable.name;
  text += fmt::format("\nrecorded = {:016x}\n", hash_bits(hash_start, run.record.times));
  return text;
}

Solved<Ensemble> conclude(Books& books, bool finished, double seconds) {
  Ensemble ensemble = std::move(books.ensemble);
  const Stats stats{
      .steps = ensemble.steps, .residual = ensemble.ledger.worst_first_law_residual(), .seconds = seconds};
  if (!finished)
    return {std::move(ensemble), Status::cancelled,
            "simulate: the run was cancelled before all trajectories were done.", stats};
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
