// The command line's flags: what is accepted, and what is refused in which words.
#include "server/cli/options.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "server/cli/version.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

using baton::ColorChoice;
using baton::Format;
using baton::Options;
using baton::Severity;
using Action = baton::Options::Action;

namespace {

baton::Result<Options> parse(std::vector<std::string> arguments) {
  std::vector<const char*> argv{"baton"};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  return baton::parse_options(static_cast<int>(argv.size()), argv.data());
}

Options accepted(std::vector<std::string> arguments) {
  const auto options = parse(std::move(arguments));
  REQUIRE_MESSAGE(options, options.error());
  return *options;
}

std::string refused(std::vector<std::string> arguments) {
  const auto options = parse(std::move(arguments));
  REQUIRE(!options);
  return options.error();
}

}  // namespace

TEST_CASE("without arguments Baton is a language server on standard input and output") {
  const Options options = accepted({});
  CHECK(options.action == Action::serve);
  CHECK(options.server.channel == baton::ServerOptions::Channel::stdio);
  CHECK(options.server.version == baton::version);  // told to the client
  CHECK(!options.channel_given);
  CHECK(accepted({"--stdio"}).channel_given);
}

TEST_CASE("the server's channel and log") {
  const Options port = accepted({"--port", "7000", "--log-level", "debug", "--log-file=x.log"});
  CHECK(port.server.channel == baton::ServerOptions::Channel::port);
  CHECK(port.server.port == 7000);
  CHECK(port.server.log_level == "debug");
  CHECK(port.server.log_file == "x.log");
  CHECK(accepted({"--pipe", "/tmp/s"}).server.pipe == "/tmp/s");
  CHECK(refused({"--port", "70000"}) == "--port is \"70000\", and must be a number from 1 to 65535");
  CHECK(refused({"--port", "7x"}) == "--port is \"7x\", and must be a number from 1 to 65535");
  CHECK(refused({"--stdio", "--port", "7000"}) == "--stdio, --port and --pipe exclude each other");
  CHECK(refused({"--log-level", "loud"}).starts_with("--log-level is \"loud\", and may be trace, debug, "));
}

TEST_CASE("--check takes paths before and behind its flags") {
  const Options options =
      accepted({"--check", "a", "--format", "json", "b", "--jobs=3", "--fail-on", "hint", "c"});
  CHECK(options.action == Action::check);
  CHECK(options.check.paths == std::vector<std::string>{"a", "b", "c"});
  CHECK(options.check.format == Format::json);
  CHECK(options.check.jobs == 3);
  CHECK(options.check.fail_on == Severity::hint);
  CHECK(accepted({"--check", "--", "-x.md"}).check.paths == std::vector<std::string>{"-x.md"});
}

TEST_CASE("what --check does when nothing is said") {
  const Options options = accepted({"--check"});
  CHECK(options.check.paths.empty());
  CHECK(options.check.format == Format::text);
  CHECK(options.check.fail_on == Severity::error);
  CHECK(options.check.color == ColorChoice::automatic);
  CHECK(!accepted({"--check", "--fail-on", "never"}).check.fail_on.has_value());
}

TEST_CASE("the formats by their names") {
  CHECK(accepted({"--check", "--format", "sarif"}).check.format == Format::sarif);
  CHECK(accepted({"--check", "--format", "github"}).check.format == Format::github);
  CHECK(accepted({"--check", "--format", "junit"}).check.format == Format::junit);
}

TEST_CASE("progress is shown only when asked for") {
  CHECK(!accepted({"--check"}).check.progress);
  CHECK(accepted({"--check", "--progress"}).check.progress);
}

TEST_CASE("of a flag given twice the last counts") {
  CHECK(accepted({"--check", "--format", "json", "--format", "text"}).check.format == Format::text);
}

TEST_CASE("standard input needs a name") {
  CHECK(accepted({"--check", "-", "--stdin-filename", "a.md"}).check.stdin_filename == "a.md");
  CHECK(refused({"--check", "-"}).find("--stdin-filename") != std::string::npos);
  CHECK(refused({"--check", "--stdin-filename", "a.md"}).find("goes with the path -") != std::string::npos);
  CHECK(refused({"--check", "-", "-", "--stdin-filename", "a.md"}).find("only once") != std::string::npos);
}

