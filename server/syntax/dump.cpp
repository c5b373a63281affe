// Writes every part of a document, one line each, in the order of the model: what a golden file holds.
#include "server/syntax/dump.h"

#include <array>
#include <optional>
#include <string_view>

#include "server/base/utf8.h"

namespace baton {
namespace {

constexpr std::size_t longest_excerpt = 100;  // bytes of a text that are shown

class Writer {
 public:
  explicit Writer(const Document& document) : document_(document) {}

  void write() {
    write_head();
    write_front_matter();
    write_modes();
    write_external_docs();
    write_body();
    write_phases();
    for (std::size_t i = 0; i < document_.tasks.size(); ++i) write_task(i);
    write_agent_rows();
    for (std::size_t i = 0; i < document_.agent_references.size(); ++i) write_reference(i);
    for (std::size_t i = 0; i < document_.conditions.size(); ++i) write_condition(i);
    for (const Placeholder& placeholder : document_.placeholders) write_placeholder(placeholder);
    for (const PlaceholderNearMiss& miss : document_.near_misses) write_near_miss(miss);
    for (const Link& link : document_.links) write_link(link);
    for (const Question& question : document_.questions) write_question(question);
    for (const Gate& gate : document_.gates) {
      line(0, "gate", gate.range);
      add(" phase#", gate.phase);
      quote(gate.text.text);
      out_ += ' ';
      place(gate.text.range);
    }
    for (const Suppression& suppression : document_.suppressions) write_suppression(suppression);
  }

  std::string take() {
    if (!out_.empty()) out_ += '\n';
    return std::move(out_);
  }

 private:
  void line(int depth, std::string_view kind) {
    if (!out_.empty()) out_ += '\n';
    out_.append(static_cast<std::size_t>(depth) * 2, ' ').append(kind);
  }

  void line(int depth, std::string_view kind, TextRange range) {
    line(depth, kind);
    out_ += ' ';
    place(range);
  }

  void place(TextRange range) {
    const PositionRange at = document_.lines.range(document_.text, range, PositionEncoding::utf32);
    position(at.start);
    out_ += '-';
    position(at.end);
  }

  void position(Position at) {
    out_ += std::to_string(at.line + 1);
    out_ += ':';
    out_ += std::to_string(at.character + 1);
  }

  template <typename Number>
  void add(std::string_view label, Number number) {
    out_.append(label).append(std::to_string(number));
  }

  void reference_to(std::string_view label, std::optional<Index> index) {
    if (index) add(label, *index);
  }

  void flag(bool set, std::string_view word) {
    if (set) out_.append(" ").append(word);
  }

  // The text in quotes, controls escaped, bytes that are no UTF-8 as "\xNN", cut where long.
  void quote(std::string_view text) {
    out_ += " \"";
    std::size_t i = 0;
    while (i < text.size() && i < longest_excerpt) {
      const Utf8Character c = utf8_at(text, i);
      escape(text.substr(i, c.size), c);
      i += c.size;
    }
    out_ += i < text.size() ? "…\"" : "\"";
  }

  void escape(std::string_view bytes, const Utf8Character& c) {
    constexpr std::string_view hex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(bytes.front());
    if (bytes == "\n") {
      out_ += "\\n";
    } else if (bytes == "\r") {
      out_ += "\\r";
    } else if (bytes == "\t") {
      out_ += "\\t";
    } else if (bytes == "\"" || bytes == "\\") {
      out_.append("\\").append(bytes);
    } else if (!c.valid || byte < 0x20 || byte == 0x7f) {
      out_.append("\\x");
      out_ += hex[byte >> 4];
      out_ += hex[byte & 15];
    } else {
      out_ += bytes;
    }
  }

  void write_head() {
    line(0, "document");
    add(" bytes=", document_.text.size());
    add(" lines=", document_.lines.line_count());
    flag(document_.has_byte_order_mark, "byte-order-mark");
    if (document_.invalid_utf8 != std::string_view::npos) add(" invalid-utf8-at=", document_.invalid_utf8);
    flag(document_.has_runnable_form(), "runnable");
  }

  void write_front_matter() {
    const FrontMatter& front = document_.front_matter;
    if (!front.present) return;
    line(0, "front-matter", front.range);
    flag(!front.closed, "unclosed");
    write_node(1, front.root);
    write_problems(1, front.problems);
  }

  void write_node(int depth, const YamlNode& node) {
    for (const YamlEntry& entry : node.entries) {
      line(depth, "key", entry.key_range);
      quote(entry.key);
      write_value(depth, entry.value);
    }
    for (const YamlNode& item : node.items) {
      line(depth, "item");
      write_value(depth, item);
    }
  }

  void write_value(int depth, const YamlNode& node) {
    out_ += ' ';
    place(node.range);
    constexpr std::array<std::string_view, 5> styles = {"", " 'single'", " \"double\"", " |", " >"};
    switch (node.kind) {
      case YamlNode::Kind::null:
        out_ += " null";
        return;
      case YamlNode::Kind::scalar:
        out_ += styles[static_cast<std::size_t>(node.style)];
        quote(node.text);
        return;
      case YamlNode::Kind::sequence:
        out_ += " list";
        break;
      case YamlNode::Kind::mapping:
        out_ += " map";
        break;
    }
    write_node(depth + 1, node);
  }

