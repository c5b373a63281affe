// A cell names an agent where it is one kebab-case name, with or without a plugin; "Total" and the like are
// text.
#include "server/syntax/agent_tables.h"

#include <optional>

#include "server/syntax/agent_references.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

std::optional<std::size_t> find_column(const MarkdownTable& table,
                                       std::initializer_list<std::string_view> titles) {
  for (const std::string_view title : titles)
    for (std::size_t i = 0; i < table.header.size(); ++i)
      if (equals_lower(trimmed(table.header[i].text), title)) return i;
  return std::nullopt;
}

bool is_kebab_case(std::string_view text) {
  bool letter = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '-' || c == ':') continue;
    if (!(c >= 'a' && c <= 'z') && !is_digit(c)) return false;
    letter = letter || !is_digit(c);
  }
  return letter && is_agent_name(text);
}

const TableCell* cell_of(const std::vector<TableCell>& row, std::optional<std::size_t> column) {
  return column && *column < row.size() ? &row[*column] : nullptr;
}

// Where `text` stands within a cell's bytes, marks around it aside; the whole cell where entities hide it.
TextRange place_in_cell(std::string_view file, TextRange cell, std::string_view text) {
  const std::size_t at = piece(file, cell).find(text);
  if (at == std::string_view::npos) return cell;
  return {cell.begin + offset32(at), cell.begin + offset32(at + text.size())};
}

}  // namespace

void read_agent_tables(Document& document) {
  for (Index t = 0; t < document.body.tables.size(); ++t) {
    const MarkdownTable& table = document.body.tables[t];
    const auto agents = find_column(table, {"agent"});
    if (!agents) continue;
    const auto plugins = find_column(table, {"plugin"});
    const auto modes = find_column(table, {"execution modes", "execution mode", "modes", "mode"});
    for (const std::vector<TableCell>& cells : table.rows) {
      AgentRow row;
      row.table = t;
      if (const TableCell* cell = cell_of(cells, agents)) {
        const std::string_view name = trimmed(cell->text);
        if (is_kebab_case(name)) {
          row.reference = offset32(document.agent_references.size());
          AgentReference reference =
              agent_reference(AgentReference::Place::table, document.text,
                              place_in_cell(document.text, cell->range, name), nullptr);
          reference.table_row = offset32(document.agent_rows.size());
          document.agent_references.push_back(std::move(reference));
        }
      }
      if (const TableCell* cell = cell_of(cells, plugins)) {
        std::string_view name = trimmed(cell->text);
        while (!name.empty() && name.back() == '*') {
          row.starred = true;
          name = trimmed(name.substr(0, name.size() - 1));
        }
        row.plugin = {std::string(name),
                      name.empty() ? cell->range : place_in_cell(document.text, cell->range, name)};
      }
      if (const TableCell* cell = cell_of(cells, modes)) row.modes = {cell->text, cell->range};
      document.agent_rows.push_back(std::move(row));
    }
  }
}

}  // namespace baton
