// CLI11 takes the arguments apart; what may stand together, and in which words we say no, is decided here.
#include "server/cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

#include "server/base/edit_distance.h"
#include "server/cli/version.h"

namespace baton {
namespace {

using namespace std::string_literals;

// What each flag's value said, before it is judged.
struct Raw {
  bool check = false, list_checks = false, version = false, help = false, stdio = false, progress = false;
  bool fix = false, diff = false;
  std::string explain, format, output, fail_on, configuration, jobs, color, stdin_filename;
  std::string baseline, write_baseline;
  std::string graph, mode;
  bool runs = false, dry_run = false, force = false, yes = false, with_prerequisites = false;
  std::string run, show, args, phase, from, to, task, runner, resume;
  std::vector<std::string> rerun, answers;
  std::string port, pipe, log_file, log_level;
  std::vector<std::string> paths;
};

constexpr std::array check_flags = {"--format",         "--output",   "--fail-on",  "--config",
                                    "--jobs",           "--color",    "--fix",      "--diff",
                                    "--stdin-filename", "--baseline", "--progress", "--write-baseline"};
// These of them go with --graph too.
constexpr std::array graph_flags = {"--format", "--output", "--config", "--stdin-filename"};
// Those that go with --run alone, and those of others that go with it, too.
constexpr std::array run_only_flags = {
    "--args",   "--phase", "--from", "--to",     "--task",  "--dry-run",           "--runner",
    "--resume", "--rerun", "--yes",  "--answer", "--force", "--with-prerequisites"};
constexpr std::array run_flags = {"--format", "--jobs", "--config"};
constexpr std::array server_flags = {"--stdio", "--port", "--pipe", "--log-file", "--log-level"};

void declare(CLI::App& app, Raw& raw) {
  app.set_help_flag();
  app.allow_extras();
  app.add_flag("--check", raw.check);
  app.add_flag("--list-checks", raw.list_checks);
  app.add_flag("--version", raw.version);
  app.add_flag("--help,-h", raw.help);
  app.add_flag("--stdio", raw.stdio);
  app.add_flag("--progress", raw.progress);
  app.add_flag("--fix", raw.fix);
  app.add_flag("--diff", raw.diff);
  app.add_flag("--runs", raw.runs);
  app.add_flag("--dry-run", raw.dry_run);
  app.add_flag("--force", raw.force);
  app.add_flag("--yes", raw.yes);
  app.add_flag("--with-prerequisites", raw.with_prerequisites);
  app.add_option("--resume", raw.resume)->expected(0, 1);
  app.add_option("--rerun", raw.rerun)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--answer", raw.answers)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  const std::array<std::pair<const char*, std::string*>, 24> values = {{
      {"--explain", &raw.explain},
      {"--graph", &raw.graph},
      {"--mode", &raw.mode},
      {"--run", &raw.run},
      {"--show", &raw.show},
      {"--args", &raw.args},
      {"--phase", &raw.phase},
      {"--from", &raw.from},
      {"--to", &raw.to},
      {"--task", &raw.task},
      {"--runner", &raw.runner},
      {"--format", &raw.format},
      {"--output", &raw.output},
      {"--fail-on", &raw.fail_on},
      {"--config", &raw.configuration},
      {"--jobs", &raw.jobs},
      {"--color", &raw.color},
      {"--stdin-filename", &raw.stdin_filename},
      {"--baseline", &raw.baseline},
      {"--write-baseline", &raw.write_baseline},
      {"--port", &raw.port},
      {"--pipe", &raw.pipe},
      {"--log-file", &raw.log_file},
      {"--log-level", &raw.log_level},
  }};
  for (const auto& [name, value] : values)
    app.add_option(name, *value)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.add_option("paths", raw.paths);
}

Error unknown_flag(const CLI::App& app, const std::string& argument) {
  std::vector<std::string> known;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  const std::string flag = argument.substr(0, argument.find('='));
  std::string message = "there is no flag " + flag;
  if (const auto near = nearest(flag, known)) message += "; did you mean " + *near + "?";
  return {message};
}

// The position of `value` in `words`, or an error that lists them.
Result<std::size_t> one_of(std::string_view flag, const std::string& value,
                           std::span<const std::string> words) {
  const auto found = std::find(words.begin(), words.end(), value);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  std::string message = std::string(flag) + " is \"" + value + "\", and may be ";
  for (std::size_t i = 0; i < words.size(); ++i)
    message += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  if (const auto near = nearest(value, words)) message += "; did you mean " + *near + "?";
  return Error{message};
}

