// What a user sets in the editor, as far as it is the server's business.
#pragma once

#include <string>
#include <vector>

#include "protocol/jsonrpc.h"

namespace baton::lsp {

struct Settings {
  std::string log_level;  // of log.h; empty: as the server was started
  bool trusted = false;   // the user trusts the workspace; only initializationOptions can say so
};

struct ReadSettings {
  Settings settings;
  std::vector<std::string> faults;  // words for the user: settings that are unknown, values that are odd
};

// `given`: initializationOptions, an answer to workspace/configuration, or `settings` of
// workspace/didChangeConfiguration; with or without "baton" around it, names in one piece ("server.logLevel")
// or in objects. Null, or nothing of that kind: as if nothing was set.
ReadSettings read_settings(const protocol::Json& given);

// What holds once `later` has come by workspace/configuration or a change of it. A workspace can have its own
// values there: so they cannot grant trust, nor take it.
Settings changed_settings(const Settings& before, Settings later);

}  // namespace baton::lsp
