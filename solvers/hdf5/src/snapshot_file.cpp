#include "snapshot_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stochtherm/core/provenance.hpp>

#include "hdf5.hpp"
#include "seal.hpp"

namespace stochtherm::detail {
namespace {

using hdf5::done;
using hdf5::Open;

constexpr hsize_t chunk = 1 << 16;  // numbers that share a checksum of HDF5's

/// A column's name as HDF5 takes it: '/' would open a group, and names end at a zero.
std::string to_link(std::string_view name) {
  std::string link;
  for (const char c : name)
    link += c == '/' || c == '%' || c == '\0' ? fmt::format("%{:02x}", int{c}) : std::string{c};
  return link;
}
std::string from_link(std::string_view link) {
  std::string name;
  for (std::size_t i = 0; i < link.size(); ++i) {
    const auto code = link.substr(i, 3);
    const bool escaped = code == "%2f" || code == "%25" || code == "%00";
    name += code == "%2f" ? '/' : code == "%00" ? '\0' : link[i];
    if (escaped) i += 2;
  }
  return name;
}

/// Writes into a file that is open.
class Writer {
 public:
  Writer(hid_t file, const std::string& path)
      : file_(file), rule_(fmt::format("the checkpoint {} must be written", path)) {}

  void number(const char* name, std::uint64_t value) const {
    const Open space(H5Screate(H5S_SCALAR), H5Sclose, rule_);
    const Open at(H5Acreate2(file_, name, H5T_STD_U64LE, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, rule_);
    done(H5Awrite(at, H5T_NATIVE_UINT64, &value), rule_);
  }
  void text(const char* name, const std::string& value) const {
    const Open type = text_type(value.size()), space(H5Screate(H5S_SCALAR), H5Sclose, rule_);
    const Open at(H5Acreate2(file_, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, rule_);
    done(H5Awrite(at, type, value.c_str()), rule_);
  }
  /// No attribute: those end at 64 kB.
  void long_text(const char* name, const std::string& value) const {
    const Open type = text_type(value.size()), space(H5Screate(H5S_SCALAR), H5Sclose, rule_);
    const Open to(H5Dcreate2(file_, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Dclose,
                  rule_);
    done(H5Dwrite(to, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, value.c_str()), rule_);
  }
  void columns(const Snapshot& snapshot) const {
    const Open group(H5Gcreate2(file_, "columns", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose, rule_);
    for (const auto& [name, values] : snapshot.columns) {
      const hsize_t size = values.size(), in_chunk = std::min(size, chunk);
      const Open space(H5Screate_simple(1, &size, nullptr), H5Sclose, rule_);
      const Open how(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, rule_);
      if (size > 0) {
        done(H5Pset_chunk(how, 1, &in_chunk), rule_);
        done(H5Pset_fletcher32(how), rule_);
      }
      const Open to(
          H5Dcreate2(group, to_link(name).c_str(), H5T_IEEE_F64LE, space, H5P_DEFAULT, how, H5P_DEFAULT),
          H5Dclose, rule_);
      if (size > 0)
        done(H5Dwrite(to, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), rule_);
    }
  }

 private:
  [[nodiscard]] Open text_type(std::size_t size) const {
    Open type(H5Tcopy(H5T_C_S1), H5Tclose, rule_);
    done(H5Tset_size(type, std::max<std::size_t>(size, 1)), rule_);
    done(H5Tset_strpad(type, H5T_STR_NULLPAD), rule_);
    done(H5Tset_cset(type, H5T_CSET_UTF8), rule_);
    return type;
  }
  hid_t file_;
  std::string rule_;
};

/// Reads a file that is whole.
class Reader {
 public:
  explicit Reader(const std::string& path)
      : rule_(fmt::format("the checkpoint {} must be a snapshot", path)), file_(open(path)) {}

  [[nodiscard]] Snapshot all() const {
    Snapshot s{.run = text("run"), .relaxed = number("relaxed"), .step = number("step")};
    const Open group(H5Gopen2(file_, "columns", H5P_DEFAULT), H5Gclose, rule_);
    H5G_info_t info;
    done(H5Gget_info(group, &info), rule_);
    for (hsize_t i = 0; i < info.nlinks; ++i) {
      const auto size = done(name_of(group, i, nullptr, 0), rule_);
      std::string link(static_cast<std::size_t>(size), ' ');
      done(name_of(group, i, link.data(), link.size() + 1), rule_);
      s.columns.emplace_back(from_link(link), column(group, link));
    }
    return s;
  }

 private:
  [[nodiscard]] Open open(const std::string& path) const {
    const Open access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, rule_);
#if H5_VERSION_GE(1, 12, 1) || (H5_VERSION_GE(1, 10, 7) && !H5_VERSION_GE(1, 12, 0))
    // Nothing is ever changed in place, so nobody has to be kept out; and some file systems have no locks.
    done(H5Pset_file_locking(access, false, true), rule_);
#endif
    return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access), H5Fclose, rule_};
  }
  static ssize_t name_of(hid_t group, hsize_t i, char* to, std::size_t size) {
    return H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, i, to, size, H5P_DEFAULT);
  }
  [[nodiscard]] std::uint64_t number(const char* name) const {
    const Open from(H5Aopen(file_, name, H5P_DEFAULT), H5Aclose, rule_);
    std::uint64_t value = 0;
    done(H5Aread(from, H5T_NATIVE_UINT64, &value), rule_);
    return value;
  }
  [[nodiscard]] std::string text(const char* name) const {
    const Open from(H5Dopen2(file_, name, H5P_DEFAULT), H5Dclose, rule_);
    const Open type(H5Dget_type(from), H5Tclose, rule_);
    std::string value(H5Tget_size(type), ' ');
    done(H5Dread(from, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, value.data()), rule_);
    return value;
  }
  [[nodiscard]] Column column(hid_t group, const std::string& link) const {
    const Open from(H5Dopen2(group, link.c_str(), H5P_DEFAULT), H5Dclose, rule_);
    const Open space(H5Dget_space(from), H5Sclose, rule_);
    Column values(static_cast<std::size_t>(done(H5Sget_simple_extent_npoints(space), rule_)));
    if (!values.empty())
      done(H5Dread(from, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), rule_);
    return values;
  }

