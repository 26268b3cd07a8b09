// Schmiedl & Seifert's protocols by trajectories, their jumps included: what the work is, and what constant speed
// wastes.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>
#include <stochtherm/studies/least_work.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using studies::least_work;
using studies::LeastWork;

const models::DraggedTrap moving{};
const models::BreathingTrap breathing{};
constexpr double distance = 2, soft = 1, stiff = 4;

/// Each experiment has a number, and so trajectories of its own.
Run pulls(const Effort& effort, double duration, std::size_t trajectories, std::uint64_t experiment) {
  // Relaxation takes a time of 1/4 in the stiffest trap.
  const double steps = std::max(50.0, std::ceil(duration / 0.04));
  return {.dt = duration / steps,
          .trajectories = effort.samples(trajectories),
          .seed = effort.seed,
          .first_trajectory = experiment << 32,
          .threads = effort.threads};
}

void compare(Verdict& v, const std::string& name, const LeastWork& work, bool smooth) {
  const Estimate linear = estimate_mean(work.linear.work);
  const Estimate optimal = smooth ? linear : estimate_mean(work.optimal.work);
  v.checks.push_back(statistical(name + "⟨W⟩ at constant speed", linear, work.linear.expected, 0.2));
  v.checks.push_back(statistical(name + "⟨W⟩ of the optimal protocol", optimal, work.optimal.expected, 0.2));
}

Series curve(std::string label, const Protocol& protocol) {
  Series s{.label = std::move(label), .x = {0}, .y = {protocol.initial()}};
  for (int i = 0; i <= 200; ++i) {
    const double t = i < 200 ? protocol.duration() * i / 200 : protocol.duration();
    s.x.push_back(t / protocol.duration());
    s.y.push_back(protocol(t));
  }
  s.x.push_back(1);
  s.y.push_back(protocol.final());
  return s;
}

/// <W> of either protocol over the least work: points with their errors.
void add_points(Series& linear, Series& optimal, double duration, const LeastWork& work) {
  const auto add = [&](Series& s, const Column& column) {
    const Estimate mean = estimate_mean(column);
    s.add(duration, mean.mean / work.optimal.expected, mean.std_error / work.optimal.expected);
  };
  add(linear, work.linear.work);
  add(optimal, work.optimal.work);
}

