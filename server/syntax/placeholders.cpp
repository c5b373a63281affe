// Every placeholder of a phase holds the word "phase" and a number behind it, so the text is searched for
// that and what stands around is looked at. A near miss is reported only where nothing else can be meant:
// with the number and a point behind it, and a bracket of its own on at least one side.
#include "server/syntax/placeholders.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>

#include "server/base/edit_distance.h"
#include "server/syntax/lines.h"
#include "server/syntax/placeholder_brackets.h"

namespace baton {
namespace {

constexpr std::uint32_t longest_address = 120;  // in bytes, of what may be a misspelt one

bool is_part(char c) {
  return is_word(c) || c == '-' || c == ':' || is_beyond_ascii(c);
}

// What stands at a word "phase" with its number.
struct Address {
  TextRange word;                // "phase"
  TextRange number;              // "1"
  bool spaced = false;           // blanks, "_" or "-" between the word and its number
  bool blanks = false;           // blanks around a point or inside the brackets
  bool joined = false;           // no point between the number and the agent
  std::vector<TextRange> parts;  // behind the points
  std::uint32_t end = 0;         // behind the last part
};

std::optional<Address> read_address(std::string_view text, std::uint32_t at) {
  if (at > 0) {
    const char before = text[at - 1];
    if (is_word(before) || before == '-' || before == '.' || before == '/' || before == '$' ||
        is_beyond_ascii(before))
      return std::nullopt;
  }
  Address out;
  out.word = {at, at + 5};
  std::uint32_t i = at + 5;
  while (i < text.size() && i - out.word.end < 2 && (is_blank(text[i]) || text[i] == '_' || text[i] == '-'))
    ++i;
  out.spaced = i != out.word.end;
  out.number.begin = i;
  while (i < text.size() && is_digit(text[i])) ++i;
  out.number.end = i;
  if (out.number.empty() || out.number.size() > 15) return std::nullopt;
  const auto skip = [&](std::uint32_t from) {
    const std::uint32_t behind = skip_blanks(text, from);
    return behind - from <= 2 ? behind : from;
  };
  out.end = i;
  if (i < text.size() && is_letter(text[i])) {
    const std::uint32_t begin = i;
    while (i < text.size() && is_part(text[i])) ++i;
    out.joined = true;
    out.parts.push_back({begin, i});
    out.end = i;
  }
  for (;;) {
    const std::uint32_t point = skip(i);
    if (point >= text.size() || text[point] != '.') break;
    const std::uint32_t begin = skip(point + 1);
    std::uint32_t end = begin;
    while (end < text.size() && is_part(text[end])) ++end;
    if (end == begin) break;
    // "{phase1.x.output" with other writing right behind it.
    if (piece(text, {begin, end}).starts_with("output") && end - begin > 6 &&
        is_beyond_ascii(text[begin + 6]))
      end = begin + 6;
    while (end > begin && text[end - 1] == ':') --end;
    if (end == begin) break;
    out.blanks = out.blanks || point != i || begin != point + 1;
    out.parts.push_back({begin, end});
    out.end = i = end;
    if (out.parts.size() > 3) return std::nullopt;
  }
  if (out.parts.empty()) return std::nullopt;
  return out;
}

bool is_misspelt_output(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  return lower.size() <= 8 && edit_distance(lower, "output", 2) <= 2;
}

// Behind an agent's name. Without one, "{phase1.result}" is a program's.
bool near_output(std::string_view word) {
  return equals_lower(word, "result") || equals_lower(word, "results") || equals_lower(word, "out") ||
         is_misspelt_output(word);
}

// "ml-engineeroutput"
bool joined_output(std::string_view word) {
  constexpr std::string_view last = "output";
  return word.size() > last.size() + 2 && word.ends_with(last) &&
         is_letter(word[word.size() - last.size() - 1]);
}

class Reader {
 public:
  Reader(Document& document, const Passage& passage)
      : document_(document), passage_(passage), text_(passage.text) {}

  // "phase" in any case, by its rarest letter.
  void read_phases() {
    read_phases('p');
    read_phases('P');
  }

