// What must forgetting cost at least, and how near does a device come?
#include <cstdio>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;
using namespace st::literals;

int main() {
  st::LandauerAccount account(300.0_K);
  account.erase(1e9);  // a gigabit about which nothing is known
  const auto gate = st::Gate::and_gate();
  account.apply(gate, gate.uniform_input(), 1e9);  // a billion ANDs of fair bits
  account.erase_knowing(st::JointDistribution::noisy_copy(0.5, 0.1),
                        1e9);  // and a copy that is right 9 times in 10
  account.spend(1e-11);
  for (const auto& entry : account.entries())
    std::printf("%-60s %.4g bits\n", entry.description.c_str(), st::bits(entry.nats));
  std::printf("bound %.3e J, spent %.3e J, efficiency %.3f\n", account.bound(), account.energy(),
              *account.efficiency());
}