/// `smooth`: what ran at constant speed is taken for the optimal protocol.
Verdict run(const Effort& effort, bool smooth) {
  Verdict v;
  Series linear{.label = "constant speed, trajectories", .style = Series::Style::points};
  Series optimal{.label = "with two jumps, trajectories", .style = Series::Style::points};
  Figure distribution{
      .title = "The work of a move in a time of 1",
      .x_label = "work W/kT",
      .y_label = "p(W)",
      .series = {},
      .caption =
          "Both are normal with Var W = 2kT⟨W⟩, as Jarzynski's equality demands of any normal work "
          "without a change of free energy: what costs less is also more certain."};
  std::uint64_t experiment = 0;
  for (const double t : {0.1, 0.5, 1.0, 2.688, 6.0, 10.0}) {
    const LeastWork work = least_work(moving, distance, t, pulls(effort, t, 100'000, experiment++));
    compare(v, fmt::format("move in {}: ", t), work, smooth);
    add_points(linear, optimal, t, work);
    if (t != 1.0) continue;
    v.checks.push_back(statistical("move in 1: Var W of the optimal protocol, which is 2kT⟨W⟩",
                                   estimate_variance(smooth ? work.linear.work : work.optimal.work),
                                   2 * work.optimal.expected, 0.4));
    for (const auto& [name, w] :
         {std::pair{"constant speed", &work.linear}, {"with two jumps", &work.optimal}}) {
      distribution.series.push_back(histogram_points(name, Histogram(w->work, -4, 7, 44)));
      Series normal{.label = "", .style = Series::Style::dashed};
      for (double x = -4; x <= 7.001; x += 0.05) {
        normal.x.push_back(x);
        normal.y.push_back(std::exp(-std::pow(x - w->expected, 2) / (4 * w->expected)) /
                           std::sqrt(4 * std::numbers::pi * w->expected));
      }
      normal.label = std::string(name) + ", exact";
      distribution.series.push_back(normal);
    }
  }
  Series stiff_linear{.label = "stiffness at constant speed, trajectories", .style = Series::Style::points};
  Series stiff_optimal{.label = "stiffness with two jumps, trajectories", .style = Series::Style::points};
  for (const double t : {0.1, 0.5, 1.0, 3.0, 10.0}) {
    const LeastWork work = least_work(breathing, soft, stiff, t, pulls(effort, t, 50'000, experiment++));
    compare(v, fmt::format("stiffness {} → {} in {}: ", soft, stiff, t), work, smooth);
    add_points(stiff_linear, stiff_optimal, t, work);
  }

  Series exact{.label = "constant speed, exact"}, bound{.label = "least", .style = Series::Style::dashed};
  Series stiff_exact{.label = "stiffness at constant speed, exact"};
  for (double t = 0.05; t < 21; t *= 1.05) {
    exact.x.push_back(t), stiff_exact.x.push_back(t), bound.x.push_back(t);
    exact.y.push_back(moving.mean_work(distance / t, t) / models::optimal_mean_work(moving, distance, t));
    stiff_exact.y.push_back(breathing.work(Protocol::linear(soft, stiff, t)).mean /
                            models::optimal_mean_work(breathing, soft, stiff, t));
    bound.y.push_back(1);
  }
  v.figures.push_back(
      {.title = "What constant speed wastes when a trap is moved",
       .x_label = "time t, in relaxation times",
       .y_label = "⟨W⟩ / least ⟨W⟩",
       .series = {exact, linear, bound, optimal},
       .caption = "At most 13.9 %, in 2.69 relaxation times. In no time both protocols are a jump, in a long "
                  "time both have constant speed.",
       .log_x = true});
  v.figures.push_back(
      {.title = "What constant speed wastes when a trap is made four times as stiff",
       .x_label = "time t, in relaxation times at the start",
       .y_label = "⟨W⟩ / least ⟨W⟩",
       .series = {stiff_exact, stiff_linear, bound, stiff_optimal},
       .caption = "Here the work includes the free energy ΔF = kT ln 2, which no protocol can save.",
       .log_x = true});
  v.figures.push_back(distribution);
  Figure shapes{
      .title = "The protocols of least work jump at both ends",
      .x_label = "time, in units of the duration t",
      .y_label = "stiffness",
      .series = {},
      .caption =
          "From stiffness 1 to 4 in three durations, kT = μ = 1. The first jump starts a relaxation at once, "
          "the last spares the particle a relaxation that nobody waits for."};
  for (const double t : {0.1, 1.0, 10.0})
    shapes.series.push_back(
        curve(fmt::format("t = {}", t), models::optimal_protocol(breathing, soft, stiff, t)));
  Series straight = curve("constant speed", Protocol::linear(soft, stiff, 1));
  straight.style = Series::Style::dashed;
  shapes.series.push_back(straight);
  v.figures.push_back(shapes);
  return v;
}

const Registered registered{{
    .name = "studies/least_work",
    .claim = "Trajectories under Schmiedl and Seifert's protocols, which jump at both ends, cost the least "
             "mean work, "
             "and at "
             "constant speed the work of the closed form, for a trap that moves and one that stiffens.",
    .equation = "⟨W⟩* = kd^{2}/(2 + μkt)  against  (d/t)^{2}/(μ^{2}k) (s − 1 + e^{−s}), s = μkt",
    .source = "schmiedl2007, vanzoncohen2003",
    .tags = {"statistical", "figure"},
    .statistical_checks = 23,
    .check = [](const Effort& e) { return run(e, false); },
    .sabotage = {.description =
                     "The jumps are smoothed away: constant speed is taken for the optimal protocol.",
                 .check = [](const Effort& e) { return run(e, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
