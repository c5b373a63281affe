// How a question becomes an answer: at once where it takes a moment, else with the help of another thread,
// and again where the world has changed meanwhile.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "server/lsp/handlers/features.h"
#include "server/lsp/judge.h"
#include "server/lsp/session.h"

namespace baton::lsp {
namespace {

constexpr int most_tries = 3;

void refuse(protocol::Reply& reply, const Refusal& refusal) {
  std::move(reply).error(refusal.code, refusal.words);
}

void refuse_as_stale(protocol::Reply& reply) {
  refuse(reply, {protocol::ErrorCode::content_modified, "the document has changed since"});
}

template <typename Given>
void give(protocol::Reply& reply, Given answer) {
  if (const auto* refusal = std::get_if<Refusal>(&answer)) return refuse(reply, *refusal);
  std::move(reply).result(std::get<protocol::Json>(std::move(answer)));
}

// Empty where there is none.
std::string document_of(const protocol::Json& params) {
  if (!params.is_object()) return {};
  const auto document = params.find("textDocument");
  if (document == params.end() || !document->is_object()) return {};
  const auto uri = document->find("uri");
  return uri == document->end() || !uri->is_string() ? std::string()
                                                     : document_name(uri->get<std::string>()).path;
}

}  // namespace

FeatureContext Session::feature_context() {
  return {analysis_, publisher_, client_, encoding_, tokens_, *runs_};
}

void Session::answer_feature(const FeatureHandler& handler, const protocol::Json& params,
                             protocol::Reply reply) {
  OpenQuestion question;
  question.path = document_of(params);
  question.of_all_files = handler.of_all_files;
  question.reply = std::make_shared<protocol::Reply>(std::move(reply));
  question.ask = [&handler, params](const FeatureContext& context) {
    return handler.answer(context, params);
  };
  question.stale = [this, &handler, params] { return is_stale(handler, params); };
  answer(std::move(question));
}

// All is done in the order in which it came, so an answer fits the version that the client had when it asked.
// Where it said that it asks again, it is spared an answer that it would throw away.
bool Session::is_stale(const FeatureHandler& handler, const protocol::Json& params) const {
  return std::ranges::find(client_.asks_again, handler.method) != client_.asks_again.end() &&
         pending_.concern(params);
}

void Session::answer(OpenQuestion question) {
  if (!question.path.empty()) question.version = analysis_.version_of(question.path);
  answer_now(std::move(question));
}

void Session::answer_now(OpenQuestion question) {
  protocol::Reply& reply = *question.reply;
  if (reply.cancelled()) return;
  if (!question.path.empty() && analysis_.version_of(question.path) != question.version)
    return refuse_as_stale(reply);
  if (question.of_all_files && indexer_.loads_first())
    return waiting_.add(question.reply, [this, question] { answer_now(question); });
  if (question.of_all_files && !indexer_.ready())
    return refuse(reply, {protocol::ErrorCode::request_failed, std::string(workspace_unread)});
  if (question.stale()) return refuse_as_stale(reply);
  Answer answer = question.ask(feature_context());
  if (question.stale()) return refuse_as_stale(reply);
  if (auto* later = std::get_if<Later>(&answer)) return answer_later(std::move(question), std::move(*later));
  give(reply, std::move(answer));
}

void Session::answer_later(OpenQuestion question, Later later) {
  worker_.post([this, question = std::move(question), work = std::move(later.work),
                edits = analysis_.edits()]() mutable {
    const auto unwanted = [this, &question] { return ending_.cancelled() || question.reply->cancelled(); };
    if (unwanted()) return;
    try {
      loop_.post(
          [this, question, edits, finish = work(unwanted)] { finish_answer(question, edits, finish); });
    } catch (const std::exception& fault) {
      log_.error("a request could not be worked on: {}", fault.what());
    }
    work = nullptr;  // and with it what it read
    give_back_memory();
  });
}

// What was worked out may be of texts that are no more: then it is asked again, as long as the client's
// place still is where it was.
void Session::finish_answer(OpenQuestion question, std::uint64_t edits, const Later::Finish& finish) {
  protocol::Reply& reply = *question.reply;
  if (reply.cancelled()) return;
  const bool same = analysis_.edits() == edits;
  if (question.stale() || (!same && ++question.tries == most_tries)) return refuse_as_stale(reply);
  if (!same) return answer_now(std::move(question));
  give(reply, finish(feature_context()));
}

}  // namespace baton::lsp
