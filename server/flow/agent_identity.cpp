// See agent_identity.h.
#include "server/flow/agent_identity.h"

#include <utility>

#include "server/base/name_words.h"

namespace baton {

const std::string& AgentIdentities::meant_by(const std::string& written) const {
  if (meant_ == nullptr) return written;
  const auto meant = meant_->find(written);
  return meant == meant_->end() ? written : meant->second;
}

const AgentIdentity& AgentIdentities::of(const std::string& written) {
  const auto [place, is_new] = known_.try_emplace(written);
  AgentIdentity& out = place->second;
  if (!is_new) return out;
  const std::string& text = meant_by(written);
  out.bare = bare_name(text);
  out.qualified = out.bare.size() < text.size();
  AgentResolution resolution = snapshot_.resolve_agent(path_, text);
  out.seen = resolution.agent != nullptr;
  out.identity = std::move(resolution.identity);
  if (out.identity.empty()) out.identity = text;
  out.identity_number = number_of(out.identity);
  out.bare_number = number_of(out.bare);
  return out;
}

std::uint32_t AgentIdentities::number_of(const std::string& kept) {
  return numbers_.try_emplace(kept, static_cast<std::uint32_t>(numbers_.size())).first->second;
}

}  // namespace baton
