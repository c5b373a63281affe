// What the tests of this room share: a document read from text, and lists of what it holds in the words of
// the file.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "server/syntax/document.h"

namespace baton::testing {

using Texts = std::vector<std::string>;

inline std::shared_ptr<const Document> read(std::string text) {
  return parse_document(std::move(text));
}

inline std::string slice(const Document& document, TextRange range) {
  return std::string(document.slice(range));
}

// The placeholders as written, "?" before those of a task's prompt with its number.
inline Texts placeholders(const Document& document) {
  Texts out;
  for (const Placeholder& p : document.placeholders) out.push_back(slice(document, p.range));
  return out;
}

inline Texts agents(const Document& document) {
  Texts out;
  for (const AgentReference& reference : document.agent_references) {
    out.push_back(slice(document, reference.range));
    CHECK(reference.text == out.back());
  }
  return out;
}

// Front matter with three modes, then the body.
inline std::string with_modes(std::string body) {
  return "---\nexecution_modes:\n  quick:\n    duration: 1d\n  standard:\n    duration: 2d\n  enterprise:\n"
         "    duration: 3d\n---\n" +
         std::move(body);
}

// A file with one task that has this prompt (indented by two), and three modes.
inline std::string with_prompt(std::string prompt) {
  std::string out = with_modes("## Phase 1: A\n\n<Task>\nsubagent_type: x\nprompt: |\n");
  std::size_t begin = 0;
  while (begin < prompt.size()) {
    std::size_t end = prompt.find('\n', begin);
    if (end == std::string::npos) end = prompt.size();
    if (end > begin) out += "  " + prompt.substr(begin, end - begin);
    out += '\n';
    begin = end + 1;
  }
  return out + "</Task>\n";
}

}  // namespace baton::testing
