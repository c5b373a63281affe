// See the header.
#include "server/workspace/template.h"

#include <algorithm>
#include <array>
#include <string>

namespace baton {
namespace {

constexpr std::array<std::string_view, 4> tool_keys = {"allowed-tools", "disallowed-tools", "tools",
                                                       "disallowedTools"};

// "Bash(docker ps --format "{{.Names}}")": what stands in a tool's brackets is a command of its own language.
std::string without_patterns(std::string_view tools) {
  std::string out;
  std::size_t depth = 0;
  for (const char c : tools) {
    if (c == ')' && depth > 0) --depth;
    if (depth == 0) out += c;
    if (c == '(') ++depth;
  }
  return out;
}

}  // namespace

bool holds_template(std::string_view text) {
  const std::size_t open = text.find("{{");
  return open != std::string_view::npos && text.find("}}", open) != std::string_view::npos;
}

bool is_template(const Document& document) {
  const TextRange all = document.front_matter.range;
  if (!holds_template(document.slice(all))) return false;
  std::uint32_t begin = all.begin;
  for (const YamlEntry& entry : document.front_matter.root.entries) {
    if (std::ranges::find(tool_keys, entry.key) == tool_keys.end() || entry.range.begin < begin) continue;
    if (holds_template(document.slice({begin, entry.range.begin})) ||
        holds_template(without_patterns(document.slice(entry.range))))
      return true;
    begin = entry.range.end;
  }
  return holds_template(document.slice({begin, all.end}));
}

}  // namespace baton
