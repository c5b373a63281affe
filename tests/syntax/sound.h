// Whether a document keeps what its header promises of ranges, indexes and maps: the first fault in words, or
// nothing.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "server/syntax/document.h"

namespace baton::testing {

class SoundnessCheck {
 public:
  explicit SoundnessCheck(const Document& document) : document_(document), text_(document.text) {}

  std::string run() {
    front_matter();
    body();
    phases();
    for (Index i = 0; i < document_.tasks.size(); ++i) task(i);
    references();
    conditions();
    placeholders();
    links();
    questions_and_gates();
    return fault_;
  }

 private:
  void expect(bool holds, const std::string& what, TextRange range = {}) {
    if (holds || !fault_.empty()) return;
    fault_ = what + " at " + std::to_string(range.begin) + "-" + std::to_string(range.end);
  }

  // In the text, and (up to the first byte that is no UTF-8) between two characters.
  void inside(TextRange range, const std::string& what) {
    expect(range.begin <= range.end && range.end <= text_.size(), what + " out of bounds", range);
    for (const std::uint32_t at : {range.begin, range.end})
      if (at < text_.size() && at <= document_.invalid_utf8)
        expect((static_cast<unsigned char>(text_[at]) & 0xC0) != 0x80 || at == document_.invalid_utf8,
               what + " inside a character", range);
  }
  void part(TextRange outer, TextRange inner, const std::string& what) {
    inside(inner, what);
    expect(outer.contains(inner), what + " not inside its whole", inner);
  }
  template <typename Item>
  void index(std::optional<Index> at, const std::vector<Item>& items, const std::string& what) {
    expect(!at || *at < items.size(), what + ": index");
  }
  template <typename Item>
  void in_order(const std::vector<Item>& items, const std::string& what) {
    for (std::size_t i = 1; i < items.size(); ++i)
      expect(items[i - 1].range.begin <= items[i].range.begin, what + " out of order", items[i].range);
  }

  // Monotone; where one byte stands for one, they are equal, line ends and folds aside.
  void map(const std::string& decoded, const SourceMap& map, TextRange whole, const std::string& what) {
    expect(map.decoded_size() == decoded.size(), what + ": size of the map", whole);
    std::uint32_t last = whole.begin;
    for (std::uint32_t i = 0; i < decoded.size() && fault_.empty(); ++i) {
      const TextRange source = map.to_source(TextRange{i, i + 1});
      expect(source.begin >= last, what + ": map goes back", source);
      expect(source.end <= text_.size(), what + ": map out of bounds", source);
      if (!fault_.empty()) return;
      last = source.begin;
      const char written = text_[source.begin];
      const bool line_end = written == '\n' || written == '\r';
      if (!line_end) expect(whole.contains(source), what + ": map leaves its range", source);
      expect(map.to_source(map.from_source(source.begin)) == source.begin, what + ": way in and out", source);
      if (source.size() != 1 || line_end) continue;
      expect(written == decoded[i] || decoded[i] == '\n' || decoded[i] == '\t', what + ": byte differs",
             source);
    }
  }

  void node(const YamlNode& value, TextRange outer) {
    part(outer, value.range, "yaml value");
    if (!value.range.empty() && text_[value.range.begin] == '*')
      return;  // an alias: what it means stands elsewhere
    if (value.is_scalar()) map(value.text, value.map, value.range, "yaml scalar");
    for (const YamlNode& item : value.items) node(item, value.range);
    entries(value);
  }
  void entries(const YamlNode& value) {
    std::uint32_t last = value.range.begin;
    for (const YamlEntry& entry : value.entries) {
      part(value.range, entry.range, "yaml entry");
      part(entry.range, entry.key_range, "yaml key");
      expect(entry.range.begin >= last, "yaml entries out of order", entry.range);
      last = entry.range.end;
      node(entry.value, entry.range);
    }
  }
  void problems(const std::vector<YamlProblem>& problems, TextRange outer) {
    for (const YamlProblem& problem : problems) {
      part(outer, problem.range, "yaml problem");
      expect(!problem.range.empty(), "empty yaml problem", problem.range);
      inside(problem.related, "related");
    }
  }

