// The parts of completion, each for one kind of place. They add their items where the place is theirs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/features/completion.h"

namespace baton {

// A place in YAML, read from its line and the lines above it by their indent.
struct YamlPlace {
  std::vector<std::string> keys;  // that lead to it, outermost first; with the own one at a value
  bool at_value = false;          // behind "key:", or an item of a list
  bool in_list = false;           // an item
  TextRange word;                 // under the cursor, without quotes
  TextRange value;                // from the begin of the value (of this line) to the cursor
  bool needs_blank = false;       // right behind a colon
  std::uint32_t indent = 0;       // of the key or item
};
YamlPlace yaml_place(std::string_view text, TextRange block, std::uint32_t offset);

// The bytes around `offset` in its line for which `is_part` holds.
template <typename IsPart>
TextRange word_at(std::string_view text, std::uint32_t offset, IsPart is_part) {
  TextRange word{offset, offset};
  while (word.begin > 0 && is_part(text[word.begin - 1])) --word.begin;
  while (word.end < text.size() && is_part(text[word.end])) ++word.end;
  return word;
}
bool is_name_byte(char c);  // of an agent's name with its qualifier

using Items = std::vector<CompletionItem>;

// Where there are very many, those that what is typed (from `out.replace` to the cursor) may mean; more come
// when more is typed.
void offer_agents(const FeatureInput& input, std::uint32_t offset, Completions& out);
void offer_modes(const Document& document, std::string_view behind, Items& out);

// Each gives what fits at the place, or nothing where the place is none of its own.
std::optional<Completions> complete_front_matter(const FeatureInput& input, std::uint32_t offset,
                                                 bool snippets);
// Fields of tasks and of questions, but not what stands in a prompt.
std::optional<Completions> complete_fields(const FeatureInput& input, std::uint32_t offset);
std::optional<Completions> complete_placeholder(const FeatureInput& input, std::uint32_t offset);
std::optional<Completions> complete_link(const FeatureInput& input, std::uint32_t offset);
std::optional<Completions> complete_condition(const FeatureInput& input, std::uint32_t offset);
std::optional<Completions> complete_table(const FeatureInput& input, std::uint32_t offset);
std::optional<Completions> complete_mention(const FeatureInput& input, std::uint32_t offset);
std::optional<Completions> complete_snippet(const FeatureInput& input, std::uint32_t offset);

// A path as far as it is typed in `typed` (which ends at the cursor), from the first of these folders that
// has something.
Completions complete_path(const FeatureInput& input, TextRange typed, const std::vector<std::string>& folders,
                          bool in_yaml);

// The task whose prompt the cursor is in, also one that is being written.
std::optional<Index> prompt_at(const Document& document, std::uint32_t offset);
// Text of a prompt, or prose, outside of code, fields, questions and front matter.
bool is_live_text(const Document& document, std::uint32_t offset);

}  // namespace baton
