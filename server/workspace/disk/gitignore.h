// The rules of .gitignore files (gitignore(5)), without a repository: Baton's own, because libgit2 answers
// only inside one, and not from several threads at once. A test compares every kind of rule with git itself.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/workspace/wildcard.h"

namespace baton {

// One file's rules.
class IgnoreRules {
 public:
  explicit IgnoreRules(std::string_view text);

  bool empty() const { return rules_.empty(); }
  // The last rule that matches decides: true ignored, false taken back in by "!"; nothing where none matches.
  // `path`: from the folder of the rules' file, without a slash at either end.
  std::optional<bool> judge(std::string_view path, bool is_folder) const;

 private:
  struct Rule {
    enum class Kind { name, suffix, path, name_pattern, path_pattern };
    Kind kind = Kind::name;
    bool negated = false;
    bool folders_only = false;
    std::string
        text;  // name, suffix, path: as is; path_pattern: what the path begins with, before any wildcard
    std::optional<Wildcard> wildcard;
  };
  void read_line(std::string_view line);
  static bool matches(const Rule& rule, std::string_view path, std::string_view name);

  std::vector<Rule> rules_;
};

// The rules that hold in a folder: its own, then those of the folders around it.
struct IgnoreScope {
  std::shared_ptr<const IgnoreScope> outer;
  std::string folder;  // absolute
  IgnoreRules rules;
};

// Whether `path` (absolute, below scope->folder) is left out by its own name; whether a folder above it is,
// the caller knows from walking.
bool is_ignored(const IgnoreScope* scope, std::string_view path, bool is_folder);

}  // namespace baton
