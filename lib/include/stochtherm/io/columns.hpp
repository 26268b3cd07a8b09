#pragma once
/// Columns of numbers from a file: what was measured comes in here.
///
/// Text: one row per line, cells parted by commas, semicolons, tabs or blanks (the first row with a comma, a semicolon or a
/// tab decides; else blanks). What follows `#` is a comment, empty lines are skipped. When no cell of the first row is
/// a number, that row is the header and names the columns; quotes around a cell are taken off.
/// NPY (versions 1 to 3): one- or two-dimensional arrays of integers or floating-point numbers, either byte order, C or
/// Fortran order; a row is the first index.
///
/// Every number is finite, every row has as many cells as the first: else a sentence with the line (or row) and the column,
/// counted from 1 and from 0 as users do. Nothing is filled in.

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stochtherm {

/// Reads a file in blocks, so that it may be larger than memory.
class ColumnReader {
 public:
  explicit ColumnReader(const std::string& path);
  ~ColumnReader();
  ColumnReader(ColumnReader&&) noexcept;
  ColumnReader& operator=(ColumnReader&&) noexcept;

  /// Number of columns.
  [[nodiscard]] std::size_t width() const;
  /// From the header; empty where there is none.
  [[nodiscard]] const std::vector<std::string>& names() const;
  /// The column of that name, else of that number, counted from 0.
  [[nodiscard]] std::size_t column(std::string_view name_or_number) const;
  /// The next rows, at most `rows`: block[k] becomes the cells of column wanted[k]. Returns how many rows came; 0 at the
  /// end.
  std::size_t read(std::span<const std::size_t> wanted, std::size_t rows,
                   std::vector<std::vector<double>>& block);

  struct Source;

 private:
  std::unique_ptr<Source> source_;
};

/// The columns of these names or numbers, whole, in this order; there must be at least one row.
[[nodiscard]] std::vector<std::vector<double>> read_columns(const std::string& path,
                                                            std::span<const std::string> names_or_numbers);

}  // namespace stochtherm
