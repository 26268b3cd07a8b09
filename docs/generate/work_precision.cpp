// The work-precision plots: error against force calls, and against measured time. Prints a gnuplot script with its data.
//
//   work_precision stationary | driven | strong | inertia
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stationary_chain.hpp>
#include <stochtherm/models/brownian/variable_mobility.hpp>
#include <stochtherm/solvers/langevin/steppers.hpp>
#include <stochtherm/stochtherm.hpp>
#include <string>
#include <vector>

namespace st = stochtherm;
using st::validation::outcomes;

namespace {

double square(double x) { return x * x; }

struct Point {
  double calls, nanoseconds, error, bar;
};
struct Curve {
  std::string name;
  std::vector<Point> points{};
};

/// ns per step and trajectory, ledger included, of one thread.
template <class S, class M>
double cost_of_step(const M& model) {
  double best = 1e9;
  for (int i = 0; i < 5; ++i) {
    const auto runs =
        st::simulate(model, st::Protocol::linear(0, 1, 4),
                     {.dt = 0.01, .trajectories = 4096, .seed = 1, .threads = 1}, st::from_point(0.0), S{});
    best = std::min(best, runs.stats().seconds * 1e9 / (400.0 * 4096));
  }
  return best;
}
template <class S>
Point at(double dt, double ns_per_step, double error, double bar = 0) {
  return {std::max(1, S::facts.force_calls) / dt, ns_per_step / dt, error, bar};
}

// Of steppers that are the same scheme where the mobility is constant, one stands for all.
const st::models::DoubleWell well{.barrier = 1, .T = {0.5}};

template <class S>
Curve stationary() {
  Curve curve{S::facts.name};
  const double ns = cost_of_step<S>(well);
  for (double dt = 0.064; dt > 1.9e-3; dt /= 2) {
    const st::validation::StationaryChain chain(st::OneStep(well, S{}, 0.0, dt), -2.2, 2.2);
    curve.points.push_back(at<S>(dt, ns, std::abs(chain.average(square) - chain.boltzmann(well, square))));
  }
  return curve;
}

/// <x(1)> from x = -1 while the tilt grows from 0 to 3: u(x) = <x(1)> from x, carried back in time step by step, as a
/// polynomial through Chebyshev's points.
template <class S>
double driven_mean(int steps) {
  constexpr int n = 48;
  constexpr double reach = 2.2;
  const double dt = 1.0 / steps;
  std::vector<double> x(n), weight(n), u(n), before(n);
  for (int i = 0; i < n; ++i) {
    const double angle = std::numbers::pi * (i + 0.5) / n;
    x[static_cast<std::size_t>(i)] = u[static_cast<std::size_t>(i)] = reach * std::cos(angle);
    weight[static_cast<std::size_t>(i)] = (i % 2 ? -1 : 1) * std::sin(angle);
  }
  const auto value = [&](double at) {
    at = std::clamp(at, -reach, reach);
    double above = 0, below = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (at == x[i]) return u[i];
      above += weight[i] / (at - x[i]) * u[i], below += weight[i] / (at - x[i]);
    }
    return above / below;
  };
  double spread = 0;
  for (int step = steps; step-- > 0;) {
    const st::OneStep one(well, S{}, 3 * (step + 0.5) * dt, dt);
    if constexpr (S::facts.remembers) spread = st::validation::remembered(one);
    for (std::size_t i = 0; i < x.size(); ++i)
      before[i] = average(outcomes(one, x[i]), [&](const auto& to) { return value(to.x); });
    u.swap(before);
  }
  return st::oracles::NormalAverage(20)([&](double z) { return value(-1 - spread * z); });
}
template <class S>
Curve driven(double exact) {
  Curve curve{S::facts.name};
  const double ns = cost_of_step<S>(well);
  for (int steps = 16; steps <= 512; steps *= 2)
    curve.points.push_back(at<S>(1.0 / steps, ns, std::abs(driven_mean<S>(steps) - exact)));
  return curve;
}

/// r.m.s. distance at t = 1 from the path of the finest step.
template <class S, class Reference, class M>
Curve strong(const M& model) {
  constexpr int finest = 14, paths = 400;
  Curve curve{S::facts.name};
  const double ns = cost_of_step<S>(model);
  const auto end_point = [&]<class Any>(Any, const std::vector<double>& z, std::uint64_t path) {
    const st::OneStep step(model, Any{}, 0.0, 1.0 / static_cast<double>(z.size()));
    st::Vec<double, 1> x{0.2}, last{st::random::normal(1, st::random::Stream::stepper_memory, path, 0, 0)};
    for (const double increment : z)
      if constexpr (Any::facts.remembers)
        x = step(x, {increment}, last);
      else
        x = step(x, {increment});
    return x[0];
  };
  std::vector<double> sum(6);
  for (std::uint64_t path = 0; path < paths; ++path) {
    std::vector<double> z(std::size_t{1} << finest);
    for (std::size_t i = 0; i < z.size(); ++i)
      z[i] = st::random::normal(1, st::random::Stream::thermal, path, 0, i);
    const double exact = end_point(Reference{}, z, path);
    while (z.size() > 32) {
      for (std::size_t i = 0; i < z.size() / 2; ++i) z[i] = (z[2 * i] + z[2 * i + 1]) / std::sqrt(2.0);
      z.resize(z.size() / 2);
      if (z.size() <= 1024)
        sum[static_cast<std::size_t>(std::log2(1024.0 / static_cast<double>(z.size())))] +=
            square(end_point(S{}, z, path) - exact);
    }
  }
  for (std::size_t i = 0; i < sum.size(); ++i)
    curve.points.push_back(at<S>(std::ldexp(1.0, static_cast<int>(i) - 10), ns, std::sqrt(sum[i] / paths)));
  return curve;
}

