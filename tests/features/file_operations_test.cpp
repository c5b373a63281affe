// What follows files that move, and what is said before some are deleted.
#include "server/features/file_operations.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "server/base/path.h"
#include "server/features/moved_paths.h"
#include "tests/features/renaming.h"
#include "tests/support/feature_fixture.h"

using namespace baton;
using namespace baton::testing;

namespace {

// What stands behind "|" in the title: "/w/a.md -> /w/b.md, /w/x -> /w/y", or "- /w/a.md".
std::vector<FileRename> moves_of(const std::string& title) {
  std::vector<FileRename> out;
  for (std::size_t at = title.find('|'); at != std::string::npos; at = title.find(',', at + 1)) {
    const std::string one = title.substr(at + 2, title.find(',', at + 1) - at - 2);
    const std::size_t arrow = one.find(" -> ");
    if (one.starts_with("- "))
      out.push_back({one.substr(2), {}});
    else
      out.push_back({one.substr(0, arrow), one.substr(arrow + 4)});
  }
  return out;
}

Files moved(const Files& files, const std::vector<FileRename>& moves) {
  const MovedPaths to(moves);
  Files out;
  for (const auto& [path, text] : files) out[to(path)] = text;
  REQUIRE(out.size() == files.size());
  return out;
}

}  // namespace

TEST_CASE("files that move: what follows") {
  run_feature_fixtures("file_operations", [](const FeatureCase& asked) {
    FeatureAnswer answer;
    const std::vector<FileRename> moves = moves_of(asked.title);
    REQUIRE(!moves.empty());
    if (moves.front().to.empty()) {
      std::vector<std::string> paths;
      for (const FileRename& move : moves) paths.push_back(move.from);
      const std::string words = words_on_deletion(*asked.world.snapshot, paths);
      answer.sections.push_back({{}, words.empty() ? "silent" : "said", words});
      return answer;
    }
    const FollowedMoves found = follow_moves(*asked.world.snapshot, moves);
    const Files after = apply(asked.texts, {found.edits, {}});
    for (const auto& [path, text] : asked.texts)
      if (after.at(path) != text) answer.sections.push_back({path, "after", after.at(path)});
    for (const std::string& words : found.refused) answer.sections.push_back({{}, "refused", words});
    if (answer.sections.empty()) answer.sections.push_back({{}, "nothing follows", {}});
    return answer;
  });
}

TEST_CASE("files that move: every file and folder of the clean example in turn") {
  const Files files = clean_example();
  const World world = make_world(files);
  REQUIRE(findings(world).empty());
  std::vector<FileRename> all;
  for (const auto& [path, listing] : *world.snapshot->parts().folders) {
    const std::string name(path::file_name(path));
    const bool means_something = name.starts_with('.') || name == "commands" || name == "agents" ||
                                 name == "plugins" || name == "skills" || path == "/w";
    if (!means_something) all.push_back({path, path + "-moved"});
  }
  std::size_t agents = 0;
  for (const auto& [path, text] : files) {
    if (!path::is_markdown(path)) continue;
    const std::string folder(path::parent(path));
    const bool skill = path::file_name(path) == "SKILL.md";
    const bool agent = world.kinds.at(path) == FileKind::agent;
    if (!skill) all.push_back({path, folder + "/zz-top.md"});
    if (agent) all.push_back({path, folder + "/deep/" + std::string(path::file_name(path))});
    if (world.kinds.at(path) == FileKind::document) all.push_back({path, "/w/else where/new.md"});
    agents += agent ? 1 : 0;
  }
  REQUIRE(agents > 3);
  REQUIRE(all.size() > 15);
  for (const FileRename& move : all) {
    CAPTURE(move.from);
    CAPTURE(move.to);
    const FollowedMoves found = follow_moves(*world.snapshot, {move});
    CHECK(found.refused.empty());
    const World after = make_world(moved(apply(files, {found.edits, {}}), {move}));
    for (const std::string& one : findings(after)) FAIL_CHECK(one);
  }
}

TEST_CASE("files that move: odd paths are left alone") {
  const World world =
      make_world({{"/w/a.md", "See [it](b.md) and [up](../../../b.md).\n"}, {"/w/b.md", "# B\n"}});
  for (const FileRename& move : std::vector<FileRename>{
           {"", ""}, {"/", "/x"}, {"/w/b.md", "/w/b.md"}, {"b.md", "c.md"}, {"/w/none", "/w/some"}}) {
    CHECK(follow_moves(*world.snapshot, {move}).edits.empty());
    CHECK(words_on_deletion(*world.snapshot, {move.from == "/w/b.md" ? "/w/none" : move.from}).empty());
  }
}
