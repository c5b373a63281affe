// unknown-phase: a placeholder reads a phase that the file does not have. Offered are the phases in which its
// agent is, else the ones with the nearest numbers.
#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/checks/all.h"
#include "server/checks/flow_words.h"
#include "server/checks/phase_agents.h"
#include "server/checks/words.h"

namespace baton {
namespace {

// The number of the phase that the reading task is in.
std::optional<unsigned long long> reader_phase(const Document& document, const Placeholder& placeholder) {
  if (!placeholder.task) return std::nullopt;
  const Task& task = document.tasks[*placeholder.task];
  if (!task.phase) return std::nullopt;
  return document.phases[*task.phase].number;
}

// At most two of `numbers` (ascending) that are near to `wanted`, those first that have run when the reader
// does.
std::vector<unsigned long long> near_numbers(std::span<const unsigned long long> numbers,
                                             unsigned long long wanted,
                                             std::optional<unsigned long long> reader) {
  const auto above = static_cast<std::size_t>(std::ranges::lower_bound(numbers, wanted) - numbers.begin());
  const auto behind_reader = static_cast<std::size_t>(
      reader ? std::ranges::upper_bound(numbers, *reader) - numbers.begin() : std::ssize(numbers));
  std::vector<unsigned long long> near;
  const auto add = [&](std::size_t i) {
    if (i < numbers.size() && std::ranges::find(near, numbers[i]) == near.end()) near.push_back(numbers[i]);
  };
  for (const std::size_t at : {above, behind_reader})
    for (std::size_t i = at < 2 ? 0 : at - 2; i < at + 2; ++i) add(i);
  std::ranges::stable_sort(near, {}, [&](unsigned long long number) {
    const bool later = reader && number > *reader;
    return std::pair(later, number > wanted ? number - wanted : wanted - number);
  });
  near.resize(std::min<std::size_t>(near.size(), 2));
  return near;
}

}  // namespace

void check_unknown_phase(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  std::optional<PhaseAgents> agents;  // made for the first fault
  std::string all;
  for (std::size_t i = 0; i < document.placeholders.size(); ++i) {
    if (input.flow.placeholders[i].availability != Availability::unknown_phase) continue;
    const Placeholder& placeholder = document.placeholders[i];
    if (!agents) {
      agents.emplace(input);
      all = (agents->numbers().size() == 1 ? "; its only one is " : "; it has ") +
            phase_list(agents->numbers());
    }
    std::span<const unsigned long long> phases = agents->numbers();
    std::string message = "this file has no phase " + std::to_string(placeholder.phase);
    const auto& of_agent = agents->phases_of(placeholder.agent);
    if (placeholder.agent.empty() || of_agent.empty()) {
      message += all;
    } else {
      phases = of_agent;
      message += "; " + quoted(placeholder.agent) + " is in " + phase_list(phases);
    }
    Diagnostic& found = findings.add(placeholder.phase_range, message);
    for (const unsigned long long number :
         near_numbers(phases, placeholder.phase, reader_phase(document, placeholder))) {
      const std::string phase = "phase" + std::to_string(number);
      found.fixes.push_back(
          {"Change to " + quoted(phase), false, {{input.path, {placeholder.phase_range, phase}}}});
    }
  }
}

}  // namespace baton