/// A corrugated trap, with inertia. Its curvature is bounded, so that no step of the figure is unstable.
struct Heavy {
  [[nodiscard]] st::Temperature bath() const { return {0.5}; }
  [[nodiscard]] st::Mobility mobility() const { return {1.0}; }
  [[nodiscard]] double mass() const { return 1; }
  template <class R, class L>
  [[nodiscard]] R energy(R x, L lambda) const {
    using std::cos;
    return R(0.5) * x * x + R(0.5) * cos(R(2.0) * x) - R(lambda) * x;
  }
  template <class R, class L>
  [[nodiscard]] R force(R x, L lambda) const {
    using std::sin;
    return R(lambda) - x + sin(R(2.0) * x);
  }
};
template <class S>
Curve inertia(bool velocity) {
  const Heavy heavy;
  Curve curve{S::facts.name};
  const double ns = cost_of_step<S>(heavy);
  const st::validation::StationaryChain grid(st::OneStep(heavy, st::EulerMaruyama{}, 0.0, 0.05), -7, 7);
  const double exact = velocity ? heavy.bath().kT / heavy.mass() : grid.boltzmann(heavy, square);
  for (const double dt : {1.0, 0.7, 0.5, 0.35, 0.25}) {
    const auto runs =
        st::simulate(heavy, st::Protocol::constant(0, 24 * dt),
                     {.dt = dt, .trajectories = 1'500'000, .seed = 5}, st::from_equilibrium, S{});
    std::vector<double> squares = velocity ? runs->final_velocity[0] : runs->final[0];
    for (double& y : squares) y *= y;
    const auto mean = st::estimate_mean(squares);
    curve.points.push_back(at<S>(dt, ns, mean.mean - exact, mean.std_error));
  }
  return curve;
}

struct Panel {
  std::string title, x_label, y_label;
  bool time;  // the abscissa
  std::vector<Curve> curves;
};

/// The colour and the point of a stepper, in every figure the same.
std::string look(const std::string& stepper) {
  const std::pair<const char*, const char*> all[] = {
      {"Euler-Maruyama", "lc rgb '#1b6ca8' pt 7 ps 0.7 lw 2"},
      {"Heun", "lc rgb '#d1495b' pt 5 ps 0.7 lw 2"},
      {"Milstein", "lc rgb '#c98a00' pt 11 ps 0.9 lw 2"},
      {"end point", "lc rgb '#7fb3d5' pt 6 ps 1.1 lw 2 dt 2"},
      {"Platen weak 2", "lc rgb '#8c3b1b' pt 4 ps 0.8 lw 2"},
      {"Leimkuhler-Matthews", "lc rgb '#2a9d8f' pt 9 ps 0.9 lw 2"},
      {"two-point increments", "lc rgb '#8a5fbf' pt 13 ps 0.9 lw 2"},
      {"three-point increments", "lc rgb '#e07a9b' pt 12 ps 0.9 lw 2"},
      {"BAOAB", "lc rgb '#1b6ca8' pt 7 ps 0.7 lw 2"}};
  for (const auto& [name, style] : all)
    if (stepper == name) return style;
  return "lc rgb '#555555' pt 8 ps 0.9 lw 2";
}

