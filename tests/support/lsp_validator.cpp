// A walk over a value and its type together. Of alternatives ("or") one must fit; where none does, the words
// are those of the alternative that comes nearest.
#include "tests/support/lsp_validator.h"

#include <cmath>
#include <fstream>
#include <set>

#include "tests/support/paths.h"

namespace baton::test {
namespace {

using Json = nlohmann::json;

std::map<std::string, Json> by_key(const Json& list, const char* key) {
  std::map<std::string, Json> out;
  for (const Json& item : list) out.emplace(item.at(key).get<std::string>(), item);
  return out;
}

bool is_whole(const Json& value, double least, double most) {
  if (!value.is_number()) return false;
  const double number = value.get<double>();
  return std::trunc(number) == number && number >= least && number <= most;
}

}  // namespace

Json read_meta_model_subset() {
  std::ifstream in(baton::testing::source_dir() + "/tests/support/lsp-meta-model-subset.json");
  return Json::parse(in);
}

LspValidator::LspValidator(Json model)
    : model_(std::move(model)),
      structures_(by_key(model_.at("structures"), "name")),
      enumerations_(by_key(model_.at("enumerations"), "name")),
      aliases_(by_key(model_.at("typeAliases"), "name")),
      requests_(by_key(model_.at("requests"), "method")),
      notifications_(by_key(model_.at("notifications"), "method")) {}

std::vector<std::string> LspValidator::check_value(const Json& value, const Json& type,
                                                   const std::string& where) const {
  std::vector<std::string> faults;
  check(value, type, where, faults);
  return faults;
}

void LspValidator::check(const Json& value, const Json& type, const std::string& where,
                         std::vector<std::string>& faults) const {
  const std::string kind = type.at("kind");
  if (kind == "base") return check_base(value, type.at("name"), where, faults);
  if (kind == "reference") return check_reference(value, type.at("name"), where, faults);
  if (kind == "array" || kind == "tuple") {
    if (!value.is_array()) return faults.push_back(where + ": an array is expected");
    if (kind == "tuple" && value.size() != type.at("items").size())
      return faults.push_back(where + ": has a wrong number of items");
    for (std::size_t i = 0; i < value.size(); ++i)
      check(value[i], kind == "array" ? type.at("element") : type.at("items")[i],
            where + "[" + std::to_string(i) + "]", faults);
  } else if (kind == "map") {
    if (!value.is_object()) return faults.push_back(where + ": an object is expected");
    for (const auto& [key, item] : value.items()) {
      check(Json(key), type.at("key"), where + " (key)", faults);
      check(item, type.at("value"), where + "." + key, faults);
    }
  } else if (kind == "or") {
    std::vector<std::string> nearest;
    for (const Json& item : type.at("items")) {
      const std::vector<std::string> found = check_value(value, item, where);
      if (found.empty()) return;
      if (nearest.empty() || found.size() < nearest.size()) nearest = found;
    }
    faults.insert(faults.end(), nearest.begin(), nearest.end());
  } else if (kind == "and") {
    std::map<std::string, Json> properties;
    for (const Json& item : type.at("items")) collect_properties(item.at("name"), properties);
    check_properties(value, properties, where, faults);
  } else if (kind == "literal") {
    check_properties(value, by_key(type.at("value").at("properties"), "name"), where, faults);
  } else if (value != type.at("value")) {  // stringLiteral, integerLiteral, booleanLiteral
    faults.push_back(where + ": " + type.at("value").dump() + " is expected");
  }
}

void LspValidator::check_base(const Json& value, const std::string& name, const std::string& where,
                              std::vector<std::string>& faults) const {
  bool good = false;
  if (name == "string" || name == "URI" || name == "DocumentUri" || name == "RegExp") {
    good = value.is_string();
    const bool uri = name == "URI" || name == "DocumentUri";
    if (good && uri) good = value.get<std::string>().find(':') != std::string::npos;
  } else if (name == "integer") {
    good = is_whole(value, -2147483648.0, 2147483647.0);
  } else if (name == "uinteger") {
    good = is_whole(value, 0, 2147483647.0);
  } else if (name == "decimal") {
    good = value.is_number();
  } else if (name == "boolean") {
    good = value.is_boolean();
  } else if (name == "null") {
    good = value.is_null();
  }
  if (!good) faults.push_back(where + ": " + name + " is expected");
}

void LspValidator::check_reference(const Json& value, const std::string& name, const std::string& where,
                                   std::vector<std::string>& faults) const {
  if (name == "LSPAny") return;
  if (name == "LSPObject") {
    if (!value.is_object()) faults.push_back(where + ": an object is expected");
    return;
  }
  if (const auto alias = aliases_.find(name); alias != aliases_.end())
    return check(value, alias->second.at("type"), where, faults);
  if (const auto names = enumerations_.find(name); names != enumerations_.end()) {
    check(value, names->second.at("type"), where, faults);
    if (names->second.value("supportsCustomValues", false)) return;
    for (const Json& item : names->second.at("values"))
      if (item.at("value") == value) return;
    return faults.push_back(where + ": " + value.dump() + " is no " + name);
  }
  if (!structures_.contains(name)) return faults.push_back(where + ": the model has no type " + name);
  std::map<std::string, Json> properties;
  collect_properties(name, properties);
  check_properties(value, properties, where, faults);
}

void LspValidator::collect_properties(const std::string& structure, std::map<std::string, Json>& out) const {
  const Json& type = structures_.at(structure);
  for (const Json& property : type.at("properties")) out.emplace(property.at("name"), property);
  for (const char* more : {"extends", "mixins"})
    if (type.contains(more))
      for (const Json& parent : type.at(more)) collect_properties(parent.at("name"), out);
}

void LspValidator::check_properties(const Json& value, const std::map<std::string, Json>& properties,
                                    const std::string& where, std::vector<std::string>& faults) const {
  if (!value.is_object()) return faults.push_back(where + ": an object is expected");
  for (const auto& [name, property] : properties) {
    const auto found = value.find(name);
    if (found != value.end()) {
      check(*found, property.at("type"), where + "." + name, faults);
    } else if (!property.value("optional", false)) {
      faults.push_back(where + "." + name + ": is missing");
    }
  }
  for (const auto& [name, item] : value.items())
    if (!properties.contains(name)) faults.push_back(where + "." + name + ": the model has no such property");
}

void LspValidator::expect_answer(const Json& id, const std::string& method) {
  asked_[id.dump()] = method;
}

std::vector<std::string> LspValidator::check_from_server(const Json& message) {
  std::vector<std::string> faults;
  if (!message.is_object()) return {"message: an object is expected"};
  if (message.value("jsonrpc", Json()) != "2.0") faults.push_back("jsonrpc: \"2.0\" is expected");
  static const std::set<std::string> members = {"jsonrpc", "id", "method", "params", "result", "error"};
  for (const auto& [name, item] : message.items())
    if (!members.contains(name)) faults.push_back(name + ": a message has no such member");
  if (!message.contains("method")) {
    check_answer(message, faults);
    return faults;
  }
  const bool request = message.contains("id");
  const auto& known = request ? requests_ : notifications_;
  const Json& method = message["method"];
  const auto found = method.is_string() ? known.find(method.get<std::string>()) : known.end();
  // Our own, which the model does not know: docs/lsp-extensions.md.
  static const std::set<std::string> own = {"baton/pipelineChanged", "baton/runEvents"};
  static const std::set<std::string> asked = {"baton/question"};
  if (method.is_string() && (request ? asked : own).contains(method.get<std::string>())) {
    if (!message.value("params", Json()).is_object()) faults.push_back("params: an object is expected");
  } else if (found == known.end() || found->second.at("messageDirection") == "clientToServer") {
    faults.push_back("method: a server sends no " + method.dump());
  } else if (found->second.contains("params")) {
    check(message.value("params", Json()), found->second.at("params"), "params", faults);
  }
  return faults;
}

void LspValidator::check_answer(const Json& message, std::vector<std::string>& faults) {
  const Json id = message.value("id", Json());
  const bool result = message.contains("result");
  const bool error = message.contains("error");
  if (!message.contains("id")) faults.push_back("id: is missing");
  if (result == error) faults.push_back("an answer has either a result or an error");
  const auto asked = asked_.find(id.dump());
  if (asked == asked_.end() && !id.is_null()) faults.push_back("id: " + id.dump() + " answers nothing");
  if (error) {
    const Json& given = message["error"];
    if (!given.is_object() || !given.contains("code") ||
        !is_whole(given["code"], -2147483648.0, 2147483647.0))
      faults.push_back("error.code: integer is expected");
    if (!given.is_object() || !given.contains("message") || !given["message"].is_string())
      faults.push_back("error.message: string is expected");
  } else if (asked != asked_.end()) {
    if (const auto request = requests_.find(asked->second); request != requests_.end()) {
      check(message.value("result", Json()), request->second.at("result"), "result", faults);
    } else if (asked->second != "baton/pipeline") {
      faults.push_back("result: the model has no request " + asked->second);
    }
  }
  if (asked != asked_.end()) asked_.erase(asked);  // a second answer answers nothing
}

}  // namespace baton::test
