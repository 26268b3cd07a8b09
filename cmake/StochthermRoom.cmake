# One room, one target, one include root.
#
#   stochtherm_room(lib SOURCES src/a.cpp ... DEPENDS ... PRIVATE_DEPENDS ... EXPORT ...)
#
# makes the library target stochtherm_<room> with the alias stochtherm::<room>, installed with the targets of EXPORT
# (stochtherm: what everybody gets). All headers under include/ form its FILE_SET, and each is compiled alone against what
# the room may see: an upward include fails to build.
function(stochtherm_room room)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "EXPORT" "SOURCES;DEPENDS;PRIVATE_DEPENDS")
  if(NOT arg_EXPORT)
    set(arg_EXPORT stochtherm)
  endif()
  set(target stochtherm_${room})
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/include/*.hpp)
  if(arg_SOURCES)
    add_library(${target} ${arg_SOURCES})
    set(scope PUBLIC)
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:stochtherm_private_options>)
    foreach(dependency IN LISTS arg_PRIVATE_DEPENDS)
      target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:${dependency}>)
    endforeach()
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(stochtherm::${room} ALIAS ${target})
  target_sources(${target} ${scope} FILE_SET HEADERS BASE_DIRS include FILES ${headers})
  target_link_libraries(${target} ${scope} ${arg_DEPENDS})
  target_compile_features(${target} ${scope} cxx_std_20)
  set_target_properties(${target} PROPERTIES
    EXPORT_NAME ${room} VERIFY_INTERFACE_HEADER_SETS ON CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  install(TARGETS ${target} EXPORT ${arg_EXPORT} FILE_SET HEADERS)
endfunction()

# Compiles <stem>_baseline.cpp, <stem>_avx2.cpp and <stem>_avx512.cpp of a room for the instruction sets in their names
# (the baseline is among the room's sources already); `chooser` sees STOCHTHERM_X86_KERNELS where there are all three.
# Optimised in every build type: a hot loop must be inlined whole.
function(stochtherm_per_instruction_set room stem chooser)
  set_source_files_properties(${stem}_baseline.cpp PROPERTIES COMPILE_OPTIONS "-O3")
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$" AND CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    target_sources(stochtherm_${room} PRIVATE ${stem}_avx2.cpp ${stem}_avx512.cpp)
    set_source_files_properties(${stem}_avx2.cpp PROPERTIES COMPILE_OPTIONS "-O3;-mavx2")
    set_source_files_properties(${stem}_avx512.cpp PROPERTIES
      COMPILE_OPTIONS "-O3;-mavx512f;-mavx512dq;-mprefer-vector-width=512")
    set_source_files_properties(${chooser} PROPERTIES COMPILE_DEFINITIONS STOCHTHERM_X86_KERNELS)
  endif()
endfunction()

# A Catch2 program of the room it stands in, under ctest as <room>/<test case>.
function(stochtherm_test name)
  if(NOT STOCHTHERM_TESTS)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS")
  add_executable(test_${name} ${arg_SOURCES})
  target_link_libraries(test_${name} PRIVATE ${arg_DEPENDS} stochtherm_catch2 stochtherm_private_options)
  add_test(NAME unit/${name} COMMAND test_${name})
endfunction()
