#pragma once
/// The suite's result as JSON for programs and as one self-contained HTML file for people.

#include <filesystem>
#include <stochtherm/validation/runner.hpp>
#include <string>
#include <string_view>

namespace stochtherm::validation {

/// Schema 1. Top level: schema, interrupted, provenance, summary (number of pass, fail, inconclusive, skipped), cases.
/// What is measured, expected and so on of a case are its headline check's; "checks" has them all. NaN and
/// infinity are null.
[[nodiscard]] std::string report_json(const SuiteResult& suite);

/// One file without scripts or links to other files. Figures are drawn by gnuplot; where it is missing the
/// report says so and shows the numbers as tables.
[[nodiscard]] std::string report_html(const SuiteResult& suite);

/// Throws InvalidArgument, naming `argument`, if no file can be written there. Leaves nothing behind.
void require_writable(const std::filesystem::path& path, std::string_view argument);

/// Writes to a temporary file beside `path` and renames it, so that a reader sees the old content or the new.
/// What is not a regular file (a pipe, a terminal) is written directly. Throws InvalidArgument with the
/// system's reason.
void write_atomically(const std::filesystem::path& path, std::string_view content,
                      std::string_view argument = "path");

}  // namespace stochtherm::validation
