// Cells of cortex and thalamus against their equations written out a second time and integrated by another hand.
#include <fmt/format.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>

#include <array>
#include <cmath>
#include <stochtherm/models/neuron/cortical.hpp>
#include <stochtherm/models/neuron/thalamocortical.hpp>
#include <stochtherm/solvers/ode/integrate.hpp>
#include <stochtherm/studies/excitable_membrane.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::CorticalCell, models::ThalamocorticalCell;
using studies::ExcitableMembrane;

double gate(double steady, double tau, double now) { return (steady - now) / tau; }
double opening(double alpha, double beta, double now) { return alpha * (1 - now) - beta * now; }

/// m, h, n of Traub and Miles at V - VT.
void traub(double x, const double* g, double* dg) {
  dg[0] = opening(0.32 * (13 - x) / (std::exp((13 - x) / 4) - 1),
                  0.28 * (x - 40) / (std::exp((x - 40) / 5) - 1), g[0]);
  dg[1] = opening(0.128 * std::exp((17 - x) / 18), 4 / (1 + std::exp((40 - x) / 5)), g[1]);
  dg[2] = opening(0.032 * (15 - x) / (std::exp((15 - x) / 5) - 1), 0.5 * std::exp((10 - x) / 40), g[2]);
}

/// Regular spiking: Pospischil et al. 2008.
int pyramidal(double, const double* y, double* dy, void* current) {
  const double V = y[0];
  traub(V + 56.2, y + 1, dy + 1);
  dy[4] = gate(1 / (1 + std::exp(-(V + 35) / 10)),
               608 / (3.3 * std::exp((V + 35) / 20) + std::exp(-(V + 35) / 20)), y[4]);
  dy[0] = *static_cast<double*>(current) - 56 * std::pow(y[1], 3) * y[2] * (V - 50) -
          6 * std::pow(y[3], 4) * (V + 90) - 0.075 * y[4] * (V + 90) - 0.0205 * (V + 70.3);
  return GSL_SUCCESS;
}

/// Relay cell: Destexhe et al. 1996, calcium held.
int relay(double, const double* y, double* dy, void* current) {
  const double V = y[0], v = V + 2;
  traub(V + 25, y + 1, dy + 1);
  dy[4] = gate(1 / (1 + std::exp(-(v + 57) / 6.2)),
               (0.612 + 1 / (std::exp(-(v + 132) / 16.7) + std::exp((v + 16.8) / 18.2))) / std::pow(5, 1.2),
               y[4]);
  dy[5] = gate(
      1 / (1 + std::exp((v + 81) / 4)),
      (30.8 + (211.4 + std::exp((v + 113.2) / 5)) / (1 + std::exp((v + 84) / 3.2))) / std::pow(3, 1.2), y[5]);
  dy[6] = gate(1 / (1 + std::exp((V + 75) / 5.5)),
               20 + 1000 / (std::exp((V + 71.5) / 14.2) + std::exp(-(V + 89) / 11.6)), y[6]);
  dy[0] = *static_cast<double*>(current) - 90 * std::pow(y[1], 3) * y[2] * (V - 50) -
          10 * std::pow(y[3], 4) * (V + 100) - 2 * y[4] * y[4] * y[5] * (V - 120) - 0.02 * y[6] * (V + 40) -
          0.0138 * (V + 100) - 0.01 * (V + 70);
  return GSL_SUCCESS;
}

using Field = int (*)(double, const double*, double*, void*);

double by_gsl(Field field, std::vector<double> x, double current, double duration) {
  gsl_odeiv2_system system{field, nullptr, x.size(), &current};
  auto* driver = gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1e-3, 1e-13, 1e-11);
  double t = 0;
  const int status = gsl_odeiv2_driver_apply(driver, &t, duration, x.data());
  gsl_odeiv2_driver_free(driver);
  return status == GSL_SUCCESS ? x[0] : std::nan("");
}

double by_library(const ExcitableMembrane& m, const std::vector<double>& x, double current, double duration) {
  const auto f = [&](std::span<const double> s, std::span<double> ds, double) {
    m.slope(s, ds);
    ds[0] += current / m.capacitance;
  };
  return (*integrate(f, x, 0, duration, {.relative = 1e-11, .absolute = 1e-13, .longest_step = 0.5}))[0];
}

