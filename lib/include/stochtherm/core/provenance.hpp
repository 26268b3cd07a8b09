#pragma once
/// Where a number came from: enough to make it again.

#include <string>

namespace stochtherm {

struct Provenance {
  std::string version;  ///< of stochtherm
  std::string
      commit;  ///< of the source tree, "+" appended when it had uncommitted changes; "unknown" outside git
  std::string compiler;  ///< name and version
  std::string flags;     ///< build type and flags of the compiled library
  std::string instruction_set;  ///< of the compiled kernels, chosen at run time
  std::string machine;   ///< processor name and number of hardware threads
  std::string date;      ///< UTC, ISO 8601
};

/// The facts of this build and this machine, now.
[[nodiscard]] Provenance provenance();

/// The version alone, "major.minor.patch".
[[nodiscard]] std::string version();

}  // namespace stochtherm
