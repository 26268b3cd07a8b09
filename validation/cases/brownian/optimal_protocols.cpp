// Protocols of least work, against minimisation without the solution in closed form.
#include <fmt/format.h>

#include <Eigen/Dense>
#include <array>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <stochtherm/models/brownian/optimal_protocols.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::BreathingTrap;
using models::DraggedTrap;

/// The least mean work of all protocols that stand still N times on the way from 0 to `distance`: a quadratic form,
/// minimised by linear algebra. Jumps at both ends are allowed.
double least_work_of_steps(const DraggedTrap& trap, double distance, double duration, int N) {
  const double keep = std::exp(-trap.mu.mu * trap.k * duration / N);
  // Row n: the mean position before the n-th jump, as a linear form in the N stops.
  Eigen::MatrixXd position = Eigen::MatrixXd::Zero(N + 1, N);
  for (int n = 0; n < N; ++n) {
    position.row(n + 1) = keep * position.row(n);
    position(n + 1, n) += 1 - keep;
  }
  // Work of a jump from a to b: k (b - a) [(a + b)/2 - <x>].
  Eigen::MatrixXd A = Eigen::MatrixXd::Zero(N, N);
  Eigen::VectorXd b = Eigen::VectorXd::Zero(N);
  for (int n = 0; n < N; ++n) {
    A.row(n) -= position.row(n);
    if (n > 0) A.row(n - 1) += position.row(n);
  }
  A.row(N - 1) += position.row(N);
  b -= distance * position.row(N).transpose();
  const Eigen::MatrixXd H = A + A.transpose();
  const Eigen::VectorXd stops = H.ldlt().solve(-b);
  return trap.k * (stops.dot(A * stops) + b.dot(stops) + 0.5 * distance * distance);
}

/// The least work of a change of stiffness, kT = mu = 1. With y = sqrt<x^2> the dissipation is int y'^2 dt: least when
/// y moves at constant speed, so only its last value is left to choose, and Brent's method chooses it.
double least_work_by_brent(double from, double to, double duration) {
  const double start = 1 / std::sqrt(from);
  const auto work = [&](double y) {
    return 0.5 * (to * y * y - 1) - std::log(y / start) + (y - start) * (y - start) / duration;
  };
  return boost::math::tools::brent_find_minima(work, 1e-3, 10.0, 52).second;
}

