// The arguments as values. Every flag is read here and nowhere else.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/result.h"
#include "server/checks/diagnostic.h"
#include "server/lsp/server.h"
#include "server/run/plan.h"

namespace baton {

enum class Format { text, json, sarif, github, junit };
enum class ColorChoice { automatic, always, never };

struct CheckOptions {
  std::vector<std::string> paths;  // as given; "-" is standard input
  std::string stdin_filename;
  Format format = Format::text;
  std::string output;                                 // empty: standard output
  std::optional<Severity> fail_on = Severity::error;  // nothing: never
  std::string configuration;                          // empty: the ones found
  unsigned jobs = 0;                                  // 0: one per core
  ColorChoice color = ColorChoice::automatic;
  bool fix = false;
  bool diff = false;
  std::string baseline;        // empty: none
  std::string write_baseline;  // empty: none is written
  bool progress = false;
};

enum class GraphFormat { mermaid, dot, json };

struct GraphOptions {
  std::string path;  // as given; "-" is standard input
  std::string stdin_filename;
  GraphFormat format = GraphFormat::mermaid;
  std::optional<std::string> mode;  // nothing: all
  std::string output;               // empty: standard output
  std::string configuration;        // empty: the ones found
};

enum class RunFormat { text, json, junit };

struct RunOptions {
  std::string path;  // as given
  std::string arguments;
  std::optional<std::string> mode;
  PlanSelection selection;
  std::vector<std::string> answers;   // "KEY=LABEL": the file knows where the key ends
  std::string runner;                 // empty: the user's default, else preview
  unsigned jobs = 0;                  // 0: the user's, else what is usual
  std::optional<std::string> resume;  // a run's id; empty: the last that did not end well
  std::vector<std::string> rerun;     // ids of steps, or agents
  bool dry_run = false, force = false, yes = false;
  RunFormat format = RunFormat::text;
  std::string configuration;  // empty: the ones found
};

struct Options {
  enum class Action { serve, check, graph, run, list_runs, show_run, explain, list_checks, version, help };
  Action action = Action::serve;
  CheckOptions check;
  GraphOptions graph;
  RunOptions run;
  std::string shown_run;  // of --show
  ServerOptions server;
  bool channel_given = false;  // --stdio, --port or --pipe
  std::string code;            // of --explain
};

// An error is wrong usage, in one sentence.
Result<Options> parse_options(int argc, const char* const* argv);

std::string_view help_text();

}  // namespace baton
