#include <algorithm>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/solvers/ode/integrate.hpp>
#include <stochtherm/studies/biofilm.hpp>

namespace stochtherm::studies {
namespace {

using models::PotassiumWave;
constexpr OdeTolerance fine{.relative = 1e-10, .absolute = 1e-13, .longest_step = 0.25};

/// The cells' variables, then what is dissipated and what the batteries take.
struct Accounts {
  const PotassiumWave& cell;
  std::size_t cells;
  [[nodiscard]] OdeFunction function() const {
    return [this](std::span<const double> x, std::span<double> dx, double) {
      const std::size_t n = 5 * cells;
      if (cells == 1)
        cell.slope(x.first<5>(), dx.first<5>());  // alone, not a row whose neighbours are sinks
      else
        cell.row_slope(x.first(n), dx.first(n));
      dx[n] = dx[n + 1] = 0;
      for (std::size_t i = 0; i < cells; ++i) {
        dx[n] += cell.dissipation(x.subspan(5 * i).first<5>());
        dx[n + 1] += cell.batteries(x.subspan(5 * i).first<5>());
      }
    };
  }
  /// From a state to a later one of the same row.
  [[nodiscard]] double balance(std::span<const double> from, std::span<const double> to) const {
    const std::size_t n = 5 * cells;
    double stored = 0;
    for (std::size_t i = 0; i < cells; ++i)
      stored += 0.5 * (to[5 * i] * to[5 * i] - from[5 * i] * from[5 * i]);
    const double heat = to[n] - from[n], taken = to[n + 1] - from[n + 1];
    return std::abs(heat + stored + taken) / std::max({std::abs(heat), std::abs(stored), std::abs(taken)});
  }
};

/// Watches one variable: its extreme value, found within the step where its slope changes sign.
struct Watch {
  std::size_t variable;
  double sign;  ///< 1 for a maximum, -1 for a minimum
  Extreme best{0, -HUGE_VAL};

  void start(double t, double value) { best = {t, sign * value}; }
  void look(const OdeStep& s, const OdeFunction& f) {
    const auto slope = [&](std::span<const double> x) {
      std::vector<double> dx(x.size());
      f(x, dx, 0);
      return sign * dx[variable];
    };
    if (sign * s.after[variable] > best.value) best = {s.to, sign * s.after[variable]};
    if (slope(s.before) > 0 && slope(s.after) <= 0) {
      const double t = crossing(s, slope), value = sign * s.at(t)[variable];
      if (value > best.value) best = {t, value};
    }
  }
  [[nodiscard]] Extreme found() const { return {best.time, sign * best.value}; }
};

void advance(const OdeFunction& f, std::vector<double>& x, double from, double to,
             const std::function<bool(const OdeStep&)>& look) {
  const auto end = integrate(f, x, from, to, fine, look);
  if (!end) throw SolveFailed(end.status(), end.sentence());
  x = *end;
}

}  // namespace

BiofilmShock shock_a_cell(const PotassiumWave& cell, double shock, double duration) {
  require_finite(shock, "shock");
  require_positive(duration, "a duration is positive", "duration");
  const Accounts books{cell, 1};
  const OdeFunction f = books.function();
  const auto rest = cell.rest();
  std::vector<double> x(rest.begin(), rest.end());
  x.resize(7, 0.0);
  x[2] += shock;
  const std::vector<double> start = x;
  Watch watches[] = {{0, 1}, {0, -1}, {1, 1}, {3, 1}, {4, 1}, {4, -1}};
  for (auto& w : watches) w.start(0, x[w.variable]);
  Watch second{2, 1};
  BiofilmShock result{};
  const auto keep = [&](double t, std::span<const double> at) {
    result.time.push_back(t);
    result.course.push_back({at[0], at[1], at[2], at[3], at[4]});
  };
  keep(0, x);
  advance(f, x, 0, duration, [&](const OdeStep& s) {
    for (auto& w : watches) w.look(s, f);
    if (s.from >= 0.5) {
      if (second.best.value == -HUGE_VAL) second.best.value = 0;
      // Only a maximum within: the shock itself decays from the start.
      const double before = second.best.value;
      second.look(s, f);
      if (second.best.time == s.to && second.best.value > before) second.best = {0, before};
    }
    keep(s.to, s.after);
    return true;
  });
  result.highest_V = watches[0].found(), result.lowest_V = watches[1].found(),
  result.most_open = watches[2].found();
  result.most_stress = watches[3].found(), result.brightest = watches[4].found(),
  result.dimmest = watches[5].found();
  result.second_potassium = second.found();
  result.energy = x[5];
  result.balance = books.balance(start, x);
  return result;
}

double BiofilmWave::speed(std::size_t from, std::size_t to, double dx_mm) const {
  require(from < highest_V.size() && to < highest_V.size() && from != to, "two cells of the row", "to",
          static_cast<double>(to));
  const double cells_apart = std::abs(static_cast<double>(to) - static_cast<double>(from));
  return 1e3 * dx_mm * cells_apart / std::abs(highest_V[to].time - highest_V[from].time);
}

BiofilmWave potassium_wave(const PotassiumWave& cell, const BiofilmWaveRun& run) {
  require(run.cells >= 2, "a row has two cells at least", "cells", static_cast<double>(run.cells));
  require_positive(run.duration, "a duration is positive", "duration");
  require_positive(run.look_every, "an interval is positive", "look_every");
  require_finite(run.kick, "kick");
  require(std::is_sorted(run.kicks.begin(), run.kicks.end()), "kicks come in the order of time", "kicks",
          0.0);
  const Accounts books{cell, run.cells};
  const OdeFunction f = books.function();
  const std::size_t n = 5 * run.cells;
  std::vector<double> x(n + 2, 0.0);
  BiofilmWave result{.cells = run.cells, .highest_V = {}, .energy = 0, .balance = 0, .time = {}, .V = {}};
  std::vector<double> slope(n + 2), before(n + 2);
  std::vector<Watch> highest;
  double t = 0, next_look = 0;
  std::vector<double> at = x;
  std::vector<double> ends(run.kicks.begin(), run.kicks.end());
  ends.push_back(run.duration);
  bool kicked = false;
  for (double end : ends) {
    require(end >= t && end <= run.duration, "kicks are within the run", "kicks", end);
    if (end > t)
      advance(f, x, t, end, [&](const OdeStep& s) {
        while (next_look <= s.to && next_look <= run.duration) {
          at = s.at(next_look);
          result.time.push_back(next_look);
          result.V.emplace_back();
          for (std::size_t i = 0; i < run.cells; ++i) result.V.back().push_back(at[5 * i]);
          next_look = run.look_every * static_cast<double>(result.time.size());
        }
        if (kicked)
          for (auto& w : highest)
            if (s.after[w.variable] > w.best.value - 1) w.look(s, f);
        return true;
      });
    t = end;
    if (end < run.duration && !kicked) {
      kicked = true;
      before = x;
      for (std::size_t i = 0; i < run.cells; ++i)
        highest.push_back({5 * i, 1}), highest.back().start(t, x[5 * i]);
    }
    if (end < run.duration) x[3] += run.kick;
  }
  for (const auto& w : highest) result.highest_V.push_back(w.found());
  if (!kicked) before.assign(n + 2, 0.0);
  result.energy = x[n] - before[n];
  result.balance = books.balance(before, x);
  return result;
}

}  // namespace stochtherm::studies
