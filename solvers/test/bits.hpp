#pragma once
/// One number for all that came out of a run.

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <stochtherm/solvers/langevin/ensemble.hpp>

/// FNV-1a, 64 bits, byte by byte from the lowest. Whatever is not a number counts as the same NaN.
class BitsHash {
 public:
  void add(std::uint64_t word) {
    for (int i = 0; i < 8; ++i) value_ = (value_ ^ ((word >> (8 * i)) & 0xff)) * 0x100000001b3U;
  }
  void add(double x) {
    add(std::bit_cast<std::uint64_t>(std::isnan(x) ? std::numeric_limits<double>::quiet_NaN() : x));
  }
  void add(std::span<const double> column) {
    add(static_cast<std::uint64_t>(column.size()));
    for (const double x : column) add(x);
  }
  void add(const std::vector<std::vector<double>>& columns) {
    add(static_cast<std::uint64_t>(columns.size()));
    for (const auto& column : columns) add(std::span(column));
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

inline std::uint64_t bits_of(const stochtherm::Ensemble& e) {
  BitsHash hash;
  hash.add(e.initial), hash.add(e.final), hash.add(e.initial_velocity), hash.add(e.final_velocity);
  for (const auto* column :
       {&e.ledger.work, &e.ledger.nonconservative_work, &e.ledger.shadow_work, &e.ledger.energy_change,
        &e.ledger.information, &e.absorbed_at, &e.rejections, &e.evidence.path_entropy})
    hash.add(std::span(*column));
  hash.add(e.ledger.heat), hash.add(e.evidence.innovation), hash.add(e.evidence.innovation_square);
  hash.add(e.evidence.tilt);
  for (const auto& record : e.records.values) hash.add(record);
  for (const std::uint64_t k : e.outcome) hash.add(k);
  return hash.value();
}
