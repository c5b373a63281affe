// broken-anchor: the file is there, the heading is not. A browser then shows the file's begin, an agent
// searches in vain.
#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "server/base/path.h"
#include "server/checks/all.h"
#include "server/checks/anchors.h"
#include "server/checks/link_spelling.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

// What one file's broken fragments may cost in comparisons, whatever is in it.
constexpr std::size_t most_comparisons = 200'000;

// "L10", "L10-L20", "L10C4-L20C9": lines, as forges count them.
bool is_line_fragment(std::string_view fragment) {
  bool digits = false;
  char before = '-';
  for (const char c : fragment) {
    if (c == 'L' ? before != '-' : c == 'C' || c == '-' ? !digits : !is_digit(c) || before == '-')
      return false;
    digits = is_digit(c);
    before = c;
  }
  return digits && fragment.front() == 'L';
}

// What is no heading's anchor and yet leads somewhere: lines, the begin of any page, a passage of text.
bool is_no_heading(std::string_view fragment) {
  return is_line_fragment(fragment) || equals_lower(fragment, "top") || fragment.starts_with(":~:");
}

bool is_markdown(std::string_view path) {
  const std::string_view extension = path::extension(path);
  return equals_lower(extension, ".md") || equals_lower(extension, ".markdown");
}

class Targets {
 public:
  explicit Targets(const CheckInput& input) : input_(input) {}

  // Nothing where the file's headings are not known.
  const Anchors* anchors_of(const std::string& path) {
    const auto [known, is_new] = known_.try_emplace(path);
    if (is_new) known->second = read(path);
    return known->second.get();
  }

  // Of this file's body; nullptr where that anchor is no heading's.
  const Heading* own_heading(const std::string& anchor) {
    const std::vector<std::string>& slugs = input_.document.heading_slugs;
    if (headings_.empty())
      for (std::size_t i = 0; i < slugs.size(); ++i)
        headings_.try_emplace(slugs[i], &input_.document.body.headings[i]);
    const auto found = headings_.find(anchor);
    return found == headings_.end() ? nullptr : found->second;
  }

 private:
  std::unique_ptr<Anchors> read(const std::string& path) const {
    if (path == input_.path) return std::make_unique<Anchors>(own_anchors(input_.document));
    // What lies outside of every root is never read for a link's sake.
    if (!is_markdown(path) || input_.snapshot.root_of(path).empty()) return nullptr;
    const FileFacts* facts = input_.snapshot.facts(path);
    if (facts == nullptr || facts->is_template) return nullptr;
    return std::make_unique<Anchors>(facts->anchors);
  }

  const CheckInput& input_;
  std::map<std::string, std::unique_ptr<Anchors>> known_;
  std::unordered_map<std::string_view, const Heading*> headings_;  // made when first asked for
};

bool leads_somewhere(const Anchors& anchors, std::string_view fragment) {
  constexpr std::string_view rendered = "user-content-";  // before each anchor of a page that GitHub renders
  return anchors.has(fragment) ||
         (fragment.starts_with(rendered) && anchors.has(fragment.substr(rendered.size())));
}

std::string others(const Anchors& anchors) {
  constexpr std::size_t most = 5;
  const std::vector<std::string>& names = anchors.names();
  if (names.empty()) return "; it has none at all";
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) shown.push_back(quoted(names[i]));
  if (names.size() > most) shown.push_back(std::to_string(names.size() - most) + " more");
  return "; it has " + listed(shown, "and");
}

std::string suggestion(const Anchors& anchors, const NearAnchors& near) {
  if (near.names.empty()) return others(anchors);
  std::vector<std::string> shown;
  for (const std::string& name : near.names) shown.push_back(quoted(name));
  return "; did you mean " + listed(shown, "or") + '?';
}

// The near heading where it is in this file, else the file that was meant.
void relate_target(const CheckInput& input, const std::string& path, const Heading* near, Diagnostic& found) {
  if (path != input.path) found.related.push_back({{path, {}, {}, {}, {}}, "the file that is linked to"});
  if (path == input.path && near != nullptr)
    found.related.push_back({place_in(input.path, input.document, near->range), "the nearest heading"});
}

}  // namespace

void check_broken_anchor(const CheckInput& input, Findings& findings) {
  Targets targets(input);
  std::size_t comparisons = most_comparisons;
  for (const LinkPlace& place : input.links) {
    const Link& link = *place.link;
    if (!link.has_fragment || is_no_heading(link.fragment)) continue;
    const PathLookup& target = place.target;
    if (target.presence != Presence::exists || target.is_folder) continue;
    const Anchors* anchors = targets.anchors_of(target.path);
    if (anchors == nullptr || leads_somewhere(*anchors, link.fragment)) continue;
    const NearAnchors near = anchors->near(link.fragment, comparisons);
    const std::string file = target.path == input.path ? "this file" : path_words(input, place);
    Diagnostic& found = findings.add(place.fragment, file + " has no heading or anchor " +
                                                         quoted(link.fragment) + suggestion(*anchors, near));
    relate_target(input, target.path, near.names.empty() ? nullptr : targets.own_heading(near.names.front()),
                  found);
    relate_uses(input, place, found);
    for (const std::string& name : near.names) {
      const auto written = spell_fragment(input, place, name);
      if (written)
        found.fixes.push_back({"Change to " + quoted('#' + *written),
                               near.case_only,
                               {{input.path, {place.fragment, *written}}}});
    }
  }
}

}  // namespace baton
