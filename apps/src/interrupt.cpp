#include "interrupt.hpp"

#include <csignal>

namespace stochtherm::app {
namespace {
volatile std::sig_atomic_t noted = 0;
}

void listen_for_interrupt() {
  struct sigaction action {};
  action.sa_handler = [](int) { noted = 1; };
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigaction(SIGINT, &action, nullptr);
}

bool interrupted() { return noted != 0; }

}  // namespace stochtherm::app
