// A rename changes everything that means the thing, and nothing else.
#include "server/features/rename.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "server/features/target.h"
#include "server/features/thing.h"
#include "tests/features/renaming.h"
#include "tests/support/feature_fixture.h"

using namespace baton;
using namespace baton::testing;

namespace {

// What stands behind "->" in the case's title.
std::string new_name_of(const FeatureCase& asked) {
  std::istringstream words(asked.title);
  std::string name, word;
  bool behind = false;
  while (words >> word) {
    if (behind) name += (name.empty() ? "" : " ") + word;
    behind = behind || word == "->";
  }
  return name;
}

std::size_t count_named(const World& world, const std::string& path, const Thing& thing) {
  return occurrences(input_of(world, path), thing, Scope::workspace).size();
}

}  // namespace

TEST_CASE("rename: what becomes of the files") {
  run_feature_fixtures("rename", [](const FeatureCase& asked) {
    FeatureAnswer answer;
    const auto prepared = prepare_rename(asked.input(), asked.cursor);
    if (prepared) {
      CHECK(prepared->range.touches(asked.cursor));
      answer.marks.push_back({asked.path, prepared->range, "rename \"" + prepared->name + "\""});
    }
    const auto renamed = rename(asked.input(), asked.cursor, new_name_of(asked), true);
    if (!renamed) {
      answer.sections.push_back({{}, "refused", renamed.error()});
      return answer;
    }
    const Files after = apply(asked.texts, *renamed);
    for (const auto& [path, text] : asked.texts) {
      const auto moved = std::ranges::find(renamed->renames, path, &FileRename::from);
      const std::string& to = moved == renamed->renames.end() ? path : moved->to;
      if (to != path) answer.sections.push_back({path, "renamed to " + to, {}});
      if (after.at(to) != text) answer.sections.push_back({path, "after", after.at(to)});
    }
    return answer;
  });
}

TEST_CASE("rename: every agent, phase, mode, heading and doc of the clean example, in turn") {
  const Files files = clean_example();
  const World world = make_world(files);
  REQUIRE(findings(world).empty());
  std::set<std::string> done;
  std::size_t renamed_things = 0;
  for (const auto& [path, document] : world.documents) {
    const FeatureInput input = input_of(world, path);
    for (std::uint32_t at = 0; at < document->text.size(); ++at) {
      const auto prepared = prepare_rename(input, at);
      if (!prepared) continue;
      const Thing thing = thing_at(input, target_at(input, at), true);
      // From each place where it stands: the result is the same wherever the rename begins.
      const std::string key = path + std::to_string(static_cast<int>(thing.kind)) + thing.identity +
                              thing.name + std::to_string(thing.index) + "." + std::to_string(thing.number) +
                              "." + std::to_string(prepared->range.begin);
      if (!done.insert(key).second) continue;
      const bool phase = thing.kind == Thing::Kind::phase;
      const std::string name = phase ? "9" : thing.kind == Thing::Kind::anchor ? "Über alles" : "zz-top";
      const auto renamed = rename(input, at, name, true);
      const std::string where = path + ": " + prepared->name;
      REQUIRE_MESSAGE(renamed, where, ": ", renamed.error());
      CHECK_MESSAGE(!renamed->edits.empty(), where);
      const World after = make_world(apply(files, *renamed));
      std::vector<std::string> found = findings(after);
      // The last phase may go to the end; another one leaves a gap, or is read too early. That is what was
      // asked for.
      if (phase)
        std::erase_if(found, [](const std::string& one) {
          return one.find(": phase-gap: ") != std::string::npos ||
                 one.find(": phase-order: ") != std::string::npos ||
                 one.find(": placeholder-not-yet-run: ") != std::string::npos ||
                 one.find(": output-not-read: ") != std::string::npos;
        });
      for (const std::string& one : found) FAIL_CHECK(where, ": ", one);
      // As many places name it as before, under the new name.
      if (thing.kind == Thing::Kind::agent) {
        const std::string file = renamed->renames.empty() ? thing.identity : renamed->renames.front().to;
        const std::string now = path == thing.identity ? file : path;
        CHECK_MESSAGE(count_named(world, path, thing) ==
                          count_named(after, now, {Thing::Kind::agent, file, name, 0, 0}),
                      where);
      }
      ++renamed_things;
    }
  }
  CHECK(renamed_things > 60);
}