/// `m` with -1.5 uA/cm^2 for 400 ms, then none: the course of V.
Series release(const ExcitableMembrane& m, std::size_t& spikes) {
  Series course{.label = "V", .x = {}, .y = {}, .error = {}, .style = Series::Style::line};
  double current = -1.5;
  const auto f = [&](std::span<const double> s, std::span<double> ds, double) {
    m.slope(s, ds);
    ds[0] += current / m.capacitance;
  };
  std::vector<double> x = studies::rests(m, 0).front().state;
  x = *integrate(f, x, 0, 400, {.longest_step = 0.5}, [&](const OdeStep& s) {
    if (course.x.empty() || s.to - course.x.back() > 1) course.add(s.to, s.after[0]);
    return true;
  });
  current = 0;
  spikes = 0;
  (void)*integrate(f, x, 400, 700, {.longest_step = 0.5}, [&](const OdeStep& s) {
    spikes += s.before[0] < 0 && s.after[0] >= 0;
    if (s.to - course.x.back() > 0.1) course.add(s.to, s.after[0]);
    return true;
  });
  return course;
}

/// `T` is the relay cell's calcium conductance: 2 mS/cm^2.
Verdict compare(double T) {
  Verdict verdict;
  ThalamocorticalCell relay_cell;
  relay_cell.gT = T;
  const ExcitableMembrane cortex(CorticalCell::pyramidal()), thalamus(relay_cell);
  for (double I : {1.0, 3.0}) {
    auto x = cortex.steady(-70);
    verdict.checks.push_back(
        digits(fmt::format("pyramidal cell, {} μA/cm^{{2}}: V after 60 ms against GSL, mV", I),
               by_library(cortex, x, I, 60), by_gsl(pyramidal, x, I, 60), 6));
    x = thalamus.steady(-69);
    verdict.checks.push_back(
        digits(fmt::format("relay cell, {} μA/cm^{{2}}: V after 60 ms against GSL, mV", I),
               by_library(thalamus, x, I, 60), by_gsl(relay, x, I, 60), 6));
  }
  std::size_t spikes = 0;
  const auto course = release(thalamus, spikes);
  verdict.checks.push_back(at_least("relay cell: spikes of the burst when it is let go from −1.5 μA/cm^{2}",
                                    static_cast<double>(spikes), 3));
  std::size_t no_burst = 0;
  ThalamocorticalCell without = relay_cell;
  without.gT = 0;
  (void)release(ExcitableMembrane(without), no_burst);
  verdict.checks.push_back(at_most("the same without its calcium current", static_cast<double>(no_burst), 0));

  Table table{.title = "Cells that fire steadily",
              .columns = {"cell", "current, μA/cm²", "rate, Hz", "energy per spike, nJ/cm²", "sodium, nC/cm²",
                          "excess ratio"},
              .rows = {}};
  double worst = 0;
  for (const auto& [name, cell, current] :
       {std::tuple{"pyramidal", cortex, 2.0},
        {"fast-spiking", ExcitableMembrane(CorticalCell::fast_spiking()), 2.0},
        {"thalamocortical", thalamus, 3.0}}) {
    const auto f = *studies::firing(cell, current, {}, 20'000);
    worst = std::max(worst, f.per_spike->balance);
    verdict.checks.push_back(
        at_most(std::string(name) + ": excess of sodium, warm", f.per_spike->excess_ratio, 2));
    table.rows.push_back({name, fmt::format("{}", current), fmt::format("{:.2f}", f.rate()),
                          fmt::format("{:.2f}", f.per_spike->energy * 1e5),
                          fmt::format("{:.1f}", f.per_spike->sodium_load * 1e5),
                          fmt::format("{:.3f}", f.per_spike->excess_ratio)});
  }
  verdict.checks.push_back(at_most("energy balance, worst: relative", worst, 1e-8));
  verdict.tables.push_back(std::move(table));
  verdict.figures.push_back(
      {.title = "A relay cell that is let go",
       .x_label = "time, ms",
       .y_label = "V, mV",
       .series = {course},
       .caption =
           "−1.5 μA/cm^{2} until 400 ms, then nothing: the calcium current, whose inactivation was removed, "
           "lifts it into a burst."});
  return verdict;
}

const Registered registered{{
    .name = "neuron/cortical_cells",
    .claim = "The pyramidal and the thalamocortical cell obey the published equations; warm cells waste "
             "little sodium; a relay "
             "cell bursts when it is let go.",
    .equation = "C V' = I − Σ g_{x}(V − E_{x})",
    .source = "pospischil2008, destexhe1996, huguenard1992",
    .tags = {"exact", "figure"},
    .check = [](const Effort&) { return compare(2); },
    .sabotage = {.description = "The relay cell has a twentieth less of its calcium channels.",
                 .check = [](const Effort&) { return compare(1.9); }},
}};

}  // namespace
}  // namespace stochtherm::validation