Result<unsigned> number(std::string_view flag, const std::string& value, unsigned low, unsigned high) {
  unsigned result = 0;
  const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), result);
  if (fault == std::errc() && end == value.data() + value.size() && low <= result && result <= high)
    return result;
  return Error{std::string(flag) + " is \"" + value + "\", and must be a number from " + std::to_string(low) +
               " to " + std::to_string(high)};
}

bool given(const CLI::App& app, const char* flag) {
  return app.count(flag) > 0;
}

// What --fix, --diff and the baselines mean together. Empty, or why they cannot stand so.
std::string contradiction(const CLI::App& app, const CheckOptions& options, bool standard_input) {
  if (options.fix && !options.diff && standard_input)
    return "--fix writes files, and standard input is none; --diff shows what it would change";
  for (const char* flag : {"--format", "--write-baseline"})
    if (options.diff && given(app, flag))
      return "--diff shows a diff and nothing else, so " + std::string(flag) + " does not go with it";
  if (given(app, "--baseline") && given(app, "--write-baseline"))
    return "--write-baseline accepts all findings anew, so --baseline does not go with it";
  return {};
}

Result<CheckOptions> check_options(const CLI::App& app, Raw& raw) {
  static const std::array formats = {"text"s, "json"s, "sarif"s, "github"s, "junit"s};
  static const std::array levels = {"error"s, "warning"s, "information"s, "hint"s, "never"s};
  static const std::array colors = {"auto"s, "always"s, "never"s};
  CheckOptions options;
  options.paths = std::move(raw.paths);
  options.stdin_filename = std::move(raw.stdin_filename);
  options.output = std::move(raw.output);
  options.configuration = std::move(raw.configuration);
  options.fix = raw.fix;
  options.diff = raw.diff;
  options.baseline = std::move(raw.baseline);
  options.write_baseline = std::move(raw.write_baseline);
  options.progress = raw.progress;
  if (given(app, "--format")) {
    const auto format = one_of("--format", raw.format, formats);
    if (!format) return Error{format.error()};
    options.format = static_cast<Format>(*format);
  }
  if (given(app, "--fail-on")) {
    const auto level = one_of("--fail-on", raw.fail_on, levels);
    if (!level) return Error{level.error()};
    options.fail_on.reset();
    if (*level < 4) options.fail_on = static_cast<Severity>(*level + 1);
  }
  if (given(app, "--color")) {
    const auto color = one_of("--color", raw.color, colors);
    if (!color) return Error{color.error()};
    options.color = static_cast<ColorChoice>(*color);
  }
  if (given(app, "--jobs")) {
    const auto jobs = number("--jobs", raw.jobs, 1, 256);
    if (!jobs) return Error{jobs.error()};
    options.jobs = *jobs;
  }
  for (const char* flag : {"--output", "--config", "--stdin-filename", "--baseline", "--write-baseline"})
    if (given(app, flag) && app.get_option(flag)->as<std::string>().empty())
      return Error{std::string(flag) + " is empty"};
  const auto dashes = std::count(options.paths.begin(), options.paths.end(), "-");
  if (dashes > 1) return Error{"- stands for standard input and can be given only once"};
  if (dashes == 1 && options.stdin_filename.empty())
    return Error{"- reads standard input and needs --stdin-filename NAME, the name to check it under"};
  if (dashes == 0 && !options.stdin_filename.empty())
    return Error{"--stdin-filename goes with the path -, which reads standard input"};
  if (const std::string why = contradiction(app, options, dashes == 1); !why.empty()) return Error{why};
  return options;
}

Result<GraphOptions> graph_options(const CLI::App& app, Raw& raw) {
  static const std::array formats = {"mermaid"s, "dot"s, "json"s};
  if (!raw.paths.empty()) return Error{"--graph draws one file, and there is " + raw.paths.front() + " too"};
  for (const char* flag : {"--graph", "--output", "--config", "--stdin-filename", "--mode"})
    if (given(app, flag) && app.get_option(flag)->as<std::string>().empty())
      return Error{std::string(flag) + " is empty"};
  GraphOptions options;
  options.path = std::move(raw.graph);
  options.stdin_filename = std::move(raw.stdin_filename);
  options.output = std::move(raw.output);
  options.configuration = std::move(raw.configuration);
  if (given(app, "--mode")) options.mode = std::move(raw.mode);
  if (given(app, "--format")) {
    const auto format = one_of("--format", raw.format, formats);
    if (!format) return Error{format.error()};
    options.format = static_cast<GraphFormat>(*format);
  }
  if ((options.path == "-") == options.stdin_filename.empty())
    return options.stdin_filename.empty()
               ? Error{"- reads standard input and needs --stdin-filename NAME, the name to draw it under"}
               : Error{"--stdin-filename goes with --graph -, which reads standard input"};
  return options;
}

