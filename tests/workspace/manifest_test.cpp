// Manifests as trees with exact bytes, where they stop being JSON, and the paths that they list.
#include "server/workspace/manifest.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/support/world.h"
#include "tests/workspace/tree.h"

using namespace baton;
using namespace baton::testing;
using Expected = ManifestFault::Expected;
using Lines = std::vector<std::string>;

namespace {

std::string slice(const std::string& text, TextRange range) {
  return text.substr(range.begin, range.size());
}

// Every value as its bytes in the text, keys before them, in order.
void walk(const std::string& text, const YamlNode& node, const std::string& at, Lines& out) {
  out.push_back(at + " " + slice(text, node.range));
  for (std::size_t i = 0; i < node.items.size(); ++i)
    walk(text, node.items[i], at + "/" + std::to_string(i), out);
  for (const YamlEntry& entry : node.entries) {
    CHECK(slice(text, entry.key_range).front() == '"');
    CHECK(entry.range == TextRange{entry.key_range.begin, entry.value.range.end});
    walk(text, entry.value, at + "/" + entry.key, out);
  }
}

Lines values(const std::string& text) {
  Lines out;
  const Manifest manifest = read_manifest(text);
  CHECK_FALSE(manifest.fault);
  walk(text, manifest.root, "", out);
  return out;
}

// What stands where the text is no JSON any more; "" at its end.
std::string token(const std::string& text, Expected expected) {
  const Manifest manifest = read_manifest(text);
  REQUIRE_MESSAGE(manifest.fault, text);
  CHECK(manifest.fault->expected == expected);
  CHECK(manifest.root.entries.empty());
  return slice(text, manifest.fault->token);
}

Lines listed(const std::string& plugin) {
  const Manifest manifest = read_manifest(plugin);
  Lines out;
  for (const ListedPath& path : listed_paths(manifest.root, "/w/p"))
    out.push_back(std::to_string(static_cast<int>(path.what)) + " " + path.places.front());
  return out;
}

}  // namespace

TEST_CASE("every value has its bytes") {
  CHECK(values("{ \"a\" : [1, -2.5e3 , true,false,null], \"b\\\"\":{\"c\":\"x\\\"]\\\\\"} }") ==
        Lines{" { \"a\" : [1, -2.5e3 , true,false,null], \"b\\\"\":{\"c\":\"x\\\"]\\\\\"} }",
              "/a [1, -2.5e3 , true,false,null]", "/a/0 1", "/a/1 -2.5e3", "/a/2 true", "/a/3 false",
              "/a/4 null", "/b\" {\"c\":\"x\\\"]\\\\\"}", "/b\"/c \"x\\\"]\\\\\""});
  CHECK(values("\xEF\xBB\xBF\r\n[[],{}]\r\n") == Lines{" [[],{}]", "/0 []", "/1 {}"});
  CHECK(values("0") == Lines{" 0"});
  CHECK(values(" \"größe\"") == Lines{" \"größe\""});
  CHECK(values("{\"a\":\"x\xFFy\"}") == Lines{" {\"a\":\"x\xFFy\"}", "/a \"x\xFFy\""});
}

TEST_CASE("types are those of JSON") {
  const Manifest manifest = read_manifest("[\"1\", 1, 1.5, true, null, \"true\"]");
  const auto& items = manifest.root.items;
  REQUIRE(items.size() == 6);
  CHECK(scalar_type(items[0]) == ScalarType::string);
  CHECK(scalar_type(items[1]) == ScalarType::integer);
  CHECK(scalar_type(items[2]) == ScalarType::floating);
  CHECK(scalar_type(items[3]) == ScalarType::boolean);
  CHECK(scalar_type(items[4]) == ScalarType::null);
  CHECK(scalar_type(items[5]) == ScalarType::string);
}

TEST_CASE("keys and strings say what JSON makes of them, escaped or not") {
  const std::string text =
      "{\"a b\": [\"\", \" \", \"x  y\", \"\\u00e4\\t\\\\\", \"[{,:}]\", \"\\\"\", \"\x7F\"], \"\\\\\": "
      "\"//\","
      "\n\t\"\": {\"\\u0000\": \"\\ud83d\\ude00\"}}";
  const Manifest manifest = read_manifest(text);
  CHECK_FALSE(manifest.fault);
  const auto& entries = manifest.root.entries;
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].key == "a b");
  Lines strings;
  for (const YamlNode& item : entries[0].value.items) strings.push_back(item.text);
  CHECK(strings == Lines{"", " ", "x  y", "ä\t\\", "[{,:}]", "\"", "\x7F"});
  CHECK(entries[1].key == "\\");
  CHECK(entries[1].value.text == "//");
  CHECK(entries[2].key.empty());
  CHECK(entries[2].value.entries.front().key == std::string(1, '\0'));
  CHECK(entries[2].value.entries.front().value.text == "😀");
}

