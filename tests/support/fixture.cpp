// A fixture is read line by line; each line is a header, an expectation, the begin of a fixed text, or text.
#include "tests/support/fixture.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "server/base/utf8.h"

namespace baton::testing {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view severities[] = {"error", "warning", "information", "hint"};

std::string dressed(std::string_view plain, bool crlf, bool bom) {
  std::string text(bom ? byte_order_mark : std::string_view());
  for (const char c : plain) {
    if (crlf && c == '\n') text += '\r';
    text += c;
  }
  return text;
}

std::string undressed(std::string_view text, bool crlf, bool bom) {
  if (bom && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!crlf || text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') plain += text[i];
  return plain;
}

bool is_code(std::string_view code) {
  return !code.empty() && code.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos;
}

bool begins_with_severity(std::string_view text) {
  return std::ranges::any_of(severities, [&](std::string_view severity) {
    return text.starts_with(severity) && text.substr(severity.size()).starts_with("[");
  });
}

std::string_view behind_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

enum class LineKind { text, header, fixed, expectation };

LineKind kind_of_line(std::string_view line) {
  if (!line.starts_with("//")) return LineKind::text;
  if (line.starts_with("//-")) return LineKind::header;
  if (line.starts_with("//=")) return LineKind::fixed;
  if (line.starts_with("//@")) return LineKind::expectation;
  const std::string_view rest = behind_blanks(line.substr(2));
  return rest.starts_with('^') || begins_with_severity(rest) ? LineKind::expectation : LineKind::text;
}

// Reads "1-4" from the begin of `rest` and takes it off.
bool take_columns(std::string_view& rest, Remark& remark) {
  std::uint32_t first = 0, last = 0;
  const char* end = rest.data() + rest.size();
  const auto [dash, no_first] = std::from_chars(rest.data(), end, first);
  if (no_first != std::errc() || dash == end || *dash != '-') return false;
  const auto [behind, no_last] = std::from_chars(dash + 1, end, last);
  if (no_last != std::errc() || first == 0 || last + 1 < first) return false;
  remark.begin = first - 1;
  remark.end = last;
  rest.remove_prefix(static_cast<std::size_t>(behind - rest.data()));
  return true;
}

bool take_carets(std::string_view line, std::string_view& rest, Remark& remark) {
  const std::size_t first = line.find('^');
  if (first == std::string_view::npos || first != line.find_first_not_of(' ', 2)) return false;
  const std::size_t behind = std::min(line.find_first_not_of('^', first), line.size());
  remark.begin = static_cast<std::uint32_t>(first);
  remark.end = static_cast<std::uint32_t>(behind);
  rest = line.substr(behind);
  return true;
}

// What is wrong with an expectation line; empty, and `remark` is filled, when nothing is.
std::string read_expectation(std::string_view line, Remark& remark) {
  std::string_view rest = line.substr(std::min<std::size_t>(line.size(), 3));
  if (line.starts_with("//@") ? !take_columns(rest, remark) : !take_carets(line, rest, remark))
    return "no columns: write carets (\"// ^^^^\") or numbers (\"//@1-4\")";
  if (!rest.starts_with(' ')) return "no blank behind the columns";
  rest = behind_blanks(rest);
  if (!begins_with_severity(rest)) return "no \"severity[code]\" behind the columns";
  const std::size_t open = rest.find('['), close = rest.find(']');
  if (close == std::string_view::npos) return "no \"]\" behind the code";
  remark.severity = rest.substr(0, open);
  remark.code = rest.substr(open + 1, close - open - 1);
  if (!is_code(remark.code)) return "\"" + remark.code + "\" is no code";
  rest.remove_prefix(close + 1);
  if (rest.empty()) return {};
  if (!rest.starts_with(": ") || rest.size() == 2) return "no \": text\" behind the code";
  remark.text = rest.substr(2);
  return {};
}

std::string read_header(std::string_view line, FixtureFile& file) {
  std::vector<std::string_view> words;
  for (std::string_view rest = line.substr(3); !(rest = behind_blanks(rest)).empty();) {
    const bool in_quotes =
        words.empty() && rest.starts_with('"') && rest.find('"', 1) != std::string_view::npos;
    const std::size_t begin = in_quotes ? 1 : 0;
    words.push_back(rest.substr(begin, rest.find(in_quotes ? '"' : ' ', begin) - begin));
    rest.remove_prefix(words.back().size() + 2 * begin);
  }
  if (words.empty() || !words.front().starts_with('/')) return "a header needs an absolute path";
  file.path = words.front();
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "crlf")
      file.crlf = true;
    else if (words[i] == "bom")
      file.bom = true;
    else
      return "a header knows \"crlf\" and \"bom\", not \"" + std::string(words[i]) + "\"";
  }
  return {};
}

class Reader {
 public:
  explicit Reader(const std::string& default_path) : default_path_(default_path) {}

