#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <stochtherm/core/error.hpp>

#include "column_source.hpp"

namespace stochtherm::detail {
namespace {

static_assert(std::endian::native == std::endian::little, "NPY is read on little-endian machines");

template <class T>
double as_number(const char* bytes, bool swapped) {
  char raw[sizeof(T)];
  std::memcpy(raw, bytes, sizeof(T));
  if (swapped) std::reverse(raw, raw + sizeof(T));
  T value;
  std::memcpy(&value, raw, sizeof(T));
  return static_cast<double>(value);
}
using Convert = double (*)(const char*, bool);

struct Type {
  std::string_view name;
  std::size_t size;
  Convert convert;
};
constexpr Type types[] = {{"f8", 8, as_number<double>},        {"f4", 4, as_number<float>},
                          {"i8", 8, as_number<std::int64_t>},  {"i4", 4, as_number<std::int32_t>},
                          {"i2", 2, as_number<std::int16_t>},  {"i1", 1, as_number<std::int8_t>},
                          {"u8", 8, as_number<std::uint64_t>}, {"u4", 4, as_number<std::uint32_t>},
                          {"u2", 2, as_number<std::uint16_t>}, {"u1", 1, as_number<std::uint8_t>},
                          {"b1", 1, as_number<std::uint8_t>}};

class Npy final : public ColumnReader::Source {
 public:
  Npy(std::ifstream file, std::string where, const std::string& magic) : file_(std::move(file)) {
    path = std::move(where);
    const std::string version = take(2);
    const std::size_t length_bytes = version[0] == 1 ? 2 : 4;
    require(version[0] >= 1 && version[0] <= 3, "an NPY file has version 1, 2 or 3", "version of " + path,
            static_cast<double>(version[0]), me);
    const std::string length_text = take(length_bytes);
    const auto length =
        static_cast<std::size_t>(length_bytes == 2 ? as_number<std::uint16_t>(length_text.data(), false)
                                                   : as_number<std::uint32_t>(length_text.data(), false));
    require(length < 1U << 20U, "the header of an NPY file is a short text", "its length in " + path,
            static_cast<double>(length), me);
    const std::string header = take(length);
    begin_ = magic.size() + 2 + length_bytes + length;
    read_type(value_of(header, "descr"));
    fortran_ = value_of(header, "fortran_order").starts_with("True");
    read_shape(value_of(header, "shape"));
  }

  std::size_t read(std::span<const std::size_t> wanted, std::size_t rows,
                   std::vector<std::vector<double>>& block) override {
    const std::size_t count = std::min(rows, rows_ - row_);
    if (fortran_ && width > 1) {
      for (std::size_t k = 0; k < wanted.size(); ++k) {
        file_.seekg(static_cast<std::streamoff>(begin_ + (wanted[k] * rows_ + row_) * type_.size));
        const std::string bytes = take(count * type_.size);
        for (std::size_t i = 0; i < count; ++i) block[k].push_back(cell(bytes, i, row_ + i, wanted[k]));
      }
    } else {
      const std::string bytes = take(count * width * type_.size);
      for (std::size_t i = 0; i < count; ++i)
        for (std::size_t k = 0; k < wanted.size(); ++k)
          block[k].push_back(cell(bytes, i * width + wanted[k], row_ + i, wanted[k]));
    }
    row_ += count;
    return count;
  }

 private:
  static constexpr const char* me = "ColumnReader";

  /// So many bytes, or a sentence: a file that was cut off is not a shorter file.
  std::string take(std::size_t bytes) {
    std::string taken(bytes, '\0');
    file_.read(taken.data(), static_cast<std::streamsize>(bytes));
    require(static_cast<bool>(file_), "an NPY file holds all the rows that its header promises", path,
            "cut off", me);
    return taken;
  }

  double cell(const std::string& bytes, std::size_t at, std::size_t row, std::size_t column) const {
    const double value = type_.convert(bytes.data() + at * type_.size, swapped_);
    if (!std::isfinite(value))
      reject(me, "a cell must be a finite number", fmt::format("row {}, column {} of {}", row, column, path),
             value);
    return value;
  }

  /// What stands behind 'key': in the header, a Python dictionary.
  std::string value_of(const std::string& header, std::string_view key) const {
    const auto at = header.find(fmt::format("'{}':", key));
    require(at != std::string::npos, "the header of an NPY file says descr, fortran_order and shape", path,
            fmt::format("without {}", key), me);
    auto from = header.find_first_not_of(' ', at + key.size() + 3);
    return header.substr(std::min(from, header.size()));
  }

  void read_type(std::string_view text) {
    const auto end = text.size() > 1 && text[0] == '\'' ? text.find('\'', 1) : std::string_view::npos;
    const std::string_view name = text.substr(0, end == std::string_view::npos ? 20 : end + 1);
    const std::string_view bare = name.size() > 4 ? name.substr(2, name.size() - 3) : std::string_view();
    const auto* known =
        std::find_if(std::begin(types), std::end(types), [&](const Type& t) { return t.name == bare; });
    require(end != std::string_view::npos && known != std::end(types),
            "an NPY file holds integers of 8 to 64 bits, or floating-point numbers of 32 or 64",
            "descr of " + path, name, me);
    type_ = *known;
    swapped_ = name[1] == '>';
  }

  void read_shape(std::string_view text) {
    std::vector<std::size_t> shape;
    const auto end = text.find(')');
    for (std::size_t i = 0; i < std::min(end, text.size()); ++i) {
      if (text[i] < '0' || text[i] > '9') continue;
      std::size_t value = 0;
      const auto parsed = std::from_chars(text.data() + i, text.data() + text.size(), value);
      shape.push_back(parsed.ec == std::errc() ? value : 0);
      i = static_cast<std::size_t>(parsed.ptr - text.data());
    }
    const bool good = shape.size() == 1 || shape.size() == 2;
    require(good && end != std::string_view::npos, "an NPY file of columns has one or two dimensions",
            "shape of " + path, text.substr(0, std::min<std::size_t>(end, 40) + 1), me);
    rows_ = shape[0];
    width = shape.size() == 2 ? shape[1] : 1;
    constexpr double most = 9e15;
    require(rows_ > 0 && width > 0 && static_cast<double>(rows_) * static_cast<double>(width) < most,
            "the file must hold at least one row of numbers", "shape of " + path, text.substr(0, end + 1),
            me);
  }

  std::ifstream file_;
  std::size_t begin_ = 0, rows_ = 0, row_ = 0;
  Type type_{};
  bool swapped_ = false, fortran_ = false;
};

}  // namespace

std::unique_ptr<ColumnReader::Source> npy_source(std::ifstream file, std::string path, std::string first) {
  return std::make_unique<Npy>(std::move(file), std::move(path), first);
}

}  // namespace stochtherm::detail
