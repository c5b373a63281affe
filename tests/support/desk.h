// What the tests of the server share: a small plugin on disk, and an editor that tells of what changes there.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/lsp_client.h"

namespace baton::test {

inline std::string agent_text(const std::string& name) {
  return "---\nname: " + name + "\ndescription: Builds what is asked for\n---\n\nBuild.\n";
}

// `text` is what stands below the heading.
inline std::string command_text(const std::string& text) {
  return "---\ndescription: Makes something\n---\n\n# Make\n\n" + text;
}

// A phase with one task.
inline std::string build_phase(const std::string& agent = "builder",
                               const std::string& prompt = "Build it.") {
  return "## Phase 1: Build\n\n<Task>\nsubagent_type: " + agent + "\nprompt: |\n  " + prompt + "\n</Task>\n";
}

// Makes a folder the plugin "desk".
inline void write_manifest(const TemporaryFolder& folder) {
  folder.write(".claude-plugin/plugin.json",
               R"({"name": "desk", "version": "1.0.0", "description": "A desk"})");
}

// A plugin of a command, with the text that a test is about, and an agent that it may name.
struct DeskPlugin {
  explicit DeskPlugin(std::string command) : text(std::move(command)) {
    write_manifest(folder);
    folder.write("agents/builder.md",
                 "---\nname: builder\ndescription: Builds it\nmodel: opus\n---\n\nBuild.\n");
    folder.write("commands/make.md", text);
  }
  std::string make() const { return folder / "commands/make.md"; }

  const std::string text;
  TemporaryFolder folder;
};

// A part of one line.
inline nlohmann::json range(int line, int begin, int end) {
  return {{"start", {{"line", line}, {"character", begin}}}, {"end", {{"line", line}, {"character", end}}}};
}

// The change that gives a document this text.
inline nlohmann::json whole(const std::string& text) {
  nlohmann::json out = nlohmann::json::array();
  out.push_back({{"text", text}});
  return out;
}

// A client that watches files.
inline const nlohmann::json can_watch = nlohmann::json::parse(
    R"({"capabilities":{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}}})");

// The user adds folders to the workspace, and takes some away.
inline void change_folders(LspClient& client, const std::vector<std::string>& added,
                           const std::vector<std::string>& removed) {
  const auto list = [](const std::vector<std::string>& paths) {
    nlohmann::json out = nlohmann::json::array();
    for (const std::string& path : paths) out.push_back({{"uri", uri(path)}, {"name", "root"}});
    return out;
  };
  client.notify("workspace/didChangeWorkspaceFolders",
                {{"event", {{"added", list(added)}, {"removed", list(removed)}}}});
}

// Returns when the workspace is read: until then a pipeline is not answered.
inline void wait_until_read(LspClient& client) {
  client.request("baton/pipeline", {{"textDocument", {{"uri", "file:///nowhere.md"}}}});
}

// `type`: 1 came, 2 changed, 3 went.
inline nlohmann::json event(const std::string& path, int type) {
  return {{"uri", uri(path)}, {"type", type}};
}

// `events`: a list of them.
inline void tell_of(LspClient& client, const nlohmann::json& events) {
  client.notify("workspace/didChangeWatchedFiles", {{"changes", events}});
}

inline void tell_of(LspClient& client, const std::string& path, int type) {
  nlohmann::json events = nlohmann::json::array();
  events.push_back(event(path, type));
  tell_of(client, events);
}

}  // namespace baton::test
