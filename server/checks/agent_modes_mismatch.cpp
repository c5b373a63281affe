// agent-modes-mismatch: three places say in which modes an agent runs: its row in the agent table, the modes'
// lists of agents, and the condition at the head of its task. The lists count; what says otherwise is told.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/base/utf8.h"
#include "server/checks/all.h"
#include "server/checks/flow_words.h"
#include "server/checks/mode_agents.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::size_t longest_cell = 1000;
constexpr std::size_t most_modes_compared = 100;
constexpr std::size_t most_cells_compared = 200;

// What a file's cells under "Execution Modes" say.
class ModeCells {
 public:
  explicit ModeCells(const Document& document) : count_(document.modes.size()) {
    for (std::size_t i = 0; i < count_; ++i) modes_.emplace(fold_case(document.modes[i].name), i);
  }

  // "All modes", "Standard, Enterprise", "Quick/Standard"; nothing where a part is no mode: then it is text.
  std::optional<ModeSet> read(std::string_view cell) const {
    if (cell.size() > longest_cell) return std::nullopt;
    ModeSet out;
    for (const std::string& part : parts_of(fold_case(cell))) {
      const std::string_view name = without_words(part);
      const auto mode = modes_.find(std::string(name));
      if (mode != modes_.end())
        out.add(mode->second);
      else if (name == "all" || name == "every" || name == "any")
        out = ModeSet::all(count_);
      else
        return std::nullopt;
    }
    return out;
  }

  // The mode that a part of a cell is a slip away from, where that is why the cell cannot be read.
  std::optional<std::size_t> misspelt(std::string_view cell) const {
    if (cell.size() > longest_cell || count_ > most_modes_compared) return std::nullopt;
    std::vector<std::string> names;
    for (const auto& [name, index] : modes_) names.push_back(name);
    std::ranges::sort(names);
    for (const std::string& part : parts_of(fold_case(cell))) {
      const std::string name(without_words(part));
      if (name.size() < 3 || modes_.contains(name) || name == "all" || name == "every" || name == "any")
        continue;
      const auto near = nearest(name, names);
      if (near && edit_distance(name, *near, 1) == 1) return modes_.at(*near);
    }
    return std::nullopt;
  }

 private:
  static std::vector<std::string> parts_of(std::string cell) {
    for (std::size_t at = cell.find(" and "); at != std::string::npos; at = cell.find(" and ", at))
      cell.replace(at, 5, "/");
    std::vector<std::string> out(1);
    for (const char c : cell) {
      if (c == ',' || c == '/' || c == ';' || c == '&')
        out.emplace_back();
      else
        out.back() += c;
    }
    return out;
  }

  static std::string_view without_words(std::string_view part) {
    part = trimmed(part);
    for (const std::string_view word : {" only", " modes", " mode", " execution"})
      if (part.ends_with(word)) part = trimmed(part.substr(0, part.size() - word.size()));
    return part;
  }

  std::size_t count_;
  std::unordered_map<std::string, std::size_t> modes_;
};

struct AgentTasks {
  bool always = false;  // one has no condition, or one that nobody can read
  ModeSet modes;        // that the conditions allow
};

struct AgentRows {
  const AgentRow* first = nullptr;
  ModeSet modes;
  bool readable = true;
};

class Comparison {
 public:
  Comparison(const CheckInput& input, Findings& findings)
      : input_(input), document_(input.document), findings_(findings), modes_(input.mode_agents) {
    for (Index i = 0; i < document_.tasks.size(); ++i) take_task(i);
    take_rows();
  }

  void run() {
    for (const auto& [agent, rows] : rows_)
      if (rows.readable) judge_rows(rows);
    for (const auto& [agent, tasks] : conditioned_) judge_tasks(tasks);
  }

 private:
  void take_task(Index index) {
    const Task& task = document_.tasks[index];
    const auto allowed = modes_of_condition(document_, task);
    for (const Index reference : task.agents) {
      const std::string& agent = document_.agent_references[reference].text;
      tasks_.change(modes_.identity(agent), [&](AgentTasks& tasks) {
        tasks.always = tasks.always || !allowed;
        if (allowed) tasks.modes = tasks.modes.united(*allowed);
      });
      if (allowed && task.agents.size() == 1)
        conditioned_[modes_.identity(agent).identity].emplace_back(index, *allowed);
    }
    anybody_ = anybody_ || task.agents.empty();
  }

  // A table within a phase speaks of that phase alone.
  bool is_in_phase(const AgentRow& row) const {
    const TextRange table = document_.body.tables[row.table].range;
    const auto behind = std::ranges::upper_bound(document_.phases, table.begin, {},
                                                 [](const Phase& phase) { return phase.range.begin; });
    return behind != document_.phases.begin() && std::prev(behind)->range.contains(table);
  }

