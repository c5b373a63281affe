// What a pipeline takes from this repository: the GitHub Action, the hooks of pre-commit, the problem
// matcher, and the lines of docs/ci.md. Each is read as its tool would read it, and its commands are run on
// the example workspaces.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "server/checks/check.h"
#include "server/syntax/yaml.h"
#include "tests/cli/shell.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace fs = std::filesystem;
using baton::testing::text_of;
using namespace baton;
using baton::test::bash;
using baton::test::Environment;
using baton::test::Ran;
using baton::test::Scratch;
using Json = nlohmann::json;

namespace {

const fs::path root = baton::testing::source_dir();

// A YAML text whose top is a list is read as the one value of a key.
YamlNode yaml_of(std::string text) {
  std::size_t first = 0;
  while (text[first] == '#') first = text.find('\n', first) + 1;
  const bool list = text.compare(first, 2, "- ") == 0;
  if (list) text = "list:\n" + text;
  const YamlTree tree = parse_yaml_mapping(text, {0, static_cast<std::uint32_t>(text.size())});
  for (const YamlProblem& problem : tree.problems) FAIL_CHECK(problem.message, " in:\n", text);
  return list ? tree.root.find("list")->value : tree.root;
}

std::string text_at(const YamlNode& node, std::string_view key) {
  const YamlEntry* entry = node.find(key);
  return entry == nullptr ? std::string() : entry->value.text;
}

// A workspace to write to, as a runner has it checked out.
fs::path checked_out(const Scratch& scratch, const std::string& example) {
  const fs::path copy = scratch.path(example);
  fs::copy(root / "docs/examples" / example, copy, fs::copy_options::recursive);
  return copy;
}

YamlNode step_of(const YamlNode& action, std::string_view name) {
  for (const YamlNode& step : action.find("runs")->value.find("steps")->value.items)
    if (text_at(step, "name") == name) return step;
  FAIL("no step ", std::string(name));
  return {};
}

// The step's environment for these inputs, the action's defaults for all others.
Environment environment_of(const YamlNode& action, const YamlNode& step, const Environment& inputs) {
  Environment out;
  for (const YamlEntry& variable : step.find("env")->value.entries) {
    const std::string& value = variable.value.text;
    REQUIRE(value.starts_with("${{ inputs."));
    const std::string input = value.substr(11, value.find(" }}") - 11);
    const YamlEntry* declared = action.find("inputs")->value.find(input);
    REQUIRE_MESSAGE(declared != nullptr, "no input ", input);
    const auto given = inputs.find(input);
    out[variable.key] = given == inputs.end() ? text_at(declared->value, "default") : given->second;
  }
  return out;
}

// What decides about the program that the action builds, as a runner has the action checked out.
fs::path copy_of_action(const Scratch& scratch) {
  const fs::path copy = scratch.path("copy");
  for (const char* part : {"CMakeLists.txt", "CMakePresets.json", "dev", "cmake", "server", "protocol",
                           "schemas", "docs/checks"}) {
    fs::create_directories((copy / part).parent_path());
    fs::copy(root / part, copy / part, fs::copy_options::recursive);
  }
  return copy;
}

// A program that stands in for another one, and notes how it was called.
void stand_in(const Scratch& scratch, const std::string& name, const std::string& script) {
  const std::string path =
      scratch.write("programs/" + name, "#!/bin/bash\necho \"" + name + " $*\" >>\"$CALLS\"\n" + script);
  fs::permissions(path, fs::perms::owner_all);
}

std::vector<std::string> yaml_blocks(const std::string& page) {
  std::vector<std::string> out;
  const std::string open = "```yaml\n";
  for (std::size_t at = page.find(open); at != std::string::npos; at = page.find(open, at)) {
    at += open.size();
    const std::size_t end = page.find("```", at);
    out.push_back(page.substr(at, end - at));
    at = end + 3;
  }
  return out;
}

}  // namespace

