// Every message the server understands, in one list that one can read. `$/cancelRequest` is the peer's own
// business.
#pragma once

#include <span>
#include <string_view>

#include "protocol/reply.h"
#include "server/lsp/session.h"

namespace baton::lsp {

struct RequestHandler {
  std::string_view method;
  void (Session::*handle)(const protocol::Json& params, protocol::Reply reply);
};

struct NotificationHandler {
  std::string_view method;
  void (Session::*handle)(const protocol::Json& params);
};

std::span<const RequestHandler> request_handlers();
std::span<const NotificationHandler> notification_handlers();

}  // namespace baton::lsp
