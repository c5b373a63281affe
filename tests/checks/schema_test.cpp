// The quick walk over the schemas and the library that judges by them must never disagree; and the schemas
// may use no keyword that the walk passes over.
#include "server/checks/schema.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>
#include <regex>
#include <set>

#include "server/checks/embedded.h"
#include "server/syntax/front_matter.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

using namespace baton;

namespace {

constexpr FileKind kinds[] = {FileKind::command, FileKind::agent, FileKind::skill};
constexpr std::string_view files[] = {"command.schema.json", "agent.schema.json", "skill.schema.json"};

void check_keywords(const nlohmann::json& schema) {
  static const std::set<std::string> known = {
      "$schema",   "title",      "$comment",       "definitions", "description", "type",
      "enum",      "examples",   "required",       "pattern",     "minLength",   "maxLength",
      "minimum",   "items",      "properties",     "anyOf",       "$ref",        "additionalProperties",
      "x-expects", "x-alias-of", "x-text-let-pass"};
  for (const auto& [key, value] : schema.items()) {
    INFO("keyword " << key);
    CHECK(known.contains(key));
    if (key == "items" || key == "additionalProperties") check_keywords(value);
    if (key == "anyOf")
      for (const auto& one : value) check_keywords(one);
    if (key == "properties" || key == "definitions")
      for (const auto& [name, one] : value.items()) check_keywords(one);
  }
}

// The library is asked about a part of it only: that must find the same.
void check_places(const std::vector<SchemaFault>& found, const std::vector<SchemaFault>& judged) {
  REQUIRE(found.size() == judged.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i].name == judged[i].name);
    CHECK(found[i].entry == judged[i].entry);
    CHECK(found[i].value == judged[i].value);
    CHECK(found[i].holder == judged[i].holder);
    CHECK(found[i].in_list == judged[i].in_list);
  }
}

void check_agreement(std::string_view front_matter) {
  const FrontMatter front = parse_front_matter(front_matter);
  for (const FileKind kind : kinds) {
    const std::vector<SchemaFault> judged = schema_faults_by_library(kind, front.root);
    INFO("front matter: " << front_matter);
    INFO("kind " << int(kind) << ", by the library: " << (judged.empty() ? "nothing" : judged.front().name));
    CHECK(walk_accepts(kind, front.root) == judged.empty());
    check_places(schema_faults(kind, front.root), judged);
  }
}

}  // namespace

TEST_CASE("the schemas are JSON and use only keywords that the walk knows") {
  for (const std::string_view file : files) {
    INFO("schema " << file);
    REQUIRE(!embedded_file(file).empty());
    check_keywords(nlohmann::json::parse(embedded_file(file)));
  }
}

TEST_CASE("each example keeps the pattern of its key") {
  std::size_t count = 0;
  const auto check = [&](const nlohmann::json& property) {
    if (!property.contains("pattern")) return;
    const std::regex pattern(property["pattern"].get<std::string>());
    for (const std::string& example : property.value("examples", std::vector<std::string>())) {
      INFO("example " << example);
      CHECK(std::regex_search(example, pattern));
      ++count;
    }
  };
  for (const std::string_view file : files) {
    const nlohmann::json schema = nlohmann::json::parse(embedded_file(file));
    for (const char* group : {"properties", "definitions"}) {
      if (!schema.contains(group)) continue;
      for (const auto& [name, property] : schema[group].items()) check(property);
    }
  }
  CHECK(count > 15);
}

TEST_CASE("each key is described, and each alias stands for a key") {
  for (const FileKind kind : kinds) {
    const auto keys = known_keys(kind, KeyPlace::top);
    CHECK(keys.size() > 15);
    for (const KnownKey& key : keys) {
      INFO("key " << key.name);
      CHECK((!key.description.empty() || !key.alias_of.empty()));
      if (key.alias_of.empty()) continue;
      CHECK(std::ranges::find(keys, key.alias_of, &KnownKey::name) != keys.end());
    }
  }
  CHECK(known_keys(FileKind::command, KeyPlace::mode).size() == 6);
  CHECK(known_keys(FileKind::command, KeyPlace::agents).size() == 3);
  CHECK(known_keys(FileKind::document, KeyPlace::top).empty());
}

