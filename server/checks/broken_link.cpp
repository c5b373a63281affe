// broken-link: a relative link to a file that is not there. Whether it is, the snapshot knows; what it does
// not know is left alone.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "server/base/path.h"
#include "server/checks/all.h"
#include "server/checks/near_files.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"
#include "server/workspace/site_pages.h"

namespace baton {
namespace {

std::string where_looked(const CheckInput& input, const std::string& path) {
  const std::string_view root = input.snapshot.root_of(path);
  if (root.empty()) return "there is no " + quoted(path) + ", which lies outside of the workspace";
  return "the workspace has no " + quoted(path::relative(path, root));
}

// Letters in a row where a reader is to put a number or a date: "ADR-XXXX", "NNNN-title", "YYYY-MM-DD".
bool holds_blank_number(std::string_view part) {
  constexpr std::size_t most = 4;
  const auto has_row = [&](char letter, std::size_t count) {
    const std::array<char, most> row{letter, letter, letter, letter};
    return part.find(std::string_view(row.data(), count)) != std::string_view::npos;
  };
  return has_row('X', 3) || has_row('N', 3) || has_row('Y', most);
}

bool is_nobodys_name(std::string_view stem) {
  return stem == "foo" || stem == "bar" || stem == "baz";
}

// "filename.md", "FILE.md": a word for what is to stand there. In a folder "file.ts" is a file's name.
bool is_word_for_a_file(std::string_view path) {
  constexpr std::array<std::string_view, 5> words = {"file", "filename", "link", "name", "path"};
  const std::string_view stem = path.substr(0, path.find('.'));
  return std::ranges::any_of(words, [&](std::string_view word) { return equals_lower(stem, word); });
}

// "relative/path", "some/path.md".
bool is_word_for_a_path(std::string_view path) {
  for (const std::string_view kind : {"relative", "absolute", "full", "some", "file"}) {
    if (!path.starts_with(kind) || !path.substr(kind.size()).starts_with("/path")) continue;
    const std::string_view rest = path.substr(kind.size() + std::string_view("/path").size());
    if (rest.empty() || rest.front() == '.' || rest.front() == '/') return true;
  }
  return false;
}

// "PR_URL": a variable that is filled in.
bool is_variable(std::string_view part) {
  const bool capitals = std::ranges::all_of(part, [](char c) { return c == '_' || (c >= 'A' && c <= 'Z'); });
  return capitals && (part.ends_with("_URL") || part.ends_with("_PATH") || part.ends_with("_LINK") ||
                      part.ends_with("_FILE") || part.ends_with("_NAME") || part.ends_with("_ID"));
}

// "[slug].md": the name of a route's part, which each page has another one for.
bool holds_route(std::string_view part) {
  const std::size_t open = part.find('[');
  return open != std::string_view::npos && part.find(']', open) != std::string_view::npos;
}

// "src/auth.ts:42", "src/auth.ts:42-50": a place in a file, as compilers write it.
bool ends_in_line_number(std::string_view path) {
  const std::size_t colon = path.find(':');
  if (colon == std::string_view::npos || colon + 1 == path.size() || !is_digit(path[colon + 1])) return false;
  return path.find_first_not_of("0123456789:-", colon) == std::string_view::npos;
}

// "../../issues/12", taken from the root's own page: GitHub has its pages beside a repository's files.
bool is_page_of_repository(const CheckInput& input, std::string_view path) {
  constexpr std::array<std::string_view, 20> pages = {
      "actions", "blob",     "branches",  "commit",     "commits",  "compare", "discussions",
      "issues",  "labels",   "milestone", "milestones", "projects", "pull",    "pulls",
      "raw",     "releases", "security",  "tags",       "tree",     "wiki"};
  const std::string_view root = input.snapshot.root_of(input.path);
  if (root.empty()) return false;
  while (path.starts_with("./")) path.remove_prefix(2);
  std::ptrdiff_t above = 0;
  for (; path.starts_with("../"); path.remove_prefix(3)) ++above;
  const std::string_view folder = path::parent(input.path);
  const std::string_view below = folder.substr(root == "/" ? 0 : std::min(root.size(), folder.size()));
  const std::ptrdiff_t deep = below.size() > 1 ? std::ranges::count(below, '/') : 0;
  return above > deep && std::ranges::find(pages, path.substr(0, path.find('/'))) != pages.end();
}

// A path that shows how paths are written and leads nowhere on purpose: "path/to/guide.md", "your-file.md".
bool is_stand_in(std::string_view path) {
  while (path.starts_with("./") || path.starts_with("../")) path.remove_prefix(path.find('/') + 1);
  const std::string_view first = path.substr(0, path.find('/'));
  if (first == "path" || path.find("/path/to/") != std::string_view::npos) return true;
  if (first.starts_with("www.") || first == "example.com" || first == "example.org") return true;
  if (path.find("%s") != std::string_view::npos || path.find("%d") != std::string_view::npos) return true;
  if (is_word_for_a_file(path) || is_word_for_a_path(path) || ends_in_line_number(path)) return true;
  const std::string_view name = path::file_name(path);
  if (is_nobodys_name(name.substr(0, name.find('.')))) return true;
  for (std::string_view rest = path; !rest.empty();) {
    const std::string_view part = rest.substr(0, rest.find('/'));
    if (part.starts_with("your-") || part.starts_with("your_") || holds_blank_number(part) ||
        is_variable(part) || holds_route(part))
      return true;
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  }
  return false;
}

// A page that the link means is there, or the disk is still to be asked for it.
bool may_mean_a_page(const CheckInput& input, const std::string& path) {
  if (!is_page_of_site(input.snapshot, input.path)) return false;
  return std::ranges::any_of(pages_meant(path), [&](const std::string& page) {
    const PathLookup found = input.snapshot.look_up(page);
    return (found.presence == Presence::exists && !found.case_differs) ||
           (found.presence == Presence::unknown && !input.snapshot.parts().looked_up->contains(page));
  });
}

}  // namespace

void check_broken_link(const CheckInput& input, Findings& findings) {
  NearFiles near_files(input);
  for (const LinkPlace& place : input.links) {
    const Link& link = *place.link;
    if (link.kind == Link::Kind::external_doc || link.path.empty()) continue;
    if (place.target.presence != Presence::missing || is_stand_in(link.path)) continue;
    if (is_page_of_repository(input, link.path)) continue;
    const std::string path = path::join(path::parent(input.path), link.path);
    if (may_mean_a_page(input, path)) continue;
    const std::vector<std::string> near = near_files.at(place, path);
    const std::string what = link.kind == Link::Kind::image ? "the image " : "the link ";
    Diagnostic& found = findings.add(place.path, what + path_words(input, place) + " leads nowhere: " +
                                                     where_looked(input, path) + suggestion(near));
    relate_uses(input, place, found);
    offer(input, place, near, found);
  }
}

}  // namespace baton
