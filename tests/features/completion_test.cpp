// What is offered at each kind of place, what it replaces and what is then written.
#include "server/features/completion.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "tests/support/feature_fixture.h"

using namespace baton;
using namespace baton::testing;

namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\\n") : std::string(1, c);
  return out;
}

std::string line_of(const CompletionItem& item) {
  static const char* const kinds[] = {"key",      "value", "agent", "skill",  "tool",   "phase",  "output",
                                      "argument", "mode",  "file",  "folder", "anchor", "snippet"};
  std::string out = std::string(kinds[static_cast<std::size_t>(item.kind)]) + " " + item.label;
  if (!item.detail.empty()) out += " (" + item.detail + ")";
  if (item.filter != item.label) out += " for \"" + item.filter + "\"";
  if (item.insert != item.label) out += " -> \"" + escaped(item.insert) + "\"";
  return out + (item.last ? " last" : "") + "\n";
}

FeatureAnswer answer_of(const FeatureCase& asked, std::size_t most) {
  const FeatureInput input = asked.input();
  const Completions found = completions(input, asked.cursor, true);
  CHECK(found.replace.touches(asked.cursor));
  CHECK(input.document.lines.line_of(found.replace.begin) == input.document.lines.line_of(found.replace.end));
  if (found.items.empty()) return {{}, {{asked.path, "nothing", {}}}};
  std::string out;
  for (std::size_t i = 0; i < std::min(found.items.size(), most); ++i) out += line_of(found.items[i]);
  if (found.items.size() > most) out += "… " + std::to_string(found.items.size() - most) + " more\n";
  FeatureAnswer answer{{}, {{asked.path, "offered", out}}};
  if (!found.replace.empty()) answer.marks.push_back({asked.path, found.replace, "replaced"});
  return answer;
}

}  // namespace

TEST_CASE("completion: what fits the place") {
  run_feature_fixtures("completion", [](const FeatureCase& asked) { return answer_of(asked, 12); });
}

TEST_CASE("completion without snippets offers none") {
  run_feature_fixtures("completion_plain", [](const FeatureCase& asked) {
    const FeatureInput input = asked.input();
    const Completions found = completions(input, asked.cursor, false);
    CHECK(std::ranges::none_of(found.items, &CompletionItem::snippet));
    return FeatureAnswer{{}, {{asked.path, found.items.empty() ? "nothing" : "something", {}}}};
  });
}

TEST_CASE("completion: of very many agents those that what is typed may mean, the own plugin's first") {
  std::map<std::string, std::string> files = {
      {"/w/p/.claude-plugin/plugin.json", R"({"name": "p", "version": "1.0.0", "description": "P"})"},
      {"/w/q/.claude-plugin/plugin.json", R"({"name": "q", "version": "1.0.0", "description": "Q"})"},
      {"/w/p/commands/c.md", "# C\n\n<Task>\nsubagent_type: wri\nprompt: |\n  Go.\n</Task>\n"}};
  const auto add = [&](const std::string& plugin, const std::string& name) {
    files["/w/" + plugin + "/agents/" + name + ".md"] = "---\nname: " + name + "\ndescription: D\n---\n";
  };
  for (int i = 0; i < 400; ++i) add("q", "helper-" + std::to_string(i));
  for (int i = 0; i < 3; ++i) add("q", "writer-" + std::to_string(i));
  add("p", "writer");
  const World world = make_world(files);
  const FeatureInput input = input_of(world, "/w/p/commands/c.md");
  const auto offset = static_cast<std::uint32_t>(input.document.text.find("wri\n"));
  const Completions typed = completions(input, offset + 3, false);
  std::vector<std::string> labels;
  for (const CompletionItem& item : typed.items) labels.push_back(item.label);
  CHECK(labels == std::vector<std::string>{"writer", "q:writer-0", "q:writer-1", "q:writer-2"});
  CHECK(typed.incomplete);
  const Completions untyped = completions(input, offset, false);
  CHECK(untyped.items.size() == 200);
  CHECK(untyped.items[0].label == "writer");
  CHECK(untyped.incomplete);
}

TEST_CASE("completion: what an agent is for is told in its documentation, its marks shown and not obeyed") {
  const World world =
      make_world({{"/w/agents/a.md", "---\nname: a\ndescription: Does A\nmodel: opus\n---\n"},
                  {"/w/agents/b.md",
                   "---\nname: b\ndescription: \"<example>go</example> ![x](http://e.org/x.png)\"\n---\n"},
                  {"/w/skills/s/SKILL.md", "---\nname: s\ndescription: \"*all* of <it>\"\n---\n"},
                  {"/w/commands/c.md", "---\nskills: x\n---\n# C\n"}});
  const FeatureInput input = input_of(world, "/w/commands/c.md");
  CHECK(agent_documentation(input, "a", true) == "Does A\n\nModel: `opus`");
  CHECK(agent_documentation(input, "a", false) == "Does A\n\nModel: opus");
  CHECK(agent_documentation(input, "b", true) == R"(\<example\>go\</example\> !\[x\](http://e.org/x.png))");
  CHECK(agent_documentation(input, "b", false) == "<example>go</example> ![x](http://e.org/x.png)");
  CHECK(agent_documentation(input, "general-purpose", true).empty());
  CHECK(agent_documentation(input, "nobody", true).empty());
  const Completions skills = completions(input, 12, true);
  REQUIRE(skills.items.size() == 1);
  CHECK(skills.items[0].label == "s");
  CHECK(documentation_of(input, skills.items[0], true) == R"(\*all\* of \<it\>)");
  CHECK(documentation_of(input, skills.items[0], false) == "*all* of <it>");
}
