// Edits that were read from the client and whose turn has not come yet: what is computed of such a document
// is of a version that is no longer the newest.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "protocol/jsonrpc.h"

namespace baton::lsp {

// May be asked on any thread.
class PendingChanges {
 public:
  // To be told of each notification when it is read, and again when its turn has come: before it is acted
  // upon, since that may fail.
  void came(const protocol::Notification& notification);
  void handled(const protocol::Notification& notification);
  // `params`: of a request about a document.
  bool concern(const protocol::Json& params) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, int> waiting_;  // edits by URI, which a client spells in one way
};

}  // namespace baton::lsp