  // "{phse1.x.output}": all is there but a letter of "phase".
  void read_misspelt_phases() {
    constexpr std::string_view last = ".output";
    RangeCursor dead(*passage_.dead);
    for (std::size_t at = text_.find(last); at != std::string_view::npos; at = text_.find(last, at + 1)) {
      const std::uint32_t end = offset32(at + last.size());
      if (end == text_.size() || (text_[end] != '}' && text_[end] != '>')) continue;
      const char open = text_[end] == '}' ? '{' : '<';
      std::uint32_t begin = offset32(at);
      while (begin > 0 && at - begin < longest_address &&
             (is_part(text_[begin - 1]) || text_[begin - 1] == '.'))
        --begin;
      if (begin == 0 || text_[begin - 1] != open) continue;
      if (begin > 1 && (text_[begin - 2] == '$' || text_[begin - 2] == '\\' || text_[begin - 2] == open))
        continue;
      if (dead.at(begin) == nullptr) read_misspelt({begin - 1, end + 1});
    }
  }

  void read_arguments() {
    RangeCursor dead(*passage_.dead);
    for (std::size_t at = text_.find('$'); at != std::string_view::npos;) {
      const auto i = offset32(at);
      const TextRange* skipped = dead.at(i);
      if (skipped == nullptr) read_argument(i);
      at = text_.find('$', skipped != nullptr ? skipped->end : at + 1);
    }
  }

 private:
  void read_phases(char first) {
    RangeCursor dead(*passage_.dead);
    for (std::size_t at = text_.find(first); at != std::string_view::npos;) {
      const TextRange* skipped = dead.at(offset32(at));
      if (skipped == nullptr && starts_with_lower(text_.substr(at), "phase")) read_phase(offset32(at));
      at = text_.find(first, skipped != nullptr ? skipped->end : at + 1);
    }
  }

  void read_misspelt(TextRange range) {
    const std::string_view inside = piece(text_, {range.begin + 1, range.end - 1});
    std::size_t word = 0;
    while (word < inside.size() && is_letter(inside[word])) ++word;
    std::size_t number = word;
    while (number < inside.size() && is_digit(inside[number])) ++number;
    if (number == word || number - word > 15 || inside[number] != '.') return;
    if (std::count(inside.begin(), inside.end(), '.') > 2) return;
    std::string name(inside.substr(0, word));
    std::transform(name.begin(), name.end(), name.begin(), to_lower);
    if (name == "phase" || name.size() > 6 || edit_distance(name, "phase", 1) > 1) return;
    PlaceholderNearMiss out;
    out.range = passage_.in_file(range);
    out.text = piece(text_, range);
    out.replacement = text_[range.begin];
    out.replacement.append("phase").append(inside.substr(word)).append(1, text_[range.end - 1]);
    out.fault = "\"" + std::string(inside.substr(0, word)) + "\" is not \"phase\"";
    out.task = passage_.task;
    document_.near_misses.push_back(std::move(out));
  }

