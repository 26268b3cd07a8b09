#pragma once
/// Ctrl-C asks long work to end in good order.

namespace stochtherm::app {

/// From now on the first Ctrl-C is only noted; the second has its usual effect.
void listen_for_interrupt();
[[nodiscard]] bool interrupted();

}  // namespace stochtherm::app
