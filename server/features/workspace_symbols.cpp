// All names are looked at for each query; only the best are kept.
#include "server/features/workspace_symbols.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "server/features/lookup.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::size_t longest_query = 100;
constexpr std::size_t longest_name = 200;  // so much of it is looked at

bool begins_word(std::string_view name, std::size_t i) {
  if (i == 0) return true;
  const char before = name[i - 1];
  const bool capital = name[i] >= 'A' && name[i] <= 'Z' && before >= 'a' && before <= 'z';
  return capital || !(is_letter(before) || is_digit(before) || is_beyond_ascii(before));
}

struct Found {
  int score = 0;
  std::size_t length = 0;
  WorkspaceSymbol symbol;
};

bool is_better(const Found& one, const Found& other) {
  if (one.score != other.score) return one.score > other.score;
  return std::tie(one.length, one.symbol.name, one.symbol.place.path, one.symbol.place.range) <
         std::tie(other.length, other.symbol.name, other.symbol.place.path, other.symbol.place.range);
}

class Search {
 public:
  Search(const Snapshot& snapshot, std::string_view query, std::size_t most)
      : snapshot_(snapshot), query_(query.substr(0, longest_query)), most_(most) {}

  std::vector<WorkspaceSymbol> run() {
    each_facts(snapshot_, [&](const FileFacts& facts) { file(facts); });
    cut(most_);
    std::ranges::sort(found_, is_better);
    std::vector<WorkspaceSymbol> out;
    for (Found& one : found_) out.push_back(std::move(one.symbol));
    return out;
  }

 private:
  void file(const FileFacts& facts) {
    if (facts.is_template) return;
    const auto container = [&] {
      const Plugin* plugin = snapshot_.plugin_of(facts.path);
      return plugin == nullptr ? std::string() : plugin->name;
    };
    const auto place = [&] {
      return facts.name_place.path.empty() ? file_begin(facts.path) : facts.name_place;
    };
    if (facts.kind == FileKind::agent) add(facts.name, Symbol::Kind::agent, container, place);
    if (facts.kind == FileKind::skill) add(facts.name, Symbol::Kind::skill, container, place);
    if (facts.kind != FileKind::command) return;
    const std::string name = "/" + std::string(called(facts));
    add(name, Symbol::Kind::command, container, place);
    for (const FilePhase& phase : facts.uses.phases) {
      words_ = "Phase " + std::to_string(phase.number);
      if (!phase.title.empty()) words_ += ": " + phase.title;
      add(
          words_, Symbol::Kind::phase, [&] { return name; },
          [&] { return place_of(facts.path, phase.spot); });
    }
  }

  // What is worse than all that are kept is nobody's business: only of the others the rest is asked.
  template <typename Container, typename PlaceOf>
  void add(const std::string& name, Symbol::Kind kind, Container container, PlaceOf place) {
    const int score = query_.empty() ? 1 : fuzzy_score(query_, name);
    if (score == 0 || score < least_ || name.empty()) return;
    found_.push_back({score, name.size(), {name, container(), kind, place()}});
    if (found_.size() >= 4 * most_ + 1000) cut(most_);
  }

  void cut(std::size_t most) {
    if (found_.size() <= most) return;
    std::ranges::nth_element(found_, found_.begin() + static_cast<std::ptrdiff_t>(most), is_better);
    found_.resize(most);
    if (most > 0) least_ = std::ranges::min_element(found_, {}, &Found::score)->score;
  }

  const Snapshot& snapshot_;
  std::string_view query_;
  std::size_t most_;
  int least_ = 0;
  std::string words_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<WorkspaceSymbol> workspace_symbols(const Snapshot& snapshot, std::string_view query,
                                               std::size_t most) {
  return Search(snapshot, query, most).run();
}

int fuzzy_score(std::string_view query, std::string_view name) {
  name = name.substr(0, longest_name);
  if (name.starts_with('/') && !query.starts_with('/')) name.remove_prefix(1);
  int score = 1;
  std::size_t at = 0, last = std::string_view::npos;
  for (const char c : query) {
    if (is_space(c)) continue;
    // The next begin of a word with that letter, if there is one right behind; else the next such letter.
    std::size_t next = std::string_view::npos;
    for (std::size_t i = at; i < name.size(); ++i) {
      if (to_lower(name[i]) != to_lower(c)) continue;
      if (next == std::string_view::npos) next = i;
      if (i == last + 1 || begins_word(name, i)) {
        next = i;
        break;
      }
    }
    if (next == std::string_view::npos) return 0;
    score += next == 0 ? 6 : begins_word(name, next) ? 4 : next == last + 1 ? 3 : 1;
    if (next == last + 1 && last != std::string_view::npos) score += 2;
    last = next;
    at = next + 1;
  }
  if (at == name.size() && last + 1 == query.size()) score += 10;
  return score;
}

}  // namespace baton
