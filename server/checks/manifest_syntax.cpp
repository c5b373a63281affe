// manifest-syntax: a manifest that is not JSON is not read at all, and the plugin with it. What is wrong is
// told from what stands there and what could.
#include <string>

#include "server/base/utf8.h"
#include "server/checks/all.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"
#include "server/workspace/manifest.h"

namespace baton {
namespace {

using Expected = ManifestFault::Expected;

// The last thing that was read, or the first character of a text that holds nothing.
TextRange last_read(const Document& document) {
  const TextRange whole{text_begin(document.text), offset32(document.text.size())};
  const TextRange words = trimmed(document.text, whole);
  return words.empty() ? whole : TextRange{words.end - 1, words.end};
}

std::string expected_words(Expected expected, const Document& document, const ManifestFault& fault) {
  switch (expected) {
    case Expected::value:
      return "a value";
    case Expected::key:
      return "a key in double quotes";
    case Expected::colon:
      return "a colon";
    case Expected::comma_or_close:
      return document.text[fault.open.back()] == '{' ? "a comma or \"}\"" : "a comma or \"]\"";
    case Expected::end:
      return "the end of the file";
  }
  return {};
}

void report_end(const CheckInput& input, Findings& findings, const ManifestFault& fault) {
  const Document& document = input.document;
  if (fault.open.empty()) {
    findings.add(last_read(document), "this file is empty; a manifest is a JSON object, {} at least");
    return;
  }
  const TextRange open{fault.open.back(), fault.open.back() + 1};
  Diagnostic& found = findings.add(
      last_read(document), "the file ends here, and " + quoted(document.slice(open)) + " of line " +
                               std::to_string(document.lines.line_of(open.begin) + 1) + " is not closed");
  found.related.push_back({place_in(input.path, document, open), "opened here"});
}

// A comma with no value behind it, which other languages allow.
bool report_trailing_comma(const CheckInput& input, Findings& findings, const ManifestFault& fault) {
  const Document& document = input.document;
  const std::string_view token = document.slice(fault.token);
  const bool waits = fault.expected == Expected::key || fault.expected == Expected::value;
  if (!waits || (token != "}" && token != "]")) return false;
  const std::uint32_t comma = skip_spaces(document.text, fault.behind);
  if (comma >= fault.token.begin || document.text[comma] != ',') return false;
  Diagnostic& found = findings.add({comma, comma + 1}, "nothing stands between this comma and the " +
                                                           quoted(token) + ", which JSON does not allow");
  found.fixes.push_back({"Remove the comma", false, {{input.path, {{comma, comma + 1}, ""}}}});
  return true;
}

bool report_in_string(const CheckInput& input, Findings& findings, const ManifestFault& fault) {
  const Document& document = input.document;
  if (fault.token.empty() || document.text[fault.token.begin] != '"' || fault.at < fault.token.begin + 1)
    return false;
  const std::uint32_t size = offset32(document.text.size());
  if (fault.at >= size || is_line_end(document.text[fault.at])) {
    findings.add(fault.token, "this string is not closed in its line");
    return true;
  }
  const char before = document.text[fault.at - 1];
  if (static_cast<unsigned char>(document.text[fault.at]) < 0x20) {
    findings.add({fault.at, fault.at + 1},
                 "a control character must be written as an escape in JSON (a tab as \\t)");
    return true;
  }
  if (before == '\\' && fault.at + 1 < fault.token.end) {
    const std::uint32_t end = fault.at + utf8_at(document.text, fault.at).size;
    findings.add({fault.at - 1, end}, quoted(document.slice({fault.at - 1, end})) +
                                          " is no escape of JSON; a backslash itself is written \\\\");
    return true;
  }
  // A whole string that is good, and in the wrong place, is told like any other token.
  if (fault.at + 1 == fault.token.end && fault.expected != Expected::value && fault.expected != Expected::key)
    return false;
  findings.add(fault.token, "an escape in this string is not one of JSON");
  return true;
}

// "01", "truex": what was read first is part of a word that is no value.
bool report_word(const CheckInput& input, Findings& findings, const ManifestFault& fault) {
  const std::string& text = input.document.text;
  const std::uint32_t begin = fault.token.begin;
  if (fault.expected != Expected::comma_or_close || begin != fault.behind || !is_word(text[begin]))
    return false;
  TextRange word = fault.token;
  while (word.begin > 0 && (is_word(text[word.begin - 1]) || text[word.begin - 1] == '-')) --word.begin;
  if (word.begin == begin) return false;
  findings.add(word, quoted(piece(text, word)) + " is no value of JSON");
  return true;
}

std::string shown(std::string_view token) {
  if (token.size() > 1 && token.front() == '"' && token.back() == '"')
    token = token.substr(1, token.size() - 2);
  return quoted(token);
}

void report_token(const CheckInput& input, Findings& findings, const ManifestFault& fault) {
  const Document& document = input.document;
  const std::string_view token = document.slice(fault.token);
  const bool waits = fault.expected == Expected::key || fault.expected == Expected::value;
  const std::string name = shown(token);
  if (token == "//" || token == "/*" || token.starts_with('#')) {
    findings.add(fault.token, "JSON has no comments");
  } else if (token == "'") {
    findings.add(fault.token, "JSON has strings in double quotes only");
  } else if (fault.expected == Expected::end) {
    findings.add(fault.token, "the manifest ends before " + name + "; nothing may stand behind it");
  } else if (fault.expected == Expected::comma_or_close && token.find_first_of("}]:,") != 0) {
    Diagnostic& found = findings.add(fault.token, "a comma is missing before " + name);
    found.fixes.push_back({"Insert a comma", false, {{input.path, {{fault.behind, fault.behind}, ","}}}});
  } else if (waits && (is_word(token.front()) || is_beyond_ascii(token.front()) || token.front() == '-')) {
    const bool is_number = is_digit(token.front()) || token.front() == '-';
    findings.add(fault.token,
                 fault.expected == Expected::key ? name + " is no key of JSON without double quotes around it"
                 : is_number
                     ? name + " is no number of JSON"
                     : name + " is no value of JSON; write true, false, null or a text in double quotes");
  } else {
    findings.add(fault.token,
                 name + " stands where " + expected_words(fault.expected, document, fault) + " should");
  }
}

}  // namespace

void check_manifest_syntax(const CheckInput& input, Findings& findings) {
  const Manifest& manifest = input.manifest;
  if (manifest.too_deep) {
    findings.add({0, 1}, "this is nested deeper than any manifest: it was not read");
    return;
  }
  if (!manifest.fault) return;
  const ManifestFault& fault = *manifest.fault;
  if (fault.token.empty()) return report_end(input, findings, fault);
  if (report_trailing_comma(input, findings, fault) || report_in_string(input, findings, fault) ||
      report_word(input, findings, fault))
    return;
  report_token(input, findings, fault);
}

}  // namespace baton
