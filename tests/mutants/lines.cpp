// Faults of whole lines: indentation, a line too few or too many, parts in another order.
#include <string>
#include <string_view>

#include "tests/mutants/mutant.h"

namespace baton::testing {
namespace {

struct Line {
  std::uint32_t begin = 0, end = 0;  // with its line end
  std::string_view text;             // without
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    lines.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                     text.substr(begin, end - 1 - begin)});
    begin = end;
  }
  return lines;
}

std::string shown(std::string_view line) {
  constexpr std::size_t enough = 40;
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return std::string(line.substr(0, enough)) + (line.size() > enough ? "…" : "");
}

// What stands in YAML, or makes the body's parts: not the text of prompts and paragraphs.
bool is_structure(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  for (const std::string_view start : {"<", "#", "|", "`", "---", "- "})
    if (line.starts_with(start)) return true;
  const std::size_t word = line.find_first_not_of("abcdefghijklmnopqrstuvwxyzST_-");
  return word != std::string_view::npos && line[word] == ':';
}

void add_indents(const std::string& path, const std::vector<Line>& lines, std::vector<Mutant>& mutants) {
  for (const Line& line : lines) {
    const auto indent =
        static_cast<std::uint32_t>(std::min(line.text.find_first_not_of(' '), line.text.size()));
    if (indent == 0 || indent == line.text.size()) continue;
    const std::string words = ": " + shown(line.text);
    mutants.push_back({path, {{{line.begin, line.begin + indent}, ""}}, "indent taken away" + words});
    if (!is_structure(line.text)) continue;
    mutants.push_back({path, {{{line.begin, line.begin + 1}, ""}}, "indented by one less" + words});
    mutants.push_back({path, {{{line.begin, line.begin}, " "}}, "indented by one more" + words});
  }
}

void add_drops(const std::string& path, const std::vector<Line>& lines, std::vector<Mutant>& mutants) {
  for (const Line& line : lines) {
    if (!is_structure(line.text)) continue;
    const std::string words = ": " + shown(line.text);
    mutants.push_back({path, {{{line.begin, line.end}, ""}}, "a line dropped" + words});
    const std::string twice = std::string(line.text) + "\n";
    mutants.push_back({path, {{{line.end, line.end}, twice}}, "a line twice" + words});
  }
}

// Each two that follow each other change places; a part reaches from its first line to the next part's.
void add_swaps(const std::string& path, std::string_view text, const std::vector<Line>& lines,
               std::string_view start, std::vector<Mutant>& mutants) {
  std::vector<std::uint32_t> parts;
  for (const Line& line : lines)
    if (line.text.starts_with(start)) parts.push_back(line.begin);
  parts.push_back(static_cast<std::uint32_t>(text.size()));
  for (std::size_t i = 0; i + 2 < parts.size(); ++i) {
    const std::string_view one = text.substr(parts[i], parts[i + 1] - parts[i]);
    std::string_view two = text.substr(parts[i + 1], parts[i + 2] - parts[i + 1]);
    if (start == "<Task>") {  // without what stands between the tasks
      if (one.find("\n#") != std::string_view::npos) continue;
      two = two.substr(0, two.find("</Task>\n") + 8);
    }
    const auto end = parts[i + 1] + static_cast<std::uint32_t>(two.size());
    const std::string gap = one.ends_with("\n\n") ? "\n" : "";
    std::string swapped = std::string(two) + (two.ends_with("\n\n") ? "" : gap) + std::string(one);
    if (!gap.empty() && !two.ends_with("\n\n")) swapped.pop_back();
    mutants.push_back({path,
                       {{{parts[i], end}, std::move(swapped)}},
                       "changed places with the next: " + shown(one.substr(0, one.find('\n')))});
  }
}

}  // namespace

void add_lines(const std::string& path, const std::string& text, std::vector<Mutant>& mutants) {
  const std::vector<Line> lines = lines_of(text);
  const bool command = path.find("/commands/") != std::string::npos;
  if (command) add_indents(path, lines, mutants);
  if (command || path.find("/agents/") != std::string::npos) {
    add_drops(path, lines, mutants);
    mutants.push_back({path, {{{0, 0}, "\n"}}, "a blank line above the first"});
  }
  if (!command) return;
  add_swaps(path, text, lines, "<Task>", mutants);
  add_swaps(path, text, lines, "## Phase", mutants);
}

}  // namespace baton::testing
