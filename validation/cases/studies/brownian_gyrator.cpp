// The Brownian gyrator by trajectories: torque, heat, dissipation, and what the precision of the gyration costs.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>
#include <stochtherm/studies/gyration.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::Gyrator;
using studies::Gyration;

constexpr double dt = 0.04;  // 2.8 % of the gyration is lost between two steps

Gyrator gyrator(double ratio) { return {.k = 1, .u = 0.6, .T1 = {0.8}, .T2 = {0.8 * ratio}, .mu = {0.7}}; }

struct Scan {
  Series points, line;
  explicit Scan(const std::string& what)
      : points{.label = what + ", trajectories", .style = Series::Style::points},
        line{.label = what + ", exact"} {}
};

/// Where the stationary density has fallen by e^{-1/2}.
Series contour(const Gyrator& g, std::string label) {
  const auto S = g.stationary_covariance();
  const double a = std::sqrt(S[0][0]), b = S[0][1] / a, c = std::sqrt(S[1][1] - b * b);  // Cholesky's factor
  Series s{.label = std::move(label)};
  for (int i = 0; i <= 180; ++i) {
    const double angle = 2 * std::numbers::pi * i / 180;
    s.x.push_back(a * std::cos(angle));
    s.y.push_back(b * std::cos(angle) + c * std::sin(angle));
  }
  return s;
}

/// `exchanged`: the closed forms are those of the exchanged baths.
Verdict run(const Effort& effort, bool exchanged) {
  Verdict v;
  Scan momentum("gyration ⟨xẏ − yẋ⟩"), heat("heat from 2 to 1"), entropy("entropy production"),
      precision("gyration");
  std::uint64_t experiment = 0;
  for (const double ratio : {1.0, 2.0, 4.0, 8.0}) {
    const Gyrator model = gyrator(ratio);
    Gyrator exact = model;
    if (exchanged) std::swap(exact.T1, exact.T2);
    const Gyration g = studies::gyration(model, 40,
                                         {.dt = dt,
                                          .trajectories = effort.samples(50'000),
                                          .seed = effort.seed,
                                          .first_trajectory = experiment++ << 32,
                                          .threads = effort.threads});
    const std::string at = fmt::format("T_{{2}}/T_{{1}} = {}: ", ratio);
    const double seen = exact.share_seen(dt);
    const double T = 0.5 * (model.T1.kT + model.T2.kT);
    v.checks.push_back(
        statistical(at + "⟨xẏ − yẋ⟩", g.angular_momentum, seen * exact.mean_angular_momentum(), 0.1 * T));
    v.checks.push_back(
        statistical(at + "heat from 2 to 1", g.heat_current, seen * exact.heat_current(), 0.03 * T));
    v.checks.push_back(statistical(at + "entropy production", g.entropy_production,
                                   seen * exact.entropy_production(), 0.06));
    v.checks.push_back(statistical(at + "diffusion of the gyration", g.gyration_diffusion,
                                   exact.gyration_diffusion_seen(dt), 0.4 * T * T));
    v.checks.push_back(statistical(at + "⟨x y⟩ along the axes of the density", g.skew, 0, 0.15 * T));
    momentum.points.add(ratio, g.angular_momentum);
    heat.points.add(ratio, g.heat_current);
    entropy.points.add(ratio, g.entropy_production);
    if (ratio == 1) continue;  // 0/0
    const auto part = [](const Estimate& e) { return std::pow(e.std_error / e.mean, 2); };
    const double product =
        g.gyration_diffusion.mean * g.entropy_production.mean / std::pow(g.angular_momentum.mean, 2);
    precision.points.add(ratio, product,
                         product * std::sqrt(part(g.gyration_diffusion) + part(g.entropy_production) +
                                             4 * part(g.angular_momentum)));
  }
  for (double ratio = 1; ratio <= 8.001; ratio += 0.1) {
    const Gyrator g = gyrator(ratio);
    const double share = g.share_seen(dt);
    momentum.line.add(ratio, share * g.mean_angular_momentum());
    heat.line.add(ratio, share * g.heat_current());
    entropy.line.add(ratio, share * g.entropy_production());
    precision.line.add(ratio, g.uncertainty_product());
  }
  v.figures.push_back(
      {.title = "Two temperatures turn a pair of coordinates",
       .x_label = "T_{2}/T_{1}",
       .y_label = "per unit of time",
       .series = {momentum.line, momentum.points, heat.line, heat.points},
       .caption = "k = 1, u = 0.6, kT_{1} = 0.8, μ = 0.7. The gyration is the heat current in other units: "
                  "⟨Q̇⟩ = u⟨xẏ − yẋ⟩/2. Steps of dt = 0.04 miss 2.7 % of either; the lines do so, too."});
  v.figures.push_back({.title = "The entropy that it costs",
                       .x_label = "T_{2}/T_{1}",
                       .y_label = "nats per unit of time",
                       .series = {entropy.line, entropy.points},
                       .caption = "From the heats of both baths, each over its temperature."});
  v.figures.push_back(
      {.title = "A precise gyration must be paid for",
       .x_label = "T_{2}/T_{1}",
       .y_label = "Var L ⟨S⟩ / 2⟨L⟩^{2}",
       .series = {precision.line,
                  precision.points,
                  {.label = "bound", .x = {1, 8}, .y = {1, 1}, .error = {}, .style = Series::Style::dashed}},
       .caption =
           "L is the gyration and S the entropy produced in a long time. Close to equilibrium the bound "
           "is tight; beyond, the product is 1 + σ/(2μk)."});
  v.figures.push_back(
      {.title = "The density turns towards the hotter axis",
       .x_label = "x, in the bath at T_{1}",
       .y_label = "y, in the bath at T_{2}",
       .series = {contour(gyrator(1), "T_{2} = T_{1}"), contour(gyrator(2), "T_{2} = 2 T_{1}"),
                  contour(gyrator(8), "T_{2} = 8 T_{1}")},
       .caption =
           "Where the stationary density has fallen to e^{−1/2} of its maximum. In equilibrium the long "
           "axis lies at −45°."});
  return v;
}

const Registered registered{{
    .name = "studies/brownian_gyrator",
    .claim = "Trajectories of two coupled coordinates between two baths turn, carry heat, produce entropy "
             "and fluctuate as "
             "the closed forms say for the step they take, at any ratio of temperatures; the uncertainty "
             "relation is tight "
             "near "
             "equilibrium.",
    .equation = "⟨xẏ − yẋ⟩ = μu(T_{2} − T_{1})/k,   σ = μu^{2}(T_{1} − T_{2})^{2}/(2kT_{1}T_{2}),   "
                "D_{L} = (μ/2k)[4T_{1}T_{2} + (u/k)^{2}(T_{1} − T_{2})^{2}];   steps of dt see the share "
                "e^{−μk dt} sinh(μu dt)/(μu dt)",
    .source = "filliger2007, baratoseifert2015",
    .tags = {"statistical", "figure"},
    .statistical_checks = 20,
    .check = [](const Effort& e) { return run(e, false); },
    .sabotage = {.description = "The baths of the closed forms are exchanged.",
                 .check = [](const Effort& e) { return run(e, true); }},
}};

}  // namespace
}  // namespace stochtherm::validation
