// The word "phase" as headings write it, in the languages that command files are met in: a list to extend.
#pragma once

#include <array>
#include <string_view>

namespace baton {

// In lower case. Scripts without spaces between words may put the number right behind the word.
struct PhaseWord {
  std::string_view text;
  bool needs_space = true;
};

inline constexpr std::array<PhaseWord, 22> phase_words = {{
    {"phase"},  // English, German, French
    {"阶段", false},
    {"階段", false},  // Chinese
    {"フェーズ", false},
    {"フェイズ", false},  // Japanese
    {"단계", false},      // Korean
    {"fase"},             // Spanish, Italian, Portuguese, Dutch, Indonesian
    {"étape"},
    {"etape"},  // French
    {"etapa"},  // Spanish, Portuguese, Romanian
    {"этап"},
    {"фаза"},  // Russian, Bulgarian
    {"етап"},  // Ukrainian
    {"faza"},
    {"etap"},  // Polish
    {"fáze"},
    {"fáza"},       // Czech, Slovak
    {"vaihe"},      // Finnish
    {"aşama"},      // Turkish
    {"giai đoạn"},  // Vietnamese
    {"चरण"},        // Hindi
    {"مرحلة"},      // Arabic
}};

}  // namespace baton
