// Chosen in the order of their places; each as a whole or not at all.
#include "server/checks/safe_fixes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "server/base/utf8.h"

namespace baton {
namespace {

// The bytes of the line end at that place; where its line has none, of the line before.
std::string_view line_end_at(const Document& document, std::uint32_t offset) {
  for (std::uint32_t line = document.lines.line_of(offset), tries = 0; tries < 2; --line, ++tries) {
    const TextRange whole = document.lines.full_line(document.text, line);
    const TextRange words = document.lines.line(document.text, line);
    if (words.end < whole.end) return document.slice({words.end, whole.end});
    if (line == 0) break;
  }
  return "\n";
}

std::string with_line_ends(const std::string& text, std::string_view line_end) {
  if (line_end == "\n") return text;
  std::string out;
  char before = '\0';
  for (const char c : text) {
    if (c == '\n' && before != '\r')
      out += line_end;
    else
      out += c;
    before = c;
  }
  return out;
}

}  // namespace

std::optional<TextEdit> fitted(const Document& document, TextEdit edit) {
  if (edit.range.begin > edit.range.end || edit.range.end > document.text.size()) return std::nullopt;
  const std::uint32_t begin = text_begin(document.text);
  edit.range.begin = std::max(edit.range.begin, begin);
  edit.range.end = std::max(edit.range.end, begin);
  if (document.invalid_utf8 < document.text.size() &&
      first_invalid_utf8(document.slice(edit.range)) != std::string_view::npos)
    return std::nullopt;
  if (edit.new_text.find('\n') != std::string::npos)
    edit.new_text = with_line_ends(edit.new_text, line_end_at(document, edit.range.begin));
  return edit;
}

namespace {

std::optional<std::vector<TextEdit>> edits_of(const std::string& path, const Document& document,
                                              const Fix& fix) {
  std::vector<TextEdit> edits;
  for (const FileEdit& edit : fix.edits) {
    if (edit.path != path) return std::nullopt;
    auto fitting = fitted(document, edit.edit);
    if (!fitting) return std::nullopt;
    edits.push_back(std::move(*fitting));
  }
  if (edits.empty()) return std::nullopt;
  return edits;
}

// The places that are already being edited.
class Taken {
 public:
  bool is_free(TextRange range) const {
    auto next = ranges_.lower_bound(range.begin);
    if (next != ranges_.end() && clashes({next->first, next->second}, range)) return false;
    if (next == ranges_.begin()) return true;
    --next;
    return !clashes({next->first, next->second}, range);
  }
  void take(TextRange range) { ranges_.emplace(range.begin, range.end); }
  void give_back(TextRange range) { ranges_.erase(range.begin); }

 private:
  // Neighbours may touch, but which of two texts inserted at one place comes first is for nobody to guess.
  static bool clashes(TextRange a, TextRange b) { return a.overlaps(b) || a.begin == b.begin; }

  std::map<std::uint32_t, std::uint32_t> ranges_;  // begin -> end
};

bool take_all(Taken& taken, const std::vector<TextEdit>& edits) {
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (taken.is_free(edits[i].range)) {
      taken.take(edits[i].range);
      continue;
    }
    for (std::size_t j = 0; j < i; ++j) taken.give_back(edits[j].range);
    return false;
  }
  return true;
}

}  // namespace

std::vector<SafeFix> safe_fixes(const std::string& path, const Document& document,
                                const std::vector<Diagnostic>& diagnostics,
                                const std::set<FixPlace>& refused) {
  std::vector<SafeFix> chosen;
  Taken taken;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (refused.contains({diagnostic.code, diagnostic.range})) continue;
    for (const Fix& fix : diagnostic.fixes) {
      if (!fix.safe) continue;
      auto edits = edits_of(path, document, fix);
      if (!edits) continue;
      if (take_all(taken, *edits)) chosen.push_back({diagnostic.code, diagnostic.range, std::move(*edits)});
      break;
    }
  }
  return chosen;
}

}  // namespace baton
