// See arguments.h. Only quotes and backslashes mean something, as people type them; nothing is expanded.
#include "server/run/arguments.h"

#include <charconv>

namespace baton {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  bool open = false;  // in an argument, which may be empty: ""
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote == 0 && is_blank(c)) {
      open = false;
      continue;
    }
    if (!open) out.emplace_back();
    open = true;
    // An apostrophe inside a word opens no quotation: don't.
    const bool opens = c == '"' || (c == '\'' && (i == 0 || is_blank(text[i - 1])));
    if (quote != 0 ? c == quote : opens && text.find(c, i + 1) != text.npos)
      quote = quote != 0 ? char(0) : c;
    else if (c == '\\' && quote != '\'' && i + 1 < text.size())
      out.back() += text[++i];
    else
      out.back() += c;
  }
  return out;
}

}  // namespace

Arguments::Arguments(std::string_view all) : all_(all), parts_(split(all)) {}

std::string Arguments::value(const Placeholder& placeholder, std::string_view written) const {
  std::size_t index = placeholder.argument;  // 1-based
  if (placeholder.kind == Placeholder::Kind::arguments) {
    const std::size_t bracket = written.find('[');
    if (bracket == written.npos) return all_;
    const char* const end = written.data() + written.size();
    if (std::from_chars(written.data() + bracket + 1, end, index).ec != std::errc()) return {};
    ++index;
  }
  return index == 0 || index > parts_.size() ? std::string() : parts_[index - 1];
}

}  // namespace baton
