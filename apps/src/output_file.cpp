#include "output_file.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <stochtherm/core/error.hpp>
#include <stochtherm/validation/report.hpp>

#include "command.hpp"

namespace stochtherm::app {
namespace {

/// Where a file will lie, however its name is spelt.
std::filesystem::path place(const std::string& file) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(file, error);
  const auto canonical = std::filesystem::weakly_canonical(absolute, error);
  return error ? absolute.lexically_normal() : canonical;
}

}  // namespace

void require_outputs(const std::vector<OutputFile>& files) {
  for (const OutputFile& file : files) {
    if (file.path == "-")
      throw UsageError(
          fmt::format("{} must name a file: '-' does not stand for stdout, and a file of that name is './-'.",
                      file.option));
    validation::require_writable(file.path, file.option);
  }
  for (std::size_t i = 0; i < files.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (place(files[i].path) == place(files[j].path))
        throw UsageError(fmt::format("{} and {} must name two files, but '{}' and '{}' are the same.",
                                     files[j].option, files[i].option, files[j].path, files[i].path));
}

bool write(const OutputFile& file, const std::string& content, std::string_view command) {
  try {
    validation::write_atomically(file.path, content, file.option);
    return true;
  } catch (const InvalidArgument& error) {
    say(fmt::format("stochtherm {}: {}", command, without_function(error)));
    return false;
  }
}

}  // namespace stochtherm::app
