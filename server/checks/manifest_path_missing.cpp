// manifest-path-missing: a manifest lists a file or folder that is not there, so what it lists does not exist
// for whoever installs the plugin.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/base/path.h"
#include "server/checks/all.h"
#include "server/checks/near_files.h"
#include "server/checks/words.h"
#include "server/workspace/manifest.h"

namespace baton {
namespace {

using What = ListedPath::What;

// Beyond so many missing paths nobody reads what else was meant.
constexpr std::size_t most_compared = 100;

std::string_view name_of(What what) {
  switch (what) {
    case What::command:
      return "command";
    case What::agent:
      return "agent";
    case What::skill:
      return "skill";
    case What::output_style:
      return "output style";
    case What::hooks:
      return "hooks file";
    case What::mcp_servers:
      return "file of MCP servers";
    case What::lsp_servers:
      return "file of language servers";
    case What::source:
      return "plugin";
  }
  return "file";
}

// Letter case must match, be the disk of the author ever so forgiving.
bool is_missing(const CheckInput& input, const ListedPath& listed) {
  return std::ranges::all_of(listed.places, [&](const std::string& place) {
    const PathLookup found = input.snapshot.look_up(place);
    return found.presence == Presence::missing || (found.presence == Presence::exists && found.case_differs);
  });
}

// A folder beside the one that is missing, of a name that is near.
void add_near_folder(const CheckInput& input, const std::string& path, std::vector<std::string>& out) {
  const auto& folders = *input.snapshot.parts().folders;
  const auto beside = folders.find(std::string(path::parent(path)));
  if (beside == folders.end() || beside->second.folders.size() > 1000) return;
  if (const auto near = nearest(path::file_name(path), beside->second.folders))
    out.push_back(path::join(path::parent(path), *near));
}

// Where the path may have meant to lead, absolute, nearest first.
std::vector<std::string> near_places(const CheckInput& input, const ListedPath& listed) {
  const std::string& path = listed.places.front();
  const std::string_view extension = path::extension(path);
  std::vector<std::string> out;
  for (const std::string& place : listed.places)
    if (PathLookup found = input.snapshot.look_up(place); found.case_differs)
      out.push_back(std::move(found.path));
  if (!out.empty()) return out;
  if (extension != ".md" && extension != ".json") add_near_folder(input, path, out);
  if (listed.what == What::source) return out;
  for (std::string& near : input.snapshot.near_paths(input.path, path))
    if (path::extension(near) == extension) out.push_back(std::move(near));
  return out;
}

// The folder that a path is written from: its begin without what is written.
std::string written_from(const CheckInput& input, const ListedPath& listed) {
  const std::string folder = manifest_folder(input.path);
  if (!is_marketplace(input.path) || listed.what == What::source) return folder;
  const Plugin* plugin = input.snapshot.plugin_of(listed.places.front());
  return plugin != nullptr && path::is_below(plugin->folder, folder) ? plugin->folder : folder;
}

// As the manifest would write them.
std::vector<std::string> near_texts(const CheckInput& input, const ListedPath& listed) {
  const std::string folder = written_from(input, listed);
  std::vector<std::string> out;
  for (const std::string& near : near_places(input, listed))
    if (path::is_below(near, folder) && near != folder && needs_no_escape(near))
      out.push_back("./" + path::relative(near, folder));
  return out;
}

}  // namespace

void check_manifest_path_missing(const CheckInput& input, Findings& findings) {
  const Manifest& manifest = input.manifest;
  std::size_t compared = 0;
  for (const ListedPath& listed : listed_paths(input.snapshot, input.path, manifest.root)) {
    if (!is_missing(input, listed)) continue;
    const TextRange place = listed.value->content_range();
    std::vector<std::string> near;
    if (++compared <= most_compared) near = near_texts(input, listed);
    Diagnostic& found =
        findings.add(place, "the " + std::string(name_of(listed.what)) + ' ' + quoted(listed.value->text) +
                                " is not there" + suggestion(near));
    for (const std::string& text : near)
      found.fixes.push_back({"Change to " + quoted(text), false, {{input.path, {place, text}}}});
  }
}

}  // namespace baton
