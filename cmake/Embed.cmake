# Turns text files into one C++ file with a table of (name, contents), so that the program needs nothing beside it.
file(GLOB BATON_SCHEMAS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schemas/*.json)
file(GLOB BATON_PAGES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/docs/checks/*.md)
list(FILTER BATON_PAGES EXCLUDE REGEX "/index\\.md$")

set(embedded ${CMAKE_BINARY_DIR}/generated/embedded.cpp)
string(REPLACE ";" "\n" BATON_EMBED_LIST "${BATON_SCHEMAS};${BATON_PAGES}")
file(WRITE ${CMAKE_BINARY_DIR}/generated/embed.list.new "${BATON_EMBED_LIST}\n")
configure_file(${CMAKE_BINARY_DIR}/generated/embed.list.new ${CMAKE_BINARY_DIR}/generated/embed.list COPYONLY)
add_custom_command(
  OUTPUT ${embedded}
  COMMAND ${CMAKE_COMMAND} -DLIST=${CMAKE_BINARY_DIR}/generated/embed.list -DOUT=${embedded}
          -P ${CMAKE_SOURCE_DIR}/cmake/WriteEmbedded.cmake
  DEPENDS ${BATON_SCHEMAS} ${BATON_PAGES} ${CMAKE_BINARY_DIR}/generated/embed.list
          ${CMAKE_SOURCE_DIR}/cmake/WriteEmbedded.cmake
  COMMENT "Embedding schemas and pages")
add_library(baton_embedded STATIC ${embedded})
target_include_directories(baton_embedded PUBLIC ${CMAKE_SOURCE_DIR})
target_link_libraries(baton_checks PUBLIC baton_embedded)
