// The package lowers a heading as JavaScript does, drops every character that is no letter, mark, number,
// connector, hyphen or blank by Unicode 13, and turns blanks into hyphens. No other white space becomes a
// hyphen.
#include "server/syntax/slug.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "server/base/utf8.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

struct CodePoints {
  char32_t first;
  char32_t last;
};

// Letters, marks and digits that Unicode 14 and 15 added: the package knows none of them.
constexpr CodePoints too_new[] = {
    {0x870, 0x887},     {0x889, 0x88E},     {0x898, 0x89F},     {0x8B5, 0x8B5},     {0x8C8, 0x8D2},
    {0xC3C, 0xC3C},     {0xC5D, 0xC5D},     {0xCDD, 0xCDD},     {0xCF3, 0xCF3},     {0xECE, 0xECE},
    {0x170D, 0x170D},   {0x1715, 0x1715},   {0x171F, 0x171F},   {0x180F, 0x180F},   {0x1AC1, 0x1ACE},
    {0x1B4C, 0x1B4C},   {0x1DFA, 0x1DFA},   {0x2C2F, 0x2C2F},   {0x2C5F, 0x2C5F},   {0x9FFD, 0x9FFF},
    {0xA7C0, 0xA7C1},   {0xA7D0, 0xA7D1},   {0xA7D3, 0xA7D3},   {0xA7D5, 0xA7D9},   {0xA7F2, 0xA7F4},
    {0x10570, 0x1057A}, {0x1057C, 0x1058A}, {0x1058C, 0x10592}, {0x10594, 0x10595}, {0x10597, 0x105A1},
    {0x105A3, 0x105B1}, {0x105B3, 0x105B9}, {0x105BB, 0x105BC}, {0x10780, 0x10785}, {0x10787, 0x107B0},
    {0x107B2, 0x107BA}, {0x10EFD, 0x10EFF}, {0x10F70, 0x10F85}, {0x11070, 0x11075}, {0x110C2, 0x110C2},
    {0x1123F, 0x11241}, {0x11740, 0x11746}, {0x11AB0, 0x11ABF}, {0x11F00, 0x11F10}, {0x11F12, 0x11F3A},
    {0x11F3E, 0x11F42}, {0x11F50, 0x11F59}, {0x12F90, 0x12FF0}, {0x1342F, 0x1342F}, {0x13440, 0x13455},
    {0x16A70, 0x16ABE}, {0x16AC0, 0x16AC9}, {0x1AFF0, 0x1AFF3}, {0x1AFF5, 0x1AFFB}, {0x1AFFD, 0x1AFFE},
    {0x1B11F, 0x1B122}, {0x1B132, 0x1B132}, {0x1B155, 0x1B155}, {0x1CF00, 0x1CF2D}, {0x1CF30, 0x1CF46},
    {0x1DF00, 0x1DF1E}, {0x1DF25, 0x1DF2A}, {0x1E030, 0x1E06D}, {0x1E08F, 0x1E08F}, {0x1E290, 0x1E2AE},
    {0x1E4D0, 0x1E4F9}, {0x1E7E0, 0x1E7E6}, {0x1E7E8, 0x1E7EB}, {0x1E7ED, 0x1E7EE}, {0x1E7F0, 0x1E7FE},
    {0x2A6DE, 0x2A6DF}, {0x2B735, 0x2B739}, {0x31350, 0x323AF}};

