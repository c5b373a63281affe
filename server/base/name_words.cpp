// See the header.
#include "server/base/name_words.h"

namespace baton {

void leave_what_differs(std::string_view& a, std::string_view& b) {
  const auto cut = [&](bool at_begin) {
    for (;;) {
      const std::size_t hyphen = at_begin ? a.find('-') : a.rfind('-');
      if (hyphen == std::string_view::npos) return;
      const std::string_view word = at_begin ? a.substr(0, hyphen + 1) : a.substr(hyphen);
      if (!(at_begin ? b.starts_with(word) : b.ends_with(word))) return;
      (at_begin ? a.remove_prefix(word.size()) : a.remove_suffix(word.size()));
      (at_begin ? b.remove_prefix(word.size()) : b.remove_suffix(word.size()));
    }
  };
  cut(true);
  cut(false);
}

}  // namespace baton
