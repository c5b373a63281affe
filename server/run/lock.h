// Files below a root that strangers may have had their hands in: opened step by step, never through a link.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "server/base/result.h"
#include "server/run/store.h"

namespace baton {

// The folder `relative` ("a/b") below `root`, which is opened as it is; made where it is not there and
// `make`.
Result<OpenFile> open_folder(const std::string& root, std::string_view relative, bool make);
// A regular file in it; below 0 with errno set where there is none.
OpenFile open_file(const OpenFile& folder, const std::string& name, int flags);
std::optional<std::string> read_all(const OpenFile& file);

// Who holds a lock, as far as it is written there.
struct LockHolder {
  std::string process, note;
};

// Takes the lock of that name and writes this process into it, or says who holds it. A lock of a dead process
// is free.
Result<std::variant<OpenFile, LockHolder>> try_lock(const OpenFile& folder, const std::string& name);
// Where it is an error that somebody holds it.
Result<OpenFile> take_lock(const OpenFile& folder, const std::string& name);
// Besides this process, for people to read.
void note_in_lock(const OpenFile& lock, const std::string& note);
void let_go_of_lock(OpenFile lock);

std::optional<LockHolder> lock_holder(const OpenFile& folder, const std::string& name);  // nothing: nobody

}  // namespace baton
