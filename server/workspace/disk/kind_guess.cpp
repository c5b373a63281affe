// By path, by the words that a command's front matter would hold, by anything that could open a task.
#include "server/workspace/disk/kind_guess.h"

#include <algorithm>

#include "server/base/path.h"
#include "server/base/utf8.h"

namespace baton {
namespace {

bool named_by(const std::vector<PathGlob>& globs, std::string_view path) {
  return std::any_of(globs.begin(), globs.end(), [&](const PathGlob& glob) { return matches(glob, path); });
}

bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

// From the opening "---" to a line that is "---" or "..." and nothing else; the whole text where there is
// none.
std::string_view front_matter_area(std::string_view text) {
  text.remove_prefix(text_begin(text));
  if (!text.starts_with("---")) return {};
  for (std::size_t i = 3; i + 3 < text.size(); ++i) {
    if (!is_line_end(text[i])) continue;
    const std::string_view line = text.substr(i + 1, 3);
    if ((line == "---" || line == "...") && (i + 4 == text.size() || is_line_end(text[i + 4])))
      return text.substr(0, i);
  }
  return text;
}

// "<task" in any case, or "Task" with a colon behind it, quotes and blanks aside.
bool may_hold_task(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::string_view tag = text.substr(at + 1, 4);
    // Setting the bit 0x20 makes ASCII letters small; what else becomes "task" by it does no harm.
    if (tag.size() == 4 && (tag[0] | 0x20) == 't' && (tag[1] | 0x20) == 'a' && (tag[2] | 0x20) == 's' &&
        (tag[3] | 0x20) == 'k')
      return true;
  }
  for (std::size_t at = text.find("Task"); at != std::string_view::npos; at = text.find("Task", at + 4)) {
    const std::size_t behind = text.find_first_not_of(" \t\"'", at + 4);
    if (behind != std::string_view::npos && text[behind] == ':') return true;
  }
  return false;
}

}  // namespace

bool may_be_judged(std::string_view path, std::string_view text, const Configuration& configuration,
                   const std::vector<Plugin>& plugins) {
  if (path::file_name(path) == "SKILL.md") return true;
  if (path.find("/agents/") != std::string_view::npos || path.find("/commands/") != std::string_view::npos)
    return true;
  if (listed_kind_of(path, plugins)) return true;
  if (named_by(configuration.commands, path) || named_by(configuration.agents, path)) return true;
  const std::string_view area = front_matter_area(text);
  // "{{": a template, of which the front matter is judged.
  if (path.find("{{") != std::string_view::npos) return true;
  // "\\": a key may be written with escapes.
  for (const std::string_view word : {"command", "execution", "external", "{{", "\\"})
    if (area.find(word) != std::string_view::npos) return true;
  return may_hold_task(text);
}

}  // namespace baton