TEST_CASE("where a text stops being JSON, and what should stand there") {
  CHECK(token("", Expected::value).empty());
  CHECK(token(" \n", Expected::value).empty());
  CHECK(token("{", Expected::key).empty());
  CHECK(token("[", Expected::value).empty());
  CHECK(token("{\"a\"", Expected::colon).empty());
  CHECK(token("{\"a\":", Expected::value).empty());
  CHECK(token("{\"a\":1", Expected::comma_or_close).empty());
  CHECK(token("{\"a\":1,", Expected::key).empty());
  CHECK(token("{\"a\" 1}", Expected::colon) == "1");
  CHECK(token("{\"a\":1 \"b\":2}", Expected::comma_or_close) == "\"b\"");
  CHECK(token("{\"a\":1,}", Expected::key) == "}");
  CHECK(token("[1,]", Expected::value) == "]");
  CHECK(token("[1,,2]", Expected::value) == ",");
  CHECK(token("[1 2]", Expected::comma_or_close) == "2");
  CHECK(token("{a:1}", Expected::key) == "a");
  CHECK(token("{\"a\":True}", Expected::value) == "True");
  CHECK(token("{\"a\":01}", Expected::comma_or_close) == "1");
  CHECK(token("{} {}", Expected::end) == "{");
  CHECK(token("1 2", Expected::end) == "2");
  CHECK(token("tr ue", Expected::value) == "tr");
  CHECK(token("\"abc", Expected::value) == "\"abc");
  CHECK(token("[\"a\", \"abc]", Expected::value) == "\"abc]");
  CHECK(token("\"abc\\\"", Expected::value) == "\"abc\\\"");
  CHECK(token("[\"a\"\"b\"]", Expected::comma_or_close) == "\"b\"");
  CHECK(token("{\"a\":\"x\ny\"}", Expected::value) == "\"x");
  CHECK(token("// a", Expected::value) == "//");
  const auto fault = read_manifest("{\"a\": [1, {\"b\": 2").fault.value_or(ManifestFault());
  CHECK(fault.open == std::vector<std::uint32_t>{0, 6, 10});
  CHECK(fault.behind == 17);
}

TEST_CASE("any bytes give a fault inside the text, or the library's own value") {
  const std::string whole =
      "\xEF\xBB\xBF{ \"name\": \"\\u00e4\\n\", \"a\": [1, -0.5E+3, tru, nul], \"b\": {\"c\": "
      "\"\xC3\xA4\xFF\"}, }";
  for (std::size_t end = 0; end <= whole.size(); ++end) {
    for (const char extra : {'\0', '"', '}', ']', ',', ':', '\\', '1', 'x', '\n', '\xFF'}) {
      const std::string text = whole.substr(0, end) + extra;
      const Manifest manifest = read_manifest(text);
      std::string valid = text;  // where it is read as one
      std::ranges::replace(valid, '\xFF', '?');
      CHECK_MESSAGE(nlohmann::json::accept(valid) == !manifest.fault, text);
      if (!manifest.fault) continue;
      CHECK(manifest.fault->token.begin <= manifest.fault->token.end);
      CHECK(manifest.fault->token.end <= text.size());
      CHECK(manifest.fault->at <= text.size());
      CHECK(manifest.fault->behind <= manifest.fault->token.begin);
    }
  }
}

TEST_CASE("hostile manifests: deep, long, endless numbers") {
  CHECK(read_manifest(std::string(1000000, '[')).too_deep);
  CHECK(read_manifest("{\"a\":" + std::string(1000000, '{')).fault.has_value());
  CHECK(read_manifest("[" + std::string(1000000, '1') + "]").root.items.empty());  // larger than any number
  std::string many = "[";
  for (int i = 0; i < 200000; ++i) many += "\"x\",";
  CHECK(read_manifest(many + "1]").root.items.size() == 200001);
  CHECK(read_manifest(many).fault.has_value());
}

TEST_CASE("the paths of a plugin, and what is none") {
  CHECK(listed("{ \"commands\": \"./a.md\", \"agents\": [\"./b/\", \"../c.md\"], \"skills\": \"./d\","
               "  \"outputStyles\": \"./\", \"hooks\": \"./e.json\", \"mcpServers\": [\"./f.json\", {}],"
               "  \"lspServers\": \"${CLAUDE_PLUGIN_ROOT}/g.json\" }") ==
        Lines{"0 /w/p/a.md", "1 /w/p/b", "1 /w/c.md", "2 /w/p/d", "3 /w/p", "4 /w/p/e.json", "5 /w/p/f.json",
              "6 /w/p/g.json"});
  CHECK(
      listed("{ \"commands\": { \"a\": { \"source\": \"./a.md\" }, \"b\": { \"content\": \"./b.md\" } } }") ==
      Lines{"0 /w/p/a.md"});
  CHECK(listed("{ \"commands\": [3, null, [\"./a.md\"], { \"file\": \"./b.md\" }], \"agents\": 1 }").empty());
  for (const char* text : {"/abs.md", "~/a.md", "https://example.com/a.json", "$HOME/a.md", "./*.md",
                           "./{x}.md", "word", "", ".\\\\a.md", "./a\\u0000.md", "<name>.md"})
    CHECK_MESSAGE(listed("{ \"commands\": \"" + std::string(text) + "\" }").empty(), text);
}

TEST_CASE("what a manifest lists and nobody knows is looked up") {
  const auto needs = [](const std::string& path, const std::string& text) {
    Tree tree{{"/w/p/commands/x.md"}, {"/w/vendor"}};
    tree.manifests = {{path, text}};
    return needs_of(*snapshot_of(tree), path, *parse_document(text)).paths;
  };
  CHECK(needs("/w/p/.claude-plugin/plugin.json",
              "{ \"commands\": [\"./commands/x.md\", \"./none.md\", \"../../beside/x.md\", "
              "\"../vendor/x.md\"] }") == std::set<std::string>{"/beside/x.md", "/w/vendor/x.md"});
  CHECK(
      needs("/w/.claude-plugin/marketplace.json",
            "{ \"plugins\": [{ \"source\": \"./vendor\", \"agents\": \"./x.md\" }, { \"source\": \"../b\" },"
            " { \"source\": \"./none\", \"agents\": \"./x.md\" }] }") ==
      std::set<std::string>{"/b", "/w/vendor/x.md"});
  CHECK(needs("/w/p/settings.json", "{ \"commands\": \"../../beside/x.md\" }").empty());
}
