// What running a command file means, before anything runs: which tasks, in which order, with which prompts,
// and why each other task is left out. Made from the model of the file alone: no clock, no file system, no
// process. The whole plan is plain data (plan_json.h writes it down), so that another machine can go on with
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/flow/flow.h"
#include "server/run/recipe.h"

namespace baton {

// What of the pipeline is to run.
struct PlanSelection {
  enum class Kind : std::uint8_t { whole, phase, from, to, task };
  Kind kind = Kind::whole;
  unsigned long long phase = 0;     // of phase, from, to
  std::string task = {};            // an agent's name (all its tasks), or one task's: see task_names.h
  bool with_prerequisites = false;  // what the selection reads runs, too
};

// An answer to one of the file's questions. One key may come several times where several options may be
// chosen.
struct PlanAnswer {
  std::string key;    // the question's header in any case, else its text
  std::string label;  // of an option in any case; of the question for the mode a mode's name will do
};

struct PlanRequest {
  std::optional<std::string> mode = {};
  std::string arguments = {};
  PlanSelection selection = {};
  std::vector<PlanAnswer> answers = {};
  // Of earlier runs: ids of steps whose output exists already, for those that the selection reads …
  std::set<std::string> outputs = {};
  // … of some of them, the other arguments that it was made with …
  std::map<std::string, std::string> other_arguments = {};
  // … and what became of steps that have none: "failed: sh ended with exit code 1".
  std::map<std::string, std::string> ends = {};
  bool force = false;  // run in spite of problems, where one can
};

// A diagnostic of the file, as whoever runs the checks gives it. (The plan decides which of them stop it.)
struct PlanFinding {
  std::string code;
  bool is_error = false;
  TextRange range;
  std::string message;
};

struct PlanProblem {
  enum class Kind : std::uint8_t {
    mode_needed,    // nobody said which; Plan::mode_question asks
    unknown_mode,   // the one that was asked for is not in the file
    unknown_phase,  // likewise of the selection
    unknown_task,
    nothing_to_run,  // no task of the selection takes part in the mode, or the file has none that can be run
    answer_needed,   // a question of Plan::questions has no answer
    unknown_answer,  // a label that no option has, a key that no question has, another mode than is asked for
    finding,         // an error in what would run
    unresolved_agent,  // an agent that is not optional and is defined nowhere
    too_large          // more reads than any person's file has
  };
  Kind kind = Kind::finding;
  bool stops = true;  // false: --force overrode it
  std::string message;
  std::string code = {};   // finding: the check's
  TextRange range = {};    // empty where it is about the request
  std::uint32_t line = 0;  // 1-based; 0: none
  bool operator==(const PlanProblem&) const = default;
};

struct PlanOption {
  std::string label, description;
  std::optional<std::string> mode = {};  // the one it chooses
  bool operator==(const PlanOption&) const = default;
};

struct PlanQuestion {
  std::string header, text;
  bool several = false;  // more than one option may be chosen
  std::vector<PlanOption> options;
  std::vector<std::string> answers = {};  // labels; empty: not answered yet
  std::uint32_t line = 0;                 // 1-based; 0: the file does not hold it
  bool shares_header = false;             // with another of the file's, so that only the text says which
  // What --answer and the log call it by.
  const std::string& key() const { return header.empty() || shares_header ? text : header; }
  const std::string& words() const { return text.empty() ? header : text; }  // its own, unlike a header
  bool operator==(const PlanQuestion&) const = default;
};

enum class StepKind : std::uint8_t { task, gate };

enum class StepState : std::uint8_t {
  run,
  given,  // not selected; its output exists and is read
  not_selected,
  not_in_mode,  // takes no part in the mode; of a gate: nothing runs on both sides of it
  skipped,      // its optional agent is not there
  blocked,      // needs the output of a task that will not run
  not_runnable  // names no agent or has no prompt
};

struct PlanStep {
  StepKind kind = StepKind::task;
  StepState state = StepState::run;
  std::string reason = {};  // why it is left out, in words; empty for run and given
  // "phase2.ml-engineer", "phase2.ml-engineer.2"; outside of phases "ml-engineer"; of a gate "phase2:gate".
  // Fit to be a file's name, unlike any other of the plan, also where letter case does not count; the same in
  // every mode.
  std::string id;
  std::optional<unsigned long long> phase = {};
  // A barrier stands between stages; within one its tasks wait only for their `needs`, its gates for all
  // tasks.
  std::size_t stage = 0;
  std::string agent = {};       // as written, of alternatives the first that resolves
  std::string agent_file = {};  // absolute; empty where none is in sight
  std::string agent_hash = {};  // of that file's text
  std::string model = {};  // of the task, else its agent, else the command; empty: whatever the runner takes
  std::string description = {};       // the task's; of a gate its text
  TextRange range = {};               // in the file
  std::uint32_t line = 0;             // 1-based
  Recipe recipe = {};                 // of a task that takes part in the mode and can be run
  std::vector<StepIndex> needs = {};  // whose outputs the recipe reads, ascending
  std::optional<StepIndex> blocked_by =
      {};  // blocked: the first step it misses; none: what it reads is nowhere
  std::vector<std::string> notes =
      {};  // what the plan decided for it: text left out, an agent chosen among several
  bool operator==(const PlanStep&) const = default;
};

struct Plan {
  std::string path;       // of the command file
  std::string command;    // its name without the slash
  std::string text_hash;  // of the text it was made from
  std::optional<std::string> mode;
  std::string arguments;
  std::vector<PlanStep> steps;                // all tasks and gates of the file, as they run
  std::optional<PlanQuestion> mode_question;  // to be asked where `mode` is needed and not known
  std::vector<PlanQuestion> questions;        // others, where their answers go into a prompt that runs
  std::vector<PlanProblem> problems;
  bool operator==(const Plan&) const = default;
};

bool stopped(const Plan& plan);  // by a problem: nothing may run

// `flow`: of this document. Takes time about linear to the text and the reads in it.
Plan make_plan(const Snapshot& snapshot, const std::string& path, const Document& document, const Flow& flow,
               std::span<const PlanFinding> findings, const PlanRequest& request);

// What must be said before it runs: outputs that it reads and that were made with other arguments.
std::vector<std::string> given_notes(const Plan& plan, const PlanRequest& request);

// "needs the output of phase2.b, which needs the output of phase1.a, which failed": for a step that is
// blocked by `chain`, the nearest first; `end` says of the last one what became of it. Long chains are cut.
std::string chain_words(const Plan& plan, std::span<const StepIndex> chain, std::string_view end);

// What a command file is called by its users.
std::string command_name(const Snapshot& snapshot, const std::string& path);

// The file in which a step's output is kept: its id and ".md".
std::string output_file(const PlanStep& step);

}  // namespace baton
