#pragma once
#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace stochtherm::detail {

/// Replaces the file at `path` by `bytes`, or leaves it as it is: after a crash, too. Throws InvalidArgument, with the
/// system's reason, where that cannot be done. What a process that was killed has left is tidied up by the next.
/// `allowed` throws where the file that is there may not be replaced; it is asked when nobody else can put one there.
void replace_file(const std::string& path, std::span<const std::byte> bytes,
                  const std::function<void()>& allowed);

}  // namespace stochtherm::detail
