#include <mpi.h>

#include <algorithm>
#include <stochtherm/core/error.hpp>
#include <stochtherm/distributed/simulate.hpp>

namespace stochtherm::distributed::detail {
namespace {

int size() {
  int n = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &n);
  return n;
}
int rank() {
  int r = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &r);
  return r;
}

template <class T>
void gather_all(std::vector<T>& column, MPI_Datatype type) {
  const int n = size();
  const int mine = static_cast<int>(column.size());
  std::vector<int> counts(static_cast<std::size_t>(n)), begin(static_cast<std::size_t>(n));
  MPI_Allgather(&mine, 1, MPI_INT, counts.data(), 1, MPI_INT, MPI_COMM_WORLD);
  int total = 0;
  for (std::size_t r = 0; r < counts.size(); ++r) begin[r] = total, total += counts[r];
  if (total == 0) return;
  std::vector<T> all(static_cast<std::size_t>(total));
  MPI_Allgatherv(column.data(), mine, type, all.data(), counts.data(), begin.data(), type, MPI_COMM_WORLD);
  column = std::move(all);
}

}  // namespace

Share share_of(std::size_t trajectories) {
  const auto n = static_cast<std::size_t>(size()), r = static_cast<std::size_t>(rank());
  require(trajectories >= n && trajectories < (std::size_t{1} << 31),
          "every process has a trajectory, and all together fewer than 2^31", "trajectories",
          static_cast<double>(trajectories), "simulate");
  const std::size_t each = trajectories / n, more = trajectories % n;
  return {r * each + std::min(r, more), each + (r < more ? 1 : 0)};
}

void gather(Column& column) { gather_all(column, MPI_DOUBLE); }
void gather(std::vector<std::uint32_t>& column) { gather_all(column, MPI_UINT32_T); }

void gather(Ensemble& e) {
  LedgerTable& t = e.ledger;
  for (Column* column : {&t.work, &t.nonconservative_work, &t.shadow_work, &t.energy_change, &t.information,
                         &e.absorbed_at, &e.rejections, &e.evidence.path_entropy})
    gather(*column);
  for (auto* columns : {&t.heat, &e.initial, &e.final, &e.initial_velocity, &e.final_velocity,
                        &e.evidence.innovation, &e.evidence.innovation_square, &e.evidence.tilt})
    for (Column& column : *columns) gather(column);
  for (auto& times : e.records.values)
    for (Column& column : times) gather(column);
  gather(e.outcome);
}

bool everywhere(bool so) {
  int mine = so ? 1 : 0, all = 0;
  MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
  return all == 1;
}

void require_no_checkpoint(const Run& run) {
  require(!run.checkpoint.load && !run.checkpoint.save,
          "a checkpoint belongs to one process: give each a run of its own", "checkpoint",
          run.checkpoint.place, "simulate");
  int begun = 0;
  MPI_Initialized(&begun);
  require(begun != 0, "an Environment must have been made", "environments", 0.0, "simulate");
}

}  // namespace stochtherm::distributed::detail
