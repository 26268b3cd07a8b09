#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stochtherm/core/error.hpp>
#include <stochtherm/validation/report.hpp>

namespace stochtherm::validation {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, std::string_view argument, int reason) {
  throw InvalidArgument(
      "report", fmt::format("what is made must go to a file that can be written ({})", std::strerror(reason)),
      argument, path.string());
}

bool is_special(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  return !error && std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) &&
         !std::filesystem::is_directory(status);
}

/// Where the file really lies, so that renaming replaces it and not a link to it.
std::filesystem::path resolved(const std::filesystem::path& path) {
  std::error_code error;
  const auto target = std::filesystem::weakly_canonical(path, error);
  return error || target.empty() ? path : target;
}

/// 0, or the system's reason.
int write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

/// An open new file beside `path`; its name replaces `name`.
int open_beside(const std::filesystem::path& path, std::string& name) {
  name = path.string() + ".XXXXXX";
  return ::mkstemp(name.data());
}

}  // namespace

void require_writable(const std::filesystem::path& path, std::string_view argument) {
  if (path.empty()) refuse(path, argument, ENOENT);
  const auto target = resolved(path);
  if (std::filesystem::is_directory(target)) refuse(path, argument, EISDIR);
  if (is_special(target)) {
    if (::access(target.c_str(), W_OK) != 0) refuse(path, argument, errno);
    return;
  }
  std::string name;
  const int file = open_beside(target, name);
  if (file < 0) refuse(path, argument, errno);
  ::close(file);
  ::unlink(name.c_str());
}

void write_atomically(const std::filesystem::path& path, std::string_view content,
                      std::string_view argument) {
  if (path.empty()) refuse(path, argument, ENOENT);
  const auto target = resolved(path);
  if (std::filesystem::is_directory(target)) refuse(path, argument, EISDIR);
  if (is_special(target)) {
    const int file = ::open(target.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0) refuse(path, argument, errno);
    const int reason = write_all(file, content);
    ::close(file);
    if (reason != 0) refuse(path, argument, reason);
    return;
  }
  std::string name;
  const int file = open_beside(target, name);
  if (file < 0) refuse(path, argument, errno);
  int reason = write_all(file, content);
  if (reason == 0 && ::fchmod(file, 0644) != 0) reason = errno;
  if (reason == 0 && ::fsync(file) != 0 && errno != EINVAL) reason = errno;
  if (::close(file) != 0 && reason == 0) reason = errno;
  if (reason == 0 && ::rename(name.c_str(), target.c_str()) != 0) reason = errno;
  if (reason != 0) {
    ::unlink(name.c_str());
    refuse(path, argument, reason);
  }
}

}  // namespace stochtherm::validation
