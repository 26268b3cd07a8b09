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
# What not everybody has comes only to those who ask for it: find_package(stochtherm COMPONENTS hdf5).
if(TARGET stochtherm_hdf5)
  install(EXPORT stochtherm-hdf5 NAMESPACE stochtherm:: DESTINATION ${stochtherm_cmake_dir})
  install(FILES ${CMAKE_CURRENT_LIST_DIR}/FindLibHdf5.cmake DESTINATION ${stochtherm_cmake_dir})
endif()
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
if(TARGET stochtherm_hdf5)
  list(APPEND stochtherm_pc_files stochtherm-hdf5.pc)
endif()
foreach(file IN LISTS stochtherm_pc_files)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/${file}.in ${CMAKE_CURRENT_BINARY_DIR}/${file} @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${file} DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()