TEST_CASE("what is wrong is named, with what may have been meant") {
  CHECK(refused({"--chekc"}) == "there is no flag --chekc; did you mean --check?");
  CHECK(refused({"--check", "--fixx"}) == "there is no flag --fixx; did you mean --fix?");
  CHECK(refused({"--check", "--formt=json"}) == "there is no flag --formt; did you mean --format?");
  CHECK(refused({"--check", "--format", "jsn"}) ==
        "--format is \"jsn\", and may be text, json, sarif, github or junit; did you mean json?");
  CHECK(refused({"--check", "--format", "html"}) ==
        "--format is \"html\", and may be text, json, sarif, github or junit");
  CHECK(refused({"--progress"}) == "--progress goes with --check");
  CHECK(refused({"--check", "--color", "maybe"}) == "--color is \"maybe\", and may be auto, always or never");
  CHECK(refused({"--check", "--jobs", "0"}) == "--jobs is \"0\", and must be a number from 1 to 256");
  CHECK(refused({"--check", "--jobs", "-1"}).find("--jobs") != std::string::npos);
  CHECK(refused({"--check", "--format"}) == "--format needs a value");
  CHECK(refused({"--explain"}) == "--explain needs a value");
  CHECK(refused({"--check", "--output", ""}) == "--output is empty");
  CHECK(refused({"--run", "a.md", "--dry-run", "--format", "junit"}) ==
        "--dry-run runs nothing that --format junit could tell of");
  CHECK(refused({"--format", "json"}) == "--format goes with --check, --graph or --run");
  CHECK(refused({"a.md"}) == "to check a.md, give --check before it");
  CHECK(refused({"--check", "--explain", "x"}) ==
        "--check, --graph, --run, --runs, --show, --explain and --list-checks exclude each other");
  CHECK(refused({"--check", "--port", "7000"}).starts_with("--port goes with the language server"));
}

TEST_CASE("fixes and baselines, and what does not go together") {
  const Options options = accepted({"--check", "--fix", "--diff", "--baseline", "b.json"});
  CHECK(options.check.fix);
  CHECK(options.check.diff);
  CHECK(options.check.baseline == "b.json");
  CHECK(options.check.write_baseline.empty());
  CHECK(accepted({"--check", "--fix", "--write-baseline=w.json"}).check.write_baseline == "w.json");
  CHECK(accepted({"--check", "--diff", "-", "--stdin-filename", "a.md"}).check.diff);
  CHECK(refused({"--check", "--fix", "-", "--stdin-filename", "a.md"}) ==
        "--fix writes files, and standard input is none; --diff shows what it would change");
  CHECK(refused({"--check", "--diff", "--format", "json"}) ==
        "--diff shows a diff and nothing else, so --format does not go with it");
  CHECK(refused({"--check", "--diff", "--write-baseline", "b"}) ==
        "--diff shows a diff and nothing else, so --write-baseline does not go with it");
  CHECK(refused({"--check", "--baseline", "b", "--write-baseline", "b"}) ==
        "--write-baseline accepts all findings anew, so --baseline does not go with it");
  CHECK(refused({"--check", "--baseline", ""}) == "--baseline is empty");
  CHECK(refused({"--fix"}) == "--fix goes with --check");
  CHECK(refused({"--diff", "a.md"}) == "--diff goes with --check");
}

TEST_CASE("--graph draws one file, with flags of its own and some of --check's") {
  const Options options =
      accepted({"--graph", "a.md", "--format", "dot", "--mode", "full", "--output=o.dot"});
  CHECK(options.action == Action::graph);
  CHECK(options.graph.path == "a.md");
  CHECK(options.graph.format == baton::GraphFormat::dot);
  CHECK(options.graph.mode == "full");
  CHECK(options.graph.output == "o.dot");
  CHECK(accepted({"--graph=-x.md"}).graph.path == "-x.md");
  CHECK(accepted({"--graph", "a.md"}).graph.format == baton::GraphFormat::mermaid);
  CHECK(!accepted({"--graph", "a.md"}).graph.mode.has_value());
  CHECK(accepted({"--graph", "-", "--stdin-filename", "a.md"}).graph.stdin_filename == "a.md");
  CHECK(refused({"--graph"}) == "--graph needs a value");
  CHECK(refused({"--graph", ""}) == "--graph is empty");
  CHECK(refused({"--graph", "a.md", "b.md"}) == "--graph draws one file, and there is b.md too");
  CHECK(refused({"--graph", "a.md", "--mode", ""}) == "--mode is empty");
  CHECK(refused({"--graph", "a.md", "--format", "text"}) ==
        "--format is \"text\", and may be mermaid, dot or json");
  CHECK(refused({"--graph", "a.md", "--fix"}) == "--fix goes with --check");
  CHECK(refused({"--graph", "a.md", "--check"}) ==
        "--check, --graph, --run, --runs, --show, --explain and --list-checks exclude each other");
  CHECK(refused({"--graph", "-"}).find("--stdin-filename") != std::string::npos);
  CHECK(refused({"--graph", "a.md", "--stdin-filename", "b.md"}) ==
        "--stdin-filename goes with --graph -, which reads standard input");
  CHECK(refused({"--check", "--mode", "full"}) == "--mode goes with --graph or --run");
  CHECK(refused({"--graph", "a.md", "--port", "7000"}).starts_with("--port goes with the language server"));
}

