// The model of one file: everything that language.md of the documentation says is in it, with exact bytes. Made once per
// text, never changed. Whether a part counts (an agent file has no phases, say) is for the workspace to decide, by the
// file's kind; reading never fails, and never depends on other files.
//
// Things refer to each other by index into the document's own lists, in file order.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/line_index.h"
#include "server/base/text_range.h"
#include "server/syntax/front_matter.h"
#include "server/syntax/markdown.h"
#include "server/syntax/source_map.h"
#include "server/syntax/yaml.h"

namespace baton {

using Index = std::uint32_t;

// A piece of text as written, decoded, and where it stands.
struct TextItem {
  std::string text;
  TextRange range;
  bool operator==(const TextItem&) const = default;
};

struct Phase {
  unsigned long long number = 0;
  Index heading = 0;       // in Document::body.headings
  TextRange range;         // the section: from its heading to the next phase or heading of its level or above
  TextRange name_range;    // "Phase 1" in the heading
  TextRange number_range;  // "1"
  TextItem title;          // empty text where there is none
  bool operator==(const Phase&) const = default;
};

// An agent named anywhere. Alternatives ("a OR b") are one reference each.
struct AgentReference {
  enum class Place : std::uint8_t {
    task,    // subagent_type of a task of form 1 or 2
    prose,   // subagent_type="…" in a sentence that speaks of a task
    agents,  // front matter `agents` (list, primary, conditional)
    mode,    // a mode's `agents`
    agent,   // front matter `agent`
    tool,    // Agent(x) or Task(x) among tools
    table,   // an agent table's row
  };
  Place place = Place::task;
  TextRange range;         // the name as written, qualifier included, marks and quotes not
  std::string text;        // as written: "plugin:name", "plugin::name", "name"
  std::string qualifier;   // before ":" or "::", else empty
  std::string name;        // behind it
  TextRange qualifier_range;
  TextRange name_range;
  std::optional<Index> task;       // place task or prose
  std::optional<Index> mode;       // place mode
  std::optional<Index> table_row;  // place table: in Document::agent_rows
  bool operator==(const AgentReference&) const = default;
};

struct Mode {
  std::string name;
  TextRange name_range;
  TextRange range;  // its whole entry
  std::string duration, description, scope;
  bool lists_agents = false;    // it has a list `agents`
  std::vector<Index> agents;    // in Document::agent_references
  std::vector<TextItem> phases;
  bool is_default = false;
  bool operator==(const Mode&) const = default;
};

struct ExternalDoc {
  TextItem name;  // empty where the docs are a list
  TextItem path;  // range: inside the quotes
  bool operator==(const ExternalDoc&) const = default;
};

// A prompt's text (block indent, folding and escapes undone) and the way back.
struct Prompt {
  std::string text;
  SourceMap map;
  TextRange range;    // in the file; of a block scalar without its header, of a quoted one without its quotes
  Markdown markdown;  // ranges are offsets into the FILE, already mapped
  bool operator==(const Prompt&) const = default;
};

struct Task {
  enum class Form : std::uint8_t { block, fenced, prose };
  Form form = Form::block;
  TextRange range;      // tags or fences included
  TextRange open_tag;   // "<Task>"; of a fenced task its fence line, or its key where it shares it; of prose the mention
  TextRange close_tag;  // "</Task>"; empty at the task's end where it is missing
  bool closed = true;
  YamlNode fields;      // a mapping; without entries for prose
  std::vector<YamlProblem> problems;
  std::vector<Index> agents;  // in Document::agent_references; more than one for alternatives
  std::optional<Prompt> prompt;
  std::vector<TextRange> cut_short;  // lines of prompt text that stand outside its block scalar
  std::optional<Index> phase;        // in Document::phases
  std::optional<Index> condition;    // the whole task's, in Document::conditions
  bool skip_if_missing = false;      // "skip if … not available"
  bool operator==(const Task&) const = default;
};

struct ConditionName {
  TextItem name;
  std::optional<Index> mode;  // in Document::modes; none: no mode of this file
  bool operator==(const ConditionName&) const = default;
};

// "[Enterprise mode: …]": text that is live only in the named modes.
struct Condition {
  TextRange range;  // brackets included
  TextRange head;   // names, "mode", "modes", "only"
  std::vector<ConditionName> names;
  bool whole_task = false;       // without a colon at the very start of a prompt
  bool skip_if_missing = false;  // "skip if … not available" or "… not installed"
  TextRange text;                // what it makes conditional, behind the colon
  std::optional<Index> task;
  std::optional<Index> parent;   // the condition around this one
  bool operator==(const Condition&) const = default;
};

struct Placeholder {
  enum class Kind : std::uint8_t { agent_output, phase_output, arguments, argument };
  Kind kind = Kind::agent_output;
  TextRange range;          // brackets included
  TextRange phase_range;    // "phase1"
  TextRange agent_range;    // empty for a phase's output
  TextRange output_range;   // "output"
  unsigned long long phase = 0;
  std::string agent;        // as written
  unsigned argument = 0;    // $1 … $9
  bool angle_brackets = false;
  std::optional<Index> task;       // the task whose prompt holds it; none: prose
  std::optional<Index> condition;  // the innermost text condition around it (not the whole task's)
  bool operator==(const Placeholder&) const = default;
};

struct PlaceholderNearMiss {
  TextRange range;
  std::string text;         // as written
  std::string replacement;  // how it is meant
  std::string fault;        // what is wrong, to stand behind "because": "the closing bracket is missing"
  std::optional<Index> task;
  std::optional<Index> condition;
  bool operator==(const PlaceholderNearMiss&) const = default;
};

struct Link {
  enum class Kind : std::uint8_t { inline_link, reference, image, external_doc };
  Kind kind = Kind::inline_link;
  TextRange range;           // the whole link; of an external doc its path
  TextRange target_range;    // path and fragment
  TextRange path_range;
  TextRange fragment_range;  // behind "#"; empty where there is none
  std::string target;        // as decoded by Markdown or YAML, percent escapes kept
  std::string path;          // percent escapes decoded; empty for "#fragment"
  std::string fragment;      // percent escapes decoded
  bool has_fragment = false;
  // A relative path or a fragment of this file that Baton judges: no scheme, no absolute path, no variable, not a bare word.
  bool judged = false;
  std::optional<Index> task;
  std::optional<Index> condition;
  std::optional<Index> external_doc;  // kind external_doc: in Document::external_docs
  bool operator==(const Link&) const = default;
};

struct AgentRow {
  Index table = 0;                  // in Document::body.tables
  std::optional<Index> reference;   // in Document::agent_references
  TextItem plugin;                  // without the star
  bool starred = false;             // a trailing "*": optional
  TextItem modes;                   // the cell under "Execution Modes" (or "Modes")
  bool operator==(const AgentRow&) const = default;
};

struct Question {
  TextRange range;
  TextRange open_tag, close_tag;
  bool closed = true;
  YamlNode fields;
  std::vector<YamlProblem> problems;
  bool operator==(const Question&) const = default;
};

struct Gate {
  TextRange range;  // the paragraph
  TextItem text;    // behind "**Gate:**"
  Index phase = 0;
  bool operator==(const Gate&) const = default;
};

// Words that silence findings: "<!-- baton-disable-next-line CODE[, CODE] -- reason -->" and
// "<!-- baton-disable-file CODE -->" in the body and in prompts, "# baton-disable-line CODE" in YAML.
struct Suppression {
  enum class Scope : std::uint8_t {
    line,       // its own
    next_line,  // the one below its end
    file,
    unknown  // another word, or one that does not belong at its place
  };
  Scope scope = Scope::unknown;
  TextRange range;               // the whole comment
  TextItem directive;            // "baton-disable-next-line"
  std::vector<TextItem> codes;
  TextItem reason;               // behind "--"; empty where there is none
  bool in_yaml = false;
  bool operator==(const Suppression&) const = default;
};

struct Document {
  std::string text;
  LineIndex lines;
  bool has_byte_order_mark = false;
  std::size_t invalid_utf8 = std::string_view::npos;  // first byte that is no UTF-8
  FrontMatter front_matter;
  // The file with blanks for its tasks, questions and front matter; empty where no edit is to follow.
  std::string body_text;
  Markdown body;          // of it
  std::vector<std::string> heading_slugs;  // one per heading of the body
  std::vector<Phase> phases;               // in file order
  std::vector<Task> tasks;
  std::vector<Mode> modes;
  std::vector<ExternalDoc> external_docs;
  std::vector<AgentReference> agent_references;
  std::vector<AgentRow> agent_rows;
  std::vector<Condition> conditions;
  std::vector<Placeholder> placeholders;
  std::vector<PlaceholderNearMiss> near_misses;
  std::vector<Link> links;  // external docs first, then body and prompts in file order
  std::vector<Question> questions;
  std::vector<Gate> gates;
  std::vector<Suppression> suppressions;  // in file order

  std::string_view slice(TextRange range) const {
    return std::string_view(text).substr(range.begin, range.size());
  }
  bool has_runnable_form() const;  // a task of form 1 or 2
};

// Reads any bytes up to 32 MiB. `before`: what an earlier text of the file was read as, or nullptr; what has
// not changed since is taken from there, and the result is the same.
std::shared_ptr<const Document> parse_document(std::string text, const Document* before = nullptr);
// The same for a text that is not edited: what only the next reading would want of it is not kept.
std::shared_ptr<const Document> parse_document_once(std::string text);

// A file that is no Markdown: its text and lines, and of YAML its suppressions. (JSON has no comments.)
enum class PlainFormat : std::uint8_t { json, yaml };
std::shared_ptr<const Document> plain_document(std::string text, PlainFormat format);

// Only the Markdown, for a file that links point at: cheaper than the whole model.
struct DocumentOutline {
  Markdown body;
  std::vector<std::string> slugs;  // one per heading
};
DocumentOutline parse_outline(std::string_view text);

}  // namespace baton
