#include <stochtherm/core/error.hpp>
#include <stochtherm/distributed/environment.hpp>

#include "petsc.hpp"

namespace stochtherm::distributed {

Environment::Environment(int& argc, char**& argv) {
  int begun = 0;
  MPI_Initialized(&begun);
  require(begun == 0, "there is one environment in a program, made before MPI is", "environments", 2.0,
          "Environment");
  must(SlepcInitialize(&argc, &argv, nullptr, nullptr), "the start of MPI, PETSc and SLEPc");
  PetscPushErrorHandler(PetscReturnErrorHandler, nullptr);
}
Environment::~Environment() {
  PetscPopErrorHandler();
  SlepcFinalize();
}

int Environment::rank() const {
  int rank = 0;
  MPI_Comm_rank(PETSC_COMM_WORLD, &rank);
  return rank;
}
int Environment::size() const {
  int size = 1;
  MPI_Comm_size(PETSC_COMM_WORLD, &size);
  return size;
}

}  // namespace stochtherm::distributed
