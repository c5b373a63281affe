// The schema that editors complete .baton.yaml by says of a file what its reader says: sound, or not. JSON is
// YAML, so one text serves both.
#include <doctest/doctest.h>

#include <string>

#include "server/workspace/configuration.h"
#include "tests/cli/json_schema.h"
#include "tests/support/paths.h"

using namespace baton;

namespace {

void agree(const std::string& text, bool sound) {
  CAPTURE(text);
  const std::string schema = testing::source_dir() + "/schemas/configuration.schema.json";
  const std::string by_schema = test::faults_of(schema, nlohmann::json::parse(text));
  CHECK_MESSAGE(by_schema.empty() == sound, by_schema);
  const ConfigurationFile file = parse_configuration(text, "/w");
  CHECK_MESSAGE(file.problems.empty() == sound, (file.problems.empty() ? "" : file.problems[0].message));
}

}  // namespace

TEST_CASE("what the schema takes, the reader takes") {
  for (const char* text : {
           R"({})",
           R"({"files": {"commands": "a/*.md", "agents": ["b", "c/**"], "exclude": []}})",
           R"({"files": null, "severity": null, "overrides": null, "agents": null, "run": null})",
           R"({"files": {"exclude": null}, "agents": {"known": null}})",
           R"({"severity": {"broken-link": "off", "x": "hint", "y": "information"}})",
           R"({"overrides": [{"paths": "a", "severity": {"broken-link": "error"}}]})",
           R"({"overrides": []})",
           R"({"agents": {"known": ["a", "p:b"]}})",
           R"({"agents": {"known": "a"}})",
           R"({"run": {"runner": "preview", "jobs": 1, "timeout": 604800}})",
       })
    agree(text, true);
}

TEST_CASE("what the schema refuses, the reader refuses") {
  for (const char* text : {
           R"({"file": {}})",
           R"({"files": []})",
           R"({"files": {"include": "a"}})",
           R"({"files": {"exclude": 3}})",
           R"({"files": {"exclude": [3]}})",
           R"({"files": {"exclude": "!a"}})",
           R"({"severity": {"broken-link": "warn"}})",
           R"({"severity": {"broken-link": 1}})",
           R"({"severity": "off"})",
           R"({"overrides": {}})",
           R"({"overrides": ["a"]})",
           R"({"overrides": [{"paths": "a"}]})",
           R"({"overrides": [{"paths": "a", "severity": {"x": "no"}}]})",
           R"({"overrides": [{"paths": "a", "severity": {"x": "off"}, "more": 1}]})",
           R"({"agents": {"known": [3]}})",
           R"({"agents": {"names": "a"}})",
           R"({"run": {"jobs": 0}})",
           R"({"run": {"jobs": 257}})",
           R"({"run": {"jobs": "4"}})",
           R"({"run": {"timeout": 604801}})",
           R"({"run": {"runner": ""}})",
           R"({"run": {"runners": {}}})",
       })
    agree(text, false);
}
