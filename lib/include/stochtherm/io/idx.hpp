#pragma once
/// An array of bytes from an IDX file, the format of the MNIST images and labels.
///
/// Big-endian: 0, 0, the element type, the number of dimensions; the sizes; the elements, last index fastest. Only unsigned bytes (type 8)
/// are read. A file that is shorter or longer than its sizes say is refused, as is any other type.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace stochtherm {

struct ByteArray {
  std::vector<std::size_t> sizes;
  std::vector<std::uint8_t> elements;
};

/// Throws InvalidArgument, with the path and what is wrong with the file.
[[nodiscard]] ByteArray read_idx(const std::string& path);

}  // namespace stochtherm