TEST_CASE("--run runs one file, whole or in part, or goes on with a run") {
  const Options whole =
      accepted({"--run", "c.md", "--args", "a b", "--mode", "full", "--jobs", "2", "--yes"});
  CHECK(whole.action == Action::run);
  CHECK(whole.run.path == "c.md");
  CHECK(whole.run.arguments == "a b");
  CHECK(whole.run.mode == "full");
  CHECK(whole.run.jobs == 2);
  CHECK(whole.run.yes);
  CHECK(whole.run.selection.kind == baton::PlanSelection::Kind::whole);
  CHECK_FALSE(whole.run.resume);
  const Options from = accepted({"--run", "c.md", "--from", "2", "--with-prerequisites"});
  CHECK(from.run.selection.kind == baton::PlanSelection::Kind::from);
  CHECK(from.run.selection.phase == 2);
  CHECK(from.run.selection.with_prerequisites);
  CHECK(accepted({"--run", "c.md", "--resume", "--yes"}).run.resume == "");
  CHECK(accepted({"--run", "c.md", "--resume", "20260101"}).run.resume == "20260101");
  const Options many =
      accepted({"--run", "c.md", "--rerun", "a", "--rerun", "b", "--answer", "Q=x=y", "--answer", "R=z"});
  CHECK(many.run.rerun == std::vector<std::string>{"a", "b"});
  REQUIRE(many.run.answers.size() == 2);
  CHECK(many.run.answers[0] == "Q=x=y");
  CHECK(accepted({"--runs"}).action == Action::list_runs);
  CHECK(accepted({"--show", "last"}).shown_run == "last");
  CHECK(refused({"--run", "c.md", "words"}) ==
        "--run runs one file, and there is words too; what the command is to work on is given by --args");
  CHECK(refused({"--run", "-"}) == "--run needs a file, since its folder is where the run is kept");
  CHECK(refused({"--run", "c.md", "--phase", "1", "--to", "2"}) ==
        "--phase, --from, --to and --task exclude each other");
  CHECK(refused({"--run", "c.md", "--phase", "one"}) ==
        "--phase is \"one\", and must be a number from 0 to 1000000");
  CHECK(refused({"--run", "c.md", "--answer", "yes"}) ==
        "--answer is \"yes\", and must be the question, \"=\" and the answer");
  CHECK(refused({"--run", "c.md", "--rerun", "a", "--rerun", ""}) == "--rerun is empty");
  CHECK(refused({"--show", ""}) == "--show is empty");
  CHECK(refused({"--run", "c.md", "--resume", "--args", "x"}) ==
        "--resume goes on as the run began, so --args does not go with it");
  CHECK(refused({"--run", "c.md", "--format", "sarif"}) ==
        "--format is \"sarif\", and may be text, json or junit");
  CHECK(refused({"--check", "--yes"}) == "--yes goes with --run");
  CHECK(refused({"--run", "c.md", "--fix"}) == "--fix goes with --check");
}

TEST_CASE("help and version win over what stands beside them") {
  CHECK(accepted({"--check", "--help"}).action == Action::help);
  CHECK(accepted({"-h"}).action == Action::help);
  CHECK(accepted({"--version"}).action == Action::version);
}

TEST_CASE("help names every flag, and so does the guide") {
  const std::string guide = baton::testing::text_of(baton::testing::source_dir() + "/docs/cli.md");
  for (const char* flag :
       {"--check",    "--format",    "--output",         "--fail-on",  "--config",
        "--jobs",     "--color",     "--stdin-filename", "--progress", "--fix",
        "--diff",     "--baseline",  "--write-baseline", "--explain",  "--list-checks",
        "--version",  "--help",      "--stdio",          "--port",     "--pipe",
        "--log-file", "--log-level", "--graph",          "--mode",     "--run",
        "--runs",     "--show",      "--args",           "--phase",    "--from",
        "--to",       "--task",      "--dry-run",        "--runner",   "--resume",
        "--rerun",    "--yes",       "--answer",         "--force",    "--with-prerequisites"}) {
    CHECK_MESSAGE(baton::help_text().find(flag) != std::string_view::npos, flag);
    CHECK_MESSAGE(guide.find(flag) != std::string::npos, flag);
  }
}

TEST_CASE("the version is the build's") {
  const std::string build = baton::testing::text_of(baton::testing::source_dir() + "/CMakeLists.txt");
  CHECK(build.find("project(baton VERSION " + std::string(baton::version) + " ") != std::string::npos);
}
