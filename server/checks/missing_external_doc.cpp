// missing-external-doc: a doc that the front matter names and that is in none of the folders it is looked for
// in.
#include <algorithm>
#include <string>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/checks/all.h"
#include "server/checks/near_files.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

std::string where_looked(const CheckInput& input) {
  std::vector<std::string> folders{"this file's folder"};
  if (input.snapshot.plugin_of(input.path) != nullptr) folders.emplace_back("its plugin");
  if (!input.snapshot.root_of(input.path).empty()) folders.emplace_back("the workspace root");
  return ", seen from " + listed(folders, "or");
}

std::string name_words(const CheckInput& input, const LinkPlace& place) {
  const std::string& name = input.document.external_docs[*place.link->external_doc].name.text;
  const std::string path = path_words(input, place);
  return name.empty() ? path : quoted(name) + " (" + path + ')';
}

// Where the doc was looked for, the likeliest place first. A bare name belongs to the docs of the plugin, not
// beside the commands.
std::string likely_path(const CheckInput& input, const std::string& path) {
  const std::vector<std::string> folders = external_doc_folders(input);
  const Plugin* plugin = input.snapshot.plugin_of(input.path);
  if (path.starts_with("./") || path.starts_with("../")) return path::join(folders.front(), path);
  if (path.find('/') == std::string::npos)
    return plugin != nullptr ? path::join(plugin->folder, "docs/" + path) : path::join(folders.back(), path);
  for (const std::string& folder : folders) {
    const std::string whole = path::join(folder, path);
    const PathLookup found = input.snapshot.look_up(path::parent(whole));
    if (found.presence == Presence::exists && found.is_folder) return whole;
  }
  return path::join(plugin != nullptr ? plugin->folder : folders.front(), path);
}

// "release-guide.md" -> "# Release guide".
std::string heading_for(std::string_view path) {
  std::string title(path::stem(path));
  for (char& c : title)
    if (c == '-' || c == '_') c = ' ';
  if (!title.empty() && title.front() >= 'a' && title.front() <= 'z')
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
  return "# " + title + '\n';
}

bool can_create(const CheckInput& input, const std::string& path) {
  constexpr std::string_view never = "\\:*?\"<>|";
  const std::string_view name = path::file_name(path);
  return path::extension(path) == ".md" && !input.snapshot.root_of(path).empty() &&
         std::ranges::none_of(name, [&](char c) {
           return never.find(c) != std::string_view::npos || (c >= 0 && c < ' ') || c == 0x7f;
         });
}

}  // namespace

void check_missing_external_doc(const CheckInput& input, Findings& findings) {
  NearFiles near_files(input);
  for (const LinkPlace& place : input.links) {
    const Link& link = *place.link;
    if (link.kind != Link::Kind::external_doc) continue;
    if (place.target.presence != Presence::missing) continue;
    const std::string path = likely_path(input, link.path);
    const std::vector<std::string> near = near_files.at(place, path);
    Diagnostic& found =
        findings.add(place.path, "the external doc " + name_words(input, place) + " is not there" +
                                     where_looked(input) + suggestion(near));
    offer(input, place, near, found);
    if (!can_create(input, path)) continue;
    const std::string shown = path::relative(path, input.snapshot.root_of(path));
    found.fixes.push_back({"Create " + quoted(shown), false, {{path, {{0, 0}, heading_for(path)}}}});
  }
}

}  // namespace baton
