// From a request to a question, and what that may ask.
#include <algorithm>
#include <utility>

#include "server/lsp/handlers/features.h"
#include "server/lsp/session.h"

namespace baton::lsp {

FeatureContext Session::feature_context() {
  return {analysis_, publisher_, client_, encoding_, tokens_, *runs_};
}

// All is done in the order in which it came, so an answer fits the version that the client had when it asked.
// Where it said that it asks again, it is spared an answer that it would throw away.
bool Session::is_stale(const FeatureHandler& handler, const protocol::Json& params) const {
  return std::ranges::find(client_.asks_again, handler.method) != client_.asks_again.end() &&
         pending_.concern(params);
}

void Session::answer_feature(const FeatureHandler& handler, const protocol::Json& params,
                             protocol::Reply reply) {
  OpenQuestion question;
  if (const auto about = protocol::parse_document_uri(params).value)
    question.path = document_name(*about).path;
  question.of_all_files = handler.of_all_files;
  question.reply = std::make_shared<protocol::Reply>(std::move(reply));
  question.ask = [&handler, params](const FeatureContext& context) {
    return handler.answer(context, params);
  };
  question.stale = [this, &handler, params] { return is_stale(handler, params); };
  answering_.answer(std::move(question));
}

void Session::answer_of_all_files(std::function<Answer(const FeatureContext&)> ask, protocol::Reply reply) {
  OpenQuestion question;
  question.ask = std::move(ask);
  question.of_all_files = true;
  question.stale = [] { return false; };
  question.reply = std::make_shared<protocol::Reply>(std::move(reply));
  answering_.answer(std::move(question));
}

}  // namespace baton::lsp
