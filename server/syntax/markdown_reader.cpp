// See the header. md4c's callbacks carry no places of blocks, so a cursor is kept behind everything that has
// been located, and each block's place follows from its first text, from the cursor, or (see
// markdown_forward.h) from the lines behind the cursor. The text that md4c reads may be a shortened one; all
// places are in the whole one.
#include "server/syntax/markdown_reader.h"

#include <md4c.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "server/syntax/lines.h"
#include "server/syntax/markdown_code.h"
#include "server/syntax/markdown_entities.h"
#include "server/syntax/markdown_forward.h"
#include "server/syntax/markdown_html.h"
#include "server/syntax/markdown_links.h"
#include "server/syntax/markdown_places.h"
#include "server/syntax/markdown_shorten.h"
#include "server/syntax/markdown_tables.h"

namespace baton {
namespace {

enum class Leaf { none, paragraph, heading, code, html, table };

class Reader {
 public:
  Reader(const std::string& text, const GivenText& given)
      : text_(text), given_(given), links_(text, out_.links) {}
  Reader(const Reader&) = delete;  // links_ refers to out_
  Reader& operator=(const Reader&) = delete;

  Markdown take() {
    links_.finish();
    append_heading_anchors(html_headings_, out_);
    out_.separable = misses_ == 0 && out_.anchors.empty();
    return std::move(out_);
  }
  bool all_met() { return given_.all_met(); }

  void enter_block(MD_BLOCKTYPE type, const void* detail);
  void leave_block(MD_BLOCKTYPE type);
  void enter_span(MD_SPANTYPE type, const void* detail);
  void leave_span(MD_SPANTYPE type);
  void text(MD_TEXTTYPE type, const char* begin, std::uint32_t size);

 private:
  FoundTarget attribute(const MD_ATTRIBUTE& value);
  std::uint32_t line_end(std::uint32_t offset) const { return line_at(text_, offset).end; }
  std::uint32_t content_begin() const;
  template <typename Found>
  bool counted(const Found& found);
  bool may_search() const { return misses_ < most_misses; }

  void begin_leaf(Leaf leaf);
  void end_leaf();
  void end_loose_paragraph();
  void seen(std::uint32_t begin, std::uint32_t end);
  void show(std::string_view piece, MD_TEXTTYPE type);
  void flush_html();

  void enter_item(const MD_BLOCK_LI_DETAIL& item);
  void end_heading();
  void end_paragraph();
  void end_indented();
  void end_fenced();
  void end_table();
  void end_span();

  // A search that finds nothing costs the whole rest of the text; md4c and the lines would have to disagree
  // for it.
  static constexpr unsigned most_misses = 16;

  const std::string& text_;
  GivenText given_;
  Markdown out_;
  LinkReader links_;
  TableReader table_;
  std::uint32_t cursor_ = 0;
  unsigned misses_ = 0;

  std::uint32_t quotations_ = 0;
  std::uint32_t items_ = 0;
  std::vector<char> list_marks_;
  // md4c 0.4.8 takes the line behind an empty item and a blank line for less indented than it is, so that
  // items below it need not be its brothers.
  bool item_is_empty_ = false;
  bool empty_item_above_ = false;

