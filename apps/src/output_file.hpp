#pragma once
/// Files that a command writes when its work is done, checked before it begins.

#include <string>
#include <string_view>
#include <vector>

namespace stochtherm::app {

struct OutputFile {
  std::string_view option;  ///< as --html
  std::string path;
};

/// Throws unless each can be written and no two are the same.
void require_outputs(const std::vector<OutputFile>& files);
/// A failure is a sentence on stderr, and false.
bool write(const OutputFile& file, const std::string& content, std::string_view command);

}  // namespace stochtherm::app
