// Fields come from YAML; where prompt text stands outside its value, from a copy of the file in which that is
// hidden.
#include "server/syntax/tasks.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "server/syntax/agent_references.h"
#include "server/syntax/fenced_tasks.h"
#include "server/syntax/lines.h"
#include "server/syntax/passage.h"
#include "server/syntax/prompts.h"
#include "server/syntax/wide_blanks.h"

namespace baton {
namespace {

// The file as YAML sees it: itself, or a copy once something had to be hidden.
class YamlSource {
 public:
  explicit YamlSource(const std::string& text) : text_(text) {}
  std::string_view view() const { return copy_.empty() ? std::string_view(text_) : std::string_view(copy_); }
  void hide(const PromptTail& tail) {
    if (tail.empty()) return;
    if (copy_.empty()) copy_ = text_;
    hide_tail(copy_, tail);
  }

 private:
  const std::string& text_;
  std::string copy_;
};

// A name that cannot be one ("Data Engineer") is still what the author put there, unless it holds a variable.
void read_odd_agent(Document& document, Task& task, const YamlNode& value) {
  if (!value.is_scalar() || (value.style == ScalarStyle::plain && scalar_type(value) == ScalarType::null))
    return;
  const TextRange name = trimmed(value.text, {0, offset32(value.text.size())});
  if (name.empty() || value.text.find_first_of("{}<>$*[]\n") != std::string::npos) return;
  AgentReference agent = agent_reference(AgentReference::Place::task, value.text, name, &value.map);
  if (agent.name.empty() && agent.qualifier.empty()) return;  // ":"
  task.agents.push_back(offset32(document.agent_references.size()));
  document.agent_references.push_back(std::move(agent));
}

// The task is the next one of the document.
void read_agent_field(Document& document, Task& task) {
  const YamlEntry* agent = task.fields.find("subagent_type");
  if (agent == nullptr) return;
  task.agents = read_agents(document, agent->value, AgentReference::Place::task, true);
  if (task.agents.empty()) read_odd_agent(document, task, agent->value);
  for (const Index reference : task.agents)
    document.agent_references[reference].task = offset32(document.tasks.size());
}

void read_fields(Document& document, Task& task, const PromptTail& tail) {
  read_agent_field(document, task);
  if (const YamlEntry* prompt = task.fields.find("prompt")) {
    task.prompt = read_prompt(document.text, prompt->value, tail);
    task.cut_short = tail.outside;
    if (task.prompt) end_behind(task, task.prompt->range.end);
  }
  for (const YamlProblem& problem : task.problems) end_behind(task, problem.range.end);
  document.tasks.push_back(std::move(task));
}

// The line end that the walk over lines sees last belongs to the lines, not to the task.
void read_block(Document& document, const TaggedBlock& block, YamlSource& source) {
  Task task;
  task.form = Task::Form::block;
  task.range = block.range;
  task.open_tag = block.open_tag;
  task.close_tag = block.close_tag;
  task.closed = block.closed;
  PromptTail tail = find_prompt_tail(document.text, block.content);
  source.hide(tail);
  // Without a closing tag nobody can tell the prompt's text from the text behind the task.
  if (!block.closed) tail = {};
  YamlTree tree = parse_yaml_mapping(source.view(), block.content);
  task.fields = std::move(tree.root);
  task.problems = std::move(tree.problems);
  read_fields(document, task, tail);
}

bool may_be_yaml(std::string_view info) {
  const std::string_view language = info.substr(0, info.find_first_of(" \t{"));
  constexpr std::array<std::string_view, 5> yes = {"", "yaml", "yml", "task", "text"};
  return std::any_of(yes.begin(), yes.end(),
                     [&](std::string_view name) { return equals_lower(language, name); });
}

// Where the block is sound YAML as it stands, what follows the prompt's value is no text of it.
bool has_other_keys(std::string_view text, TextRange content) {
  const YamlTree tree = parse_yaml_mapping(text, content);
  return tree.problems.empty() && tree.root.entries.size() > 1;
}

// The line that ends a fence; empty where there is none.
TextRange closing_fence(const Document& document, const CodeRange& code) {
  const std::uint32_t last = line_begin(document.text, code.range.end);
  if (code.content.end > last || last <= code.range.begin) return {code.range.end, code.range.end};
  return trimmed(document.text, {std::max(last, code.content.end), code.range.end});
}

// The fence around a task, where it holds no other.
void take_fence(const Document& document, const CodeRange& code, Task& task) {
  task.range = code.range;
  const Line first = line_at(document.text, code.range.begin);
  task.open_tag = {code.range.begin, std::min(first.end, code.range.end)};
  task.close_tag = closing_fence(document, code);
}

bool is_task(const YamlNode& fields) {
  return fields.find("subagent_type") != nullptr || fields.find("prompt") != nullptr;
}

// "Task:" with a list below it.
bool is_list_of_tasks(const YamlNode& value) {
  return value.is_sequence() && !value.items.empty() &&
         std::all_of(value.items.begin(), value.items.end(), is_task);
}

struct FencedReader {
  Document& document;
  const CodeRange& code;
  YamlSource& source;
  std::size_t parts = 0;

