// Which files have to be judged again when another one changed.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "server/syntax/document.h"
#include "server/workspace/file_facts.h"

namespace baton::lsp {

// True where nobody who asks about the file could tell the two apart. Either may be null: the file is not
// known.
bool same_facts(const FileFacts* one, const FileFacts* other);

// What of a file tells whether others' changes concern it: kept of files whose text is not.
struct Mentions {
  bool agents = false;              // it refers to some
  bool lacks_files = false;         // it was told of files that are not there
  std::vector<std::size_t> names;   // hashes of the file names that it links to, case-folded; sorted
  std::vector<std::string> called;  // the last parts of the names that it may have
};
Mentions mentions_of(const std::string& path, const Document& document, bool lacks_files);

// Gathers changes until they are acted upon.
class Affected {
 public:
  void add_all() { all_ = true; }
  // `path` is to be judged again, whatever it depends on.
  void add_path(const std::string& path) { paths_.insert(path); }
  // A file or folder came or went: who links to it asks again, and who lacks something may find it now, or
  // another place that it could have meant.
  void add_presence(const std::string& path);
  // The facts of one file changed.
  void add_change(const std::string& path, const FileFacts* before, const FileFacts* after);
  void merge(const Affected& other);

  // A folder is told only together with agents_.
  bool empty() const {
    return !all_ && !agents_ && !presence_ && names_.empty() && namesakes_.empty() && paths_.empty();
  }
  const std::set<std::string>& paths() const { return paths_; }
  // Whether a file must be judged again. May say yes too often, never no wrongly.
  bool touches(const std::string& path, const Mentions& mentions) const;

 private:
  bool all_ = false;
  bool agents_ = false;              // which agents there are, their names or places
  bool presence_ = false;            // which files there are
  std::set<std::size_t> names_;      // as Mentions::names: of files that links may point at
  std::set<std::string> namesakes_;  // last parts of names of agents and commands that others may have too
  std::set<std::string> folders_;    // that hold an agent of another name than before
  std::set<std::string> paths_;
};

}  // namespace baton::lsp
