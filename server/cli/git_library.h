// libgit2, loaded when it is first needed: its fifteen libraries would more than double the time that every
// other command, and an editor's server, takes to start.
#pragma once

#include <git2.h>

#include "server/base/result.h"

namespace baton {

// The functions of libgit2 that `--diff` calls, under their own names. The library stays loaded, and
// initialised.
struct GitLibrary {
  decltype(&::git_error_last) error_last = nullptr;
  decltype(&::git_diff_options_init) diff_options_init = nullptr;
  decltype(&::git_patch_from_buffers) patch_from_buffers = nullptr;
  decltype(&::git_patch_free) patch_free = nullptr;
  decltype(&::git_patch_num_hunks) patch_num_hunks = nullptr;
  decltype(&::git_patch_get_hunk) patch_get_hunk = nullptr;
  decltype(&::git_patch_get_line_in_hunk) patch_get_line_in_hunk = nullptr;
};

// In words: where the library is not there, or lacks a function.
Result<const GitLibrary*> git_library();

}  // namespace baton
