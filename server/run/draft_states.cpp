// Whether each step runs, and of all others why not. See draft.h.
#include <algorithm>
#include <utility>

#include "server/run/draft.h"
#include "server/run/names.h"

namespace baton {
namespace {

constexpr std::size_t most_links = 5;  // of a chain that are told

std::string other_arguments_note(const std::string& arguments) {
  return arguments.empty() ? "was made without arguments"
                           : "was made with other arguments: \"" + shown(arguments, 60) + '"';
}

class States {
 public:
  States(Draft& draft, const PlanRequest& request)
      : draft_(draft), request_(request), ends_(draft.steps.size()), lengths_(draft.steps.size()) {}

  void decide() {
    std::vector<bool> is_read(draft_.steps.size());
    const std::vector<bool> of_arguments = made_of_arguments();
    for (StepIndex i = 0; i < draft_.steps.size(); ++i) {
      PlanStep& step = draft_.steps[i];
      if (step.kind == StepKind::gate || step.state != StepState::run) continue;
      if (draft_.selected[i]) {
        decide_task(i);
        for (const StepIndex need : step.needs) is_read[need] = true;
      } else {
        leave_out(step, StepState::not_selected, "is not selected");
        step.blocked_by.reset();
      }
    }
    for (StepIndex i = 0; i < draft_.steps.size(); ++i) {
      PlanStep& step = draft_.steps[i];
      if (step.state == StepState::not_selected && is_read[i] && request_.outputs.contains(step.id))
        give(step, of_arguments[i]);
    }
    decide_gates();
  }

 private:
  static void leave_out(PlanStep& step, StepState state, std::string reason) {
    step.state = state;
    step.reason = std::move(reason);
  }

  void decide_task(StepIndex index) {
    PlanStep& step = draft_.steps[index];
    if (!draft_.hopeless[index].empty()) {
      const bool by_chain = step.blocked_by && !draft_.hopeless[*step.blocked_by].empty();
      if (!by_chain) {
        leave_out(step, StepState::blocked, draft_.hopeless[index]);
        ends_[index] = draft_.hopeless[index];
        return;
      }
      const StepIndex by = *step.blocked_by;
      if (draft_.selected[by] && draft_.steps[by].state == StepState::blocked) return block_by(index, by);
      // What stands in the way is not selected: its output may be there all the same.
      step.blocked_by.reset();
    }
    std::vector<std::string> not_there;
    std::optional<StepIndex> first, blocked;
    for (const StepIndex need : step.needs) {
      if (draft_.steps[need].state == StepState::blocked) {
        if (!blocked) blocked = need;
      } else if (!draft_.selected[need] && !request_.outputs.contains(draft_.steps[need].id)) {
        if (!first) first = need;
        not_there.push_back(draft_.steps[need].id);
      }
    }
    if (first) {
      step.blocked_by = first;
      ends_[index] = missing_words(std::move(not_there));
      leave_out(step, StepState::blocked, ends_[index]);
    } else if (blocked) {
      block_by(index, *blocked);
    }
  }

  // Nobody may take for an answer to these arguments what was made with others.
  void give(PlanStep& step, bool reads_arguments) const {
    leave_out(step, StepState::given, {});
    step.notes.clear();  // of what it would be told
    if (!reads_arguments) return;
    if (const auto other = request_.other_arguments.find(step.id); other != request_.other_arguments.end())
      step.notes.push_back(other_arguments_note(other->second));
  }

  // Which steps' prompts have arguments in them, or an output that was made from some.
  std::vector<bool> made_of_arguments() const {
    std::vector<bool> out;
    for (const PlanStep& step : draft_.steps)
      out.push_back(std::ranges::any_of(
                        step.recipe.pieces,
                        [](const RecipePiece& piece) { return piece.kind == RecipePiece::Kind::argument; }) ||
                    std::ranges::any_of(step.needs, [&](StepIndex need) {
                      return need < out.size() && out[need];  // who is read comes before who reads
                    }));
    return out;
  }

  // Of outputs that are not there, with what became of their tasks.
  std::string missing_words(std::vector<std::string> ids) const {
    const auto end_of = [&](const std::string& id) {
      const auto end = request_.ends.find(id);
      return end == request_.ends.end() ? "has not run" : end->second;
    };
    if (ids.size() == 1) return "needs the output of " + ids.front() + ", which " + end_of(ids.front());
    const bool none_ran =
        std::ranges::none_of(ids, [&](const std::string& id) { return request_.ends.contains(id); });
    if (!none_ran)
      for (std::string& id : ids) id += " (" + end_of(id) + ")";
    return "needs the outputs of " + list_words(ids) + (none_ran ? ", which have not run" : "");
  }

  // By a step that is itself blocked.
  void block_by(StepIndex index, StepIndex by) {
    PlanStep& step = draft_.steps[index];
    step.blocked_by = by;
    lengths_[index] = lengths_[by] + 1;
    ends_[index] = ends_[by];
    std::vector<std::string> names;
    StepIndex link = by;
    for (std::size_t left = std::min(most_links, lengths_[index]); left > 0; --left) {
      names.push_back(draft_.steps[link].id);
      if (left > 1) link = *draft_.steps[link].blocked_by;
    }
    leave_out(step, StepState::blocked, needs_words(names, lengths_[index] - names.size(), ends_[index]));
  }

  // A gate stands between what runs before it and what runs behind it.
  void decide_gates() {
    std::vector<bool> runs_behind(draft_.steps.size());
    bool any = false;
    for (std::size_t i = draft_.steps.size(); i-- > 0;) {
      runs_behind[i] = any;
      any = any || runs(draft_.steps[i]);
    }
    bool runs_before = false, has_tasks = false;  // in its phase
    for (std::size_t i = 0; i < draft_.steps.size(); ++i) {
      PlanStep& step = draft_.steps[i];
      const bool new_stage = i == 0 || draft_.steps[i - 1].stage != step.stage;
      if (new_stage) runs_before = has_tasks = false;
      if (step.kind == StepKind::task) {
        has_tasks = true;
        runs_before = runs_before || runs(step);
      } else if (!draft_.selected[i] && !runs_before) {
        leave_out(step, StepState::not_selected, "is not selected");
      } else if (has_tasks && !runs_before) {
        leave_out(step, StepState::not_in_mode, "no task of its phase runs");
      } else if (!runs_behind[i]) {
        leave_out(step, StepState::not_in_mode, "nothing runs behind it");
      }
    }
  }

  static bool runs(const PlanStep& step) {
    return step.kind == StepKind::task && (step.state == StepState::run || step.state == StepState::blocked);
  }

  Draft& draft_;
  const PlanRequest& request_;
  std::vector<std::string> ends_;     // per step that is blocked: what the chain ends in
  std::vector<std::size_t> lengths_;  // … and how many blocked steps come before that
};

}  // namespace

void draft_states(Draft& draft, const PlanRequest& request) {
  States(draft, request).decide();
}

std::string needs_words(std::span<const std::string> names, std::size_t hidden, std::string_view end) {
  std::string out;
  for (const std::string& name : names) out += "needs the output of " + name + ", which ";
  if (hidden > 0) out += "by way of " + std::to_string(hidden) + " more ";
  return out.append(end);
}

std::string chain_words(const Plan& plan, std::span<const StepIndex> chain, std::string_view end) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(most_links, chain.size()); ++i)
    names.push_back(plan.steps[chain[i]].id);
  return needs_words(names, chain.size() - names.size(), end);
}

}  // namespace baton
