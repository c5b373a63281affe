// What a file is taken for, by where it lies and what it says.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "server/workspace/disk/kind_guess.h"
#include "tests/support/paths.h"
#include "tests/support/world.h"

using namespace baton;
using namespace baton::testing;

namespace {

const std::vector<Plugin> plugins = {{"p", "/w/plugins/p"}, {"inner", "/w/plugins/p/agents/inner"}};
const std::vector<std::string> roots = {"/w"};

const std::string agent = "---\nname: x\ndescription: Works\n---\n\nYou work.\n";
const std::string task = "# A\n\n<Task>\nsubagent_type: x\nprompt: Look.\n</Task>\n";

// In each world the quick look must let through what is judged.
FileKind sorted(const std::string& path, const std::string& text, const std::vector<Plugin>& known = plugins,
                const std::vector<std::string>& tops = roots, const Configuration& configuration = {}) {
  const FileKind kind = kind_of(path, *parse_document(text), known, tops, configuration);
  if (kind != FileKind::document)
    CHECK_MESSAGE(may_be_judged(path, text, configuration, known), path << " is left out by the quick look:\n"
                                                                        << text);
  return kind;
}

}  // namespace

TEST_CASE("a skill is a file of that name, wherever it lies") {
  CHECK(sorted("/w/x/SKILL.md", "") == FileKind::skill);
  CHECK(sorted("/w/plugins/p/agents/SKILL.md", agent) == FileKind::skill);
  CHECK(sorted("/w/plugins/p/commands/SKILL.md", task) == FileKind::skill);
  CHECK(sorted("/w/x/skill.md", "") == FileKind::document);
  CHECK(sorted("/w/x/MY-SKILL.md", "") == FileKind::document);
}

TEST_CASE("an agent lies in or below agents/ and has front matter") {
  CHECK(sorted("/w/plugins/p/agents/x.md", agent) == FileKind::agent);
  CHECK(sorted("/w/plugins/p/agents/deep/er/x.md", agent) == FileKind::agent);
  CHECK(sorted("/w/.claude/agents/x.md", agent) == FileKind::agent);
  CHECK(sorted("/w/agents/x.md", agent) == FileKind::agent);
  CHECK(sorted("/w/plugins/p/agents/x.md", "\xEF\xBB\xBF---\r\nname: x\r\n---\r\n") == FileKind::agent);
  CHECK(sorted("/w/plugins/p/agents/README.md", "# Agents\n") == FileKind::document);
  CHECK(sorted("/w/plugins/p/agents/README.md", "---\ntitle: x\n---\n") == FileKind::document);
  CHECK(sorted("/w/.claude/agents/index.md", "---\ntitle: x\n---\n") == FileKind::document);
  CHECK(sorted("/w/.claude/agents/index.md", "---\nname: index\n---\n") == FileKind::agent);
  CHECK(sorted("/w/plugins/p/agents/break.md", "---\n\nText behind a thematic break.\n") ==
        FileKind::document);
  CHECK(sorted("/w/plugins/p/my-agents/x.md", agent) == FileKind::document);
  CHECK(sorted("/w/plugins/p/Agents/x.md", agent) == FileKind::document);
  CHECK(sorted("/w/plugins/p/agents.md", agent) == FileKind::document);
  CHECK(sorted("/w/plugins/p/agents/x.txt", agent) == FileKind::document);
}