void plot(const char* name, const std::string& heading, const std::vector<Panel>& panels) {
  int block = 0;
  for (const Panel& panel : panels)
    for (const Curve& curve : panel.curves) {
      fmt::print("$d{} << EOD\n", block++);
      for (const Point& p : curve.points)
        fmt::print("{} {} {}\n", panel.time ? p.nanoseconds : p.calls, p.error, p.bar);
      fmt::print("EOD\n");
    }
  fmt::print(R"(set terminal svg size 960,500 font 'Helvetica,14' background '#ffffff' name '{}'
set multiplot
set label 1 '{}' at screen 0.5,0.96 center font ',16'
set logscale xy; set format xy '10^{{%T}}'
set border 3 lw 1 lc rgb '#555555'; set tics nomirror out textcolor rgb '#333333'
set grid xtics ytics lw 0.5 lc rgb '#dddddd'
set bmargin at screen 0.3; set tmargin at screen 0.87; set style data linespoints
set key off
)",
             name, heading);
  // A stepper has one colour in all panels; the legend stands below them.
  std::vector<std::string> names;
  block = 0;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const Panel& panel = panels[i];
    fmt::print("set lmargin at screen {}; set rmargin at screen {}\n", i == 0 ? 0.115 : 0.605,
               i == 0 ? 0.49 : 0.98);
    fmt::print("set title '{}'; set xlabel '{}' offset 0,0.3; set ylabel '{}' offset 0.5,0\n", panel.title,
               panel.x_label, panel.y_label);
    std::string plots;
    for (const Curve& curve : panel.curves) {
      if (std::find(names.begin(), names.end(), curve.name) == names.end()) names.push_back(curve.name);
      plots += fmt::format("{}$d{} u 1:2 {} not", plots.empty() ? "plot " : ", ", block, look(curve.name));
      if (curve.points[0].bar > 0)
        plots += fmt::format(", $d{} u 1:2:3 w yerrorbars {} not", block, look(curve.name));
      ++block;
    }
    // What is known to an error bar only may have either sign.
    if (panel.curves[0].points[0].bar > 0) {
      fmt::print("unset logscale y; set format y '%g'; set xzeroaxis lw 1 lc rgb '#555555'\n");
      fmt::print("set logscale x; set xtics (1, 2, 4, 8, 16, 32); set format x '%g'\n");
    }
    fmt::print("{}\nunset label 1\n", plots);
  }
  fmt::print(
      R"(set lmargin at screen 0.02; set rmargin at screen 0.98; set bmargin at screen 0.01; set tmargin at screen 0.15
unset logscale; unset border; unset tics; unset grid; unset title; unset xlabel; unset ylabel; unset xzeroaxis
set xrange [0:1]; set yrange [0:1]; set key center center horizontal maxrows 2 Left reverse samplen 2 width 2 font ',13'
)");
  std::string legend;
  for (const std::string& stepper : names)
    legend += fmt::format("{}NaN w lp {} t '{}'", legend.empty() ? "plot " : ", ", look(stepper), stepper);
  fmt::print("{}\nunset multiplot\n", legend);
}

}  // namespace

int main(int count, char** arguments) {
  const std::string which = count == 2 ? arguments[1] : "";
  const std::string calls = "force calls per unit of time", time = "ns per trajectory and unit of time";
  if (which == "stationary") {
    const std::vector<Curve> curves{stationary<st::EulerMaruyama>(), stationary<st::Heun>(),
                                    stationary<st::LeimkuhlerMatthews>()};
    const std::string y = "|error of <x^2>|";
    plot("stationary", "Stationary <x^2> in a double well",
         {{"", calls, y, false, curves}, {"", time, y, true, curves}});
  } else if (which == "driven") {
    const double exact = (4 * driven_mean<st::Heun>(2048) - driven_mean<st::Heun>(1024)) / 3;
    const std::vector<Curve> curves{
        driven<st::EulerMaruyama>(exact),           driven<st::Heun>(exact),
        driven<st::LeimkuhlerMatthews>(exact),      driven<st::TwoPoint<st::EulerMaruyama>>(exact),
        driven<st::ThreePoint<st::WeakTwo>>(exact), driven<st::Metropolised<st::EulerMaruyama>>(exact)};
    const std::string y = "|error of <x(1)>|";
    plot("driven", "Mean position in a double well while it is tilted",
         {{"", calls, y, false, curves}, {"", time, y, true, curves}});
  } else if (which == "strong") {
    const st::models::VariableMobility place{.k = 0.5, .mu0 = 0.7, .a = 0.5, .w = 1.5};
    const std::string y = "r.m.s. distance at t = 1";
    plot("strong", "Distance from the true path",
         {{"constant mobility",
           calls,
           y,
           false,
           {strong<st::EulerMaruyama, st::Heun>(well), strong<st::Heun, st::Heun>(well),
            strong<st::LeimkuhlerMatthews, st::Heun>(well)}},
          {"mobility that depends on position",
           calls,
           y,
           false,
           {strong<st::EulerMaruyama, st::Milstein>(place), strong<st::Heun, st::Milstein>(place),
            strong<st::Milstein, st::Milstein>(place), strong<st::EndPoint, st::Milstein>(place),
            strong<st::WeakTwo, st::Milstein>(place)}}});
  } else if (which == "inertia") {
    plot("inertia", "Stationary averages in a corrugated trap, with inertia",
         {{"",
           calls,
           "error of <x^2>",
           false,
           {inertia<st::Baoab>(false), inertia<st::Metropolised<st::Baoab>>(false)}},
          {"",
           calls,
           "error of <v^2>",
           false,
           {inertia<st::Baoab>(true), inertia<st::Metropolised<st::Baoab>>(true)}}});
  } else {
    fmt::print(stderr, "work_precision: name one of stationary, driven, strong, inertia\n");
    return 2;
  }
}