  void write_problems(int depth, const std::vector<YamlProblem>& problems) {
    constexpr std::array<std::string_view, 4> kinds = {"syntax", "unquoted-value", "duplicate-key",
                                                       "too-deep"};
    for (const YamlProblem& problem : problems) {
      line(depth, "problem", problem.range);
      out_.append(" ").append(kinds[static_cast<std::size_t>(problem.kind)]);
      if (!problem.subject.empty()) out_.append(" of ").append(problem.subject);
      if (problem.kind == YamlProblem::Kind::duplicate_key) out_ += " first ", place(problem.related);
      if (!problem.message.empty()) out_.append(": ").append(problem.message);
      if (!problem.replacement.empty()) out_.append(" ->"), quote(problem.replacement);
    }
  }

  void write_modes() {
    for (std::size_t i = 0; i < document_.modes.size(); ++i) {
      const Mode& mode = document_.modes[i];
      line(0, "mode#" + std::to_string(i), mode.range);
      quote(mode.name);
      out_ += ' ';
      place(mode.name_range);
      flag(mode.is_default, "default");
      if (!mode.duration.empty()) out_ += " duration", quote(mode.duration);
      if (mode.lists_agents) out_ += " agents";
      for (const Index agent : mode.agents) add(" #", agent);
      for (const TextItem& phase : mode.phases) {
        line(1, "phase", phase.range);
        quote(phase.text);
      }
    }
  }

  void write_external_docs() {
    for (std::size_t i = 0; i < document_.external_docs.size(); ++i) {
      const ExternalDoc& doc = document_.external_docs[i];
      line(0, "external-doc#" + std::to_string(i), doc.path.range);
      if (!doc.name.text.empty()) out_.append(" ").append(doc.name.text);
      quote(doc.path.text);
    }
  }

  void write_body() {
    for (std::size_t i = 0; i < document_.body.headings.size(); ++i) {
      const Heading& heading = document_.body.headings[i];
      line(0, "heading", heading.range);
      add(" level=", static_cast<unsigned>(heading.level));
      flag(heading.code_in_one_reading, "code-in-one-reading");
      quote(heading.text);
      out_.append(" #").append(document_.heading_slugs[i]);
    }
    write_code(0, document_.body);
    for (const TextRange comment : document_.body.html_comments) line(0, "comment", comment);
    for (const std::string& anchor : document_.body.anchors) line(0, "anchor"), quote(anchor);
    for (const MarkdownTable& table : document_.body.tables) {
      line(0, "table", table.range);
      add(" columns=", table.header.size());
      add(" rows=", table.rows.size());
    }
  }

  void write_code(int depth, const Markdown& markdown) {
    constexpr std::array<std::string_view, 3> kinds = {"fenced", "indented", "span"};
    for (const CodeRange& code : markdown.code) {
      line(depth, "code", code.range);
      out_.append(" ").append(kinds[static_cast<std::size_t>(code.kind)]);
      flag(code.nested, "nested");
      if (!code.info.empty()) quote(code.info);
    }
  }

  void write_phases() {
    for (std::size_t i = 0; i < document_.phases.size(); ++i) {
      const Phase& phase = document_.phases[i];
      line(0, "phase#" + std::to_string(i), phase.range);
      add(" number=", phase.number);
      out_ += " name ";
      place(phase.name_range);
      out_ += " number ";
      place(phase.number_range);
      if (phase.title.text.empty()) continue;
      out_ += " title ";
      place(phase.title.range);
      quote(phase.title.text);
    }
  }

  void write_task(std::size_t index) {
    constexpr std::array<std::string_view, 3> forms = {"block", "fenced", "prose"};
    const Task& task = document_.tasks[index];
    line(0, "task#" + std::to_string(index), task.range);
    out_.append(" ").append(forms[static_cast<std::size_t>(task.form)]);
    flag(!task.closed, "unclosed");
    reference_to(" phase#", task.phase);
    reference_to(" condition#", task.condition);
    flag(task.skip_if_missing, "skip-if-missing");
    for (const Index agent : task.agents) add(" agent#", agent);
    out_ += " opens ";
    place(task.open_tag);
    out_ += " closes ";
    place(task.close_tag);
    write_node(1, task.fields);
    write_problems(1, task.problems);
    if (task.prompt) {
      line(1, "prompt", task.prompt->range);
      quote(task.prompt->text);
      for (const Heading& heading : task.prompt->markdown.headings) {
        line(2, "heading", heading.range);
        quote(heading.text);
      }
      write_code(2, task.prompt->markdown);
    }
    for (const TextRange cut : task.cut_short) {
      line(1, "cut-short", cut);
      quote(document_.slice(cut));
    }
  }

