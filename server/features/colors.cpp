// See colors.h. The names are those of the schema of agents.
#include "server/features/colors.h"

#include "server/syntax/lines.h"

namespace baton {
namespace {

struct Named {
  std::string_view name;
  Color color;
};
// The first eight are the ones that tools know; the others occur.
constexpr std::array<Named, 20> names = {{
    {"red", {{220, 38, 38}}},     {"blue", {{37, 99, 235}}},     {"green", {{22, 163, 74}}},
    {"yellow", {{234, 179, 8}}},  {"purple", {{147, 51, 234}}},  {"orange", {{249, 115, 22}}},
    {"pink", {{236, 72, 153}}},   {"cyan", {{6, 182, 212}}},     {"magenta", {{255, 0, 255}}},
    {"white", {{255, 255, 255}}}, {"black", {{0, 0, 0}}},        {"gray", {{128, 128, 128}}},
    {"grey", {{128, 128, 128}}},  {"brown", {{150, 75, 0}}},     {"teal", {{0, 128, 128}}},
    {"indigo", {{75, 0, 130}}},   {"violet", {{238, 130, 238}}}, {"gold", {{255, 215, 0}}},
    {"amber", {{255, 191, 0}}},   {"lime", {{0, 255, 0}}},
}};
constexpr std::size_t known_to_tools = 8;

std::optional<unsigned> hex_digit(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  c = to_lower(c);
  return c >= 'a' && c <= 'f' ? std::optional(static_cast<unsigned>(c - 'a' + 10)) : std::nullopt;
}

// "#rgb" and "#rrggbb", with or without transparency behind.
std::optional<Color> from_digits(std::string_view text) {
  if (text.size() < 4 || text.front() != '#') return std::nullopt;
  text.remove_prefix(1);
  const bool is_short = text.size() < 6;
  if (text.size() != 3 && text.size() != 4 && text.size() != 6 && text.size() != 8) return std::nullopt;
  Color out;
  for (const char c : text)
    if (!hex_digit(c)) return std::nullopt;
  for (std::size_t i = 0; i < 3; ++i) {
    const unsigned high = *hex_digit(text[is_short ? i : 2 * i]);
    const unsigned low = is_short ? high : *hex_digit(text[2 * i + 1]);
    out.rgb[i] = static_cast<std::uint8_t>(16 * high + low);
  }
  return out;
}

const YamlNode* value_of(const FeatureInput& input) {
  if (input.kind != FileKind::command && input.kind != FileKind::agent && input.kind != FileKind::skill)
    return nullptr;
  const YamlEntry* entry = input.document.front_matter.root.find("color");
  return entry != nullptr && entry->value.is_scalar() ? &entry->value : nullptr;
}

}  // namespace

std::optional<PlacedColor> color_of(const FeatureInput& input) {
  const YamlNode* value = value_of(input);
  if (value == nullptr) return std::nullopt;
  const TextRange range = value->content_range();
  if (const auto digits = from_digits(value->text)) return PlacedColor{range, *digits};
  for (const Named& named : names)
    if (equals_lower(value->text, named.name)) return PlacedColor{range, named.color};
  return std::nullopt;
}

std::vector<std::string> color_spellings(const FeatureInput& input, Color color) {
  const YamlNode* value = value_of(input);
  if (value == nullptr) return {};
  int least = 1 << 30;
  std::string_view nearest;
  for (std::size_t i = 0; i < known_to_tools; ++i) {
    int distance = 0;
    for (std::size_t part = 0; part < 3; ++part) {
      const int step = color.rgb[part] - names[i].color.rgb[part];
      distance += step * step;
    }
    if (distance >= least) continue;
    least = distance;
    nearest = names[i].name;
  }
  std::string digits = "#";
  for (const std::uint8_t part : color.rgb) {
    constexpr std::string_view hex = "0123456789abcdef";
    digits += {hex[part >> 4], hex[part & 15]};
  }
  // A bare "#" would begin a comment.
  if (value->style == ScalarStyle::plain) digits = '"' + digits + '"';
  return {std::string(nearest), digits};
}

}  // namespace baton
