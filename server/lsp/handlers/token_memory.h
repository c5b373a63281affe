// The semantic tokens that a client was last given of each document, so that only what changed is sent again.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "protocol/types/structure.h"

namespace baton::lsp {

class TokenMemory {
 public:
  struct Given {
    std::string id;
    protocol::TokenData data;
    std::uint64_t number = 0;
  };

  // What was given under that name, or nullptr.
  const Given* find(const std::string& path, const std::string& id) const {
    const auto found = given_.find(path);
    return found == given_.end() || found->second.id != id ? nullptr : &found->second;
  }
  // Keeps the tokens in place of those before and gives their name.
  std::string keep(const std::string& path, protocol::TokenData data);

 private:
  std::map<std::string, Given> given_;
  std::uint64_t number_ = 0;
};

}  // namespace baton::lsp