  std::string rule_;
  Open file_;
};

}  // namespace

std::vector<std::byte> to_file(const Snapshot& snapshot, const std::string& path) {
  const hdf5::Session session;
  const std::string rule = fmt::format("the checkpoint {} must be written", path);
  std::size_t size = 1 << 16;
  for (const auto& [name, column] : snapshot.columns)
    size += column.size() * sizeof(double) * 9 / 8 + (1 << 12);
  // In memory, so that HDF5 meets no error of the file system: it cannot close a file on a full disk.
  const Open access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, rule);
  done(H5Pset_fapl_core(access, size, false), rule);
  const Open file(H5Fcreate((path + ".image").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access), H5Fclose, rule);
  const Writer write(file, path);
  const Provenance here = provenance();
  write.text("library", "stochtherm " + here.version);
  write.text("commit", here.commit);
  write.text("written", here.date);
  write.number("relaxed", snapshot.relaxed);
  write.number("step", snapshot.step);
  write.long_text("run", snapshot.run);
  write.columns(snapshot);
  done(H5Fflush(file, H5F_SCOPE_GLOBAL), rule);
  std::vector<std::byte> bytes(seal_size +
                               static_cast<std::size_t>(done(H5Fget_file_image(file, nullptr, 0), rule)));
  done(H5Fget_file_image(file, bytes.data() + seal_size, bytes.size() - seal_size), rule);
  seal(bytes, snapshot.run);
  return bytes;
}

Snapshot from_file(const std::string& path) {
  require_whole(path);
  const hdf5::Session session;
  return Reader(path).all();
}

}  // namespace stochtherm::detail
