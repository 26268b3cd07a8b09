# Three ways in for those who link us: find_package(stochtherm), pkg-config stochtherm, add_subdirectory.
include(CMakePackageConfigHelpers)

# stochtherm::stochtherm brings every room that a user may include.
add_library(stochtherm_all INTERFACE)
add_library(stochtherm::stochtherm ALIAS stochtherm_all)
set_target_properties(stochtherm_all PROPERTIES EXPORT_NAME stochtherm)
target_link_libraries(stochtherm_all INTERFACE stochtherm_studies stochtherm_models stochtherm_solvers stochtherm_lib)
install(TARGETS stochtherm_all EXPORT stochtherm)

set(stochtherm_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/stochtherm)
install(EXPORT stochtherm NAMESPACE stochtherm:: FILE stochtherm-targets.cmake DESTINATION ${stochtherm_cmake_dir})
# What not everybody has comes only to those who ask for it: find_package(stochtherm COMPONENTS hdf5 sbml distributed).
foreach(component_and_module hdf5:LibHdf5 sbml:LibSbml distributed:LibSlepc)
  string(REPLACE ":" ";" component_and_module ${component_and_module})
  list(GET component_and_module 0 component)
  list(GET component_and_module 1 module)
  if(TARGET stochtherm_${component})
    install(EXPORT stochtherm-${component} NAMESPACE stochtherm:: DESTINATION ${stochtherm_cmake_dir})
    install(FILES ${CMAKE_CURRENT_LIST_DIR}/Find${module}.cmake DESTINATION ${stochtherm_cmake_dir})
  endif()
endforeach()
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/stochtherm-config.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/stochtherm-config.cmake INSTALL_DESTINATION ${stochtherm_cmake_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/stochtherm-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/stochtherm-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/stochtherm-config-version.cmake DESTINATION ${stochtherm_cmake_dir})

# pkg-config: rooms with compiled sources, the ones that lean on the others first.
set(stochtherm_pc_libs)
foreach(room studies models solvers lib)
  get_target_property(type stochtherm_${room} TYPE)
  if(NOT type STREQUAL INTERFACE_LIBRARY)
    string(APPEND stochtherm_pc_libs " -lstochtherm_${room}")
  endif()
endforeach()
# The prefix is found from the file's own place, so that an installed tree can be moved; GNUInstallDirs also allows
# absolute folders, which stay where they are.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(stochtherm_pc_prefix ${CMAKE_INSTALL_PREFIX})
else()
  file(RELATIVE_PATH up /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
  string(REGEX REPLACE "/$" "" up "${up}")
  set(stochtherm_pc_prefix "\${pcfiledir}/${up}")
endif()
foreach(kind INCLUDEDIR LIBDIR)
  if(IS_ABSOLUTE "${CMAKE_INSTALL_${kind}}")
    set(stochtherm_pc_${kind} ${CMAKE_INSTALL_${kind}})
  else()
    set(stochtherm_pc_${kind} "\${prefix}/${CMAKE_INSTALL_${kind}}")
  endif()
endforeach()
set(stochtherm_pc_files stochtherm.pc)
# Debian has HDF5 serial and parallel, and `hdf5` may be either: ask for the one that we were built with.
if(LibHdf5_LIBRARY MATCHES hdf5_serial)
  set(stochtherm_pc_hdf5 hdf5-serial)
else()
  set(stochtherm_pc_hdf5 hdf5)
endif()
foreach(component hdf5 sbml distributed)
  if(TARGET stochtherm_${component})
    list(APPEND stochtherm_pc_files stochtherm-${component}.pc)
  endif()
endforeach()
foreach(file IN LISTS stochtherm_pc_files)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/${file}.in ${CMAKE_CURRENT_BINARY_DIR}/${file} @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${file} DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()
