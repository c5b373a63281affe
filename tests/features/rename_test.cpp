// A rename changes everything that means the thing, and nothing else.
#include "server/features/rename.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "server/checks/check.h"
#include "server/features/target.h"
#include "server/features/thing.h"
#include "tests/support/feature_fixture.h"
#include "tests/support/paths.h"

namespace fs = std::filesystem;
using namespace baton;
using namespace baton::testing;

namespace {

using Files = std::map<std::string, std::string>;

Files apply(Files files, const Rename& rename) {
  std::map<std::string, std::vector<TextEdit>> by_path;
  for (const PlacedEdit& edit : rename.edits)
    by_path[edit.place.path].push_back({edit.place.range, edit.new_text});
  for (auto& [path, edits] : by_path) {
    REQUIRE_MESSAGE(files.contains(path), path);
    files[path] = apply_edits(files[path], edits);
  }
  for (const FileRename& file : rename.renames) {
    REQUIRE(files.contains(file.from));
    REQUIRE_FALSE(files.contains(file.to));
    files[file.to] = files[file.from];
    files.erase(file.from);
  }
  return files;
}

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

// Every file of docs/examples/clean, as if it lay in /w.
Files clean_example() {
  Files files;
  const fs::path root = fs::path(source_dir()) / "docs/examples/clean";
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    files["/w/" + fs::relative(entry.path(), root).string()] = text.str();
  }
  REQUIRE(files.size() > 10);
  return files;
}

std::vector<std::string> findings(const World& world) {
  std::vector<std::string> out;
  for (const auto& [path, document] : world.documents)
    for (const Diagnostic& found : run_checks(*world.snapshot, path, *document, world.kinds.at(path)))
      out.push_back(path + ": " + std::string(found.code) + ": " + found.message);
  return out;
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
