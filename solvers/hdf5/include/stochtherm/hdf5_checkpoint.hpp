#pragma once
/// Checkpoints in HDF5: the optional component stochtherm::hdf5. docs/checkpoints.md tells how to use them.

#include <stochtherm/solvers/langevin/ensemble.hpp>
#include <string>

namespace stochtherm {

/// Keeps the snapshots of one run in one file.
///
///   simulate(model, protocol, {.dt = 1e-3, ..., .checkpoint = hdf5_checkpoint("run.h5")})
///
/// Killed and called again, the run goes on from the file and ends with the bits of one that was not; called once more,
/// it gives its result at once. The file is replaced as a whole or not at all: a crash leaves the old snapshot or the new
/// one. It says what it is: the attributes `library`, `commit`, `written`, `step` and `relaxed`, the text `run`, and in the
/// group `columns` one data set of doubles for each column. Before them stand 512 bytes of text, which HDF5 leaves to its
/// users, with a checksum of all the rest.
///
/// Throws InvalidArgument, with a sentence that names the file, for a file that is empty, cut off, damaged, no checkpoint,
/// of another schema or of another run, and where none can be written. What is not a checkpoint of this very run is never
/// overwritten. A write that fails stops the run: the last snapshot stays, and the same call goes on from there.
///
/// Between snapshots a run pays nothing. A snapshot is made in memory first, where it takes three times its size.
/// HDF5 is not called from two threads at once by this function; a program that calls it elsewhere has to see to that.
[[nodiscard]] CheckpointStore hdf5_checkpoint(const std::string& path, double every_seconds = 60);

}  // namespace stochtherm
