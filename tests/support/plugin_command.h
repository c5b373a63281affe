// What the tests of the flow, of plans and of checks share: a command of the plugin "p", and its parts as a
// user writes them.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/lines.h"
#include "tests/support/world.h"

namespace baton::testing {

using Texts = std::vector<std::string>;
using Files = std::map<std::string, std::string>;

inline const std::string command_path = "/w/p/commands/c.md";

// The plugin with the command `text`; `others` are further files of the workspace.
inline World world_around(std::string text, Files others = {}) {
  others.emplace("/w/p/plugin.json", R"({"name": "p"})");
  others[command_path] = std::move(text);
  return make_world(others);
}

// A task of form 1; `text` is its prompt, one or several lines.
inline std::string task(const std::string& agent, const std::string& text = "Do.") {
  std::string out = "<Task>\nsubagent_type: " + agent + "\nprompt: |\n";
  std::string line;
  for (const char c : text + "\n") {
    if (c != '\n') {
      line += c;
      continue;
    }
    out += line.empty() ? "\n" : "  " + line + "\n";
    line.clear();
  }
  return out + "</Task>\n\n";
}

inline std::string phase(const std::string& number) {
  return "## Phase " + number + ": It\n\n";
}

}  // namespace baton::testing
