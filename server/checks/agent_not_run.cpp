// agent-not-run: a mode lists an agent that no task runs, so that it promises more than it does. Where the
// prose of a phase names the agent, it may be run in words.
#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "server/checks/all.h"
#include "server/checks/mode_agents.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

using Words = std::unordered_set<std::string_view>;

void add_words(const Document& document, TextRange range, Words& words) {
  const auto is_in_word = [](char c) { return is_word(c) || c == '-' || is_beyond_ascii(c); };
  const std::string_view text = document.slice(range);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_in_word(text[end])) ++end;
    if (end > at) words.insert(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
}

// Tasks, and the tables that say who is who: what stands there runs nobody in words.
std::vector<TextRange> not_prose(const Document& document) {
  std::vector<TextRange> out;
  for (const Task& task : document.tasks)
    if (task.form != Task::Form::prose) out.push_back(task.range);
  for (const AgentRow& row : document.agent_rows) out.push_back(document.body.tables[row.table].range);
  std::ranges::sort(out);
  return out;
}

// The words of the phases' prose; in a file without phases of all prose.
Words prose_words(const Document& document) {
  std::vector<TextRange> sections;
  for (const Phase& phase : document.phases) sections.push_back(phase.range);
  if (sections.empty())
    sections.push_back({document.front_matter.range.end, static_cast<std::uint32_t>(document.text.size())});
  const std::vector<TextRange> others = not_prose(document);
  Words words;
  for (const TextRange section : sections) {
    std::uint32_t at = section.begin;
    for (auto other = std::ranges::lower_bound(others, section.begin, {}, &TextRange::begin);
         other != others.end() && other->begin < section.end; ++other) {
      if (other->begin > at) add_words(document, {at, other->begin}, words);
      at = std::max(at, other->end);
    }
    if (at < section.end) add_words(document, {at, section.end}, words);
  }
  return words;
}

struct RunAgents {
  ByAgent<bool> agents;
  std::vector<std::string> names;  // of tasks, without plugins; sorted, each once
};

// Whom the tasks run, and whom the front matter lets run otherwise; nothing where a task may run anybody.
std::optional<RunAgents> run_agents(const CheckInput& input, ModeAgents& modes) {
  RunAgents out;
  const Document& document = input.document;
  const auto add = [&](const AgentReference& reference) {
    out.agents.change(modes.identity(reference.text), [](bool& runs) { runs = true; });
  };
  for (const Task& task : document.tasks) {
    if (task.agents.empty()) return std::nullopt;
    for (const Index reference : task.agents) {
      add(document.agent_references[reference]);
      out.names.push_back(document.agent_references[reference].name);
    }
  }
  for (const AgentReference& reference : document.agent_references)
    if (reference.place == AgentReference::Place::agent || reference.place == AgentReference::Place::agents)
      add(reference);
  std::ranges::sort(out.names);
  out.names.erase(std::ranges::unique(out.names).begin(), out.names.end());
  return out;
}

// An item of a list as it is written, with its comma or its whole line; nothing where it is not plain how.
std::optional<TextRange> item_to_remove(std::string_view text, TextRange item) {
  std::uint32_t begin = item.begin, end = item.end;
  if (begin > 0 && end < text.size() && (text[begin - 1] == '"' || text[begin - 1] == '\'') &&
      text[end] == text[begin - 1]) {
    --begin;
    ++end;
  }
  std::uint32_t left = begin, right = end;
  while (left > 0 && is_blank(text[left - 1])) --left;
  while (right < text.size() && is_blank(text[right])) ++right;
  const char before = left > 0 ? text[left - 1] : '\n';
  const char after = right < text.size() ? text[right] : '\n';
  if (before == ',') return TextRange{left - 1, end};
  if (before == '[' && after == ',') {
    ++right;
    while (right < text.size() && is_blank(text[right])) ++right;
    return TextRange{begin, right};
  }
  if (before != '-' || (after != '\n' && after != '\r')) return std::nullopt;
  const Line line = line_at(text, line_begin(text, item.begin));
  const bool alone = trimmed(text.substr(line.begin, left - 1 - line.begin)).empty();
  return alone ? std::optional(TextRange{line.begin, line.next}) : std::nullopt;
}

// Agents that stand for each other ("a OR b") are listed with no comma or line end between them.
struct Listed {
  std::size_t first = 0, last = 0;  // in Mode::agents
};

std::vector<Listed> items_of(const Document& document, const Mode& mode) {
  std::vector<Listed> out;
  for (std::size_t i = 0; i < mode.agents.size(); ++i) {
    const TextRange range = document.agent_references[mode.agents[i]].range;
    bool alternative = false;
    if (i > 0) {
      const TextRange before = document.agent_references[mode.agents[i - 1]].range;
      alternative =
          before.end <= range.begin &&
          document.slice({before.end, range.begin}).find_first_of(",\n\r\"'[]") == std::string_view::npos;
    }
    if (alternative) out.back().last = i;
    if (!alternative) out.push_back({i, i});
  }
  return out;
}

}  // namespace

void check_agent_not_run(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  if (document.modes.empty() || document.tasks.empty() || !are_modes_sound(document)) return;
  ModeAgents& modes = input.mode_agents;
  const auto run = run_agents(input, modes);
  if (!run) return;
  std::optional<Words> prose;
  DidYouMean near(run->names);
  const auto reference_of = [&](const Mode& mode, std::size_t i) -> const AgentReference& {
    return document.agent_references[mode.agents[i]];
  };
  const auto is_run = [&](const AgentReference& reference) {
    if (run->agents.nearest(modes.identity(reference.text)) != nullptr) return true;
    // Of another plugin: its author may well mean this one.
    if (std::ranges::binary_search(run->names, reference.name)) return true;
    if (!prose) prose = prose_words(document);
    return prose->contains(reference.name);
  };
  for (const Mode& mode : document.modes) {
    const std::vector<Listed> items = items_of(document, mode);
    for (const Listed& item : items) {
      bool runs = false;
      for (std::size_t i = item.first; i <= item.last && !runs; ++i) runs = is_run(reference_of(mode, i));
      if (runs) continue;
      const AgentReference& reference = reference_of(mode, item.first);
      Diagnostic& found =
          findings.add(reference.range, "mode " + quoted(mode.name) + " lists " + quoted(reference.text) +
                                            ", which no task of this file runs" + near.words(reference.name));
      // Without its last agent a mode would list none, and run every task.
      if (items.size() < 2 || item.first != item.last) continue;
      if (const auto range = item_to_remove(document.text, reference.range))
        found.fixes.push_back({"Remove " + quoted(reference.text) + " from mode " + quoted(mode.name),
                               false,
                               {{input.path, {*range, ""}}}});
    }
  }
}

}  // namespace baton
