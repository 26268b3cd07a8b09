// A molecular motor of three states and two reservoirs: where it stands, what drives it, how precise it is.
#include <cmath>
#include <cstdio>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;

int main() {
  // States joined by heat, and one link that burns fuel: it works 4 kT on the motor at each step.
  const double fuel = 4;
  st::Generator motor{.states = 3, .energy = {0, 0.5, 1}};
  const auto link = [&](unsigned from, unsigned to, double rate, double work) {
    const double z = motor.energy[to] - motor.energy[from] - work;
    motor.links.push_back({from, to, rate * std::exp(-z / 2), rate * std::exp(z / 2)});
  };
  link(0, 1, 1, 0), link(1, 2, 2, 0), link(2, 0, 1, fuel);

  const auto p = *st::stationary(motor);
  const auto rates = st::thermodynamic_rates(motor, p);
  const auto cycle = st::fundamental_cycles(motor)[0];
  const std::vector<double> turns{0, 0, 1};  // count the burning link
  const auto current = *st::cumulant_rates(motor, turns);
  std::printf("masses              %.4f %.4f %.4f\n", p[0], p[1], p[2]);
  std::printf("turns               %.6f ± sqrt(%.6f t) in a time t\n", current.mean, current.variance);
  std::printf("affinity            %.6f kT, the fuel\n", std::abs(cycle.affinity));
  std::printf("power, heat         %.6f %.6f\n", rates.nonconservative_power, rates.heat[0]);
  std::printf("uncertainty         %.4f, at least 1\n",
              st::uncertainty_product(current.mean, current.variance, rates.total_entropy));
  const double work[] = {0, 0, fuel};
  std::printf("%s", st::audit(motor, work).text().c_str());
}
