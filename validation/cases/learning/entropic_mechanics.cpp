// Diffusion, Schroedinger's wave and Madelung's fluid side by side; what the entropic derivation prints and what it gives.
#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stochtherm/core/jet.hpp>
#include <stochtherm/models/learning/entropic_mechanics.hpp>
#include <stochtherm/solvers/fokker_planck/fokker_planck_1d.hpp>
#include <stochtherm/solvers/schrodinger/crank_nicolson.hpp>
#include <stochtherm/solvers/schrodinger/madelung.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::EntropicMechanics, models::FreePacket;
constexpr double pi = std::numbers::pi;

/// Diffusion (11.4): mu kT = D/2, no force.
struct FreeDiffusion {
  double D;
  [[nodiscard]] double energy(double, double) const { return 0; }
  [[nodiscard]] double force(double, double) const { return 0; }
  [[nodiscard]] Temperature bath() const { return {D / 2}; }
  [[nodiscard]] Mobility mobility() const { return {1}; }
};

/// Both real equations at a point: of F, of p with the flow `factor` alpha grad F, and of F along that flow.
struct Residuals {
  double hamilton_jacobi, continuity;
};
Residuals residuals(const FreePacket& packet, double x, double t, double factor) {
  const auto at = second_order_at<2>({x, t});
  const auto p = packet.density(at[0], at[1]), F = packet.free_energy(at[0], at[1]);
  const auto root = sqrt(p);
  const auto& m = packet.mechanics;
  const double F_x = F.value.slope[0], F_xx = F.slope[0].slope[0], F_t = F.value.slope[1];
  const double quantum = -2 * m.diffusion / m.multiplier * root.slope[0].slope[0] / root.value.value;
  return {F_t + m.rate * F_x * F_x + quantum,
          p.value.slope[1] + factor * m.rate * (p.value.slope[0] * F_x + p.value.value * F_xx)};
}

/// ∫ p f over a packet, by the trapezium, which is exact for what decays like this.
template <class F>
double mean_over(const FreePacket& packet, double t, F f) {
  const double s = std::sqrt(packet.variance(t)), about = packet.mean(t), h = 0.05 * s;
  double sum = 0;
  for (int i = -240; i <= 240; ++i) sum += h * packet.density(about + i * h, t) * f(about + i * h);
  return sum;
}

