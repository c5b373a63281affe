// The one file that knows JSON and the schema library. See schema.h.
#include "server/checks/schema.h"

#include <algorithm>
#include <charconv>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_set>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "server/base/utf8.h"
#include "server/checks/embedded.h"
#include "server/checks/schema_rules.h"

namespace baton {
namespace {

using Json = nlohmann::json;
using RulesPointer = std::shared_ptr<const SchemaRules>;
using Path = std::vector<std::string>;  // "[key]" or "[0]", as the library writes it

// Nobody mends more in one go.
constexpr std::size_t most_faults = 100;

struct Compiled {
  std::once_flag once;
  valijson::Schema schema;
};

struct LoadedSchema {
  Json json;
  SchemaRules rules;
  std::shared_ptr<Compiled> compile = std::make_shared<Compiled>();
  std::vector<KnownKey> top, mode, agents;
};

unsigned type_named(const std::string& name) {
  if (name == "boolean") return SchemaRules::boolean;
  if (name == "integer") return SchemaRules::integer;
  if (name == "number") return SchemaRules::number;
  if (name == "array") return SchemaRules::array;
  if (name == "object") return SchemaRules::object;
  if (name == "null") return SchemaRules::null;
  return SchemaRules::string;
}

// What rules are read from. A schema names the same few patterns and definitions again and again.
struct RulesSource {
  const Json& root;
  std::map<std::string, std::shared_ptr<const Pattern>> patterns = {};
  std::map<std::string, SchemaRules> definitions = {};  // by what refers to them