TEST_CASE("the action checks a workspace, and fails where it should") {
  const YamlNode action = yaml_of(text_of(root / "action.yml"));
  const YamlNode step = step_of(action, "Check command files");
  const Scratch scratch;
  const fs::path clean = checked_out(scratch, "clean"), faulty = checked_out(scratch, "faulty");
  const auto check = [&](const fs::path& folder, Environment inputs) {
    inputs.emplace("baton", baton::testing::baton_program());
    return bash(text_at(step, "run"), folder, environment_of(action, step, inputs));
  };
  CHECK(check(clean, {}).exit_code == 0);
  const Ran found = check(faulty, {});
  CHECK(found.exit_code == 1);
  CHECK(found.out.find("::error file=plugins/attic/.claude-plugin/plugin.json,line=3,") != std::string::npos);
  CHECK(check(faulty, {{"fail-on", "never"}}).exit_code == 0);
  const Ran one = check(faulty, {{"paths", "plugins/shelf\n\nplugins/attic\n"}, {"format", "text"}});
  CHECK(one.out.find("plugins/attic/") != std::string::npos);
  CHECK(one.out.find("plugins/notes/") == std::string::npos);
  CHECK(check(faulty, {{"format", "sarif"}, {"output", "a b.sarif"}, {"fail-on", "never"}}).out.empty());
  CHECK(Json::parse(text_of(faulty / "a b.sarif"))["version"] == "2.1.0");
  CHECK(bash("baton --check --write-baseline accepted.json", faulty).exit_code == 0);
  CHECK(check(faulty, {{"baseline", "accepted.json"}, {"fail-on", "hint"}}).exit_code == 0);
  CHECK(check(faulty, {{"paths", "$(touch made); `touch made`"}}).exit_code == 2);
  CHECK_FALSE(fs::exists(faulty / "made"));
}

TEST_CASE("the action uses the program that it built, and knows one version from another") {
  const YamlNode action = yaml_of(text_of(root / "action.yml"));
  const Scratch scratch;
  const fs::path clean = checked_out(scratch, "clean");
  const std::string program = scratch.path("temp/baton-program/baton");
  fs::create_directories(fs::path(program).parent_path());
  fs::create_symlink(baton::testing::baton_program(), program);
  const YamlNode check = step_of(action, "Check command files");
  Environment environment = environment_of(action, check, {});
  environment["RUNNER_TEMP"] = scratch.path("temp");
  CHECK(bash(text_at(check, "run"), clean, environment).exit_code == 0);

  const YamlNode version = step_of(action, "Tell this version of Baton from others");
  const std::string output = scratch.path("output");
  const Ran told = bash(text_at(version, "run"), clean,
                        {{"GITHUB_ACTION_PATH", root.string()}, {"GITHUB_OUTPUT", output}});
  CHECK_MESSAGE(told.exit_code == 0, told.out);
  CHECK(std::regex_match(text_of(output), std::regex("sources=[0-9a-f]{16}\nimage=[A-Za-z0-9.-]+\n")));

  // What decides about the program makes another version: here a copy with other presets, or another script.
  const fs::path copy = copy_of_action(scratch);
  const auto told_of_copy = [&] {
    const std::string of_copy = scratch.path("output of copy");
    fs::remove(of_copy);
    const Ran ran = bash(text_at(version, "run"), clean,
                         {{"GITHUB_ACTION_PATH", copy.string()}, {"GITHUB_OUTPUT", of_copy}});
    CHECK_MESSAGE(ran.exit_code == 0, ran.out);
    return text_of(of_copy);
  };
  std::string before = told_of_copy();
  CHECK(before == text_of(output));
  for (const char* part : {"CMakePresets.json", "dev", "cmake/empty.cpp"}) {
    std::ofstream(copy / part, std::ios::app) << "\n";
    const std::string after = told_of_copy();
    CHECK_MESSAGE(after != before, part);
    before = after;
  }
}

