// Which folders are plugins, and what they are called.
#include <doctest/doctest.h>

#include "tests/support/world.h"

using namespace baton;
using namespace baton::testing;

namespace {

using Files = std::map<std::string, std::string>;
using Names = std::vector<std::string>;

Names plugins(const Files& files) {
  Names out;
  const World world = make_world(files);
  for (const Plugin& plugin : world.snapshot->plugins()) out.push_back(plugin.name + " " + plugin.folder);
  return out;
}

// A marketplace at the root, with two folders that it may list.
Names listed(const std::string& market) {
  return plugins({{"/w/.claude-plugin/marketplace.json", market},
                  {"/w/plugins/a/commands/x.md", "# X\n"},
                  {"/w/a/commands/x.md", "# X\n"},
                  {"/beside/commands/x.md", "# X\n"}});
}

std::string market(const std::string& plugins, const std::string& rest = {}) {
  return "{ \"name\": \"m\", \"plugins\": [" + plugins + "]" + rest + " }";
}

}  // namespace

TEST_CASE("a manifest in .claude-plugin, or beside commands/ or agents/") {
  CHECK(plugins({{"/w/a/.claude-plugin/plugin.json", "{ \"name\": \"one\" }"}}) == Names{"one /w/a"});
  CHECK(plugins({{"/w/a/plugin.json", "{ \"name\": \"one\" }"}, {"/w/a/commands/x.md", ""}}) ==
        Names{"one /w/a"});
  CHECK(plugins({{"/w/a/plugin.json", "{ \"name\": \"one\" }"}, {"/w/a/agents/x.md", ""}}) ==
        Names{"one /w/a"});
  CHECK(plugins({{"/w/a/plugin.json", "{ \"name\": \"one\" }"}, {"/w/a/skills/x/SKILL.md", ""}}).empty());
  CHECK(plugins({{"/w/.claude-plugin/plugin.json", "{ \"name\": \"whole\" }"}}) == Names{"whole /w"});
}

TEST_CASE("of two manifests the one in .claude-plugin names the plugin") {
  CHECK(plugins({{"/w/a/.claude-plugin/plugin.json", "{ \"name\": \"one\" }"},
                 {"/w/a/plugin.json", "{ \"name\": \"two\" }"},
                 {"/w/a/commands/x.md", ""}}) == Names{"one /w/a"});
}

TEST_CASE("a manifest that names nothing leaves the folder's name") {
  for (const char* text :
       {"", "{", "[]", "null", "{}", "{ \"name\": 3 }", "{ \"name\": \"\" }", "{ \"name\": [\"x\"] }",
        "\xFF\xFE", "{ \"name\": \"x\xFF\" }", "{ \"name\": \"x\", }"})
    CHECK_MESSAGE(plugins({{"/w/größe/.claude-plugin/plugin.json", text}}) == Names{"größe /w/größe"}, text);
  CHECK(plugins({{"/w/a/.claude-plugin/plugin.json", "\xEF\xBB\xBF{ \"name\": \"one\" }"}}) ==
        Names{"one /w/a"});
}

TEST_CASE("nesting beyond any manifest is none, brackets in strings are") {
  const std::string deep =
      "{ \"name\": \"one\", \"x\": " + std::string(100000, '[') + std::string(100000, ']') + " }";
  CHECK(plugins({{"/w/a/.claude-plugin/plugin.json", deep}}) == Names{"a /w/a"});
  const std::string hidden = "{ \"}}" + std::string(100000, '}') + "\": " + std::string(100000, '[');
  CHECK(plugins({{"/w/a/.claude-plugin/plugin.json", hidden}}) == Names{"a /w/a"});
  const std::string text = "{ \"description\": \"\\\"" + std::string(1000, '{') + "\", \"name\": \"one\" }";
  CHECK(plugins({{"/w/a/.claude-plugin/plugin.json", text}}) == Names{"one /w/a"});
}

TEST_CASE("a marketplace makes plugins of the folders that it lists") {
  CHECK(listed(market("{ \"name\": \"one\", \"source\": \"./plugins/a\" }")) == Names{"one /w/plugins/a"});
  CHECK(listed(market("{ \"name\": \"one\", \"source\": \"plugins/a/\" }")) == Names{"one /w/plugins/a"});
  CHECK(listed(market("{ \"source\": \"./plugins/a\" }")) == Names{"a /w/plugins/a"});
  CHECK(listed(market("{ \"name\": \"whole\", \"source\": \"./\" }")) == Names{"whole /w"});
  CHECK(listed(market("{ \"name\": \"one\", \"source\": \"./a\" }, { \"name\": \"two\", \"source\": "
                      "\"./plugins/a\" }")) == Names{"one /w/a", "two /w/plugins/a"});
}