  std::shared_ptr<const Pattern> pattern(const std::string& text) {
    std::shared_ptr<const Pattern>& known = patterns[text];
    if (!known) known = std::make_shared<const Pattern>(text);
    return known;
  }
};

RulesPointer read_rules(RulesSource& source, const Json& schema);
SchemaRules rules_from(RulesSource& source, const Json& schema);

const SchemaRules& definition(RulesSource& source, const std::string& reference) {
  const auto known = source.definitions.find(reference);
  if (known != source.definitions.end()) return known->second;
  SchemaRules rules = rules_from(source, source.root.at(Json::json_pointer(reference.substr(1))));
  return source.definitions.emplace(reference, std::move(rules)).first->second;
}

unsigned types_of(const Json& names) {
  if (names.is_string()) return type_named(names);
  unsigned types = 0;
  for (const Json& name : names) types |= type_named(name);
  return types;
}

void read_keyword(RulesSource& source, const std::string& key, const Json& value, SchemaRules& rules) {
  if (key == "type") rules.types = types_of(value);
  if (key == "enum") value.get_to(rules.names);
  if (key == "examples") value.get_to(rules.examples);
  if (key == "required") value.get_to(rules.required);
  if (key == "pattern") rules.pattern = source.pattern(value);
  if (key == "minLength") value.get_to(rules.min_length);
  if (key == "maxLength") rules.max_length = value.get<std::size_t>();
  if (key == "minimum") rules.minimum = value.get<double>();
  if (key == "items") rules.items = read_rules(source, value);
  if (key == "additionalProperties") rules.additional = read_rules(source, value);
  if (key == "anyOf")
    for (const Json& one : value) rules.any_of.push_back(read_rules(source, one));
  if (key == "properties")
    for (const auto& [name, one] : value.items()) rules.properties[name] = read_rules(source, one);
  if (key == "description") value.get_to(rules.description);
  if (key == "x-expects") value.get_to(rules.expects);
  if (key == "x-text-let-pass") value.get_to(rules.text_let_pass);
  if (key == "x-alias-of") value.get_to(rules.alias_of);
}

// Beside a reference stand words of its own only.
SchemaRules rules_from(RulesSource& source, const Json& schema) {
  SchemaRules rules;
  if (const auto reference = schema.find("$ref"); reference != schema.end())
    rules = definition(source, *reference);
  for (const auto& [key, value] : schema.items()) read_keyword(source, key, value, rules);
  return rules;
}

RulesPointer read_rules(RulesSource& source, const Json& schema) {
  return std::make_shared<const SchemaRules>(rules_from(source, schema));
}

std::vector<KnownKey> keys_of(const SchemaRules* rules) {
  std::vector<KnownKey> keys;
  if (rules == nullptr) return keys;
  for (const auto& [name, property] : rules->properties)
    keys.push_back({name, property->alias_of, property->description});
  return keys;
}

LoadedSchema load(std::string_view file) {
  LoadedSchema loaded;
  loaded.json = Json::parse(embedded_file(file));
  RulesSource source{loaded.json};
  loaded.rules = rules_from(source, loaded.json);
  loaded.top = keys_of(&loaded.rules);
  const SchemaRules* modes = rules_of_entry(loaded.rules, "execution_modes");
  if (modes != nullptr) loaded.mode = keys_of(modes->additional.get());
  if (const SchemaRules* agents = rules_of_entry(loaded.rules, "agents"))
    for (const RulesPointer& one : agents->any_of)
      if (!one->properties.empty()) loaded.agents = keys_of(one.get());
  return loaded;
}

const LoadedSchema* schema_of(FileKind kind) {
  switch (kind) {
    case FileKind::command: {
      static const LoadedSchema loaded = load("command.schema.json");
      return &loaded;
    }
    case FileKind::agent: {
      static const LoadedSchema loaded = load("agent.schema.json");
      return &loaded;
    }
    case FileKind::skill: {
      static const LoadedSchema loaded = load("skill.schema.json");
      return &loaded;
    }
    case FileKind::document:
    case FileKind::manifest:
    case FileKind::configuration:
      break;
  }
  return nullptr;
}

const LoadedSchema& schema_of(ManifestSchema schema) {
  if (schema == ManifestSchema::plugin) {
    static const LoadedSchema plugin = load("plugin.schema.json");
    return plugin;
  }
  static const LoadedSchema marketplace = load("marketplace.schema.json");
  return marketplace;
}

// At most as much of a text as is ever judged, cut between two characters.
std::string judged_part(const std::string& text) {
  std::size_t end = std::min(text.size(), longest_judged_string);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return to_valid_utf8(std::string_view(text).substr(0, end));
}

Json scalar_as_json(const YamlNode& value) {
  switch (scalar_type(value)) {
    case ScalarType::null:
      return nullptr;
    case ScalarType::boolean:
      return value.text.front() == 't' || value.text.front() == 'T';
    case ScalarType::integer:
      return integer_of(value);
    case ScalarType::floating:
      return floating_of(value);
    case ScalarType::string:
      break;
  }
  return judged_part(value.text);
}

// An entry without a value is left out: tools take it for absent.
Json as_json(const YamlNode& value) {
  if (value.is_scalar()) return scalar_as_json(value);
  if (value.is_sequence()) {
    Json list = Json::array();
    for (const YamlNode& item : value.items) list.push_back(as_json(item));
    return list;
  }
  if (!value.is_mapping()) return nullptr;
  Json map = Json::object();
  for (const YamlEntry& entry : value.entries)
    if (!is_null(entry.value) && !map.contains(entry.key))
      map[to_valid_utf8(entry.key)] = as_json(entry.value);
  return map;
}

// What of a mapping may be at fault.
struct Doubts {
  std::set<Path> places;              // scalars: they are at fault themselves
  Json collections = Json::object();  // where in them the fault lies, if there is one, the library says
};

// What the walk does not accept: of several entries with one key the first that has a value counts.
Doubts doubts_of(const SchemaRules& rules, const YamlNode& root) {
  Doubts doubts;
  std::set<std::string_view> met;
  for (const YamlEntry& entry : root.entries) {
    if (is_null(entry.value) || !met.insert(entry.key).second || is_valid_entry(rules, entry)) continue;
    if (entry.value.is_scalar())
      doubts.places.insert({'[' + entry.key + ']'});
    else
      doubts.collections[to_valid_utf8(entry.key)] = as_json(entry.value);
  }
  return doubts;
}

// The schema as the library wants it: made when the first faulty file of a kind is met, and kept.
const valijson::Schema& library_schema(const LoadedSchema& loaded) {
  std::call_once(loaded.compile->once, [&] {
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(loaded.json), loaded.compile->schema);
  });
  return loaded.compile->schema;
}

void add_places_by_library(const LoadedSchema& loaded, const Json& value, std::set<Path>& found) {
  static thread_local valijson::Validator validator;  // keeps the patterns that it has compiled
  valijson::ValidationResults results;
  const valijson::adapters::NlohmannJsonAdapter target(value);
  if (validator.validate(library_schema(loaded), target, &results)) return;
  for (const auto& error : results) found.insert(Path(error.context.begin() + 1, error.context.end()));
}

// The places at which something is wrong; of a place and one inside it only the inner one.
std::vector<Path> places_at_fault(const LoadedSchema& loaded, const Doubts& doubts) {
  std::set<Path> found = doubts.places;
  if (!doubts.collections.empty()) add_places_by_library(loaded, doubts.collections, found);
  // In this order what is inside a place stands right behind it.
  std::vector<Path> inner;
  for (auto path = found.begin(); path != found.end() && inner.size() < most_faults; ++path) {
    const auto next = std::next(path);
    const bool holds_next = next != found.end() && next->size() > path->size() &&
                            std::equal(path->begin(), path->end(), next->begin());
    if (!path->empty() && !holds_next) inner.push_back(*path);
  }
  return inner;
}

// Walks the path through values and rules at once; nothing where it leads nowhere.
SchemaFault fault_at(const SchemaRules& root_rules, const YamlNode& root, const Path& path) {
  SchemaFault fault;
  const YamlNode* value = &root;
  const SchemaRules* rules = &root_rules;
  for (const std::string& step : path) {
    const std::string_view inside = std::string_view(step).substr(1, step.size() - 2);
    if (value->is_mapping()) {
      const std::string key(inside);
      fault.entry = value->find(key);
      if (fault.entry == nullptr) return {};
      fault.name += (fault.name.empty() ? "" : ".") + key;
      fault.in_list = false;
      value = &fault.entry->value;
      rules = rules != nullptr ? rules_of_entry(*rules, key) : nullptr;
    } else {
      std::size_t index = value->items.size();
      std::from_chars(inside.data(), inside.data() + inside.size(), index);
      if (index >= value->items.size()) return {};
      fault.in_list = true;
      value = &value->items[index];
      rules = rules != nullptr ? rules_of_items(*rules) : nullptr;
    }
  }
  fault.value = value;
  if (rules == nullptr) return fault;
  fault.expects = rules->expects;
  fault.candidates = rules->examples.empty() ? rules->names : rules->examples;
  for (const RulesPointer& one : rules->any_of)
    fault.candidates.insert(fault.candidates.end(), one->names.begin(), one->names.end());
  return fault;
}

bool lacks_a_key(const SchemaRules& rules, const YamlNode& value) {
  return value.is_mapping() && std::ranges::any_of(rules.required, [&](const std::string& key) {
           const YamlEntry* entry = value.find(key);
           return entry == nullptr || is_null(entry->value);
         });
}

void add_missing(const SchemaRules& rules, const YamlNode& value, const SchemaFault& at,
                 std::vector<SchemaFault>& faults) {
  for (const std::string& key : rules.required) {
    const YamlEntry* entry = value.find(key);
    if (entry != nullptr && !is_null(entry->value)) continue;
    const SchemaRules* inner = rules_of_entry(rules, key);
    faults.push_back({entry,
                      nullptr,
                      at.name.empty() ? key : at.name + '.' + key,
                      inner != nullptr ? inner->expects : std::string(),
                      {},
                      false,
                      at.value});
  }
}

struct Missing {
  std::vector<SchemaFault> faults;
  std::unordered_set<const YamlNode*> holders;  // all mappings below the root that lack a key
};

// Keys that mappings below the root lack, where the rules leave no choice of what they are.
void add_missing_below(const SchemaRules& rules, const YamlNode& value, const std::string& name,
                       Missing& out) {
  const auto visit = [&](const SchemaRules* inner, const YamlNode& node, const std::string& inner_name) {
    if (inner == nullptr) return;
    if (lacks_a_key(*inner, node)) {
      out.holders.insert(&node);
      if (out.faults.size() < most_faults)
        add_missing(*inner, node, {nullptr, &node, inner_name, {}, {}}, out.faults);
    }
    add_missing_below(*inner, node, inner_name, out);
  };
  for (const YamlEntry& entry : value.entries) {
    const auto known = rules.properties.find(entry.key);
    const SchemaRules* inner = known != rules.properties.end() ? known->second.get() : rules.additional.get();
    visit(inner, entry.value, name.empty() ? entry.key : name + '.' + entry.key);
  }
  for (const YamlNode& item : value.items) visit(rules.items.get(), item, name);
}

std::vector<SchemaFault> faults_among(const LoadedSchema& loaded, const YamlNode& root,
                                      const Doubts& doubts) {
  Missing missing;
  add_missing(loaded.rules, root, {}, missing.faults);
  if (!root.is_mapping()) return std::move(missing.faults);
  add_missing_below(loaded.rules, root, {}, missing);
  std::vector<SchemaFault> faults = std::move(missing.faults);
  try {
    for (const Path& path : places_at_fault(loaded, doubts)) {
      SchemaFault fault = fault_at(loaded.rules, root, path);
      if (fault.value != nullptr && !missing.holders.contains(fault.value))
        faults.push_back(std::move(fault));
    }
  } catch (const std::exception&) {
    // What the library cannot judge stays unjudged.
  }
  return faults;
}

bool accepts(const LoadedSchema& loaded, const YamlNode& root) {
  if (!root.is_mapping()) return loaded.rules.required.empty();
  return is_valid(loaded.rules, root);
}

std::vector<SchemaFault> faults_of(const LoadedSchema& loaded, const YamlNode& root) {
  if (accepts(loaded, root)) return {};
  return faults_among(loaded, root, doubts_of(loaded.rules, root));
}

const SchemaRules* rules_at(FileKind kind, std::span<const std::string> keys) {
  const LoadedSchema* loaded = schema_of(kind);
  const SchemaRules* rules = loaded == nullptr ? nullptr : &loaded->rules;
  for (const std::string& key : keys) {
    if (rules == nullptr) return nullptr;
    const SchemaRules* inner = rules_of_entry(*rules, key);
    rules = inner != nullptr ? inner : rules->additional.get();
  }
  return rules;
}

}  // namespace

