# cmake -DPROGRAM=... -DFILE=... -P same_text.cmake: fails unless the program prints the file.
execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
file(READ ${FILE} text)
if(NOT printed STREQUAL text)
  message(FATAL_ERROR "${FILE} is out of date: run scripts/generate-docs")
endif()