TEST_CASE("what a key takes: a text, a collection, or either") {
  using Keys = std::vector<std::string>;
  const auto takes = [](const Keys& keys) { return key_takes(FileKind::command, keys); };
  for (const Keys& keys : {Keys{"description"}, Keys{"argument-hint"}, Keys{"nobody-knows"},
                           Keys{"execution_modes", "quick", "description"}})
    CHECK(takes(keys) == KeyTakes::text);
  for (const Keys& keys : {Keys{"tags"}, Keys{"allowed-tools"}, Keys{"skills"},
                           Keys{"execution_modes", "quick"}, Keys{"execution_modes", "quick", "scope"}})
    CHECK(takes(keys) == KeyTakes::text_or_collection);
  for (const Keys& keys : {Keys{"agents"}, Keys{"agents", "primary"}, Keys{"external_docs"},
                           Keys{"execution_modes"}, Keys{"execution_modes", "quick", "agents"},
                           Keys{"execution_modes", "quick", "phases"}, Keys{"required-plugins"}})
    CHECK(takes(keys) == KeyTakes::collection);
  for (const Keys& keys : {Keys{"model"}, Keys{"disable-model-invocation"}, Keys{"hooks"}})
    CHECK(takes(keys) == KeyTakes::other);
}

TEST_CASE("walk and library agree on values of every shape under every key") {
  const std::string values[] = {"x",
                                "12",
                                "1.0",
                                "true",
                                "",
                                "~",
                                "[a, b]",
                                "[1, [2]]",
                                "{a: b}",
                                "[]",
                                "{}",
                                "''",
                                "\"a b\"",
                                "sonnet",
                                "Opus[1m]",
                                "gpt-5",
                                "red",
                                "low",
                                "/x",
                                "1.0.0",
                                "0",
                                "-1",
                                "0x10",
                                "1e400",
                                "99999999999999999999",
                                "{quick: 5, full: {agents: [1], phases: x}}",
                                "{primary: [a], conditional: [{agent: 1}], orchestrated: no}",
                                "[{a: b}, c]",
                                "worktree",
                                "{quick: [1]}",
                                "fork",
                                "user"};
  for (const FileKind kind : kinds)
    for (const KnownKey& key : known_keys(kind, KeyPlace::top))
      for (const std::string& value : values) {
        const std::string name = key.name == "name" ? "" : "name: n\n";
        const std::string description = key.name == "description" ? "" : "description: d\n";
        check_agreement("---\n" + name + description + key.name + ": " + value + "\n---\n");
      }
}

TEST_CASE("of a key that stands twice the first counts for the library, too") {
  for (const char* lines : {"model: opus\nmodel: x y", "model: x y\nmodel: opus", "model:\nmodel: x y",
                            "tools: [1]\ntools: a", "tools: a\ntools: [1]"}) {
    const FrontMatter front =
        parse_front_matter("---\nname: n\ndescription: d\n" + std::string(lines) + "\n---\n");
    for (const FileKind kind : kinds)
      check_places(schema_faults(kind, front.root), schema_faults_by_library(kind, front.root));
  }
}

TEST_CASE("walk and library agree where several keys are at fault") {
  check_agreement("---\nname: 5\ncolor: 12\ntools: [1, a]\nmodel: x y\nmaxTurns: [2]\n---\n");
  check_agreement("---\ndescription: d\nname: n\nversion: [1]\ncommand: x\nagents: {primary: [1]}\n---\n");
}

TEST_CASE("walk and library agree on real files") {
  const std::filesystem::path corpora = baton::testing::shared("corpora");
  if (corpora.empty()) return;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpora))
    if (entry.path().extension() == ".md") check_agreement(testing::text_of(entry.path()));
}

TEST_CASE("a value without end is judged without harm") {
  const std::string long_text(2'000'000, 'a');
  const FrontMatter front =
      parse_front_matter("---\nname: " + long_text + "\ndescription: d\nmodel: " + long_text +
                         "\nversion: " + long_text + "\n---\n");
  CHECK(schema_faults(FileKind::skill, front.root).size() >= 2);
}

TEST_CASE("a fault says where it is and what was expected") {
  const FrontMatter front =
      parse_front_matter("---\nexecution_modes:\n  quick:\n    agents: [a, 5]\ncolor: red\n---\n");
  const auto faults = schema_faults(FileKind::command, front.root);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].name == "execution_modes.quick.agents");
  CHECK(faults[0].expects == "an agent's name");
  CHECK(faults[0].in_list);
  REQUIRE(faults[0].value != nullptr);
  CHECK(faults[0].value->text == "5");
}