/// `factor` is that of alpha grad F in the flow of the density; 2 is the truth.
Verdict compare(double factor) {
  Verdict verdict;
  auto& checks = verdict.checks;
  const FreePacket boosted{{.diffusion = 0.7, .rate = 1.3, .multiplier = 1.6}, 0.8, 0.9};

  // The factors and signs, point by point.
  double hj = 0, continuity = 0, claimed = 0;
  for (const double t : {0.0, 0.4, 1.5})
    for (const double x : {-0.7, 0.1, 1.0, 2.5}) {
      const auto r = residuals(boosted, x, t, factor);
      hj = std::max(hj, std::abs(r.hamilton_jacobi));
      continuity = std::max(continuity, std::abs(r.continuity));
      const auto at = second_order_at<2>({x, t});
      const auto F = boosted.free_energy(at[0], at[1]);
      const double F_x = F.value.slope[0];
      checks.push_back(at_most(fmt::format("flow at x = {}, t = {}: |by hand − {}α∇F|", x, t, factor),
                               std::abs(boosted.flow(x, t) - factor * 1.3 * F_x), 1e-13));
      claimed = std::max(claimed, std::abs(F.value.slope[1] + 1.3 * F_x * F_x));  // (11.3), at this point
    }
  checks.push_back(at_most("∂_{t}F + α|∇F|² − (2D/μ)Δ√p/√p", hj, 1e-13));
  checks.push_back(at_most(fmt::format("∂_{{t}}p + ∇({}αp∇F)", factor), continuity, 1e-13));
  checks.push_back(at_least("(11.3), dF/dt = 0 along α∇F: largest residual", claimed, 0.1));

  // The constraint (11.5) does not hold on average either: what is left is −D/(2μσ²).
  for (const double t : {0.0, 1.5}) {
    const double left = mean_over(boosted, t, [&](double x) {
      const auto at = second_order_at<2>({x, t});
      const auto F = boosted.free_energy(at[0], at[1]);
      return F.value.slope[1] + 1.3 * F.value.slope[0] * F.value.slope[0];
    });
    checks.push_back(
        digits(fmt::format("(11.5), its left side at t = {}", t), left, boosted.constraint(t), 11));
  }
  // mu with the other sign is no wave: F's quadratic part then needs σ² = σ0² − (2Dα/|μ|) t²/σ0².
  for (const double mu : {1.6, -1.6}) {
    const double D = 0.7, alpha = 1.3, s0 = 0.64, t = 0.3, spread = 2 * D * alpha / mu;
    const double s = s0 + spread * t * t / s0, c = spread * t / s0 / (2 * alpha * s);
    const double c_t = spread / s0 / (2 * alpha * s) - c * (2 * spread * t / s0) / s;
    checks.push_back(at_most(fmt::format("μ = {}: x² of the equation of F", mu),
                             std::abs(0.5 * c_t + alpha * c * c - D / (2 * mu * s * s)), 1e-13));
  }

  // One packet, three evolutions. D = 1/2, alpha = 1: nu = 1.
  const FreePacket packet{{.diffusion = 0.5, .rate = 1}, 1, 0};
  const double nu = packet.mechanics.nu();
  const Schroedinger1D line(Grid1D::uniform(-20, 20, 1600, Edge::absorbing), nu);
  Wave psi = line.wave([&](double x) { return packet.wave(x, 0); });
  const FokkerPlanck1D diffusion(FreeDiffusion{0.5}, Grid1D::uniform(-20, 20, 1600, Edge::reflecting));
  Density p = Density::gaussian(diffusion.grid(), 0, 1);
  auto fluid = QuantumFluid::packet(
      -6, 6, 240, [&](double x) { return packet.density(x, 0.0); }, [](double) { return 0.0; });
  Figure figure{
      .title = "One packet, three evolutions",
      .x_label = "t",
      .y_label = "variance",
      .series = {},
      .caption =
          "D = 1/2, α = 1, σ_{0} = 1. Points: solved on grids; lines: closed forms. The wave and the fluid "
          "spread alike; the diffusion they were derived from crosses them once, at σ_{0}²/2α.",
      .log_x = false,
      .log_y = false};
  Series wave_points{.label = "Schrödinger", .style = Series::Style::points}, fluid_points = wave_points,
                                                                              fp_points = wave_points;
  fluid_points.label = "Madelung", fp_points.label = "diffusion";
  Series wave_line{.label = "σ_{0}² + (νt/σ_{0})²", .style = Series::Style::line},
      fp_line{.label = "σ_{0}² + Dt", .style = Series::Style::dashed};
  double norm = 0, mass = 0, of_wave = 0, of_fluid = 0, of_diffusion = 0;
  for (int k = 0; k <= 8; ++k) {
    const double t = 0.25 * k;
    if (k > 0) {
      psi = *line.evolve(std::move(psi), 0.25, 0.005);
      p = *diffusion.evolve(p, 0.25, 0.005, Sdirk2{});
      fluid = *evolve(std::move(fluid), nu, 0.25, 0.00025);
    }
    const double wave = line.density(psi).variance();
    norm = std::max(norm, std::abs(line.norm(psi) - 1));
    mass = std::max(mass, std::abs(fluid.total() - 1));
    of_wave = std::max(of_wave, std::abs(wave - packet.variance(t)));
    of_fluid = std::max(of_fluid, std::abs(fluid.variance() - packet.variance(t)));
    of_diffusion = std::max(of_diffusion, std::abs(p.variance() - packet.diffusive_variance(t)));
    wave_points.add(t, wave), fluid_points.add(t, fluid.variance()), fp_points.add(t, p.variance());
    wave_line.add(t, packet.variance(t)), fp_line.add(t, packet.diffusive_variance(t));
  }
  checks.push_back(at_most("wave: |norm − 1|", norm, 1e-12));
  checks.push_back(at_most("fluid: |mass − 1|", mass, 1e-12));
  checks.push_back(at_most("wave: variance, worst of 8 times to t = 2", of_wave, 2e-3));
  checks.push_back(at_most("fluid: variance, worst of 8 times to t = 2", of_fluid, 5e-3));
  checks.push_back(at_most("diffusion: variance, worst of 8 times to t = 2", of_diffusion, 1e-3));
  checks.push_back(
      at_least("at t = 2 wave and diffusion are apart by", wave_points.y.back() - fp_points.y.back(), 2.9));
  figure.series = {wave_line, fp_line, wave_points, fluid_points, fp_points};
  for (const double D : {0.5, 3.0}) {
    const FreePacket any{{.diffusion = D, .rate = 1.7}, 1.4, 0};
    checks.push_back(digits(fmt::format("D = {}: both variances at σ_{{0}}²/2α", D),
                            any.variance(any.crossing()), any.diffusive_variance(any.crossing()), 13));
  }
  // The flow's entropy production is not the (D/2)<|grad ln p|^2> that was made stationary.
  checks.push_back(digits("entropy rate of the wave at t = 1",
                          0.5 * std::log(packet.variance(1.001) / packet.variance(0.999)) / 0.002,
                          packet.entropy_rate(1), 5));
  checks.push_back(at_least("entropy rate at t = 1: (D/2)⟨|∇ln p|²⟩ differs by",
                            std::abs(packet.entropy_rate(1) - 0.25 / packet.variance(1)), 0.1));

  // The centre of a packet with slope moves at 2 alpha dF/dx, not at the learning rate's alpha dF/dx.
  {
    const FreePacket moving{{.diffusion = 0.5, .rate = 1}, 1, 1.5};
    Wave w = line.wave([&](double x) { return moving.wave(x, 0); });
    w = *line.evolve(std::move(w), 1, 0.0025);
    checks.push_back(at_most(fmt::format("a packet with slope 1.5: |mean at t = 1 − {}α∇F t|", factor),
                             std::abs(line.density(w).mean() - factor * 1.5), 5e-3));
  }
  // Any mu fits: each has its own nu.
  for (const double mu : {0.25, 4.0}) {
    const FreePacket other{{.diffusion = 0.5, .rate = 1, .multiplier = mu}, 1, 0};
    checks.push_back(digits(fmt::format("μ = {}: ν", mu), other.mechanics.nu(), 1 / std::sqrt(mu), 14));
    checks.push_back(at_most(fmt::format("μ = {}: equation of F", mu),
                             std::abs(residuals(other, 0.6, 0.8, factor).hamilton_jacobi), 1e-13));
  }

  // Beyond Gaussians: x^4 in the potential; fluid and wave have the same moments, to second order in the fluid's cells.
  {
    const auto start = [](double x) { return std::exp(-0.5 * x * x - 0.02 * x * x * x * x); };
    const Schroedinger1D quartic(Grid1D::uniform(-9, 9, 3600, Edge::absorbing), 1.0,
                                 [](double x) { return 0.1 * x * x * x * x; });
    Wave w = quartic.wave([&](double x) { return std::sqrt(start(x)); });
    w = *quartic.evolve(std::move(w), 0.4, 0.0005);
    const double exact = quartic.density(w).variance();
    std::vector<double> h, error;
    for (const std::size_t cells : {60U, 90U, 135U}) {
      auto f = QuantumFluid::packet(-4.5, 4.5, cells, start, [](double) { return 0.0; });
      f = *evolve(std::move(f), 1, 0.4, 0.0005, [](double x) { return 0.4 * x * x * x; });
      h.push_back(9.0 / static_cast<double>(cells));
      error.push_back(std::abs(f.variance() - exact));
    }
    checks.push_back(order("fluid in a quartic potential: variance, order in cells", h, error, 2, 0.3));
    checks.push_back(at_most("fluid in a quartic potential: |variance − wave's|", error.back(), 5e-3));
  }

  // A ring of 2 pi: the fluid p = 1/2 pi, F = n x/k - alpha n^2 t/k^2 flows for any n; a wave needs a whole n.
  const Schroedinger1D ring(Grid1D::uniform(0, 2 * pi, 256, Edge::periodic), 1.0);
  for (const double n : {2.0, 0.5}) {
    Wave w = ring.wave([&](double x) { return std::polar(1.0, n * x); });
    w = *ring.evolve(std::move(w), 0.5, 0.001);
    const double uneven = ring.density(w).total_variation(Density::uniform(ring.grid()));
    if (n == 2)
      checks.push_back(at_most("ring, F winds 2 times: the wave's density stays even", uneven, 1e-11));
    else
      checks.push_back(
          at_least("ring, F winds half: the wave's density differs from the fluid's", uneven, 0.05));
  }
  verdict.figures.push_back(std::move(figure));
  return verdict;
}

const Registered registered{{
    .name = "learning/entropic_mechanics",
    .claim =
        "Stationary entropy production under a constraint is a Schrödinger equation whose fluid flows at "
        "2α∇F, twice the learning flow; it does not diffuse, does not keep the constraint, and does not know "
        "ħ.",
    .equation = "∂_{t}p + ∇(2αp∇F) = 0, ∂_{t}F + α|∇F|² − (2D/μ)Δ√p/√p = 0",
    .source = "vanchurin2021, madelung1927, wallstrom1994",
    .tags = {"exact", "order", "figure"},
    .check = [](const Effort&) { return compare(2); },
    .sabotage = {.description = "The density flows at the learning flow α∇F of (11.2).",
                 .check = [](const Effort&) { return compare(1); }},
}};

}  // namespace
}  // namespace stochtherm::validation
