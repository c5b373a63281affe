// Two thousand small files made at random, judged a second time by the sentences of docs/language.md taken
// word for word, mode by mode and task by task, with no regard to speed.
#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "tests/flow/reading.h"

using namespace baton;
using namespace baton::testing;

namespace {

class Random {
 public:
  explicit Random(unsigned seed) : state_(seed) {}
  unsigned below(unsigned limit) { return (state_ = state_ * 1664525u + 1013904223u) / 65536u % limit; }
  bool one_in(unsigned n) { return below(n) == 0; }
  std::string agent() { return std::string(1, static_cast<char>('a' + below(3))); }
  // "M1", "M1/M3".
  std::string modes() {
    std::string out = "M" + std::to_string(below(3));
    if (one_in(2)) out += "/M" + std::to_string(below(3));
    return out;
  }
  std::string placeholder() {
    return "{phase" + std::to_string(below(4)) + (one_in(4) ? std::string() : "." + agent()) + ".output}";
  }

 private:
  unsigned state_;
};

std::string random_file(Random& random) {
  std::string out;
  if (!random.one_in(3)) {
    out += "---\nexecution_modes:\n";
    for (int mode = 0; mode < 3; ++mode) {
      out += "  m" + std::to_string(mode) + ":\n    duration: 1d\n";
      if (random.one_in(3)) continue;
      out += "    agents: [" + random.agent() + ", " + random.agent() + "]\n";
    }
    out += "---\n\n";
  }
  for (unsigned phases = 1 + random.below(4); phases > 0; --phases) {
    out += phase(std::to_string(random.below(3)));
    if (random.one_in(4)) out += "Prose: " + random.placeholder() + "\n\n";
    for (unsigned count = random.below(4); count > 0; --count) {
      std::string prompt = random.one_in(3) ? "[" + random.modes() + " modes only] Do" : "Do";
      for (unsigned reads = random.below(3); reads > 0; --reads)
        prompt += random.one_in(3) ? " [" + random.modes() + ": " + random.placeholder() + "]"
                                   : " " + random.placeholder();
      out += task(random.agent() + (random.one_in(5) ? " OR " + random.agent() : ""), prompt);
    }
  }
  return out;
}

// The same questions, asked of the document alone.
struct Rules {
  const Document& document;

  bool allows(const Condition& condition, std::size_t mode) const {
    const bool own = std::ranges::any_of(
        condition.names, [&](const ConditionName& name) { return name.mode && *name.mode == mode; });
    return own && (!condition.parent || allows(document.conditions[*condition.parent], mode));
  }
  bool names(Index task, const std::string& agent) const {
    return std::ranges::any_of(document.tasks[task].agents, [&](Index reference) {
      return document.agent_references[reference].text == agent;
    });
  }
  bool takes_part(Index task, std::size_t mode) const {
    if (document.modes.empty()) return true;
    const Mode& m = document.modes[mode];
    const bool listed = std::ranges::any_of(
        m.agents, [&](Index reference) { return names(task, document.agent_references[reference].text); });
    const auto condition = document.tasks[task].condition;
    return (!m.lists_agents || listed) && (!condition || allows(document.conditions[*condition], mode));
  }
  bool lives(const Placeholder& placeholder, std::size_t mode) const {
    return takes_part(*placeholder.task, mode) &&
           (!placeholder.condition || allows(document.conditions[*placeholder.condition], mode));
  }
  unsigned long long number(Index task) const { return document.phases[*document.tasks[task].phase].number; }
  bool is_before(Index a, Index b) const { return std::pair(number(a), a) < std::pair(number(b), b); }
  bool writes(Index task, const Placeholder& placeholder) const {
    return number(task) == placeholder.phase &&
           (placeholder.kind == Placeholder::Kind::phase_output || names(task, placeholder.agent));
  }
  std::vector<Index> writers(const Placeholder& placeholder) const {
    std::vector<Index> out;
    for (Index task = 0; task < document.tasks.size(); ++task)
      if (writes(task, placeholder)) out.push_back(task);
    return out;
  }
  // Whom a reader waits for: those before it, or if there are none, all others.
  std::set<Index> waits_for(const Placeholder& placeholder) const {
    std::set<Index> before, others;
    for (const Index task : writers(placeholder)) {
      if (is_before(task, *placeholder.task)) before.insert(task);
      if (task != *placeholder.task) others.insert(task);
    }
    const bool reads_itself =
        placeholder.kind == Placeholder::Kind::agent_output && writes(*placeholder.task, placeholder);
    return before.empty() && !reads_itself ? others : before;
  }

