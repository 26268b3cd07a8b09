# libsbml, shared, as the target LibSbml::LibSbml. LIBSBML_ROOT says where else to look. Installed with our package.
find_path(LibSbml_INCLUDE_DIR sbml/SBMLTypes.h HINTS ${LIBSBML_ROOT} ENV LIBSBML_ROOT PATH_SUFFIXES include)
find_library(LibSbml_LIBRARY NAMES sbml HINTS ${LIBSBML_ROOT} ENV LIBSBML_ROOT PATH_SUFFIXES lib)
mark_as_advanced(LibSbml_INCLUDE_DIR LibSbml_LIBRARY)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibSbml REQUIRED_VARS LibSbml_LIBRARY LibSbml_INCLUDE_DIR)
if(LibSbml_FOUND AND NOT TARGET LibSbml::LibSbml)
  add_library(LibSbml::LibSbml UNKNOWN IMPORTED)
  set_target_properties(LibSbml::LibSbml PROPERTIES
    IMPORTED_LOCATION ${LibSbml_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${LibSbml_INCLUDE_DIR})
endif()
