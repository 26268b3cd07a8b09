// The picture of the README: a trap is pulled from 0 to 3 in a time of 2. Prints a gnuplot script with its data.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stochtherm/stochtherm.hpp>
#include <string>
#include <vector>

namespace st = stochtherm;

namespace {

constexpr double v = 1, duration = 2, dt = 0.01;
constexpr std::size_t shown = 5;
const st::models::DraggedTrap trap{.k = 2, .T = {1}};
// The trajectory stops, the noise does not change: a shorter pull is the beginning of a longer one, bit by bit.
st::Protocol pull(double t) { return st::Protocol::linear(0, v * t, t); }

void data(const std::string& name, const std::string& rows) { fmt::print("${} << EOD\n{}EOD\n", name, rows); }

void paths_and_density() {
  const st::FokkerPlanck1D fp(trap, st::Grid1D::uniform(-4, 6, 1000, st::Edge::reflecting));
  std::string bands, paths;
  for (int i = 0; i <= 100; ++i) {
    const double t = 0.02 * i;
    const st::Density p =
        i == 0 ? fp.equilibrium() : (*fp.drive(fp.equilibrium(), pull(t), dt, st::Sdirk2{})).density;
    const double sd = std::sqrt(p.variance());
    bands += fmt::format("{} {} {} {} {} {}\n", t, p.mean(), p.mean() - 2 * sd, p.mean() - sd, p.mean() + sd,
                         p.mean() + 2 * sd);
    paths += fmt::format("{}", t);
    const auto runs = st::simulate(trap, pull(i == 0 ? dt : t), {.dt = dt, .trajectories = shown, .seed = 4},
                                   st::from_equilibrium);
    for (double x : i == 0 ? runs->initial[0] : runs->final[0]) paths += fmt::format(" {}", x);
    paths += "\n";
  }
  data("bands", bands);
  data("paths", paths);
}

void work() {
  const auto runs = st::simulate(trap, pull(duration), {.dt = dt, .trajectories = 200'000, .seed = 1},
                                 st::from_equilibrium);
  const auto& w = runs->ledger.work;
  const auto dF = st::jarzynski(runs->ledger);
  const auto gains = std::count_if(w.begin(), w.end(), [](double x) { return x < 0; });
  const st::Histogram histogram(w, -4, 12, 64);
  std::string rows;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    const double x = histogram.centre(i), exact = trap.work_density(x, v, duration);
    rows += fmt::format("{} {} {} {}\n", x, histogram.density(i), exact, exact * std::exp(-x));
  }
  data("work", rows);
  fmt::print("dF = '{:.3f} ± {:.3f}'\n", dF.mean, dF.std_error);
  fmt::print("gains = '{:.1f} %'\n", 100 * static_cast<double>(gains) / static_cast<double>(w.size()));
  fmt::print("mean = {}\n", st::estimate_mean(w).mean);
}

}  // namespace

int main() {
  paths_and_density();
  work();
  fmt::print(R"(set terminal svg size 960,400 font 'Helvetica,14' background '#ffffff' name 'readme'
set multiplot
set border 3 lw 1 lc rgb '#555555'; set tics nomirror out textcolor rgb '#333333'; set key left top Left reverse samplen 2 spacing 1.15
set lmargin at screen 0.065; set rmargin at screen 0.49; set bmargin at screen 0.17; set tmargin at screen 0.88
set title 'A trap is pulled; the particle lags and fluctuates'
set xlabel 'time' offset 0,0.4; set ylabel 'position' offset 1,0; set xrange [0:2]; set yrange [-2.2:4.2]; set xtics 0.5; set ytics 1
set style fill solid 1 noborder
plot $bands u 1:3:6 w filledcurves lc rgb '#e3ecf7' t '2σ of the density', \
  $bands u 1:4:5 w filledcurves lc rgb '#c3d6ee' t '1σ', \
  for [i=2:6] $paths u 1:i w l lw 1 lc rgb word('#1b6ca8 #2a9d8f #8a5fbf #c8553d #555555', i-1) not, \
  $bands u 1:2 w l lw 2 lc rgb '#16324f' t 'mean', \
  x w l lw 2 dt 2 lc rgb '#d1495b' t 'trap'
set lmargin at screen 0.57; set rmargin at screen 0.985
set title 'What a pull costs'
set xlabel 'work / kT' offset 0,0.4; set ylabel 'probability density' offset 1,0; set xrange [-4:7]; set yrange [0:0.42]; set xtics 2; set ytics 0.1
set key right top Left reverse
set arrow 1 from 0,0 to 0,0.40 nohead lw 1.5 dt 3 lc rgb '#333333'
set label 1 'ΔF = 0 exactly,' at 0.2,0.285 textcolor rgb '#333333'
set label 2 dF.' kT measured' at 0.2,0.258 textcolor rgb '#333333'
set label 3 gains.' of the' at -3.9,0.300 textcolor rgb '#c8553d'
set label 4 'pulls gain work' at -3.9,0.273 textcolor rgb '#c8553d'
set boxwidth 0.25
plot $work u 1:($1<0?$2:1/0) w boxes lc rgb '#f2b8a8' not, $work u 1:($1>=0?$2:1/0) w boxes lc rgb '#c3d6ee' t '200 000 trajectories', \
  $work u 1:3 smooth csplines w l lw 2 lc rgb '#16324f' t 'exact', \
  $work u 1:4 smooth csplines w l lw 2 dt 2 lc rgb '#d1495b' t 'weighted by e^{{−W/kT}}'
unset multiplot
)");
}