Result<PlanSelection> selection_of(const CLI::App& app, const Raw& raw) {
  using Kind = PlanSelection::Kind;
  PlanSelection selection;
  selection.with_prerequisites = raw.with_prerequisites;
  const std::array<std::pair<const char*, Kind>, 4> flags = {
      {{"--phase", Kind::phase}, {"--from", Kind::from}, {"--to", Kind::to}, {"--task", Kind::task}}};
  for (const auto& [flag, kind] : flags) {
    if (!given(app, flag)) continue;
    if (selection.kind != Kind::whole) return Error{"--phase, --from, --to and --task exclude each other"};
    selection.kind = kind;
    if (kind == Kind::task) {
      selection.task = raw.task;
      continue;
    }
    const auto phase = number(flag, app.get_option(flag)->as<std::string>(), 0, 1000000);
    if (!phase) return Error{phase.error()};
    selection.phase = *phase;
  }
  return selection;
}

Result<RunOptions> run_options(const CLI::App& app, Raw& raw) {
  static const std::array formats = {"text"s, "json"s, "junit"s};
  if (!raw.paths.empty())
    return Error{"--run runs one file, and there is " + raw.paths.front() +
                 " too; what the command is to work on is given by --args"};
  for (const char* flag : {"--run", "--mode", "--task", "--runner", "--config"})
    if (given(app, flag) && app.get_option(flag)->as<std::string>().empty())
      return Error{std::string(flag) + " is empty"};
  RunOptions options;
  options.path = std::move(raw.run);
  if (options.path == "-") return Error{"--run needs a file, since its folder is where the run is kept"};
  options.arguments = std::move(raw.args);
  if (given(app, "--mode")) options.mode = std::move(raw.mode);
  if (std::ranges::find(raw.rerun, "") != raw.rerun.end()) return Error{"--rerun is empty"};
  auto selection = selection_of(app, raw);
  if (!selection) return Error{selection.error()};
  options.selection = std::move(*selection);
  for (const std::string& answer : raw.answers)
    if (const std::size_t equals = answer.find('='); equals == std::string::npos || equals == 0)
      return Error{"--answer is \"" + answer + "\", and must be the question, \"=\" and the answer"};
  options.answers = std::move(raw.answers);
  options.runner = std::move(raw.runner);
  if (given(app, "--resume")) {
    for (const char* flag : {"--args", "--mode", "--phase", "--from", "--to", "--task"})
      if (given(app, flag))
        return Error{"--resume goes on as the run began, so " + std::string(flag) + " does not go with it"};
    options.resume = std::move(raw.resume);
  }
  options.rerun = std::move(raw.rerun);
  options.dry_run = raw.dry_run;
  options.force = raw.force;
  options.yes = raw.yes;
  options.configuration = std::move(raw.configuration);
  if (given(app, "--jobs")) {
    const auto jobs = number("--jobs", raw.jobs, 1, 256);
    if (!jobs) return Error{jobs.error()};
    options.jobs = *jobs;
  }
  if (given(app, "--format")) {
    const auto format = one_of("--format", raw.format, formats);
    if (!format) return Error{format.error()};
    options.format = static_cast<RunFormat>(*format);
    if (options.dry_run && options.format == RunFormat::junit)
      return Error{"--dry-run runs nothing that --format junit could tell of"};
  }
  return options;
}

Result<ServerOptions> server_options(const CLI::App& app, Raw& raw) {
  static const std::array levels = {"trace"s, "debug"s, "info"s, "warning"s, "error"s, "off"s};
  ServerOptions options;
  options.version = version;
  if (raw.stdio + given(app, "--port") + given(app, "--pipe") > 1)
    return Error{"--stdio, --port and --pipe exclude each other"};
  if (given(app, "--port")) {
    const auto port = number("--port", raw.port, 1, 65535);
    if (!port) return Error{port.error()};
    options.channel = ServerOptions::Channel::port;
    options.port = static_cast<int>(*port);
  }
  if (given(app, "--pipe")) {
    if (raw.pipe.empty()) return Error{"--pipe is empty"};
    options.channel = ServerOptions::Channel::pipe;
    options.pipe = std::move(raw.pipe);
  }
  options.log_file = std::move(raw.log_file);
  if (given(app, "--log-level")) {
    const auto level = one_of("--log-level", raw.log_level, levels);
    if (!level) return Error{level.error()};
    options.log_level = std::move(raw.log_level);
  }
  return options;
}

