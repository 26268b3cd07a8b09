# HDF5's C library, serial, as the target LibHdf5::LibHdf5. (CMake's own FindHDF5 needs the C language to be enabled,
# here and in every project that finds us.) HDF5_ROOT says where else to look. Installed with our package.
find_path(LibHdf5_INCLUDE_DIR hdf5.h HINTS ${HDF5_ROOT} ENV HDF5_ROOT
  PATH_SUFFIXES include include/hdf5/serial hdf5/serial)
find_library(LibHdf5_LIBRARY NAMES hdf5_serial hdf5 HINTS ${HDF5_ROOT} ENV HDF5_ROOT PATH_SUFFIXES lib hdf5/serial)
mark_as_advanced(LibHdf5_INCLUDE_DIR LibHdf5_LIBRARY)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibHdf5 REQUIRED_VARS LibHdf5_LIBRARY LibHdf5_INCLUDE_DIR)
if(LibHdf5_FOUND AND NOT TARGET LibHdf5::LibHdf5)
  add_library(LibHdf5::LibHdf5 UNKNOWN IMPORTED)
  set_target_properties(LibHdf5::LibHdf5 PROPERTIES
    IMPORTED_LOCATION ${LibHdf5_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${LibHdf5_INCLUDE_DIR})
endif()