  void front_matter() {
    const FrontMatter& front = document_.front_matter;
    if (!front.present) return;
    inside(front.range, "front matter");
    part(front.range, front.open, "opening line");
    part(front.range, front.content, "content");
    part(front.range, front.close, "closing line");
    part(front.content, front.root.range, "yaml");
    entries(front.root);
    problems(front.problems, front.content);
    for (const Mode& mode : document_.modes) {
      part(front.content, mode.range, "mode");
      part(mode.range, mode.name_range, "mode's name");
      for (const Index agent : mode.agents) index(agent, document_.agent_references, "mode's agent");
      for (const TextItem& phase : mode.phases) inside(phase.range, "mode's phase");
    }
    for (const ExternalDoc& doc : document_.external_docs) {
      part(front.content, doc.path.range, "path");
      part(front.content, doc.name.range.empty() ? front.content : doc.name.range, "name");
    }
  }

  void markdown(const Markdown& read, TextRange outer) {
    for (const Heading& heading : read.headings) {
      part(outer, heading.range, "heading");
      part(heading.range, heading.text_range, "heading's text");
    }
    for (const MarkdownLink& link : read.links) part(outer, link.range, "link");
    for (const CodeRange& code : read.code) {
      part(outer, code.range, "code");
      part(code.range, code.content, "code's content");
    }
    for (const MarkdownTable& table : read.tables) part(outer, table.range, "table");
    for (const TextRange comment : read.html_comments) part(outer, comment, "comment");
    for (const TextRange paragraph : read.paragraphs) part(outer, paragraph, "paragraph");
  }

  TextRange whole() const { return {0, static_cast<std::uint32_t>(text_.size())}; }

  void body() {
    markdown(document_.body, whole());
    expect(document_.heading_slugs.size() == document_.body.headings.size(), "slugs");
    for (const AgentRow& row : document_.agent_rows) {
      expect(row.table < document_.body.tables.size(), "row's table");
      index(row.reference, document_.agent_references, "row's agent");
      inside(row.plugin.range, "plugin");
      inside(row.modes.range, "modes");
    }
  }

  void phases() {
    std::uint32_t last = 0;
    for (const Phase& phase : document_.phases) {
      inside(phase.range, "phase");
      expect(phase.range.begin >= last, "phases out of order", phase.range);
      last = phase.range.end;
      part(phase.range, phase.name_range, "phase's name");
      part(phase.name_range, phase.number_range, "phase's number");
      expect(phase.heading < document_.body.headings.size(), "phase's heading", phase.range);
      if (phase.heading < document_.body.headings.size())
        part(document_.body.headings[phase.heading].range, phase.title.range, "phase's title");
    }
  }

  void task(Index at) {
    const Task& task = document_.tasks[at];
    inside(task.range, "task");
    if (at > 0) expect(document_.tasks[at - 1].range.end <= task.range.begin, "tasks overlap", task.range);
    part(task.range, task.open_tag, "opening tag");
    part(task.range, task.close_tag, "closing tag");
    expect(task.closed || task.close_tag.empty(), "tag of an unclosed task", task.close_tag);
    part(whole(), task.fields.range, "fields");
    entries(task.fields);
    problems(task.problems, task.range);
    index(task.phase, document_.phases, "task's phase");
    if (task.phase && *task.phase < document_.phases.size())
      expect(document_.phases[*task.phase].range.contains(task.range.begin), "task outside its phase",
             task.range);
    index(task.condition, document_.conditions, "task's condition");
    for (const Index agent : task.agents) {
      index(agent, document_.agent_references, "task's agent");
      if (agent < document_.agent_references.size())
        expect(document_.agent_references[agent].task == at, "agent's task", task.range);
    }
    for (const TextRange cut : task.cut_short) part(task.range, cut, "cut short");
    if (!task.prompt) return;
    const Prompt& prompt = *task.prompt;
    part(task.range, prompt.range, "prompt");
    map(prompt.text, prompt.map, prompt.range, "prompt");
    markdown(prompt.markdown, prompt.range);
  }

