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

// A path that shows how paths are written and leads nowhere on purpose: "path/to/guide.md", "your-file.md".
bool is_stand_in(std::string_view path) {
  while (path.starts_with("./") || path.starts_with("../")) path.remove_prefix(path.find('/') + 1);
  const std::string_view first = path.substr(0, path.find('/'));
  if (first == "path" || path.find("/path/to/") != std::string_view::npos) return true;
  if (first.starts_with("www.") || first == "example.com" || first == "example.org") return true;
  if (path.find("%s") != std::string_view::npos || path.find("%d") != std::string_view::npos) return true;
  const std::string_view name = path::file_name(path);
  if (is_nobodys_name(name.substr(0, name.find('.')))) return true;
  for (std::string_view rest = path; !rest.empty();) {
    const std::string_view part = rest.substr(0, rest.find('/'));
    if (part.starts_with("your-") || part.starts_with("your_") || holds_blank_number(part)) return true;
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  }
  return false;
}

}  // namespace

void check_broken_link(const CheckInput& input, Findings& findings) {
  NearFiles near_files(input);
  for (const LinkPlace& place : input.links) {
    const Link& link = *place.link;
    if (link.kind == Link::Kind::external_doc || link.path.empty()) continue;
    if (place.target.presence != Presence::missing || is_stand_in(link.path)) continue;
    const std::string path = path::join(path::parent(input.path), link.path);
    const std::vector<std::string> near = near_files.at(place, path);
    const std::string what = link.kind == Link::Kind::image ? "the image " : "the link ";
    Diagnostic& found = findings.add(place.path, what + path_words(input, place) + " leads nowhere: " +
                                                     where_looked(input, path) + suggestion(near));
    relate_uses(input, place, found);
    offer(input, place, near, found);
  }
}

}  // namespace baton
