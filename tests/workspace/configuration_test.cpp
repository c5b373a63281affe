// What a .baton.yaml says, what is wrong in it, which paths its globs cover, and which of two files wins.
#include "server/workspace/configuration.h"

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/support/paths.h"

using namespace baton;
using Lines = std::vector<std::string>;

namespace {

// Each problem as "what stands there: message", and " -> replacement" where there is one.
Lines problems(const std::string& text) {
  Lines lines;
  for (const ConfigurationProblem& problem : parse_configuration(text, "/w").problems) {
    REQUIRE(problem.range.end <= text.size());
    REQUIRE((!problem.range.empty() || text.empty()));
    lines.push_back(text.substr(problem.range.begin, problem.range.size()) + ": " + problem.message +
                    (problem.replacement.empty() ? "" : " -> " + problem.replacement));
  }
  return lines;
}

Configuration values(const std::string& text) {
  return parse_configuration(text, "/w").values;
}

Lines patterns(const std::vector<PathGlob>& globs) {
  Lines lines;
  for (const PathGlob& glob : globs) lines.push_back(glob.folder + " " + glob.pattern);
  return lines;
}

bool covers(const std::string& pattern, std::string_view path) {
  return matches({"/w", pattern}, path);
}

}  // namespace

TEST_CASE("every key that there is") {
  const std::string text = R"(# yaml-language-server: $schema=configuration.schema.json
files:
  commands: pipelines/**/*.md
  agents: [team/*.md, reviewers]
  exclude:
    - drafts/
    - "*.draft.md"
severity:
  broken-link: warning
  unused-external-doc: off
overrides:
  - paths: legacy/**
    severity: {unknown-agent: hint}
  - paths: [a, b]
    severity:
      broken-link: information
agents:
  known: [security-auditor, "cloud:cost-watcher"]
run:
  runner: claude
  jobs: 4
  timeout: 1800
)";
  CHECK(problems(text) == Lines{});
  const Configuration found = values(text);
  CHECK(patterns(found.commands) == Lines{"/w pipelines/**/*.md"});
  CHECK(patterns(found.agents) == Lines{"/w team/*.md", "/w reviewers"});
  CHECK(patterns(found.exclude) == Lines{"/w drafts/", "/w *.draft.md"});
  CHECK(found.severity ==
        std::map<std::string, std::string>{{"broken-link", "warning"}, {"unused-external-doc", "off"}});
  REQUIRE(found.overrides.size() == 2);
  CHECK(patterns(found.overrides[0].paths) == Lines{"/w legacy/**"});
  CHECK(found.overrides[0].severity.at("unknown-agent") == "hint");
  CHECK(patterns(found.overrides[1].paths) == Lines{"/w a", "/w b"});
  CHECK(found.known_agents == Lines{"security-auditor", "cloud:cost-watcher"});
  CHECK(found.run.runner == "claude");
  CHECK(found.run.jobs == 4);
  CHECK(found.run.timeout == 1800);
}

TEST_CASE("a file that says nothing has no problem") {
  for (const char* text :
       {"", "\n", "# only a comment\n", "---\n", "{}\n", "\xef\xbb\xbf", "files:\n",
        "files:\n  exclude:\n  # - drafts\nseverity:\noverrides:\nagents:\n  known:\nrun:\n  jobs:\n"})
    CHECK(problems(text) == Lines{});
}

TEST_CASE("a byte-order mark, CRLF, a document mark and JSON are read as they are") {
  CHECK(patterns(values("\xef\xbb\xbf"
                        "files: {exclude: a}\n")
                     .exclude) == Lines{"/w a"});
  CHECK(problems("\xef\xbb\xbf"
                 "file: 1\r\n") == Lines{"file: there is no key \"file\"; did you mean \"files\"? -> files"});
  CHECK(patterns(values("---\r\nfiles:\r\n  exclude:\r\n  - a\r\n  - b\r\n").exclude) ==
        Lines{"/w a", "/w b"});
  CHECK(patterns(values("{\"files\": {\"exclude\": [\"a\"]}}").exclude) == Lines{"/w a"});
}

TEST_CASE("an unknown key names the nearest, or the place where it belongs") {
  CHECK(problems("severty: {}\n") ==
        Lines{"severty: there is no key \"severty\"; did you mean \"severity\"? -> severity"});
  CHECK(problems("files:\n  exlude: a\n") ==
        Lines{"exlude: there is no key \"exlude\" in files; did you mean \"exclude\"? -> exclude"});
  CHECK(problems("exclude: a\n") ==
        Lines{"exclude: there is no key \"exclude\"; write \"exclude\" under \"files\""});
  CHECK(problems("files.exclude: a\n") ==
        Lines{"files.exclude: there is no key \"files.exclude\"; write \"exclude\" under \"files\""});
  CHECK(problems("files:\n  severity: {}\n") ==
        Lines{"severity: there is no key \"severity\" in files; write \"severity\" without indent"});
  CHECK(problems("colour: red\n") ==
        Lines{"colour: there is no key \"colour\": there are files, severity, overrides, agents and run"});
  CHECK(problems("agents:\n  nobody: x\n") ==
        Lines{"nobody: there is no key \"nobody\" in agents: there is only known"});
  CHECK(problems("overrides:\n  - path: a\n    severity: {x: off}\n") ==
        Lines{"path: there is no key \"path\" in an override; did you mean \"paths\"? -> paths",
              "path: this override has no \"paths\", so it does nothing"});
}

TEST_CASE("a wrong value leaves its default, and what follows is read") {
  const std::string text =
      "files:\n  commands: {a: b}\n  exclude: [a, 1, {x: y}, [b], c]\nseverity: high\noverrides: {paths: a}\n"
      "agents: [x]\nrun:\n  runner: [a]\n  jobs: 0\n  timeout: soon\n";
  CHECK(problems(text) ==
        Lines{"{a: b}: \"files.commands\" must be a string or a list of strings",
              "1: an entry of \"files.exclude\" must be a string",
              "{x: y}: an entry of \"files.exclude\" must be a string",
              "[b]: an entry of \"files.exclude\" must be a string",
              "high: \"severity\" must be a map from codes to levels",
              "{paths: a}: \"overrides\" must be a list of maps with \"paths\" and \"severity\"",
              "[x]: \"agents\" must be a map of keys and values",
              "[a]: \"runner\" must be the name of one of your runners",
              "0: \"jobs\" must be a whole number from 1 to 256",
              "soon: \"timeout\" must be a whole number from 1 to 604800"});
  const Configuration found = values(text);
  CHECK(found.commands.empty());
  CHECK(patterns(found.exclude) == Lines{"/w a", "/w c"});
  CHECK(found.run.jobs == 0);
  for (const char* number : {"1.5", "-1", "257", "99999999999999999999", "\"4\"", "true", "0x4"})
    CHECK(problems(std::string("run: {jobs: ") + number + "}\n").size() == 1);
}

TEST_CASE("levels") {
  CHECK(problems("severity:\n  a: off\n  b: 'off'\n  c: error\n") == Lines{});
  CHECK(problems("severity:\n  a: warn\n  b: Info\n  c: false\n  d: erorr\n  e: HINT\n") ==
        Lines{"warn: \"warn\" is no level; did you mean \"warning\"? -> warning",
              "Info: \"Info\" is no level; did you mean \"information\"? -> information",
              "false: \"false\" is no level; did you mean \"off\"? -> off",
              "erorr: \"erorr\" is no level; did you mean \"error\"? -> error",
              "HINT: \"HINT\" is no level; did you mean \"hint\"? -> hint"});
  CHECK(problems("severity:\n  a: 2\n  b:\n  c: [error]\n  d: hint\n") ==
        Lines{"2: \"2\" is no level: the levels are error, warning, information, hint and off",
              "b: \"b\" has no level: the levels are error, warning, information, hint and off",
              "[error]: \"c\" has no level: the levels are error, warning, information, hint and off"});
  CHECK(values("severity:\n  a: 2\n  d: hint\n").severity ==
        std::map<std::string, std::string>{{"d", "hint"}});
}

TEST_CASE("an override needs both of its parts") {
  CHECK(problems("overrides:\n  - severity: {a: off}\n  - paths: x\n  - x\n  -\n") ==
        Lines{"overrides: an override must be a map with \"paths\" and \"severity\"",
              "severity: this override has no \"paths\", so it does nothing",
              "paths: this override has no \"severity\", so it does nothing",
              "x: an override must be a map with \"paths\" and \"severity\""});
  CHECK(values("overrides:\n  - severity: {a: off}\n  - {paths: x, severity: {a: off}}\n").overrides.size() ==
        1);
}

TEST_CASE("patterns that could never match") {
  const auto fault = [](const std::string& pattern) {
    const Lines found = problems("files: {exclude: ['" + pattern + "', b]}\n");
    CHECK(patterns(values("files: {exclude: ['" + pattern + "', b]}\n").exclude).size() == 2 - found.size());
    return found.empty() ? std::string() : found.front();
  };
  CHECK(fault("*.md") == "");
  CHECK(fault("./a") == "");
  CHECK(fault("a..b/c") == "");
  CHECK(fault("...") == "'...': \"...\" names no file; \"**\" stands for all of them");
  CHECK(fault("") == "'': \"\" names no file; \"**\" stands for all of them");
  CHECK(fault("./") == "'./': \"./\" names no file; \"**\" stands for all of them");
  CHECK(fault("!a") == "'!a': \"!a\" begins with \"!\", and nothing can be taken back here");
  CHECK(fault("../a") == "'../a': \"../a\" leads out of the folder of this file, where it cannot match");
  CHECK(fault("[a") ==
        "'[a': \"[a\" is no pattern: a \"[\" is never closed, or a backslash stands at the end");
  CHECK(
      fault(std::string(2000, 'a')).ends_with("…\" is longer than 1024 bytes, which no pattern needs to be"));
}

TEST_CASE("what is meant although it is no YAML is taken, and said") {
  CHECK(problems("files:\n  exclude:\n    - *.md\n    - b\n") ==
        Lines{"*.md: this text is no YAML as it stands; put it in quotes -> \"*.md\""});
  CHECK(patterns(values("files:\n  exclude:\n    - *.md\n    - b\n").exclude) == Lines{"/w *.md", "/w b"});
  // Nothing is guessed of brackets that are no YAML, and one problem is said once.
  const std::string brackets = "files:\n  exclude: [*.md, b]\n  agents: c\n";
  CHECK(problems(brackets).size() == 1);
  CHECK(values(brackets).exclude.empty());
  CHECK(patterns(values(brackets).agents) == Lines{"/w c"});
}

TEST_CASE("broken YAML hides nothing but itself") {
  CHECK(problems("- a\n- b\n").size() == 1);
  CHECK(problems("just text\n").size() == 1);
  CHECK(problems("[a, b]\n").size() == 1);
  CHECK(problems("files:\n  exclude: !draft\n  agents: x\n") ==
        Lines{"exclude: \"files.exclude\" must be a string or a list of strings"});
  const std::string text = "files: {exclude: [a\nseverity:\n  a: off\n\tb: off\nagents:\n  known: x\n";
  CHECK(problems(text).size() == 2);
  CHECK(values(text).severity.at("a") == "off");
  CHECK(values(text).known_agents == Lines{"x"});
  CHECK(problems("severity: {a: off}\nseverity: {a: hint}\n") ==
        Lines{"severity: the key \"severity\" stands here twice; the first counts"});
  CHECK(values("severity: {a: off}\nseverity: {a: hint}\n").severity.at("a") == "off");
  CHECK(values("severity: {a: off, a: hint}\n").severity.at("a") == "off");
}

TEST_CASE("a workspace defines no runner and allows no run") {
  CHECK(
      problems("run:\n  runners:\n    - {name: x, argv: [rm]}\n  trusted: [/]\n  runer: x\n") ==
      Lines{"runners: \"runners\" cannot be set by a workspace, only in your own configuration file of Baton",
            "trusted: \"trusted\" cannot be set by a workspace, only in your own configuration file of Baton",
            "runer: there is no key \"runer\" in run; did you mean \"runner\"? -> runner"});
  CHECK(problems("run:\n  trust: x\n") ==
        Lines{"trust: there is no key \"trust\" in run: there are runner, jobs and timeout"});
}

TEST_CASE("names of known agents are names") {
  CHECK(problems("agents: {known: [a, 'b c', 3]}\n") ==
        Lines{"'b c': \"b c\" is no name of an agent", "3: an entry of \"agents.known\" must be a string"});
  CHECK(values("agents: {known: one}\n").known_agents == Lines{"one"});
}

TEST_CASE("hostile files are bounded") {
  CHECK(problems("files:\n: a\n").size() == 1);
  std::string deep = "files: ";
  for (int i = 0; i < 100000; ++i) deep += '[';
  CHECK(!problems(deep).empty());
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c <= 'z'; ++c) {
    const std::string before(1, static_cast<char>(c - 1));
    bomb += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 10; ++i) bomb += (i > 0 ? ", *" : "*") + before;
    bomb += "]\n";
  }
  bomb += "files: {exclude: *z}\n";
  CHECK(!problems(bomb).empty());
  CHECK(problems(std::string((128 << 10) + 1, 'a')) ==
        Lines{"a: this file is larger than 128 KiB: it was not read"});
  std::string unknown;
  for (int i = 0; i < 10000; ++i) unknown += "k" + std::to_string(i) + ": 1\n";
  const Lines shown = problems(unknown);
  CHECK(shown.size() == 100);
  CHECK(shown.back() == "k99: there are more problems than are listed here");
  std::string many = "files:\n  exclude:\n";
  for (int i = 0; i < 3000; ++i) many += "  - p" + std::to_string(i) + "\n";
  CHECK(values(many).exclude.size() == 1000);
  CHECK(problems(many).size() == 1);
  CHECK(problems(std::string("a\0b: \xff\xfe\n", 8)).size() == 1);
  for (const auto& problem : parse_configuration(std::string(500, '\xff') + ": 1\n", "/w").problems)
    CHECK(problem.message.size() < 400);
}

