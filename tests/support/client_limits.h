// What an answer may hold for a client with certain capabilities (LSP 3.17): the faults of one that holds
// more.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace baton::test {

// `client`: its capabilities. `result`: of a request of that method, never null.
std::vector<std::string> beyond_limits(const nlohmann::json& client, const std::string& method,
                                       const nlohmann::json& result);
// The same of what the server sends by itself.
std::vector<std::string> beyond_limits_sent(const nlohmann::json& client, const nlohmann::json& message);
// Of the server's own capabilities.
std::vector<std::string> beyond_limits_offered(const nlohmann::json& client, const nlohmann::json& server);

}  // namespace baton::test