TEST_CASE("below any other agents/ an agent's keys make one") {
  for (const char* path : {"/w/docs/agents/a.md", "/w/plugins/p/docs/agents/deep/a.md"}) {
    for (const char* keys :
         {"title: Agents\nsidebar_position: 1", "layout: default", "description: All agents", "model: opus",
          "tools: Read", "title: [\nmodel: x", "x: {name: a}"})
      CHECK_MESSAGE(sorted(path, "---\n" + std::string(keys) + "\n---\n\n# Agents\n") == FileKind::document,
                    path << keys);
    for (const char* keys : {"name: x", "name:", "title: [\nname: x", "description: A\ntools: Read",
                             "description: A\nmodel: opus", "permissionMode: plan\ndescription: A",
                             "description: A\ndisallowedTools: Write", "description: A\nmcpServers: [a]"})
      CHECK_MESSAGE(sorted(path, "---\n" + std::string(keys) + "\n---\n") == FileKind::agent, path << keys);
  }
  CHECK(sorted("/src/x/agents/x.md", "---\ntitle: x\n---\n") == FileKind::document);
  // A page that is no agent may be a command all the same.
  CHECK(sorted("/w/docs/agents/a.md", "---\ntitle: A\n---\n" + task) == FileKind::command);
  for (const char* path : {"/w/agents/deep/a.md", "/w/plugins/p/agents/a.md", "/w/docs/.claude/agents/a.md"})
    CHECK_MESSAGE(sorted(path, "---\ntitle: A\n---\n") == FileKind::agent, path);
}

TEST_CASE("a folder with a point is another tool's, .claude aside") {
  const std::string command = "---\ndescription: Tests\nargument-hint: x\n---\n";
  for (const char* folder : {"/w/.github", "/w/.opencode", "/w/.cursor", "/w/.gemini", "/w/.roo",
                             "/w/x/.qwen", "/w/plugins/p/.github", "/w/.x/y", "/src/x/.cursor"}) {
    CHECK_MESSAGE(sorted(std::string(folder) + "/agents/x.md", agent) == FileKind::document, folder);
    CHECK_MESSAGE(sorted(std::string(folder) + "/commands/x.md", command) == FileKind::document, folder);
  }
  CHECK(sorted("/w/.github/agents/x.agent.md", agent) == FileKind::document);
  CHECK(sorted("/w/.github/agents/SKILL.md", agent) == FileKind::skill);
  CHECK(sorted("/w/.github/agents/x.md", task) == FileKind::command);
  // Those that only look like one.
  for (const char* path : {"/w/.claude/agents/x.md", "/w/.github/.claude/agents/x.md", "/w/agents/.old/x.md",
                           "/w/x./agents/x.md", "/w/docs/agents/.x.md", "/w/.claude/team/agents/x.md"})
    CHECK_MESSAGE(sorted(path, agent) == FileKind::agent, path);
  CHECK(sorted("/w/.x/plugin/agents/x.md", agent, {{"x", "/w/.x/plugin"}}) == FileKind::agent);
  CHECK(sorted("/w/.x/plugin/commands/x.md", "# X\n", {{"x", "/w/.x/plugin"}}) == FileKind::command);
  CHECK(sorted("/u/.dots/repo/docs/agents/x.md", agent, {}, {"/u/.dots/repo"}) == FileKind::agent);
  CHECK(sorted("/w/docs/.x/y", agent) == FileKind::document);
}

TEST_CASE("an agent whose front matter nothing closes stays one") {
  CHECK(sorted("/w/agents/x.md", "---\nname: x\ndescription: Works\n\n# You\n") == FileKind::agent);
}

TEST_CASE("what a clone's folder or one above it is called says nothing") {
  const std::vector<Plugin> none;
  CHECK(sorted("/src/agents/README.md", "---\ntitle: x\n---\n", none, {"/src/agents"}) == FileKind::document);
  CHECK(sorted("/src/agents/docs/a.md", agent, none, {"/src/agents"}) == FileKind::document);
  CHECK(sorted("/src/agents/p/commands/a.md", agent, {{"p", "/src/agents/p"}}, {"/src"}) ==
        FileKind::command);
  CHECK(sorted("/src/agents/p/agents/a.md", agent, {{"p", "/src/agents/p"}}, {"/src"}) == FileKind::agent);
  CHECK(sorted("/src/commands/repo/docs/a.md", "# A\n", none, {"/src/commands/repo"}) == FileKind::document);
  CHECK(sorted("/w/plugins/p/agents/inner/docs/a.md", agent) == FileKind::document);
}

