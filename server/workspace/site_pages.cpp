// See site_pages.h.
#include "server/workspace/site_pages.h"

#include <algorithm>
#include <array>

#include "server/base/path.h"

namespace baton {

bool is_page_of_site(const Snapshot& snapshot, std::string_view path) {
  const Plugin* plugin = snapshot.plugin_of(path);
  const std::size_t above =
      std::max(snapshot.root_of(path).size(), plugin != nullptr ? plugin->folder.size() : std::size_t{0});
  const std::string_view below = path.substr(above == 1 ? 0 : above);
  const auto lies_in = [&](std::string_view folder) { return below.find(folder) != std::string_view::npos; };
  return !lies_in("/.claude/") && (lies_in("/docs/") || lies_in("/content/") || lies_in("/website/"));
}

std::vector<std::string> pages_meant(std::string_view path) {
  constexpr std::array<std::string_view, 2> endings = {".md", ".mdx"};
  constexpr std::string_view page = ".html";
  if (std::ranges::any_of(endings, [&](std::string_view ending) { return path.ends_with(ending); }))
    return {};
  if (path.ends_with(page)) path.remove_suffix(page.size());
  std::vector<std::string> pages;
  for (const std::string_view ending : endings) pages.push_back(std::string(path) + std::string(ending));
  return pages;
}

}  // namespace baton