  void write_agent_rows() {
    for (std::size_t i = 0; i < document_.agent_rows.size(); ++i) {
      const AgentRow& row = document_.agent_rows[i];
      line(0, "agent-row#" + std::to_string(i));
      reference_to(" agent#", row.reference);
      if (!row.plugin.text.empty()) {
        out_ += " plugin ";
        place(row.plugin.range);
        quote(row.plugin.text);
      }
      flag(row.starred, "starred");
      if (!row.modes.text.empty()) {
        out_ += " modes ";
        place(row.modes.range);
        quote(row.modes.text);
      }
    }
  }

  void write_reference(std::size_t index) {
    constexpr std::array<std::string_view, 7> places = {"task",  "prose", "agents", "mode",
                                                        "agent", "tool",  "table"};
    const AgentReference& reference = document_.agent_references[index];
    line(0, "agent#" + std::to_string(index), reference.range);
    out_.append(" ").append(places[static_cast<std::size_t>(reference.place)]);
    reference_to(" task#", reference.task);
    reference_to(" mode#", reference.mode);
    reference_to(" row#", reference.table_row);
    quote(reference.name);
    if (reference.qualifier.empty()) return;
    out_ += ' ';
    place(reference.name_range);
    out_ += " of";
    quote(reference.qualifier);
    out_ += ' ';
    place(reference.qualifier_range);
  }

  void write_condition(std::size_t index) {
    const Condition& condition = document_.conditions[index];
    line(0, "condition#" + std::to_string(index), condition.range);
    reference_to(" task#", condition.task);
    reference_to(" in#", condition.parent);
    flag(condition.whole_task, "whole-task");
    flag(condition.skip_if_missing, "skip-if-missing");
    for (const ConditionName& name : condition.names) {
      quote(name.name.text);
      out_ += ' ';
      place(name.name.range);
      out_ += name.mode ? "=mode#" + std::to_string(*name.mode) : "=none";
    }
    out_ += " head ";
    place(condition.head);
    if (condition.whole_task) return;
    out_ += " text ";
    place(condition.text);
    quote(document_.slice(condition.text));
  }

  void write_placeholder(const Placeholder& placeholder) {
    line(0, "placeholder", placeholder.range);
    quote(document_.slice(placeholder.range));
    switch (placeholder.kind) {
      case Placeholder::Kind::arguments:
        out_ += " arguments";
        break;
      case Placeholder::Kind::argument:
        add(" argument ", placeholder.argument);
        break;
      case Placeholder::Kind::agent_output:
      case Placeholder::Kind::phase_output:
        add(" phase=", placeholder.phase);
        out_ += ' ';
        place(placeholder.phase_range);
        if (placeholder.kind == Placeholder::Kind::agent_output) {
          out_.append(" agent=").append(placeholder.agent).append(" ");
          place(placeholder.agent_range);
        }
        out_ += " output ";
        place(placeholder.output_range);
        break;
    }
    reference_to(" task#", placeholder.task);
    reference_to(" condition#", placeholder.condition);
  }

  void write_near_miss(const PlaceholderNearMiss& miss) {
    line(0, "near-miss", miss.range);
    quote(miss.text);
    out_ += " ->";
    quote(miss.replacement);
    out_.append(" because ").append(miss.fault);
    reference_to(" task#", miss.task);
    reference_to(" condition#", miss.condition);
  }

  void write_link(const Link& link) {
    constexpr std::array<std::string_view, 4> kinds = {"inline", "reference", "image", "external-doc"};
    line(0, "link", link.range);
    out_.append(" ").append(kinds[static_cast<std::size_t>(link.kind)]);
    flag(!link.judged, "not-judged");
    quote(link.target);
    out_ += " path ";
    place(link.path_range);
    quote(link.path);
    if (link.has_fragment) {
      out_ += " fragment ";
      place(link.fragment_range);
      quote(link.fragment);
    }
    reference_to(" task#", link.task);
    reference_to(" condition#", link.condition);
    reference_to(" external-doc#", link.external_doc);
  }

  void write_question(const Question& question) {
    line(0, "question", question.range);
    flag(!question.closed, "unclosed");
    out_ += " opens ";
    place(question.open_tag);
    out_ += " closes ";
    place(question.close_tag);
    write_node(1, question.fields);
    write_problems(1, question.problems);
  }

  void write_suppression(const Suppression& suppression) {
    constexpr std::string_view scopes[] = {"line", "next-line", "file", "unknown"};
    line(0, "suppression", suppression.range);
    flag(true, scopes[static_cast<std::size_t>(suppression.scope)]);
    flag(suppression.in_yaml, "yaml");
    item(suppression.directive);
    for (const TextItem& code : suppression.codes) item(code);
    if (suppression.reason.text.empty()) return;
    out_ += " because";
    item(suppression.reason);
  }

  void item(const TextItem& words) {
    quote(words.text);
    out_ += ' ';
    place(words.range);
  }

  const Document& document_;
  std::string out_;
};

}  // namespace

std::string dump(const Document& document) {
  Writer writer(document);
  writer.write();
  return writer.take();
}

}  // namespace baton