utf8proc_category_t category(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool is_circled_letter(char32_t c) {
  return (c >= 0x24B6 && c <= 0x24E9) || (c >= 0x1F130 && c <= 0x1F149) || (c >= 0x1F150 && c <= 0x1F169) ||
         (c >= 0x1F170 && c <= 0x1F189);
}

bool is_too_new(char32_t c) {
  const auto* found = std::lower_bound(std::begin(too_new), std::end(too_new), c,
                                       [](CodePoints range, char32_t wanted) { return range.last < wanted; });
  return found != std::end(too_new) && found->first <= c;
}

bool is_kept(char32_t c) {
  if (c < 0x80) {
    return c == ' ' || c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
  }
  switch (category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC:
      return !is_too_new(c);
    default:
      return is_circled_letter(c);
  }
}

// For the two forms of a small sigma. (Unicode 15, section 3.13, D135 and D136)
bool is_cased(char32_t c) {
  const utf8proc_category_t kind = category(c);
  return kind == UTF8PROC_CATEGORY_LU || kind == UTF8PROC_CATEGORY_LL || kind == UTF8PROC_CATEGORY_LT ||
         c == 0xAA || c == 0xBA || (c >= 0x2160 && c <= 0x217F) || is_circled_letter(c);
}
bool is_case_ignorable(char32_t c) {
  constexpr std::array<char32_t, 16> inside_words = {'\'',   '.',    ':',    0xB7,   0x387,  0x55F,
                                                     0x5F4,  0x2018, 0x2019, 0x2024, 0x2027, 0xFE13,
                                                     0xFE52, 0xFE55, 0xFF07, 0xFF0E};
  const utf8proc_category_t kind = category(c);
  return kind == UTF8PROC_CATEGORY_MN || kind == UTF8PROC_CATEGORY_ME || kind == UTF8PROC_CATEGORY_CF ||
         kind == UTF8PROC_CATEGORY_LM || kind == UTF8PROC_CATEGORY_SK || c == 0xFF1A ||
         std::find(inside_words.begin(), inside_words.end(), c) != inside_words.end();
}

bool cased_behind(std::string_view text, std::size_t offset) {
  while (offset < text.size()) {
    const Utf8Character c = utf8_at(text, offset);
    if (!is_case_ignorable(c.code_point)) return is_cased(c.code_point);
    offset += c.size;
  }
  return false;
}

constexpr char32_t capital_i_with_dot = 0x130;  // the only letter that becomes two when lowered
constexpr char32_t capital_sigma = 0x3A3;
constexpr char32_t small_sigma = 0x3C3;
constexpr char32_t final_sigma = 0x3C2;

// What becomes of an ASCII character; 0: it falls away.
constexpr std::array<char, 128> ascii_slugs = [] {
  std::array<char, 128> slugs{};
  for (std::size_t i = 0; i < slugs.size(); ++i) {
    const auto c = static_cast<char>(i);
    if (is_word(c) || c == '-') slugs[i] = to_lower(c);
    if (c == ' ') slugs[i] = '-';
  }
  return slugs;
}();

// Nothing where the text has other characters too.
std::optional<std::string> slug_of_ascii(std::string_view text) {
  std::string out(text.size(), '\0');
  char* end = out.data();
  for (const char c : text) {
    if (is_beyond_ascii(c)) return std::nullopt;
    *end = ascii_slugs[static_cast<unsigned char>(c)];
    if (*end != '\0') ++end;
  }
  out.resize(static_cast<std::size_t>(end - out.data()));
  return out;
}

}  // namespace

std::string slug(std::string_view heading_text) {
  if (auto ascii = slug_of_ascii(heading_text)) return std::move(*ascii);
  std::string out;
  out.reserve(heading_text.size());
  bool in_word = false;  // the last character that counts for a sigma is cased
  for (std::size_t at = 0; at < heading_text.size();) {
    if (const char ascii = heading_text[at]; !is_beyond_ascii(ascii)) {
      ++at;
      if (is_word(ascii) || ascii == '-')
        out += to_lower(ascii);
      else if (ascii == ' ')
        out += '-';
      const bool ignorable = ascii == '\'' || ascii == '.' || ascii == ':' || ascii == '^' || ascii == '`';
      if (!ignorable) in_word = is_letter(ascii);
      continue;
    }
    const Utf8Character c = utf8_at(heading_text, at);
    at += c.size;
    char32_t lower = static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c.code_point)));
    if (c.code_point == capital_sigma)
      lower = in_word && !cased_behind(heading_text, at) ? final_sigma : small_sigma;
    if (!is_case_ignorable(c.code_point)) in_word = is_cased(c.code_point);
    if (c.code_point == capital_i_with_dot) {
      out += "i\u0307";
    } else if (c.valid && is_kept(lower)) {
      if (lower == ' ')
        out += '-';
      else
        append_utf8(out, lower);
    }
  }
  return out;
}

std::string_view Slugger::kept(std::string_view slug) {
  auto* copy = static_cast<char*>(memory_.allocate(slug.size(), 1));
  std::ranges::copy(slug, copy);
  return {copy, slug.size()};
}

std::string Slugger::next(std::string_view heading_text) {
  std::string first = slug(heading_text);
  const auto [known, is_new] = used_.try_emplace(kept(first), 0);
  if (is_new) return first;
  std::string out = first;
  while (used_.contains(out)) out = first + '-' + std::to_string(++known->second);
  used_.emplace(kept(out), 0);
  return out;
}

}  // namespace baton
