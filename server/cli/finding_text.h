// One finding for people: a line that editors can jump to, the source with the place underlined, related
// places.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/cli/plain_text.h"
#include "server/cli/report.h"

namespace baton {

// Writes the findings of a file one after the other. Most stand in the line of the one before: it is taken
// apart once.
class FindingText {
 public:
  FindingText(const Report& report, const FileReport& file, bool color);

  void write(const Diagnostic& diagnostic, std::string& out);

 private:
  struct Style {
    std::string_view bold, dim, reset;
    std::string_view severity[4];
  };
  struct Line {
    std::uint32_t number = 0;
    TextRange range;
    ShownLine shown;
  };
  void turn_to(std::uint32_t line);
  void write_source(TextRange range, std::string_view color, std::string& out);

  const Report& report_;
  const Style& style_;
  const FileReport& file_;
  std::string path_;  // as it is shown
  std::optional<Line> last_;

  static const Style plain_, colored_;
};

}  // namespace baton
