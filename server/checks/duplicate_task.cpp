// duplicate-task: two tasks of one phase run the same agent, and a placeholder reads that agent's output in
// that phase. Whoever reads it has both in sight, and nobody can say which one is meant.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/checks/all.h"
#include "server/checks/flow_words.h"
#include "server/checks/words.h"

namespace baton {
namespace {

// Each task is held against each placeholder that reads it; a file that needs more than that is no user's.
constexpr std::size_t most_steps = 200'000;

struct Twins {
  Index first = 0, second = 0;  // tasks
  Index placeholder = 0;        // that reads both
};

class Finder {
 public:
  explicit Finder(const CheckInput& input) : input_(input), place_(input.document.tasks.size()) {
    for (std::size_t i = 0; i < input.flow.order.size(); ++i) place_[input.flow.order[i]] = i;
  }

  // The first two tasks of one phase among `writers`, and the first of their readers (placeholders in order)
  // that has both before it, in a mode that runs all of them.
  std::optional<Twins> find(const SharedIndexes& writers, const std::vector<Index>& readers) {
    std::size_t begin = 0;  // of the phase at hand: two phases may share a number
    ModeSet before;         // in which one of its tasks has run
    for (std::size_t i = 0; i < writers.size(); ++i) {
      if (task(writers[i]).phase != task(writers[begin]).phase) {
        begin = i;
        before = ModeSet();
      }
      if (!runs(task(writers[i]))) continue;
      const ModeSet both = modes(writers[i]).intersection(before);
      before = before.united(modes(writers[i]));
      if (both.empty()) continue;
      for (const Index reader : readers) {
        if (++steps_ > most_steps) return std::nullopt;
        const ModeSet read = both.intersection(input_.flow.placeholders[reader].live);
        if (read.empty() || count_before(reader, writers) <= i) continue;
        return Twins{earlier(writers, begin, i, read), writers[i], reader};
      }
    }
    return std::nullopt;
  }

 private:
  const Task& task(Index index) const { return input_.document.tasks[index]; }
  const ModeSet& modes(Index index) const { return input_.flow.tasks[index].modes; }
  // A sentence without a prompt may only speak of a task that stands elsewhere.
  static bool runs(const Task& task) { return task.form != Task::Form::prose || task.prompt; }

  // How many of the tasks have run when the placeholder is read; in prose, all.
  std::size_t count_before(Index reader, const SharedIndexes& writers) const {
    const auto reading = input_.document.placeholders[reader].task;
    if (!reading || !task(*reading).phase) return writers.size();
    const auto place = [&](Index writer) { return place_[writer]; };
    const auto behind = std::ranges::lower_bound(writers, place_[*reading], {}, place);
    return static_cast<std::size_t>(behind - writers.begin());
  }

  Index earlier(const SharedIndexes& writers, std::size_t begin, std::size_t end, const ModeSet& read) const {
    for (std::size_t i = begin; i < end; ++i)
      if (runs(task(writers[i])) && !modes(writers[i]).intersection(read).empty()) return writers[i];
    return writers[begin];
  }

  const CheckInput& input_;
  std::vector<std::size_t> place_;  // of each task in the order of running
  std::size_t steps_ = 0;
};

}  // namespace

void check_duplicate_task(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  std::map<const Index*, std::vector<Index>> readers;  // by the list of tasks that they share
  std::vector<const SharedIndexes*> lists;
  for (Index i = 0; i < document.placeholders.size(); ++i) {
    const SharedIndexes& writers = input.flow.placeholders[i].writers;
    if (document.placeholders[i].kind != Placeholder::Kind::agent_output || writers.size() < 2) continue;
    auto& list = readers[writers.view().data()];
    if (list.empty()) lists.push_back(&writers);
    list.push_back(i);
  }
  Finder finder(input);
  std::set<Index> said;
  for (const SharedIndexes* writers : lists) {
    const auto twins = finder.find(*writers, readers[writers->view().data()]);
    if (!twins || !said.insert(twins->second).second) continue;
    const Task& second = document.tasks[twins->second];
    const TextRange first = agent_range(document, document.tasks[twins->first]);
    const TextRange reading = document.placeholders[twins->placeholder].range;
    Diagnostic& found = findings.add(agent_range(document, second),
                                     task_words(document, second) + " already runs on line " +
                                         std::to_string(document.lines.line_of(first.begin) + 1) + "; " +
                                         quoted(document.slice(reading)) + " on line " +
                                         std::to_string(document.lines.line_of(reading.begin) + 1) +
                                         " does not say which of the two it means");
    found.related.push_back({place_in(input.path, document, first), "the task before it"});
    found.related.push_back({place_in(input.path, document, reading), "read here"});
  }
}

}  // namespace baton
