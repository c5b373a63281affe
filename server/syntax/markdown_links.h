// The links of one text. md4c says that a link begins and ends, and what its target is; the brackets around
// its text are found from the texts inside: nothing but marks of emphasis and code stands between.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/syntax/markdown.h"
#include "server/syntax/markdown_definitions.h"

namespace baton {

// A target as md4c hands it out: decoded, and its place in the text unless decoding changed it.
struct FoundTarget {
  std::string text;
  std::optional<TextRange> range;
};

class LinkReader {
 public:
  LinkReader(const std::string& text, std::vector<MarkdownLink>& links) : text_(text), links_(links) {}

  void enter(bool image, FoundTarget target);

  // Something inside the open links begins at `first`, the first thing behind `floor`: their brackets stand
  // between.
  void settle(std::uint32_t first, std::uint32_t floor) {
    if (!open_.empty()) settle_open(first, floor);
  }

  // The innermost open link ends; all inside it ends before `cursor`. Its range, or nothing for a bare
  // address.
  std::optional<TextRange> leave(std::uint32_t cursor, std::uint32_t quotations);

  // Once at the end: forgets what turned out to be no link in brackets.
  void finish();

 private:
  enum class State { pending, settled, bare };
  struct Open {
    std::size_t index = 0;  // in links_
    State state = State::pending;
    bool image = false;
    FoundTarget target;
    std::uint32_t text_begin = 0;
  };

  void settle_open(std::uint32_t first, std::uint32_t floor);
  bool settle_one(Open& open, std::uint32_t& first, std::uint32_t floor) const;
  void settle_empty(Open& open, std::uint32_t floor, std::uint32_t quotations) const;
  bool read_tail(const Open& open, std::uint32_t close, std::uint32_t quotations, MarkdownLink& link) const;
  const LinkDefinitions& definitions();
  std::optional<std::uint32_t> full_label_end(const Open& open, std::uint32_t bracket);
  bool read_reference(const Open& open, std::uint32_t close, MarkdownLink& link);

  const std::string& text_;
  std::vector<MarkdownLink>& links_;
  std::vector<Open> open_;
  std::optional<LinkDefinitions> definitions_;  // read when first needed
};

}  // namespace baton
