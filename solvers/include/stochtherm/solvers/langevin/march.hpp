#pragma once
/// The part of a run that knows no model: columns, stages, threads, records and snapshots.

#include <cstddef>
#include <functional>
#include <span>
#include <stochtherm/core/protocol.hpp>
#include <stochtherm/core/solved.hpp>
#include <stochtherm/solvers/langevin/ensemble.hpp>
#include <stochtherm/solvers/langevin/initial.hpp>
#include <stochtherm/solvers/langevin/kernel.hpp>

namespace stochtherm::detail {

/// Which columns there are: Layout and StepperFacts as values.
struct Shape {
  std::size_t coordinates;
  bool inertia, remembers, driven, walls, metropolised, ratio, innovations;
};

/// All columns of a run. Neither copied nor moved: the kernel holds pointers into it.
struct Books {
  Books(const Shape& shape, const Run& run, std::size_t steps, std::vector<double> bath_kT,
        const StepperFacts& stepper);
  Books(const Books&) = delete;
  Books& operator=(const Books&) = delete;

  Ensemble ensemble;
  Column energy, first_energy;
  std::vector<Column> last_increment;
  /// In the order of Trajectory::for_each.
  std::vector<std::pair<std::string, Column*>> columns;
  [[nodiscard]] std::vector<double*> pointers();
  /// Everything that a snapshot must hold, one number for each trajectory. Records and outcomes come on top.
  [[nodiscard]] std::vector<std::pair<std::string, Column*>> all_columns();
  /// The accounts are 0, the present state is the initial one.
  void open();
};

/// From step `first` on, `steps` steps of protocols that begin there; one protocol, or one for each outcome.
struct Leg {
  std::vector<const Protocol*> protocols;
  std::uint64_t first, steps;
  double lambda = 0;        ///< before the leg, where there is one protocol
  bool last = false;        ///< ends with the protocol's final value
  bool relaxation = false;  ///< noise of its own, no records
};

using BlockKernel =
    std::function<void(const Stage&, double* const* columns, std::size_t begin, std::size_t end)>;

/// Number of steps of `dt` in the protocol; throws where dt does not divide its duration.
[[nodiscard]] std::uint64_t count_steps(const Protocol& protocol, double dt);
/// Throws, with a sentence, for what cannot be run.
void require_valid(const Run& run, double duration);

/// A run on its way.
class March {
 public:
  /// `total` steps in all, after `relaxation`: a time during which all trajectories move at the first lambda.
  March(Books& books, const Run& run, std::uint64_t total, double relaxation, BlockKernel kernel);
  /// Reads the last snapshot, if there is one, and goes on from there. To be called once the books are open, with all
  /// protocols of the run and what else the run is, one "name = value" per line.
  void resume(const std::vector<const Protocol*>& protocols, const std::string& more = "");
  /// Moves all trajectories with noise of their own, and opens the books again where they then are; false when cancelled.
  [[nodiscard]] bool relax(double lambda);
  /// Goes through a leg, from where the run is; false when cancelled. Legs that lie behind are skipped.
  [[nodiscard]] bool go(const Leg& leg);

 private:
  [[nodiscard]] std::string describe(const std::vector<const Protocol*>& protocols) const;
  [[nodiscard]] std::uint64_t rehearse(const std::vector<const Protocol*>& protocols) const;
  [[nodiscard]] std::uint64_t stop_after(std::uint64_t at, bool relaxation) const;
  [[nodiscard]] bool advance(const Stage& stage, bool relaxation, std::vector<char>& reached);
  [[nodiscard]] std::size_t rows_at(std::uint64_t step) const;
  void take_over(const Snapshot& snapshot);
  void save(bool now);
  void record();
  void settle();
  void abandon(const std::vector<char>& reached);

  Books& books_;
  const Run& run_;
  std::uint64_t total_, relaxation_ = 0;  // steps
  std::uint64_t step_ = 0, relaxed_ = 0;
  double relaxation_time_;
  BlockKernel kernel_;
  ProgressReporter report_;
  std::string identity_;
  std::vector<std::uint64_t> record_at_;
  double last_save_;
  double steps_at_a_time_;  // between two looks at the clock
};

/// A hash of the bits of numbers. Anything that is not a number counts as the same.
[[nodiscard]] std::uint64_t hash_bits(std::uint64_t hash, std::span<const double> numbers);
inline constexpr std::uint64_t hash_start = 0xcbf29ce484222325U;
/// Wraps up: converged, cancelled, or diverged when a number is not finite.
[[nodiscard]] Solved<Ensemble> conclude(Books& books, const Run& run, bool finished, double seconds);
[[nodiscard]] double seconds_now();

}  // namespace stochtherm::detail
