// What a session is told when it begins, by the program or by a test.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "server/lsp/indexer.h"
#include "server/lsp/run_look.h"

namespace baton::lsp {

struct SessionOptions {
  std::string version;  // told to the client
  IndexerOptions index;
  std::chrono::milliseconds process_poll{500};
  // How long a client that asks for diagnostics, and cannot be told to ask again, waits for the disk.
  std::chrono::milliseconds longest_pull{1000};
  RunPlaces runs = {};
  // Told, on any thread, that the session has to be over soon and with which exit code; may be empty.
  std::function<void(int exit_code)> ending;
};

}  // namespace baton::lsp
