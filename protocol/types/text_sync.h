// How an editor tells of its documents (LSP 3.17, "Text Document Synchronization").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "protocol/fields.h"
#include "protocol/types/basic.h"

namespace baton::protocol {

struct DidOpenParams {
  std::string uri;
  std::string language_id;
  std::int64_t version = 0;
  std::string text;
};

struct ContentChange {
  std::optional<Range> range;  // none: `text` is the whole document
  std::string text;
};

struct DidChangeParams {
  std::string uri;
  std::optional<std::int64_t> version;  // some clients send null
  std::vector<ContentChange> changes;   // each applies to what the one before it left
};

struct DidSaveParams {
  std::string uri;
  std::optional<std::string> text;  // where the client sends it
};

struct DidCloseParams {
  std::string uri;
};

Parsed<DidOpenParams> parse_did_open(const Json& params);
Parsed<DidChangeParams> parse_did_change(const Json& params);
Parsed<DidSaveParams> parse_did_save(const Json& params);
Parsed<DidCloseParams> parse_did_close(const Json& params);

}  // namespace baton::protocol
