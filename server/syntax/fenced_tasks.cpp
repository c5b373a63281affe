// One walk over the lines. A "Task:" inside a prompt stands deeper than the block's first, or has no fields
// below.
#include "server/syntax/fenced_tasks.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "server/syntax/lines.h"
#include "server/syntax/task_fields.h"

namespace baton {
namespace {

struct TaskKey {
  TextRange key;
  std::uint32_t column = 0;
  bool dash = false;
  bool flow = false;
  std::uint32_t next = 0;  // the line below
};

bool ends_word(std::string_view text, std::uint32_t at) {
  return at >= text.size() || is_space(text[at]);
}

bool begins_item(std::string_view text, std::uint32_t at) {
  return at < text.size() && text[at] == '-' && ends_word(text, at + 1);
}

std::optional<TaskKey> task_key(std::string_view text, Line line) {
  const std::uint32_t first = skip_blanks(text.substr(0, line.end), line.begin);
  TaskKey out;
  out.dash = begins_item(text, first);
  const std::uint32_t at = out.dash ? skip_blanks(text, first + 1) : first;
  if (at >= line.end || !text.substr(at).starts_with("Task:")) return std::nullopt;
  out.key = {at, at + 5};
  out.column = at - line.begin;
  out.next = line.next;
  if (!ends_word(text, out.key.end)) return std::nullopt;
  const std::string_view rest = trimmed(piece(text, {out.key.end, line.end}));
  if (rest.empty()) return out;
  out.flow = rest.front() == '{';
  if (std::string_view("{#&!").find(rest.front()) == std::string_view::npos) return std::nullopt;
  return out;
}

// The first line from `at` on that is neither blank nor a comment.
std::optional<Line> line_of_text(std::string_view text, std::uint32_t at, std::uint32_t end) {
  while (at < end) {
    const Line line = line_at(text.substr(0, end), at);
    const std::uint32_t first = skip_blanks(text, line.begin);
    if (first < line.end && text[first] != '#') return line;
    at = line.next;
  }
  return std::nullopt;
}

bool has_fields_below(std::string_view text, const TaskKey& task, std::uint32_t end) {
  if (task.flow) return true;
  const std::optional<Line> line = line_of_text(text, task.next, end);
  if (!line) return false;
  std::uint32_t first = skip_blanks(text, line->begin);
  const std::uint32_t column = first - line->begin;
  const bool item = begins_item(text, first);
  if (column < task.column || (column == task.column && !item)) return false;
  if (item) first = skip_blanks(text, first + 1);
  const std::string_view words = piece(text, {first, line->end});
  return is_task_field(words.substr(0, words.find(':')));
}

bool is_marker(std::string_view text, Line line) {
  const std::string_view words = piece(text, line.range());
  return words.starts_with("---") && trimmed(words.substr(3)).empty();
}

FencedTask part(const TaskKey& key) {
  return {key.key, {key.key.begin, key.key.end}, {key.next, key.next}, key.flow};
}

}  // namespace

std::vector<FencedTask> fenced_tasks(std::string_view text, TextRange content) {
  std::vector<FencedTask> out;
  std::optional<TaskKey> first;
  bool inside = false;  // the last one goes on
  const auto end_at = [&](std::uint32_t end) {
    if (!inside) return;
    out.back().content.end = std::max(out.back().content.end, end);
    out.back().fields.end = std::max(out.back().fields.begin, end);
    inside = false;
  };
  for (std::uint32_t at = content.begin; at < content.end;) {
    const Line line = line_at(text.substr(0, content.end), at);
    at = line.next;
    const std::uint32_t begin = skip_blanks(text, line.begin);
    if (begin >= line.end || text[begin] == '#') continue;
    const std::optional<TaskKey> key = task_key(text, line);
    if (!first) {
      if (is_marker(text, line)) continue;
      if (!key) return {};
      first = key;
    } else if (is_marker(text, line)) {
      const std::optional<Line> below = line_of_text(text, line.next, content.end);
      if (!below || task_key(text, *below)) end_at(line.begin);
      continue;
    } else if (!key || key->column != first->column || key->dash != first->dash ||
               !has_fields_below(text, *key, content.end)) {
      // An item that is no task.
      const bool item = first->dash && begins_item(text, begin);
      if (item && begin - line.begin < first->column) end_at(line.begin);
      continue;
    }
    end_at(line.begin);
    out.push_back(part(*key));
    inside = true;
  }
  end_at(content.end);
  return out;
}

}  // namespace baton
