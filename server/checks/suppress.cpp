// Findings are hidden first and counted by whom; what hid nothing is told then. The two codes of this file
// can be silenced like any other, in a second round.
#include "server/checks/suppress.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "server/base/edit_distance.h"
#include "server/base/utf8.h"
#include "server/checks/configured.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

using Scope = Suppression::Scope;

constexpr std::string_view unused_code = "suppression-unused";
constexpr std::string_view unknown_code = "suppression-unknown";
constexpr std::uint32_t whole_file = std::numeric_limits<std::uint32_t>::max();

bool is_own(std::string_view code) {
  return code == unused_code || code == unknown_code;
}

// Where a suppression holds: a line, or the whole file. Nothing where its word is none.
std::optional<std::uint32_t> reach_of(const Document& document, const Suppression& suppression) {
  switch (suppression.scope) {
    case Scope::line:
      return document.lines.line_of(suppression.range.begin);
    case Scope::next_line:
      return document.lines.line_of(suppression.range.end - 1) + 1;
    case Scope::file:
      return whole_file;
    case Scope::unknown:
      break;
  }
  return std::nullopt;
}

// The places at which a code is silenced, and whether there was anything to silence.
class Silence {
 public:
  explicit Silence(const Document& document) : document_(document) {
    for (const Suppression& suppression : document.suppressions)
      if (const auto reach = reach_of(document, suppression))
        for (const TextItem& code : suppression.codes) used_.emplace(Key{*reach, code.text}, false);
  }
  bool hides(std::string_view code, TextRange range) {
    bool hidden = false;
    for (const std::uint32_t reach : {document_.lines.line_of(range.begin), whole_file}) {
      const auto found = used_.find({reach, code});
      if (found != used_.end()) hidden = found->second = true;
    }
    return hidden;
  }
  bool is_used(std::uint32_t reach, std::string_view code) const { return used_.at({reach, code}); }
  void hide(std::vector<Diagnostic>& diagnostics) {
    std::erase_if(diagnostics, [&](const Diagnostic& found) { return hides(found.code, found.range); });
  }

 private:
  using Key = std::pair<std::uint32_t, std::string_view>;
  const Document& document_;
  std::map<Key, bool> used_;
};

Diagnostic& add(std::string_view code, TextRange range, std::string message, std::vector<Diagnostic>& out) {
  const Check* check = find_check(code);
  Diagnostic& found = out.emplace_back();
  found.code = check->code;
  found.severity = check->severity;
  found.range = range;
  found.message = std::move(message);
  return found;
}

bool is_blank_line(const Document& document, std::uint32_t line) {
  return trimmed(document.slice(document.lines.line(document.text, line))).empty();
}

bool is_list_item(std::string_view line) {
  return skip_list_marker(line, 0) != 0;
}

// Whether the second of two lines would be read as a part of the first if nothing stood between them: the
// underline of a heading, or text that goes on with a list's item or a quotation.
bool is_drawn_in(std::string_view above, std::string_view below) {
  const std::size_t depth_above = skip_blanks(above, 0);
  const std::size_t depth_below = skip_blanks(below, 0);
  above = trimmed(above);
  below = trimmed(below);
  if (below.find_first_not_of('-') == std::string_view::npos ||
      below.find_first_not_of('=') == std::string_view::npos)
    return true;
  if (is_list_item(below)) return is_digit(below.front()) && !is_list_item(above);
  if (std::string_view("#>|`~<").find(below.front()) != std::string_view::npos) return false;
  return depth_above > depth_below ||
         (depth_above == depth_below && (above.front() == '>' || is_list_item(above)));
}

// The whole comment; where nothing else stands in its lines these too. Between two blank lines one of them
// goes with it; between two lines of text a blank one stays where they would flow together.
TextRange removal_of(const Document& document, const Suppression& suppression) {
  const std::string& text = document.text;
  const LineIndex& lines = document.lines;
  const std::uint32_t first = lines.line_of(suppression.range.begin);
  const std::uint32_t last = lines.line_of(suppression.range.end - 1);
  const std::uint32_t begin = first == 0 ? text_begin(text) : lines.line(text, first).begin;
  const TextRange behind{suppression.range.end, lines.line(text, last).end};
  TextRange out = suppression.range;
  while (out.begin > begin && is_blank(text[out.begin - 1])) --out.begin;
  const bool ends_line = trimmed(document.slice(behind)).empty();
  if (ends_line) out.end = behind.end;
  if (out.begin > begin) return out;
  if (!ends_line) return {suppression.range.begin, skip_blanks(text, suppression.range.end)};
  const TextRange whole{begin, lines.full_line(text, last).end};
  if (suppression.in_yaml || first == 0 || last + 1 >= lines.line_count()) return whole;
  const bool blank_above = is_blank_line(document, first - 1);
  const bool blank_below = is_blank_line(document, last + 1);
  const auto line = [&](std::uint32_t number) { return document.slice(lines.line(text, number)); };
  if (!blank_above && !blank_below && is_drawn_in(line(first - 1), line(last + 1)))
    return {begin, behind.end};
  return blank_above && blank_below ? TextRange{begin, lines.full_line(text, last + 1).end} : whole;
}

