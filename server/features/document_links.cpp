// The target of several links (a definition) is one place.
#include "server/features/document_links.h"

#include <algorithm>
#include <map>
#include <utility>

#include "server/features/hover_text.h"
#include "server/features/lookup.h"

namespace baton {

namespace {

// Headings by anchor, each file's read once.
class Headings {
 public:
  explicit Headings(const Snapshot& snapshot) : snapshot_(snapshot) {}

  const FileHeading* find(const std::string& path, const std::string& anchor) {
    if (anchor.empty()) return nullptr;
    const auto [known, is_new] = files_.try_emplace(path);
    const FileFacts* facts = is_new ? snapshot_.facts(path) : nullptr;
    if (facts != nullptr)
      for (const FileHeading& heading : facts->uses.headings) known->second.emplace(heading.slug, &heading);
    const auto found = known->second.find(anchor);
    return found == known->second.end() ? nullptr : found->second;
  }

 private:
  const Snapshot& snapshot_;
  std::map<std::string, std::map<std::string_view, const FileHeading*>> files_;
};

}  // namespace

std::vector<DocumentLink> document_links(const FeatureInput& input) {
  std::vector<DocumentLink> out;
  Headings headings(input.snapshot);
  std::map<std::pair<bool, std::string>, std::optional<std::string>> targets;
  for (const Link& link : input.document.links) {
    if (!link.judged || link.target_range.empty()) continue;
    const bool external = link.kind == Link::Kind::external_doc;
    const auto [known, is_new] = targets.try_emplace({external, link.path});
    if (is_new) known->second = link_target(input.snapshot, input.path, external, link.path);
    if (!known->second) continue;
    DocumentLink found{link.target_range, *known->second, 0, {}};
    const FileHeading* heading = headings.find(found.path, link.fragment);
    if (heading != nullptr) found.line = heading->spot.utf8.start.line + 1;
    found.tooltip = short_path(input.snapshot.root_of(found.path), found.path);
    if (heading != nullptr) found.tooltip += ": " + heading->text;
    out.push_back(std::move(found));
  }
  std::ranges::stable_sort(out, {}, &DocumentLink::range);
  const auto repeated = std::ranges::unique(out, {}, &DocumentLink::range);
  out.erase(repeated.begin(), repeated.end());
  return out;
}

}  // namespace baton
