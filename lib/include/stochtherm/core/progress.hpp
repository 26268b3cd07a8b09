#pragma once
/// Long work reports how far it is, at most ten times a second, and stops when told to.

#include <chrono>
#include <functional>
#include <mutex>

namespace stochtherm {

/// Receives the finished fraction in [0, 1]; returns false to cancel. Never called from two threads at once.
using Progress = std::function<bool(double fraction)>;

/// Rate-limits a Progress callback. Safe to call from many threads.
class ProgressReporter {
 public:
  explicit ProgressReporter(Progress callback) : callback_(std::move(callback)) {}

  /// Returns false once the callback has asked to stop.
  bool operator()(double fraction) {
    if (!callback_) return true;
    const std::scoped_lock lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (keep_going_ && (fraction >= 1 || now - last_ >= std::chrono::milliseconds(100))) {
      last_ = now;
      keep_going_ = callback_(fraction);
    }
    return keep_going_;
  }

 private:
  Progress callback_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point last_{};
  bool keep_going_ = true;
};

}  // namespace stochtherm