TEST_CASE("globs are read as those of a .gitignore beside the file") {
  // A name stands at any depth, and a folder covers what is below.
  CHECK(covers("draft.md", "/w/draft.md"));
  CHECK(covers("draft.md", "/w/a/b/draft.md"));
  CHECK(covers("*.md", "/w/a/b/draft.md"));
  CHECK(covers("drafts", "/w/a/drafts/b/c.md"));
  CHECK(covers("drafts/", "/w/a/drafts/b/c.md"));
  CHECK(!covers("drafts/", "/w/a/drafts"));
  CHECK(!covers("draft", "/w/drafts/a.md"));
  CHECK(!covers("Drafts", "/w/drafts/a.md"));
  // With a slash it is a path from here.
  CHECK(covers("/draft.md", "/w/draft.md"));
  CHECK(!covers("/draft.md", "/w/a/draft.md"));
  CHECK(covers("a/*.md", "/w/a/b.md"));
  CHECK(covers("./a/*.md", "/w/a/b.md"));
  CHECK(!covers("a/*.md", "/w/x/a/b.md"));
  CHECK(!covers("a/*.md", "/w/a/b/c.md"));
  CHECK(covers("a/b", "/w/a/b/c/d.md"));
  CHECK(covers("a/**", "/w/a/b/c.md"));
  CHECK(!covers("a/**", "/w/b/c.md"));
  CHECK(covers("**/b.md", "/w/b.md"));
  CHECK(covers("**/b.md", "/w/x/y/b.md"));
  CHECK(covers("a/**/b.md", "/w/a/b.md"));
  CHECK(covers("a/**/b.md", "/w/a/x/y/b.md"));
  CHECK(covers("**", "/w/a/b.md"));
  CHECK(covers("*", "/w/.hidden/b.md"));
  CHECK(covers("a?[0-9].md", "/w/ab7.md"));
  // Only below the folder of the file.
  CHECK(!covers("**", "/w"));
  CHECK(!covers("**", "/wide/a.md"));
  CHECK(!covers("**", "/x/a.md"));
  CHECK(matches({"/", "a/*.md"}, "/a/b.md"));
  CHECK(!covers("", "/w/a.md"));
  CHECK(!covers("/", "/w/a.md"));
}

