// Renames in plugins that people wrote: what was found before is found afterwards, file by file, and no more.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/features/target.h"
#include "server/features/thing.h"
#include "tests/features/renaming.h"
#include "tests/support/feature_fixture.h"

using namespace baton;
using namespace baton::testing;

namespace {

constexpr std::size_t most_headings = 4;  // of one plugin, which has hundreds

// The codes found in each file, but for the gap that another number for a phase is meant to leave; `rename`
// leads from files as they are called now to what they were called.
std::map<std::string, std::vector<std::string>> codes(const World& world, const Rename& rename = {}) {
  std::map<std::string, std::vector<std::string>> out;
  for (const auto& [path, document] : world.documents) {
    const auto moved = std::ranges::find(rename.renames, path, &FileRename::to);
    std::vector<std::string>& list = out[moved == rename.renames.end() ? path : moved->from];
    for (const Diagnostic& found : run_checks(*world.snapshot, path, *document, world.kinds.at(path)))
      if (found.code != "phase-gap") list.emplace_back(found.code);
    std::ranges::sort(list);
  }
  return out;
}

struct Asked {
  std::string path;
  std::uint32_t at = 0;
  std::string name;
  bool heading = false;
};

// Each thing once: agents, modes, external docs, headings, and the last phase of a file (another leaves a
// gap).
std::vector<Asked> things_in(const World& world) {
  std::vector<Asked> out;
  std::set<std::string> done;
  for (const auto& [path, document] : world.documents) {
    const FeatureInput input = input_of(world, path);
    unsigned long long last = 0;
    for (const Phase& phase : document->phases) last = std::max(last, phase.number);
    std::vector<std::uint32_t> places;
    for (const AgentReference& agent : document->agent_references) places.push_back(agent.name_range.begin);
    for (const ModeUse& use : mode_uses(*document)) places.push_back(use.range.begin);
    for (const Heading& heading : document->body.headings) places.push_back(heading.text_range.begin);
    for (const ExternalDoc& doc : document->external_docs) places.push_back(doc.name.range.begin);
    for (const std::uint32_t at : places) {
      if (!prepare_rename(input, at)) continue;
      const Thing thing = thing_at(input, target_at(input, at), true);
      const bool phase = thing.kind == Thing::Kind::phase;
      if (phase && thing.number != last) continue;
      const bool shared = thing.kind == Thing::Kind::agent;
      const std::string key = (shared ? "" : path) + "|" + std::to_string(static_cast<int>(thing.kind)) +
                              thing.identity + "|" + thing.name + std::to_string(thing.index) + "." +
                              std::to_string(thing.number);
      if (!done.insert(key).second) continue;
      const bool heading = thing.kind == Thing::Kind::anchor;
      out.push_back({path, at,
                     phase     ? std::to_string(last + 1)
                     : heading ? "Über alles 42"
                               : "zz-top",
                     heading});
    }
  }
  return out;
}

// All of them, but of the headings only some, from all over.
std::vector<Asked> renames_to_try(const World& world) {
  std::vector<Asked> all = things_in(world);
  const auto headings = static_cast<std::size_t>(std::ranges::count_if(all, &Asked::heading));
  const std::size_t step = std::max<std::size_t>(1, headings / most_headings);
  std::size_t seen = 0;
  std::erase_if(all, [&](const Asked& asked) { return asked.heading && seen++ % step != 0; });
  return all;
}

struct Count {
  std::size_t made = 0, refused = 0;
};

void rename_in_turn(const std::string& folder, Count& count) {
  const Files files = read_folder(folder);
  const World world = make_world(files);
  const auto before = codes(world);
  for (const Asked& asked : renames_to_try(world)) {
    CAPTURE(asked.path);
    CAPTURE(world.documents.at(asked.path)->text.substr(asked.at, 40));
    const auto renamed = rename(input_of(world, asked.path), asked.at, asked.name, true);
    if (!renamed) {
      CHECK(!renamed.error().empty());
      ++count.refused;
      continue;
    }
    ++count.made;
    const auto after = codes(make_world(apply(files, *renamed)), *renamed);
    for (const auto& [path, list] : before) {
      CAPTURE(path);
      REQUIRE(after.contains(path));
      CHECK(after.at(path) == list);
    }
  }
}

}  // namespace

TEST_CASE("rename: things of plugins that people wrote; the findings stay what they were") {
  const std::string corpora = shared("corpora");
  if (corpora.empty()) return;
  Count count;
  for (const auto& plugin : std::filesystem::directory_iterator(corpora + "/myclaude/plugins"))
    if (plugin.is_directory()) rename_in_turn(plugin.path().string(), count);
  rename_in_turn(corpora + "/wshobson-commands", count);
  CHECK(count.made > 200);
  CHECK(count.refused < count.made / 4);
}
