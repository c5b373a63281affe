// What a target means, wherever else it is named: the agent behind a reference, the heading behind a link.
// Definition, references, highlights and rename all speak of one of these.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/features/feature.h"
#include "server/features/target.h"

namespace baton {

struct Thing {
  enum class Kind : std::uint8_t {
    none,
    agent,
    skill,
    command,
    file,          // that a link leads to
    anchor,        // a heading of a file
    mode,          // of this document
    phase,         // of this document, by its number
    output,        // what a placeholder reads
    external_doc,  // its name in this document
    argument       // $ARGUMENTS, $1
  };
  Kind kind = Kind::none;
  std::string identity;  // agent: see AgentResolution; skill, command, file, anchor: the file's path
  std::string name;      // agent, skill, command: bare; anchor: the anchor, empty for all of the file's
  Index index = 0;       // mode, external_doc, output, argument: in the document's list
  unsigned long long number = 0;  // phase, output
};

// `parts`: a placeholder means the phase or agent that its part names (for a rename), else the output.
Thing thing_at(const FeatureInput& input, const Target& target, bool parts = false);

// A place that names a thing.
struct Occurrence {
  Place place;
  bool declaration = false;  // it is defined, or written, here
  bool verbatim = true;      // the bytes there are the name itself, without escapes
  std::string text = {};     // of an agent as it is written there, its plugin before a colon left out; of an
                             // anchor the fragment, of a file the path, both decoded
};

// "NAME" in each "external_docs.NAME" of the text.
std::vector<TextRange> doc_mentions(const Document& document, std::string_view name);

// All places in the workspace, or in this document alone; by path and place, each once.
enum class Scope : std::uint8_t { document, workspace };
std::vector<Occurrence> occurrences(const FeatureInput& input, const Thing& thing, Scope scope);

}  // namespace baton