  void read_phase(std::uint32_t at) {
    const auto address = read_address(text_, at);
    if (!address) return;
    const BracketSide left = left_of(text_, at);
    const BracketSide right = right_of(text_, address->end);
    if (left.escaped || right.escaped || (left.count == 0 && right.count == 0)) return;
    // "{phase_1.result}" and "{{phase_1.output}}" are variables of another template language.
    const bool is_variable = text_[address->word.end] == '_' && address->parts.size() == 1 &&
                             (piece(text_, address->parts[0]) != "output" || left.count > 1);
    if (is_variable) return;
    // What the parts say, and whether they say it right.
    TextRange agent{address->end, address->end};
    bool agent_given = false;
    std::string fault;
    const auto word = [&](std::size_t i) { return piece(text_, address->parts[i]); };
    const std::size_t count = address->parts.size();
    bool complete = true;
    if (address->joined) {
      if (count != 2 || word(1) != "output" || !is_agent(word(0))) return;
      agent = address->parts[0];
      agent_given = true;
      complete = false;
      fault = "no point stands behind the phase's number";
    } else if (count == 1 && joined_output(word(0))) {
      agent = {address->parts[0].begin, address->parts[0].end - 6};
      agent_given = true;
      complete = false;
      fault = "no point stands before \"output\"";
    } else if (count == 1 && is_misspelt_output(word(0))) {
      if (word(0) != "output") fault = fault_of_output(word(0));
    } else if (count == 1 || count == 2) {
      agent = address->parts[0];
      agent_given = true;
      if (!is_agent(word(0)) || (count == 1 && is_file_extension(word(0)))) return;
      if (count == 1) {
        complete = false;
        fault = "\".output\" is missing";
      } else if (word(1) != "output") {
        if (!near_output(word(1))) return;
        fault = fault_of_output(word(1));
      }
    } else {
      return;
    }
    if (address->blanks || left.blanks || right.blanks) fault = "blanks stand in it";
    const std::string_view number = piece(text_, address->number);
    if (number.size() > 1 && number.front() == '0') fault = "the phase's number begins with 0";
    if (address->spaced) fault = "\"phase\" and its number are written apart";
    if (piece(text_, address->word) != "phase") fault = "\"phase\" is not in small letters";
    const auto brackets = fault_of_brackets(*address, left, right, complete);
    if (!brackets) return;
    if (!brackets->empty()) fault = *brackets;
    unsigned long long phase = 0;
    for (const char c : number) phase = phase * 10 + static_cast<unsigned>(c - '0');
    const char open = left.count > 0 ? left.kind : right.kind;
    if (fault.empty()) {
      Placeholder out;
      out.kind = agent_given ? Placeholder::Kind::agent_output : Placeholder::Kind::phase_output;
      out.range = passage_.in_file({at - 1, address->end + 1});
      out.phase_range = passage_.in_file({at, address->number.end});
      out.output_range = passage_.in_file(address->parts.back());
      out.agent_range =
          agent_given ? passage_.in_file(agent) : TextRange{out.phase_range.end, out.phase_range.end};
      out.phase = phase;
      out.agent = piece(text_, agent);
      out.angle_brackets = open == '<';
      out.task = passage_.task;
      document_.placeholders.push_back(std::move(out));
      return;
    }
    PlaceholderNearMiss out;
    std::uint32_t begin = at;
    if (left.count > 0)
      begin -= inner_blanks(at) + taken(left, right, true);
    else if (is_wrong_open(text_, at, right.at))
      --begin;
    std::uint32_t end = address->end;
    if (right.count > 0)
      end = right.at - right.count + taken(left, right, false);
    else if (is_wrong_close(text_, left.at, end))
      end += closed_twice(end, left) ? 2 : 1;
    out.range = passage_.in_file({begin, end});
    out.text = piece(text_, {begin, end});
    out.replacement = open == '<' ? "<" : "{";
    out.replacement += "phase" + std::to_string(phase) + ".";
    if (agent_given) out.replacement.append(piece(text_, agent)).append(".");
    out.replacement += open == '<' ? "output>" : "output}";
    out.fault = std::move(fault);
    out.task = passage_.task;
    document_.near_misses.push_back(std::move(out));
  }

  std::uint32_t inner_blanks(std::uint32_t at) const {
    std::uint32_t i = at;
    while (i > 0 && is_blank(text_[i - 1])) --i;
    return at - i;
  }

  // "{phase1.x.output)}": the right bracket stands behind the wrong one.
  bool closed_twice(std::uint32_t at, const BracketSide& left) const {
    return at + 1 < text_.size() && text_[at + 1] == (left.kind == '{' ? '}' : '>') &&
           !open_before(text_, left.at, left.kind);
  }

  // How many brackets of a side belong to the placeholder: all where they are doubled, else one.
  std::uint32_t taken(const BracketSide& left, const BracketSide& right, bool of_left) const {
    const BracketSide& side = of_left ? left : right;
    if (side.count <= 1) return side.count;
    const BracketSide& other = of_left ? right : left;
    if (other.count > 1 && other.kind == side.kind) return side.count;
    return outer_is_anothers(left, right, of_left) ? 1 : side.count;
  }

  // "{"a": {phase1.x.output}}": the second bracket closes what opened before.
  bool outer_is_anothers(const BracketSide& left, const BracketSide& right, bool of_left) const {
    return of_left ? closed_behind(text_, right.at, left.kind) : open_before(text_, left.at, right.kind);
  }

