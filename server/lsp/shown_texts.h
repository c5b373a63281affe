// Texts that the user is shown as documents which are no files: the client asks for them by URI (LSP 3.18,
// "Text Document Content Request"). The oldest are forgotten.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace baton::lsp {

class ShownTexts {
 public:
  static constexpr std::string_view scheme = "baton";

  // The URI of a text; one of the same name is replaced.
  std::string keep(const std::string& name, std::string text);
  std::optional<std::string> find(std::string_view uri) const;

 private:
  struct Item {
    std::string uri, text;
  };
  std::deque<Item> items_;  // newest last
};

}  // namespace baton::lsp
