// What is under the cursor: every feature that starts at a place begins here. Found in the lists of the
// document's model, so that features and checks never disagree on what a text means.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/features/feature.h"
#include "server/features/mode_uses.h"

namespace baton {

struct Target {
  enum class Kind : std::uint8_t {
    none,
    agent,         // a reference; `index` in Document::agent_references
    own_name,      // the file's own: `name` of an agent or a skill, `command` of a command
    placeholder,   // `index` in Document::placeholders, `part` tells where in it
    argument,      // $ARGUMENTS, $1 …; `index` in Document::placeholders
    mode,          // at any place that names one; `index` in Document::modes, `mode_place` tells which
    phase,         // "Phase 1" in its heading; `index` in Document::phases
    heading,       // the rest of it, or one that is no phase's; `index` in Document::body.headings
    link,          // `index` in Document::links, `part` tells where in it; external docs' paths too
    external_doc,  // its name; `index` in Document::external_docs
    skill,         // a name in `skills`; `text`
    command,       // "/name" in the text; `text` without its slash
    suppression,   // a code in a suppression; `text`; `index` in Document::suppressions
    key,           // of the front matter, or of a task's fields (then `task` tells which)
    value          // a scalar in the front matter that is nothing of the above
  };
  enum class Part : std::uint8_t {
    whole,  // brackets, points; a link's text
    phase,  // of a placeholder
    agent,
    output,
    path,  // of a link
    fragment
  };
  Kind kind = Kind::none;
  TextRange range;  // of the thing named, as an editor underlines it
  Index index = 0;
  Part part = Part::whole;
  ModeUse::Place mode_place = ModeUse::Place::entry;
  std::string text;
  std::vector<std::string> keys;  // key or value: the keys that lead there, outermost first
  std::optional<Index> task;      // the task around the cursor
};

// A cursor between two things means the one that begins there; one behind a word still touches it. Past the
// end of the text: its end.
Target target_at(const FeatureInput& input, std::uint32_t offset);

}  // namespace baton
