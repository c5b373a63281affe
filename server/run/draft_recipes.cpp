// What each task's prompt becomes: which outputs it reads, what is left out with agents that are not there,
// and which reads cannot be had in this mode. See draft.h.
#include <algorithm>
#include <utility>

#include "server/run/arguments.h"
#include "server/run/draft.h"
#include "server/run/names.h"
#include "server/run/prompt_recipe.h"

namespace baton {
namespace {

// A hostile file can ask for more than any machine holds: reads of tasks, and bytes put in for arguments.
constexpr std::size_t most_reads = 1'000'000;
constexpr std::size_t most_argument_bytes = 16 * 1024 * 1024;

struct Read {
  enum class Kind : std::uint8_t { text, argument, outputs, absent, impossible };
  Kind kind = Kind::text;
  std::string words = {};  // absent: "python-pro was skipped, …"; impossible: why; argument: the value
  std::vector<StepIndex> steps = {};      // outputs
  std::optional<StepIndex> missing = {};  // impossible: the writer, if there is one
};

class Writer {
 public:
  Writer(Draft& draft, const std::string& arguments, const std::vector<PlanQuestion>& questions)
      : draft_(draft),
        document_(draft.document),
        parts_(draft.document, draft.flow, draft.mode),
        arguments_(arguments),
        first_(first_prompts(draft)) {
    for (const PlanQuestion& question : questions)
      if (!question.answers.empty()) answers_ += answer_text(question);
  }

  bool write() {
    for (StepIndex i = 0; i < draft_.steps.size(); ++i) {
      const PlanStep& step = draft_.steps[i];
      if (step.kind == StepKind::task && step.state == StepState::run) write_step(i);
      if (reads_ > most_reads || argument_bytes_ > most_argument_bytes) return false;
    }
    return true;
  }

 private:
  static std::string answer_text(const PlanQuestion& question) {
    std::string out = "Q: " + question.words() + "\nA: ";
    for (std::size_t i = 0; i < question.answers.size(); ++i)
      out += (i > 0 ? ", " : "") + question.answers[i];
    return out + "\n";
  }

  void write_step(StepIndex index) {
    PlanStep& step = draft_.steps[index];
    const Index task = draft_.source[index];
    std::vector<std::pair<Index, Read>> reads;  // by placeholder
    for (const Index placeholder : live_placeholders(document_, parts_, task)) {
      if (reads_ > most_reads || argument_bytes_ > most_argument_bytes) return;
      reads.emplace_back(placeholder, read(placeholder, index));
    }
    std::ranges::sort(reads, {}, &std::pair<Index, Read>::first);
    drop_conditions(step, reads);
    step.recipe = prompt_recipe(document_, parts_, task, [&](Index placeholder) {
      const auto found = std::ranges::lower_bound(reads, placeholder, {}, &std::pair<Index, Read>::first);
      return piece(index, placeholder, std::move(found->second));
    });
    if (first_.first <= index && index < first_.second && !answers_.empty())
      step.recipe.pieces.insert(step.recipe.pieces.begin(), {RecipePiece::Kind::answer, answers_ + "\n"});
    std::ranges::sort(step.needs);
    step.needs.erase(std::ranges::unique(step.needs).begin(), step.needs.end());
    for (const StepIndex need : step.needs)
      if (draft_.hopeless[index].empty() && !draft_.hopeless[need].empty()) {
        draft_.hopeless[index] = "needs what cannot be had";  // the chain is told when all states are known
        step.blocked_by = need;
      }
  }

  // Conditional text that reads the output of a skipped agent goes.
  void drop_conditions(PlanStep& step, const std::vector<std::pair<Index, Read>>& reads) {
    for (const auto& [placeholder, read] : reads) {
      const auto condition = document_.placeholders[placeholder].condition;
      if (read.kind != Read::Kind::absent || !condition || !parts_.is_live(*condition)) continue;
      parts_.drop(*condition);
      add_note(step, "text that reads " + written(placeholder) + " is left out: " + read.words);
    }
  }

  static void add_note(PlanStep& step, std::string note) {
    constexpr std::size_t most_notes = 20;
    if (step.notes.size() < most_notes && std::ranges::find(step.notes, note) == step.notes.end())
      step.notes.push_back(std::move(note));
  }

  std::string written(Index placeholder) const {
    return shown(document_.slice(document_.placeholders[placeholder].range));
  }

  RecipePiece piece(StepIndex index, Index placeholder, Read read) {
    PlanStep& step = draft_.steps[index];
    const std::string_view text = document_.slice(document_.placeholders[placeholder].range);
    switch (read.kind) {
      case Read::Kind::argument:
        return {RecipePiece::Kind::argument, std::move(read.words)};
      case Read::Kind::absent:
        add_note(step, "nothing is there for " + written(placeholder) + ": " + read.words);
        return {RecipePiece::Kind::absent, "(no output: " + read.words + ")"};
      case Read::Kind::outputs:
        step.needs.insert(step.needs.end(), read.steps.begin(), read.steps.end());
        return {RecipePiece::Kind::outputs, std::string(text), std::move(read.steps)};
      case Read::Kind::impossible:
        if (draft_.hopeless[index].empty()) {
          draft_.hopeless[index] = read.words;
          step.blocked_by = read.missing;
        }
        break;
      case Read::Kind::text:
        break;
    }
    return {RecipePiece::Kind::text, std::string(text)};
  }

