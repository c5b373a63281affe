// A case is read into texts and a cursor, asked, and written anew with the answer: what is written must be
// what was read.
#include "tests/support/feature_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

#include "server/base/utf8.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

namespace baton::testing {
namespace {

constexpr std::string_view cursor_mark = "$0";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct SourceFile {
  std::string path;
  bool no_newline = false;
  std::string text;                   // "\n" ends lines; without the cursor
  std::optional<std::size_t> cursor;  // in `text`
};

struct SourceCase {
  std::string title;
  std::size_t line = 0;  // in the fixture, from 1
  std::string source;    // as written, title included
  std::vector<SourceFile> files;
};

enum class Dress { plain, crlf, mark };

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

bool is_mark_line(std::string_view line) {
  if (line.starts_with("//@")) return true;
  const std::size_t first = line.find_first_not_of(' ', 2);
  return line.starts_with("//") && first != std::string_view::npos && line[first] == '^';
}

SourceFile read_header(const std::string& line) {
  SourceFile file;
  std::istringstream words(line.substr(3));
  words >> file.path;
  for (std::string word; words >> word;) {
    if (word == "[no-newline]")
      file.no_newline = true;
    else
      FAIL("an unknown word in a header: ", line);
  }
  return file;
}

void take_cursor(SourceFile& file) {
  if (file.no_newline && file.text.ends_with('\n')) file.text.pop_back();
  const std::size_t at = file.text.find(cursor_mark);
  if (at == std::string::npos) return;
  file.cursor = at;
  file.text.erase(at, cursor_mark.size());
}

std::vector<SourceCase> read_cases(const std::string& source) {
  std::vector<SourceCase> cases;
  std::size_t number = 0;
  bool in_section = false;
  for (const std::string& line : lines_of(source)) {
    ++number;
    if (line.starts_with("//==== ")) {
      cases.push_back({line.substr(7), number, {}, {}});
      in_section = true;
    }
    REQUIRE_MESSAGE(!cases.empty(), "text before the first case");
    SourceCase& now = cases.back();
    now.source += line + "\n";
    if (line.starts_with("//- ")) {
      now.files.push_back(read_header(line));
      in_section = false;
    } else if (line.starts_with("//= ")) {
      in_section = true;
    } else if (!in_section && !is_mark_line(line)) {
      now.files.back().text += line + "\n";
    }
  }
  for (SourceCase& one : cases) {
    REQUIRE_MESSAGE(!one.files.empty(), one.title, " has no file");
    for (SourceFile& file : one.files) take_cursor(file);
  }
  return cases;
}

std::string dressed(std::string_view text, Dress dress) {
  if (dress != Dress::crlf) return std::string(text);
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

// The offset in the plain text.
std::size_t undressed(std::string_view text, std::uint32_t offset, Dress dress) {
  if (dress == Dress::mark) return offset < byte_order_mark.size() ? 0 : offset - byte_order_mark.size();
  if (dress == Dress::plain) return offset;
  return offset - static_cast<std::size_t>(std::ranges::count(text.substr(0, offset), '\r'));
}

FeatureCase make_case(const SourceCase& source, Dress dress) {
  FeatureCase out;
  out.title = source.title;
  out.path = source.files.front().path;
  for (const SourceFile& file : source.files) {
    const std::string before = dress == Dress::mark ? std::string(byte_order_mark) : std::string();
    out.texts[file.path] = before + dressed(file.text, dress);
    if (!file.cursor) continue;
    out.path = file.path;
    out.cursor = static_cast<std::uint32_t>(
        (before + dressed(std::string_view(file.text).substr(0, *file.cursor), dress)).size());
  }
  out.world = make_world(out.texts);
  return out;
}

struct Column {
  std::size_t line = 0;
  std::uint32_t column = 0;
};

Column column_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t begin = before.rfind('\n') + 1;
  return {static_cast<std::size_t>(std::ranges::count(before, '\n')),
          code_point_length(before.substr(begin))};
}

struct WrittenMark {
  std::size_t line = 0;
  std::uint32_t begin = 0, end = 0;
  std::string label;
  auto operator<=>(const WrittenMark&) const = default;
};

WrittenMark write_mark(const SourceFile& file, std::size_t begin, std::size_t end, std::string label) {
  begin = std::min(begin, file.text.size());
  end = std::min(end, file.text.size());
  const Column first = column_at(file.text, begin), last = column_at(file.text, end);
  WrittenMark out{first.line, first.column, last.column, std::move(label)};
  if (last.line != first.line) {
    out.end = column_at(file.text, std::min(file.text.find('\n', begin), file.text.size())).column;
    out.label +=
        " (to line " + std::to_string(last.line + 1) + ", column " + std::to_string(last.column + 1) + ")";
  }
  if (!file.cursor) return out;
  const Column cursor = column_at(file.text, *file.cursor);
  if (cursor.line != out.line) return out;
  if (out.begin > cursor.column) out.begin += 2;
  if (out.end > cursor.column) out.end += 2;
  return out;
}

std::string line_of(const WrittenMark& mark) {
  const std::string where = mark.begin >= 2 && mark.end > mark.begin
                                ? std::string(mark.begin - 2, ' ') + std::string(mark.end - mark.begin, '^')
                                : "@" + std::to_string(mark.begin + 1) + "-" + std::to_string(mark.end);
  return "//" + where + (mark.label.empty() ? "" : " " + mark.label) + "\n";
}

std::string without_returns(std::string text) {
  std::erase(text, '\r');
  for (std::size_t at; (at = text.find(byte_order_mark)) != std::string::npos;) text.erase(at, 3);
  return text.empty() || text.ends_with('\n') ? text : text + "\n";
}

void write_sections(const FeatureAnswer& answer, const std::string& path, std::string& out) {
  for (const FeatureAnswer::Section& section : answer.sections)
    if (section.path == path) out += "//= " + section.name + "\n" + without_returns(section.text);
}

std::string write_file(const SourceFile& file, const FeatureCase& asked, const FeatureAnswer& answer,
                       Dress dress) {
  std::vector<WrittenMark> marks;
  const std::string& text = asked.texts.at(file.path);
  for (const FeatureAnswer::Mark& mark : answer.marks)
    if (mark.path == file.path)
      marks.push_back(write_mark(file, undressed(text, mark.range.begin, dress),
                                 undressed(text, mark.range.end, dress), mark.label));
  std::ranges::sort(marks);
  std::string shown = file.text;
  if (file.cursor) shown.insert(*file.cursor, cursor_mark);
  std::vector<std::string> lines = lines_of(shown);
  if (lines.empty() && !marks.empty()) lines.emplace_back();
  std::string out = "//- " + file.path + (file.no_newline ? " [no-newline]" : "") + "\n";
  auto mark = marks.begin();
  for (std::size_t line = 0; line < lines.size(); ++line) {
    out += lines[line] + "\n";
    for (; mark != marks.end() && (mark->line <= line || line + 1 == lines.size()); ++mark)
      out += line_of(*mark);
  }
  write_sections(answer, file.path, out);
  return out;
}

std::string write_case(const SourceCase& source, const FeatureCase& asked, const FeatureAnswer& answer,
                       Dress dress) {
  std::string out = "//==== " + source.title + "\n";
  for (const SourceFile& file : source.files) out += write_file(file, asked, answer, dress);
  for (const FeatureAnswer::Mark& mark : answer.marks)
    if (!asked.texts.contains(mark.path)) out += "//= elsewhere\n" + mark.path + " " + mark.label + "\n";
  write_sections(answer, {}, out);
  return out;
}

void compare(const SourceCase& source, const std::string& got, const char* dress) {
  if (got == source.source) return;
  const std::vector<std::string> expected = lines_of(source.source), lines = lines_of(got);
  std::size_t i = 0;
  while (i < expected.size() && i < lines.size() && expected[i] == lines[i]) ++i;
  FAIL_CHECK("line ", source.line + i, ", ", source.title, dress,
             "\n  written: ", i < expected.size() ? expected[i] : "(nothing more)",
             "\n  got:     ", i < lines.size() ? lines[i] : "(nothing more)", "\n\n", got);
}

}  // namespace

void run_feature_fixtures(const std::string& feature,
                          const std::function<FeatureAnswer(const FeatureCase&)>& ask) {
  const std::string path = source_dir() + "/tests/features/fixtures/" + feature + ".txt";
  std::string source = text_of(path);
  REQUIRE_MESSAGE(!source.empty(), "nothing in ", path);
  std::vector<SourceCase> cases = read_cases(source);
  if (std::getenv("UPDATE_FIXTURES") != nullptr) {
    std::string written;
    for (SourceCase& one : cases) {
      const FeatureCase asked = make_case(one, Dress::plain);
      one.source = write_case(one, asked, ask(asked), Dress::plain);
      written += one.source;
    }
    if (written != source) {
      std::ofstream(path, std::ios::binary) << written;
      MESSAGE("rewritten: ", feature);
    }
  }
  for (const SourceCase& one : cases) {
    for (const auto& [dress, name] : {std::pair{Dress::plain, ""},
                                      {Dress::crlf, " (with CRLF)"},
                                      {Dress::mark, " (with a byte-order mark)"}}) {
      const FeatureCase asked = make_case(one, dress);
      compare(one, write_case(one, asked, ask(asked), dress), name);
    }
  }
}

}  // namespace baton::testing
