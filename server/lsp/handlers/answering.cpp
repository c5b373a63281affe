// See answering.h.
#include "server/lsp/handlers/answering.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

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

}  // namespace

Answering::Answering(Loop& loop, spdlog::logger& log, Analysis& analysis, WaitingRequests& waiting,
                     std::function<FeatureContext()> context)
    : loop_(loop), log_(log), analysis_(analysis), waiting_(waiting), context_(std::move(context)) {}

Answering::~Answering() {
  ending_.cancel();
}

void Answering::answer(OpenQuestion question) {
  if (!question.path.empty()) question.version = analysis_.version_of(question.path);
  answer_now(std::move(question));
}

void Answering::answer_now(OpenQuestion question) {
  protocol::Reply& reply = *question.reply;
  if (reply.cancelled()) return;
  if (!question.path.empty() && analysis_.version_of(question.path) != question.version)
    return refuse_as_stale(reply);
  if (question.of_all_files && analysis_.awaits_workspace())
    return waiting_.add(question.reply, [this, question] { answer_now(question); });
  if (question.of_all_files && !analysis_.knows_workspace())
    return refuse(reply, {protocol::ErrorCode::request_failed, std::string(workspace_unread)});
  if (question.stale()) return refuse_as_stale(reply);
  Answer answer = question.ask(context_());
  if (question.stale()) return refuse_as_stale(reply);
  if (auto* later = std::get_if<Later>(&answer)) return answer_later(std::move(question), std::move(*later));
  give(reply, std::move(answer));
}

void Answering::answer_later(OpenQuestion question, Later later) {
  worker_.post([this, question = std::move(question), work = std::move(later.work),
                edits = analysis_.edits()]() mutable {
    const auto unwanted = [this, &question] { return ending_.cancelled() || question.reply->cancelled(); };
    if (unwanted()) return;
    try {
      loop_.post([this, question, edits, done = work(unwanted)] { finish(question, edits, done); });
    } catch (const std::exception& fault) {
      log_.error("a request could not be worked on: {}", fault.what());
    }
    work = nullptr;  // and with it what it read
    give_back_memory();
  });
}

// What was worked out may be of texts that are no more: then it is asked again, as long as the client's
// place still is where it was.
void Answering::finish(OpenQuestion question, std::uint64_t edits, const Later::Finish& done) {
  protocol::Reply& reply = *question.reply;
  if (reply.cancelled()) return;
  const bool same = analysis_.edits() == edits;
  if (question.stale() || (!same && ++question.tries == most_tries)) return refuse_as_stale(reply);
  if (!same) return answer_now(std::move(question));
  give(reply, done(context_()));
}

}  // namespace baton::lsp
