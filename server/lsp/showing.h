// Shows files and texts to the user, as far as the editor can (LSP 3.17, "Show Document Request"; 3.18, "Text
// Document Content Request"). Everything here happens on the session's thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/peer.h"
#include "protocol/types/window.h"
#include "server/base/result.h"
#include "server/lsp/publisher.h"
#include "server/lsp/shown_texts.h"

namespace baton::lsp {

class Runs;

class Showing {
 public:
  Showing(protocol::Peer& peer, const Publisher& publisher, Runs& runs)
      : peer_(peer), publisher_(publisher), runs_(runs) {}

  void set_client(const protocol::WindowCapabilities& client) { client_ = client; }

  // An output of a run. Answers {"uri": URI}.
  void show_file(const std::string& path, protocol::Reply reply);
  // A text that is named so; `then` gets its URI. It becomes a file below `root` where the client cannot ask
  // for texts.
  void show_text(const std::string& root, const std::string& command, const std::string& name,
                 const std::string& text, std::function<void(const Result<std::string>&)> then);
  // What is kept for a client that asks.
  std::optional<std::string> text_of(std::string_view uri) const { return texts_.find(uri); }

 private:
  void show_uri(const std::string& uri);

  protocol::Peer& peer_;
  const Publisher& publisher_;
  Runs& runs_;
  protocol::WindowCapabilities client_;
  ShownTexts texts_;
};

}  // namespace baton::lsp
