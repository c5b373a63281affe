// What may stand in XML, and what stands for the rest.
#include "server/cli/xml.h"

#include "server/base/utf8.h"

namespace baton {

// U+FFFE and U+FFFF are characters of
// UTF-8, but none of XML 1.0 (production 2, "Char").
std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Character character = utf8_at(text, at);
    switch (character.code_point) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case 0xFFFE:
      case 0xFFFF:
        append_utf8(out, 0xFFFD);
        break;
      default:
        append_utf8(out, character.code_point);
    }
    at += character.size;
  }
  return out;
}

std::string xml_attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml_text(value) + "\"";
}

}  // namespace baton
