// What can be run, as a client's command: its arguments are those of docs/lsp-extensions.md.
#include "server/lsp/handlers/features.h"

namespace baton::lsp {

protocol::Json to_json(const RunOffer& offer, const std::string& uri) {
  const RunTarget& target = offer.target;
  protocol::Json argument = {{"uri", uri}};
  if (target.phase) argument["phase"] = *target.phase;
  if (target.from) argument["from"] = *target.from;
  if (target.to) argument["to"] = *target.to;
  if (!target.task.empty()) argument["task"] = target.task;
  if (!target.mode.empty()) argument["mode"] = target.mode;
  if (target.with_prerequisites) argument["withPrerequisites"] = true;
  if (target.rerun) argument["rerun"] = true;
  if (target.resume) argument["resume"] = true;
  protocol::Json arguments = protocol::Json::array();
  arguments.push_back(std::move(argument));
  return protocol::Json{
      {"title", offer.title}, {"command", offer.command}, {"arguments", std::move(arguments)}};
}

}  // namespace baton::lsp