TEST_CASE("a source of another kind, outside or not there is no plugin of this workspace") {
  for (const char* source : {"{ \"source\": \"github\", \"repo\": \"o/r\" }", "\"./plugins/none\"",
                             "\"../beside\"", "\"./plugins/../../beside\"", "\"/beside\"", "\"/w/a\"", "\"\"",
                             "3", "null", "[\"./a\"]", "\"./plugins/a/commands/x.md\""})
    CHECK_MESSAGE(listed(market("{ \"name\": \"one\", \"source\": " + std::string(source) + " }")).empty(),
                  source);
}

TEST_CASE("the marketplace's pluginRoot stands before sources") {
  const std::string root = ", \"metadata\": { \"pluginRoot\": \"./plugins\" }";
  CHECK(listed(market("{ \"name\": \"one\", \"source\": \"a\" }", root)) == Names{"one /w/plugins/a"});
  CHECK(listed(market("{ \"name\": \"one\", \"source\": \"./a\" }", root)) == Names{"one /w/a"});
  CHECK(listed(market("{ \"name\": \"one\", \"source\": \"./plugins/a\" }", root)) ==
        Names{"one /w/plugins/a"});
  CHECK(listed(market("{ \"name\": \"one\", \"source\": \"../a\" }", root)) == Names{"one /w/a"});
  const std::string outside = ", \"metadata\": { \"pluginRoot\": \"/beside\" }";
  CHECK(listed(market("{ \"name\": \"one\", \"source\": \"commands\" }", outside)).empty());
  for (const char* odd :
       {", \"metadata\": 3", ", \"metadata\": { \"pluginRoot\": [] }", ", \"metadata\": null"})
    CHECK_MESSAGE(listed(market("{ \"name\": \"one\", \"source\": \"./a\" }", odd)) == Names{"one /w/a"},
                  odd);
}

TEST_CASE("a marketplace that is none lists nothing") {
  for (const char* text :
       {"", "[]", "{ \"plugins\": {} }", "{ \"plugins\": [1, null, \"./a\", []] }", "{ \"plugins\": ["})
    CHECK_MESSAGE(listed(text).empty(), text);
  CHECK(plugins({{"/w/marketplace.json", market("{ \"name\": \"one\", \"source\": \"./a\" }")},
                 {"/w/a/commands/x.md", ""}})
            .empty());
}

TEST_CASE("the plugin's own manifest names it before the marketplace does") {
  const std::string text =
      market("{ \"name\": \"theirs\", \"source\": \"./a\" }, { \"name\": \"later\", \"source\": \"a\" }");
  CHECK(plugins({{"/w/.claude-plugin/marketplace.json", text},
                 {"/w/a/.claude-plugin/plugin.json", "{ \"name\": \"own\" }"}}) == Names{"own /w/a"});
  CHECK(plugins({{"/w/.claude-plugin/marketplace.json", text}, {"/w/a/.claude-plugin/plugin.json", "{}"}}) ==
        Names{"theirs /w/a"});
}

TEST_CASE("a file's plugin is the nearest one above it") {
  const World world = make_world({{"/w/.claude-plugin/plugin.json", "{ \"name\": \"outer\" }"},
                                  {"/w/a/.claude-plugin/plugin.json", "{ \"name\": \"inner\" }"},
                                  {"/w/a/agents/x.md", "---\nname: x\n---\n"},
                                  {"/w/ab/agents/y.md", "---\nname: y\n---\n"}});
  CHECK(world.snapshot->plugin_of("/w/a/deep/x.md")->name == "inner");
  CHECK(world.snapshot->plugin_of("/w/a")->name == "inner");
  CHECK(world.snapshot->plugin_of("/w/ab/x.md")->name == "outer");
  CHECK(world.snapshot->plugin_of("/else/x.md") == nullptr);
  CHECK(world.snapshot->plugin_named("inner")->folder == "/w/a");
  CHECK(world.snapshot->plugin_named("a") == nullptr);
  REQUIRE(world.snapshot->agents().size() == 2);
  CHECK(world.snapshot->agents()[0].plugin == "inner");
  CHECK(world.snapshot->agents()[1].plugin == "outer");
}
