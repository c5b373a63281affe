// What other files may learn of a file.
#include <doctest/doctest.h>

#include "tests/support/world.h"

using namespace baton;
using namespace baton::testing;

namespace {

using Texts = std::vector<std::string>;

std::shared_ptr<const FileFacts> facts(const std::string& text, const std::string& path = "/w/agents/stem.md",
                                       FileKind kind = FileKind::agent) {
  return make_facts(path, *parse_document(text), kind);
}

}  // namespace

TEST_CASE("an agent's name, description and model come from its front matter") {
  const std::string text = "---\nname: größe\ndescription: \"Works: hard\"\nmodel: opus\n---\n\nYou work.\n";
  const auto agent = facts(text);
  CHECK(agent->name == "größe");
  CHECK(agent->description == "Works: hard");
  CHECK(agent->model == "opus");
  CHECK(agent->kind == FileKind::agent);
  CHECK(agent->path == "/w/agents/stem.md");
  CHECK(!agent->is_template);
  CHECK(text.substr(agent->name_place.range.begin, agent->name_place.range.size()) == "größe");
}

TEST_CASE("the place of a name tells its bytes, and columns in every encoding") {
  const auto agent = facts("---\n# ß\nx: { y: z }\n\"name\": \"a😀b\"  # ü\n---\n");
  CHECK(agent->name == "a😀b");
  CHECK(agent->name_place.path == "/w/agents/stem.md");
  CHECK(agent->name_place.range == TextRange{30, 36});
  CHECK(agent->name_place.utf8 == PositionRange{{3, 9}, {3, 15}});
  CHECK(agent->name_place.utf16 == PositionRange{{3, 9}, {3, 13}});
  CHECK(agent->name_place.utf32 == PositionRange{{3, 9}, {3, 12}});
}

TEST_CASE("without a name that says something the path gives one, at the file's begin") {
  for (const char* name :
       {"", "name:\n", "name: null\n", "name: ~\n", "name: \"\"\n", "name: [a]\n", "name: {a: b}\n"}) {
    const auto agent = facts("---\n" + std::string(name) + "description: Works\n---\n");
    CHECK_MESSAGE(agent->name == "stem", name);
    CHECK_MESSAGE(agent->name_place.range.end == 0, name);
  }
  CHECK(facts("", "/w/skills/sorting/SKILL.md", FileKind::skill)->name == "sorting");
  CHECK(facts("---\nname: \"null\"\n---\n")->name == "null");
  CHECK(facts("---\nname: 3\n---\n")->name == "3");
}

TEST_CASE("a command has the name of its key, if that is one") {
  const auto named = [](const std::string& value) {
    return facts("---\ncommand: " + value + "\n---\n", "/w/commands/a.md", FileKind::command);
  };
  CHECK(named("\"/größe:b\"")->name == "größe:b");
  CHECK(named("\"/größe:b\"")->name_place.range == TextRange{14, 24});
  for (const char* value : {"b", "/", "/a b", "[/b]", "~", "\"\""}) {
    CHECK_MESSAGE(named(value)->name.empty(), value);
    CHECK_MESSAGE(named(value)->name_place.range.empty(), value);
    CHECK_MESSAGE(named(value)->name_place.path == "/w/commands/a.md", value);
  }
}

TEST_CASE("agents with the same bytes have the same content, and no others") {
  const auto content = [](const std::string& text, FileKind kind = FileKind::agent) {
    return facts(text, "/w/agents/stem.md", kind)->content;
  };
  CHECK(content("---\nname: a\n---\nx\n") == content("---\nname: a\n---\nx\n"));
  CHECK(content("---\nname: a\n---\nx\n") != content("---\nname: a\n---\nx\r\n"));
  CHECK(content("---\nname: a\n---\nx\n", FileKind::command) == 0);
}

TEST_CASE("a command without such a key, or a document, has no name of this sort") {
  CHECK(facts("---\nname: x\ndescription: y\n---\n", "/w/commands/a.md", FileKind::command)->name.empty());
  CHECK(facts("# A\n", "/w/a.md", FileKind::document)->name.empty());
}

TEST_CASE("anchors are slugs and explicit ones, sorted, each once") {
  const auto document =
      facts("# Größe & Co\n\n## B\n\n## B\n\n<a id=\"Extra\"></a>\n<a name=\"b\"></a>\n\n## A\n", "/w/a.md",
            FileKind::document);
  CHECK(document->anchors == Texts{"Extra", "a", "b", "b-1", "größe--co"});
  CHECK(facts("")->anchors.empty());
}

TEST_CASE("a template holds {{…}} in its front matter or its path") {
  CHECK(facts("---\nname: {{name}}\n---\n")->is_template);
  CHECK(facts("---\nname: x\n# {{ a }}\n---\n")->is_template);
  CHECK(facts("---\nname: x\n---\n", "/w/agents/{{name}}.md")->is_template);
  CHECK(facts("---\nname: x\n---\n", "/w/{{cookiecutter.slug}}/agents/x.md")->is_template);
  CHECK(!facts("---\nname: x\n---\n\n{{name}}\n")->is_template);
  CHECK(!facts("---\nname: \"{{ x\"\n---\n}}\n")->is_template);
  CHECK(!facts("---\nname: \"{x} }}\"\n---\n")->is_template);
  CHECK(!facts("# {{name}}\n")->is_template);
}

TEST_CASE("what a tool's brackets hold makes no template") {
  const auto with = [](const std::string& yaml) { return facts("---\n" + yaml + "\n---\n")->is_template; };
  CHECK(!with("allowed-tools: Bash(docker ps --format \"{{.Names}}\"), Read"));
  CHECK(!with("name: x\ntools: [Read, \"Bash(docker ps --format '{{.Names}}')\"]\nmodel: opus"));
  CHECK(!with("allowed-tools:\n  - Bash(go list -f {{.Dir}} (a))\n  - Read"));
  CHECK(with("allowed-tools: Bash(docker ps --format {{.Names}}), {{tools}}"));
  CHECK(with("allowed-tools: Bash(docker ps --format {{.Names}})\ndescription: \"{{about}}\""));
  CHECK(with("description: \"{{about}}\"\nallowed-tools: Bash(docker ps --format {{.Names}})"));
  CHECK(with("description: Use (with {{care}})"));
}

TEST_CASE("a template's agent has a name where that is not to be filled in") {
  CHECK(facts("---\nname: jinja\ndescription: Fills {{ user.name }}\n---\n")->name == "jinja");
  CHECK(facts("---\nname: {{name}}\n---\n")->name.empty());
  CHECK(facts("---\nname: \"{{name}}-agent\"\n---\n")->name.empty());
  CHECK(facts("---\ndescription: Fills {{ user.name }}\n---\n")->name.empty());
  CHECK(facts("---\nname: x\n---\n", "/w/agents/{{name}}.md")->name.empty());
}
