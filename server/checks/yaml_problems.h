// Where YAML stands in a file: the front matter, each task, each question. Several checks walk over all of
// them.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "server/syntax/document.h"

namespace baton {

struct YamlPart {
  enum class Owner : std::uint8_t { front_matter, task, question };
  Owner owner = Owner::front_matter;
  const YamlNode* root = nullptr;
  const std::vector<YamlProblem>* problems = nullptr;
};

// Every part with YAML, in the order front matter, tasks (forms 1 and 2), questions. A task or question that
// is not closed is left out: what is read behind its real end is not its fault.
std::vector<YamlPart> yaml_parts(const Document& document);

// Calls `visit` for each problem of that kind, with the part that it stands in.
void for_each_problem(const Document& document, YamlProblem::Kind kind,
                      const std::function<void(const YamlPart&, const YamlProblem&)>& visit);

// Whether a task is written in fields at all. In prompts, `<Task>` also wraps plain prose (any tag does): a
// block without one field that a task may have, in a file whose other blocks have none either, is such text
// and no task to be judged.
class TasksInFields {
 public:
  explicit TasksInFields(const Document& document) : document_(document) {}
  bool contain(const Task& task);

 private:
  const Document& document_;
  std::optional<bool> any_;  // of the file's blocks has fields; looked for once
};

// "front matter", "task", "question", to stand in a message.
std::string_view part_name(YamlPart::Owner owner);

}  // namespace baton
