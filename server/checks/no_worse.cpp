// Old and new findings are paired by code and text at fault; what is left is looked up by its place.
#include "server/checks/no_worse.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "server/checks/edit_shift.h"

namespace baton {
namespace {

bool is_serious(const Diagnostic& diagnostic) {
  return diagnostic.severity <= Severity::warning;
}

// Ranges of the findings of one code, sorted, so that "does any of them touch this one" is a search.
class Places {
 public:
  void add(TextRange range) { ranges_.push_back(range); }
  void finish() {
    std::sort(ranges_.begin(), ranges_.end());
    std::uint32_t reach = 0;
    for (const TextRange range : ranges_) reach_.push_back(reach = std::max(reach, range.end));
  }
  bool touch(TextRange range) const {
    const auto behind = std::partition_point(
        ranges_.begin(), ranges_.end(), [&](const TextRange& place) { return place.begin <= range.end; });
    if (behind == ranges_.begin()) return false;
    return reach_[static_cast<std::size_t>(behind - ranges_.begin()) - 1] >= range.begin;
  }

 private:
  std::vector<TextRange> ranges_;
  std::vector<std::uint32_t> reach_;  // the furthest end up to each range
};

struct OldFindings {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> by_text;  // code, text at fault
  std::map<std::string_view, std::size_t> by_code;
  std::map<std::string_view, Places> places;  // in the text after the edits
};

OldFindings old_findings(const JudgedText& before, const std::vector<TextEdit>& edits) {
  const EditShift shift(edits);
  OldFindings old;
  for (const Diagnostic& diagnostic : before.diagnostics) {
    if (!is_serious(diagnostic)) continue;
    const TextRange range = diagnostic.range;
    ++old.by_text[{diagnostic.code, before.text.substr(range.begin, range.size())}];
    ++old.by_code[diagnostic.code];
    old.places[diagnostic.code].add(shift.range(range));
  }
  for (auto& [code, places] : old.places) places.finish();
  return old;
}

}  // namespace

bool is_no_worse(const JudgedText& before, const JudgedText& after, const std::vector<TextEdit>& edits) {
  OldFindings old = old_findings(before, edits);
  for (const Diagnostic& diagnostic : after.diagnostics) {
    if (!is_serious(diagnostic)) continue;
    const auto left = old.by_code.find(diagnostic.code);
    if (left == old.by_code.end() || left->second == 0) return false;
    --left->second;
    const TextRange range = diagnostic.range;
    const auto same = old.by_text.find({diagnostic.code, after.text.substr(range.begin, range.size())});
    if (same != old.by_text.end() && same->second > 0)
      --same->second;
    else if (!old.places.at(diagnostic.code).touch(range))
      return false;
  }
  return true;
}

}  // namespace baton
