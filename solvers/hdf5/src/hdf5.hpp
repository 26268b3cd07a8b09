#pragma once
/// HDF5's C library with ends that close themselves, silence, and sentences.

#include <hdf5.h>

#include <mutex>
#include <stochtherm/core/error.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace stochtherm::detail::hdf5 {

/// As long as one lives, HDF5 prints nothing, and no other thread of ours calls it: it may have been built without locks.
class Session {
 public:
  Session() : alone_(mutex()) {
    H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }

 private:
  static std::mutex& mutex() {
    static std::mutex one;
    return one;
  }
  std::scoped_lock<std::mutex> alone_;
  H5E_auto2_t print_ = nullptr;
  void* data_ = nullptr;
};

/// Why the last call failed: the innermost of HDF5's explanations.
inline std::string reason() {
  std::string text = "unknown";
  H5Ewalk2(
      H5E_DEFAULT, H5E_WALK_UPWARD,
      [](unsigned n, const H5E_error2_t* error, void* to) -> herr_t {
        if (n == 0 && error->desc) *static_cast<std::string*>(to) = error->desc;
        return 0;
      },
      &text);
  return text;
}

/// The result of a call, unless that failed.
template <class Result>
Result done(Result result, std::string_view rule) {
  if (result < 0) throw InvalidArgument("hdf5_checkpoint", rule, "HDF5's reason", reason());
  return result;
}

/// Something of HDF5's that must be closed.
class Open {
 public:
  Open(hid_t id, herr_t (*close)(hid_t), std::string_view rule) : id_(done(id, rule)), close_(close) {}
  Open(Open&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Open& operator=(Open&&) = delete;
  ~Open() {
    if (id_ >= 0) close_(id_);
  }
  operator hid_t() const { return id_; }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

}  // namespace stochtherm::detail::hdf5
