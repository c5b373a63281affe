// See pipeline_graph.h.
#include "server/flow/pipeline_graph.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace baton {
namespace {

// So many pairs of a placeholder and a task that writes for it are looked at.
constexpr std::size_t most_pairs = 20000;
// Of the edges between the same two tasks so many are looked at for an equal one.
constexpr std::size_t most_compared = 8;

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

bool reads_a_phase(const Placeholder& placeholder) {
  return placeholder.kind == Placeholder::Kind::agent_output ||
         placeholder.kind == Placeholder::Kind::phase_output;
}

class Builder {
 public:
  Builder(const Document& document, const Flow& flow, std::optional<std::size_t> mode)
      : document_(document), flow_(flow) {
    graph_.mode = mode;
    if (mode)
      shown_.add(*mode);
    else
      shown_ = ModeSet::all(flow.mode_count);
  }

  PipelineGraph build() {
    for (const Mode& mode : document_.modes)
      graph_.modes.push_back({mode.name, mode.is_default, mode.range, mode.name_range});
    add_phases();
    add_tasks();
    add_gates();
    for (Index i = 0; i < document_.placeholders.size(); ++i) add_read(i);
    return std::move(graph_);
  }

 private:
  ModeSet shown(const ModeSet& modes) const { return modes.intersection(shown_); }

  // A phase is there unless it has tasks and none of them is.
  void add_phases() {
    std::vector<bool> has_tasks(document_.phases.size()), has_live(document_.phases.size());
    for (const Index task : flow_.order) {
      const Index phase = *document_.tasks[task].phase;
      has_tasks[phase] = true;
      if (is_shown(task)) has_live[phase] = true;
    }
    std::vector<Index> order;
    for (Index i = 0; i < document_.phases.size(); ++i)
      if (has_live[i] || !has_tasks[i]) order.push_back(i);
    std::ranges::stable_sort(order, {}, [&](Index phase) { return document_.phases[phase].number; });
    phase_places_.assign(document_.phases.size(), nowhere);
    for (const Index i : order) {
      const Phase& phase = document_.phases[i];
      phase_places_[i] = graph_.phases.size();
      graph_.phases.push_back({i, phase.number, phase.title.text, {}, {}, phase.range, phase.name_range});
    }
  }

  // Without a mode all tasks are shown, also one that takes part in none.
  bool is_shown(Index task) const { return !graph_.mode || flow_.tasks[task].modes.contains(*graph_.mode); }

  void add_tasks() {
    task_places_.assign(document_.tasks.size(), nowhere);
    positions_.assign(document_.tasks.size(), nowhere);
    for (std::size_t i = 0; i < flow_.order.size(); ++i) positions_[flow_.order[i]] = i;
    for (Index i = 0; i < document_.tasks.size(); ++i)
      if (!document_.tasks[i].phase) add_task(i);
    for (const Index task : flow_.order) add_task(task);
  }

  void add_task(Index index) {
    if (!is_shown(index)) return;
    const Task& task = document_.tasks[index];
    PipelineTask out;
    out.task = index;
    for (const Index agent : task.agents) out.agents.push_back(document_.agent_references[agent].text);
    out.modes = shown(flow_.tasks[index].modes);
    out.optional = flow_.tasks[index].optional;
    out.range = task.range;
    out.name_range =
        task.agents.empty() ? task.open_tag : document_.agent_references[task.agents.front()].range;
    if (task.phase) {
      out.phase = phase_places_[*task.phase];
      graph_.phases[*out.phase].tasks.push_back(graph_.tasks.size());
    }
    task_places_[index] = graph_.tasks.size();
    graph_.tasks.push_back(std::move(out));
  }

  void add_gates() {
    for (Index i = 0; i < document_.gates.size(); ++i) {
      const Gate& gate = document_.gates[i];
      const std::size_t phase = phase_places_[gate.phase];
      if (phase == nowhere) continue;
      graph_.phases[phase].gates.push_back(graph_.gates.size());
      graph_.gates.push_back({i, phase, gate.text.text, gate.range});
    }
  }

  void add_read(Index index) {
    const Placeholder& placeholder = document_.placeholders[index];
    const PlaceholderFlow& read = flow_.placeholders[index];
    if (!placeholder.task || !reads_a_phase(placeholder) || !is_shown(*placeholder.task)) return;
    if (graph_.mode && !read.live.contains(*graph_.mode)) return;
    if (read.availability == Availability::no_phases) return;
    if (pairs_ >= most_pairs) {
      ++graph_.reads_left_out;
      return;
    }
    ++pairs_;
    if (read.availability == Availability::unknown_phase || read.availability == Availability::not_in_phase ||
        read.availability == Availability::elsewhere) {
      add_missing(index, read.availability);
    } else if (!read.writers.empty() && !add_writers(index, true)) {
      // In a mode nobody is left; without one the text is live where none of its writers is.
      if (graph_.mode)
        add_missing(index, Availability::not_in_mode);
      else
        add_writers(index, false);
    }
  }

