// See prompt_writer.h. Works line by line: a line of which only marks are left (a bullet, emphasis) goes with
// what was cut out of it, and of the blank lines around it one stays.
#include "server/run/prompt_writer.h"

#include <algorithm>
#include <utility>

namespace baton {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}
bool is_blank_text(std::string_view text) {
  return std::ranges::all_of(text, is_blank);
}

// Only what Markdown puts around text: "**", "- ", "> ", "3. ".
bool is_marks(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (digits > 0 && digits != text.npos && digits + 1 == text.size())
    return text.back() == '.' || text.back() == ')';
  return text.find_first_not_of("*_>#+- \t") == text.npos;
}

}  // namespace

void PromptWriter::text(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == text.npos) return add_to_line(text);
    add_to_line(text.substr(0, end));
    end_line("\n");
    text.remove_prefix(end + 1);
  }
}

void PromptWriter::add_to_line(std::string_view text) {
  if (after_cut_) {
    const bool at_blank = line_.empty() || (line_.back().kind == RecipePiece::Kind::text &&
                                            !line_.back().text.empty() && is_blank(line_.back().text.back()));
    while (at_blank && !text.empty() && is_blank(text.front())) text.remove_prefix(1);
  }
  if (text.empty()) return;
  after_cut_ = false;
  if (!line_.empty() && line_.back().kind == RecipePiece::Kind::text)
    line_.back().text += text;
  else
    line_.push_back({RecipePiece::Kind::text, std::string(text)});
}

void PromptWriter::put(RecipePiece piece) {
  after_cut_ = false;
  line_.push_back(std::move(piece));
}

void PromptWriter::cut() {
  touched_ = after_cut_ = true;
}

void PromptWriter::end_line(std::string_view line_end) {
  std::vector<RecipePiece> line = std::exchange(line_, {});
  const bool touched = std::exchange(touched_, false);
  after_cut_ = false;
  const bool only_text = line.empty() || (line.size() == 1 && line.front().kind == RecipePiece::Kind::text);
  const std::string text = only_text && !line.empty() ? line.front().text : std::string();
  if (touched && only_text && is_marks(text)) {
    fold_ = true;
    return;
  }
  if (only_text && is_blank_text(text)) {
    if (fold_ && (!anything_ || !blank_lines_.empty())) return;
    blank_lines_.append(text).append(line_end);
    return;
  }
  if (touched && line.back().kind == RecipePiece::Kind::text) {
    std::string& last = line.back().text;
    while (!last.empty() && is_blank(last.back())) last.pop_back();
  }
  emit({RecipePiece::Kind::text, std::exchange(blank_lines_, {})});
  for (RecipePiece& piece : line) emit(std::move(piece));
  emit({RecipePiece::Kind::text, std::string(line_end)});
  anything_ = true;
  fold_ = false;
}

void PromptWriter::emit(RecipePiece piece) {
  const bool is_text = piece.kind == RecipePiece::Kind::text;
  if (is_text && piece.text.empty()) return;
  if (is_text && !out_.pieces.empty() && out_.pieces.back().kind == RecipePiece::Kind::text)
    out_.pieces.back().text += piece.text;
  else
    out_.pieces.push_back(std::move(piece));
}

Recipe PromptWriter::finish() {
  if (!line_.empty() || touched_) end_line({});
  if (!fold_) emit({RecipePiece::Kind::text, std::exchange(blank_lines_, {})});
  return std::move(out_);
}

}  // namespace baton
