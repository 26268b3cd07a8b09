#pragma once
/// Samples as symbols: equal rows are one symbol.
///
/// Solves:       the counts n_s of the symbols s of one or several columns, and the number of each row's symbol.
/// Scheme:       one column of small whole numbers: a table; else a hash of the row. Counts come in the order of the
///               symbols' values, column by column.
/// Order:        none.
/// Exact for:    any finite values; -0 is 0.
/// Cost:         about 2 ns a sample for small whole numbers, a hash else; memory by the number of symbols, so that a
///               file larger than memory may be counted in blocks.
/// Use when:     values repeat. Not for measured real numbers, of which no two are equal: bin them first.
/// References:   cover2006
/// Validated by: information/entropy_estimators

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <stochtherm/information/nearest_neighbours.hpp>
#include <vector>

namespace stochtherm {

/// Counts block after block.
class SymbolCounter {
 public:
  explicit SymbolCounter(std::size_t columns = 1);
  ~SymbolCounter();
  SymbolCounter(SymbolCounter&&) noexcept;
  SymbolCounter& operator=(SymbolCounter&&) noexcept;

  /// The next rows: as many columns as were announced, of equal length.
  void add(Columns rows);
  void add(std::span<const double> column);
  [[nodiscard]] std::size_t samples() const { return samples_; }
  /// Of the symbols that were seen, all positive.
  [[nodiscard]] std::vector<std::size_t> counts() const;

 private:
  struct Table;
  std::size_t columns_, samples_ = 0;
  std::unique_ptr<Table> table_;
};

[[nodiscard]] std::vector<std::size_t> count_symbols(Columns rows);
/// For each row the number of its symbol, from 0, in the order of the symbols' values.
[[nodiscard]] std::vector<std::uint32_t> number_symbols(Columns rows);
/// Each value to the number of its bin: `bins` bins that hold equally many samples, but that equal values share one.
[[nodiscard]] std::vector<double> equal_bins(std::span<const double> values, std::size_t bins);

}  // namespace stochtherm
