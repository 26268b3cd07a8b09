#pragma once
/// The two kinds of file behind ColumnReader.

#include <fstream>
#include <memory>
#include <stochtherm/io/columns.hpp>
#include <string>

namespace stochtherm {

struct ColumnReader::Source {
  virtual ~Source() = default;
  virtual std::size_t read(std::span<const std::size_t> wanted, std::size_t rows,
                           std::vector<std::vector<double>>& block) = 0;
  std::string path{};
  std::size_t width = 0;
  std::vector<std::string> names{};
};

namespace detail {
/// `first` bytes have been read already, to see what kind of file it is.
[[nodiscard]] std::unique_ptr<ColumnReader::Source> text_source(std::ifstream file, std::string path,
                                                                std::string first);
[[nodiscard]] std::unique_ptr<ColumnReader::Source> npy_source(std::ifstream file, std::string path,
                                                               std::string first);
}  // namespace detail

}  // namespace stochtherm
