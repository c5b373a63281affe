// What may be written where the cursor is. Nothing in prose; in the middle of an edit the text around the
// cursor tells more than the model of the file, so the place is read from its line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/features/feature.h"

namespace baton {

struct CompletionItem {
  enum class Kind : std::uint8_t {
    key,
    value,
    agent,
    skill,
    tool,
    phase,
    output,
    argument,
    mode,
    file,
    folder,
    anchor,
    snippet
  };
  std::string label;
  Kind kind = Kind::value;
  std::string detail = {};         // one line
  std::string documentation = {};  // as its author wrote it; documentation_of makes it fit to be shown
  std::string insert = {};         // empty: the label
  std::string filter = {};         // what the typed text is held against; empty: the label
  bool snippet = false;            // `insert` is one
  bool last = false;               // sorted behind all that fit: `detail` says why it does not
};

struct Completions {
  TextRange replace;  // in one line; the cursor touches it
  std::vector<CompletionItem> items;
  bool incomplete = false;  // there are more
};

Completions completions(const FeatureInput& input, std::uint32_t offset, bool snippets);

// What an agent is for, its model and plugin, in Markdown or plain. Empty for a name that is not known.
std::string agent_documentation(const FeatureInput& input, std::string_view name, bool markdown);
// The same of any item.
std::string documentation_of(const FeatureInput& input, const CompletionItem& item, bool markdown);

}  // namespace baton
