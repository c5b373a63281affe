// See the header.
#include "server/base/name_words.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>
#include <string>

namespace baton {
namespace {

// Normalization form C; empty for what is no UTF-8.
std::string composed(std::string_view text) {
  utf8proc_uint8_t* found = nullptr;
  const utf8proc_ssize_t size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
      &found, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(found, std::free);
  if (size <= 0) return {};
  return {reinterpret_cast<const char*>(found), static_cast<std::size_t>(size)};
}

bool is_ascii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

}  // namespace

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

bool differs_in_form_only(std::string_view a, std::string_view b) {
  if (a == b || is_ascii(a) || is_ascii(b)) return false;
  const std::string form = composed(a);
  return !form.empty() && form == composed(b);
}

}  // namespace baton
