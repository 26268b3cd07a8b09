#pragma once
#include <cstddef>
#include <stochtherm/solvers/langevin/ensemble.hpp>
#include <string>
#include <vector>

namespace stochtherm::detail {

/// The snapshot as the bytes of a file: the seal, then HDF5. `path` is for sentences.
[[nodiscard]] std::vector<std::byte> to_file(const Snapshot& snapshot, const std::string& path);

/// What is in the file. Throws InvalidArgument, with a sentence, for anything but a whole snapshot.
[[nodiscard]] Snapshot from_file(const std::string& path);

}  // namespace stochtherm::detail
