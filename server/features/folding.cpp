// Most of it is in the model; lists are found by the indent of their lines.
#include "server/features/folding.h"

#include <algorithm>

#include "server/syntax/lines.h"

namespace baton {
namespace {

class Folder {
 public:
  explicit Folder(const FeatureInput& input)
      : document_(input.document), command_(input.kind == FileKind::command) {}

  std::vector<Fold> run() {
    add(document_.front_matter.range);
    sections();
    markdown(document_.body);
    lists({document_.front_matter.range.end, offset32(document_.text.size())}, document_.body);
    if (command_) {
      for (const Task& task : document_.tasks) {
        if (task.form != Task::Form::prose) add(task.range);
        if (task.prompt) prompt(task);
      }
      for (const Question& question : document_.questions) add(question.range);
    }
    return in_order();
  }

 private:
  // Without the line ends behind it.
  void add(TextRange range, bool comment = false) {
    while (range.end > range.begin && is_space(document_.text[range.end - 1])) --range.end;
    if (document_.lines.line_of(range.begin) < document_.lines.line_of(range.end))
      out_.push_back({range, comment});
  }

  // Each up to the next heading of its level or above; a phase has its own end.
  void sections() {
    std::vector<const Heading*> open;
    const auto close = [&](std::uint8_t level, std::uint32_t end) {
      while (!open.empty() && open.back()->level >= level) {
        add({open.back()->range.begin, end});
        open.pop_back();
      }
    };
    for (const Heading& heading : document_.body.headings) {
      if (!heading.shown) continue;
      close(heading.level, heading.range.begin);
      open.push_back(&heading);
    }
    close(0, offset32(document_.text.size()));
  }

  void markdown(const Markdown& markdown) {
    for (const MarkdownTable& table : markdown.tables) add(table.range);
    for (const CodeRange& code : markdown.code)
      if (code.kind == CodeRange::Kind::fenced) add(code.range);
    for (const TextRange comment : markdown.html_comments) add(comment, true);
  }

  // From the line with its key on.
  void prompt(const Task& task) {
    const YamlEntry* key = task.fields.find("prompt");
    const std::uint32_t begin = key != nullptr ? key->key_range.begin : task.prompt->range.begin;
    add({begin, task.prompt->range.end});
    markdown(task.prompt->markdown);
    lists(task.prompt->range, task.prompt->markdown);
  }

  // An item and all lines below it that are indented deeper.
  void lists(TextRange where, const Markdown& markdown) {
    struct Item {
      std::uint32_t begin, indent, end;
    };
    std::vector<Item> open;
    const auto close = [&](std::uint32_t indent) {
      while (!open.empty() && open.back().indent >= indent) {
        const Item item = open.back();
        open.pop_back();
        add({item.begin, item.end});
        if (!open.empty()) open.back().end = std::max(open.back().end, item.end);
      }
    };
    auto code = markdown.code.begin();
    for (std::uint32_t at = line_begin(document_.text, where.begin); at < where.end;) {
      const Line line = line_at(document_.text, at);
      at = line.next;
      const std::uint32_t first =
          skip_blanks(std::string_view(document_.text).substr(0, line.end), line.begin);
      if (first >= line.end) continue;
      const std::uint32_t indent = first - line.begin;
      while (code != markdown.code.end() && code->range.end <= first) ++code;
      const bool in_code = code != markdown.code.end() && code->range.begin < first;
      if (!in_code) close(indent);
      if (!open.empty()) open.back().end = std::min(line.end, where.end);
      if (!in_code && skip_list_marker(document_.text, first) != first)
        open.push_back({first, indent, line.end});
    }
    close(0);
  }

  std::vector<Fold> in_order() {
    const auto line = [&](const Fold& fold) { return document_.lines.line_of(fold.range.begin); };
    std::ranges::stable_sort(out_, [&](const Fold& a, const Fold& b) {
      return line(a) != line(b) ? line(a) < line(b) : a.range.end > b.range.end;
    });
    const auto rest = std::ranges::unique(out_, {}, line);
    out_.erase(rest.begin(), rest.end());
    return std::move(out_);
  }

  const Document& document_;
  bool command_;
  std::vector<Fold> out_;
};

}  // namespace

std::vector<Fold> folding(const FeatureInput& input) {
  return Folder(input).run();
}

}  // namespace baton