// One code, with the comma and the blanks that part it from the next one, or the one before.
TextRange removal_of(const Suppression& suppression, std::size_t code) {
  const auto& codes = suppression.codes;
  if (code + 1 < codes.size()) return {codes[code].range.begin, codes[code + 1].range.begin};
  return {codes[code - 1].range.end, codes[code].range.end};
}

class Teller {
 public:
  Teller(const CheckInput& input, std::vector<Diagnostic>& out) : input_(input), out_(out) {
    for (const Check& check : all_checks()) codes_.emplace_back(check.code);
  }

  void tell_unknown(const Suppression& suppression) {
    if (suppression.scope == Scope::unknown) return tell_unknown_word(suppression);
    if (suppression.codes.empty()) {
      Diagnostic& found =
          add(unknown_code, suppression.range,
              "this names no check; write its code behind " + quoted(suppression.directive.text), out_);
      return offer_removal(found, "Remove the comment", removal_of(input_.document, suppression), false);
    }
    for (std::size_t i = 0; i < suppression.codes.size(); ++i) {
      const TextItem& code = suppression.codes[i];
      if (find_check(code.text) != nullptr) continue;
      const std::optional<std::string>& near = nearest_code(code.text);
      Diagnostic& found = add(unknown_code, code.range,
                              "there is no check " + quoted(code.text) + suggestion_for(near), out_);
      if (near) offer_word(found, code.range, *near);
      const bool alone = suppression.codes.size() == 1;
      offer_removal(found, alone ? "Remove the comment" : "Remove " + quoted(code.text),
                    alone ? removal_of(input_.document, suppression) : removal_of(suppression, i), false);
    }
  }

  // `unused`: which of its codes hide nothing.
  void tell_unused(const Suppression& suppression, const std::vector<std::size_t>& unused) {
    if (unused.empty()) return;
    const bool below_blank = suppression.scope == Scope::next_line && is_above_blank(suppression);
    const std::string where =
        below_blank ? ": the line below it is blank, and it speaks of that line only" : "";
    if (unused.size() == suppression.codes.size()) {
      std::vector<std::string> names;
      for (const TextItem& code : suppression.codes) names.push_back(quoted(code.text));
      Diagnostic& found = add(unused_code, suppression.range,
                              "this hides nothing: there is no finding of " + listed(names, "or") +
                                  place_words(suppression) + where,
                              out_);
      found.unnecessary = true;
      return offer_removal(found, "Remove the comment", removal_of(input_.document, suppression),
                           !below_blank);
    }
    for (const std::size_t i : unused) {
      const TextItem& code = suppression.codes[i];
      Diagnostic& found = add(
          unused_code, code.range,
          quoted(code.text) + " hides nothing: there is no such finding" + place_words(suppression) + where,
          out_);
      found.unnecessary = true;
      offer_removal(found, "Remove " + quoted(code.text), removal_of(suppression, i), !below_blank);
    }
  }

 private:
  void tell_unknown_word(const Suppression& suppression) {
    const std::vector<std::string> words =
        suppression.in_yaml ? std::vector<std::string>{"baton-disable-line"}
                            : std::vector<std::string>{"baton-disable-next-line", "baton-disable-file"};
    const std::string& word = suppression.directive.text;
    std::vector<std::string> shown;
    for (const std::string& one : words) shown.push_back(quoted(one));
    Diagnostic& found = add(unknown_code, suppression.directive.range,
                            quoted(word) + " silences nothing here; write " + listed(shown, "or"), out_);
    // A word of another place would mean another line there.
    const bool misplaced =
        word == "baton-disable-line" || word == "baton-disable-next-line" || word == "baton-disable-file";
    const auto near = misplaced ? std::nullopt : nearest(word, words);
    if (near) offer_word(found, suppression.directive.range, *near);
    offer_removal(found, "Remove the comment", removal_of(input_.document, suppression), false);
  }

