// See shown_texts.h.
#include "server/lsp/shown_texts.h"

#include <algorithm>
#include <utility>

#include "protocol/uri.h"

namespace baton::lsp {
namespace {

constexpr std::size_t most_texts = 32;

}  // namespace

std::string ShownTexts::keep(const std::string& name, std::string text) {
  std::string uri = protocol::uri_of_path("/" + name);
  uri.replace(0, uri.find(':'), scheme);
  std::erase_if(items_, [&](const Item& item) { return item.uri == uri; });
  if (items_.size() == most_texts) items_.pop_front();
  items_.push_back({uri, std::move(text)});
  return uri;
}

std::optional<std::string> ShownTexts::find(std::string_view uri) const {
  // Clients differ in what they escape.
  const auto path = [](std::string_view of) {
    return protocol::path_of_uri("file" + std::string(of.substr(std::min(of.find(':'), of.size()))));
  };
  for (const Item& item : items_)
    if (item.uri == uri || path(item.uri) == path(uri)) return item.text;
  return std::nullopt;
}

}  // namespace baton::lsp
