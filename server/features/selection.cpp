// All ranges around the place, by size; one that would only overlap is left out.
#include "server/features/selection.h"

#include <algorithm>

#include "server/features/completion_parts.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

class Collector {
 public:
  Collector(const FeatureInput& input, std::uint32_t offset) : document_(input.document), offset_(offset) {
    text();
    if (input.kind == FileKind::command) command();
    add({0, offset32(document_.text.size())});
  }

  std::vector<TextRange> chain() {
    std::ranges::sort(found_, {}, [](TextRange range) { return range.size(); });
    std::vector<TextRange> out;
    for (const TextRange range : found_)
      if (out.empty() || (range.contains(out.back()) && range != out.back())) out.push_back(range);
    return out;
  }

 private:
  void add(TextRange range) {
    if (range.touches(offset_) && !range.empty()) found_.push_back(range);
  }
  template <typename T>
  void add_all(const std::vector<T>& list) {
    for (const T& item : list) add(item.range);
  }

  void text() {
    const std::string_view whole = document_.text;
    add(word_at(whole, offset_, [](char c) { return is_word(c) || c == '-' || is_beyond_ascii(c); }));
    const TextRange line = document_.lines.line(whole, document_.lines.line_of(offset_));
    add(trimmed(whole, line));
    add(line);
    add(document_.front_matter.content);
    add(document_.front_matter.range);
    markdown(document_.body);
    for (const YamlEntry& entry : document_.front_matter.root.entries) entry_of(entry);
    sections();
  }

  void entry_of(const YamlEntry& entry) {
    if (!entry.range.touches(offset_)) return;
    add(entry.range);
    add(entry.key_range);
    add(entry.value.content_range());
    add(entry.value.range);
    for (const YamlNode& item : entry.value.items) {
      add(item.content_range());
      add(item.range);
      for (const YamlEntry& inner : item.entries) entry_of(inner);
    }
    for (const YamlEntry& inner : entry.value.entries) entry_of(inner);
  }

  void markdown(const Markdown& markdown) {
    for (const TextRange range : markdown.paragraphs) add(range);
    for (const CodeRange& code : markdown.code) {
      add(code.content);
      add(code.range);
    }
    for (const MarkdownTable& table : markdown.tables) {
      if (!table.range.touches(offset_)) continue;
      add(table.range);
      for (const TableCell& cell : table.header) add(cell.range);
      for (const auto& row : table.rows)
        for (const TableCell& cell : row) add(cell.range);
    }
  }

  void sections() {
    const auto& headings = document_.body.headings;
    std::uint8_t least = 7;
    for (auto heading = headings.rbegin(); heading != headings.rend() && least > 1; ++heading) {
      if (heading->range.begin > offset_ || heading->level >= least || !heading->shown) continue;
      least = heading->level;
      const auto next = std::find_if(heading.base(), headings.end(), [&](const Heading& other) {
        return other.shown && other.level <= heading->level;
      });
      add({heading->range.begin,
           next == headings.end() ? offset32(document_.text.size()) : next->range.begin});
    }
  }

  void command() {
    for (const Placeholder& placeholder : document_.placeholders) {
      add(placeholder.range);
      add(placeholder.phase_range);
      add(placeholder.agent_range);
      add(placeholder.output_range);
    }
    for (const Condition& condition : document_.conditions) {
      add(condition.text);
      add(condition.range);
    }
    add_all(document_.links);
    add_all(document_.agent_references);
    add_all(document_.questions);
    for (const Task& task : document_.tasks) {
      if (!task.range.touches(offset_)) continue;
      add(task.range);
      if (task.prompt) {
        add(task.prompt->range);
        markdown(task.prompt->markdown);
      }
      for (const YamlEntry& entry : task.fields.entries) entry_of(entry);
    }
    add_all(document_.phases);
  }

  const Document& document_;
  std::uint32_t offset_;
  std::vector<TextRange> found_;
};

}  // namespace

std::vector<TextRange> selection_chain(const FeatureInput& input, std::uint32_t offset) {
  offset = std::min(offset, offset32(input.document.text.size()));
  std::vector<TextRange> chain = Collector(input, offset).chain();
  if (chain.empty()) chain.push_back({offset, offset});
  return chain;
}

}  // namespace baton
