#pragma once
/// MPI, PETSc and SLEPc, from here to the end of main.

namespace stochtherm::distributed {

/// Make one, first thing in main. A second one is refused.
class Environment {
 public:
  Environment(int& argc, char**& argv);
  ~Environment();
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

  [[nodiscard]] int rank() const;  ///< of this process, from 0
  [[nodiscard]] int size() const;  ///< number of processes
};

}  // namespace stochtherm::distributed