// A flag of something else than what was asked for. Empty, or the sentence about it.
std::string stray_flag(const CLI::App& app, const Raw& raw, bool graph, bool run) {
  if (!run)
    for (const char* flag : run_only_flags)
      if (given(app, flag)) return std::string(flag) + " goes with --run";
  if (raw.check) return {};
  for (const char* flag : check_flags) {
    const bool of_graph = std::ranges::find(graph_flags, std::string_view(flag)) != graph_flags.end();
    const bool of_run = std::ranges::find(run_flags, std::string_view(flag)) != run_flags.end();
    if (!given(app, flag) || (graph && of_graph) || (run && of_run)) continue;
    std::string homes = "--check";
    if (of_graph) homes += of_run ? ", --graph" : " or --graph";
    if (of_run) homes += " or --run";
    return std::string(flag) + " goes with " + homes;
  }
  if (!raw.paths.empty() && !graph && !run)
    return "to check " + raw.paths.front() + ", give --check before it";
  return {};
}

Result<Options> judge(const CLI::App& app, Raw& raw) {
  const std::vector<std::string> extras = app.remaining();
  for (const std::string& argument : extras)
    if (argument.starts_with('-') && argument != "--") return unknown_flag(app, argument);
  Options options;
  if (raw.help) {
    options.action = Options::Action::help;
    return options;
  }
  if (raw.version) {
    options.action = Options::Action::version;
    return options;
  }
  const bool graph = given(app, "--graph");
  const bool run = given(app, "--run");
  const bool show = given(app, "--show");
  if (raw.check + raw.list_checks + graph + run + raw.runs + show + given(app, "--explain") > 1)
    return Error{"--check, --graph, --run, --runs, --show, --explain and --list-checks exclude each other"};
  if (!graph && !run && given(app, "--mode")) return Error{"--mode goes with --graph or --run"};
  if (std::string why = stray_flag(app, raw, graph, run); !why.empty()) return Error{why};
  if (raw.check || raw.list_checks || graph || run || raw.runs || show || given(app, "--explain"))
    for (const char* flag : server_flags)
      if (given(app, flag))
        return Error{std::string(flag) + " goes with the language server, which runs alone"};
  if (raw.check) {
    auto check = check_options(app, raw);
    if (!check) return Error{check.error()};
    options.action = Options::Action::check;
    options.check = std::move(*check);
  } else if (graph) {
    auto drawn = graph_options(app, raw);
    if (!drawn) return Error{drawn.error()};
    options.action = Options::Action::graph;
    options.graph = std::move(*drawn);
  } else if (run) {
    auto wanted = run_options(app, raw);
    if (!wanted) return Error{wanted.error()};
    options.action = Options::Action::run;
    options.run = std::move(*wanted);
  } else if (raw.runs) {
    options.action = Options::Action::list_runs;
  } else if (show) {
    if (raw.show.empty()) return Error{"--show is empty"};
    options.action = Options::Action::show_run;
    options.shown_run = std::move(raw.show);
  } else if (given(app, "--explain")) {
    options.action = Options::Action::explain;
    options.code = std::move(raw.explain);
  } else if (raw.list_checks) {
    options.action = Options::Action::list_checks;
  } else {
    auto server = server_options(app, raw);
    if (!server) return Error{server.error()};
    options.server = std::move(*server);
    options.channel_given = raw.stdio || options.server.channel != ServerOptions::Channel::stdio;
  }
  return options;
}

}  // namespace

Result<Options> parse_options(int argc, const char* const* argv) {
  CLI::App app;
  Raw raw;
  try {
    declare(app, raw);
    app.parse(argc, argv);
    return judge(app, raw);
  } catch (const CLI::ArgumentMismatch& mismatch) {
    const std::string said = mismatch.what();
    return Error{said.substr(0, said.find(':')) + " needs a value"};
  } catch (const CLI::Error& error) {
    return Error{error.what()};
  }
}

}  // namespace baton