std::vector<SchemaFault> schema_faults_by_library(FileKind kind, const YamlNode& front_matter) {
  const LoadedSchema* loaded = schema_of(kind);
  if (loaded == nullptr) return {};
  return faults_among(*loaded, front_matter, {{}, as_json(front_matter)});
}

bool walk_accepts(FileKind kind, const YamlNode& front_matter) {
  const LoadedSchema* loaded = schema_of(kind);
  return loaded == nullptr || accepts(*loaded, front_matter);
}

std::vector<SchemaFault> schema_faults(FileKind kind, const YamlNode& front_matter) {
  const LoadedSchema* loaded = schema_of(kind);
  return loaded == nullptr ? std::vector<SchemaFault>() : faults_of(*loaded, front_matter);
}

std::vector<SchemaFault> schema_faults(ManifestSchema schema, const YamlNode& manifest) {
  return faults_of(schema_of(schema), manifest);
}

std::span<const KnownKey> known_keys(FileKind kind, KeyPlace place) {
  const LoadedSchema* loaded = schema_of(kind);
  if (loaded == nullptr) return {};
  switch (place) {
    case KeyPlace::top:
      return loaded->top;
    case KeyPlace::mode:
      return loaded->mode;
    case KeyPlace::agents:
      return loaded->agents;
  }
  return {};
}