TEST_CASE("files outside of every workspace") {
  CHECK(sorted("/home/u/.claude/agents/deep/x.md", agent) == FileKind::agent);
  CHECK(sorted("/src/x/agents/x.md", agent) == FileKind::agent);
  CHECK(sorted("/src/agents/docs/x.md", agent) == FileKind::document);
  CHECK(sorted("/home/u/.claude/commands/x.md", "# X\n") == FileKind::command);
  CHECK(sorted("/src/x/commands/x.md", "# X\n") == FileKind::document);
  CHECK(sorted("/src/x/commands/x.md", "---\nargument-hint: x\n---\n") == FileKind::command);
  CHECK(sorted("Untitled-1", task) == FileKind::command);
  CHECK(sorted("Untitled-1", "# X\n") == FileKind::document);
}

TEST_CASE("a root may be .claude's own folder") {
  CHECK(sorted("/u/.claude/agents/x.md", agent, {}, {"/u/.claude/agents"}) == FileKind::agent);
  CHECK(sorted("/u/.claude/commands/x.md", "# X\n", {}, {"/u/.claude/commands"}) == FileKind::command);
  CHECK(sorted("/u/.claude/commands/x.md", "# X\n", {}, {"/u/.claude"}) == FileKind::command);
  CHECK(sorted("/commands/x.md", "# X\n", {}, {"/"}) == FileKind::command);
  // Standing in commands/ itself.
  CHECK(sorted("/src/commands/x.md", "---\nargument-hint: x\n---\n", {}, {"/src/commands"}) ==
        FileKind::command);
  CHECK(sorted("/src/commands/x.md", "# X\n", {}, {"/src/commands"}) == FileKind::document);
  CHECK(sorted("/agents/x.md", agent, {}, {"/"}) == FileKind::agent);
}

TEST_CASE("every file below the commands/ of a plugin, .claude or a root is a command") {
  for (const char* path :
       {"/w/plugins/p/commands/a.md", "/w/plugins/p/commands/deep/a.md", "/w/.claude/commands/a.md",
        "/w/team/.claude/commands/deep/a.md", "/w/commands/a.md", "/w/plugins/p/commands/readme.md",
        "/w/plugins/p/commands/README-first.md"})
    CHECK_MESSAGE(sorted(path, "# A\n") == FileKind::command, path);
  for (const char* path : {"/w/plugins/p/commands/README.md", "/w/plugins/p/commands/deep/CHANGELOG.md",
                           "/w/.claude/commands/CONTRIBUTING.md", "/w/commands/LICENSE.md",
                           "/w/plugins/p/commands.md", "/w/plugins/p/Commands/a.md", "/w/commands/a.txt"})
    CHECK_MESSAGE(sorted(path, "# A\n") == FileKind::document, path);
  CHECK(sorted("/w/plugins/p/commands/README.md", task) == FileKind::command);
}

TEST_CASE("below any other commands/ a command's key makes one") {
  for (const char* path :
       {"/w/docs/commands/a.md", "/w/plugins/p/docs/commands/a.md", "/w/plugins/other/commands/a.md"}) {
    CHECK_MESSAGE(sorted(path, "# A\n") == FileKind::document, path);
    CHECK_MESSAGE(sorted(path, "---\ntitle: A\n---\n") == FileKind::document, path);
    CHECK_MESSAGE(sorted(path, "---\ndescription: A\n---\n") == FileKind::command, path);
    CHECK_MESSAGE(sorted(path, "---\nbad: [\nallowed-tools: Read\n---\n") == FileKind::command, path);
  }
  CHECK(sorted("/w/docs/commands/README.md", "---\ndescription: A\n---\n") == FileKind::document);
}

