// Giant diffusion in a tilted washboard: trajectories against quadrature, and the law of the cold limit.
#include <fmt/format.h>

#include <array>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <numbers>
#include <stochtherm/studies/giant_diffusion.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::DrivenRing;
using studies::TiltedDiffusion;

DrivenRing tilted(double f, double kT) { return {.V = 1, .f = f, .T = {kT}}; }

/// `einstein`: D_eff is taken to be mu kT.
Verdict run(const Effort& effort, bool einstein) {
  Verdict v;
  Series warm{.label = "kT = 0.1 V, trajectories", .style = Series::Style::points},
      cold{.label = "kT = 0.01 V, trajectories", .style = Series::Style::points};
  Series speed_warm = warm, speed_cold = cold;
  Series precision{.label = "trajectories, f = V", .style = Series::Style::points};

  std::uint64_t experiment = 0;
  const auto measure = [&](double f, double kT, double relaxation, double duration,
                           std::size_t trajectories) {
    const DrivenRing ring = tilted(f, kT);
    const TiltedDiffusion d = studies::tilted_diffusion(ring, relaxation, duration,
                                                        {.dt = 0.05,
                                                         .trajectories = effort.samples(trajectories),
                                                         .seed = effort.seed,
                                                         .first_trajectory = experiment++ << 32,
                                                         .threads = effort.threads});
    const double spread = einstein ? ring.mu.mu * kT : ring.effective_diffusion(),
                 velocity = ring.mean_velocity();
    const std::string at = fmt::format("f = {} V, kT = {} V: ", f, kT);
    v.checks.push_back(statistical(at + "mean velocity", d.velocity, velocity, 0.08));
    v.checks.push_back(statistical(at + "D_{eff}", d.diffusion, spread, 0.65 * ring.effective_diffusion()));
    v.checks.push_back(statistical(at + "entropy production", d.entropy_production, ring.entropy_production(),
                                   0.08 * std::max(f, 0.2) / kT));
    for (auto [series, speed, temperature] :
         {std::tuple{&warm, &speed_warm, 0.1}, {&cold, &speed_cold, 0.01}})
      if (kT == temperature) {
        series->add(f, d.diffusion.mean / kT, d.diffusion.std_error / kT);
        speed->add(f, d.velocity);
      }
    if (f == 1) {
      const double product =
          d.diffusion.mean * d.entropy_production.mean / (d.velocity.mean * d.velocity.mean);
      const auto part = [](const Estimate& e) { return std::pow(e.std_error / e.mean, 2); };
      precision.add(
          kT, product,
          product * std::sqrt(part(d.diffusion) + part(d.entropy_production) + 4 * part(d.velocity)));
    }
  };
  struct Published {
    double f, kT, velocity, diffusion;
  };
  for (const Published& row :
       {Published{0.5, 0.5, 0.17559340604, 0.42358879744}, Published{1, 1, 0.77471842530, 1.13745239940},
        Published{1, 0.1, 0.36895324576, 0.41112993532}, Published{1, 0.01, 0.17136763140, 0.18181318500}}) {
    const std::string at = fmt::format("published, f = {} V, kT = {} V: ", row.f, row.kT);
    v.checks.push_back(digits(at + "mean velocity", tilted(row.f, row.kT).mean_velocity(), row.velocity, 11));
    v.checks.push_back(
        digits(at + "D_{eff}", tilted(row.f, row.kT).effective_diffusion(), row.diffusion, 11));
  }
  v.checks.push_back(digits("published, f = 0, kT = 0.5 V: D_{eff}", tilted(0, 0.5).effective_diffusion(),
                            0.09621843925, 10));

  measure(0, 0.5, 20, 40, 10'000);
  measure(0.5, 0.5, 15, 25, 10'000);
  measure(1, 1, 10, 20, 10'000);
  // The phase forgets its start as e^{-D_eff t}: at least six such times.
  for (const double f : {0.9, 1.0, 1.2}) measure(f, 0.1, 40, 60, 10'000);
  for (const double f : {0.97, 1.0, 1.06}) measure(f, 0.01, 110, 110, 10'000);

  // The maximum lies at the critical tilt, on the scale on which noise rounds it off, (kT/V)^{2/3}.
  for (const double kT : {0.1, 0.01}) {
    const double scale = std::pow(kT, 2.0 / 3);
    const auto peak = boost::math::tools::brent_find_minima(
        [&](double f) { return -tilted(f, kT).effective_diffusion(); }, 1 - scale, 1 + scale, 10);
    v.checks.push_back(at_most(fmt::format("kT = {} V: |f/V − 1| where D_{{eff}} is greatest", kT),
                               std::abs(peak.first - 1), 0.5 * scale));
    v.remarks.push_back(fmt::format("At kT = {} V the greatest D_{{eff}} is {:.2f} D_{{0}}, at f = {:.3f} V.",
                                    kT, -peak.second / kT, peak.first));
  }

  // The cold limit at f = V: noise decides when each turn begins, and the passage time T has Var T = T^2/3, so
  // D_eff -> L^2 Var T/(2 T^3) = L v/6, with v = L/T from the mean passage of a saddle-node.
  std::vector<double> temperatures, excess, gain;
  for (const double kT : {0.02, 0.01, 0.005, 0.0025}) {
    const DrivenRing ring = tilted(1, kT);
    temperatures.push_back(kT);
    gain.push_back(ring.effective_diffusion() / kT);
    excess.push_back(6 * ring.effective_diffusion() / (2 * std::numbers::pi * ring.mean_velocity()) - 1);
  }
  v.checks.push_back(order("D_{eff}/D_{0} at f = V, against kT", temperatures, gain, -2.0 / 3, 0.02));
  v.checks.push_back(
      order("what L v/6 misses of D_{eff} at f = V, against kT", temperatures, excess, 2.0 / 3, 0.02));
  const double a = 0.5, D = 0.0025;  // V (1 - cos y) = a y^2 + ...
  const double passage =
      std::sqrt(std::numbers::pi / (a * D)) * std::tgamma(1.0 / 6) * std::pow(12 * D / a, 1.0 / 6) / 3;
  v.checks.push_back(digits("mean velocity at f = V, kT = 0.0025 V, from the passage of a saddle-node",
                            tilted(1, D).mean_velocity(), 2 * std::numbers::pi / passage, 4));

  if (einstein) return v;  // has failed, and needs no picture

  Figure spread{
      .title = "Diffusion is greatest where the tilt just abolishes the barriers",
      .x_label = "tilt f / V",
      .y_label = "D_{eff} / D_{0}",
      .series = {},
      .caption =
          "D_{0} = μkT is the diffusion without the washboard. The peak rises as (kT)^{−2/3} and moves to "
          "f = V.",
      .log_y = true};
  Figure speed{
      .title = "Mean velocity down the washboard",
      .x_label = "tilt f / V",
      .y_label = "⟨ẋ⟩ / μV",
      .series = {},
      .caption = "Without noise the particle rests up to f = V and turns with sqrt(f^{2} − V^{2}) above."};
  for (const double kT : {0.1, 0.01}) {
    Series s{.label = fmt::format("kT = {} V, exact", kT)}, u = s;
    for (double f = kT == 0.1 ? 0.6 : 0.93; f <= 1.5001; f += std::abs(f - 1) < 0.05 ? 0.01 : 0.03) {
      u.x.push_back(f), u.y.push_back(tilted(f, kT).mean_velocity());
      s.x.push_back(f), s.y.push_back(tilted(f, kT).effective_diffusion() / kT);
    }
    spread.series.push_back(s), speed.series.push_back(u);
  }
  Series still{.label = "no noise", .style = Series::Style::dashed};
  for (double f = 0.6; f <= 1.5001; f += 0.01) {
    still.x.push_back(f);
    still.y.push_back(f > 1 ? std::sqrt(f * f - 1) : 0);
  }
  speed.series.push_back(still);
  spread.series.insert(spread.series.end(), {warm, cold});
  speed.series.insert(speed.series.end(), {speed_warm, speed_cold});
  Series product{.label = "exact, f = V"};
  for (double kT = 0.008; kT <= 10; kT *= 1.5) {
    const DrivenRing ring = tilted(1, kT);
    product.x.push_back(kT);
    product.y.push_back(ring.effective_diffusion() * ring.entropy_production() /
                        std::pow(ring.mean_velocity(), 2));
  }
  v.figures = {
      spread,
      speed,
      {.title = "At the critical tilt precision is dear",
       .x_label = "kT / V",
       .y_label = "Var x ⟨S⟩ / 2⟨x⟩^{2}",
       .series =
           {product,
            precision,
            {.label = "bound", .x = {0.008, 10}, .y = {1, 1}, .error = {}, .style = Series::Style::dashed}},
       .caption = "S is the entropy produced on the way. Hot, the washboard does not matter and the bound is "
                  "reached; "
                  "cold, the force dissipates much to little avail.",
       .log_x = true,
       .log_y = true}};
  return v;
}

const Registered registered{{
    .name = "studies/giant_diffusion",
    .claim = "Trajectories down a tilted washboard drift, spread and dissipate as quadrature says; the "
             "spread peaks at the "
             "critical tilt, at 4 and 18 times that of free diffusion for kT = 0.1 V and 0.01 V.",
    .equation =
        "D_{eff} = D_{0} L^{2} ∫ I_{+}^{2} I_{−} dx / (∫ I_{+} dx)^{3};   f = V, kT → 0:  D_{eff} → L⟨ẋ⟩/6,  "
        "D_{eff}/D_{0} ∝ (kT)^{−2/3}",
    .source = "reimann2001, reimann2002, baratoseifert2015",
    .tags = {"statistical", "order", "figure"},
    .statistical_checks = 27,
    .check = [](const Effort& e) { return run(e, false); },
    .sabotage = {.description = "Einstein's relation is taken to hold: D_{eff} = μkT.",
                 .check = [](const Effort& e) { return run(e, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