/// `jump` scales the jumps at the ends; 1 is the truth.
Verdict least_work(double jump) {
  Verdict v;
  auto& checks = v.checks;
  const DraggedTrap moving{};
  const double distance = 2;
  const auto optimal_work = [&](double t) { return optimal_mean_work(moving, distance, t); };
  const auto linear_work = [&](double t) { return moving.mean_work(distance / t, t); };
  for (const auto& [t, best, linear] : {std::array{0.1, 1.9047619048, 1.9349672144},
                                        {1.0, 1.3333333333, 1.4715177647},
                                        {10.0, 0.3333333333, 0.3600018160}}) {
    checks.push_back(
        digits(fmt::format("published, moving trap, t = {}: least work", t), optimal_work(t), best, 10));
    checks.push_back(digits(fmt::format("published, moving trap, t = {}: work at constant speed", t),
                            linear_work(t), linear, 10));
    const Protocol p = optimal_protocol(moving, distance, t);
    checks.push_back(
        digits(fmt::format("moving trap, t = {}: first jump", t), jump * p(0), distance / (t + 2), 12));
    checks.push_back(digits(fmt::format("moving trap, t = {}: last jump", t), jump * (distance - p(t)),
                            distance / (t + 2), 12));
  }
  // Stops instead of a ramp cost an amount of order N^-2 (the trapezoid rule's).
  const DraggedTrap other{.k = 2.5, .T = {0.7}, .mu = {0.3}};
  std::vector<double> steps, excess;
  for (const int N : {16, 32, 64, 128}) {
    steps.push_back(1.0 / N);
    excess.push_back(least_work_of_steps(other, -1.4, 3, N) - optimal_mean_work(other, -1.4, 3));
  }
  checks.push_back(
      order("least work of N stops exceeds that of all protocols, against 1/N", steps, excess, 2, 0.02));

  const auto [at, ratio] = boost::math::tools::brent_find_minima(
      [&](double t) { return -linear_work(t) / optimal_work(t); }, 1.0, 5.0, 50);
  checks.push_back(
      digits("published: how much a pull at constant speed can waste", -ratio, 1.1393515565, 10));
  // A maximum is flat: its place is known to the square root of rounding.
  checks.push_back(digits("published: in which time", at, 2.68800, 6));

  const BreathingTrap trap{};
  struct Row {
    double from, to, duration, work;
  };
  for (const Row& row :
       {Row{1, 2, 1, 0.4029183611}, Row{1, 4, 1, 0.8905717855}, Row{1, 0.5, 1, -0.2866414769},
        Row{1, 2, 0.1, 0.4782891071}, Row{1, 2, 10, 0.3547411712}}) {
    const std::string name = fmt::format("stiffness {} → {} in {}: ", row.from, row.to, row.duration);
    const double best = optimal_mean_work(trap, row.from, row.to, row.duration);
    checks.push_back(digits("published, " + name + "least work", best, row.work, 10));
    checks.push_back(digits(name + "least work by Brent's method", best,
                            least_work_by_brent(row.from, row.to, row.duration), 12));
    // The moment equations know nothing of the optimum; 1000 straight pieces add about 1e-12.
    checks.push_back(digits(name + "work of the protocol itself", best,
                            trap.work(optimal_protocol(trap, row.from, row.to, row.duration)).mean, 10));
  }
  const auto ends = [&](double from, double to) {
    const Protocol p = optimal_protocol(trap, from, to, 1);
    return std::pair{from + jump * (p(0) - from), to - jump * (to - p(1))};
  };
  checks.push_back(
      digits("published, 1 → 2: stiffness after the first jump", ends(1, 2).first, 1.1909830056, 10));
  checks.push_back(
      digits("published, 1 → 2: stiffness before the last jump", ends(1, 2).second, 1.7639320225, 10));
  checks.push_back(
      digits("published, 1 → 4: stiffness after the first jump", ends(1, 4).first, 1.3923747815, 10));
  checks.push_back(
      digits("published, 1 → 4: stiffness before the last jump", ends(1, 4).second, 3.3542486889, 10));
  checks.push_back(digits("published, 1 → 2: work of the ramp", trap.work(Protocol::linear(1, 2, 1)).mean,
                          0.4124657985, 10));
  checks.push_back(digits("published, 1 → 4: work of the ramp", trap.work(Protocol::linear(1, 4, 1)).mean,
                          0.9360417073, 10));
  // Units other than 1, and both directions. The last jump starts half-way between the stiffness for which the
  // particle's spread would be equilibrium's and the final one, so that the stiffness never turns negative.
  const BreathingTrap warm{.T = {0.4}, .mu = {2.5}};
  for (const auto& [from, to] : {std::pair{4.0, 0.5}, {4.0, 0.01}, {0.7, 3.0}}) {
    const Protocol p = optimal_protocol(warm, from, to, 0.3);
    const std::string name = fmt::format("stiffness {} → {}, kT = 0.4, μ = 2.5: ", from, to);
    checks.push_back(digits(name + "work of the protocol itself", optimal_mean_work(warm, from, to, 0.3),
                            warm.work(p).mean, 10));
    checks.push_back(digits(name + "stiffness before the last jump", to - jump * (to - p(0.3)),
                            0.5 * (to + warm.T.kT / warm.final_variance(p)),
                            6));  // straight pieces: off by N^-2
  }
  return v;
}

const Registered least_work_case{{
    .name = "brownian/optimal_protocols",
    .claim = "Of all ways to move a trap, or to change its stiffness, in a given time the protocols with two "
             "jumps cost the "
             "least work; constant speed costs up to 13.9 % more.",
    .equation = "W* = kλ_{f}^{2}/(2 + μkt), jumps λ_{f}/(2 + μkt);   ⟨x^{2}⟩ = (kT/λ_{i})(1 + ct)^{2}",
    .source = "schmiedl2007",
    .tags = {"exact", "order"},
    .check = [](const Effort&) { return least_work(1); },
    .sabotage = {.description = "The jumps at both ends are half as high.",
                 .check = [](const Effort&) { return least_work(0.5); }},
}};

}  // namespace
}  // namespace stochtherm::validation
