// Loads the workspace around the file, as --check does, so that agents resolve; then draws that one file.
#include "server/cli/graph_command.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/checks/words.h"
#include "server/cli/check_targets.h"
#include "server/cli/graph.h"
#include "server/cli/output.h"
#include "server/cli/plain_text.h"
#include "server/flow/flow.h"
#include "server/workspace/disk/read_file.h"

namespace baton {
namespace {

constexpr int wrong_usage = 2;
constexpr int failed = 3;

// What Mermaid draws unless its configuration allows more (maxEdges, maxTextSize).
constexpr std::size_t most_mermaid_edges = 500;
constexpr std::size_t longest_mermaid_text = 50000;

int refuse(const std::string& sentence, int code = wrong_usage) {
  complain(sentence);
  return code;
}

std::string_view kind_word(FileKind kind) {
  switch (kind) {
    case FileKind::agent:
      return "an agent";
    case FileKind::skill:
      return "a skill";
    case FileKind::manifest:
      return "a manifest";
    case FileKind::configuration:
      return "a configuration";
    case FileKind::document:
    case FileKind::command:
      break;
  }
  return "a document";
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
  std::error_code fault;
  const std::string working_directory = std::filesystem::current_path(fault).string();
  if (fault) return refuse("the working directory is not there any more", failed);
  if (options.path != "-") {
    const bool is_folder =
        std::filesystem::status(options.path, fault).type() == std::filesystem::file_type::directory;
    if (is_folder) return refuse(escaped(options.path) + " is a folder, and --graph draws one command file");
    if (fault)
      return refuse("cannot draw " + escaped(options.path) + " (" + error_words(fault.value()) + ")",
                    fault == std::errc::permission_denied ? failed : wrong_usage);
  }
  CheckOptions target;
  target.paths = {options.path};
  target.stdin_filename = options.stdin_filename;
  target.configuration = options.configuration;
  LoadOptions load;
  if (const WrongUse wrong = find_targets(target, working_directory, load); !wrong.sentences.empty()) {
    for (const std::string& sentence : wrong.sentences) complain(sentence);
    return wrong.exit_code;
  }
  const LoadedWorkspace loaded = load_workspace(load);
  const std::string& path = load.targets.front();
  const std::string file = to_valid_utf8(path::relative(path, working_directory));
  for (const FileTrouble& trouble : loaded.troubles) {
    if (trouble.path != path) continue;
    const bool is_baton = trouble.no_permission || trouble.internal_fault;
    if (is_baton || trouble.document == nullptr)
      return refuse(escaped(file) + " " + trouble.message, is_baton ? failed : wrong_usage);
    complain("note: " + escaped(file) + " " + trouble.message);
  }
  const auto found = std::ranges::find(loaded.files, path, &LoadedFile::path);
  if (found == loaded.files.end() || found->kind != FileKind::command || found->document == nullptr)
    return refuse(escaped(file) + " is " +
                  std::string(kind_word(found == loaded.files.end() ? FileKind::document : found->kind)) +
                  ", not a command file: it has no pipeline to draw");
  return draw(options, *loaded.snapshot, *found, file);
}

}  // namespace baton
