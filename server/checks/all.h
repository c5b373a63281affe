// Every check by its function: one file each, named after the code. table.cpp puts them in order.
#pragma once

#include "server/checks/check.h"

namespace baton {

void check_front_matter_unclosed(const CheckInput& input, Findings& findings);
void check_front_matter_syntax(const CheckInput& input, Findings& findings);
void check_unquoted_value(const CheckInput& input, Findings& findings);
void check_duplicate_key(const CheckInput& input, Findings& findings);
void check_schema_violation(const CheckInput& input, Findings& findings);
void check_unknown_key(const CheckInput& input, Findings& findings);
void check_alias_key(const CheckInput& input, Findings& findings);
void check_command_name_mismatch(const CheckInput& input, Findings& findings);
void check_duplicate_command(const CheckInput& input, Findings& findings);
void check_agent_name_mismatch(const CheckInput& input, Findings& findings);
void check_duplicate_agent(const CheckInput& input, Findings& findings);
void check_unknown_agent(const CheckInput& input, Findings& findings);
void check_ambiguous_agent(const CheckInput& input, Findings& findings);
void check_optional_agent_missing(const CheckInput& input, Findings& findings);
void check_agent_plugin_mismatch(const CheckInput& input, Findings& findings);
void check_agent_not_run(const CheckInput& input, Findings& findings);
void check_task_not_in_any_mode(const CheckInput& input, Findings& findings);
void check_agent_modes_mismatch(const CheckInput& input, Findings& findings);
void check_task_unclosed(const CheckInput& input, Findings& findings);
void check_task_syntax(const CheckInput& input, Findings& findings);
void check_task_missing_agent(const CheckInput& input, Findings& findings);
void check_task_missing_prompt(const CheckInput& input, Findings& findings);
void check_task_unknown_field(const CheckInput& input, Findings& findings);
void check_task_prompt_cut_short(const CheckInput& input, Findings& findings);
void check_duplicate_task(const CheckInput& input, Findings& findings);
void check_duplicate_phase(const CheckInput& input, Findings& findings);
void check_phase_gap(const CheckInput& input, Findings& findings);
void check_phase_order(const CheckInput& input, Findings& findings);
void check_mode_unknown(const CheckInput& input, Findings& findings);
void check_mode_phase_count(const CheckInput& input, Findings& findings);
void check_placeholder_syntax(const CheckInput& input, Findings& findings);
void check_unknown_phase(const CheckInput& input, Findings& findings);
void check_agent_not_in_phase(const CheckInput& input, Findings& findings);
void check_placeholder_not_yet_run(const CheckInput& input, Findings& findings);
void check_placeholder_cycle(const CheckInput& input, Findings& findings);
void check_placeholder_not_in_mode(const CheckInput& input, Findings& findings);
void check_placeholder_optional(const CheckInput& input, Findings& findings);
void check_output_not_read(const CheckInput& input, Findings& findings);
void check_arguments_unused(const CheckInput& input, Findings& findings);
void check_arguments_undocumented(const CheckInput& input, Findings& findings);
void check_missing_external_doc(const CheckInput& input, Findings& findings);
void check_unused_external_doc(const CheckInput& input, Findings& findings);
void check_undeclared_external_doc(const CheckInput& input, Findings& findings);
void check_broken_link(const CheckInput& input, Findings& findings);
void check_broken_anchor(const CheckInput& input, Findings& findings);
void check_link_case(const CheckInput& input, Findings& findings);
void check_link_outside_workspace(const CheckInput& input, Findings& findings);
void check_manifest_syntax(const CheckInput& input, Findings& findings);
void check_manifest_schema(const CheckInput& input, Findings& findings);
void check_manifest_path_missing(const CheckInput& input, Findings& findings);
void check_question_invalid(const CheckInput& input, Findings& findings);
void check_config_invalid(const CheckInput& input, Findings& findings);

}  // namespace baton