  void take_rows() {
    const ModeCells cells(document_);
    for (const AgentRow& row : document_.agent_rows) {
      if (!row.reference || trimmed(row.modes.text).empty() || is_in_phase(row)) continue;
      AgentRows& rows = rows_[modes_.identity(document_.agent_references[*row.reference].text).identity];
      if (rows.first == nullptr) rows.first = &row;
      const auto said = cells.read(row.modes.text);
      rows.readable = rows.readable && said;
      if (!said && ++unreadable_ <= most_cells_compared)
        if (const auto mode = cells.misspelt(row.modes.text)) tell_misspelt(row, *mode);
      if (said) rows.modes = rows.modes.united(*said);
    }
  }

  void tell_misspelt(const AgentRow& row, std::size_t mode) {
    const std::string& name = document_.modes[mode].name;
    Diagnostic& found = findings_.add(
        row.modes.range, "the agent table names " + quoted(trimmed(row.modes.text)) +
                             ", which is no mode of this file; did you mean " + quoted(name) + '?');
    ModeSet related;
    related.add(mode);
    relate(found, related);
  }

  void judge_rows(const AgentRows& rows) {
    const std::string& agent = document_.agent_references[*rows.first->reference].text;
    const ModeSet listed = modes_.listing(agent);
    const AgentTasks* tasks = tasks_.nearest(modes_.identity(agent));
    // That no mode runs the agent's task is for task-not-in-any-mode.
    if (listed.empty() && tasks != nullptr && modes_.listing() == modes_.all()) return;
    ModeSet known = modes_.listing(), runs = listed.intersection(known);
    const bool conditions_tell = tasks != nullptr && !tasks->always && !anybody_;
    if (conditions_tell) {
      known = known.united(modes_.open());
      runs = runs.united(tasks->modes.intersection(modes_.open()));
    }
    const ModeSet more = rows.modes.intersection(known).without(runs);
    const ModeSet less = runs.without(rows.modes);
    if (more.empty() && less.empty()) return;
    const std::string who =
        listed.empty() && conditions_tell ? "by its tasks' conditions" : "by the modes' lists";
    const ModeSet truly = runs.united(rows.modes.without(known));
    std::string told = who + " it runs in " + (truly.empty() ? "no mode" : mode_list(document_, truly));
    if (tasks == nullptr && listed.empty() && modes_.listing() == modes_.all())
      told = "no mode lists it, and no task of this file names it";
    Diagnostic& found =
        findings_.add(rows.first->modes.range, "the agent table says that " + quoted(agent) + " runs in " +
                                                   mode_list(document_, rows.modes) + "; " + told);
    relate(found, more.united(less));
  }

  void judge_tasks(const std::vector<std::pair<Index, ModeSet>>& tasks) {
    const Task& first = document_.tasks[tasks.front().first];
    const std::string& agent = document_.agent_references[first.agents.front()].text;
    const ModeSet listed = modes_.listing(agent);
    if (listed.empty()) return;
    bool told = false;
    for (const auto& [index, allowed] : tasks) {
      const ModeSet more = allowed.intersection(modes_.listing()).without(listed);
      if (more.empty()) continue;
      Diagnostic& found = findings_.add(
          head_of(index), "this task of " + quoted(agent) + " is for " + mode_list(document_, allowed) +
                              ", but " + mode_list(document_, more) +
                              (more.list().size() == 1 ? " does" : " do") + " not list the agent");
      relate(found, more);
      told = true;
    }
    const AgentTasks* all = tasks_.nearest(modes_.identity(agent));
    if (told || anybody_ || all == nullptr || all->always) return;
    const ModeSet less = listed.intersection(modes_.listing()).without(all->modes);
    if (less.empty()) return;
    Diagnostic& found =
        findings_.add(head_of(tasks.front().first),
                      mode_list(document_, less) + (less.list().size() == 1 ? " lists " : " list ") +
                          quoted(agent) + ", but its tasks are only for " + mode_list(document_, all->modes));
    relate(found, less);
  }

  TextRange head_of(Index task) const { return document_.conditions[*document_.tasks[task].condition].head; }

  void relate(Diagnostic& found, const ModeSet& modes) const {
    for (const std::size_t mode : modes.list()) {
      if (found.related.size() == most_related) break;
      found.related.push_back({place_in(input_.path, document_, document_.modes[mode].name_range),
                               "mode " + quoted(document_.modes[mode].name)});
    }
  }

  const CheckInput& input_;
  const Document& document_;
  Findings& findings_;
  ModeAgents& modes_;
  ByAgent<AgentTasks> tasks_;
  bool anybody_ = false;  // a task may run any agent
  std::size_t unreadable_ = 0;
  // By identity.
  std::map<std::string, std::vector<std::pair<Index, ModeSet>>> conditioned_;
  std::map<std::string, AgentRows> rows_;
};

}  // namespace

void check_agent_modes_mismatch(const CheckInput& input, Findings& findings) {
  if (input.document.modes.empty() || !are_modes_sound(input.document)) return;
  Comparison(input, findings).run();
}

}  // namespace baton
