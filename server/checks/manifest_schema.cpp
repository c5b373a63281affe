// manifest-schema: a value of a manifest that tools refuse, and the plugin with it. The published schemas say
// what it must be (schemas/plugin.schema.json, marketplace.schema.json); here it becomes a sentence.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "server/base/utf8.h"
#include "server/checks/all.h"
#include "server/checks/schema.h"
#include "server/checks/schema_rules.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"
#include "server/workspace/manifest.h"

namespace baton {
namespace {

// What the value is, to stand behind "not".
std::string value_in_words(const YamlNode& value) {
  if (value.is_sequence()) return "a list";
  if (value.is_mapping()) return "an object";
  if (!value.is_scalar()) return "null";
  if (is_string(value)) return value.text.empty() ? "empty" : quoted(value.text);
  const ScalarType type = scalar_type(value);
  return type == ScalarType::boolean ? value.text : "the number " + value.text;
}

// As a string of JSON; nothing for text that needs escapes.
std::optional<std::string> in_quotes(std::string_view text) {
  if (text.empty() || !needs_no_escape(text)) return std::nullopt;
  return '"' + std::string(text) + '"';
}

// "Ada <ada@example.com>" -> an object with both.
std::optional<std::string> person_of(std::string_view text) {
  const std::size_t open = text.find('<');
  const auto name = in_quotes(trimmed(text.substr(0, open)));
  if (!name) return std::nullopt;
  if (open == std::string_view::npos) return "{ \"name\": " + *name + " }";
  const std::size_t close = text.find('>', open);
  if (close == std::string_view::npos || !trimmed(text.substr(close + 1)).empty()) return std::nullopt;
  const auto email = in_quotes(trimmed(text.substr(open + 1, close - open - 1)));
  if (!email) return std::nullopt;
  return "{ \"name\": " + *name + ", \"email\": " + *email + " }";
}

bool expects(const SchemaFault& fault, std::string_view words) {
  return std::string_view(fault.expects).find(words) != std::string_view::npos;
}

// The value that was meant, as it is to be written, where only one can have been.
std::optional<std::string> evident_value(const CheckInput& input, const SchemaFault& fault) {
  const YamlNode& value = *fault.value;
  if (!value.is_scalar()) return std::nullopt;
  if (expects(fault, "an object with a \"name\"") && is_string(value)) return person_of(value.text);
  const bool path = expects(fault, "\"./\"") || expects(fault, "a path such as");
  const bool wants_dot = is_string(value) && !value.text.empty() && value.text.front() != '.' &&
                         value.text.front() != '/' && value.text.find("://") == std::string::npos;
  if (path) return wants_dot ? in_quotes("./" + value.text) : std::nullopt;
  if (fault.expects == "a string" && !is_string(value)) return in_quotes(input.document.slice(value.range));
  return std::nullopt;
}

// The value's own place; of a list or an object its key, or the bracket that opens it.
TextRange range_of(const SchemaFault& fault) {
  const YamlNode& value = *fault.value;
  if (is_string(value) && !value.text.empty()) return value.content_range();
  if (value.is_scalar()) return value.range;
  if (fault.entry != nullptr && !fault.in_list) return fault.entry->key_range;
  return {value.range.begin, value.range.begin + 1};
}

void report_value(const CheckInput& input, Findings& findings, const SchemaFault& fault) {
  const std::string what = (fault.in_list ? "an item of " : "") + quoted(fault.name);
  const std::string must =
      fault.expects.empty() ? " has a value of the wrong type: " : " must be " + fault.expects + ", not ";
  Diagnostic& found = findings.add(range_of(fault), what + must + value_in_words(*fault.value));
  if (const auto evident = evident_value(input, fault))
    found.fixes.push_back({"Change to " + *evident, false, {{input.path, {fault.value->range, *evident}}}});
}

// All items of one list are of one wrong type: that is one thing to mend.
bool is_whole_list(std::span<const SchemaFault> faults) {
  const SchemaFault& first = faults.front();
  if (first.entry == nullptr || faults.size() < 2 || first.value->is_scalar()) return false;
  const std::vector<YamlNode>& items = first.entry->value.items;
  constexpr std::size_t most_told = 90;  // of a longer list not all faults are known
  if (faults.size() != items.size() && faults.size() < most_told) return false;
  return std::ranges::all_of(faults, [&](const SchemaFault& fault) { return fault.in_list; }) &&
         std::ranges::all_of(items, [&](const YamlNode& item) { return item.kind == first.value->kind; });
}

void report_list(Findings& findings, const SchemaFault& first) {
  const std::string must = first.expects.empty() ? "of another type" : first.expects;
  findings.add(first.entry->key_range, "each item of " + quoted(first.name) + " must be " + must + ", not " +
                                           value_in_words(*first.value));
}

void report_missing(const CheckInput& input, Findings& findings, const SchemaFault& fault) {
  const YamlNode* holder = fault.holder;
  const std::string must = fault.expects.empty() ? std::string() : "; write " + fault.expects;
  if (fault.entry != nullptr) {
    findings.add(fault.entry->key_range, quoted(fault.name) + " has no value, and cannot be left out" + must);
    return;
  }
  const std::uint32_t begin = (holder != nullptr ? *holder : input.manifest.root).range.begin;
  findings.add({begin, begin + 1}, quoted(fault.name) + " is missing, and cannot be left out" + must);
}

// With a pluginRoot a source may be a bare name.
bool is_allowed_source(const YamlNode& root, const SchemaFault& fault) {
  if (fault.name != "plugins.source" || fault.value == nullptr || !is_string(*fault.value)) return false;
  const YamlEntry* metadata = root.find("metadata");
  const bool has_root = metadata != nullptr && !string_at(metadata->value, "pluginRoot").empty();
  const std::string& text = fault.value->text;
  return has_root && !text.empty() && text.front() != '/' && text.find("://") == std::string::npos;
}

struct Required {
  std::string_view source, key, words;
};
// What says where to fetch a plugin, by the kind of its source.
constexpr std::array<Required, 6> required_of_sources = {
    {{"github", "repo", "a repository such as \"owner/name\""},
     {"url", "url", "the address of a git repository"},
     {"git-subdir", "url", "the address of a git repository"},
     {"git-subdir", "path", "the plugin's folder in the repository"},
     {"npm", "package", "the package's name"},
     {"pip", "package", "the package's name"}}};

// Only what is there at all, and of the right type, is for the schema.
void report_source(Findings& findings, const YamlNode& source) {
  const std::string_view kind = string_at(source, "source");
  for (const Required& required : required_of_sources) {
    if (kind != required.source) continue;
    const std::string key(required.key);
    const YamlEntry* entry = source.find(key);
    const bool empty = entry != nullptr && is_string(entry->value) && entry->value.text.empty();
    if (entry != nullptr && !empty && !is_null(entry->value)) continue;
    const TextRange place =
        entry != nullptr ? entry->key_range : TextRange{source.range.begin, source.range.begin + 1};
    findings.add(place, "a source of kind " + quoted(kind) + " cannot do without " + quoted(key) +
                            "; write " + std::string(required.words));
  }
}

void report_sources(Findings& findings, const YamlNode& root) {
  const YamlEntry* plugins = root.find("plugins");
  if (plugins == nullptr) return;
  for (const YamlNode& plugin : plugins->value.items) {
    const YamlEntry* source = plugin.find("source");
    if (source != nullptr && source->value.is_mapping()) report_source(findings, source->value);
  }
}

}  // namespace

void check_manifest_schema(const CheckInput& input, Findings& findings) {
  const Manifest& manifest = input.manifest;
  if (manifest.fault || manifest.too_deep || manifest.root.range.empty()) return;
  const YamlNode& root = manifest.root;
  if (!root.is_mapping()) {
    findings.add({root.range.begin, root.is_scalar() ? root.range.end : root.range.begin + 1},
                 "a manifest must be an object, not " + value_in_words(root));
    return;
  }
  const bool market = is_marketplace(input.path);
  if (market) report_sources(findings, root);
  const std::vector<SchemaFault> faults =
      schema_faults(market ? ManifestSchema::marketplace : ManifestSchema::plugin, root);
  for (std::size_t i = 0; i < faults.size();) {
    std::size_t end = i + 1;
    while (end < faults.size() && faults[i].in_list && faults[end].in_list &&
           faults[end].entry == faults[i].entry)
      ++end;
    const std::span group(faults.data() + i, end - i);
    if (is_whole_list(group)) {
      report_list(findings, faults[i]);
    } else {
      for (const SchemaFault& fault : group) {
        if (fault.value == nullptr) report_missing(input, findings, fault);
        if (fault.value != nullptr && !is_allowed_source(root, fault)) report_value(input, findings, fault);
      }
    }
    i = end;
  }
}

}  // namespace baton
