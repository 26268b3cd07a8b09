#pragma once
#include <cstddef>
#include <span>
#include <string>

namespace stochtherm::detail {

/// Replaces the file at `path` by `bytes`, or leaves it as it is: after a crash, too. Throws InvalidArgument, with the
/// system's reason, where that cannot be done. What a process that was killed has left is tidied up by the next.
void replace_file(const std::string& path, std::span<const std::byte> bytes);

}  // namespace stochtherm::detail
