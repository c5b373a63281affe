// Hashes of what a task's result depends on. See render.h.
#include <xxhash.h>

#include <array>
#include <cstdio>

#include "server/run/render.h"

namespace baton {

std::string text_hash(std::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  std::array<char, 33> out{};
  std::snprintf(out.data(), out.size(), "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return out.data();
}

std::string key_of(const KeyInputs& inputs) {
  std::string all;
  for (const std::string* part : {&inputs.prompt, &inputs.agent, &inputs.runner, &inputs.model})
    all += std::to_string(part->size()) + ':' + *part;  // so that no two lists of parts read alike
  return text_hash(all);
}

std::string difference_words(const KeyInputs& before, const KeyInputs& now) {
  if (before.prompt != now.prompt) return "the prompt changed";
  if (before.agent != now.agent) return "the agent's file changed";
  if (before.runner != now.runner) return "the runner changed";
  if (before.model != now.model) return "the model changed";
  return {};
}

}  // namespace baton
