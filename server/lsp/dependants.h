// Which files have to be judged again when another one changed.
#pragma once

#include <set>
#include <string>

#include "server/syntax/document.h"
#include "server/workspace/file_facts.h"

namespace baton::lsp {

// True where nobody who asks about the file could tell the two apart. Either may be null: the file is not
// known.
bool same_facts(const FileFacts* one, const FileFacts* other);

// Gathers changes until they are acted upon.
class Affected {
 public:
  void add_all() { all_ = true; }
  // `path` is to be judged again, whatever it depends on.
  void add_path(const std::string& path) { paths_.insert(path); }
  // The facts of one file changed.
  void add_change(const std::string& path, const FileFacts* before, const FileFacts* after);
  void merge(const Affected& other);

  bool empty() const { return !all_ && !agents_ && names_.empty() && namesakes_.empty() && paths_.empty(); }
  const std::set<std::string>& paths() const { return paths_; }
  // Whether a file must be judged again. May say yes too often, never no wrongly.
  bool touches(const std::string& path, const Document& document) const;

 private:
  bool has_namesake(const std::string& path, const Document& document) const;

  bool all_ = false;
  bool agents_ = false;              // which agents there are, their names or places
  std::set<std::string> names_;      // file names, case-folded, of files that links may point at
  std::set<std::string> namesakes_;  // last parts of names of agents and commands that others may have too
  std::set<std::string> paths_;
};

}  // namespace baton::lsp