  Leaf leaf_ = Leaf::none;
  bool loose_ = false;       // a tight list item's text, which md4c gives without a paragraph around
  std::uint32_t floor_ = 0;  // the cursor where the leaf began
  std::optional<std::uint32_t> first_;  // the first place in the leaf
  unsigned level_ = 0;                  // of a heading
  std::string shown_;                   // a heading's text
  std::string* sink_ = nullptr;         // where text that is shown goes
  unsigned images_ = 0;                 // open ones: their texts are not shown
  CodeRange code_;
  char fence_mark_ = 0;
  std::uint32_t code_lines_ = 0;
  bool in_span_ = false;
  std::uint32_t span_floor_ = 0;
  std::optional<TextRange> span_;  // the texts of a code span
  std::optional<TextRange> html_;  // tags that have not been read
  std::vector<std::string> html_headings_;
  bool cell_seen_ = false;
};

FoundTarget Reader::attribute(const MD_ATTRIBUTE& value) {
  FoundTarget out;
  if (value.size == 0) return out;
  if (const auto at = given_.place(value.text, value.size)) out.range = TextRange{*at, *at + value.size};
  for (unsigned i = 0; value.substr_offsets[i] < value.size; ++i) {
    const MD_OFFSET begin = value.substr_offsets[i];
    const std::string_view part(value.text + begin, value.substr_offsets[i + 1] - begin);
    if (value.substr_types[i] == MD_TEXT_ENTITY)
      append_entity(out.text, part);
    else
      out.text += part;
  }
  return out;
}

// Where the leaf's first line begins, behind the marks of quotations and list items on it.
std::uint32_t Reader::content_begin() const {
  std::uint32_t i = *first_;
  while (i > floor_ && !is_line_end(text_[i - 1])) --i;
  return std::min(skip_quotation_marks(text_, i, quotations_), *first_);
}

template <typename Found>
bool Reader::counted(const Found& found) {
  if (!found) ++misses_;
  return found.has_value();
}

void Reader::begin_leaf(Leaf leaf) {
  leaf_ = leaf;
  item_is_empty_ = false;
  floor_ = cursor_;
  first_.reset();
}

void Reader::end_leaf() {
  flush_html();
  leaf_ = Leaf::none;
  loose_ = false;
  empty_item_above_ = false;
  sink_ = nullptr;
}

void Reader::end_loose_paragraph() {
  if (!loose_) return;
  end_paragraph();
  end_leaf();
}

void Reader::seen(std::uint32_t begin, std::uint32_t end) {
  links_.settle(begin, cursor_);
  if (!first_) first_ = begin;
  if (leaf_ == Leaf::table) {
    table_.seen(begin);
    cell_seen_ = true;
  }
  cursor_ = std::max(cursor_, end);
}

void Reader::flush_html() {
  if (!html_) return;
  read_html(text_, *html_, {out_.html_comments, out_.anchors, html_headings_});
  html_.reset();
}

void Reader::enter_item(const MD_BLOCK_LI_DETAIL& item) {
  ++items_;
  item_is_empty_ = true;
  if (item.is_task != 0 && item.task_mark_offset + 2 <= given_.size()) {
    cursor_ = std::max(cursor_, given_.in_whole_text(item.task_mark_offset) + 2);
    return;
  }
  if (list_marks_.empty() || !may_search()) return;
  const auto behind = find_list_mark(text_, cursor_, list_marks_.back(), quotations_);
  if (counted(behind)) cursor_ = *behind;
}

void Reader::end_heading() {
  Heading heading;
  heading.level = static_cast<std::uint8_t>(level_);
  heading.text = std::move(shown_);
  shown_.clear();
  std::uint32_t begin = 0;
  if (first_) {
    begin = content_begin();
  } else {
    if (!may_search()) return;
    const auto marks = find_atx(text_, floor_, level_, quotations_);
    if (!counted(marks)) return;
    begin = *marks;
  }
  if (const auto inside = atx_text(text_, begin, level_)) {
    heading.text_range = *inside;
    cursor_ = line_end(begin);
  } else {
    const Line last = line_at(text_, cursor_);
    heading.text_range = without_blanks_behind(text_, {begin, last.end});
    const Line below = line_at(text_, last.next);
    const std::uint32_t marks = skip_quotation_marks(text_, below.begin, quotations_);
    cursor_ = is_heading_underline(piece(text_, {marks, below.end})) ? below.end : last.end;
  }
  heading.range = {line_begin(text_, begin), cursor_};
  append_in_order(out_.headings, std::move(heading));
}

void Reader::end_paragraph() {
  if (!first_) return;
  const std::uint32_t begin = content_begin();
  const std::uint32_t end = line_end(cursor_);
  const TextRange paragraph = without_blanks_behind(text_, {begin, end});
  append_in_order(out_.paragraphs, paragraph);
  cursor_ = end;
  if (empty_item_above_) return;
  const auto items = given_.items_below(paragraph);
  for (const TextRange item : items) append_in_order(out_.paragraphs, item);
  if (!items.empty()) cursor_ = line_end(items.back().end);
}

void Reader::end_indented() {
  if (!first_) return;
  std::uint32_t begin = *first_;
  while (begin > floor_ && is_blank(text_[begin - 1])) --begin;
  code_.range = code_.content = {begin, cursor_};
  append_in_order(out_.code, std::move(code_));
}

void Reader::end_fenced() {
  if (!may_search()) return;
  const bool may_be_shortened = first_ && !code_.nested;
  const LocatedCode* shortened = may_be_shortened ? given_.block_from(*first_) : nullptr;
  if (shortened == nullptr) given_.meet_whole_block();
  const auto fenced = shortened != nullptr
                          ? *shortened
                          : locate_fenced_code(text_, floor_, fence_mark_, code_lines_, quotations_);
  if (!counted(fenced)) return;
  code_.range = fenced->range;
  code_.content = fenced->content;
  cursor_ = fenced->range.end;
  append_in_order(out_.code, std::move(code_));
}

void Reader::end_table() {
  auto table = table_.finish(text_, floor_, quotations_);
  if (!table) return;
  cursor_ = std::max(cursor_, line_end(table->range.end));
  append_in_order(out_.tables, std::move(*table));
}

void Reader::end_span() {
  in_span_ = false;
  const auto span = locate_code_span(text_, span_floor_, span_);
  if (!span) return;
  seen(span->range.begin, span->range.end);
  CodeRange code;
  code.kind = CodeRange::Kind::span;
  code.range = span->range;
  code.content = span->content;
  code.nested = quotations_ + items_ > 0;
  append_in_order(out_.code, std::move(code));
}

void Reader::enter_block(MD_BLOCKTYPE type, const void* detail) {
  end_loose_paragraph();
  switch (type) {
    case MD_BLOCK_QUOTE:
      ++quotations_;
      break;
    case MD_BLOCK_UL:
      list_marks_.push_back(static_cast<const MD_BLOCK_UL_DETAIL*>(detail)->mark);
      break;
    case MD_BLOCK_OL:
      list_marks_.push_back(static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->mark_delimiter);
      break;
    case MD_BLOCK_LI:
      enter_item(*static_cast<const MD_BLOCK_LI_DETAIL*>(detail));
      break;
    case MD_BLOCK_HR:
      if (may_search()) {
        const auto rule = find_rule(text_, cursor_, quotations_);
        if (counted(rule)) cursor_ = rule->end;
      }
      break;
    case MD_BLOCK_H:
      begin_leaf(Leaf::heading);
      level_ = static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level;
      sink_ = &shown_;
      break;
    case MD_BLOCK_CODE: {
      begin_leaf(Leaf::code);
      const auto& block = *static_cast<const MD_BLOCK_CODE_DETAIL*>(detail);
      code_ = {};
      code_.kind = block.fence_char != 0 ? CodeRange::Kind::fenced : CodeRange::Kind::indented;
      code_.info = attribute(block.info).text;
      code_.nested = quotations_ + items_ > 0;
      fence_mark_ = block.fence_char;
      code_lines_ = 0;
      break;
    }
    case MD_BLOCK_HTML:
      begin_leaf(Leaf::html);
      break;
    case MD_BLOCK_P:
      begin_leaf(Leaf::paragraph);
      break;
    case MD_BLOCK_TABLE:
      begin_leaf(Leaf::table);
      table_.begin();
      break;
    case MD_BLOCK_TR:
      table_.enter_row();
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      sink_ = &table_.enter_cell();
      cell_seen_ = false;
      break;
    default:
      break;
  }
}

void Reader::leave_block(MD_BLOCKTYPE type) {
  end_loose_paragraph();
  flush_html();
  switch (type) {
    case MD_BLOCK_QUOTE:
      --quotations_;
      return;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      list_marks_.pop_back();
      return;
    case MD_BLOCK_LI:
      --items_;
      if (item_is_empty_) empty_item_above_ = true;
      return;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      table_.leave_cell(cell_seen_ ? cursor_ : 0);
      sink_ = nullptr;
      return;
    case MD_BLOCK_H:
      end_heading();
      break;
    case MD_BLOCK_CODE:
      fence_mark_ != 0 ? end_fenced() : end_indented();
      break;
    case MD_BLOCK_HTML:
      cursor_ = line_end(cursor_);
      break;
    case MD_BLOCK_P:
      end_paragraph();
      break;
    case MD_BLOCK_TABLE:
      end_table();
      break;
    default:
      return;
  }
  end_leaf();
}

void Reader::enter_span(MD_SPANTYPE type, const void* detail) {
  if (leaf_ == Leaf::none) {
    begin_leaf(Leaf::paragraph);
    loose_ = true;
  }
  flush_html();
  if (type == MD_SPAN_A) {
    links_.enter(false, attribute(static_cast<const MD_SPAN_A_DETAIL*>(detail)->href));
  } else if (type == MD_SPAN_IMG) {
    ++images_;
    links_.enter(true, attribute(static_cast<const MD_SPAN_IMG_DETAIL*>(detail)->src));
  } else if (type == MD_SPAN_CODE) {
    in_span_ = true;
    span_floor_ = cursor_;
    span_.reset();
  }
}

void Reader::leave_span(MD_SPANTYPE type) {
  flush_html();
  if (type == MD_SPAN_CODE) end_span();
  if (type == MD_SPAN_IMG) --images_;
  if (type != MD_SPAN_IMG && type != MD_SPAN_A) return;
  if (const auto range = links_.leave(cursor_, quotations_)) seen(range->begin, range->end);
}

// Adds to the text of the heading or cell around.
void Reader::show(std::string_view piece, MD_TEXTTYPE type) {
  if (sink_ == nullptr || images_ > 0 || type == MD_TEXT_HTML) return;
  if (type == MD_TEXT_ENTITY) {
    append_entity(*sink_, piece);
  } else if (leaf_ == Leaf::table && type == MD_TEXT_CODE) {
    for (std::size_t i = 0; i < piece.size(); ++i)  // a bar is escaped in a cell's code too
      if (piece[i] != '\\' || i + 1 >= piece.size() || piece[i + 1] != '|') *sink_ += piece[i];
  } else {
    *sink_ += piece;
  }
}

void Reader::text(MD_TEXTTYPE type, const char* begin, std::uint32_t size) {
  const std::optional<std::uint32_t> at = given_.place(begin, size);
  if (leaf_ == Leaf::code) {
    if (at)
      seen(*at, *at + size);
    else if (size == 1 && *begin == '\n')
      ++code_lines_;
    return;
  }
  if (leaf_ == Leaf::none) {
    begin_leaf(Leaf::paragraph);
    loose_ = true;
  }
  show({begin, size}, type);
  if (!at) return;
  seen(*at, *at + size);
  if (type != MD_TEXT_HTML)
    flush_html();
  else
    html_ = TextRange{html_ ? html_->begin : *at, *at + size};
  if (in_span_) span_ = TextRange{span_ ? span_->begin : *at, *at + size};
}

// md4c is C: an exception waits until it has returned.
struct Run {
  Reader reader;
  std::exception_ptr thrown;

