// The file this project was founded on, in its real home and in a world where nothing is missing.
//   UPDATE_FIXTURES=1 test_corpora     rewrites ml-pipeline.findings; read the difference
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/corpora/collection.h"
#include "tests/support/world.h"

namespace fs = std::filesystem;
using namespace baton;
using namespace baton::testing;

namespace {

const std::string home = "plugins/machine-learning/commands/ml-pipeline.md";

std::string in_numbers(Position position) {
  return std::to_string(position.line + 1) + ':' + std::to_string(position.character + 1);
}

std::string listed(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings)
    out += in_numbers(finding.range.start) + '-' + in_numbers(finding.range.end) + ' ' + finding.severity +
           ' ' + finding.code + ' ' + finding.text + '\n';
  return out;
}

std::string agent(const std::string& name) {
  return "---\nname: " + name + "\ndescription: Does the work of a " + name + "\n---\n\nYou work.\n";
}

// The founding file with all that it names: its docs with their headings, and its agents.
std::map<std::string, std::string> whole_world(const std::string& seed) {
  const std::string plugins = "/w/plugins/";
  const std::string docs = plugins + "machine-learning/docs/ml-pipeline/";
  std::map<std::string, std::string> files{
      {"/w/" + home, seed},
      {docs + "mlops-methodology.md", "# Methodology\n"},
      {docs + "pipeline-phases.md",
       "# Phases\n\n## Phase 1: Data Infrastructure\n\n## Phase 1: Requirements Analysis\n\n"
       "## Phase 2: Model Development\n\n## Phase 3: Deployment\n\n## Phase 3: Kubernetes\n\n"
       "## Phase 4: Monitoring\n"},
      {docs + "deployment-strategies.md", "# Deployment\n"},
      {docs + "monitoring-frameworks.md", "# Monitoring\n"},
      {docs + "best-practices.md", "# Best practices\n\n## Code Quality\n"},
      {docs + "success-criteria.md", "# Success\n"},
  };
  const std::map<std::string, std::vector<std::string>> agents{
      {"machine-learning", {"data-engineer", "data-scientist", "ml-engineer", "mlops-engineer"}},
      {"python-development", {"python-pro"}},
      {"cicd-automation", {"kubernetes-architect"}},
      {"observability-monitoring", {"observability-engineer"}},
  };
  for (const auto& [plugin, names] : agents) {
    files[plugins + plugin + "/.claude-plugin/plugin.json"] = "{ \"name\": \"" + plugin + "\" }\n";
    for (const std::string& name : names) files[plugins + plugin + "/agents/" + name + ".md"] = agent(name);
  }
  return files;
}

// What is wrong in any file of a world: "path:line:column: severity: message [code]".
std::vector<std::string> wrong_in(const std::map<std::string, std::string>& files) {
  const World world = make_world(files);
  std::vector<std::string> out;
  for (const auto& [path, document] : world.documents) {
    for (const Diagnostic& found : run_checks(*world.snapshot, path, *document, world.kinds.at(path))) {
      if (found.severity > Severity::warning) continue;
      const Position at =
          document->lines.position(document->text, found.range.begin, PositionEncoding::utf32);
      out.push_back(path + ':' + in_numbers(at) + ": " + std::string(severity_name(found.severity)) + ": " +
                    found.message + " [" + std::string(found.code) + "]");
    }
  }
  return out;
}

void replace(std::string& text, const std::string& old, const std::string& with) {
  const std::size_t at = text.find(old);
  REQUIRE_MESSAGE(at != std::string::npos, old);
  text.replace(at, old.size(), with);
}

}  // namespace

TEST_CASE("the founding file in its real home: its docs are missing, one agent is optional, no more") {
  const std::string collection = shared_path("corpora/myclaude");
  if (collection.empty()) {
    MESSAGE("NOT TESTED: shared/corpora is not beside the repository");
    return;
  }
  const std::string file = collection + '/' + home;
  const LoadedWorkspace loaded = load(collection, file);
  REQUIRE(loaded.files.size() == 1);
  const Document& document = *loaded.files.front().document;
  const std::vector<Finding> findings = findings_of(loaded, collection);

  std::set<PositionRange> docs, links;
  for (const Link& link : document.links) {
    if (!link.judged) continue;
    const PositionRange range = document.lines.range(document.text, link.path_range, PositionEncoding::utf32);
    (link.kind == Link::Kind::external_doc ? docs : links).insert(range);
  }
  CHECK(docs.size() == 6);
  CHECK(links.size() == 17);
  std::set<PositionRange> missing_docs, broken_links;
  std::size_t optional = 0;
  for (const Finding& finding : findings) {
    if (finding.code == "missing-external-doc") missing_docs.insert(finding.range);
    if (finding.code == "broken-link") broken_links.insert(finding.range);
    if (finding.code == "optional-agent-missing" && finding.text == "data-engineer") ++optional;
  }
  CHECK(missing_docs == docs);
  CHECK(broken_links == links);
  CHECK(optional == 1);
  CHECK(findings.size() == docs.size() + links.size() + 1);

  const fs::path pinned = fs::path(source_dir()) / "tests/corpora/ml-pipeline.findings";
  if (std::getenv("UPDATE_FIXTURES") != nullptr) std::ofstream(pinned, std::ios::binary) << listed(findings);
  CHECK(listed(findings) == text_of(pinned));
}

TEST_CASE("the founding file with all that it names: no error and no warning") {
  const std::string seed_path = shared_path("seed/ml-pipeline.md");
  if (seed_path.empty()) {
    MESSAGE("NOT TESTED: shared/seed is not beside the repository");
    return;
  }
  const std::string seed = text_of(seed_path);
  const std::map<std::string, std::string> files = whole_world(seed);
  for (const std::string& wrong : wrong_in(files)) FAIL_CHECK(wrong);

  SUBCASE("an anchor that goes is missed where it is read") {
    auto less = files;
    replace(less["/w/plugins/machine-learning/docs/ml-pipeline/best-practices.md"], "## Code Quality", "");
    const std::vector<std::string> wrong = wrong_in(less);
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0].find("[broken-anchor]") != std::string::npos);
    CHECK(wrong[0].find("code-quality") != std::string::npos);
  }
  SUBCASE("an agent that is not optional is missed") {
    auto less = files;
    less.erase("/w/plugins/machine-learning/agents/mlops-engineer.md");
    CHECK(!wrong_in(less).empty());
  }
  SUBCASE("an optional one is not") {
    auto less = files;
    less.erase("/w/plugins/machine-learning/agents/data-engineer.md");
    for (const std::string& wrong : wrong_in(less)) FAIL_CHECK(wrong);
  }
  SUBCASE("a guard that goes leaves a placeholder that quick and standard do not run") {
    auto other = files;
    replace(other["/w/" + home], "[Enterprise mode: Using data pipeline from {phase1.data-engineer.output}]",
            "Using data pipeline from {phase1.data-engineer.output}");
    const std::vector<std::string> wrong = wrong_in(other);
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0].find("[placeholder-not-in-mode]") != std::string::npos);
  }
}