  // Edges from the tasks that write before the reader runs (or, where none does, from those that come later).
  // With `in_modes` only from those that do so in a mode in which the text is read. False where there is
  // none.
  bool add_writers(Index index, bool in_modes) {
    const PlaceholderFlow& read = flow_.placeholders[index];
    const Index reader = *document_.placeholders[index].task;
    const bool in_order =
        read.availability == Availability::available || read.availability == Availability::not_in_mode;
    bool found = false;
    for (const Index writer : read.writers) {
      if (in_order && document_.tasks[reader].phase && positions_[writer] >= positions_[reader]) break;
      if (read.availability == Availability::itself && writer != reader) continue;
      if (++pairs_ > most_pairs) {
        ++graph_.reads_left_out;
        return true;
      }
      const ModeSet modes = shown(read.live.intersection(flow_.tasks[writer].modes));
      if (task_places_[writer] == nowhere || (in_modes && modes.empty())) continue;
      found = true;
      add_edge(index, task_places_[writer], modes);
    }
    return found;
  }

  void add_edge(Index index, std::size_t from, const ModeSet& modes) {
    const PlaceholderFlow& read = flow_.placeholders[index];
    PipelineEdge edge;
    edge.from = from;
    edge.to = task_places_[*document_.placeholders[index].task];
    edge.state = read.availability;
    edge.modes = modes;
    if (edge.state == Availability::not_in_mode) {
      edge.missing_modes = shown(read.missing);
      if (edge.missing_modes.empty()) edge.state = Availability::available;  // in this mode
    }
    finish_edge(index, std::move(edge));
  }

  void add_missing(Index index, Availability why) {
    const Placeholder& placeholder = document_.placeholders[index];
    // Of a phase that is not there, no agent matters.
    const std::string agent = why == Availability::unknown_phase ? std::string() : placeholder.agent;
    const auto [place, is_new] = missing_.try_emplace({placeholder.phase, agent, why}, graph_.missing.size());
    if (is_new) graph_.missing.push_back({placeholder.phase, agent, why});
    PipelineEdge edge;
    edge.from = place->second;
    edge.from_missing = true;
    edge.to = task_places_[*placeholder.task];
    edge.state = why;
    edge.modes = shown(flow_.placeholders[index].live);
    if (why == Availability::not_in_mode) edge.missing_modes = shown_;
    finish_edge(index, std::move(edge));
  }

  // Places that read the same in the same way are one edge.
  void finish_edge(Index index, PipelineEdge edge) {
    edge.conditional = !graph_.mode && (document_.placeholders[index].condition.has_value() ||
                                        edge.modes != graph_.tasks[edge.to].modes);
    std::vector<std::size_t>& alike = edges_[{edge.from, edge.from_missing, edge.to}];
    std::size_t compared = 0;
    for (auto other = alike.rbegin(); other != alike.rend() && compared < most_compared;
         ++other, ++compared) {
      PipelineEdge& known = graph_.edges[*other];
      if (known.state != edge.state || known.conditional != edge.conditional || known.modes != edge.modes ||
          known.missing_modes != edge.missing_modes)
        continue;
      known.placeholders.push_back(index);
      return;
    }
    edge.placeholders.push_back(index);
    alike.push_back(graph_.edges.size());
    graph_.edges.push_back(std::move(edge));
  }

  const Document& document_;
  const Flow& flow_;
  ModeSet shown_;
  PipelineGraph graph_;
  std::size_t pairs_ = 0;
  std::vector<std::size_t> phase_places_;  // of each phase of the document, in the graph
  std::vector<std::size_t> task_places_;   // of each task
  std::vector<std::size_t> positions_;     // of each task, in the order of running
  std::map<std::tuple<unsigned long long, std::string, Availability>, std::size_t> missing_;
  std::map<std::tuple<std::size_t, bool, std::size_t>, std::vector<std::size_t>> edges_;
};

}  // namespace

PipelineGraph pipeline_graph(const Document& document, const Flow& flow, std::optional<std::size_t> mode) {
  return Builder(document, flow, mode).build();
}

}  // namespace baton
