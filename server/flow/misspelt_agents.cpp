// See the header.
#include "server/flow/misspelt_agents.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/base/name_words.h"
#include "server/base/utf8.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

// Each unknown name is compared with all others; a file that needs more than that is no user's.
constexpr std::size_t most_comparisons = 20'000;

// Where a name stands; in one such place nobody names an agent twice.
using Place = std::pair<AgentReference::Place, Index>;

struct Named {
  const AgentReference* reference = nullptr;
  std::set<Place> places;
};

Place place_of(const AgentReference& reference) {
  const bool task = reference.place == AgentReference::Place::prose;
  return {task ? AgentReference::Place::task : reference.place, reference.mode.value_or(0)};
}

// Stricter than what is worth a "did you mean": "ai-engineer" is no "ml-engineer", "tester-1" no "tester-2".
bool is_slip(std::string_view a, std::string_view b) {
  if (differs_in_form_only(a, b)) return true;
  leave_what_differs(a, b);
  if (std::ranges::any_of(a, is_digit) || std::ranges::any_of(b, is_digit)) return false;
  const std::size_t longer = std::max(code_point_length(a), code_point_length(b));
  const std::size_t limit = longer >= 8 ? 2 : 1;
  return longer >= 5 && edit_distance(a, b, limit) <= limit;
}

bool may_be_one(const Named& a, const Named& b) {
  const std::string& plugin = a.reference->qualifier;
  const std::string& other = b.reference->qualifier;
  if (!plugin.empty() && !other.empty() && plugin != other) return false;
  if (std::ranges::any_of(a.places, [&](const Place& place) { return b.places.contains(place); }))
    return false;
  return is_slip(a.reference->name, b.reference->name);
}

}  // namespace

std::unordered_map<std::string, std::string> misspelt_agents(const Snapshot& snapshot, std::string_view path,
                                                             const Document& document,
                                                             std::span<const std::string> optional) {
  std::unordered_map<std::string, std::string> out;
  if (!snapshot.defines_agents()) return out;
  std::map<std::string_view, Named> names;
  for (const AgentReference& reference : document.agent_references) {
    Named& named = names[reference.text];
    named.reference = &reference;
    named.places.insert(place_of(reference));
  }
  std::vector<const Named*> unknown, known;
  for (const auto& [text, named] : names) {
    const AgentResolution found = snapshot.resolve_agent(path, named.reference->text);
    if (found.status == AgentResolution::Status::resolved) known.push_back(&named);
    const bool missing = found.status == AgentResolution::Status::unknown;
    if (missing && !std::ranges::binary_search(optional, found.identity)) unknown.push_back(&named);
  }
  if (unknown.size() * known.size() > most_comparisons) return out;
  for (const Named* wrong : unknown) {
    const auto meant =
        std::ranges::find_if(known, [&](const Named* other) { return may_be_one(*wrong, *other); });
    if (meant != known.end()) out.emplace(wrong->reference->text, (*meant)->reference->text);
  }
  return out;
}

}  // namespace baton
