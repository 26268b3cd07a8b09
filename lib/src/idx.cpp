#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stochtherm/core/error.hpp>
#include <stochtherm/io/idx.hpp>

namespace stochtherm {

ByteArray read_idx(const std::string& path) {
  const auto demand = [&](bool holds, const std::string& rule, const std::string& found) {
    require(holds, rule, path, found, "read_idx");
  };
  std::error_code error;
  demand(std::filesystem::is_regular_file(path, error), "the file can be read", "no file there");
  std::ifstream file(path, std::ios::binary);
  demand(file.good(), "the file can be read", "a file that may not be read");
  const std::vector<std::uint8_t> all{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  demand(all.size() >= 4 && all[0] == 0 && all[1] == 0, "an IDX file begins with two zero bytes",
         fmt::format("{} bytes of something else", all.size()));
  demand(all[2] == 8, "the elements are unsigned bytes, type 8", fmt::format("type {}", all[2]));
  const std::size_t dimensions = all[3], head = 4 + 4 * dimensions;
  demand(dimensions >= 1 && all.size() >= head, "the sizes of one dimension or more follow",
         fmt::format("{} dimensions in {} bytes", dimensions, all.size()));
  ByteArray array;
  std::size_t elements = 1;
  for (std::size_t d = 0; d < dimensions; ++d) {
    std::size_t size = 0;
    for (std::size_t k = 0; k < 4; ++k) size = size * 256 + all[4 + 4 * d + k];
    array.sizes.push_back(size);
    // No product of sizes that a file of this length could hold overflows.
    demand(size == 0 || elements <= all.size() / size, "the file is as long as its sizes say",
           fmt::format("{} bytes, which is too short", all.size()));
    elements *= size;
  }
  demand(all.size() == head + elements, "the file is as long as its sizes say",
         fmt::format("{} bytes in place of {}", all.size(), head + elements));
  array.elements.assign(all.begin() + static_cast<std::ptrdiff_t>(head), all.end());
  return array;
}

}  // namespace stochtherm
