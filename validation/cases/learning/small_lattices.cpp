// Small tori: every state counted, against Kaufman's closed form and known digits.
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <stochtherm/models/spin/ising_square.hpp>
#include <stochtherm/validation/case.hpp>

namespace stochtherm::validation {
namespace {

using models::IsingSquare;
using models::IsingStates;
using models::IsingTorus;

Verdict run(double warmer) {
  Verdict v;
  const double Tc = IsingSquare::critical_temperature();
  const IsingStates four(4, 4), three(3, 3);
  std::map<int, std::uint64_t> g;
  for (const auto& l : four.levels()) g[l.energy] += l.states;
  const std::map<int, std::uint64_t> known{{-32, 2},   {-24, 32},   {-20, 64},  {-16, 424}, {-12, 1728},
                                           {-8, 6688}, {-4, 13568}, {0, 20524}, {4, 13568}, {8, 6688},
                                           {12, 1728}, {16, 424},   {20, 64},   {24, 32},   {32, 2}};
  v.checks.push_back(bits_equal("4 × 4: levels of energy", g.size(), known.size()));
  for (const auto& [energy, states] : known)
    v.checks.push_back(bits_equal(fmt::format("4 × 4: states of energy {}", energy), g[energy], states));
  struct Row {
    double T, log_z, u, C, m, m2, binder;
  };
  for (const Row& r :
       {Row{2, 17.105367118732, -1.755380288777, .605532657210, .918943267402, .868921681642, .644810791188},
        Row{Tc, 15.521915458755, -1.565623787638, .783266825929, .843860444813, .761358908569, .617199318412},
        Row{3, 13.281033455584, -1.017069626955, .603134714254, .601291326040, .450988140848,
            .480540660059}}) {
    const auto counted = four.at(r.T * warmer);
    const std::string at = fmt::format("4 × 4 at T = {:.4f}: ", r.T);
    v.checks.push_back(digits(at + "ln Z", counted.log_partition, r.log_z, 14));
    v.checks.push_back(digits(at + "energy", counted.energy, r.u, 13));
    v.checks.push_back(digits(at + "heat capacity", counted.heat_capacity, r.C, 12));
    v.checks.push_back(digits(at + "⟨|m|⟩", counted.magnetisation, r.m, 11));
    v.checks.push_back(digits(at + "⟨m²⟩", counted.magnetisation_squared, r.m2, 12));
    v.checks.push_back(digits(at + "Binder's cumulant", counted.binder, r.binder, 12));
  }
  const auto odd = three.at(Tc * warmer);
  v.checks.push_back(digits("3 × 3 at T_c: ln Z", odd.log_partition, 9.020213400944, 13));
  v.checks.push_back(digits("3 × 3 at T_c: energy", odd.energy, -1.611246381531, 13));
  // Kaufman's closed form, derivatives included, at and around the critical point, on odd, even and oblong tori.
  double worst_z = 0, worst_u = 0, worst_C = 0;
  const std::pair<std::size_t, std::size_t> shapes[] = {{2, 2}, {2, 5}, {3, 3}, {3, 5},
                                                        {5, 3}, {4, 4}, {4, 5}, {6, 3}};
  for (const auto& [rows, columns] : shapes) {
    const IsingStates states(rows, columns);
    for (const double T : {0.7, 1.5, Tc - 1e-7, Tc, Tc + 1e-3, 3.0, 20.0}) {
      const auto counted = states.at(T * warmer);
      const auto closed = IsingTorus{rows, columns}.at(T);
      worst_z = std::max(worst_z, std::abs(closed.log_partition / counted.log_partition - 1));
      worst_u = std::max(worst_u, std::abs(closed.energy - counted.energy));
      worst_C = std::max(worst_C, std::abs(closed.heat_capacity - counted.heat_capacity));
    }
  }
  v.checks.push_back(at_most("Kaufman against all states: ln Z, relative", worst_z, 1e-13));
  v.checks.push_back(at_most("Kaufman against all states: energy", worst_u, 1e-12));
  v.checks.push_back(at_most("Kaufman against all states: heat capacity", worst_C, 1e-10));
  return v;
}

const Registered registered{{
    .name = "learning/small_lattices",
    .claim = "Kaufman's partition function of a torus, with its energy and heat capacity, is the sum over "
             "all states.",
    .equation = "Z = Σ_{E} g(E) e^{−E/T}",
    .source = "kaufman1949",
    .tags = {"exact"},
    .check = [](const Effort&) { return run(1); },
    .sabotage = {"the states are weighed at a temperature a millionth too high",
                 [](const Effort&) { return run(1 + 1e-6); }},
}};

}  // namespace
}  // namespace stochtherm::validation
