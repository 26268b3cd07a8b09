// A run that is interrupted goes on from its file, and ends with the bits of one that was not.
#include <cstdio>
#include <stochtherm/hdf5_checkpoint.hpp>
#include <stochtherm/stochtherm.hpp>
namespace st = stochtherm;

int main() {
  const st::models::DoubleWell well{.barrier = 2, .T = {0.5}};
  const auto tilt = st::Protocol::linear(0, 1, 20);
  const auto run = [&](st::CheckpointStore file, st::Progress progress = {}) {
    return st::simulate(
        well, tilt, {.dt = 1e-3, .trajectories = 1000, .seed = 5, .progress = progress, .checkpoint = file});
  };
  std::remove("resume_a_run.h5");

  // Somebody presses Ctrl-C, or the machine goes down.
  const auto interrupted = run(st::hdf5_checkpoint("resume_a_run.h5"), [](double) { return false; });
  std::puts(interrupted.sentence().c_str());

  // The same call again.
  const auto resumed = run(st::hdf5_checkpoint("resume_a_run.h5"));
  const auto whole = run({});
  const bool same = resumed->final == whole->final && resumed->ledger.heat == whole->ledger.heat;
  std::printf("mean work %.4f kT, %s\n", st::estimate_mean(resumed->ledger.work).mean / 0.5,
              same ? "bit for bit" : "which is another");
}
