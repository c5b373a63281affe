// What a check would mend safely is mended as the check says.
#include "server/features/formatting.h"

#include <algorithm>
#include <set>

#include "server/base/utf8.h"
#include "server/checks/check.h"
#include "server/checks/safe_fixes.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::uint32_t widest = 1'000;  // columns of a table that is aligned
constexpr std::size_t most_rows = 10'000;

struct Row {
  Line line;
  std::vector<std::string> cells;
};

// The parts of a line between its bars, trimmed. Bars in code count as GitHub counts them: unless escaped.
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> out;
  std::size_t begin = 1;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] != '|' || line[i - 1] == '\\') continue;
    out.emplace_back(trimmed(line.substr(begin, i - begin)));
    begin = i + 1;
  }
  return out;
}

// Its rows, the delimiters second. Nothing where a line is not "| … |" with as many cells as the first.
std::vector<Row> rows_of(const Document& document, const MarkdownTable& table) {
  std::vector<Row> rows;
  const std::string_view text = document.text;
  constexpr std::uint32_t mark = 3;  // bytes of a byte-order mark
  std::uint32_t begin = line_begin(text, table.range.begin);
  if (begin == 0 && document.has_byte_order_mark) begin = mark;
  for (std::uint32_t at = begin; at < table.range.end;) {
    const Line line = line_at(text, at);
    at = line.next;
    const TextRange words = trimmed(text, line.range());
    const std::string_view written = document.slice(words);
    if (written.empty() && at >= table.range.end) break;
    const bool bars =
        written.size() > 1 && written.front() == '|' && written.back() == '|' && !written.ends_with("\\|");
    if (!bars || words.begin != line.begin || rows.size() == most_rows) return {};
    rows.push_back({line, cells_of(written)});
    if (rows.back().cells.size() != rows.front().cells.size()) return {};
  }
  return rows.size() == table.rows.size() + 2 ? rows : std::vector<Row>();
}

std::string delimiter(std::string_view written, std::uint32_t width) {
  const bool left = written.starts_with(':'), right = written.ends_with(':') && written.size() > 1;
  const std::uint32_t dashes = width - (left ? 1 : 0) - (right ? 1 : 0);
  return (left ? ":" : "") + std::string(dashes, '-') + (right ? ":" : "");
}

void align(const Document& document, const MarkdownTable& table, std::vector<TextEdit>& out) {
  const std::vector<Row> rows = rows_of(document, table);
  if (rows.size() < 2) return;
  constexpr std::uint32_t least = 3;
  std::vector<std::uint32_t> widths(rows.front().cells.size(), least);
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t i = 0; row != 1 && i < widths.size(); ++i)
      widths[i] = std::max(widths[i], display_width(rows[row].cells[i]));
  std::uint32_t whole = 1;
  for (const std::uint32_t width : widths) whole += width + 3;
  if (whole > widest) return;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::string line = "|";
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string cell = row == 1 ? delimiter(rows[row].cells[i], widths[i]) : rows[row].cells[i];
      line += " " + cell + std::string(widths[i] - display_width(cell), ' ') + " |";
    }
    if (document.slice(rows[row].line.range()) != line) out.push_back({rows[row].line.range(), line});
  }
}

// Tables in prompts are the reader's; those with agents are Baton's.
std::vector<TextEdit> tables(const Document& document) {
  std::set<Index> with_agents;
  for (const AgentRow& row : document.agent_rows) with_agents.insert(row.table);
  std::vector<TextEdit> out;
  for (const Index table : with_agents) align(document, document.body.tables[table], out);
  return out;
}

void mend(const FeatureInput& input, std::vector<TextEdit>& out) {
  std::vector<Diagnostic> found = run_checks(input.snapshot, input.path, input.document, input.kind);
  std::erase_if(found, [](const Diagnostic& one) {
    return one.code != "task-prompt-cut-short" && one.code != "placeholder-syntax";
  });
  // In a table it would undo the alignment.
  const auto in_table = [&](const TextEdit& edit) {
    const std::vector<MarkdownTable>& all = input.document.body.tables;
    const auto behind = std::ranges::upper_bound(
        all, edit.range.begin, {}, [](const MarkdownTable& table) { return table.range.begin; });
    return behind != all.begin() && std::prev(behind)->range.contains(edit.range);
  };
  for (const SafeFix& fix : safe_fixes(input.path, input.document, found, {}))
    if (std::ranges::none_of(fix.edits, in_table)) out.insert(out.end(), fix.edits.begin(), fix.edits.end());
}

void in_order(std::vector<TextEdit>& edits) {
  std::ranges::stable_sort(edits, {}, [](const TextEdit& edit) { return edit.range; });
  std::uint32_t end = 0;
  std::erase_if(edits, [&](const TextEdit& edit) {
    if (edit.range.begin < end) return true;
    end = edit.range.end;
    return false;
  });
}

}  // namespace

std::vector<TextEdit> formatting(const FeatureInput& input) {
  if (input.kind != FileKind::command) return {};
  std::vector<TextEdit> out = tables(input.document);
  mend(input, out);
  in_order(out);
  return out;
}

std::vector<TextEdit> formatting(const FeatureInput& input, TextRange range) {
  std::vector<TextEdit> out = formatting(input);
  std::erase_if(out, [&](const TextEdit& edit) { return !range.contains(edit.range); });
  return out;
}

std::vector<TextEdit> formatting_on_type(const FeatureInput& input, std::uint32_t offset) {
  if (input.kind != FileKind::command) return {};
  const Document& document = input.document;
  const std::uint32_t line = document.lines.line_of(offset);
  const TextRange near{document.lines.line(document.text, line > 0 ? line - 1 : 0).begin,
                       document.lines.line(document.text, line).end};
  std::vector<TextEdit> out;
  std::set<Index> done;
  for (const AgentRow& row : document.agent_rows)
    if (document.body.tables[row.table].range.overlaps(near) && done.insert(row.table).second)
      align(document, document.body.tables[row.table], out);
  // What is being typed stays.
  const TextRange here = document.lines.line(document.text, line);
  std::erase_if(out, [&](const TextEdit& edit) { return edit.range.overlaps(here); });
  in_order(out);
  return out;
}

}  // namespace baton