  void line(std::string_view full) {
    ++number_;
    const std::string_view line = full.ends_with('\n') ? full.substr(0, full.size() - 1) : full;
    const LineKind kind = kind_of_line(line);
    if (kind == LineKind::header) return header(line);
    if (fixture_.files.empty() && !open_default(line)) return;
    FixtureFile& file = fixture_.files.back();
    if (file.fixed) {
      *file.fixed += full;
    } else if (kind == LineKind::text) {
      file.text += full;
    } else if (kind == LineKind::fixed) {
      if (line != "//= fixed") return fault("write \"//= fixed\"");
      file.fixed.emplace();
      file.fixed_line = number_;
    } else {
      expectation(line, file);
    }
  }

  Fixture finish() {
    for (FixtureFile& file : fixture_.files) {
      file.text = dressed(file.text, file.crlf, file.bom);
      if (file.fixed) file.fixed = dressed(*file.fixed, file.crlf, file.bom);
    }
    if (fixture_.files.empty()) fixture_.faults.push_back("line 1: no file");
    return std::move(fixture_);
  }

 private:
  void fault(const std::string& what) {
    fixture_.faults.push_back("line " + std::to_string(number_) + ": " + what);
  }

  void header(std::string_view line) {
    FixtureFile file;
    file.fixture_line = number_;
    if (const std::string wrong = read_header(line, file); !wrong.empty()) fault(wrong);
    for (const FixtureFile& other : fixture_.files)
      if (other.path == file.path) fault("a second " + file.path);
    fixture_.files.push_back(std::move(file));
  }

  bool open_default(std::string_view line) {
    if (default_path_.empty()) {
      if (!line.empty()) fault("text before the first header");
      return false;
    }
    fixture_.files.push_back({});
    fixture_.files.back().path = default_path_;
    return true;
  }

  void expectation(std::string_view line, FixtureFile& file) {
    Remark remark;
    remark.fixture_line = number_;
    const std::string wrong = read_expectation(line, remark);
    if (!wrong.empty()) return fault(wrong + ": " + std::string(line));
    const auto lines = static_cast<std::size_t>(std::ranges::count(file.text, '\n'));
    if (lines == 0) return fault("an expectation stands under the line that it speaks of");
    remark.line = lines - 1;
    file.expected.push_back(std::move(remark));
  }

  const std::string& default_path_;
  Fixture fixture_;
  std::size_t number_ = 0;
};

std::size_t line_begin(std::string_view text, std::size_t line) {
  std::size_t begin = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  for (; line > 0 && begin < text.size(); --line)
    begin = std::min(text.find('\n', begin), text.size() - 1) + 1;
  return begin;
}

}  // namespace

Fixture read_fixture(std::string_view source, const std::string& default_path) {
  Reader reader(default_path);
  while (!source.empty()) {
    const std::size_t end = std::min(source.find('\n'), source.size() - 1) + 1;
    reader.line(source.substr(0, end));
    source.remove_prefix(end);
  }
  return reader.finish();
}

std::string write_fixture(const Fixture& fixture) {
  std::string out;
  const auto end_line = [&out] {
    if (!out.empty() && !out.ends_with('\n')) out += '\n';
  };
  for (const FixtureFile& file : fixture.files) {
    end_line();
    const bool has_blank = file.path.find(' ') != std::string::npos;
    out += "//- " + (has_blank ? '"' + file.path + '"' : file.path) + (file.crlf ? " crlf" : "") +
           (file.bom ? " bom" : "") + "\n";
    const std::string plain = undressed(file.text, file.crlf, file.bom);
    std::size_t line = 0;
    for (std::string_view rest = plain; !rest.empty(); ++line) {
      const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
      out += rest.substr(0, end);
      rest.remove_prefix(end);
      for (const Remark& remark : file.expected) {
        if (remark.line != line) continue;
        end_line();
        out += remark_line(remark) + "\n";
      }
    }
    if (!file.fixed) continue;
    end_line();
    out += "//= fixed\n" + undressed(*file.fixed, file.crlf, file.bom);
  }
  return out;
}

std::string remark_line(const Remark& remark) {
  std::string line = "//";
  if (remark.begin >= 2 && remark.end > remark.begin) {
    line += std::string(remark.begin - 2, ' ') + std::string(remark.end - remark.begin, '^');
  } else {
    line += "@" + std::to_string(remark.begin + 1) + "-" + std::to_string(remark.end);
  }
  line += " " + remark.severity + "[" + remark.code + "]";
  return remark.text.empty() ? line : line + ": " + remark.text;
}

Remark remark_at(std::string_view text, TextRange range) {
  Remark remark;
  const std::size_t begin = std::min<std::size_t>(range.begin, text.size());
  remark.line = static_cast<std::size_t>(std::ranges::count(text.substr(0, begin), '\n'));
  const std::size_t first = line_begin(text, remark.line);
  const std::string_view line = text_line(text, remark.line);
  const auto column = [&](std::size_t offset) {
    const std::size_t bytes = offset < first ? 0 : std::min(offset - first, line.size());
    return code_point_length(line.substr(0, bytes));
  };
  remark.begin = column(begin);
  remark.end = std::max(remark.begin, column(std::min<std::size_t>(range.end, text.size())));
  return remark;
}

std::string_view text_line(std::string_view text, std::size_t line) {
  std::string_view found = text.substr(line_begin(text, line));
  found = found.substr(0, found.find('\n'));
  return found.ends_with('\r') ? found.substr(0, found.size() - 1) : found;
}

}  // namespace baton::testing
