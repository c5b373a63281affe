// Brings the parts together: who takes part in which mode, in which order tasks run, and from that what each
// placeholder reads.
#include "server/flow/flow.h"

#include <algorithm>
#include <optional>

#include "server/flow/agent_identity.h"
#include "server/flow/cycles.h"
#include "server/flow/misspelt_agents.h"
#include "server/flow/mode_membership.h"
#include "server/flow/optional_agents.h"
#include "server/flow/other_phases.h"
#include "server/flow/writers.h"

namespace baton {
namespace {

std::vector<Index> order_of_tasks(const Document& document) {
  std::vector<Index> out;
  for (Index i = 0; i < document.tasks.size(); ++i)
    if (document.tasks[i].phase) out.push_back(i);
  std::ranges::stable_sort(out, {},
                           [&](Index task) { return document.phases[*document.tasks[task].phase].number; });
  return out;
}

class Judge {
 public:
  Judge(const Document& document, const Flow& flow, const std::vector<ModeSet>& conditions,
        AgentIdentities& agents)
      : document_(document),
        flow_(flow),
        conditions_(conditions),
        all_modes_(ModeSet::all(flow.mode_count)),
        writers_(document, flow.order, flow.tasks, agents),
        position_(document.tasks.size()) {
    for (std::size_t i = 0; i < flow.order.size(); ++i) position_[flow.order[i]] = i;
  }

  std::vector<PlaceholderFlow> run() {
    std::vector<PlaceholderFlow> out;
    out.reserve(document_.placeholders.size());
    for (Index i = 0; i < document_.placeholders.size(); ++i) out.push_back(judge(i));
    find_cycles(reads_, writers_.lists(), out, document_.tasks.size());
    return out;
  }

 private:
  PlaceholderFlow judge(Index index) {
    const Placeholder& placeholder = document_.placeholders[index];
    PlaceholderFlow out;
    out.live = placeholder.task ? flow_.tasks[*placeholder.task].modes : all_modes_;
    if (placeholder.condition) out.live = out.live.intersection(conditions_[*placeholder.condition]);
    if (placeholder.kind == Placeholder::Kind::arguments || placeholder.kind == Placeholder::Kind::argument)
      return out;
    if (document_.phases.empty()) {
      out.availability = Availability::no_phases;
      return out;
    }
    const Writers::Found found = writers_.find(placeholder);
    if (reads_elsewhere(placeholder, found.phase_exists)) {
      out.availability = Availability::elsewhere;
    } else if (!found.phase_exists) {
      out.availability = Availability::unknown_phase;
    } else if (found.list) {
      out.writers = writers_.lists()[*found.list].tasks();
      if (placeholder.task) judge_reading(index, *found.list, out);
    } else if (found.knowable) {
      out.availability = Availability::not_in_phase;
      out.phases = writers_.phases_of(placeholder.agent);
    }
    return out;
  }

  // Another pipeline of the file is not this one's: neither what is read there nor what it writes.
  bool reads_elsewhere(const Placeholder& placeholder, bool phase_exists) {
    if (placeholder.task && document_.tasks[*placeholder.task].phase && phase_exists) return false;
    if (!others_) others_.emplace(document_);
    return others_->hold(placeholder.range.begin) || (!phase_exists && others_->have(placeholder.phase));
  }

  // A task's prompt reads what those tasks write.
  void judge_reading(Index index, std::size_t list, PlaceholderFlow& out) {
    const Placeholder& placeholder = document_.placeholders[index];
    const Index reader = *placeholder.task;
    std::size_t before = out.writers.size();  // when a task outside of the phases runs, nobody can say
    if (document_.tasks[reader].phase) {
      const auto place = [&](Index task) { return position_[task]; };
      const auto first_behind = std::ranges::lower_bound(out.writers, position_[reader], {}, place);
      before = static_cast<std::size_t>(first_behind - out.writers.begin());
      const bool own_first = before == 0 && out.writers.front() == reader;
      // The output of its own phase, of which nothing has run yet, is not only its own.
      const bool itself = own_first && placeholder.kind == Placeholder::Kind::agent_output;
      if (!itself) reads_.push_back({index, reader, list, before, own_first});
      if (before == 0) {
        out.availability = itself ? Availability::itself : Availability::not_yet_run;
        return;
      }
    }
    out.missing = out.live.without(writers_.lists()[list].modes_of_first(before));
    if (!out.missing.empty()) out.availability = Availability::not_in_mode;
  }

  const Document& document_;
  const Flow& flow_;
  const std::vector<ModeSet>& conditions_;
  ModeSet all_modes_;
  Writers writers_;
  std::vector<std::size_t> position_;  // of each task in the order, if it is there
  std::optional<OtherPhases> others_;  // made for the first that may be read elsewhere
  std::vector<Read> reads_;
};

}  // namespace

Flow analyse_flow(const Snapshot& snapshot, std::string_view path, const Document& document) {
  Flow out;
  out.has_modes = !document.modes.empty();
  out.mode_count = std::max<std::size_t>(document.modes.size(), 1);
  AgentIdentities written(snapshot, path);
  out.optional_agents = find_optional_agents(document, written);
  out.meant_agents = misspelt_agents(snapshot, path, document, out.optional_agents);
  AgentIdentities agents(snapshot, path, &out.meant_agents);
  const std::vector<ModeSet> conditions = condition_modes(document, out.mode_count);
  out.tasks = task_flows(document, agents, conditions, out.mode_count);
  for (TaskFlow& task : out.tasks)
    task.optional =
        !task.identities.empty() && std::ranges::all_of(task.identities, [&](const std::string& identity) {
          return std::ranges::binary_search(out.optional_agents, identity);
        });
  out.order = order_of_tasks(document);
  out.placeholders = Judge(document, out, conditions, agents).run();
  return out;
}

}  // namespace baton
