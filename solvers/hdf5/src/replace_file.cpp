#include "replace_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <stochtherm/core/error.hpp>
#include <system_error>
#include <utility>

#include "seal.hpp"

namespace stochtherm::detail {
namespace {

[[noreturn]] void refuse(const std::string& path, const char* what, int error) {
  throw InvalidArgument("hdf5_checkpoint", fmt::format("the checkpoint {} must be written", path), what,
                        std::generic_category().message(error));
}

/// An open file.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File& operator=(File&&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  operator int() const { return descriptor_; }

 private:
  int descriptor_;
};

/// The file that will take the place of `path`, for us alone.
File open_part(const std::string& path, const std::string& part) {
  for (;;) {
    File file(::open(part.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
    if (file < 0) refuse(path, "open", errno);
    // Where a file system has no locks, two processes that write one checkpoint at a time go unnoticed.
    if (::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
      throw InvalidArgument("hdf5_checkpoint",
                            fmt::format("the checkpoint {} must belong to one process", path),
                            "written by another at this moment", part);
    // Who held the lock may have put the file in its place since we opened it.
    struct stat ours {
    }, there{};
    if (::fstat(file, &ours) == 0 && ::stat(part.c_str(), &there) == 0 && ours.st_ino == there.st_ino &&
        ours.st_dev == there.st_dev)
      return file;
  }
}

/// Is what stands in the file already the beginning of a checkpoint, or nothing? A process that was killed leaves such
/// remains; anything else is somebody's own.
bool is_beginning(int file, std::span<const std::byte> bytes) {
  std::array<std::byte, seal_first_line.size()> there{};
  const ssize_t count = ::pread(file, there.data(), there.size(), 0);
  return count >= 0 && std::equal(there.begin(), there.begin() + count, bytes.begin());
}

void write_all(const std::string& path, int file, std::span<const std::byte> bytes) {
  if (::ftruncate(file, 0) != 0) refuse(path, "truncate", errno);
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) refuse(path, "write", written < 0 ? errno : ENOSPC);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  if (::fsync(file) != 0) refuse(path, "fsync", errno);
}

}  // namespace

void replace_file(const std::string& path, std::span<const std::byte> bytes,
                  const std::function<void()>& allowed) {
  const std::string part = path + ".part";
  const File file = open_part(path, part);
  if (!is_beginning(file, bytes))
    throw InvalidArgument("hdf5_checkpoint", fmt::format("the checkpoint {} must be written", path),
                          "in its way, and no remains of a checkpoint", part);
  try {
    allowed();
    write_all(path, file, bytes);
    if (std::rename(part.c_str(), path.c_str()) != 0) refuse(path, "rename", errno);
  } catch (...) {
    ::unlink(part.c_str());
    throw;
  }
  // That the new name lasts, too, is for the folder to write down; not all file systems let one ask.
  const File folder(
      ::open(std::filesystem::path(path).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder >= 0) (void)::fsync(folder);
}

}  // namespace stochtherm::detail
