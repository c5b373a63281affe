// Definition, references, highlights, links and the call hierarchy, each from a cursor.
#include <doctest/doctest.h>

#include <string>

#include "server/features/call_hierarchy.h"
#include "server/features/definition.h"
#include "server/features/document_links.h"
#include "server/features/references.h"
#include "server/features/workspace_symbols.h"
#include "tests/support/feature_fixture.h"

using namespace baton;
using namespace baton::testing;

namespace {

// The positions that travel with a place must be those of its bytes.
void check_positions(const FeatureCase& asked, const Place& place) {
  const auto document = asked.world.documents.find(place.path);
  if (document == asked.world.documents.end() || place.range == TextRange{}) return;
  CAPTURE(place.path);
  CAPTURE(document->second->slice(place.range));
  CAPTURE(place.range.begin);
  const Place again = place_in(place.path, *document->second, place.range);
  CHECK(place.utf8 == again.utf8);
  CHECK(place.utf16 == again.utf16);
  CHECK(place.utf32 == again.utf32);
}

}  // namespace

TEST_CASE("definition: where the thing under the cursor comes from") {
  run_feature_fixtures("definition", [](const FeatureCase& asked) {
    FeatureAnswer answer;
    const auto ask = [&](DefinitionOf what, const char* label) {
      const Definition found = definition(asked.input(), asked.cursor, what);
      for (const Destination& destination : found.destinations) {
        check_positions(asked, destination.name);
        check_positions(asked, destination.whole);
        CHECK(destination.whole.range.contains(destination.name.range));
        answer.marks.push_back({destination.name.path, destination.name.range, label});
      }
      if (found.destinations.empty()) answer.sections.push_back({{}, std::string("no ") + label, {}});
    };
    ask(DefinitionOf::definition, "definition");
    ask(DefinitionOf::declaration, "declaration");
    ask(DefinitionOf::type, "type");
    return answer;
  });
}

TEST_CASE("references: where else it is named, in every file") {
  run_feature_fixtures("references", [](const FeatureCase& asked) {
    FeatureAnswer answer;
    const auto with = references(asked.input(), asked.cursor, true);
    const auto without = references(asked.input(), asked.cursor, false);
    for (const Place& place : with) {
      check_positions(asked, place);
      const bool read = std::ranges::any_of(without, [&](const Place& other) {
        return other.path == place.path && other.range == place.range;
      });
      answer.marks.push_back({place.path, place.range, read ? "reference" : "declaration"});
    }
    CHECK(with.size() >= without.size());
    for (const Highlight& highlight : highlights(asked.input(), asked.cursor))
      answer.marks.push_back({asked.path, highlight.range, highlight.write ? "write" : "read"});
    if (answer.marks.empty()) answer.sections.push_back({{}, "nothing", {}});
    return answer;
  });
}

TEST_CASE("document links: what leads to a file") {
  run_feature_fixtures("document_links", [](const FeatureCase& asked) {
    FeatureAnswer answer;
    for (const DocumentLink& link : document_links(asked.input())) {
      std::string label = link.path + " \"" + link.tooltip + "\"";
      if (link.line > 0) label += " line " + std::to_string(link.line);
      answer.marks.push_back({asked.path, link.range, label});
    }
    return answer;
  });
}

TEST_CASE("call hierarchy: the data flow around a task") {
  run_feature_fixtures("call_hierarchy", [](const FeatureCase& asked) {
    FeatureAnswer answer;
    const auto item = call_hierarchy_item(asked.input(), asked.cursor);
    if (!item) return FeatureAnswer{{}, {{{}, "no task", {}}}};
    CHECK(item->range.contains(item->name_range));
    answer.marks.push_back({asked.path, item->name_range, "task " + item->name + " of " + item->detail});
    const auto add = [&](const std::vector<TaskCall>& calls, const std::string& label) {
      for (const TaskCall& call : calls) {
        answer.marks.push_back({asked.path, call.task.name_range, label + " " + call.task.name});
        for (const TextRange place : call.places)
          answer.marks.push_back({asked.path, place, label + " place"});
      }
    };
    add(readers_of(asked.input(), asked.cursor), "reader");
    add(read_by(asked.input(), asked.cursor), "is read");
    return answer;
  });
}

TEST_CASE("workspace symbols: best first, and no more than asked for") {
  const World world = make_world({
      {"/w/plugins/ml/.claude-plugin/plugin.json", R"({"name": "ml"})"},
      {"/w/plugins/ml/commands/train.md", "---\ncommand: /train\n---\n## Phase 1: Data preparation\n"},
      {"/w/plugins/ml/agents/data-engineer.md", "---\nname: data-engineer\n---\n"},
      {"/w/plugins/ml/agents/dare.md", "---\nname: dare\n---\n"},
      {"/w/plugins/ml/skills/charts/SKILL.md", "---\nname: charts\n---\n"},
      {"/w/docs/data.md", "# Data\n"},
  });
  const auto names = [&](std::string_view query, std::size_t most = 200) {
    std::string out;
    for (const WorkspaceSymbol& symbol : workspace_symbols(*world.snapshot, query, most))
      out += symbol.name + " (" + symbol.container + ")\n";
    return out;
  };
  CHECK(names("data") == "data-engineer (ml)\nPhase 1: Data preparation (/train)\n");
  CHECK(names("DE") == "data-engineer (ml)\ndare (ml)\nPhase 1: Data preparation (/train)\n");
  CHECK(names("dare") == "dare (ml)\nPhase 1: Data preparation (/train)\n");
  CHECK(names("train") == "/train (ml)\nPhase 1: Data preparation (/train)\n");
  CHECK(names("/tr") == "/train (ml)\n");
  CHECK(names("ph 1") == "Phase 1: Data preparation (/train)\n");
  CHECK(names("crt") == "charts (ml)\n");
  CHECK(names("xyz").empty());
  CHECK(workspace_symbols(*world.snapshot, "").size() == 5);
  CHECK(workspace_symbols(*world.snapshot, "", 2).size() == 2);
}

TEST_CASE("workspace symbols: the whole name before the begin, the begin before the middle") {
  CHECK(fuzzy_score("data", "data") > fuzzy_score("data", "data-engineer"));
  CHECK(fuzzy_score("data", "data-engineer") > fuzzy_score("data", "big-data"));
  CHECK(fuzzy_score("data", "big-data") > fuzzy_score("data", "dormant-attack"));
  CHECK(fuzzy_score("data", "dat") == 0);
  CHECK(fuzzy_score("atad", "data") == 0);
}
