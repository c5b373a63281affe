// One atomic flag decides who answers: the handler, a cancellation or the destructor.
#include "protocol/reply.h"

#include <utility>

namespace baton::protocol {

bool PendingRequest::answer(Json result) {
  if (answered_.exchange(true)) return false;
  send_(result_body(id_, std::move(result)));
  return true;
}

bool PendingRequest::answer_text(const JsonText& result) {
  if (answered_.exchange(true)) return false;
  send_(result_text(id_, result));
  return true;
}

bool PendingRequest::refuse(ErrorCode code, std::string_view message) {
  if (answered_.exchange(true)) return false;
  send_(error_body(id_, code, message));
  return true;
}

bool PendingRequest::cancel() {
  cancelled_.store(true, std::memory_order_relaxed);
  return refuse(ErrorCode::request_cancelled, "the request was cancelled");
}

Reply& Reply::operator=(Reply&& other) noexcept {
  if (this != &other) {
    drop();
    request_ = std::move(other.request_);
  }
  return *this;
}

void Reply::result(Json value) && {
  if (const auto request = std::exchange(request_, nullptr)) request->answer(std::move(value));
}

void Reply::result_text(const JsonText& value) && {
  if (const auto request = std::exchange(request_, nullptr)) request->answer_text(value);
}

void Reply::error(ErrorCode code, std::string_view message) && {
  if (const auto request = std::exchange(request_, nullptr)) request->refuse(code, message);
}

void Reply::drop() {
  if (const auto request = std::exchange(request_, nullptr))
    request->refuse(ErrorCode::internal_error, "the server gave no answer");
}

}  // namespace baton::protocol
