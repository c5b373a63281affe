// The graph as a Mermaid flowchart, which GitHub, GitLab and many editors draw where they meet it in
// Markdown.
//
// Text stands in quotes, where Mermaid ends at the next quote, yet goes on to look for entities (#35;),
// directives (%%{…}%%), Markdown, mathematics and HTML. So only what is none of these in any place stays as
// it is.
#include <algorithm>

#include "server/base/utf8.h"
#include "server/flow/pipeline_picture.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

bool is_plain(char c) {
  return is_letter(c) || is_digit(c) || is_beyond_ascii(c);
}

// The neighbours are 0 at the ends.
bool is_harmless(char before, char32_t c, char after) {
  if (c >= 0x80) return c != 0xB6 && c != 0xDF && c != 0xFB02;  // Mermaid's own marks for entities
  switch (const char ascii = static_cast<char>(c); ascii) {
    case ' ':
    case ',':
    case '/':
    case '(':
    case '\'':
    case '?':
      return true;
    case ')':  // "1) x" is a list in Markdown, and so are "1. x" and "- x"; "www.x.y" is a link
      return !is_digit(before);
    case '.':
      return is_digit(before) ? is_digit(after) : is_plain(before) && (after == 0 || after == ' ');
    case '-':
    case '_':
      return is_plain(before) && is_plain(after);
    case ':':  // "style a:#" on one line loses a semicolon
      return after == ' ';
    default:
      return is_plain(ascii);
  }
}

std::string entity(char32_t c) {
  switch (c) {
    case '"':
      return "#quot;";
    case '&':
      return "#amp;";
    case '<':
      return "#lt;";
    case '>':
      return "#gt;";
    default:
      return "#" + std::to_string(static_cast<std::uint32_t>(c)) + ";";
  }
}

std::string text_of(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Character character = utf8_at(text, at);
    const std::size_t next = at + character.size;
    const char before = at > 0 ? text[at - 1] : '\0';
    const char after = next < text.size() ? text[next] : '\0';
    if (is_harmless(before, character.code_point, after))
      append_utf8(out, character.code_point);
    else
      out += entity(character.code_point);
    at = next;
  }
  return out;
}

std::string quoted_lines(const std::vector<std::string>& lines) {
  std::string out = "\"";
  for (const std::string& line : lines) out += (out.size() == 1 ? "" : "<br/>") + text_of(line);
  return out + "\"";
}

std::string quoted_text(const std::string& text) {
  return quoted_lines({text});
}

std::string task_line(const PipelineGraph& graph, std::size_t index, std::string_view indent) {
  const PipelineTask& task = graph.tasks[index];
  return std::string(indent) + task_node(graph, index) + "[" + quoted_lines(task_label(graph, task)) + "]" +
         (task.optional ? ":::optional" : "") + "\n";
}

std::string nodes(const PipelineGraph& graph) {
  std::string out;
  for (std::size_t i = 0; i < graph.tasks.size(); ++i)
    if (!graph.tasks[i].phase) out += task_line(graph, i, "  ");
  for (std::size_t i = 0; i < graph.phases.size(); ++i) {
    out += "  subgraph " + phase_node(graph, i) + "[" + quoted_text(phase_label(graph.phases[i])) + "]\n";
    for (const std::size_t task : graph.phases[i].tasks) out += task_line(graph, task, "    ");
    out += "  end\n";
  }
  for (std::size_t i = 0; i < graph.gates.size(); ++i)
    out += "  " + gate_node(graph, i) + "{{" + quoted_text(gate_label(graph.gates[i])) + "}}\n";
  for (std::size_t i = 0; i < graph.missing.size(); ++i)
    out +=
        "  " + missing_node(i) + "[" + quoted_text(missing_label(graph, graph.missing[i])) + "]:::missing\n";
  return out;
}

std::string data_edges(const PipelineGraph& graph) {
  std::string out;
  for (const PipelineEdge& edge : graph.edges) {
    const std::string label = edge_label(graph, edge);
    out += "  " + source_node(graph, edge) + (edge.conditional ? " -.->" : " -->") +
           (label.empty() ? "" : "|" + quoted_text(label) + "|") + " " + task_node(graph, edge.to) + "\n";
  }
  return out;
}

std::string gate_edges(const PipelineGraph& graph) {
  std::string out;
  for (std::size_t i = 0; i < graph.phases.size(); ++i) {
    if (graph.phases[i].gates.empty()) continue;
    out += "  " + phase_node(graph, i);
    for (const std::size_t gate : graph.phases[i].gates) out += " ==> " + gate_node(graph, gate);
    if (i + 1 < graph.phases.size()) out += " ==> " + phase_node(graph, i + 1);
    out += "\n";
  }
  return out;
}

// Edges have no names: they are styled by their number.
std::string styles(const PipelineGraph& graph) {
  std::string out;
  if (std::ranges::any_of(graph.tasks, &PipelineTask::optional))
    out += "  classDef optional stroke-dasharray:4 3\n";
  if (!graph.missing.empty()) out += "  classDef missing fill:#fdd,stroke:#c00,color:#900\n";
  std::string faults;
  for (std::size_t i = 0; i < graph.edges.size(); ++i)
    if (is_fault(graph.edges[i])) faults += (faults.empty() ? "" : ",") + std::to_string(i);
  if (!faults.empty()) out += "  linkStyle " + faults + " stroke:#c00,color:#c00\n";
  return out;
}

}  // namespace

std::string graph_mermaid(const PipelineGraph& graph) {
  return "flowchart TB\n" + nodes(graph) + data_edges(graph) + gate_edges(graph) + styles(graph);
}

}  // namespace baton