TEST_CASE("a command's keys are those of its schema, but for such as any file may have") {
  std::ifstream file(source_dir() + "/schemas/command.schema.json");
  const auto schema = nlohmann::json::parse(file);
  std::size_t keys = 0;
  for (const auto& [key, value] : schema.at("properties").items()) {
    const bool any = key == "name" || key == "effort" || key == "arguments" || key == "shell";
    const FileKind kind = sorted("/w/docs/commands/a.md", "---\n" + key + ": x\n---\n");
    CHECK_MESSAGE(kind == (any ? FileKind::document : FileKind::command), key);
    ++keys;
  }
  CHECK(keys >= 28);
}

TEST_CASE("elsewhere three keys or a task make a command") {
  for (const char* key :
       {"command: /a", "execution_modes: {quick: 1 h}", "external_docs: [a.md]", "command:"})
    CHECK_MESSAGE(sorted("/w/notes/a.md", "---\n" + std::string(key) + "\n---\n") == FileKind::command, key);
  for (const char* key :
       {"description: A", "execution_time: 1 h", "commands: x", "Command: x", "x: {command: /a}"})
    CHECK_MESSAGE(sorted("/w/notes/a.md", "---\n" + std::string(key) + "\n---\n") == FileKind::document, key);
  CHECK(sorted("/w/notes/a.md", task) == FileKind::command);
  CHECK(sorted("/w/notes/a.md", "# A\n\n```yaml\nTask:\n  subagent_type: x\n  prompt: Look.\n```\n") ==
        FileKind::command);
  CHECK(sorted("/w/notes/a.md", "Use Task tool with subagent_type=\"x\".\n\nPrompt: \"Look.\"\n") ==
        FileKind::document);
  CHECK(sorted("/w/notes/a.md", "```\n<Task>\nsubagent_type: x\nprompt: Look.\n</Task>\n```\n") ==
        FileKind::document);
  CHECK(sorted("/w/notes/a.md", "# A\n\ncommand: /a\n") == FileKind::document);
}

TEST_CASE("a key written with escapes is that key, and the quick look lets it through") {
  CHECK(sorted("/w/notes/a.md", "---\n\"comm\\x61nd\": /a\n---\n") == FileKind::command);
  CHECK(sorted("/w/notes/a.md", "---\n'command': /a\n---\n") == FileKind::command);
}

TEST_CASE("the configuration's globs come before everything else") {
  const World world = make_world({
      {"/w/.baton.yaml", "files:\n  commands: [\"tools/**\"]\n  agents: [\"roles/*.md\"]\n"},
      {"/w/tools/a.md", "# A\n"},
      {"/w/tools/deep/SKILL.md", "# A\n"},
      {"/w/tools/agents/x.md", agent},
      {"/w/roles/x.md", "You work.\n"},
      {"/w/roles/deep/x.md", agent},
  });
  const auto kind = [&](const char* path) { return world.snapshot->facts(path)->kind; };
  CHECK(kind("/w/tools/a.md") == FileKind::command);
  CHECK(kind("/w/tools/deep/SKILL.md") == FileKind::command);
  CHECK(kind("/w/tools/agents/x.md") == FileKind::command);
  CHECK(kind("/w/roles/x.md") == FileKind::agent);
  CHECK(kind("/w/roles/deep/x.md") == FileKind::document);
  CHECK(world.snapshot->resolve_agent("/w/tools/a.md", "x").agent->path == "/w/roles/x.md");
}

