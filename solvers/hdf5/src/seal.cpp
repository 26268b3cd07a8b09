#include "seal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <stochtherm/core/error.hpp>
#include <vector>

namespace stochtherm::detail {
namespace {

constexpr std::uint64_t schema = 1;

/// Of any text, or of a file piece by piece; pieces are multiples of 8 bytes but for the last.
class Checksum {
 public:
  void add(std::string_view bytes) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(bytes.size(), 8))) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data(), std::min<std::size_t>(bytes.size(), 8));
      value_ = (value_ ^ word) * 0x9e3779b97f4a7c15U;
      value_ ^= value_ >> 32;
    }
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

std::uint64_t checksum_of(std::string_view bytes) {
  Checksum sum;
  sum.add(bytes);
  return sum.value();
}

[[noreturn]] void refuse(const std::string& path, std::string_view must, std::string_view what,
                         std::string_view value) {
  throw InvalidArgument("hdf5_checkpoint", fmt::format("the checkpoint {} must {}", path, must), what, value);
}

struct Seal {
  std::uint64_t schema = 0, run = 0, bytes = 0, checksum = 0;

  [[nodiscard]] std::string text() const {
    return fmt::format("{}schema {}\nrun {:016x}\nbytes {}\nchecksum {:016x}\nHDF5 from byte {}\n",
                       seal_first_line, schema, run, bytes, checksum, seal_size);
  }
};

/// What stands at the start of a file.
Seal read_seal(const std::string& path, std::istream& file) {
  std::array<char, seal_size> block{};
  file.read(block.data(), block.size());
  const auto count = static_cast<std::size_t>(file.gcount());
  const std::string_view text(block.data(), count);
  if (count == 0) refuse(path, "be whole", "it", "empty");
  if (!text.starts_with(seal_first_line.substr(0, count)))
    refuse(path, "be a checkpoint of stochtherm", "its first line",
           text.substr(0, std::min(text.find('\n'), std::size_t{60})));
  if (count < seal_size) refuse(path, "be whole", "its size", std::to_string(count));
  const std::string body(text.substr(seal_first_line.size()));
  unsigned long long schema_read = 0, run = 0, bytes = 0, sum = 0;
  const int read = std::sscanf(body.c_str(), "schema %llu\nrun %llx\nbytes %llu\nchecksum %llx\n",
                               &schema_read, &run, &bytes, &sum);
  if (read >= 1 && schema_read != schema)
    refuse(path, fmt::format("have the schema {}", schema), "its schema", std::to_string(schema_read));
  const Seal seal{.schema = schema_read, .run = run, .bytes = bytes, .checksum = sum};
  if (read != 4 || !text.starts_with(seal.text())) refuse(path, "be whole", "its first lines", "damaged");
  return seal;
}

}  // namespace

void seal(std::span<std::byte> file, std::string_view run) {
  const std::string_view body(reinterpret_cast<const char*>(file.data()) + seal_size,
                              file.size() - seal_size);
  const Seal made{
      .schema = schema, .run = checksum_of(run), .bytes = body.size(), .checksum = checksum_of(body)};
  const std::string text = made.text();
  std::memcpy(file.data(), text.data(), text.size());
}

void require_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse(path, "be readable", "the system's reason", std::strerror(errno));
  const Seal seal = read_seal(path, file);
  Checksum sum;
  std::vector<char> piece(1 << 20);
  std::uint64_t bytes = 0;
  do {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    sum.add({piece.data(), static_cast<std::size_t>(file.gcount())});
    bytes += static_cast<std::uint64_t>(file.gcount());
  } while (file);
  if (bytes != seal.bytes)
    refuse(path, fmt::format("hold {} bytes behind the first {}", seal.bytes, seal_size), "bytes",
           std::to_string(bytes));
  if (sum.value() != seal.checksum) refuse(path, "hold what was written", "its checksum", "another");
}

void require_belongs(const std::string& path, std::string_view run) {
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse(path, "be readable", "the system's reason", std::strerror(errno));
  if (read_seal(path, file).run != checksum_of(run)) refuse(path, "belong to this run", "it is", "another's");
}

}  // namespace stochtherm::detail
