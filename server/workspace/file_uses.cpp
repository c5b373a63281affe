// Each mention with its place, in one walk over each of the document's lists.
#include "server/workspace/file_uses.h"

#include <algorithm>
#include <utility>

#include "server/base/utf8.h"
#include "server/syntax/lines.h"
#include "server/workspace/explicit_anchors.h"
#include "server/workspace/file_facts.h"
#include "server/workspace/live_reference.h"
#include "server/workspace/shown_positions.h"

namespace baton {
namespace {

constexpr std::size_t longest_opening = 240;
constexpr std::size_t longest_mention = 200;
constexpr std::uint32_t short_line = 4096;

// A paragraph on one line, cut at a character.
std::string opening_of(std::string_view paragraph) {
  std::string out;
  for (const char c : paragraph.substr(0, longest_opening)) {
    const bool blank = is_space(c);
    if (!blank || (!out.empty() && out.back() != ' ')) out += blank ? ' ' : c;
  }
  if (paragraph.size() <= longest_opening) return out;
  while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0U) == 0x80U) out.pop_back();
  if (!out.empty() && is_beyond_ascii(out.back())) out.pop_back();
  return out + "…";
}

std::vector<FileHeading> read_headings(std::string_view text, const LineIndex& lines,
                                       const std::vector<Heading>& headings,
                                       const std::vector<std::string>& slugs,
                                       const std::vector<TextRange>& paragraphs) {
  std::vector<FileHeading> out;
  out.reserve(headings.size());
  auto paragraph = paragraphs.begin();
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const Heading& heading = headings[i];
    FileHeading item{heading.text, slugs[i], heading.level, spot_in(text, lines, heading.text_range), {}};
    while (paragraph != paragraphs.end() && paragraph->begin < heading.range.end) ++paragraph;
    const bool before_next = i + 1 == headings.size() || (paragraph != paragraphs.end() &&
                                                          paragraph->begin < headings[i + 1].range.begin);
    if (paragraph != paragraphs.end() && before_next) item.opening = opening_of(piece(text, *paragraph));
    out.push_back(std::move(item));
  }
  return out;
}

class Reader {
 public:
  Reader(const Document& document, FileKind kind) : document_(document), kind_(kind) {}

  FileUses run() {
    // What links point at is read before it is opened; other files are many.
    const bool linked = kind_ == FileKind::document || kind_ == FileKind::skill;
    out_.headings =
        headings_of(document_.text, document_.lines, document_.body, document_.heading_slugs, linked);
    if (kind_ == FileKind::command) {
      for (const Phase& phase : document_.phases)
        out_.phases.push_back({phase.number, phase.title.text, baton::spot_in(document_, phase.name_range)});
      placeholders();
    }
    links();
    if (kind_ == FileKind::document) return std::move(out_);
    agents();
    for (TextItem& name : skill_names(document_)) add(FileUse::Kind::skill, std::move(name.text), name.range);
    commands();
    return std::move(out_);
  }

 private:
  FileUse& add(FileUse::Kind kind, std::string text, TextRange range) {
    FileUse& use = out_.uses.emplace_back();
    use.kind = kind;
    use.text = std::move(text);
    use.spot = baton::spot_in(document_, range);
    return use;
  }

  void agents() {
    for (const AgentReference& reference : document_.agent_references) {
      if (!is_live(reference, kind_)) continue;
      FileUse& use = add(FileUse::Kind::agent, reference.text, reference.name_range);
      use.verbatim = document_.slice(reference.name_range) == reference.name;
    }
  }

  void placeholders() {
    for (const Placeholder& placeholder : document_.placeholders) {
      if (placeholder.kind != Placeholder::Kind::agent_output) continue;
      const std::string_view name = bare_name(placeholder.agent);
      TextRange range = placeholder.agent_range;
      const bool verbatim = document_.slice(range) == placeholder.agent;
      if (verbatim) range.begin = range.end - offset32(name.size());
      add(FileUse::Kind::placeholder_agent, placeholder.agent, range).verbatim = verbatim;
    }
  }

