// agent-not-in-phase: a placeholder reads an agent that its phase does not run. Either the name is misspelt,
// or the agent is in another phase. Or it reads all of a phase that runs none.
#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/checks/all.h"
#include "server/checks/flow_words.h"
#include "server/checks/phase_agents.h"
#include "server/checks/words.h"

namespace baton {
namespace {

constexpr std::size_t most_phases = 32;  // that a message is put together from

// The numbers of the phases that the agent is in, in order, each once.
std::vector<unsigned long long> other_phases(const Document& document, const PlaceholderFlow& flow) {
  std::vector<unsigned long long> out;
  for (const Index phase : flow.phases) {
    if (out.size() == most_phases) break;
    out.push_back(document.phases[phase].number);
  }
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

// Phases that have the agent and come first, names that are near in this phase, and phases that run only
// after the reader.
void offer(const CheckInput& input, const Placeholder& placeholder,
           const std::vector<unsigned long long>& phases, const std::vector<std::string>& names,
           Diagnostic& found) {
  const auto change = [&](TextRange range, const std::string& text) {
    found.fixes.push_back({"Change to " + quoted(text), false, {{input.path, {range, text}}}});
  };
  const Document& document = input.document;
  // Who reads outside of the phases has none behind it.
  unsigned long long own = std::numeric_limits<unsigned long long>::max();
  if (placeholder.task)
    if (const auto phase = document.tasks[*placeholder.task].phase) own = document.phases[*phase].number;
  const auto change_phases = [&](bool later) {
    std::size_t offered = 0;
    for (const unsigned long long number : phases)
      if ((number > own) == later && ++offered <= most_related)
        change(placeholder.phase_range, "phase" + std::to_string(number));
  };
  change_phases(false);
  for (const std::string& name : names) change(placeholder.agent_range, name);
  change_phases(true);
}

void relate(const CheckInput& input, const Placeholder& placeholder, const PlaceholderFlow& flow,
            const Phase& phase, Diagnostic& found) {
  const Document& document = input.document;
  const auto point = [&](TextRange range, std::string message) {
    found.related.push_back({place_in(input.path, document, range), std::move(message)});
  };
  point(phase.name_range, "phase " + std::to_string(phase.number));
  for (const Index index : flow.phases) {
    if (found.related.size() == most_related) break;
    const Phase& other = document.phases[index];
    point(other.name_range, "phase " + std::to_string(other.number) + " has " + quoted(placeholder.agent));
  }
}

bool may_be_at_fault(const Placeholder& placeholder, const PlaceholderFlow& flow) {
  if (placeholder.kind == Placeholder::Kind::phase_output)
    return flow.availability == Availability::available && flow.writers.empty();
  return flow.availability == Availability::not_in_phase;
}

// "{phase2.output}" of a phase without a task.
void judge_whole_phase(const CheckInput& input, const Placeholder& placeholder, const Phase& phase,
                       Findings& findings) {
  const std::string words = "phase " + std::to_string(phase.number);
  Diagnostic& found = findings.add(placeholder.phase_range, words + " runs no agent, so it has no output");
  found.related.push_back({place_in(input.path, input.document, phase.name_range), words});
}

// The first phase of each number.
class PhasesByNumber {
 public:
  explicit PhasesByNumber(const Document& document) {
    for (const Phase& phase : document.phases) phases_.try_emplace(phase.number, &phase);
  }
  const Phase* find(unsigned long long number) const {
    const auto found = phases_.find(number);
    return found == phases_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<unsigned long long, const Phase*> phases_;
};

}  // namespace

void check_agent_not_in_phase(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  if (input.flow.order.empty()) return;  // who runs here is said in a way that Baton does not know
  std::optional<PhasesByNumber> phases;  // made for the first fault, as is the next
  std::optional<PhaseAgents> agents;
  for (std::size_t i = 0; i < document.placeholders.size(); ++i) {
    const PlaceholderFlow& flow = input.flow.placeholders[i];
    const Placeholder& placeholder = document.placeholders[i];
    if (!may_be_at_fault(placeholder, flow)) continue;
    if (!phases) phases.emplace(document);
    const Phase* read = phases->find(placeholder.phase);
    if (placeholder.agent.empty()) {
      if (read != nullptr) judge_whole_phase(input, placeholder, *read, findings);
      continue;
    }
    if (!agents) agents.emplace(input);
    if (agents->may_have_any(placeholder.phase)) continue;
    const std::vector<std::string> near = agents->near(placeholder.phase, placeholder.agent);
    const std::vector<unsigned long long> others = other_phases(document, flow);
    const std::string phase = "phase " + std::to_string(placeholder.phase);
    std::string message = phase + " has no agent " + quoted(placeholder.agent);
    const auto alone = others.empty() ? agents->task_outside(placeholder.agent) : std::nullopt;
    const Task* outside = alone ? &document.tasks[*alone] : nullptr;
    if (!others.empty()) message += ", which is in " + phase_list(others);
    if (outside != nullptr)
      message += "; its task on line " + std::to_string(document.lines.line_of(outside->range.begin) + 1) +
                 " is in none of the file's phases";
    else if (!near.empty())
      message += did_you_mean(near);
    else
      message += "; " + phase + ' ' + agents->has_words(placeholder.phase, placeholder.agent);
    Diagnostic& found = findings.add(placeholder.agent_range, message);
    offer(input, placeholder, others, near, found);
    if (outside != nullptr)
      found.related.push_back({place_in(input.path, document, agent_range(document, *outside)),
                               "this task is in none of the file's phases"});
    if (read != nullptr) relate(input, placeholder, flow, *read, found);
  }
}

}  // namespace baton
