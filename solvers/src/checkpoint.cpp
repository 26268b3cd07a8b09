#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/langevin/march.hpp>

namespace stochtherm::detail {
namespace {

constexpr int rehearsed_steps = 128;  // of each protocol

std::string record_name(const std::string& observable) { return "record of " + observable; }

/// Throws, naming the first line in which the descriptions differ.
void require_same_run(std::string_view theirs, std::string_view ours, const std::string& place) {
  const auto next_line = [](std::string_view& text) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    return line;
  };
  while (!theirs.empty() || !ours.empty()) {
    const auto here = next_line(ours), there = next_line(theirs);
    const auto equals = there.find(" = ");
    const bool named = equals != std::string_view::npos;
    require(here == there, fmt::format("the checkpoint {}must belong to this run, with {}", place, here),
            fmt::format("its {}", named ? there.substr(0, equals) : "description"),
            named ? there.substr(equals + 3) : there, "simulate");
  }
}

}  // namespace

std::uint64_t hash_bits(std::uint64_t hash, std::span<const double> numbers) {
  for (const double x : numbers) {
    hash = (hash ^ (std::isnan(x) ? 0 : std::bit_cast<std::uint64_t>(x))) * 0x9e3779b97f4a7c15U;
    hash ^= hash >> 32;
  }
  return hash;
}

void March::resume(const std::vector<const Protocol*>& protocols, const std::string& more) {
  identity_ = describe(protocols) + more;
  if (const auto snapshot = run_.checkpoint.load())
    take_over(*snapshot);
  else
    save(true);  // a place that cannot be written shows before the work is done
}

void March::save(bool now) {
  if (!run_.checkpoint.save || (!now && seconds_now() - last_save_ < run_.checkpoint.every_seconds)) return;
  const Ensemble& e = books_.ensemble;
  Snapshot snapshot{.run = identity_, .relaxed = relaxed_, .step = step_};
  for (const auto& [name, column] : books_.all_columns()) snapshot.columns.emplace_back(name, *column);
  for (std::size_t k = 0; k < e.records.names.size(); ++k) {
    Column rows;
    for (std::size_t row = 0; row < rows_at(step_); ++row)
      rows.insert(rows.end(), e.records.values[k][row].begin(), e.records.values[k][row].end());
    snapshot.columns.emplace_back(record_name(e.records.names[k]), std::move(rows));
  }
  snapshot.columns.emplace_back("outcome", Column(e.outcome.begin(), e.outcome.end()));
  run_.checkpoint.save(snapshot);
  last_save_ = seconds_now();
}

/// How many times have been recorded when the run has come to a step.
std::size_t March::rows_at(std::uint64_t step) const {
  if (step == 0) return 0;  // those of the beginning are made again
  return static_cast<std::size_t>(
      std::count_if(record_at_.begin(), record_at_.end(), [&](auto at) { return at <= step; }));
}