  void take(YamlNode&& fields, TextRange range, TextRange open_tag, bool alone,
            std::vector<YamlProblem> problems, const PromptTail& tail) {
    Task task;
    task.form = Task::Form::fenced;
    task.range = trimmed(document.text, range);
    task.open_tag = open_tag;
    task.close_tag = {task.range.end, task.range.end};
    task.closed = !closing_fence(document, code).empty();
    if (alone) take_fence(document, code, task);
    if (!task.closed) task.close_tag = {task.range.end, task.range.end};
    task.fields = std::move(fields);
    task.problems = std::move(problems);
    read_fields(document, task, tail);
  }

  void read(const FencedTask& part) {
    const std::string_view inside = document.slice(part.content);
    if (inside.find("subagent_type") == std::string_view::npos &&
        inside.find("prompt") == std::string_view::npos)
      return;
    PromptTail tail;
    if (!part.flow) tail = find_prompt_tail(document.text, part.fields);
    if (!tail.empty() && tail.indent == 0) return;  // no fields below "Task", but beside it
    if (!tail.empty() && has_other_keys(source.view(), part.content)) return;
    source.hide(tail);
    YamlTree tree = parse_yaml_mapping(source.view(), part.content);
    if (tree.root.entries.size() != 1) return;
    YamlNode& value = tree.root.entries.front().value;
    if (is_task(value))
      return take(std::move(value), part.content, part.key, parts == 1, std::move(tree.problems), tail);
    if (!is_list_of_tasks(value)) return;
    const bool alone = parts == 1 && value.items.size() == 1;
    auto problem = tree.problems.begin();  // in order
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      YamlNode& item = value.items[i];
      const std::uint32_t end =
          i + 1 < value.items.size() ? value.items[i + 1].range.begin : part.content.end;
      const TextRange range{item.range.begin, std::min(end, item.range.end)};
      const TextRange first_key = item.entries.front().key_range;
      std::vector<YamlProblem> problems;
      for (; problem != tree.problems.end() && problem->range.begin < end; ++problem)
        problems.push_back(std::move(*problem));
      take(std::move(item), range, first_key, alone, std::move(problems), {});
    }
  }
};

std::string with_plain_blanks(std::string_view text) {
  std::string out;
  for (std::uint32_t i = 0; i < text.size();) {
    const std::uint32_t blank = blank_size(text, i);
    out += blank > 0 ? ' ' : text[i];
    i += std::max(blank, 1U);
  }
  return out;
}

// A fence that others seemed to nest in may hold tasks between tags, which are read by now: up to the first.
CodeRange before_tasks(std::string_view text, const CodeRange& code, std::span<const Task> tasks) {
  const auto task =
      std::ranges::lower_bound(tasks, code.range.begin, {}, [](const Task& one) { return one.range.begin; });
  if (task == tasks.end() || task->range.begin >= code.range.end) return code;
  CodeRange out = code;
  out.range.end = std::max(code.content.begin, line_begin(text, task->range.begin));
  out.content.end = std::min(code.content.end, out.range.end);
  return out;
}

}  // namespace

void read_block_tasks(Document& document, const std::vector<TaggedBlock>& blocks, const Before& before) {
  YamlSource source(document.text);
  for (const TaggedBlock& block : blocks) {
    if (block.kind != TaggedBlock::Kind::task) continue;
    if (auto known = before.task(block)) {
      read_agent_field(document, *known);
      document.tasks.push_back(std::move(*known));
    } else {
      read_block(document, block, source);
    }
  }
}

void read_fenced_tasks(Document& document, const std::vector<TextRange>& examples) {
  if (document.text.find("Task:") == std::string::npos) return;
  YamlSource source(document.text);
  RangeCursor shown(examples);
  const std::size_t between_tags = document.tasks.size();
  for (const CodeRange& code : document.body.code) {
    if (code.kind != CodeRange::Kind::fenced || code.nested || !may_be_yaml(code.info)) continue;
    if (shown.at(code.range.begin) != nullptr) continue;
    const CodeRange own = before_tasks(document.text, code, std::span(document.tasks).first(between_tags));
    const std::vector<FencedTask> parts = fenced_tasks(document.text, own.content);
    FencedReader reader{document, own, source, parts.size()};
    for (const FencedTask& part : parts) reader.read(part);
  }
}

bool says_skip_if_missing(std::string_view text) {
  for (std::size_t skip = find_lower(text, "skip"); skip != std::string_view::npos;
       skip = find_lower(text, "skip", skip + 4)) {
    std::string_view rest = text.substr(skip);
    std::size_t end = 0;  // of the sentence; a point inside a name ("x.md") ends none
    while (end < rest.size() && end < 500 && rest[end] != '\n' &&
           !(rest[end] == '.' && (end + 1 == rest.size() || is_space(rest[end + 1]))))
      ++end;
    rest = rest.substr(0, end);
    std::string plain;
    if (std::ranges::any_of(rest, [](char c) { return is_beyond_ascii(c) || (is_space(c) && c != ' '); }))
      rest = plain = with_plain_blanks(rest);
    const std::size_t condition = find_lower(rest, " if ");
    if (condition == std::string_view::npos) continue;
    rest = rest.substr(condition);
    for (const std::string_view missing :
         {"not available", "not installed", "unavailable", "n't available", "n't installed"})
      if (find_lower(rest, missing) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace baton
