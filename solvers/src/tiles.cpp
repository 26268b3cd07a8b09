#include "tiles.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace stochtherm::detail {

void for_each_tile(std::size_t tiles, unsigned threads, const std::function<bool(std::size_t)>& report,
                   const std::function<void(std::size_t)>& tile) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  threads = static_cast<unsigned>(std::min<std::size_t>(threads, tiles));
  std::atomic<std::size_t> next{0}, done{0};
  std::atomic<bool> keep_going{true};
  std::exception_ptr error;
  std::mutex error_mutex;
  const auto worker = [&] {
    try {
      for (std::size_t t; keep_going && (t = next++) < tiles;) {
        tile(t);
        if (!report(++done)) keep_going = false;
      }
    } catch (...) {
      const std::scoped_lock lock(error_mutex);
      error = std::current_exception();
      keep_going = false;
    }
  };
  std::vector<std::jthread> pool;
  for (unsigned i = 1; i < threads; ++i) pool.emplace_back(worker);
  worker();
  pool.clear();  // joins
  if (error) std::rethrow_exception(error);
}

}  // namespace stochtherm::detail
