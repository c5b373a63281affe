// The words for texts that cannot be judged as they stand.
#include "server/workspace/disk/trouble.h"

#include <algorithm>
#include <vector>

#include "server/workspace/disk/read_file.h"

namespace baton {
namespace {

std::string hexadecimal(char byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto value = static_cast<unsigned char>(byte);
  return {'0', 'x', digits[value >> 4U], digits[value & 15U]};
}

bool is_utf16(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

std::string line_of(const Document& document, std::size_t offset) {
  return std::to_string(document.lines.line_of(static_cast<std::uint32_t>(offset)) + 1);
}

const YamlProblem* too_deep(const std::vector<YamlProblem>& problems) {
  const auto found = std::find_if(problems.begin(), problems.end(), [](const YamlProblem& problem) {
    return problem.kind == YamlProblem::Kind::too_deep;
  });
  return found == problems.end() ? nullptr : &*found;
}

const YamlProblem* too_deep(const Document& document) {
  if (const YamlProblem* problem = too_deep(document.front_matter.problems)) return problem;
  for (const Task& task : document.tasks)
    if (const YamlProblem* problem = too_deep(task.problems)) return problem;
  for (const Question& question : document.questions)
    if (const YamlProblem* problem = too_deep(question.problems)) return problem;
  return nullptr;
}

}  // namespace

std::string too_large_words(std::size_t bytes) {
  const auto mebibytes = [](std::size_t size) { return std::to_string(size >> 20U) + " MiB"; };
  return "is " + mebibytes(bytes) + " large, above " + mebibytes(largest_file) + ": it was not judged";
}

bool is_text(std::string_view bytes) {
  return !is_utf16(bytes) && bytes.find('\0') == std::string_view::npos;
}

std::optional<TextTrouble> trouble_in(const Document& document) {
  const std::string& text = document.text;
  if (is_utf16(text)) return TextTrouble{"is UTF-16, not UTF-8: it was not judged", false};
  if (const std::size_t at = text.find('\0'); at != std::string::npos)
    return TextTrouble{"holds NUL bytes, the first in line " + line_of(document, at) + ": it was not judged",
                       false};
  if (const std::size_t at = document.invalid_utf8; at < text.size())
    return TextTrouble{"is not UTF-8 (byte " + hexadecimal(text[at]) + " in line " + line_of(document, at) +
                       "): it was judged as if each such byte were U+FFFD"};
  if (const YamlProblem* problem = too_deep(document))
    return TextTrouble{"is nested beyond what can be read, in line " +
                       line_of(document, problem->range.begin) + ": it was judged without that entry"};
  return std::nullopt;
}

}  // namespace baton
