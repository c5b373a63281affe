// Collected list by list, then put in order; of two that overlap the inner, named first, wins.
#include "server/features/semantic_tokens.h"

#include <algorithm>
#include <map>

#include "server/features/mode_uses.h"
#include "server/syntax/lines.h"
#include "server/workspace/live_reference.h"

namespace baton {
namespace {

using Type = SemanticToken::Type;

class Painter {
 public:
  explicit Painter(const FeatureInput& input) : input_(input), document_(input.document) {}

  std::vector<SemanticToken> run() {
    const bool command = input_.kind == FileKind::command;
    if (command) {
      placeholders();
      for (const ModeUse& use : mode_uses(document_))
        add(use.range, Type::mode, use.place == ModeUse::Place::entry ? SemanticToken::declaration : 0);
    }
    agents();
    if (command) {
      conditions();
      phases();
      blocks();
    }
    keys(document_.front_matter.root, 0);
    return in_order();
  }

 private:
  // Line by line, since not every client takes more.
  void add(TextRange range, Type type, int modifiers = 0) {
    const LineIndex& lines = document_.lines;
    for (std::uint32_t line = lines.line_of(range.begin); range.begin < range.end; ++line) {
      const std::uint32_t end = std::min(range.end, lines.line(document_.text, line).end);
      if (end > range.begin) out_.push_back({{range.begin, end}, type, static_cast<std::uint8_t>(modifiers)});
      range.begin = lines.full_line(document_.text, line).end;
    }
  }

  void placeholders() {
    const Flow flow = flow_of(input_);
    for (Index i = 0; i < document_.placeholders.size(); ++i) {
      const Placeholder& item = document_.placeholders[i];
      if (item.phase_range.empty()) {
        add(item.range, Type::argument);
        continue;
      }
      const Availability availability = flow.placeholders[i].availability;
      const int no_phase = availability == Availability::unknown_phase ? SemanticToken::unresolved : 0;
      const int no_agent = availability == Availability::not_in_phase ? SemanticToken::unresolved : no_phase;
      const bool guarded = item.condition || (item.task && document_.tasks[*item.task].condition);
      const int conditional = guarded ? SemanticToken::conditional : 0;
      add(item.phase_range, Type::phase, no_phase | conditional);
      add(item.agent_range, Type::agent, no_agent | conditional);
      add(item.output_range, Type::output, no_agent | conditional);
    }
  }

  void agents() {
    if (input_.kind == FileKind::agent)
      add(own_name(document_, input_.kind).range, Type::agent, SemanticToken::declaration);
    std::map<std::string, bool> known;
    for (const AgentReference& reference : document_.agent_references) {
      if (!is_live(reference, input_.kind)) continue;
      const auto [unresolved, is_new] = known.try_emplace(reference.text);
      if (is_new)
        unresolved->second = input_.snapshot.resolve_agent(input_.path, reference.text).status ==
                                 AgentResolution::Status::unknown &&
                             input_.snapshot.defines_agents();
      add(reference.range, Type::agent, unresolved->second ? SemanticToken::unresolved : 0);
    }
  }

  // The head's words between the names.
  void conditions() {
    for (const Condition& condition : document_.conditions) {
      std::uint32_t at = condition.head.begin;
      const auto gap = [&](std::uint32_t end) {
        if (end > at) add(trimmed(document_.text, {at, end}), Type::condition);
      };
      for (const ConditionName& name : condition.names) {
        gap(name.name.range.begin);
        at = std::max(at, name.name.range.end);
      }
      gap(condition.head.end);
    }
  }

  void phases() {
    for (const Phase& phase : document_.phases)
      add(phase.name_range, Type::phase, SemanticToken::declaration);
  }

  void blocks() {
    for (const Task& task : document_.tasks) {
      if (task.form == Task::Form::block) {
        add(task.open_tag, Type::tag);
        add(task.close_tag, Type::tag);
      }
      for (const YamlEntry& entry : task.fields.entries) add(entry.key_range, Type::key);
    }
    for (const Question& question : document_.questions) {
      add(question.open_tag, Type::tag);
      add(question.close_tag, Type::tag);
      keys(question.fields, 0);
    }
  }

  void keys(const YamlNode& node, int depth) {
    constexpr int deepest = 8;
    if (input_.kind == FileKind::document || depth > deepest) return;
    for (const YamlEntry& entry : node.entries) {
      add(entry.key_range, Type::key);
      keys(entry.value, depth + 1);
    }
    for (const YamlNode& item : node.items) keys(item, depth + 1);
  }

  std::vector<SemanticToken> in_order() {
    std::ranges::stable_sort(out_, {}, [](const SemanticToken& token) { return token.range.begin; });
    std::vector<SemanticToken> kept;
    for (const SemanticToken& token : out_)
      if (kept.empty() || kept.back().range.end <= token.range.begin) kept.push_back(token);
    return kept;
  }

  const FeatureInput& input_;
  const Document& document_;
  std::vector<SemanticToken> out_;
};

}  // namespace

std::vector<SemanticToken> semantic_tokens(const FeatureInput& input) {
  return Painter(input).run();
}

}  // namespace baton
