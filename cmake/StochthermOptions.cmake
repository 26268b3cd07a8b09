# How our own code is compiled. Only what a bit depends on reaches the users of the library.

# Contracting a*b+c into one rounding would make results depend on the instruction set.
add_library(stochtherm_options INTERFACE)
target_compile_options(stochtherm_options INTERFACE
  $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-ffp-contract=off>
  # Packs are passed by value inside inlined kernels only; GCC's note on their calling convention is noise.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-psabi>)
set_target_properties(stochtherm_options PROPERTIES EXPORT_NAME options)
install(TARGETS stochtherm_options EXPORT stochtherm)

add_library(stochtherm_private_options INTERFACE)
target_compile_options(stochtherm_private_options INTERFACE
  $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast
    -Woverloaded-virtual -Wnull-dereference -fno-math-errno -fno-trapping-math>
  $<$<CXX_COMPILER_ID:Clang,AppleClang>:-Wno-missing-field-initializers>
  # GCC 12 warns of an impossible overlap in "text" + std::string (its bug 105651).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
  $<$<AND:$<BOOL:${STOCHTHERM_WERROR}>,$<CXX_COMPILER_ID:GNU,Clang,AppleClang>>:-Werror>)