  // What is wrong with the brackets, empty for nothing; no value where they show that something else is
  // meant.
  std::optional<std::string> fault_of_brackets(const Address& address, const BracketSide& left,
                                               const BracketSide& right, bool complete) const {
    if (left.count == 0) {  // "phase1.x.output}"
      if (!complete || right.blanks || right.count > 1 || open_before(text_, address.word.begin, right.kind))
        return std::nullopt;
      if (is_wrong_open(text_, address.word.begin, right.at)) return "the brackets do not match";
      return "the opening bracket is missing";
    }
    if (right.count == 0) {  // "{phase1.x.output"
      if (!complete || left.blanks || left.count > 1) return std::nullopt;
      // Whatever closes later: "{phase1.x.output) and more}".
      if (is_wrong_close(text_, left.at, address.end)) return "the brackets do not match";
      if (closes_later_in_line(text_, address.end, left.kind) || closed_behind(text_, address.end, left.kind))
        return std::nullopt;
      if (address.end < text_.size() && (is_part(text_[address.end]) || text_[address.end] == '[') &&
          !is_beyond_ascii(text_[address.end]))
        return std::nullopt;
      return "the closing bracket is missing";
    }
    if (left.kind != right.kind) return "the brackets do not match";
    if (left.count > 1 && right.count > 1) return "the brackets are doubled";
    if (left.count > 1 && !outer_is_anothers(left, right, true)) return "the opening bracket is doubled";
    if (right.count > 1 && !outer_is_anothers(left, right, false)) return "the closing bracket is doubled";
    return std::string();
  }

  static std::string fault_of_output(std::string_view word) {
    if (equals_lower(word, "output")) return "\"output\" is not in small letters";
    return "the last part is not \"output\"";
  }

  // "{phase1.md}" is a file's name.
  static bool is_file_extension(std::string_view word) {
    constexpr std::array<std::string_view, 12> known = {"md",  "json", "yaml", "yml", "txt", "log",
                                                        "csv", "html", "py",   "ts",  "js",  "sh"};
    return std::find(known.begin(), known.end(), word) != known.end();
  }

  static bool is_agent(std::string_view word) {
    if (!is_letter(word.front()) && !is_digit(word.front()) && !is_beyond_ascii(word.front())) return false;
    return std::any_of(word.begin(), word.end(), [](char c) { return is_letter(c) || is_beyond_ascii(c); });
  }

  void read_argument(std::uint32_t at) {
    if (at > 0) {
      const char before = text_[at - 1];
      if (before == '\\' || before == '$') return;
    }
    const std::string_view rest = text_.substr(at + 1);
    constexpr std::string_view all = "ARGUMENTS";
    Placeholder out;
    std::uint32_t end = at + 1;
    if (rest.starts_with(all)) {
      end += offset32(all.size());
      if (end < text_.size() && is_word(text_[end])) return;
      // "$ARGUMENTS[0]" is one of them, counted from 0.
      std::uint32_t i = end;
      if (i < text_.size() && text_[i] == '[') {
        ++i;
        const std::uint32_t first = i;
        while (i < text_.size() && is_digit(text_[i])) ++i;
        if (i > first && i < text_.size() && text_[i] == ']') end = i + 1;
      }
      out.kind = Placeholder::Kind::arguments;
    } else if (!rest.empty() && rest.front() >= '1' && rest.front() <= '9') {
      ++end;
      if (at > 0 && is_word(text_[at - 1])) return;  // "US$5"
      if (is_price(text_.substr(end))) return;
      out.kind = Placeholder::Kind::argument;
      out.argument = static_cast<unsigned>(rest.front() - '0');
    } else {
      return;
    }
    out.range = passage_.in_file({at, end});
    out.phase_range = out.agent_range = out.output_range = {out.range.begin, out.range.begin};
    out.task = passage_.task;
    document_.placeholders.push_back(std::move(out));
  }

  // What follows "$5" where it is money: more digits, "k", " per month", "/month", " million".
  static bool is_price(std::string_view rest) {
    if (rest.empty()) return false;
    const char c = rest.front();
    if (is_word(c) || c == '%' || c == '+') return true;
    const auto digit_behind = [&](std::size_t i) { return i < rest.size() && is_digit(rest[i]); };
    if ((c == '.' || c == ',' || c == '-') && digit_behind(1)) return true;
    if (rest.starts_with("–") && digit_behind(3)) return true;
    constexpr std::array<std::string_view, 14> units = {
        "/month", "/mo",      "/year",    "/hour",     "/day",      "/user",    "/request",
        " per ",  " million", " billion", " thousand", " trillion", " a month", " cents"};
    return std::any_of(units.begin(), units.end(),
                       [&](std::string_view unit) { return starts_with_lower(rest, unit); });
  }

  Document& document_;
  const Passage& passage_;
  std::string_view text_;
};

}  // namespace

void read_placeholders(Document& document, const Passage& passage) {
  Reader reader(document, passage);
  reader.read_phases();
  reader.read_misspelt_phases();
  reader.read_arguments();
}

}  // namespace baton
