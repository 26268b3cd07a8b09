#pragma once
/// A numerical outcome is a value: the result, how the computation ended, and a sentence with the remedy.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace stochtherm {

enum class Status { converged, step_limit, diverged, ill_conditioned, cancelled };

[[nodiscard]] constexpr std::string_view name(Status status) {
  switch (status) {
    case Status::converged:
      return "converged";
    case Status::step_limit:
      return "step limit";
    case Status::diverged:
      return "diverged";
    case Status::ill_conditioned:
      return "ill conditioned";
    case Status::cancelled:
      return "cancelled";
  }
  return "unknown";
}

/// What it took: steps or iterations, the last residual (0 for direct methods), wall time.
struct Stats {
  std::size_t steps = 0;
  double residual = 0;
  double seconds = 0;
};

/// Thrown when the result of a failed computation is used as if it had succeeded.
class SolveFailed : public std::runtime_error {
 public:
  SolveFailed(Status status, const std::string& sentence) : std::runtime_error(sentence), status_(status) {}
  [[nodiscard]] Status status() const { return status_; }

 private:
  Status status_;
};

/// Either a converged T, or a T that must be asked for with `even_if_failed()`.
template <class T>
class [[nodiscard]] Solved {
 public:
  explicit Solved(T value, Stats stats = {}) : value_(std::move(value)), stats_(stats) {}
  Solved(T value, Status status, std::string sentence, Stats stats = {})
      : value_(std::move(value)), status_(status), sentence_(std::move(sentence)), stats_(stats) {}

  [[nodiscard]] explicit operator bool() const { return status_ == Status::converged; }
  [[nodiscard]] Status status() const { return status_; }
  [[nodiscard]] const Stats& stats() const { return stats_; }
  /// Empty when converged; else what happened and what to do about it.
  [[nodiscard]] const std::string& sentence() const { return sentence_; }

  [[nodiscard]] const T& operator*() const& { return checked(); }
  [[nodiscard]] T operator*() && { return checked(), std::move(value_); }
  [[nodiscard]] const T* operator->() const { return &checked(); }
  [[nodiscard]] const T& even_if_failed() const& { return value_; }
  [[nodiscard]] T even_if_failed() && { return std::move(value_); }

 private:
  const T& checked() const {
    if (status_ != Status::converged) throw SolveFailed(status_, sentence_);
    return value_;
  }

  T value_;
  Status status_ = Status::converged;
  std::string sentence_;
  Stats stats_;
};

}  // namespace stochtherm