void March::take_over(const Snapshot& snapshot) {
  const std::string place = run_.checkpoint.place.empty() ? "" : run_.checkpoint.place + " ";
  require_same_run(snapshot.run, identity_, place);
  const auto find = [&](const std::string& name, std::size_t size) -> const Column& {
    for (const auto& [key, column] : snapshot.columns)
      if (key == name) {
        require(column.size() == size,
                fmt::format("the checkpoint {}must hold {} numbers in each column", place, size),
                fmt::format("size of \"{}\"", name), static_cast<double>(column.size()), "simulate");
        return column;
      }
    throw InvalidArgument("simulate",
                          fmt::format("the checkpoint {}must hold every column of the run", place), "missing",
                          name);
  };
  // All is checked before anything is taken over.
  require(snapshot.step <= total_ && snapshot.relaxed <= relaxation_ &&
              (snapshot.step == 0 || snapshot.relaxed == relaxation_),
          fmt::format("the checkpoint {}must lie within the run", place), "step",
          static_cast<double>(snapshot.step), "simulate");
  Ensemble& e = books_.ensemble;
  const std::size_t n = run_.trajectories, rows = rows_at(snapshot.step);
  const auto columns = books_.all_columns();
  for (const auto& [name, column] : columns) (void)find(name, n);
  for (const auto& name : e.records.names) (void)find(record_name(name), rows * n);
  const auto measured = std::find_if(snapshot.columns.begin(), snapshot.columns.end(),
                                     [](const auto& column) { return column.first == "outcome"; });
  const Column& outcome =
      measured != snapshot.columns.end() && measured->second.empty() ? measured->second : find("outcome", n);
  for (const double k : outcome)
    require(k >= 0 && k < 0x1p32 && k == std::floor(k),
            fmt::format("the checkpoint {}must hold outcomes", place), "outcome", k, "simulate");

  for (const auto& [name, column] : columns) *column = find(name, n);
  for (std::size_t k = 0; k < e.records.names.size(); ++k) {
    auto from = find(record_name(e.records.names[k]), rows * n).begin();
    for (std::size_t row = 0; row < rows; ++row, from += static_cast<std::ptrdiff_t>(n))
      std::copy_n(from, n, e.records.values[k][row].begin());
  }
  e.outcome.assign(outcome.begin(), outcome.end());
  relaxed_ = snapshot.relaxed;
  step_ = snapshot.step;
}

std::string March::describe(const std::vector<const Protocol*>& protocols) const {
  std::uint64_t course = hash_start, begin = hash_start, times = hash_bits(hash_start, run_.record.times);
  for (const Protocol* protocol : protocols) {
    course = hash_bits(course, std::array{protocol->duration(), protocol->initial(), protocol->final()});
    for (int i = 0; i < 1024; ++i)
      course = hash_bits(course, std::array{(*protocol)(protocol->duration() * (i + 0.5) / 1024)});
  }
  for (const auto& column : books_.ensemble.initial) begin = hash_bits(begin, column);
  for (const auto& column : books_.ensemble.initial_velocity) begin = hash_bits(begin, column);
  begin = hash_bits(begin, books_.first_energy);
  std::string text = fmt::format(
      "stepper = {}\nseed = {}\ntrajectories = {}\nfirst trajectory = {}\ndt = {}\nrelaxation = {}\nsteps = "
      "{}\n"
      "evidence = {}\nprotocol = {:016x}\nstart = {:016x}\nmotion = {:016x}\nrecord times = {:016x}\n",
      books_.ensemble.stepper.name, run_.seed.value, run_.trajectories, run_.first_trajectory, run_.dt,
      relaxation_, total_, run_.evidence, course, begin, rehearse(protocols), times);
  for (const auto& observable : run_.record.what) text += fmt::format("record = {}\n", observable.name);
  return text;
}

/// What the run is made of cannot be asked, but it can be tried: a hash of what becomes of the first trajectories when they
/// are hurried through all protocols. Another model, stepper or wall has other numbers, and so has a program that was
/// compiled to round differently.
std::uint64_t March::rehearse(const std::vector<const Protocol*>& protocols) const {
  const std::size_t n = std::min(run_.trajectories, block_size);
  std::vector<Column> columns;
  std::vector<double*> pointers;
  for (const auto& [name, column] : books_.columns)
    columns.emplace_back(column->begin(), column->begin() + static_cast<std::ptrdiff_t>(n));
  for (Column& column : columns) pointers.push_back(column.data());
  std::vector<double> lambdas;
  for (const Protocol* protocol : protocols)
    for (int i = 0; i < rehearsed_steps; ++i)
      lambdas.push_back((*protocol)(protocol->duration() * (i + 0.5) / rehearsed_steps));
  const double* table = lambdas.data();
  kernel_({.first = 0,
           .steps = lambdas.size(),
           .lambdas = &table,
           .final_lambdas = nullptr,
           .outcome = nullptr,
           .lambda = 0,
           .seed = run_.seed,
           .first_trajectory = run_.first_trajectory,
           .component = 0},
          pointers.data(), 0, n);
  std::uint64_t hash = hash_start;
  for (const Column& column : columns) hash = hash_bits(hash, column);
  return hash;
}

}  // namespace stochtherm::detail
