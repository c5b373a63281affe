// Just enough of an XML 1.0 parser to be sure that another one could read it: well-formed, legal characters,
// no attribute twice. Anything else ends the test.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/utf8.h"

namespace baton::test {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;
  std::vector<Element> children;
};

class XmlReader {
 public:
  explicit XmlReader(std::string_view text) : rest_(text) {}

  Element read() {
    for (std::size_t at = 0; at < rest_.size();) {
      const Utf8Character c = utf8_at(rest_, at);
      REQUIRE(c.valid);
      REQUIRE((c.code_point >= 0x20 || c.code_point == '\n'));
      REQUIRE((c.code_point != 0xFFFE && c.code_point != 0xFFFF));
      at += c.size;
    }
    expect("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    Element root = element();
    expect("\n");
    REQUIRE(rest_.empty());
    return root;
  }

 private:
  bool take(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  void expect(std::string_view token) {
    const std::string here(rest_.substr(0, 40));
    REQUIRE_MESSAGE(take(token), token << " expected at " << here);
  }
  std::string until(std::string_view ends) {
    const std::size_t end = rest_.find_first_of(ends);
    REQUIRE(end != std::string_view::npos);
    const std::string text(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return text;
  }
  std::string decoded(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '&') {
        out += text[i];
        continue;
      }
      const std::string entity = text.substr(i, text.find(';', i) + 1 - i);
      const std::map<std::string, char> known = {
          {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
      REQUIRE(known.contains(entity));
      out += known.at(entity);
      i += entity.size() - 1;
    }
    REQUIRE(text.find("]]>") == std::string::npos);
    return out;
  }
  Element element() {
    Element result;
    expect("<");
    result.name = until(" />\n");
    while (take(" ")) {
      const std::string name = until("=");
      expect("=\"");
      const bool is_new = result.attributes.emplace(name, decoded(until("\"<"))).second;
      REQUIRE(is_new);
      expect("\"");
    }
    if (take("/>")) return result;
    expect(">");
    for (;;) {
      result.text += decoded(until("<"));
      if (take("</" + result.name + ">")) return result;
      result.children.push_back(element());
    }
  }

  std::string_view rest_;
};

}  // namespace baton::test