TEST_CASE("the nearer file wins, key by key") {
  const Configuration outer = values(
      "files: {exclude: old, commands: c}\nseverity: {a: error, b: hint}\nagents: {known: [x]}\n"
      "overrides: [{paths: p, severity: {a: hint, b: off}}]\nrun: {runner: r, jobs: 2}\n");
  const Configuration nearer =
      parse_configuration("files: {exclude: new}\nseverity: {a: warning}\nrun: {jobs: 8}\n", "/w/n").values;
  const Configuration merged = merge(outer, nearer);
  CHECK(patterns(merged.exclude) == Lines{"/w/n new"});
  CHECK(patterns(merged.commands) == Lines{"/w c"});
  CHECK(merged.severity == std::map<std::string, std::string>{{"a", "warning"}, {"b", "hint"}});
  CHECK(merged.known_agents == Lines{"x"});
  CHECK(merged.run.runner == "r");
  CHECK(merged.run.jobs == 8);
  // A severity set nearby is not undone by an override from afar.
  REQUIRE(merged.overrides.size() == 1);
  CHECK(merged.overrides[0].severity == std::map<std::string, std::string>{{"b", "off"}});
}

TEST_CASE("a list that is set to nothing wins too, one without a value does not") {
  const Configuration outer =
      values("files: {exclude: [a], agents: [b]}\noverrides: [{paths: p, severity: {a: hint}}]\n");
  const Configuration cleared = merge(outer, values("files: {exclude: [], agents: }\noverrides: []\n"));
  CHECK(cleared.exclude.empty());
  CHECK(cleared.overrides.empty());
  CHECK(patterns(cleared.agents) == Lines{"/w b"});
}

