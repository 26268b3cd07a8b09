// A stranger's run that is kept in a file: the second call gives what the first one found.
#include <cstdio>
#include <stochtherm/hdf5_checkpoint.hpp>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;

int main() {
  std::remove("run.h5");
  const st::models::OrnsteinUhlenbeck trap;
  const auto run = [&] {
    return *st::simulate(
        trap, st::Protocol::constant(0, 1),
        {.dt = 0.01, .trajectories = 10, .seed = 1, .checkpoint = st::hdf5_checkpoint("run.h5")});
  };
  const bool same = run().final == run().final;
  std::printf("stochtherm %s: %s\n", st::version().c_str(), same ? "the same bits" : "other bits");
}
