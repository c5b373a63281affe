// A schema in a form that a YAML value can be held against without being made JSON first. Nearly every file
// is valid, and this walk is all that it costs; what the walk doubts, the library decides (schema.cpp).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/syntax/yaml.h"

namespace baton {

// A regular expression, compiled when the first text is held against it: most patterns of a schema meet none.
class Pattern {
 public:
  explicit Pattern(std::string text) : text_(std::move(text)) {}
  bool matches(std::string_view text) const;

 private:
  std::string text_;
  mutable std::once_flag once_;
  mutable std::regex compiled_;
};

// The keywords of draft-07 that the schemas use; `$ref` is already followed.
struct SchemaRules {
  enum Type : unsigned {
    null = 1,
    boolean = 2,
    integer = 4,
    number = 8,
    string = 16,
    array = 32,
    object = 64
  };
  unsigned types = 0;              // a set of Type; 0: any
  std::vector<std::string> names;  // enum, strings only
  std::shared_ptr<const Pattern> pattern;
  std::size_t min_length = 0;
  std::optional<std::size_t> max_length;
  std::optional<double> minimum;
  std::shared_ptr<const SchemaRules> items;
  std::map<std::string, std::shared_ptr<const SchemaRules>, std::less<>> properties;
  std::shared_ptr<const SchemaRules> additional;
  std::vector<std::shared_ptr<const SchemaRules>> any_of;
  std::vector<std::string> required;
  std::vector<std::string> examples;
  std::string expects;         // x-expects
  bool text_let_pass = false;  // x-text-let-pass: a text is no fault, but not what is wanted
  std::string alias_of;        // x-alias-of
  std::string description;
};

// No string longer than this is looked at in full: none of the schemas' limits is beyond it, and a regular
// expression on a text without end is no cheap thing.
inline constexpr std::size_t longest_judged_string = 4400;

// Whether the value keeps every rule. An entry without a value counts as absent.
bool is_valid(const SchemaRules& rules, const YamlNode& value);
// Whether an entry of a mapping keeps those that the mapping's rules have for it.
bool is_valid_entry(const SchemaRules& rules, const YamlEntry& entry);

// The rules for a value's entry or item: those of the alternative that describes it; nullptr where none does.
const SchemaRules* rules_of_entry(const SchemaRules& rules, std::string_view key);
const SchemaRules* rules_of_items(const SchemaRules& rules);

bool is_null(const YamlNode& value);

// A number as it is judged. One that is beyond 64 bits, or in another base, is none that a limit is about:
// then 1, or the nearest that fits.
std::int64_t integer_of(const YamlNode& value);
double floating_of(const YamlNode& value);

}  // namespace baton
