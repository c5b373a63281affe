// What tests ask of a document's tasks.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tests/syntax/reading.h"

namespace baton::testing {

inline std::shared_ptr<const Document> one_task(const std::string& inside) {
  return read("<Task>\n" + inside + "</Task>\n");
}

inline std::string prompt_of(const Document& document, std::size_t task = 0) {
  REQUIRE(document.tasks.size() > task);
  return document.tasks[task].prompt ? document.tasks[task].prompt->text : "(none)";
}

inline Texts cut_of(const Document& document) {
  Texts out;
  for (const TextRange range : document.tasks.at(0).cut_short) out.push_back(slice(document, range));
  return out;
}

inline std::string field(const Document& document, std::string_view key) {
  const YamlEntry* entry = document.tasks.at(0).fields.find(key);
  return entry == nullptr ? "(none)" : entry->value.text;
}

// Each task as its form, its agents, "!" for unclosed.
inline Texts tasks(const Document& document) {
  Texts out;
  for (const Task& task : document.tasks) {
    std::string line = task.form == Task::Form::block    ? "block"
                       : task.form == Task::Form::fenced ? "fenced"
                                                         : "prose";
    for (const Index agent : task.agents) line += " " + document.agent_references[agent].text;
    if (!task.closed) line += " !";
    out.push_back(line);
  }
  return out;
}

}  // namespace baton::testing
