#pragma once
/// The runs whose bits are watched: a name and a number for each.

#include <string>
#include <utility>
#include <vector>

#include "bits.hpp"

namespace bits {

/// What all runs have in common, and what became of them.
class Lines {
 public:
  /// `folder`: where the runs keep their checkpoints; empty: nowhere.
  Lines(unsigned threads, std::string folder) : threads_(threads), folder_(std::move(folder)) {}

  /// Simulates without and with evidence.
  template <class Simulate>
  void both(const std::string& name, const Simulate& simulate) {
    one(name, simulate);
    one(name + ", evidence", simulate, true);
  }
  template <class Simulate>
  void one(const std::string& name, const Simulate& simulate, bool evidence = false) {
    stochtherm::Run run = usual(name);
    run.evidence = evidence;
    add(name, bits_of(simulate(run).even_if_failed()));
  }
  [[nodiscard]] const std::vector<std::string>& text() const { return text_; }
  [[nodiscard]] std::uint64_t all() const { return all_.value(); }

 private:
  [[nodiscard]] stochtherm::Run usual(const std::string& name) const;
  void add(const std::string& name, std::uint64_t bits);

  unsigned threads_;
  std::string folder_;
  std::vector<std::string> text_;
  BitsHash all_;
};

// The topics, each in a file of its own.
void one_coordinate(Lines& lines);
void many_coordinates(Lines& lines);
void inertia(Lines& lines);
void walls_and_feedback(Lines& lines);

}  // namespace bits
