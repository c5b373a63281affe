// Reading and asking ignore rules. Most rules of real files are a name or "*.ext": those are compared as
// text.
#include "server/workspace/disk/gitignore.h"

#include <algorithm>
#include <utility>

#include "server/base/utf8.h"

namespace baton {
namespace {

constexpr std::string_view wildcard_bytes = "*?[\\";

// Blanks at a line's end do not count, but for one behind a backslash.
std::string_view without_trailing_blanks(std::string_view line) {
  std::size_t end = 0;  // behind the last byte that counts
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == ' ') continue;
    if (line[i] == '\\') ++i;
    end = std::min(i + 1, line.size());
  }
  return line.substr(0, end);
}

}  // namespace

IgnoreRules::IgnoreRules(std::string_view text) {
  text.remove_prefix(text_begin(text));
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    read_line(line);
  }
}

void IgnoreRules::read_line(std::string_view line) {
  if (line.starts_with('#')) return;
  line = without_trailing_blanks(line);
  Rule rule;
  if (line.starts_with('!')) {
    rule.negated = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    rule.folders_only = true;
    line.remove_suffix(1);
  }
  if (line.empty()) return;
  const bool has_slash = line.find('/') != std::string_view::npos;
  const std::size_t wildcard = std::min(line.find_first_of(wildcard_bytes), line.size());
  if (!has_slash) {
    if (wildcard == line.size()) {
      rule.kind = Rule::Kind::name;
      rule.text = line;
    } else if (line.front() == '*' && line.find_first_of(wildcard_bytes, 1) == std::string_view::npos) {
      rule.kind = Rule::Kind::suffix;
      rule.text = line.substr(1);
    } else {
      rule.kind = Rule::Kind::name_pattern;
      rule.wildcard.emplace(line, false);
    }
  } else if (wildcard == line.size()) {
    rule.kind = Rule::Kind::path;
    rule.text = line.substr(line.starts_with('/') ? 1 : 0);
  } else {
    rule.kind = Rule::Kind::path_pattern;
    rule.text = line.substr(0, wildcard);
    if (rule.text.starts_with('/')) rule.text.erase(0, 1);
    // Git compares what stands before the first wildcard as it is and matches only the rest as a pattern, so
    // that
    // "**" behind a name counts as standing alone: "foo**/bar" is "foo" + "**/bar".
    rule.wildcard.emplace(line.substr(wildcard), true);
  }
  rules_.push_back(std::move(rule));
}

bool IgnoreRules::matches(const Rule& rule, std::string_view path, std::string_view name) {
  switch (rule.kind) {
    case Rule::Kind::name:
      return name == rule.text;
    case Rule::Kind::suffix:
      return name.ends_with(rule.text);
    case Rule::Kind::path:
      return path == rule.text;
    case Rule::Kind::name_pattern:
      return rule.wildcard->matches(name);
    case Rule::Kind::path_pattern:
      return path.starts_with(rule.text) && rule.wildcard->matches(path.substr(rule.text.size()));
  }
  return false;
}

std::optional<bool> IgnoreRules::judge(std::string_view path, bool is_folder) const {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule) {
    if (rule->folders_only && !is_folder) continue;
    if (matches(*rule, path, name)) return !rule->negated;
  }
  return std::nullopt;
}

bool is_ignored(const IgnoreScope* scope, std::string_view path, bool is_folder) {
  for (; scope != nullptr; scope = scope->outer.get()) {
    const std::size_t from = scope->folder == "/" ? 1 : scope->folder.size() + 1;
    if (path.size() <= from) continue;
    if (const std::optional<bool> judged = scope->rules.judge(path.substr(from), is_folder)) return *judged;
  }
  return false;
}

}  // namespace baton
