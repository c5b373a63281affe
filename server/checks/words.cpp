// See words.h.
#include "server/checks/words.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "server/base/edit_distance.h"
#include "server/base/utf8.h"

namespace baton {

std::string quoted(std::string_view name) {
  constexpr std::size_t most = 80;
  const auto is_plain = [](char c) { return c >= ' ' && c < '\x7f'; };
  const auto cut = [](bool is_long) { return is_long ? "…\"" : "\""; };
  std::string out;
  out.reserve(std::min(name.size(), most) + 2);
  out += '"';
  if (std::ranges::all_of(name.substr(0, most), is_plain))
    return out.append(name.substr(0, most)).append(cut(name.size() > most));
  std::size_t at = 0;
  for (std::size_t count = 0; at < name.size() && count < most; ++count) {
    const Utf8Character character = utf8_at(name, at);
    if (character.code_point < 0x20 || character.code_point == 0x7f) {
      std::array<char, 8> escaped{};
      const int length =
          std::snprintf(escaped.data(), escaped.size(), "\\x%02x", unsigned(character.code_point));
      out.append(escaped.data(), static_cast<std::size_t>(length));
    } else {
      append_utf8(out, character.code_point);
    }
    at += character.size;
  }
  return out.append(cut(at < name.size()));
}

std::string listed(std::span<const std::string> names, std::string_view word, std::size_t most) {
  std::string out;
  const std::size_t shown = names.size() > most ? most : names.size();
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == names.size();
    if (i > 0) out += last ? ' ' + std::string(word) + ' ' : ", ";
    out += names[i];
  }
  if (shown < names.size()) out += " and " + std::to_string(names.size() - shown) + " more";
  return out;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
  return did_you_mean(nearest(name, candidates));
}

std::string did_you_mean(const std::optional<std::string>& near) {
  return near ? "; did you mean " + quoted(*near) + "?" : std::string();
}

const std::string& DidYouMean::words(const std::string& name) {
  constexpr std::size_t most_comparisons = 20'000;
  const auto [known, is_new] = known_.try_emplace(name);
  if (is_new && known_.size() * candidates_.size() <= most_comparisons)
    known->second = did_you_mean(name, candidates_);
  return known->second;
}

}  // namespace baton
