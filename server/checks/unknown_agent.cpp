// unknown-agent: a reference to an agent that is defined nowhere. How sure that is depends on what can be
// seen: a plugin of this workspace is known completely, a bare name may be defined outside of it.
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/base/name_words.h"
#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/checks/agent_lookups.h"
#include "server/checks/agent_words.h"
#include "server/checks/all.h"
#include "server/checks/new_agent.h"
#include "server/checks/words.h"
#include "server/syntax/agent_references.h"
#include "server/syntax/lines.h"
#include "server/workspace/about_folders.h"
#include "server/workspace/built_in_agents.h"

namespace baton {
namespace {

// Beyond so many different unknown names a file is no user's, and comparing each with every agent takes too
// long.
constexpr std::size_t most_names_compared = 200;

// What can be done about a name, wherever it stands.
struct Unknown {
  std::vector<NearAgent> near;
  std::optional<FileEdit> file;  // that would define it
  std::string there;             // "; \".claude/agents/x.md\" is there, but …"
};

struct Judgement {
  Severity severity = Severity::hint;
  std::string message;
};

std::string names_of(const Snapshot& snapshot, std::string_view plugin) {
  std::vector<std::string> names;
  for (const Agent& agent : snapshot.agents())
    if (agent.plugin == plugin) names.push_back(quoted(agent.name));
  if (names.empty()) return " has no agents";
  return " has " + listed(names, "and", 5);
}

std::string suggestion(const AgentReference& reference, const std::vector<NearAgent>& near) {
  if (near.empty()) return {};
  if (differs_in_form_only(reference.text, near.front().name))
    return "; " + quoted(near.front().name) + " only looks the same: its accents are other characters";
  std::vector<std::string> names;
  for (const NearAgent& agent : near) names.push_back(quoted(agent.name));
  return "; did you mean " + listed(names, "or") + '?';
}

// Of a file where the agent's would be: why it is not that agent.
std::string file_words(const CheckInput& input, const std::string& path) {
  const PathLookup found = input.snapshot.look_up(path);
  if (found.presence != Presence::exists || found.is_folder || found.case_differs) return {};
  const std::string file = quoted(path::relative(path, input.snapshot.root_of(path)));
  const FileFacts* facts = input.snapshot.facts(path);
  if (facts == nullptr || facts->is_template) return {};
  if (facts->kind == FileKind::agent && !facts->name.empty())
    return "; the agent in " + file + " is named " + quoted(facts->name);
  if (facts->kind != FileKind::document) return {};
  return "; " + file + " is there, but has no " + (is_about_agents(path) ? quoted("name") : "front matter") +
         ", which would make it an agent";
}

Judgement judge(const CheckInput& input, const AgentReference& reference, const Unknown& unknown) {
  const std::vector<NearAgent>& near = unknown.near;
  const std::string where = ", named by " + place_words(input, reference) + ',';
  if (!reference.qualifier.empty()) {
    const std::string others = !unknown.there.empty() ? unknown.there
                               : near.empty()
                                   ? "; that plugin" + names_of(input.snapshot, reference.qualifier)
                                   : suggestion(reference, near);
    return {Severity::error,
            "plugin " + quoted(reference.qualifier) + " has no agent " + quoted(reference.name) + others};
  }
  if (!input.snapshot.defines_agents())
    return {Severity::hint, "agent " + quoted(reference.text) + where +
                                " cannot be found here: the workspace defines no agents" + unknown.there};
  return {Severity::warning, "agent " + quoted(reference.text) + where +
                                 " is defined nowhere in this workspace" +
                                 (unknown.there.empty() ? suggestion(reference, near) : unknown.there)};
}

// Whom the tables of agents name beside them, and what they say where none is named.
constexpr std::array<std::string_view, 12> nobody = {"you",  "human",        "user",        "self",
                                                     "team", "orchestrator", "coordinator", "main",
                                                     "tbd",  "varies",       "optional",    "multiple"};

// Words of which a name says no more than that an agent's name is to stand there.
constexpr std::array<std::string_view, 17> empty_words = {
    "agent", "subagent", "sub",         "name", "type",    "id",     "custom",   "specialized", "specialised",
    "some",  "my",       "appropriate", "the",  "example", "chosen", "selected", "relevant"};

// "agent-name", "custom-agent", "subagent_type".
bool is_empty_name(std::string_view name) {
  bool tells = false;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find_first_of("-_", at), name.size());
    const std::string_view word = name.substr(at, end - at);
    tells = tells || std::ranges::find(empty_words, word) == empty_words.end();
    at = end + 1;
  }
  return !tells;
}