TEST_CASE("the action installs the program's libraries whether it was built now or came from the cache") {
  const YamlNode action = yaml_of(text_of(root / "action.yml"));
  const YamlNode packages = step_of(action, "Install the libraries that it uses");
  CHECK(text_at(packages, "if") == "inputs.baton == ''");
  CHECK(text_at(packages, "run") == "\"$GITHUB_ACTION_PATH/dev\" packages\n");
  const YamlNode cache = step_of(action, "Look for it in the cache");
  const std::string key = text_at(cache.find("with")->value, "key");
  for (const char* output : {"image", "sources"})
    CHECK(key.find(std::string("${{ steps.version.outputs.") + output + " }}") != std::string::npos);
}

TEST_CASE("the action's steps, one after the other, install, build and check") {
  const YamlNode action = yaml_of(text_of(root / "action.yml"));
  const Scratch scratch;
  const fs::path faulty = checked_out(scratch, "faulty"), copy = copy_of_action(scratch);
  const std::string calls = scratch.path("calls"), output = scratch.path("output");
  const std::string built = scratch.path("temp/baton-program/baton");
  // Nothing is downloaded and nothing compiled here: what ./dev would call for it is another's to test.
  stand_in(scratch, "dpkg-query", "exit 1\n");
  stand_in(scratch, "sudo", "exec \"$@\"\n");
  stand_in(scratch, "apt-get", "");
  stand_in(
      scratch, "cmake",
      "[ \"$1\" != --build ] || { mkdir -p build/release && ln -sf \"$PROGRAM\" build/release/baton; }\n");
  const auto run_all = [&] {
    Ran last;
    for (const YamlNode& step : action.find("runs")->value.find("steps")->value.items) {
      if (text_at(step, "run").empty()) continue;
      Environment environment;
      if (step.find("env") != nullptr) environment = environment_of(action, step, {});
      environment["GITHUB_ACTION_PATH"] = copy.string();
      environment["GITHUB_OUTPUT"] = output;
      environment["RUNNER_TEMP"] = scratch.path("temp");
      environment["XDG_CACHE_HOME"] = scratch.path("cache");
      environment["PATH"] = scratch.path("programs") + ":/usr/bin:/bin";
      environment["CALLS"] = calls;
      environment["PROGRAM"] = baton::testing::baton_program();
      last = bash(text_at(step, "run"), faulty, environment);
      if (last.exit_code != 0) return std::pair(text_at(step, "name"), last);
    }
    return std::pair(std::string(), last);
  };
  const auto [name, found] = run_all();
  CHECK(name == "Check command files");  // the last one: it finds faults
  CHECK(found.exit_code == 1);
  CHECK_MESSAGE(
      found.out.find("::error file=plugins/attic/.claude-plugin/plugin.json,line=3,") != std::string::npos,
      found.out);
  CHECK(fs::is_regular_file(fs::symlink_status(built)));  // a copy: the cache keeps this folder alone
  const std::string called = text_of(calls);
  const std::size_t installed = called.find("apt-get install -y --no-install-recommends g++ ");
  const std::size_t compiled =
      called.find("cmake --preset release\ncmake --build --preset release --target=baton\n");
  CHECK_MESSAGE(installed < compiled, called);
  CHECK_MESSAGE(compiled != std::string::npos, called);

  // Where a step fails, no later one runs on what an earlier run left.
  fs::remove(built);
  stand_in(scratch, "cmake", "echo 'error: no such preset'; exit 1\n");
  const auto [failed, ran] = run_all();
  CHECK(failed == "Build Baton");
  CHECK(ran.out.find("error: no such preset") != std::string::npos);
  CHECK_FALSE(fs::exists(built));
  stand_in(scratch, "apt-get", "echo 'no network'; exit 100\n");
  CHECK(run_all().first == "Install the libraries that it uses");
}

TEST_CASE("every step of the action can be run") {
  const YamlNode action = yaml_of(text_of(root / "action.yml"));
  for (const YamlNode& step : action.find("runs")->value.find("steps")->value.items) {
    CAPTURE(text_at(step, "name"));
    CHECK(text_at(step, "uses").empty() != text_at(step, "run").empty());
    if (text_at(step, "run").empty()) continue;
    CHECK(text_at(step, "shell") == "bash");
    CHECK(bash("bash -n <<'END'\n" + text_at(step, "run") + "END\n", root).out.empty());
    // What a user writes must not become a part of the script.
    CHECK(text_at(step, "run").find("${{") == std::string::npos);
  }
  const YamlNode build = step_of(action, "Build Baton");
  CHECK(text_at(build, "run").find("/dev\" build release baton\n") != std::string::npos);
  CHECK(fs::exists(root / "dev"));
}

