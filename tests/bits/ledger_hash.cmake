# The program whose output is the bits.
set(bits ${CMAKE_CURRENT_LIST_DIR})
add_executable(ledger_hash
  ${bits}/inertia.cpp
  ${bits}/ledger_hash.cpp
  ${bits}/many_coordinates.cpp
  ${bits}/one_coordinate.cpp
  ${bits}/walls_and_feedback.cpp)
target_include_directories(ledger_hash PRIVATE ${bits}/../../solvers/test)
target_link_libraries(ledger_hash PRIVATE stochtherm::stochtherm)
