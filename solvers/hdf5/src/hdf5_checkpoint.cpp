#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <stochtherm/core/error.hpp>
#include <stochtherm/hdf5_checkpoint.hpp>

#include "replace_file.hpp"
#include "seal.hpp"
#include "snapshot_file.hpp"

namespace stochtherm {
namespace {

namespace fs = std::filesystem;

/// Is there a file? Throws for what is no file, and where there can be none.
bool is_there(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    const std::string folder = fs::path(path).parent_path().string();
    require(fs::is_directory(folder, error),
            fmt::format("the checkpoint {} must lie in a folder that exists", path), "folder", folder,
            "hdf5_checkpoint");
    return false;
  }
  require(fs::status_known(status), fmt::format("the checkpoint {} must be within reach", path), "reason",
          error.message(), "hdf5_checkpoint");
  require(fs::is_regular_file(status), fmt::format("the checkpoint {} must be a file", path), "it",
          fs::is_directory(status) ? "a folder" : "something else", "hdf5_checkpoint");
  return true;
}

/// Where the file will be, whatever becomes of the current folder, and behind all links: those stay links.
std::string settled(const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(path, error), error);
  require(!error, fmt::format("the checkpoint {} must be within reach", path), "reason", error.message(),
          "hdf5_checkpoint");
  return whole.string();
}

}  // namespace

CheckpointStore hdf5_checkpoint(const std::string& path, double every_seconds) {
  require(!path.empty(), "a checkpoint needs a path", "path", "empty");
  require(every_seconds >= 0 && std::isfinite(every_seconds),
          "the time between two snapshots must not be negative", "every_seconds", every_seconds);
  const std::string place = settled(path);
  return {.load = [place]() -> std::optional<Snapshot> {
            if (!is_there(place)) return std::nullopt;
            return detail::from_file(place);
          },
          .save =
              [place](const Snapshot& snapshot) {
                detail::replace_file(place, detail::to_file(snapshot, place), [&] {
                  if (is_there(place)) detail::require_belongs(place, snapshot.run);
                });
              },
          .every_seconds = every_seconds,
          .place = place};
}

}  // namespace stochtherm
