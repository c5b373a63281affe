// Whether something can run now is said only where it is sure: a text under a condition may not be read at
// all, and an optional task may be left out.
#include "server/features/run_actions.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "server/base/utf8.h"

namespace baton {
namespace {

constexpr std::size_t most_reads = 100000;
constexpr std::size_t most_told = 3;  // tasks that broke off

std::string numbers_words(const std::set<unsigned long long>& numbers) {
  std::string words;
  std::size_t left = numbers.size();
  for (const unsigned long long number : numbers) {
    if (!words.empty()) words += left == 1 ? " and " : ", ";
    words += std::to_string(number);
    --left;
  }
  return words;
}

// A reason may be long, and a lens is one line.
std::string shortened(std::string_view words) {
  constexpr std::size_t longest = 60;  // characters
  std::size_t at = 0;
  for (std::size_t count = 0; at < words.size() && count < longest; ++count) at += utf8_at(words, at).size;
  return std::string(words.substr(0, at)) + (at < words.size() ? "\xE2\x80\xA6" : "");
}

class Offers {
 public:
  Offers(const FeatureInput& input, const RunView& runs)
      : document_(input.document), runs_(runs), flow_(flow_of(input)) {}

  std::vector<RunOffer> at(std::uint32_t offset) {
    const auto task = task_at(document_, offset);
    if (task && !runs_.steps[*task].empty()) of_task(*task);
    // Where one ends and the next begins, the next is meant.
    const auto phase = std::find_if(document_.phases.rbegin(), document_.phases.rend(),
                                    [&](const Phase& each) { return each.range.touches(offset); });
    if (phase != document_.phases.rend() && can_run(phase->number)) of_phase(phase->number, !task);
    of_file();
    return std::move(out_);
  }

  bool can_run(unsigned long long phase) const {
    for (Index i = 0; i < document_.tasks.size(); ++i)
      if (number_of(i) == phase && !runs_.steps[i].empty()) return true;
    return false;
  }

 private:
  using Selected = std::function<bool(Index task)>;

  std::optional<unsigned long long> number_of(Index task) const {
    const auto& phase = document_.tasks[task].phase;
    return phase ? std::optional(document_.phases[*phase].number) : std::nullopt;
  }

  void add(std::string title, std::string_view command, RunTarget target, std::string disabled) {
    out_.push_back({std::move(title), command, std::move(target), std::move(disabled)});
  }

  // Why nothing can begin now.
  std::string stands_against() const {
    if (runs_.under_way) return "a run of this file is under way";
    return runs_.elsewhere.empty() ? runs_.forbidden : runs_.elsewhere;
  }

  // Whether all of the reader's modes have the writer, and the reader reads it in all of them.
  bool is_needed(const Placeholder& read, Index writer) const {
    if (read.condition) return false;
    const TaskFlow& from = flow_.tasks[writer];
    return !from.optional && flow_.tasks[*read.task].modes.without(from.modes).empty();
  }

  bool lacks_output(Index task) const {
    const TaskRun& run = runs_.tasks[task];
    return run.usable_output().empty() && !runs_.steps[task].empty() && run.kind != TaskRun::Kind::skipped &&
           run.kind != TaskRun::Kind::fresh;
  }

  // What the selected tasks cannot do without, and is not there.
  struct Missing {
    std::set<unsigned long long> phases;  // that have not run
    std::set<Index> broke_off;            // tasks that did
    bool none() const { return phases.empty() && broke_off.empty(); }
  };

  std::string words_of(const Missing& missing) const {
    std::string words;
    if (!missing.phases.empty())
      words = (missing.phases.size() == 1 ? "phase " : "phases ") + numbers_words(missing.phases) +
              (missing.phases.size() == 1 ? " has" : " have") + " not run";
    std::size_t left = most_told;
    for (auto task = missing.broke_off.begin(); task != missing.broke_off.end() && left > 0; ++task, --left)
      words += (words.empty() ? "" : ", ") + runs_.steps[*task] + " " + state_words(runs_.tasks[*task]);
    return words;
  }

  Missing missing(const Selected& selected) const {
    Missing out;
    if (!runs_.known) return out;
    std::size_t looked = 0;  // a hostile file asks for millions: of those nobody is sure
    for (Index i = 0; i < document_.placeholders.size() && looked < most_reads; ++i) {
      const Placeholder& read = document_.placeholders[i];
      if (!read.task || !selected(*read.task)) continue;
      for (const Index writer : flow_.placeholders[i].writers.view()) {
        ++looked;
        if (selected(writer) || !is_needed(read, writer) || !lacks_output(writer)) continue;
        if (runs_.tasks[writer].broke_off())
          out.broke_off.insert(writer);
        else if (const auto number = number_of(writer))
          out.phases.insert(*number);
      }
    }
    return out;
  }

  void add_run(const std::string& title, std::string_view command, const RunTarget& target,
               const Selected& selected, bool offer_prerequisites) {
    std::string disabled = stands_against();
    const bool free = disabled.empty();
    const Missing lacking = missing(selected);
    if (free) disabled = words_of(lacking);
    add(title, command, target, disabled);
    if (!offer_prerequisites || lacking.none()) return;
    RunTarget with = target;
    with.with_prerequisites = true;
    add(title + " with prerequisites", command, std::move(with), stands_against());
  }

