// The list of all checks, to be read from top to bottom: code, default severity, what it is about, which
// files it judges.
#include <algorithm>
#include <array>
#include <string>

#include "server/checks/all.h"
#include "server/checks/embedded.h"

namespace baton {
namespace {

constexpr auto E = Severity::error;
constexpr auto W = Severity::warning;
constexpr auto I = Severity::information;
constexpr auto H = Severity::hint;

// Kinds of files: commands; agents; those and skills; commands and skills, which take a command's keys; all
// with front matter; those and templates; manifests; configurations; those that may hold suppressions.
struct Kinds {
  bool commands = false, agents = false, skills = false, templates = false, manifests = false,
       configurations = false;
};
constexpr Kinds commands{.commands = true};
constexpr Kinds agents{.agents = true};
constexpr Kinds agents_and_skills{.agents = true, .skills = true};
constexpr Kinds commands_and_skills{.commands = true, .skills = true};
constexpr Kinds judged{.commands = true, .agents = true, .skills = true};
constexpr Kinds front_matter{.commands = true, .agents = true, .skills = true, .templates = true};
constexpr Kinds manifests{.manifests = true};
constexpr Kinds configurations{.configurations = true};
constexpr Kinds with_comments{.commands = true, .agents = true, .skills = true, .configurations = true};
constexpr Kinds all{true, true, true, true, true, true};

constexpr Check row(std::string_view code, Severity severity, Kinds kinds,
                    void (*run)(const CheckInput&, Findings&), std::string_view summary) {
  return {code,         severity,        summary,         kinds.commands,       kinds.agents,
          kinds.skills, kinds.templates, kinds.manifests, kinds.configurations, run};
}

// clang-format off
constexpr std::array table{
    row("front-matter-unclosed", E, front_matter, check_front_matter_unclosed, "front matter is opened by \"---\" and never closed"),
    row("front-matter-syntax", E, front_matter, check_front_matter_syntax, "an entry of the front matter is not YAML"),
    row("unquoted-value", W, judged, check_unquoted_value, "a value needs quotes to mean what it says"),
    row("duplicate-key", E, judged, check_duplicate_key, "a mapping has a key twice"),
    row("schema-violation", E, judged, check_schema_violation, "a front matter value is of the wrong type or form"),
    row("unknown-key", H, judged, check_unknown_key, "a front matter key that no tool knows"),
    row("alias-key", H, judged, check_alias_key, "an older spelling of a front matter key"),
    row("command-name-mismatch", W, commands, check_command_name_mismatch, "a command is called otherwise than its file"),
    row("duplicate-command", W, commands, check_duplicate_command, "two commands of one plugin share a name"),
    row("agent-name-mismatch", W, agents_and_skills, check_agent_name_mismatch, "an agent or skill is called otherwise than its file or folder"),
    row("duplicate-agent", W, agents, check_duplicate_agent, "two agents of one plugin or .claude folder share a name"),
    row("unknown-agent", E, judged, check_unknown_agent, "an agent that is defined nowhere"),
    row("ambiguous-agent", W, judged, check_ambiguous_agent, "an agent's bare name that several plugins define"),
    row("optional-agent-missing", I, judged, check_optional_agent_missing, "an optional agent that is not installed here"),
    row("agent-plugin-mismatch", W, commands, check_agent_plugin_mismatch, "the agent table names another plugin than the agent's own"),
    row("agent-not-run", I, commands, check_agent_not_run, "a mode lists an agent that no task runs"),
    row("task-not-in-any-mode", W, commands, check_task_not_in_any_mode, "no mode lists the agent of a task"),
    row("agent-modes-mismatch", I, commands, check_agent_modes_mismatch, "agent table, modes and conditions disagree about an agent"),
    row("task-unclosed", E, commands, check_task_unclosed, "a <Task> without its </Task>"),
    row("task-syntax", E, commands, check_task_syntax, "the inside of a task is not YAML, or a field of it no text"),
    row("task-missing-agent", E, commands, check_task_missing_agent, "a task without subagent_type"),
    row("task-missing-prompt", E, commands, check_task_missing_prompt, "a task without a prompt"),
    row("task-unknown-field", H, commands, check_task_unknown_field, "a field that no task has"),
    row("task-prompt-cut-short", W, commands, check_task_prompt_cut_short, "prompt text that stands outside its block"),
    row("duplicate-task", W, commands, check_duplicate_task, "two tasks of a phase run one agent whose output is read"),
    row("duplicate-phase", E, commands, check_duplicate_phase, "two phases have one number"),
    row("phase-gap", H, commands, check_phase_gap, "a phase's number leaves some out"),
    row("phase-order", W, commands, check_phase_order, "a phase's number is lower than the one before"),
    row("mode-unknown", W, commands, check_mode_unknown, "a condition names a mode that the file does not have"),
    row("mode-phase-count", I, commands, check_mode_phase_count, "a mode lists more phases than the file has"),
    row("placeholder-syntax", W, commands, check_placeholder_syntax, "text that is nearly a placeholder"),
    row("unknown-phase", E, commands, check_unknown_phase, "a placeholder names a phase that the file does not have"),
    row("agent-not-in-phase", E, commands, check_agent_not_in_phase, "a placeholder names an agent that its phase does not run"),
    row("placeholder-not-yet-run", E, commands, check_placeholder_not_yet_run, "a placeholder reads what has not run yet"),
    row("placeholder-cycle", E, commands, check_placeholder_cycle, "tasks that wait for each other's output"),
    row("placeholder-not-in-mode", W, commands, check_placeholder_not_in_mode, "a placeholder reads what some modes do not run"),
    row("placeholder-optional", I, commands, check_placeholder_optional, "text that is always read needs what may be skipped"),
    row("output-not-read", H, commands, check_output_not_read, "a task whose output no placeholder reads"),
    row("arguments-unused", I, commands, check_arguments_unused, "argument-hint announces arguments that the body never reads"),
    row("arguments-undocumented", H, commands, check_arguments_undocumented, "$1 is read, and no argument-hint tells what to give"),
    row("missing-external-doc", E, commands_and_skills, check_missing_external_doc, "an external doc that is not there"),
    row("unused-external-doc", H, commands, check_unused_external_doc, "a named external doc that the body never links"),
    row("undeclared-external-doc", H, commands, check_undeclared_external_doc, "a linked doc that the external docs do not list"),
    row("broken-link", E, judged, check_broken_link, "a link to a file that is not there"),
    row("broken-anchor", W, judged, check_broken_anchor, "a link to a heading that is not there"),
    row("link-case", W, judged, check_link_case, "a path whose letter case differs from the file's"),
    row("link-outside-workspace", I, judged, check_link_outside_workspace, "a link to what lies outside of the workspace"),
    row("manifest-syntax", E, manifests, check_manifest_syntax, "a plugin's or marketplace's manifest that is not JSON"),
    row("manifest-schema", W, manifests, check_manifest_schema, "a value of a manifest that is of the wrong type or form"),
    row("manifest-path-missing", E, manifests, check_manifest_path_missing, "a manifest lists a file or folder that is not there"),
    row("question-invalid", W, commands, check_question_invalid, "a question beyond the limits of AskUserQuestion"),
    row("config-invalid", W, configurations, check_config_invalid, "something in .baton.yaml that means nothing"),
    row("file-unreadable", W, all, nullptr, "a file that cannot be read as text"),
    row("suppression-unused", H, with_comments, nullptr, "a suppression that hides nothing"),
    row("suppression-unknown", W, with_comments, nullptr, "a suppression that names no check"),
};
// clang-format on

}  // namespace

std::span<const Check> all_checks() {
  return table;
}

const Check* find_check(std::string_view code) {
  const auto found = std::ranges::find(table, code, &Check::code);
  return found == table.end() ? nullptr : &*found;
}

std::string_view check_page(std::string_view code) {
  return find_check(code) == nullptr ? std::string_view() : embedded_file(std::string(code) + ".md");
}

}  // namespace baton
