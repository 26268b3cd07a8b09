#pragma once
/// What to run, what to watch meanwhile, and what comes out.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stochtherm/core/bath.hpp>
#include <stochtherm/core/progress.hpp>
#include <stochtherm/solvers/langevin/stepper.hpp>
#include <stochtherm/thermodynamics/ledger.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stochtherm {

/// One number per trajectory.
using Column = std::vector<double>;

struct Ensemble;

/// A function of the state and the ledger of a trajectory. `now.final` and `now.ledger` are those of the moment.
struct Observable {
  std::string name;
  std::function<double(const Ensemble& now, std::size_t trajectory)> value;
};

/// What to record, and when: each time is a multiple of the step, in the run. A run that records nothing pays nothing.
struct Recording {
  std::vector<double> times{};
  std::vector<Observable> what{};
};

/// 0, interval, 2 interval, ... up to `duration`, which `interval` must divide.
[[nodiscard]] std::vector<double> times_every(double interval, double duration);

/// What was recorded: records["name"][time][trajectory].
struct Records {
  std::vector<double> times{};
  std::vector<std::string> names{};
  std::vector<std::vector<Column>> values{};
  [[nodiscard]] const std::vector<Column>& operator[](std::string_view name) const;
};

/// The evidence that `audit` weighs, recorded where Run::evidence asks for it. An innovation is the standard normal
/// number that would have made the step that was seen, had the model moved by Euler-Maruyama (with inertia: had its bath
/// renewed the velocity): of mean 0 and variance 1 where the motion is what the model says.
struct Evidence {
  /// ln of the forward over the backward transition probability, summed over the steps: the entropy that the path made
  /// in the medium. Exact for Euler-Maruyama with constant mobility at any dt; else as dt -> 0. Empty with inertia and
  /// where moves are accepted or rejected: there it is -sum Q/kT by construction.
  Column path_entropy{};
  std::vector<Column> innovation{};         ///< sum over the steps, by coordinate
  std::vector<Column> innovation_square{};  ///< sum of the squares
  /// Sum of innovation times the drift kT mu' dt in units of the noise: not 0 on average where the calculus is wrong.
  std::vector<Column> tilt{};
};

/// A run on its way, to be written and read by a store.
struct Snapshot {
  std::string run;            ///< what the run is: one "name = value" per line
  std::uint64_t relaxed = 0;  ///< steps of the relaxation that comes before the accounts open (`stationary`)
  std::uint64_t step = 0;     ///< steps of the run
  std::vector<std::pair<std::string, Column>> columns{};
};

/// Where snapshots are kept; hdf5_checkpoint makes one. `load` gives nothing where there is none yet and throws
/// InvalidArgument, with a sentence, where there is something that cannot be read. A snapshot is written when the run
/// begins (a place that cannot be written shows before the work is done), then every so many seconds, when the run is
/// cancelled, and when it ends: a run that has ended gives its result again, at once.
struct CheckpointStore {
  std::function<std::optional<Snapshot>()> load{};
  std::function<void(const Snapshot&)> save{};
  double every_seconds = 60;
  std::string place{};  ///< as sentences name it
};

/// What to run. There is no default step, number or seed.
struct Run {
  double dt;                 ///< must divide the protocol's duration
  std::size_t trajectories;  ///< at least 1
  Seed seed;
  std::uint64_t first_trajectory = 0;  ///< trajectory k alone has the bits it has within any ensemble
  unsigned threads = 0;                ///< 0: all hardware threads. Never changes a bit of the result.
  Progress progress = {};
  bool evidence =
      false;  ///< record what `audit` needs: about twice the cost of a step. Of walls, only periodic ones.
  Recording record = {};
  /// A run that was killed or cancelled goes on from its last snapshot and ends with the bits of one that was not. A
  /// snapshot of another run is refused: of other numbers, of a model that moves otherwise, of records of another name.
  CheckpointStore checkpoint = {};
};

/// What came out: the accounts, and where each trajectory began and ended. NaN where a cancelled run did not arrive.
struct Ensemble {
  LedgerTable ledger;
  std::vector<Column> initial{}, final{};                    ///< positions: final[coordinate][trajectory]
  std::vector<Column> initial_velocity{}, final_velocity{};  ///< empty without inertia
  Column absorbed_at{};  ///< time of absorption, +inf where there was none; empty without walls
  Column rejections{};   ///< number of rejected moves; empty where none are
  std::vector<std::uint32_t> outcome{};  ///< of the measurement; empty without feedback
  Evidence evidence{};
  Records records{};
  double dt = 0;
  std::size_t steps = 0;
  Seed seed;
  StepperFacts stepper{};

  [[nodiscard]] std::size_t size() const { return ledger.size(); }
};

}  // namespace stochtherm
