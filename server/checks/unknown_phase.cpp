// unknown-phase: a placeholder reads a phase that the file does not have. Offered are the phases in which its
// agent is, else the ones with the nearest numbers.
#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "server/checks/all.h"
#include "server/checks/flow_words.h"
#include "server/checks/phase_agents.h"
#include "server/checks/phase_headings.h"
#include "server/checks/words.h"

namespace baton {
namespace {

// At most two of `numbers` (ascending) that are near to `wanted`; first those below `later`, the first phase
// that has not run when the reader does.
std::vector<unsigned long long> near_numbers(std::span<const unsigned long long> numbers,
                                             unsigned long long wanted,
                                             std::optional<unsigned long long> later) {
  std::vector<unsigned long long> near;
  for (const unsigned long long border : {wanted, later.value_or(wanted)}) {
    const auto above = static_cast<std::size_t>(std::ranges::lower_bound(numbers, border) - numbers.begin());
    for (std::size_t i = above < 2 ? 0 : above - 2; i < above + 2 && i < numbers.size(); ++i)
      if (std::ranges::find(near, numbers[i]) == near.end()) near.push_back(numbers[i]);
  }
  std::ranges::stable_sort(near, {}, [&](unsigned long long number) {
    return std::pair(later && number >= *later, number > wanted ? number - wanted : wanted - number);
  });
  near.resize(std::min<std::size_t>(near.size(), 2));
  return near;
}

// The first phase that has not run when the placeholder is read: behind the reader's own, or that one, where
// the reader itself is the agent.
std::optional<unsigned long long> later_phase(const Document& document, const Placeholder& placeholder,
                                              PhaseAgents& agents) {
  if (!placeholder.task) return std::nullopt;
  const Task& reader = document.tasks[*placeholder.task];
  if (!reader.phase) return std::nullopt;
  const unsigned long long own = document.phases[*reader.phase].number;
  const bool itself = !reader.agents.empty() &&
                      agents.means(placeholder.agent, document.agent_references[reader.agents.front()].text);
  return itself || placeholder.agent.empty() ? own : own + 1;
}

void relate(const CheckInput& input, const NearPhase& near, Diagnostic& found) {
  found.related.push_back({place_in(input.path, input.document, near.heading->text_range),
                           near.elsewhere ? "this heading begins none of the file's phases"
                           : near.twice   ? "this phase has another one's number"
                                          : "this heading begins no phase"});
}

// The phase is there, but for a slip in its heading.
void add_slip(const CheckInput& input, const Placeholder& placeholder, const NearPhase& near,
              Findings& findings) {
  Diagnostic& found =
      findings.add(placeholder.phase_range, "this file has no phase " + std::to_string(placeholder.phase) +
                                                meant_words(input.document, near));
  relate(input, near, found);
  if (near.word.empty()) return;
  found.fixes.push_back(
      {"Change the heading's " + quoted(input.document.slice(near.word)) + " to " + quoted(near.meant),
       false,
       {{input.path, {near.word, near.meant}}}});
}

}  // namespace

void check_unknown_phase(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  std::optional<PhaseAgents> agents;  // made for the first fault
  std::optional<PhaseHeadings> headings;
  std::string all;
  for (std::size_t i = 0; i < document.placeholders.size(); ++i) {
    if (input.flow.placeholders[i].availability != Availability::unknown_phase) continue;
    const Placeholder& placeholder = document.placeholders[i];
    if (!agents) {
      agents.emplace(input);
      headings.emplace(document);
      all = (agents->numbers().size() == 1 ? "; its only one is " : "; it has ") +
            phase_list(agents->numbers());
    }
    const NearPhase* near = headings->near_phase(placeholder.phase);
    if (near != nullptr && !near->elsewhere) {
      add_slip(input, placeholder, *near, findings);
      continue;
    }
    std::span<const unsigned long long> phases = agents->numbers();
    std::string message = "this file has no phase " + std::to_string(placeholder.phase);
    const auto of_agent = agents->phases_of(placeholder.agent);
    if (placeholder.agent.empty() || of_agent.empty()) {
      message += all;
    } else {
      phases = of_agent;
      message += "; " + quoted(placeholder.agent) + " is in " + phase_list(phases);
    }
    if (near != nullptr) message += meant_words(document, *near);
    Diagnostic& found = findings.add(placeholder.phase_range, message);
    if (near != nullptr) relate(input, *near, found);
    for (const unsigned long long number :
         near_numbers(phases, placeholder.phase, later_phase(document, placeholder, *agents))) {
      const std::string phase = "phase" + std::to_string(number);
      found.fixes.push_back(
          {"Change to " + quoted(phase), false, {{input.path, {placeholder.phase_range, phase}}}});
    }
  }
}

}  // namespace baton