  Read read(Index index, StepIndex reader) {
    const Placeholder& placeholder = document_.placeholders[index];
    const PlaceholderFlow& flow = draft_.flow.placeholders[index];
    if (placeholder.kind == Placeholder::Kind::arguments || placeholder.kind == Placeholder::Kind::argument) {
      std::string value = arguments_.value(placeholder, document_.slice(placeholder.range));
      argument_bytes_ += value.size();
      return {Read::Kind::argument, std::move(value)};
    }
    ++reads_;
    if (flow.availability == Availability::no_phases) return {};
    if (flow.writers.empty()) return read_nobody(placeholder, flow);
    return read_writers(placeholder, flow, reader);
  }

  static std::string source_words(const Placeholder& placeholder) {
    const std::string phase = "phase" + std::to_string(placeholder.phase);
    return placeholder.kind == Placeholder::Kind::phase_output ? phase
                                                               : phase + "." + shown(placeholder.agent);
  }

  static Read read_nobody(const Placeholder& placeholder, const PlaceholderFlow& flow) {
    const std::string phase = "phase " + std::to_string(placeholder.phase);
    if (flow.availability == Availability::elsewhere)
      return {Read::Kind::impossible, "needs the output of " + source_words(placeholder) + ", and " + phase +
                                          " is of another pipeline in the file"};
    if (flow.availability == Availability::unknown_phase)
      return {Read::Kind::impossible,
              "needs the output of " + source_words(placeholder) + ", and the file has no " + phase};
    if (placeholder.kind == Placeholder::Kind::phase_output)
      return {Read::Kind::absent, phase + " has no tasks"};
    return {Read::Kind::impossible, "needs the output of " + source_words(placeholder) + ", and " + phase +
                                        " does not run " + shown(placeholder.agent)};
  }

  // Of the writers those that come before the reader and take part; the best that can be said where none
  // does.
  Read read_writers(const Placeholder& placeholder, const PlaceholderFlow& flow, StepIndex reader) {
    Read out{Read::Kind::outputs};
    std::vector<StepIndex> skipped;
    std::optional<StepIndex> other;
    for (const Index writer : flow.writers) {
      if (++reads_ > most_reads) return {};
      const StepIndex step = draft_.step_of_task[writer];
      if (step >= reader) break;  // they stand as they run
      switch (draft_.steps[step].state) {
        case StepState::run:
          out.steps.push_back(step);
          break;
        case StepState::skipped:
          skipped.push_back(step);
          break;
        default:
          if (!other) other = step;
      }
    }
    if (!out.steps.empty()) return out;
    if (!skipped.empty()) return {Read::Kind::absent, skipped_words(skipped)};
    return read_in_vain(placeholder, flow, reader, other);
  }

  std::string skipped_words(const std::vector<StepIndex>& skipped) const {
    constexpr std::size_t most_told = 6;
    std::string out;
    for (std::size_t i = 0; i < std::min(skipped.size(), most_told); ++i) {
      const PlanStep& step = draft_.steps[skipped[i]];
      out += (i > 0 ? "; " : "") + shown(step.agent) + " was skipped, " + step.reason;
    }
    if (skipped.size() > most_told)
      out += "; " + std::to_string(skipped.size() - most_told) + " more were skipped";
    return out;
  }

  Read read_in_vain(const Placeholder& placeholder, const PlaceholderFlow& flow, StepIndex reader,
                    std::optional<StepIndex> writer) const {
    Read out{Read::Kind::impossible};
    const std::string words = "needs the output of " + source_words(placeholder) + ", which ";
    if (writer) {
      out.words = words + draft_.steps[*writer].reason;
      out.missing = writer;
    } else if (draft_.step_of_task[flow.writers.front()] == reader) {
      out.words = "needs its own output";
    } else if (flow.availability == Availability::cycle) {
      out.words = words + "in turn waits for this one";
    } else {
      out.words = words + "comes later";
    }
    return out;
  }

  Draft& draft_;
  const Document& document_;
  PromptParts parts_;
  Arguments arguments_;
  std::pair<StepIndex, StepIndex> first_;
  std::string answers_;
  std::size_t reads_ = 0, argument_bytes_ = 0;
};

}  // namespace

bool draft_recipes(Draft& draft, const std::string& arguments, const std::vector<PlanQuestion>& questions) {
  return Writer(draft, arguments, questions).write();
}

}  // namespace baton
