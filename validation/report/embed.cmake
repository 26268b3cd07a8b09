# stochtherm_embed(SYMBOL FILE OUTPUT): the text of FILE becomes `const char* const SYMBOL` in namespace
# stochtherm::validation::embedded, defined in the source file OUTPUT. It is cut at line ends into raw strings that stay
# below the length every compiler accepts. Written at configure time, so that any target may compile it; changing FILE
# configures again.
function(stochtherm_embed symbol file output)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ "${file}" text)
  set(chunks "")
  string(LENGTH "${text}" left)
  while(left GREATER 0)
    set(cut ${left})
    if(left GREATER 8000)
      string(SUBSTRING "${text}" 0 8000 chunk)
      string(FIND "${chunk}" "\n" cut REVERSE)
      math(EXPR cut "${cut} + 1")
      if(cut EQUAL 0)
        message(FATAL_ERROR "${file} has a line of more than 8000 characters")
      endif()
    endif()
    string(SUBSTRING "${text}" 0 ${cut} chunk)
    string(SUBSTRING "${text}" ${cut} -1 text)
    string(APPEND chunks "\n    R\"embedded(${chunk})embedded\"")
    string(LENGTH "${text}" left)
  endwhile()
  get_filename_component(name "${file}" NAME)
  set(source "// Made from ${name} by embed.cmake.
namespace stochtherm::validation::embedded {
extern const char* const ${symbol};
const char* const ${symbol} = \"\"${chunks};
}  // namespace stochtherm::validation::embedded
")
  set(before "")
  if(EXISTS "${output}")
    file(READ "${output}" before)
  endif()
  if(NOT before STREQUAL source)
    file(WRITE "${output}" "${source}")
  endif()
endfunction()