TEST_CASE("what a manifest lists by path is a command or an agent, wherever it lies") {
  const std::vector<Plugin> known = {
      {"p", "/w/p", {"/w/p/README.md", "/w/p/more", "/w/p/team/odd.md"}, {"/w/p/lone.md", "/w/p/team"}},
      {"q", "/w/p/more/q", {}, {}}};
  CHECK(sorted("/w/p/more/x.md", "# X\n", known) == FileKind::command);
  CHECK(sorted("/w/p/more/deep/x.md", "# X\n", known) == FileKind::command);
  CHECK(sorted("/w/p/more/README.md", "# X\n", known) == FileKind::document);
  CHECK(sorted("/w/p/README.md", "# X\n", known) == FileKind::command);  // by its own name
  CHECK(sorted("/w/p/more/x/SKILL.md", "# X\n", known) == FileKind::skill);
  CHECK(sorted("/w/p/more/x.txt", "# X\n", known) == FileKind::document);
  CHECK(sorted("/w/p/more/q/x.md", "# X\n", known) == FileKind::command);  // an inner plugin's folder, too
  CHECK(sorted("/w/p/lone.md", agent, known) == FileKind::agent);
  CHECK(sorted("/w/p/team/x.md", agent, known) == FileKind::agent);
  CHECK(sorted("/w/p/team/odd.md", agent, known) == FileKind::agent);
  CHECK(sorted("/w/p/team/notes.md", "# Notes\n", known) == FileKind::document);  // no front matter
  CHECK(sorted("/w/p/teams/x.md", "# X\n", known) == FileKind::document);
  // A page about a folder of agents is one of them where it says so, or the manifest does.
  const std::vector<Plugin> with_pages = {
      {"p", "/w/p", {}, {"/w/p/agents/README.md", "/w/p/agents/index.md", "/w/p/team"}}};
  for (const char* path : {"/w/p/agents/index.md", "/w/p/agents/README.md"}) {
    CHECK_MESSAGE(sorted(path, "---\ntitle: x\n---\n", with_pages) == FileKind::agent, path);
    CHECK_MESSAGE(sorted(path, "# Agents\n", with_pages) == FileKind::document, path);
    CHECK_MESSAGE(is_agent_by_place(path, with_pages, roots, {}), path);
  }
  for (const char* path : {"/w/p/team/index.md", "/w/p/team/README.md", "/w/p/agents/LICENSE.md"}) {
    CHECK_MESSAGE(sorted(path, "---\ntitle: x\n---\n", with_pages) == FileKind::document, path);
    CHECK_MESSAGE(sorted(path, "---\nname: x\n---\n", with_pages) == FileKind::agent, path);
    CHECK_MESSAGE(!is_agent_by_place(path, with_pages, roots, {}), path);
  }
  CHECK_FALSE(is_agent_by_place("/w/.claude/agents/index.md", {}, roots, {}));
  CHECK(is_agent_by_place("/w/.claude/agents/x.md", {}, roots, {}));
  CHECK(sorted("/w/other/more/x.md", "# X\n", known) == FileKind::document);
  // The plugin's own folder says nothing of one file in it.
  CHECK(sorted("/w/r/x.md", "# X\n", {{"r", "/w/r", {"/w/r"}, {"/w/r"}}}) == FileKind::document);
}

TEST_CASE("manifests and configurations are told by name and place") {
  const FolderListing nothing, beside{{"plugin.json"}, {"commands"}}, agents{{}, {"agents"}},
      other{{}, {"cmd"}};
  CHECK(plain_kind_of("/w/.baton.yaml", nullptr) == FileKind::configuration);
  CHECK(plain_kind_of("/w/a.baton.yaml", nullptr) == std::nullopt);
  CHECK(plain_kind_of("/w/.claude-plugin/plugin.json", nullptr) == FileKind::manifest);
  CHECK(plain_kind_of("/w/.claude-plugin/marketplace.json", &nothing) == FileKind::manifest);
  CHECK(plain_kind_of("/w/marketplace.json", &beside) == std::nullopt);
  CHECK(plain_kind_of("/w/plugin.json", &beside) == FileKind::manifest);
  CHECK(plain_kind_of("/w/plugin.json", &agents) == FileKind::manifest);
  CHECK(plain_kind_of("/w/plugin.json", &other) == std::nullopt);
  CHECK(plain_kind_of("/w/plugin.json", nullptr) == std::nullopt);
  CHECK(plain_kind_of("/w/package.json", &beside) == std::nullopt);
}
