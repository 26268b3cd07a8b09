#pragma once
/// What a refused call said.

#include <initializer_list>
#include <stochtherm/core/error.hpp>
#include <string>

/// The sentence of the InvalidArgument that `call` throws; empty when it throws none.
template <class F>
std::string sentence_of(const F& call) {
  try {
    (void)call();
  } catch (const stochtherm::InvalidArgument& error) {
    return error.what();
  }
  return "";
}

/// True when `call` throws InvalidArgument and its sentence holds all the words.
template <class F>
bool refuses(const F& call, std::initializer_list<const char*> words = {}) {
  const std::string said = sentence_of(call);
  for (const char* word : words)
    if (said.find(word) == std::string::npos) return false;
  return !said.empty();
}
