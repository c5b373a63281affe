# The libraries of docs/architecture.md, from the distribution. Each becomes a target of its own name, with its headers
# as system headers, so that our warnings stay ours.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(doctest REQUIRED)
find_package(spdlog REQUIRED)

# Each shared library takes a seventh of a millisecond at every start, and has to be there wherever the program is to
# run: where the distribution has an archive, too, that is linked into the program.
function(baton_pkg name module)
  pkg_check_modules(${name}_PKG REQUIRED IMPORTED_TARGET ${module})
  find_library(${name}_ARCHIVE lib${name}.a HINTS ${${name}_PKG_LIBRARY_DIRS})
  if(${name}_ARCHIVE)
    set_target_properties(PkgConfig::${name}_PKG PROPERTIES INTERFACE_LINK_LIBRARIES ${${name}_ARCHIVE})
  endif()
  add_library(${name} INTERFACE)
  target_link_libraries(${name} INTERFACE PkgConfig::${name}_PKG)
endfunction()

baton_pkg(md4c md4c)
baton_pkg(utf8proc libutf8proc)
baton_pkg(yaml-cpp yaml-cpp)

# Loaded at run time, by the one command that needs it: see server/cli/git_library.h.
pkg_check_modules(git2_PKG REQUIRED libgit2)
add_library(git2 INTERFACE)
target_include_directories(git2 SYSTEM INTERFACE ${git2_PKG_INCLUDE_DIRS})
target_link_libraries(git2 INTERFACE ${CMAKE_DL_LIBS})
baton_pkg(xxhash libxxhash)

# Of spdlog and fmt the distribution has no archives, but all their source is in their headers, which one precompiled header
# of the room that logs holds.
add_library(spdlog INTERFACE)
get_target_property(spdlog_INCLUDE spdlog::spdlog_header_only INTERFACE_INCLUDE_DIRECTORIES)
target_include_directories(spdlog SYSTEM INTERFACE ${spdlog_INCLUDE})
target_compile_definitions(spdlog INTERFACE SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)

find_path(ASIO_INCLUDE asio.hpp REQUIRED)
add_library(asio INTERFACE)
target_include_directories(asio SYSTEM INTERFACE ${ASIO_INCLUDE})
target_compile_definitions(asio INTERFACE ASIO_NO_DEPRECATED)

find_path(VALIJSON_INCLUDE valijson/validator.hpp REQUIRED)
add_library(valijson INTERFACE)
target_include_directories(valijson SYSTEM INTERFACE ${VALIJSON_INCLUDE})
