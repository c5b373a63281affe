// See the header. Tags are read as CommonMark 0.30, section 6.6, writes them down, but never refused: what is
// odd is skipped, and each byte is looked at a bounded number of times.
#include "server/syntax/markdown_html.h"

#include <algorithm>

#include "server/syntax/lines.h"
#include "server/syntax/markdown_entities.h"
#include "server/syntax/slug.h"

namespace baton {
namespace {

constexpr std::uint32_t longest_heading = 1000;  // in bytes, with the tags inside it

// HTML knows no backslash escapes, so each stands for itself.
std::string decode(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::size_t end = value[i] == '&' ? value.find(';', i) : std::string_view::npos;
    if (end != std::string_view::npos && end - i < 50) {
      append_entity(out, value.substr(i, end + 1 - i));
      i = end;
    } else {
      out += value[i];
    }
  }
  return out;
}

// "<h1>" to "<h6>" at `begin`, with or without attributes.
bool is_heading(std::string_view text, std::uint32_t begin) {
  const std::string_view name = text.substr(begin + 1);
  return name.size() > 2 && to_lower(name[0]) == 'h' && name[1] >= '1' && name[1] <= '6' &&
         (name[2] == '>' || is_space(name[2]));
}

// What is shown between a heading's tag, which ends at `behind`, and the one that closes it.
void read_heading(std::string_view text, std::uint32_t behind, HtmlFindings findings) {
  const std::string_view rest = text.substr(behind, longest_heading);
  std::string shown;
  for (std::size_t at = 0; at < rest.size();) {
    const std::size_t tag = rest.find('<', at);
    if (tag == std::string_view::npos) return;
    shown += rest.substr(at, tag - at);
    const std::string_view name = rest.substr(tag + 1);
    if (name.starts_with('/') && starts_with_lower(name.substr(1), "h")) {
      findings.headings.push_back(decode(trimmed(shown)));
      return;
    }
    at = rest.find('>', tag);
    if (at != std::string_view::npos) ++at;
  }
}

class TagReader {
 public:
  TagReader(std::string_view text, std::uint32_t begin, HtmlFindings findings)
      : text_(text), at_(begin), findings_(findings) {}

  // From "<" to behind ">", or to where the tag stops being one.
  std::uint32_t read() {
    const std::uint32_t name = ++at_;
    if (!more() || !is_letter(text_[at_])) return at_;
    while (more() && (is_letter(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '-')) ++at_;
    is_link_ = equals_lower(text_.substr(name, at_ - name), "a");
    while (more() && text_[at_] != '<') {
      if (text_[at_] == '>') return at_ + 1;
      if (is_space(text_[at_]) || text_[at_] == '/')
        ++at_;
      else
        read_attribute();
    }
    return at_;
  }

 private:
  bool more() const { return at_ < text_.size(); }
  void skip_spaces_here() { at_ = skip_spaces(text_, at_); }

  void read_attribute() {
    const std::uint32_t begin = at_++;
    while (more() && !is_space(text_[at_]) &&
           std::string_view("=></").find(text_[at_]) == std::string_view::npos)
      ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    skip_spaces_here();
    if (!more() || text_[at_] != '=') return;
    ++at_;
    skip_spaces_here();
    const std::string_view value = read_value();
    const bool anchor = equals_lower(name, "id") || (is_link_ && equals_lower(name, "name"));
    if (anchor && !value.empty()) findings_.anchors.push_back(decode(value));
  }

  std::string_view read_value() {
    if (!more()) return {};
    const char quote = text_[at_];
    if (quote == '"' || quote == '\'') {
      const std::size_t close = text_.find(quote, at_ + 1);
      if (close == std::string_view::npos) {
        ++at_;
        return {};
      }
      const std::string_view value = text_.substr(at_ + 1, close - at_ - 1);
      at_ = offset32(close + 1);
      return value;
    }
    const std::uint32_t begin = at_;
    while (more() && !is_space(text_[at_]) && text_[at_] != '>' && text_[at_] != '<') ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::string_view text_;  // cut at the limit
  std::uint32_t at_;
  HtmlFindings findings_;
  bool is_link_ = false;
};

}  // namespace

std::uint32_t read_html_tag(std::string_view text, std::uint32_t begin, std::uint32_t end,
                            HtmlFindings findings) {
  const std::string_view cut = text.substr(0, end);
  if (!cut.substr(begin).starts_with("<!--")) {
    const std::uint32_t behind = TagReader(cut, begin, findings).read();
    if (is_heading(cut, begin) && cut[behind - 1] == '>') read_heading(text, behind, findings);
    return behind;
  }
  const std::size_t close = cut.find("-->", begin + 2);  // "<!-->" is a whole comment
  const std::uint32_t behind = close == std::string_view::npos ? end : offset32(close + 3);
  findings.comments.push_back({begin, behind});
  return behind;
}

void append_heading_anchors(const std::vector<std::string>& html_headings, Markdown& markdown) {
  if (html_headings.empty()) return;
  Slugger slugger;
  for (const Heading& heading : markdown.headings) slugger.next(heading.text);
  for (const std::string& text : html_headings)
    if (!slug(text).empty()) markdown.anchors.push_back(slugger.next(text));
}

void read_html(std::string_view text, TextRange range, HtmlFindings findings) {
  std::size_t at = text.find('<', range.begin);
  while (at < range.end) {
    const std::uint32_t behind = read_html_tag(text, offset32(at), range.end, findings);
    at = text.substr(0, range.end).find('<', behind);
  }
}

}  // namespace baton