  template <typename Step>
  static int step(void* user_data, Step step) {
    Run& run = *static_cast<Run*>(user_data);
    try {
      step(run.reader);
      return 0;
    } catch (...) {
      run.thrown = std::current_exception();
      return 1;
    }
  }
};

int on_enter_block(MD_BLOCKTYPE type, void* detail, void* run) {
  return Run::step(run, [&](Reader& reader) { reader.enter_block(type, detail); });
}
int on_leave_block(MD_BLOCKTYPE type, void*, void* run) {
  return Run::step(run, [&](Reader& reader) { reader.leave_block(type); });
}
int on_enter_span(MD_SPANTYPE type, void* detail, void* run) {
  return Run::step(run, [&](Reader& reader) { reader.enter_span(type, detail); });
}
int on_leave_span(MD_SPANTYPE type, void*, void* run) {
  return Run::step(run, [&](Reader& reader) { reader.leave_span(type); });
}
int on_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* run) {
  return Run::step(run, [&](Reader& reader) { reader.text(type, text, size); });
}

// Nothing where the text that was shortened reads otherwise than the whole one.
std::optional<Markdown> run_over(const std::string& text, const std::string& given,
                                 const ShortenedText& shortened) {
  const MD_PARSER parser{
      0,       MD_DIALECT_GITHUB, on_enter_block, on_leave_block, on_enter_span, on_leave_span,
      on_text, nullptr,           nullptr};
  Run run{Reader(text, GivenText(given, shortened)), nullptr};
  md_parse(given.data(), offset32(given.size()), &parser, &run);
  if (run.thrown) std::rethrow_exception(run.thrown);
  if (!run.reader.all_met()) return std::nullopt;
  return run.reader.take();
}

}  // namespace

Markdown run_md4c(const std::string& text) {
  return *run_over(text, text, {});
}

Markdown run_md4c(const std::string& text, const CodeLines& code) {
  const ShortenedText shortened = shorten(text, code);
  if (!shortened.left_out.empty())
    if (auto out = run_over(text, shortened.text, shortened)) return std::move(*out);
  return run_md4c(text);
}

}  // namespace baton
