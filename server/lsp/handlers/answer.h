// What a handler is asked, and what it may answer: at once, or with the help of another thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "protocol/reply.h"
#include "protocol/types/lifecycle.h"
#include "server/lsp/analysis.h"
#include "server/lsp/convert.h"
#include "server/lsp/handlers/token_memory.h"
#include "server/lsp/publisher.h"

namespace baton::lsp {

class Runs;

// What a handler may ask. Lives as long as the request.
struct FeatureContext {
  Analysis& analysis;
  const Publisher& publisher;
  const protocol::ClientCapabilities& client;
  PositionEncoding encoding;
  TokenMemory& tokens;
  Runs& runs;
};

struct Refusal {
  protocol::ErrorCode code = protocol::ErrorCode::invalid_params;
  std::string words;
};
using Answered = std::variant<protocol::Json, Refusal>;

// An answer that takes more than a moment: `work` runs on another thread, on values alone, and what it gives
// makes the answer, on the session's thread. `unwanted()`: nobody waits for it any more.
struct Later {
  using Finish = std::function<Answered(const FeatureContext& context)>;
  std::function<Finish(const std::function<bool()>& unwanted)> work;
};
using Answer = std::variant<protocol::Json, Refusal, Later>;

// A request whose answer may come later.
struct OpenQuestion {
  std::function<Answer(const FeatureContext& context)> ask;
  std::string path;                     // of the open document that it is about; may be empty
  std::optional<std::int64_t> version;  // of it, when the client asked
  bool of_all_files = false;
  std::function<bool()> stale;
  std::shared_ptr<protocol::Reply> reply;
  int tries = 0;
};

}  // namespace baton::lsp
