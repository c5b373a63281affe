// The one file that knows JSON and the schema library. See schema.h.
#include "server/checks/schema.h"

#include <algorithm>
#include <charconv>
#include <exception>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
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

struct LoadedSchema {
  Json json;
  SchemaRules rules;
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

RulesPointer read_rules(const Json& root, const Json& schema);

void read_own_words(const Json& schema, SchemaRules& rules) {
  if (schema.contains("description")) rules.description = schema["description"];
  if (schema.contains("x-expects")) rules.expects = schema["x-expects"];
  if (schema.contains("x-alias-of")) rules.alias_of = schema["x-alias-of"];
}

SchemaRules rules_from(const Json& root, const Json& schema) {
  if (schema.contains("$ref")) {
    const std::string reference = schema["$ref"];
    SchemaRules rules = rules_from(root, root.at(Json::json_pointer(reference.substr(1))));
    read_own_words(schema, rules);
    return rules;
  }
  SchemaRules rules;
  read_own_words(schema, rules);
  if (const auto type = schema.find("type"); type != schema.end()) {
    if (type->is_string()) rules.types = type_named(*type);
    for (const Json& one : type->is_array() ? *type : Json::array()) rules.types |= type_named(one);
  }
  rules.names = schema.value("enum", std::vector<std::string>());
  rules.examples = schema.value("examples", std::vector<std::string>());
  rules.required = schema.value("required", std::vector<std::string>());
  if (schema.contains("pattern")) rules.pattern = std::regex(schema["pattern"].get<std::string>());
  rules.min_length = schema.value("minLength", std::size_t(0));
  if (schema.contains("maxLength")) rules.max_length = schema["maxLength"].get<std::size_t>();
  if (schema.contains("minimum")) rules.minimum = schema["minimum"].get<double>();
  if (schema.contains("items")) rules.items = read_rules(root, schema["items"]);
  if (schema.contains("additionalProperties"))
    rules.additional = read_rules(root, schema["additionalProperties"]);
  for (const Json& one : schema.value("anyOf", Json::array())) rules.any_of.push_back(read_rules(root, one));
  const Json properties = schema.value("properties", Json::object());
  for (const auto& [key, value] : properties.items()) rules.properties[key] = read_rules(root, value);
  return rules;
}

RulesPointer read_rules(const Json& root, const Json& schema) {
  return std::make_shared<const SchemaRules>(rules_from(root, schema));
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
  loaded.rules = rules_from(loaded.json, loaded.json);
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
      break;
  }
  return nullptr;
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

std::unique_ptr<const valijson::Schema> compile(FileKind kind) {
  auto schema = std::make_unique<valijson::Schema>();
  valijson::SchemaParser parser;
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_of(kind)->json), *schema);
  return schema;
}

// The schema as the library wants it: made when the first faulty file of a kind is met.
const valijson::Schema& library_schema(FileKind kind) {
  if (kind == FileKind::command) {
    static const auto command = compile(FileKind::command);
    return *command;
  }
  if (kind == FileKind::agent) {
    static const auto agent = compile(FileKind::agent);
    return *agent;
  }
  static const auto skill = compile(FileKind::skill);
  return *skill;
}

// The places at which the library finds something wrong; of a place and one inside it only the inner one.
std::vector<Path> places_at_fault(FileKind kind, const Json& value) {
  valijson::Validator validator;
  valijson::ValidationResults results;
  const valijson::adapters::NlohmannJsonAdapter target(value);
  if (validator.validate(library_schema(kind), target, &results)) return {};
  std::set<Path> found;
  for (const auto& error : results) found.insert(Path(error.context.begin() + 1, error.context.end()));
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

}  // namespace

std::vector<SchemaFault> schema_faults_by_library(FileKind kind, const YamlNode& front_matter) {
  const LoadedSchema* loaded = schema_of(kind);
  std::vector<SchemaFault> faults;
  if (loaded == nullptr) return faults;
  for (const std::string& key : loaded->rules.required) {
    const YamlEntry* entry = front_matter.find(key);
    if (entry != nullptr && !is_null(entry->value)) continue;
    const SchemaRules* rules = rules_of_entry(loaded->rules, key);
    faults.push_back({entry, nullptr, key, rules != nullptr ? rules->expects : std::string(), {}, false});
  }
  if (!front_matter.is_mapping()) return faults;
  try {
    for (const Path& path : places_at_fault(kind, as_json(front_matter))) {
      SchemaFault fault = fault_at(loaded->rules, front_matter, path);
      if (fault.value != nullptr) faults.push_back(std::move(fault));
    }
  } catch (const std::exception&) {
    // What the library cannot judge stays unjudged.
  }
  return faults;
}

bool walk_accepts(FileKind kind, const YamlNode& front_matter) {
  const LoadedSchema* loaded = schema_of(kind);
  if (loaded == nullptr) return true;
  if (!front_matter.is_mapping()) return loaded->rules.required.empty();
  return is_valid(loaded->rules, front_matter);
}

std::vector<SchemaFault> schema_faults(FileKind kind, const YamlNode& front_matter) {
  if (walk_accepts(kind, front_matter)) return {};
  return schema_faults_by_library(kind, front_matter);
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

}  // namespace baton
