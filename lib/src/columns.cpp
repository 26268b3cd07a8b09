#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <stochtherm/core/error.hpp>
#include <stochtherm/io/columns.hpp>
#include <system_error>

#include "column_source.hpp"

namespace stochtherm {
namespace {

constexpr std::string_view npy_magic = "\x93NUMPY";

std::unique_ptr<ColumnReader::Source> open(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string first(npy_magic.size(), '\0');
  const bool opened = static_cast<bool>(file);
  if (opened) file.read(first.data(), static_cast<std::streamsize>(first.size()));
  const bool readable = opened && !file.bad() && (file.gcount() > 0 || errno == 0);
  require(readable, "the file must be readable", path,
          errno != 0 ? std::generic_category().message(errno) : std::string("unreadable"), "ColumnReader");
  first.resize(static_cast<std::size_t>(file.gcount()));
  file.clear(file.rdstate() & ~std::ios::failbit);
  return first == npy_magic ? detail::npy_source(std::move(file), path, std::move(first))
                            : detail::text_source(std::move(file), path, std::move(first));
}

}  // namespace

ColumnReader::ColumnReader(const std::string& path) : source_(open(path)) {}
ColumnReader::~ColumnReader() = default;
ColumnReader::ColumnReader(ColumnReader&&) noexcept = default;
ColumnReader& ColumnReader::operator=(ColumnReader&&) noexcept = default;

std::size_t ColumnReader::width() const { return source_->width; }
const std::vector<std::string>& ColumnReader::names() const { return source_->names; }

std::size_t ColumnReader::column(std::string_view which) const {
  const auto& names = source_->names;
  const auto matches = std::count(names.begin(), names.end(), which);
  require(matches <= 1, fmt::format("the names of the columns of {} must differ", source_->path), "column",
          which, "ColumnReader");
  if (matches == 1)
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), which) - names.begin());
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(which.data(), which.data() + which.size(), number);
  const bool good = error == std::errc() && end == which.data() + which.size() && number < source_->width;
  require(good,
          fmt::format("a column of {} is one of 0 to {}{}", source_->path, source_->width - 1,
                      names.empty() ? "" : fmt::format(" or {}", fmt::join(names, ", "))),
          "column", which, "ColumnReader");
  return number;
}

std::size_t ColumnReader::read(std::span<const std::size_t> wanted, std::size_t rows,
                               std::vector<std::vector<double>>& block) {
  for (std::size_t column : wanted)
    require(column < source_->width, "the column must exist", "column", static_cast<double>(column));
  block.resize(wanted.size());
  for (auto& column : block) column.clear();
  return source_->read(wanted, rows, block);
}

std::vector<std::vector<double>> read_columns(const std::string& path, std::span<const std::string> which) {
  ColumnReader reader(path);
  std::vector<std::size_t> wanted;
  for (const std::string& name : which) wanted.push_back(reader.column(name));
  std::vector<std::vector<double>> all(wanted.size()), block;
  while (reader.read(wanted, 1U << 16U, block) > 0)
    for (std::size_t k = 0; k < all.size(); ++k)
      all[k].insert(all[k].end(), block[k].begin(), block[k].end());
  require(!all.empty(), "at least one column must be wanted", "columns", "none");
  require(!all[0].empty(), "the file must hold at least one row of numbers", path, "none");
  return all;
}

}  // namespace stochtherm
