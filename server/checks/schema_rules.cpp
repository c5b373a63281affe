// See schema_rules.h.
#include "server/checks/schema_rules.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "server/base/utf8.h"

namespace baton {
namespace {

unsigned type_of(const YamlNode& value) {
  switch (value.kind) {
    case YamlNode::Kind::null:
      return SchemaRules::null;
    case YamlNode::Kind::sequence:
      return SchemaRules::array;
    case YamlNode::Kind::mapping:
      return SchemaRules::object;
    case YamlNode::Kind::scalar:
      break;
  }
  switch (scalar_type(value)) {
    case ScalarType::null:
      return SchemaRules::null;
    case ScalarType::boolean:
      return SchemaRules::boolean;
    case ScalarType::integer:
      return SchemaRules::integer | SchemaRules::number;
    case ScalarType::floating:
      return SchemaRules::number;
    case ScalarType::string:
      return SchemaRules::string;
  }
  return SchemaRules::string;
}

bool is_valid_string(const SchemaRules& rules, const std::string& text) {
  if (!rules.names.empty() && std::ranges::find(rules.names, text) == rules.names.end()) return false;
  if (rules.min_length > 0 || rules.max_length) {
    const std::size_t length = code_point_length(text);
    if (length < rules.min_length || (rules.max_length && length > *rules.max_length)) return false;
  }
  // Most values are one of the examples, and those keep the pattern, which takes long to compile.
  if (!rules.pattern || std::ranges::find(rules.examples, text) != rules.examples.end()) return true;
  return rules.pattern->matches(std::string_view(text).substr(0, longest_judged_string));
}

bool is_valid_number(const SchemaRules& rules, const YamlNode& value) {
  if (!rules.minimum) return true;
  const bool integer = scalar_type(value) == ScalarType::integer;
  return (integer ? static_cast<double>(integer_of(value)) : floating_of(value)) >= *rules.minimum;
}

bool has_required(const SchemaRules& rules, const YamlNode& value) {
  return std::ranges::all_of(rules.required, [&](const std::string& key) {
    const YamlEntry* entry = value.find(key);
    return entry != nullptr && !is_null(entry->value);
  });
}

bool are_entries_valid(const SchemaRules& rules, const YamlNode& value) {
  if (rules.properties.empty() && !rules.additional) return true;
  return std::ranges::all_of(value.entries,
                             [&](const YamlEntry& entry) { return is_valid_entry(rules, entry); });
}

}  // namespace

bool Pattern::matches(std::string_view text) const {
  std::call_once(once_, [this] { compiled_ = std::regex(text_); });
  return std::regex_search(text.begin(), text.end(), compiled_);
}

std::int64_t integer_of(const YamlNode& value) {
  const std::size_t sign = value.text.starts_with('+') ? 1 : 0;
  const char* begin = value.text.data() + sign;
  const char* end = value.text.data() + value.text.size();
  std::int64_t number = 1;
  const auto [behind, error] = std::from_chars(begin, end, number);
  if (error == std::errc::result_out_of_range)
    return value.text.starts_with('-') ? std::numeric_limits<std::int64_t>::min()
                                       : std::numeric_limits<std::int64_t>::max();
  return error == std::errc() && behind == end ? number : 1;
}

double floating_of(const YamlNode& value) {
  double number = 1;
  const char* end = value.text.data() + value.text.size();
  const auto [behind, error] = std::from_chars(value.text.data(), end, number);
  return error == std::errc() && behind == end && std::isfinite(number) ? number : 1;
}

bool is_null(const YamlNode& value) {
  return type_of(value) == SchemaRules::null;
}

bool is_valid_entry(const SchemaRules& rules, const YamlEntry& entry) {
  if (is_null(entry.value)) return true;
  const auto found = rules.properties.find(entry.key);
  if (found != rules.properties.end()) return is_valid(*found->second, entry.value);
  return !rules.additional || is_valid(*rules.additional, entry.value);
}

bool is_valid(const SchemaRules& rules, const YamlNode& value) {
  const unsigned type = type_of(value);
  if (rules.types != 0 && (type & rules.types) == 0) return false;
  if (!rules.any_of.empty() &&
      !std::ranges::any_of(rules.any_of, [&](const auto& one) { return is_valid(*one, value); }))
    return false;
  if (type == SchemaRules::string) return is_valid_string(rules, value.text);
  if (!rules.names.empty()) return false;
  if ((type & SchemaRules::number) != 0) return is_valid_number(rules, value);
  if (type == SchemaRules::array)
    return !rules.items || std::ranges::all_of(value.items, [&](const YamlNode& item) {
      return is_valid(*rules.items, item);
    });
  if (type == SchemaRules::object) return has_required(rules, value) && are_entries_valid(rules, value);
  return true;
}

const SchemaRules* rules_of_entry(const SchemaRules& rules, std::string_view key) {
  if (const auto found = rules.properties.find(key); found != rules.properties.end())
    return found->second.get();
  if (rules.additional) return rules.additional.get();
  for (const auto& one : rules.any_of)
    if (const SchemaRules* found = rules_of_entry(*one, key)) return found;
  return nullptr;
}

const SchemaRules* rules_of_items(const SchemaRules& rules) {
  if (rules.items) return rules.items.get();
  for (const auto& one : rules.any_of)
    if (const SchemaRules* found = rules_of_items(*one)) return found;
  return nullptr;
}

}  // namespace baton