namespace {

// Every example of the schema as a .baton.yaml (JSON is YAML), by its dotted key.
void check_examples(const nlohmann::json& schema, const std::string& key, std::set<std::string>& keys) {
  const auto examples = schema.find("examples");
  if (examples != schema.end()) {
    keys.insert(key);
    for (nlohmann::json value : *examples) {
      for (std::string rest = key; !rest.empty();) {
        const std::size_t dot = rest.rfind('.');
        value = nlohmann::json::object({{rest.substr(dot + 1), value}});
        rest.resize(dot == std::string::npos ? 0 : dot);
      }
      CHECK(problems(value.dump()) == Lines{});
    }
  }
  if (const auto properties = schema.find("properties"); properties != schema.end())
    for (const auto& [name, one] : properties->items())
      check_examples(one, key.empty() ? name : key + "." + name, keys);
}

}  // namespace

TEST_CASE("the schema that editors use knows the same keys") {
  std::ifstream file(baton::testing::source_dir() + "/schemas/configuration.schema.json");
  std::set<std::string> keys;
  const nlohmann::json schema = nlohmann::json::parse(file);
  check_examples(schema, "", keys);
  CHECK(keys == std::set<std::string>{"agents.known", "files.agents", "files.commands", "files.exclude",
                                      "overrides", "run.jobs", "run.runner", "run.timeout", "severity"});
  for (const auto& [level, severity] : {std::pair("jobs", 256), std::pair("timeout", 604800)}) {
    CHECK(schema["properties"]["run"]["properties"][level]["maximum"] == severity);
    const std::string most = std::string("run: {") + level + ": ";
    CHECK(problems(most + std::to_string(severity) + "}") == Lines{});
    CHECK(problems(most + std::to_string(severity + 1) + "}").size() == 1);
  }
}

TEST_CASE("a byte-order mark changes nothing but the places") {
  const std::string text = "files:\n  exclude: drafts\nseverity:\n  broken-link: warn\n";
  const std::string marked = "\xEF\xBB\xBF" + text;
  CHECK(patterns(values(marked).exclude) == Lines{"/w drafts"});
  CHECK(problems(marked) == problems(text));
  CHECK(problems(text) == Lines{"warn: \"warn\" is no level; did you mean \"warning\"? -> warning"});
  CHECK(parse_configuration(marked, "/w").codes.at(0).range == TextRange{40, 51});
}