// A word that prose puts where a reader is to put a name ("AGENT_NAME", "your-agent", "agent-name"), or that
// in a table is nobody to be called.
bool is_stand_in(const AgentReference& reference) {
  if (reference.place == AgentReference::Place::table)
    return std::ranges::any_of(nobody,
                               [&](std::string_view one) { return equals_lower(reference.text, one); });
  if (reference.place != AgentReference::Place::prose) return false;
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  return std::ranges::none_of(reference.name, is_small) || reference.name.starts_with("your-") ||
         is_empty_name(reference.name);
}

// The tables that name an agent that is there, or one that may be. Others may have a column "Agent" for
// programs and people; "claude" is a program, too, so built-in agents tell nothing.
std::set<Index> tables_with_agents(const CheckInput& input) {
  std::set<Index> out;
  for (const AgentReference& reference : input.document.agent_references) {
    if (!reference.table_row || std::ranges::find(built_in_agents, reference.text) != built_in_agents.end())
      continue;
    if (input.agents.of(reference.text).status != AgentResolution::Status::unknown)
      out.insert(input.document.agent_rows[*reference.table_row].table);
  }
  return out;
}

// The plugin of the workspace that a qualifier is one slip away from, and that has the very agent. "tests2"
// beside "tests" is another plugin.
const Plugin* misspelt_plugin(const CheckInput& input, const AgentReference& reference) {
  constexpr std::size_t shortest = 4;
  if (reference.qualifier.size() < shortest || !is_agent_name(reference.qualifier)) return nullptr;
  const auto digits = [](std::string_view name) { return std::ranges::count_if(name, is_digit); };
  for (const Plugin& plugin : input.snapshot.plugins()) {
    if (digits(plugin.name) != digits(reference.qualifier)) continue;
    if (!same_folded(plugin.name, reference.qualifier) &&
        edit_distance(plugin.name, reference.qualifier, 1) > 1)
      continue;
    const std::string meant = plugin.name + ":" + reference.name;
    if (input.snapshot.resolve_agent(input.path, meant).status == AgentResolution::Status::resolved)
      return &plugin;
  }
  return nullptr;
}

void report_qualifier(const CheckInput& input, const AgentReference& reference, const Plugin& plugin,
                      Findings& findings) {
  Diagnostic& found =
      findings.add(reference.qualifier_range, Severity::warning,
                   "no plugin " + quoted(reference.qualifier) + " is in this workspace; did you mean " +
                       quoted(plugin.name) + ", which has the agent " + quoted(reference.name) + "?");
  found.fixes.push_back(
      {"Change to " + quoted(plugin.name), false, {{input.path, {reference.qualifier_range, plugin.name}}}});
}

}  // namespace

void check_unknown_agent(const CheckInput& input, Findings& findings) {
  std::map<std::string, Unknown> unknown;              // by the name with its qualifier
  std::map<std::string, const Plugin*> meant_plugins;  // likewise
  const std::set<Index> tables = tables_with_agents(input);
  for (const AgentReference& reference : input.document.agent_references) {
    const AgentResolution& resolution = input.agents.of(reference.text);
    if (resolution.status == AgentResolution::Status::unseen_plugin) {
      const auto [meant, is_new] = meant_plugins.try_emplace(reference.text);
      if (is_new && meant_plugins.size() <= most_names_compared)
        meant->second = misspelt_plugin(input, reference);
      if (meant->second != nullptr) report_qualifier(input, reference, *meant->second, findings);
    }
    if (resolution.status != AgentResolution::Status::unknown || is_optional(input, resolution)) continue;
    if (is_stand_in(reference)) continue;
    const auto [known, is_new] = unknown.try_emplace(reference.text);
    auto& [near, file, there] = known->second;
    if (is_new) {
      if (unknown.size() <= most_names_compared) near = near_agents(input, reference);
      file = new_agent(input.snapshot, input.path, reference.qualifier, reference.name);
      if (file) there = file_words(input, file->path);
      if (!there.empty()) file.reset();
    }
    const bool foreign = reference.table_row && reference.qualifier.empty() &&
                         !tables.contains(input.document.agent_rows[*reference.table_row].table);
    if (foreign && near.empty() && input.snapshot.defines_agents()) continue;
    Judgement judgement = judge(input, reference, known->second);
    Diagnostic& found = findings.add(reference.range, judgement.severity, std::move(judgement.message));
    for (const NearAgent& agent : near)
      found.fixes.push_back(
          {"Change to " + quoted(agent.name), false, {{input.path, {reference.range, agent.name}}}});
    if (file) found.fixes.push_back({"Create agent " + quoted(reference.name), false, {*file}});
  }
}

}  // namespace baton