  void of_task(Index task) {
    const std::string& step = runs_.steps[task];
    const std::string name = agents_of(document_, document_.tasks[task]);
    RunTarget target;
    target.task = step;
    add_run(
        "Run task " + name, "baton.runTask", target, [&](Index each) { return each == task; }, true);
    add("Preview prompt of " + name, "baton.preview", target, {});
    const bool has_output = !runs_.tasks[task].newest_output().empty();
    if (has_output) {
      add("Show output of " + name, "baton.showOutput", target, {});
      target.rerun = true;
      add("Rerun " + name + " (ignore cache)", "baton.runTask", target, stands_against());
    } else {
      add("Show output of " + name, "baton.showOutput", target, "it " + no_output_words(runs_.tasks[task]));
    }
  }

  void of_phase(unsigned long long number, bool preview) {
    const std::string name = "phase " + std::to_string(number);
    RunTarget one, from, to;
    one.phase = from.from = to.to = number;
    add_run(
        "Run " + name, "baton.runPhase", one, [&](Index task) { return number_of(task) == number; }, true);
    add_run(
        "Run from " + name + " on", "baton.run", from,
        [&](Index task) { return number_of(task).value_or(0) >= number; }, false);
    add_run(
        "Run up to " + name, "baton.run", to,
        [&](Index task) { return number_of(task).value_or(number + 1) <= number; }, false);
    if (preview) add("Preview prompts of " + name, "baton.preview", one, {});
  }

  void of_file() {
    if (std::ranges::all_of(runs_.steps, &std::string::empty)) return;
    add("Run pipeline\xE2\x80\xA6", "baton.run", {}, stands_against());
    if (runs_.under_way) add("Cancel run", "baton.cancel", {}, {});
    if (!runs_.resumable) return;
    RunTarget target;
    target.resume = true;
    add("Resume run", "baton.run", std::move(target), stands_against());
  }

  const Document& document_;
  const RunView& runs_;
  Flow flow_;
  std::vector<RunOffer> out_;
};

// Of the first heading of level 1, else the begin of the file.
TextRange title_of(const Document& document) {
  for (const Heading& heading : document.body.headings)
    if (heading.level == 1) return heading.range;
  return {0, 0};
}

RunOffer whole_offer(const Document& document) {
  RunOffer out{"Run pipeline", "baton.run"};
  if (document.modes.empty()) return out;
  const auto usual = std::ranges::find_if(document.modes, &Mode::is_default);
  if (usual == document.modes.end()) {
    out.title += "\xE2\x80\xA6";  // it will be asked for
  } else {
    out.title += " (" + usual->name + ")";
    out.target.mode = usual->name;
  }
  return out;
}

}  // namespace

std::vector<RunOffer> run_actions(const FeatureInput& input, std::uint32_t offset, const RunView& runs) {
  if (input.kind != FileKind::command) return {};
  return Offers(input, runs).at(offset);
}

std::vector<RunLens> run_lenses(const FeatureInput& input, const RunView& runs, bool graph) {
  std::vector<RunLens> out;
  const Document& document = input.document;
  if (input.kind != FileKind::command || std::ranges::all_of(runs.steps, &std::string::empty)) return out;
  const TextRange title = title_of(document);
  if (runs.under_way)
    out.push_back({title, {"Cancel run", "baton.cancel"}});
  else if (!runs.elsewhere.empty())
    out.push_back({title, {"Run under way elsewhere\xE2\x80\xA6", "baton.cancel"}});  // which says where
  else
    out.push_back({title, whole_offer(document)});
  if (runs.resumable && !runs.under_way && runs.elsewhere.empty()) {
    RunTarget resumed;
    resumed.resume = true;
    out.push_back({title, {"Resume run", "baton.run", std::move(resumed)}});
  }
  if (graph) out.push_back({title, {"Graph", "baton.showGraph"}});
  std::set<Index> running;  // phases that have a task which can run
  for (Index i = 0; i < document.tasks.size(); ++i)
    if (document.tasks[i].phase && !runs.steps[i].empty()) running.insert(*document.tasks[i].phase);
  for (const Index phase : running) {
    const unsigned long long number = document.phases[phase].number;
    RunTarget one, from;
    one.phase = from.from = number;
    const TextRange at = document.phases[phase].name_range;
    out.push_back({at, {"Run phase " + std::to_string(number), "baton.runPhase", one}});
    out.push_back({at, {"Run from here", "baton.run", from}});
    out.push_back({at, {"Preview", "baton.preview", one}});
  }
  for (Index i = 0; i < document.tasks.size(); ++i) {
    if (runs.steps[i].empty()) continue;
    RunTarget target;
    target.task = runs.steps[i];
    const std::string state = runs.known ? " (" + shortened(state_words(runs.tasks[i])) + ")" : "";
    const TextRange at = document.tasks[i].open_tag;
    out.push_back({at, {"Run task" + state, "baton.runTask", target}});
    // What it wrote before it failed says more than the reason does.
    if (runs.tasks[i].broke_off() && !runs.tasks[i].output.empty())
      out.push_back({at, {"Show output", "baton.showOutput", std::move(target)}});
  }
  return out;
}

}  // namespace baton
