// One small fault in a workspace, as a tired author makes it: where it is, what was done, and the files after
// it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/base/text_edit.h"

namespace baton::testing {

using Files = std::map<std::string, std::string>;  // path -> text

struct Mutant {
  std::string path;
  std::vector<TextEdit> edits;  // none: the whole file is taken away
  std::string what;             // "a letter dropped: data-profiler -> data-profler"
};

// Sorted by path and place; no two of them alike.
std::vector<Mutant> mutants_of(const Files& files);

// Words misspelt, numbers moved by one, single marks dropped.
void add_words(const std::string& path, const std::string& text, std::vector<Mutant>& mutants);
// Lines indented otherwise, dropped, written twice; tasks and phases in another order.
void add_lines(const std::string& path, const std::string& text, std::vector<Mutant>& mutants);

Files mutated(Files files, const Mutant& mutant);
// First and last line (from 1) of what was changed, in the text after the change.
struct Lines {
  std::size_t first = 1, last = 1;
};
Lines changed_lines(const Files& before, const Mutant& mutant);
// "plugins/a/commands/b.md:4:12 a letter dropped: …": where it is in the text before the change.
std::string name_of(const Files& before, const Mutant& mutant);

}  // namespace baton::testing
