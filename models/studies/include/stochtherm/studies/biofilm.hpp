#pragma once
/// The potassium signal of a biofilm: a single cell that is shocked, and the wave that a row of cells carries.
///
/// Energy is what the channels dissipate per unit of capacitance, int sum I_x (V - V_x) dt in mV^2 (at 1 uF/cm^2 1 mV^2 is 1e-8 J/m^2),
/// beyond what rest costs (nothing: the rest is an equilibrium of the leak, and the channel is shut). Its balance
///   int sum I_x (V - V_x) dt = -[V^2/2] - int sum I_x V_x dt
/// is checked. What a pump must pay to bring the potassium back is F-dependent, and not in it.
/// Source: Prindle et al. (2015), key `prindle2015`.

#include <stochtherm/models/biofilm/potassium_wave.hpp>
#include <vector>

namespace stochtherm::studies {

struct Extreme {
  double time, value;  ///< min; mV, mM or share
};

struct BiofilmShock {
  Extreme highest_V, lowest_V, most_open, most_stress, brightest, dimmest;
  /// The second maximum of E: potassium that the cell itself let out; value 0 where there is none.
  Extreme second_potassium;
  double energy;                              ///< mV^2
  double balance;                             ///< relative
  std::vector<double> time;                   ///< min
  std::vector<std::array<double, 5>> course;  ///< V, n, E, S, T
};
/// A cell at rest, whose outside gets `shock` mM of potassium at time 0, for `duration` min.
[[nodiscard]] BiofilmShock shock_a_cell(const models::PotassiumWave& cell, double shock, double duration);

struct BiofilmWave {
  std::size_t cells;
  std::vector<Extreme> highest_V;  ///< of each cell
  /// um/min between two cells, from the times of their highest V.
  [[nodiscard]] double speed(std::size_t from, std::size_t to, double dx_mm) const;
  double energy;                       ///< of all cells, mV^2
  double balance;                      ///< relative
  std::vector<double> time;            ///< min
  std::vector<std::vector<double>> V;  ///< V[time][cell]
};
struct BiofilmWaveRun {
  std::size_t cells = 41;
  std::vector<double> kicks{120, 160, 200};  ///< min: when the first cell's stress is raised
  double kick = 0.1;
  double duration = 240;  ///< min
  double look_every = 1;  ///< min, for V
};
/// All cells begin with every variable 0, as published: the first minutes are their fall to rest.
[[nodiscard]] BiofilmWave potassium_wave(const models::PotassiumWave& cell, const BiofilmWaveRun& run = {});

}  // namespace stochtherm::studies
