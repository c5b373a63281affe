// See git_library.h.
#include "server/cli/git_library.h"

#include <dlfcn.h>

namespace baton {
namespace {

constexpr const char* file_name = "libgit2.so." LIBGIT2_SOVERSION;

// Casts as POSIX has it for dlsym.
template <typename Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

Result<GitLibrary> load() {
  void* library = ::dlopen(file_name, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return Error{std::string(file_name) + " is not installed"};
  GitLibrary git;
  decltype(&::git_libgit2_init) initialise = nullptr;
  const bool whole = find(library, "git_libgit2_init", initialise) &&
                     find(library, "git_error_last", git.error_last) &&
                     find(library, "git_diff_options_init", git.diff_options_init) &&
                     find(library, "git_patch_from_buffers", git.patch_from_buffers) &&
                     find(library, "git_patch_free", git.patch_free) &&
                     find(library, "git_patch_num_hunks", git.patch_num_hunks) &&
                     find(library, "git_patch_get_hunk", git.patch_get_hunk) &&
                     find(library, "git_patch_get_line_in_hunk", git.patch_get_line_in_hunk);
  if (!whole || initialise() < 1) return Error{std::string(file_name) + " cannot be used"};
  return git;
}

}  // namespace

Result<const GitLibrary*> git_library() {
  static const Result<GitLibrary> loaded = load();
  if (!loaded) return Error{loaded.error()};
  return &*loaded;
}

}  // namespace baton