  // A cycle counts as "not yet run" here.
  std::string verdict(const Placeholder& placeholder) const {
    const auto in_phase = [&](const Phase& phase) { return phase.number == placeholder.phase; };
    if (std::ranges::none_of(document.phases, in_phase)) return "unknown phase";
    const std::vector<Index> found = writers(placeholder);
    if (found.empty())
      return placeholder.kind == Placeholder::Kind::phase_output ? "available" : "not in phase";
    if (!placeholder.task) return "available";
    std::vector<Index> before;
    for (const Index task : found)
      if (is_before(task, *placeholder.task)) before.push_back(task);
    const bool own = std::ranges::find(found, *placeholder.task) != found.end();
    if (before.empty())
      return own && placeholder.kind == Placeholder::Kind::agent_output ? "itself" : "not yet run";
    std::string missing;
    for (std::size_t mode = 0; mode < std::max<std::size_t>(document.modes.size(), 1); ++mode)
      if (lives(placeholder, mode) &&
          std::ranges::none_of(before, [&](Index task) { return takes_part(task, mode); }))
        missing += " " + std::to_string(mode);
    return missing.empty() ? "available" : "not in" + missing;
  }
};

std::string short_verdict(const Analysed& analysed, const PlaceholderFlow& flow) {
  if (flow.availability == Availability::cycle) return "not yet run";
  if (flow.availability == Availability::not_in_phase) return "not in phase";
  if (flow.availability != Availability::not_in_mode) return verdict(analysed, flow);
  std::string out = "not in";
  for (const std::size_t mode : flow.missing.list()) out += " " + std::to_string(mode);
  return out;
}

using Waits = std::vector<std::set<Index>>;

bool reaches(const Waits& waits, Index from, Index to) {
  std::set<Index> seen;
  std::vector<Index> open(waits[from].begin(), waits[from].end());
  while (!open.empty()) {
    const Index task = open.back();
    open.pop_back();
    if (task == to) return true;
    if (seen.insert(task).second) open.insert(open.end(), waits[task].begin(), waits[task].end());
  }
  return false;
}

// Every cycle that is told is one; none is told twice; and whoever waits in one is in the same knot as one
// told.
void check_cycles(const Analysed& analysed, const Rules& rules) {
  const Document& document = *analysed.document;
  Waits waits(document.tasks.size());
  for (const Placeholder& placeholder : document.placeholders)
    if (placeholder.task) waits[*placeholder.task].merge(rules.waits_for(placeholder));
  std::set<std::set<std::pair<Index, Index>>> told;
  std::set<Index> in_told;
  for (Index i = 0; i < document.placeholders.size(); ++i) {
    const PlaceholderFlow& flow = analysed.flow.placeholders[i];
    if (flow.availability != Availability::cycle) continue;
    const Placeholder& placeholder = document.placeholders[i];
    REQUIRE(flow.cycle.size() > 2);
    CHECK(flow.cycle.front() == *placeholder.task);
    CHECK(flow.cycle.back() == *placeholder.task);
    CHECK(rules.waits_for(placeholder).contains(flow.cycle[1]));
    CHECK(rules.is_before(flow.cycle[0], flow.cycle[1]));
    std::set<std::pair<Index, Index>> edges;
    for (std::size_t k = 0; k + 1 < flow.cycle.size(); ++k) {
      CHECK(waits[flow.cycle[k]].contains(flow.cycle[k + 1]));
      edges.emplace(flow.cycle[k], flow.cycle[k + 1]);
      in_told.insert(flow.cycle[k]);
    }
    CHECK(edges.size() + 1 == flow.cycle.size());
    CHECK(told.insert(edges).second);
  }
  for (Index task = 0; task < document.tasks.size(); ++task) {
    if (!reaches(waits, task, task)) continue;
    CHECK(std::ranges::any_of(in_told, [&](Index other) {
      return other == task || (reaches(waits, task, other) && reaches(waits, other, task));
    }));
  }
}

}  // namespace

TEST_CASE("files at random, by the rules word for word") {
  Random random(7);
  std::map<std::string, int> seen;
  int cycles = 0;
  for (int round = 0; round < 2'000; ++round) {
    const std::string text = random_file(random);
    const Analysed analysed = analyse(text);
    const Document& document = *analysed.document;
    const Rules rules{document};
    CAPTURE(text);
    for (Index task = 0; task < document.tasks.size(); ++task)
      for (std::size_t mode = 0; mode < analysed.flow.mode_count; ++mode)
        REQUIRE(analysed.flow.tasks[task].modes.contains(mode) == rules.takes_part(task, mode));
    for (Index i = 0; i < document.placeholders.size(); ++i) {
      const PlaceholderFlow& flow = analysed.flow.placeholders[i];
      const std::string found = short_verdict(analysed, flow);
      REQUIRE(found == rules.verdict(document.placeholders[i]));
      ++seen[found];
      if (flow.availability == Availability::cycle) ++cycles;
    }
    check_cycles(analysed, rules);
  }
  // The files are of every kind.
  for (const char* verdict : {"available", "unknown phase", "not in phase", "itself", "not yet run",
                              "not in 0", "not in 1 2", "not in 0 1 2"})
    CHECK_MESSAGE(seen[verdict] > 5, verdict, " ", seen[verdict]);
  CHECK(cycles > 100);
}
