// Edits are sorted by place and copied together with the text between them.
#include "server/base/text_edit.h"

#include <algorithm>

namespace baton {

std::string apply_edits(std::string_view text, std::vector<TextEdit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const TextEdit& a, const TextEdit& b) { return a.range < b.range; });
  const auto size = static_cast<std::uint32_t>(text.size());
  std::string out;
  out.reserve(text.size());
  std::uint32_t done = 0;
  for (const TextEdit& edit : edits) {
    const std::uint32_t begin = std::min(edit.range.begin, size);
    const std::uint32_t end = std::clamp(edit.range.end, begin, size);
    if (begin < done) continue;
    out += text.substr(done, begin - done);
    out += edit.new_text;
    done = end;
  }
  out += text.substr(done);
  return out;
}

}  // namespace baton