std::vector<std::string> known_values(FileKind kind, std::span<const std::string> keys) {
  const SchemaRules* rules = rules_at(kind, keys);
  std::vector<std::string> out;
  const auto take = [&](const SchemaRules& one) {
    if ((one.types & SchemaRules::boolean) != 0) out.insert(out.end(), {"true", "false"});
    out.insert(out.end(), one.names.begin(), one.names.end());
    out.insert(out.end(), one.examples.begin(), one.examples.end());
  };
  if (rules == nullptr) return out;
  take(*rules);
  for (const RulesPointer& one : rules->any_of) take(*one);
  if (rules->items != nullptr) take(*rules->items);
  return out;
}

namespace {

bool wants_collection(const SchemaRules& rules) {
  const bool text = (rules.types & SchemaRules::string) != 0;
  if (rules.any_of.empty()) return rules.text_let_pass || !text;
  return std::ranges::all_of(rules.any_of, [](const RulesPointer& one) { return wants_collection(*one); });
}

}  // namespace

KeyTakes key_takes(FileKind kind, std::span<const std::string> keys) {
  const SchemaRules* rules = rules_at(kind, keys);
  if (rules == nullptr) return KeyTakes::text;
  if (rules_of_items(*rules) != nullptr || (rules->types & SchemaRules::object) != 0)
    return wants_collection(*rules) ? KeyTakes::collection : KeyTakes::text_or_collection;
  const bool any_text = (rules->types & SchemaRules::string) != 0 && rules->names.empty() &&
                        rules->pattern == nullptr && rules->examples.empty();
  return any_text ? KeyTakes::text : KeyTakes::other;
}

}  // namespace baton