  void links() {
    for (const Link& link : document_.links) {
      if (!link.judged || link.path.starts_with('/') || link.path.starts_with('\\')) continue;
      const bool external = link.kind == Link::Kind::external_doc;
      FileUse& use =
          add(external ? FileUse::Kind::external_doc : FileUse::Kind::link, link.path, link.path_range);
      if (!link.has_fragment) continue;
      use.fragment = link.fragment;
      use.fragment_spot = baton::spot_in(document_, link.fragment_range);
    }
  }

  void commands() {
    const std::string_view text = document_.text;
    for (std::size_t at = text.find('/'); at != std::string_view::npos; at = text.find('/', at + 1))
      if (const auto range = command_mention(text, offset32(at)))
        add(FileUse::Kind::command, std::string(text.substr(at + 1, range->size() - 1)), *range);
  }

  const Document& document_;
  FileKind kind_;
  FileUses out_;
};

}  // namespace

Spot spot_in(std::string_view text, const LineIndex& lines, TextRange range) {
  const std::uint32_t line = lines.line_of(range.begin);
  const std::uint32_t begin = lines.full_line(text, line).begin;
  // Nearly always all is ASCII and in one line, and the three are one.
  const bool in_line = range.end <= lines.line(text, line).end && range.end - begin < short_line;
  if (in_line && std::ranges::none_of(piece(text, {begin, range.end}), is_beyond_ascii)) {
    const PositionRange same{{line, range.begin - begin}, {line, range.end - begin}};
    return {range, same, same, same};
  }
  const auto in = [&](PositionEncoding encoding) {
    return shown_positions(text, lines.range(text, range, encoding), encoding);
  };
  return {range, in(PositionEncoding::utf8), in(PositionEncoding::utf16), in(PositionEncoding::utf32)};
}

Spot spot_in(const Document& document, TextRange range) {
  return spot_in(document.text, document.lines, range);
}

FileUses uses_of(const Document& document, FileKind kind) {
  FileUses out = Reader(document, kind).run();
  out.phases.shrink_to_fit();
  out.uses.shrink_to_fit();
  return out;
}

std::vector<FileHeading> headings_of(std::string_view text, const LineIndex& lines, const Markdown& body,
                                     const std::vector<std::string>& slugs, bool with_openings) {
  static const std::vector<TextRange> none;
  std::vector<FileHeading> out =
      read_headings(text, lines, body.headings, slugs, with_openings ? body.paragraphs : none);
  append_explicit_anchors(text, lines, body, out);
  return out;
}

std::vector<TextItem> skill_names(const Document& document) {
  std::vector<TextItem> out;
  const YamlEntry* skills = document.front_matter.root.find("skills");
  if (skills == nullptr) return out;
  const auto take = [&](const YamlNode& node) {
    const TextRange content = node.content_range();
    for (std::uint32_t i = content.begin; node.is_scalar() && i < content.end;) {
      const auto ends = [&](char c) { return c == ',' || is_space(c); };
      std::uint32_t end = i;
      while (end < content.end && !ends(document.text[end])) ++end;
      if (end > i) out.push_back({std::string(document.slice({i, end})), {i, end}});
      i = end + 1;
    }
  };
  take(skills->value);
  for (const YamlNode& item : skills->value.items) take(item);
  return out;
}

std::optional<TextRange> command_mention(std::string_view text, std::uint32_t slash) {
  const auto is_part = [](char c) { return is_word(c) || c == '-' || c == ':'; };
  const char before = slash == 0 ? ' ' : text[slash - 1];
  if (is_part(before) || is_beyond_ascii(before) ||
      std::string_view("/.~$}{<>\\*)]").find(before) != std::string_view::npos)
    return std::nullopt;
  std::uint32_t end = slash + 1;
  if (end >= text.size() || !is_letter(text[end])) return std::nullopt;
  while (end < text.size() && end - slash <= longest_mention && is_part(text[end])) ++end;
  // "/etc/x" and "/x.md"
  const std::string_view behind = text.substr(end);
  if (behind.starts_with('/') || (behind.size() > 1 && behind[0] == '.' && is_word(behind[1])))
    return std::nullopt;
  while (text[end - 1] == ':') --end;
  return TextRange{slash, end};
}

}  // namespace baton
