#include <fmt/format.h>

#include <array>
#include <boost/math/special_functions/digamma.hpp>
#include <limits>
#include <numeric>
#include <stochtherm/core/error.hpp>

#include "audit_laws.hpp"

namespace stochtherm::detail {
namespace {

// Materialities; audit.hpp says where they come from.
constexpr double exact_noise = 0.01, uneven_noise = 0.05, order_two_noise = 0.15, resolved_noise = 0.02,
                 force_bias = 0.1, calculus_share = 0.2, rejected = 0.05, entropy_share = 0.05,
                 mean_per_step = 1e-4, rms_per_step = 0.02, shadow_share = 0.05, shadow_per_step = 0.005,
                 nats = 0.05;
constexpr std::size_t enough_for_entropy = 500;

}  // namespace

void require_columns(const Ensemble& run) {
  const std::size_t n = run.size();
  require(n >= 1, "an audit needs at least one trajectory", "trajectories", 0.0, "audit");
  require_positive(run.dt, "the time step of the run must be positive", "dt", "audit");
  require(run.steps >= 1, "the run must have taken a step", "steps", 0.0, "audit");
  const auto full = [&](const Column& c, const char* name) {
    require(c.size() == n, "every column must hold every trajectory", name, static_cast<double>(c.size()),
            "audit");
  };
  const auto full_or_absent = [&](const Column& c, const char* name) {
    if (!c.empty()) full(c, name);
  };
  const LedgerTable& l = run.ledger;
  full(l.nonconservative_work, "nonconservative_work"), full(l.shadow_work, "shadow_work");
  full(l.energy_change, "energy_change"), full(l.information, "information");
  require(!l.heat.empty() && l.heat.size() == l.bath_kT.size(),
          "each bath must have a temperature and a column of heat", "columns of heat",
          static_cast<double>(l.heat.size()), "audit");
  for (const auto& c : l.heat) full(c, "heat");
  for (const double kT : l.bath_kT)
    require_positive(kT, "the thermal energy must be positive", "bath_kT", "audit");
  require(!run.final.empty() && run.initial.size() == run.final.size(),
          "each coordinate must have a start and an end", "coordinates",
          static_cast<double>(run.final.size()), "audit");
  for (const auto& c : run.initial) full(c, "initial");
  for (const auto& c : run.final) full(c, "final");
  for (const auto& c : run.initial_velocity) full(c, "initial_velocity");
  for (const auto& c : run.final_velocity) full(c, "final_velocity");
  full_or_absent(run.absorbed_at, "absorbed_at"), full_or_absent(run.rejections, "rejections");
  full_or_absent(run.evidence.path_entropy, "path_entropy");
  const Evidence& e = run.evidence;
  require(e.innovation.size() == e.innovation_square.size() && e.innovation.size() == e.tilt.size(),
          "innovations must come with their squares and tilts", "columns of innovation",
          static_cast<double>(e.innovation.size()), "audit");
  for (const auto* columns : {&e.innovation, &e.innovation_square, &e.tilt})
    for (const auto& c : *columns) full(c, "evidence");
}

namespace {

std::size_t lost_trajectories(const Ensemble& run) {
  std::vector<char> lost(run.size(), 0);
  const auto look = [&](const Column& c) {
    for (std::size_t i = 0; i < c.size(); ++i) lost[i] = lost[i] || !std::isfinite(c[i]);
  };
  const LedgerTable& l = run.ledger;
  for (const auto* c : {&l.work, &l.nonconservative_work, &l.shadow_work, &l.energy_change, &l.information,
                        &run.rejections, &run.evidence.path_entropy})
    look(*c);
  for (const auto* columns : {&l.heat, &run.initial, &run.final, &run.initial_velocity, &run.final_velocity,
                              &run.evidence.innovation, &run.evidence.innovation_square, &run.evidence.tilt})
    for (const auto& c : *columns) look(c);
  for (std::size_t i = 0; i < run.absorbed_at.size(); ++i)
    lost[i] = lost[i] || std::isnan(run.absorbed_at[i]);
  return static_cast<std::size_t>(std::count(lost.begin(), lost.end(), 1));
}

/// Steps that each trajectory took: fewer where it was absorbed.
Column steps_of(const Ensemble& run) {
  return column(run.size(), [&](std::size_t i) {
    const auto all = static_cast<double>(run.steps);
    return run.absorbed_at.empty() ? all : std::min(all, std::round(run.absorbed_at[i] / run.dt + 0.5));
  });
}

}  // namespace

AuditLine check_numbers(const Ensemble& run) {
  return audit_line(finite_numbers, "trajectories without numbers",
                    static_cast<double>(lost_trajectories(run)), Relation::equal, 0, 0,
                    "a run that was cancelled or diverged, or a force that returns NaN",
                    "run to the end, shorten dt, mend the force");
}

AuditLine check_first_law(const Ensemble& run) {
  // The largest residual in units of what rounding may do: eps per step of the largest account of its trajectory.
  double worst = 0, allowed = 0;
  const double kT = *std::min_element(run.ledger.bath_kT.begin(), run.ledger.bath_kT.end());
  for (std::size_t i = 0; i < run.size(); ++i) {
    const Ledger row = run.ledger[i];
    double scale =
        std::max({kT, std::abs(row.work), std::abs(row.nonconservative_work), std::abs(row.energy_change)});
    for (const auto& bath : row.baths) scale = std::max(scale, std::abs(bath.heat));
    const double rounding =
        scale * std::max(1e-8, 4 * std::numeric_limits<double>::epsilon() * static_cast<double>(run.steps));
    const double residual = std::abs(row.first_law_residual());
    if (i == 0 || residual * allowed > worst * rounding) worst = residual, allowed = rounding;
  }
  return audit_line(
      first_law, "worst |dE - W - Q| of a trajectory", worst, Relation::equal, 0, allowed,
      "heat not read off as the energy change at fixed lambda less the work of the driving force: with the "
      "force at the start of the step (Ito) it misses the mean kT mu U'' dt of every step",
      "book heat as the Stratonovich product, or as the energy change");
}

namespace {

/// ln of the density at each sample, from the distance of its m-th neighbours in rank (unbiased in ln where the density
/// is flat).
Column log_density(const Column& x, std::size_t m) {
  const std::size_t n = x.size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  Column density(n);
  const double known = boost::math::digamma(static_cast<double>(m)) - std::log(static_cast<double>(n + 1));
  for (std::size_t r = 0; r < n; ++r) {
    const std::size_t low = std::min(r < m / 2 ? 0 : r - m / 2, n - 1 - m);
    density[order[r]] = known - std::log(x[order[low + m]] - x[order[low]]);
  }
  return density;
}

}  // namespace

AuditLine check_second_law(const Ensemble& run) {
  if (!run.final_velocity.empty() || run.final.size() > 1)
    return does_not_apply(second_law,
                          "the system's entropy is estimated for one coordinate without inertia only.");
  if (std::any_of(run.absorbed_at.begin(), run.absorbed_at.end(), [](double t) { return std::isfinite(t); }))
    return does_not_apply(second_law, "absorbed trajectories left the system with their entropy.");
  if (run.size() < enough_for_entropy)
    return beyond_the_sample(
        second_law, "total entropy production, nats",
        fmt::format("the entropy of a distribution needs {} trajectories.", enough_for_entropy), false);
  const auto before = log_density(run.initial[0], 32), after = log_density(run.final[0], 32);
  const auto sharp = [](const Column& density) {
    return std::any_of(density.begin(), density.end(), [](double d) { return std::isinf(d); });
  };
  if (sharp(before) || sharp(after))
    return does_not_apply(second_law, "from one point, the system's entropy grows without bound.");
  const auto medium = run.ledger.medium_entropy();
  const Column total = column(run.size(), [&](std::size_t i) {
    return medium[i] + before[i] - after[i] + run.ledger.information[i];
  });
  return audit_line(
      second_law,
      run.outcome.empty() ? "total entropy production, nats" : "total entropy and information, nats",
      sample_mean(total), Relation::at_least, 0, nats,
      "heat booked with the wrong sign or temperature, or noise hotter than its bath",
      "check the sign of heat (into the system), kT of each bath, and the noise sqrt(2 mu kT dt)");
}

namespace {

/// Two baths whose heats agree with the path better when they are exchanged, or nothing.
std::string exchanged_heats(const Ensemble& run, const Column& gap) {
  const auto& kT = run.ledger.bath_kT;
  for (std::size_t a = 0; a < kT.size(); ++a)
    for (std::size_t b = a + 1; b < kT.size(); ++b) {
      const auto& qa = run.ledger.heat[a];
      const auto& qb = run.ledger.heat[b];
      const Column other = column(
          run.size(), [&](std::size_t i) { return gap[i] + (qb[i] - qa[i]) * (1 / kT[a] - 1 / kT[b]); });
      if (rms_of(other) < 0.2 * rms_of(gap))
        return fmt::format("the heat of bath {} booked to bath {}, and the other way round", a, b);
    }
  return "";
}

const char* record_evidence(const Ensemble& run) {
  return run.absorbed_at.empty()
             ? "record evidence: Run{.evidence = true}."
             : "record evidence: Run{.evidence = true}; within walls that are not periodic there is none.";
}

}  // namespace

void check_path(Lines& lines, const Ensemble& run) {
  if (run.evidence.path_entropy.empty()) {
    const bool by_construction = run.stepper.motion == Motion::underdamped || run.stepper.metropolised;
    const char* why = run.stepper.metropolised
                          ? "moves are accepted so that it holds."
                          : "with inertia, heat is what the baths exchange: it holds by construction.";
    const char* record = record_evidence(run);
    for (const char* law : {detailed_balance, reversibility})
      lines.push_back(by_construction ? does_not_apply(law, why) : not_recorded(law, record));
    return;
  }
  const auto medium = run.ledger.medium_entropy();
  const Column& path = run.evidence.path_entropy;
  const Column gap = column(run.size(), [&](std::size_t i) { return path[i] - medium[i]; });
  const double exchanged = std::max(rms_of(path), rms_of(medium)), steps = mean_of(steps_of(run));
  const std::string swapped = exchanged_heats(run, gap);
  lines.push_back(
      audit_line(detailed_balance, "ln(forward/backward) + Q/kT, mean", sample_mean(gap), Relation::equal, 0,
                 entropy_share * exchanged + mean_per_step * steps,
                 !swapped.empty() ? swapped
                                  : "heat that is not the Stratonovich product (Ito heat: off by kT mu U'' "
                                    "dt in each step), heat given "
                                    "to the wrong bath, or dt too large",
                 fmt::format("book heat as the energy change at fixed lambda, check which bath is whose, {}",
                             shorter_step)));
  lines.push_back(audit_line(
      reversibility, "ln(forward/backward) + Q/kT, spread", estimate_rms(centred(gap)), Relation::equal, 0,
      std::hypot(entropy_share * rms_of(centred(medium)), rms_per_step * std::sqrt(steps)),
      !swapped.empty() ? swapped
                       : "dt too large: the force changes within a step; or heat in the wrong account",
      !swapped.empty() ? std::string("check which bath is whose") : std::string(shorter_step)));
}

namespace {

/// Whose noise is it? `variance` of the innovations by coordinate.
std::string suspect(const std::vector<double>& variance, const std::vector<double>& kT, std::size_t i,
                    bool order_two) {
  const double v = variance[i];
  if (v < 0.05) return "friction without noise: this coordinate has no bath to fluctuate with";
  const auto near = [](double a, double b) { return std::abs(a / b - 1) < 0.1; };
  if (kT.size() == variance.size())
    for (std::size_t j = 0; j < kT.size(); ++j)
      if (kT[j] != kT[i] && near(v * kT[i], kT[j]) && near(variance[j] * kT[j], kT[i]))
        return fmt::format("baths {} and {} swapped: this coordinate fluctuates at kT = {:.3g}", i, j,
                           v * kT[i]);
  const double bath = kT[kT.size() == variance.size() ? i : 0];
  const std::string hot = fmt::format("noise of kT = {:.3g} in a bath of kT = {:.3g}", v * bath, bath);
  return order_two && v < 1 ? "dt too large (mu |F'| dt is about the deviation), or " + hot : hot;
}

}  // namespace

void check_noise(Lines& lines, const Ensemble& run, const std::vector<double>& step_over_relaxation) {
  const Evidence& e = run.evidence;
  if (e.innovation.empty()) {
    for (const char* law : {dissipation, motion, calculus})
      lines.push_back(run.stepper.metropolised
                          ? does_not_apply(law, "rejected moves hide the noise; the acceptance corrects it.")
                          : not_recorded(law, record_evidence(run)));
    return;
  }
  const Column steps = steps_of(run);
  const double mean_steps = mean_of(steps);
  const bool overdamped = run.stepper.motion == Motion::overdamped;
  const bool order_two = overdamped && run.stepper.weak_order > 1;
  std::vector<SampleMean> variance;
  for (std::size_t c = 0; c < e.innovation.size(); ++c) {
    if (run.stepper
            .remembers) {  // an increment serves two steps: only their sum has the variance of the noise
      const double n = static_cast<double>(run.size()), mean = mean_of(e.innovation[c]);
      const Column off = column(run.size(), [&](std::size_t i) {
        return ((e.innovation[c][i] - mean) * (e.innovation[c][i] - mean) * n / (n - 1) + 0.5) / mean_steps;
      });
      variance.push_back(sample_mean(off));
    } else {
      const Column off =
          column(run.size(), [&](std::size_t i) { return e.innovation_square[c][i] - steps[i]; });
      variance.push_back(sample_mean(off).scaled(1 / mean_steps));
      variance.back().estimate.mean += 1;
    }
  }
  std::vector<double> means;
  for (const auto& v : variance) means.push_back(v.estimate.mean);
  const auto where = [&](std::size_t c) {
    return variance.size() > 1 ? fmt::format(", q{}", c) : std::string();
  };
  for (std::size_t c = 0; c < variance.size(); ++c) {
    double expected = 1, within = run.stepper.remembers ? force_bias
                                  : order_two           ? order_two_noise
                                  : all_zero(e.tilt[c]) ? exact_noise
                                                        : uneven_noise;
    if (order_two && c < step_over_relaxation.size()) {
      const double a = step_over_relaxation[c];
      expected = 1 - a;
      within = resolved_noise + std::abs(a) / 2;
    }
    lines.push_back(
        audit_line(dissipation, "variance of the innovations" + where(c), variance[c], Relation::equal,
                   expected, within, suspect(means, run.ledger.bath_kT, c, order_two),
                   std::string(order_two && means[c] < 1 ? "shorten dt; if that changes nothing, " : "") +
                       "let the noise be sqrt(2 mu kT dt) with mu and kT of the coordinate's own bath"));
  }
  for (std::size_t c = 0; c < e.innovation.size(); ++c)
    lines.push_back(audit_line(
        motion, "mean of innovations/sqrt(steps)" + where(c),
        sample_mean(e.innovation[c]).scaled(1 / std::sqrt(mean_steps)), Relation::equal, 0, force_bias,
        "a force that moves the particle and is not the model's, or a missing drift kT mu'",
        "let the stepper take the force from the model"));
  for (std::size_t c = 0; c < e.tilt.size(); ++c) {
    if (all_zero(e.tilt[c])) {
      if (c == 0) lines.push_back(does_not_apply(calculus, "with a constant mobility all calculi agree."));
      continue;
    }
    const double spread = mean_of(squared(e.tilt[c])) - std::pow(mean_of(e.tilt[c]), 2);
    lines.push_back(audit_line(calculus, "excess of the drift over kT mu'",
                               sample_mean(e.tilt[c]).scaled(1 / spread), Relation::equal, 0, calculus_share,
                               "noise read in another calculus than the drift: -1/2 is Stratonovich's drift "
                               "in Ito's noise, -1 no drift kT "
                               "mu' at all",
                               "add the drift of the stepper's calculus: kT mu' (Ito), kT mu'/2 "
                               "(Stratonovich), none (Haenggi-Klimontovich)"));
  }
}

void check_step(Lines& lines, const Ensemble& run) {
  if (run.stepper.motion == Motion::underdamped && !run.stepper.metropolised) {
    const double kT = *std::min_element(run.ledger.bath_kT.begin(), run.ledger.bath_kT.end());
    const Column heat = column(run.size(), [&](std::size_t i) { return run.ledger[i].heat() / kT; });
    const Column work = column(run.size(), [&](std::size_t i) { return run.ledger[i].total_work() / kT; });
    const double scale = std::max({1.0, rms_of(heat), rms_of(work)});
    lines.push_back(audit_line(
        shadow, "rms shadow work, kT", estimate_rms(run.ledger.shadow_work).scaled(1 / kT), Relation::equal,
        0, std::hypot(shadow_share * scale, shadow_per_step * std::sqrt(static_cast<double>(run.steps))),
        "dt too large: what the step fails to conserve drives the system", shorter_step));
  }
  if (!run.rejections.empty()) {
    const Column steps = steps_of(run);
    const Column share = column(run.size(), [&](std::size_t i) { return run.rejections[i] / steps[i]; });
    lines.push_back(audit_line(rejections, "rejected moves, share of all", sample_mean(share),
                               Relation::equal, 0, rejected, "dt too large: rejected moves slow the motion",
                               shorter_step));
  }
}

}  // namespace stochtherm::detail
