#include <algorithm>
#include <bit>
#include <cmath>
#include <stochtherm/core/error.hpp>
#include <stochtherm/information/symbols.hpp>
#include <string>
#include <unordered_map>

#include "neighbour_tree.hpp"

namespace stochtherm {
namespace {

constexpr double low = -(1 << 16), high = 1 << 16;  // whole numbers that a table counts

void require_finite_column(std::span<const double> column, const char* function) {
  bool good = true;
  for (double x : column) good &= std::isfinite(x);
  if (good) [[likely]]
    return;
  const auto bad = std::find_if(column.begin(), column.end(), [](double x) { return !std::isfinite(x); });
  require_finite(*bad, "sample " + std::to_string(bad - column.begin()), function);
}

std::size_t require_rows(Columns rows, std::size_t columns, const char* function) {
  require(!rows.empty() && rows.size() == columns, "symbols need the columns that were announced", "columns",
          static_cast<double>(rows.size()), function);
  for (const auto& column : rows) {
    require(column.size() == rows.front().size(), "all columns must have the same number of samples",
            "samples", static_cast<double>(column.size()), function);
    require_finite_column(column, function);
  }
  return rows.front().size();
}

}  // namespace

struct SymbolCounter::Table {
  std::vector<std::size_t> whole;                          // by value - low
  std::unordered_map<std::uint64_t, std::size_t> numbers;  // by bits, what the table does not hold
  std::map<std::vector<double>, std::size_t> rows;         // several columns
};

SymbolCounter::SymbolCounter(std::size_t columns) : columns_(columns), table_(std::make_unique<Table>()) {
  require(columns > 0, "a symbol has at least one column", "columns", 0);
}
SymbolCounter::~SymbolCounter() = default;
SymbolCounter::SymbolCounter(SymbolCounter&&) noexcept = default;
SymbolCounter& SymbolCounter::operator=(SymbolCounter&&) noexcept = default;

void SymbolCounter::add(std::span<const double> column) {
  require(columns_ == 1, "symbols need the columns that were announced", "columns", 1);
  require_finite_column(column, "add");
  Table& t = *table_;
  if (t.whole.empty()) t.whole.resize(static_cast<std::size_t>(high - low));
  std::size_t* whole = t.whole.data() + static_cast<long>(high);
  for (const double x : column) {
    const double bounded = std::min(std::max(x, low), high - 1);
    const auto i = static_cast<int>(bounded);
    if (static_cast<double>(i) == x)
      ++whole[i];
    else
      ++t.numbers[std::bit_cast<std::uint64_t>(x)];
  }
  samples_ += column.size();
}

void SymbolCounter::add(Columns rows) {
  if (columns_ == 1 && rows.size() == 1) return add(std::span<const double>(rows.front()));
  const std::size_t n = require_rows(rows, columns_, "add");
  std::vector<double> row(columns_);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t c = 0; c < columns_; ++c) row[c] = rows[c][i] + 0.0;
    ++table_->rows[row];
  }
  samples_ += n;
}

std::vector<std::size_t> SymbolCounter::counts() const {
  const Table& t = *table_;
  std::vector<std::size_t> counts;
  if (columns_ > 1) {
    for (const auto& [row, count] : t.rows) counts.push_back(count);
    return counts;
  }
  std::vector<std::pair<double, std::size_t>> found;
  for (std::size_t i = 0; i < t.whole.size(); ++i)
    if (t.whole[i] > 0) found.emplace_back(static_cast<double>(i) + low, t.whole[i]);
  for (const auto& [bits, count] : t.numbers) found.emplace_back(std::bit_cast<double>(bits), count);
  std::sort(found.begin(), found.end());
  for (const auto& [value, count] : found) counts.push_back(count);
  return counts;
}

std::vector<std::size_t> count_symbols(Columns rows) {
  SymbolCounter counter(std::max<std::size_t>(1, rows.size()));
  counter.add(rows);
  return counter.counts();
}

std::vector<std::uint32_t> number_symbols(Columns rows) {
  const std::size_t n = require_rows(rows, rows.size(), "number_symbols");
  require(n < (std::size_t{1} << 32U), "at most 2^32 samples are taken", "samples", static_cast<double>(n));
  std::vector<std::uint32_t> number(n, 0);
  // Ranks with ties, column by column: the number so far decides first.
  for (const auto& column : rows) {
    auto order = detail::sorted_order(column);
    std::vector<std::uint32_t> rank(n);
    std::uint32_t r = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (i > 0 && column[order[i]] != column[order[i - 1]]) ++r;
      rank[order[i]] = r;
    }
    std::vector<double> key(n);
    for (std::size_t i = 0; i < n; ++i)  // both below 2^32, the product below 2^53 for up to 9e7 symbols
      key[i] = static_cast<double>(number[i]) * (static_cast<double>(r) + 1) + rank[i];
    order = detail::sorted_order(key);
    std::uint32_t s = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (i > 0 && key[order[i]] != key[order[i - 1]]) ++s;
      number[order[i]] = s;
    }
  }
  return number;
}

std::vector<double> equal_bins(std::span<const double> values, std::size_t bins) {
  require(bins >= 1, "there is at least one bin", "bins", static_cast<double>(bins));
  require_finite_column(values, "equal_bins");
  const auto order = detail::sorted_order(values);
  const std::size_t n = values.size();
  std::vector<double> bin(n);
  double current = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (i == 0 || values[order[i]] != values[order[i - 1]])
      current = std::floor(static_cast<double>(i * bins) / static_cast<double>(n));
    bin[order[i]] = current;
  }
  return bin;
}

}  // namespace stochtherm