  // Beyond so many different codes nobody meant one of ours.
  const std::optional<std::string>& nearest_code(const std::string& code) {
    constexpr std::size_t most_compared = 100;
    const auto [known, is_new] = near_.try_emplace(code);
    if (is_new && near_.size() <= most_compared) known->second = nearest(code, codes_);
    return known->second;
  }

  static std::string suggestion_for(const std::optional<std::string>& near) {
    return near ? "; did you mean " + quoted(*near) + '?' : std::string();
  }

  bool is_above_blank(const Suppression& suppression) const {
    const Document& document = input_.document;
    const std::uint32_t next = document.lines.line_of(suppression.range.end - 1) + 1;
    if (next >= document.lines.line_count() || !is_blank_line(document, next)) return false;
    return !trimmed(std::string_view(document.text).substr(suppression.range.end)).empty();
  }

  static std::string place_words(const Suppression& suppression) {
    switch (suppression.scope) {
      case Scope::line:
        return " in this line";
      case Scope::next_line:
        return " in the next line";
      default:
        return " in this file";
    }
  }

  void offer_word(Diagnostic& found, TextRange range, const std::string& text) const {
    found.fixes.push_back({"Change to " + quoted(text), false, {{input_.path, {range, text}}}});
  }
  void offer_removal(Diagnostic& found, std::string title, TextRange range, bool safe) const {
    found.fixes.push_back({std::move(title), safe, {{input_.path, {range, ""}}}});
  }

  const CheckInput& input_;
  std::vector<Diagnostic>& out_;
  std::vector<std::string> codes_;
  std::map<std::string, std::optional<std::string>> near_;  // unknown code -> the one that was meant
};

class Judge {
 public:
  Judge(const CheckInput& input, const Silence& silence)
      : input_(input), silence_(silence), configuration_(input.snapshot.configuration_for(input.path)) {}

  // The codes that hide nothing, of those that `wanted` tells.
  template <typename Wanted>
  std::vector<std::size_t> unused(const Suppression& suppression, const Wanted& wanted) {
    std::vector<std::size_t> out;
    const auto reach = reach_of(input_.document, suppression);
    for (std::size_t i = 0; reach && i < suppression.codes.size(); ++i) {
      const std::string& code = suppression.codes[i].text;
      if (wanted(code) && !silence_.is_used(*reach, code) && can_tell(code)) out.push_back(i);
    }
    return out;
  }

 private:
  // A check that is switched off would find something, perhaps; one that is made elsewhere likewise; and what
  // the disk is still asked about may be at fault.
  bool can_tell(const std::string& code) {
    const Check* check = find_check(code);
    if (check == nullptr || (check->run == nullptr && !is_own(code))) return false;
    if (!severity_in(configuration_, input_.path, code, check->severity)) return false;
    return is_known();
  }

  bool is_known() {
    if (known_ == Known::not_asked) {
      const Needs needs = needs_of(input_.snapshot, input_.path, input_.document);
      known_ = needs.paths.empty() && needs.outlines.empty() ? Known::yes : Known::no;
    }
    return known_ == Known::yes;
  }

  const CheckInput& input_;
  const Silence& silence_;
  const Configuration& configuration_;
  enum class Known : std::uint8_t { not_asked, no, yes };
  Known known_ = Known::not_asked;  // whether nothing is left to ask the disk
};

}  // namespace

void apply_suppressions(const CheckInput& input, bool tell, std::vector<Diagnostic>& diagnostics) {
  const std::vector<Suppression>& suppressions = input.document.suppressions;
  if (suppressions.empty()) return;
  Silence silence(input.document);
  silence.hide(diagnostics);
  if (!tell) return;

  std::vector<Diagnostic> found;
  Teller teller(input, found);
  Judge judge(input, silence);
  const auto is_others = [](const std::string& code) { return !is_own(code); };
  for (const Suppression& suppression : suppressions) {
    teller.tell_unknown(suppression);
    teller.tell_unused(suppression, judge.unused(suppression, is_others));
  }
  silence.hide(found);
  for (const Suppression& suppression : suppressions)
    teller.tell_unused(suppression, judge.unused(suppression, is_own));
  diagnostics.insert(diagnostics.end(), std::make_move_iterator(found.begin()),
                     std::make_move_iterator(found.end()));
}

bool is_suppressed(const Document& document, std::string_view code, TextRange range) {
  return !document.suppressions.empty() && Silence(document).hides(code, range);
}

}  // namespace baton