  void references() {
    in_order(document_.agent_references, "agents");
    for (const AgentReference& reference : document_.agent_references) {
      inside(reference.range, "agent");
      part(reference.range, reference.name_range, "agent's name");
      part(reference.range, reference.qualifier_range, "agent's qualifier");
      expect(!reference.name.empty() || !reference.qualifier.empty(), "agent without a name",
             reference.range);
      index(reference.task, document_.tasks, "agent's task");
      index(reference.mode, document_.modes, "agent's mode");
      index(reference.table_row, document_.agent_rows, "agent's row");
    }
  }

  void conditions() {
    in_order(document_.conditions, "conditions");
    for (const Condition& condition : document_.conditions) {
      inside(condition.range, "condition");
      part(condition.range, condition.head, "condition's head");
      part(condition.range, condition.text, "condition's text");
      for (const ConditionName& name : condition.names) {
        part(condition.head, name.name.range, "condition's name");
        index(name.mode, document_.modes, "condition's mode");
      }
      index(condition.task, document_.tasks, "condition's task");
      index(condition.parent, document_.conditions, "condition around");
      if (condition.parent && *condition.parent < document_.conditions.size())
        expect(document_.conditions[*condition.parent].range.contains(condition.range),
               "condition not inside", condition.range);
      in_prompt(condition.task, condition.range, "condition");
    }
  }

  void in_prompt(std::optional<Index> task, TextRange range, const std::string& what) {
    index(task, document_.tasks, what);
    if (task && *task < document_.tasks.size() && document_.tasks[*task].prompt)
      part(document_.tasks[*task].prompt->range, range, what + " in its prompt");
  }
  void in_condition(std::optional<Index> condition, TextRange range, const std::string& what) {
    index(condition, document_.conditions, what);
    if (condition && *condition < document_.conditions.size())
      part(document_.conditions[*condition].range, range, what + " in its condition");
  }

  void placeholders() {
    in_order(document_.placeholders, "placeholders");
    for (const Placeholder& placeholder : document_.placeholders) {
      inside(placeholder.range, "placeholder");
      for (const TextRange range :
           {placeholder.phase_range, placeholder.agent_range, placeholder.output_range})
        part(placeholder.range, range, "placeholder's part");
      in_prompt(placeholder.task, placeholder.range, "placeholder");
      in_condition(placeholder.condition, placeholder.range, "placeholder");
    }
    in_order(document_.near_misses, "near misses");
    for (const PlaceholderNearMiss& miss : document_.near_misses) {
      inside(miss.range, "near miss");
      expect(!miss.range.empty() && !miss.fault.empty(), "near miss without a fault", miss.range);
      in_prompt(miss.task, miss.range, "near miss");
      in_condition(miss.condition, miss.range, "near miss");
    }
  }

  void links() {
    for (const Link& link : document_.links) {
      inside(link.range, "link");
      part(link.target_range, link.path_range, "link's path");
      part(link.target_range, link.fragment_range, "link's fragment");
      if (link.kind == Link::Kind::inline_link) part(link.range, link.target_range, "link's target");
      in_prompt(link.task, link.range, "link");
      in_condition(link.condition, link.range, "link");
      index(link.external_doc, document_.external_docs, "link's doc");
    }
  }

  void questions_and_gates() {
    in_order(document_.questions, "questions");
    for (const Question& question : document_.questions) {
      part(question.range, question.open_tag, "question's tag");
      part(question.range, question.close_tag, "question's tag");
      entries(question.fields);
      problems(question.problems, question.range);
    }
    for (const Gate& gate : document_.gates) {
      part(gate.range, gate.text.range, "gate's text");
      expect(gate.phase < document_.phases.size(), "gate's phase", gate.range);
    }
  }

  const Document& document_;
  const std::string& text_;
  std::string fault_;
};

inline std::string fault_of(const Document& document) {
  return SoundnessCheck(document).run();
}

}  // namespace baton::testing
