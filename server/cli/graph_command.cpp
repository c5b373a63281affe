// Loads the workspace around the file, as --check does, so that agents resolve; then draws that one file.
#include "server/cli/graph_command.h"

#include <csignal>
#include <string>
#include <string_view>
#include <vector>

#include "server/checks/words.h"
#include "server/cli/command_file.h"
#include "server/cli/graph.h"
#include "server/cli/output.h"
#include "server/cli/plain_text.h"
#include "server/flow/flow.h"

namespace baton {
namespace {

constexpr int wrong_usage = 2;
constexpr int failed = 3;

int refuse(const std::string& sentence, int code = wrong_usage) {
  complain(sentence);
  return code;
}

// The mode that was asked for, an index; nothing where none was. An error is wrong usage.
Result<std::optional<std::size_t>> chosen_mode(const std::optional<std::string>& asked,
                                               const std::string& file, const Document& document) {
  if (!asked) return std::optional<std::size_t>();
  if (document.modes.empty()) return Error{file + " has no modes, so --mode does not go with it"};
  std::vector<std::string> names, shown;
  for (const Mode& mode : document.modes) {
    if (mode.name == *asked) return std::optional<std::size_t>(names.size());
    names.push_back(mode.name);
    shown.push_back(baton::quoted(mode.name));
  }
  const std::string near = did_you_mean(*asked, names);
  return Error{file + " has no mode " + baton::quoted(*asked) + near +
               (near.empty() ? "; its modes are " : " Its modes are ") + listed(shown, "and")};
}

std::string text_of(const GraphOptions& options, const PipelineGraph& graph, const Document& document,
                    const std::string& file) {
  switch (options.format) {
    case GraphFormat::mermaid:
      return graph_mermaid(graph);
    case GraphFormat::dot:
      return graph_dot(graph);
    case GraphFormat::json:
      return graph_json(graph, document, file);
  }
  return {};
}

void note_limits(const GraphOptions& options, const PipelineGraph& graph, const std::string& text) {
  if (graph.reads_left_out > 0)
    complain("note: the graph is not complete: " + std::to_string(graph.reads_left_out) +
             " placeholders went without all of their edges");
  if (options.format != GraphFormat::mermaid) return;
  if (graph.edges.size() > most_mermaid_edges || text.size() > longest_mermaid_text)
    complain(
        "note: Mermaid draws at most 500 edges and 50,000 characters unless its maxEdges and maxTextSize are "
        "raised");
}

int draw(const GraphOptions& options, const Snapshot& snapshot, const LoadedFile& loaded,
         const std::string& file) {
  const Document& document = *loaded.document;
  const Result<std::optional<std::size_t>> mode = chosen_mode(options.mode, escaped(file), document);
  if (!mode) return refuse(mode.error());
  const PipelineGraph graph = pipeline_graph(document, analyse_flow(snapshot, loaded.path, document), *mode);
  const std::string text = text_of(options, graph, document, file);
  note_limits(options, graph, text);
  const std::string fault = options.output.empty() ? write_out(text) : write_to_file(options.output, text);
  if (fault.empty()) return 0;
  return refuse(
      "cannot write " + (options.output.empty() ? "the graph" : options.output) + " (" + fault + ")", failed);
}

}  // namespace

int run_graph(const GraphOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);
  const CommandFileUse use{"--graph", "draw", "draws"};
  const CommandFile command =
      load_command_file({options.path, options.stdin_filename, options.configuration}, use);
  if (command.exit_code != 0) return command.exit_code;
  return draw(options, *command.workspace.snapshot, command.file, command.shown);
}

}  // namespace baton