TEST_CASE("docs/ci.md lists the action's inputs with their defaults") {
  const YamlNode action = yaml_of(text_of(root / "action.yml"));
  const std::string page = text_of(root / "docs/ci.md");
  for (const YamlEntry& input : action.find("inputs")->value.entries) {
    const std::string value = text_at(input.value, "default");
    const std::string row = "| `" + input.key + "` | " + (value.empty() ? "|" : "`" + value + "` |");
    CHECK_MESSAGE(page.find(row) != std::string::npos, row);
  }
}

TEST_CASE("the hooks of pre-commit check and mend the files that they are given") {
  const Scratch scratch;
  const fs::path faulty = checked_out(scratch, "faulty");
  const std::string file = "plugins/notes/commands/not-yaml.md";
  const YamlNode hooks = yaml_of(text_of(root / ".pre-commit-hooks.yaml"));
  REQUIRE(hooks.items.size() == 2);
  for (const YamlNode& hook : hooks.items) {
    CAPTURE(text_at(hook, "id"));
    CHECK(text_at(hook, "language") == "system");
    const std::regex files(text_at(hook, "files"));
    for (const std::string& path :
         {file, std::string(".claude-plugin/marketplace.json"), std::string("a/.baton.yaml")})
      CHECK(std::regex_search(path, files));
    CHECK_FALSE(std::regex_search(std::string("src/main.cpp"), files));
    const Ran ran = bash(text_at(hook, "entry") + ' ' + file, faulty);
    CHECK(ran.exit_code == 1);
    CHECK(ran.out.find("\n1 file checked: ") != std::string::npos);
  }
  CHECK(text_of(faulty / file).find("argument-hint: \"[from] [to]\"") != std::string::npos);
}

TEST_CASE("the problem matcher takes each finding of the text report, once") {
  const Scratch scratch;
  const fs::path faulty = checked_out(scratch, "faulty");
  const Json matchers = Json::parse(text_of(root / ".github/baton-matcher.json"))["problemMatcher"];
  std::map<std::string, std::size_t> taken;
  std::istringstream lines(bash("baton --check", faulty).out);
  for (std::string line; std::getline(lines, line);) {
    std::size_t times = 0;
    for (const Json& matcher : matchers) {
      const Json& pattern = matcher["pattern"][0];
      std::smatch match;
      if (!std::regex_match(line, match, std::regex(pattern["regexp"].get<std::string>()))) continue;
      ++times;
      CHECK(fs::exists(faulty / match[pattern["file"].get<std::size_t>()].str()));
      CHECK(find_check(match[pattern["code"].get<std::size_t>()].str()) != nullptr);
      ++taken[pattern.contains("severity") ? match[pattern["severity"].get<std::size_t>()].str()
                                           : "information"];
    }
    CHECK(times <= 1);
  }
  const Json summary = Json::parse(bash("baton --check --format json || true", faulty).out)["summary"];
  for (const char* severity : {"error", "warning", "information"})
    CHECK(taken[severity] == summary[severity]);
}

TEST_CASE("docs/ci.md: each block is YAML, and each command that it shows can be run") {
  const std::string page = text_of(root / "docs/ci.md");
  const std::vector<std::string> blocks = yaml_blocks(page);
  CHECK(blocks.size() >= 8);
  for (const std::string& block : blocks) yaml_of(block);
  const Scratch scratch;
  const fs::path clean = checked_out(scratch, "clean");
  const std::regex command("baton --check[^\n`]*");
  std::size_t commands = 0;
  for (std::sregex_iterator at(page.begin(), page.end(), command), last; at != last; ++at, ++commands) {
    const Ran ran = bash(at->str(), clean);
    CHECK_MESSAGE(ran.exit_code == 0, at->str(), "\n", ran.out);
  }
  CHECK(commands >= 8);
}
