#pragma once
/// The first 512 bytes of a checkpoint, which HDF5 leaves to the user: whose it is, and that it is whole. They are read
/// before HDF5 is, because a damaged file can make it crash.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace stochtherm::detail {

inline constexpr std::size_t seal_size = 512;
inline constexpr std::string_view seal_first_line = "stochtherm checkpoint\n";

/// Writes the seal for what lies behind it, a snapshot of `run`.
void seal(std::span<std::byte> file, std::string_view run);

/// Throws InvalidArgument, with a sentence, unless the file is a checkpoint and whole.
void require_whole(const std::string& path);

/// Throws InvalidArgument, with a sentence, unless the file is a checkpoint of `run`.
void require_belongs(const std::string& path, std::string_view run);

}  // namespace stochtherm::detail
