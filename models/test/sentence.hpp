#pragma once
/// What a refused call said.

#include <initializer_list>
#include <stochtherm/core/error.hpp>
#include <string>

/// True when `call` throws InvalidArgument and its sentence holds all the words.
template <class F>
bool refuses(F call, std::initializer_list<const char*> words = {}) {
  try {
    (void)call();
  } catch (const stochtherm::InvalidArgument& error) {
    for (const char* word : words)
      if (std::string(error.what()).find(word) == std::string::npos) return false;
    return true;
  }
  return false;
}
