// What the tests of plans share: a plan of a user's file, and what it says of each step as one line.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "server/run/plan.h"
#include "server/run/plan_names.h"
#include "server/run/render.h"
#include "tests/support/plugin_command.h"

namespace baton::testing {

// Agents of the command's plugin.
inline Files agents(const std::vector<std::string>& names) {
  Files out;
  for (const std::string& name : names)
    out["/w/p/agents/" + name + ".md"] =
        "---\nname: " + name + "\ndescription: D\n---\n\nYou are " + name + ".\n";
  return out;
}

inline Plan plan_of(const std::string& text, const PlanRequest& request = {}, Files others = {},
                    const std::vector<PlanFinding>& findings = {}) {
  const World world = world_around(text, std::move(others));
  const Document& document = *world.documents.at(command_path);
  const Flow flow = analyse_flow(*world.snapshot, command_path, document);
  return make_plan(*world.snapshot, command_path, document, flow, findings, request);
}

inline std::string step_line(const Plan& plan, const PlanStep& step) {
  std::string out = step.id + ": " + std::string(word_of(step_state_words, step.state));
  if (!step.reason.empty()) out += ", " + step.reason;
  if (step.state != StepState::run) return out;
  for (std::size_t i = 0; i < step.needs.size(); ++i)
    out += (i == 0 ? ", reads " : " + ") + plan.steps[step.needs[i]].id;
  return out;
}

inline Texts lines(const Plan& plan) {
  Texts out;
  for (const PlanStep& step : plan.steps) out.push_back(step_line(plan, step));
  return out;
}

// The problems that stop the plan; those that were forced in brackets.
inline Texts problems(const Plan& plan) {
  Texts out;
  for (const PlanProblem& problem : plan.problems)
    out.push_back(problem.stops ? problem.message : "(" + problem.message + ")");
  return out;
}

inline const PlanStep& step(const Plan& plan, const std::string& id) {
  for (const PlanStep& each : plan.steps)
    if (each.id == id) return each;
  FAIL("no step " << id);
  return plan.steps.front();
}

// The prompt with "<<id>>" for the output of each step.
inline std::string prompt(const Plan& plan, const std::string& id) {
  Texts texts;
  texts.reserve(plan.steps.size());
  Outputs outputs;
  for (StepIndex i = 0; i < plan.steps.size(); ++i) {
    texts.push_back("<<" + plan.steps[i].id + ">>");
    outputs[i] = {texts.back(), ""};
  }
  const Rendered out = render(plan, step(plan, id).recipe, outputs);
  CHECK(out.missing.empty());
  return out.prompt;
}

// Three modes that run whatever is there.
inline const std::string three_modes =
    "---\nexecution_modes:\n  quick: \"1 day\"\n  standard: \"1 week\"\n  enterprise: \"1 month\"\n---\n\n";

inline PlanRequest in_mode(const std::string& mode, const std::string& arguments = "") {
  PlanRequest out;
  out.mode = mode;
  out.arguments = arguments;
  return out;
}

}  // namespace baton::testing
