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

// Writes findings one after the other. Most stand in the file of the one before, and in its line: each is
// taken apart once.
class FindingText {
 public:
  FindingText(const Report& report, bool color);

  void write(const FileReport& file, const Diagnostic& diagnostic, std::string& out);

 private:
  struct Style {
    std::string_view bold, dim, reset;
    std::string_view severity[4];
  };
  struct Line {
    const Document* document = nullptr;
    std::uint32_t number = 0;
    TextRange range;
    std::optional<ShownLine> shown;
  };
  void turn_to(const Document& document, std::uint32_t line);
  void write_source(const Document& document, TextRange range, std::string_view color, std::string& out);

  const Report& report_;
  const Style& style_;
  const FileReport* file_ = nullptr;
  std::string path_;  // of `file_`, as it is shown
  Line last_;

  static const Style plain_, colored_;
};

}  // namespace baton
