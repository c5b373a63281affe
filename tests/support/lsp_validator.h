// Judges messages by the Language Server Protocol's own machine-readable model, reduced to the messages Baton
// sends.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace baton::test {

// The model's requests and notifications of these methods and everything they refer to, without
// documentation.
nlohmann::json reduce_meta_model(const nlohmann::json& whole, const std::vector<std::string>& methods);

// The methods that lsp-meta-model-subset.json holds.
const std::vector<std::string>& methods_in_use();

// The subset that stands beside this file.
nlohmann::json read_meta_model_subset();

class LspValidator {
 public:
  explicit LspValidator(nlohmann::json model);

  // What is wrong with a value of a type of the model ("params.diagnostics[0].range: is missing"); empty:
  // nothing. A property that the model does not name is wrong too.
  std::vector<std::string> check_value(const nlohmann::json& value, const nlohmann::json& type,
                                       const std::string& where) const;

  // A whole message that a server sends. Requests that the server answers are remembered by `expect_answer`.
  std::vector<std::string> check_from_server(const nlohmann::json& message);
  void expect_answer(const nlohmann::json& id, const std::string& method);

 private:
  void check(const nlohmann::json& value, const nlohmann::json& type, const std::string& where,
             std::vector<std::string>& faults) const;
  void check_base(const nlohmann::json& value, const std::string& name, const std::string& where,
                  std::vector<std::string>& faults) const;
  void check_reference(const nlohmann::json& value, const std::string& name, const std::string& where,
                       std::vector<std::string>& faults) const;
  void check_properties(const nlohmann::json& value, const std::map<std::string, nlohmann::json>& properties,
                        const std::string& where, std::vector<std::string>& faults) const;
  void collect_properties(const std::string& structure, std::map<std::string, nlohmann::json>& out) const;
  void check_answer(const nlohmann::json& message, std::vector<std::string>& faults);

  nlohmann::json model_;
  std::map<std::string, nlohmann::json> structures_, enumerations_, aliases_, requests_, notifications_;
  std::map<std::string, std::string> asked_;  // id -> method
};

}  // namespace baton::test
