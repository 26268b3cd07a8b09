#pragma once
/// PETSc's errors as sentences, and its objects as owners.

#include <fmt/format.h>
#include <slepcsys.h>

#include <stdexcept>

namespace stochtherm::distributed {

/// What PETSc refuses becomes an exception: it must not abort the program.
inline void must(PetscErrorCode code, const char* what) {
  if (code == 0) return;
  const char* text = nullptr;
  char* specific = nullptr;
  PetscErrorMessage(code, &text, &specific);
  throw std::runtime_error(
      fmt::format("distributed: {} failed: {}.", what, text != nullptr ? text : "an unknown error"));
}

}  // namespace stochtherm::distributed
