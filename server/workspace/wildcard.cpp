// A pattern becomes a list of tokens; matching walks over the text once with the set of tokens that could
// come next.
#include "server/workspace/wildcard.h"

#include <array>
#include <cctype>
#include <optional>
#include <utility>

namespace baton {
namespace {

using Test = int (*)(int);

// The named classes of POSIX, in the C locale.
std::optional<Test> named_class(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, Test>, 12> classes = {{
      {"alnum", std::isalnum},
      {"alpha", std::isalpha},
      {"blank", std::isblank},
      {"cntrl", std::iscntrl},
      {"digit", std::isdigit},
      {"graph", std::isgraph},
      {"lower", std::islower},
      {"print", std::isprint},
      {"punct", std::ispunct},
      {"space", std::isspace},
      {"upper", std::isupper},
      {"xdigit", std::isxdigit},
  }};
  for (const auto& [known, test] : classes)
    if (known == name) return test;
  return std::nullopt;
}

constexpr unsigned byte_of(char c) {
  return static_cast<unsigned char>(c);
}

}  // namespace

Wildcard::Wildcard(std::string_view pattern, bool path_mode) {
  std::size_t at = 0;
  while (at < pattern.size() && valid_) {
    switch (pattern[at]) {
      case '\\':
        if (at + 1 == pattern.size()) {
          valid_ = false;
          return;
        }
        tokens_.push_back({Kind::byte, pattern[at + 1]});
        at += 2;
        break;
      case '?': {
        ByteSet all;
        all.set();
        if (path_mode) all.reset(byte_of('/'));
        tokens_.push_back({Kind::set, 0, static_cast<std::uint32_t>(sets_.size())});
        sets_.push_back(all);
        ++at;
        break;
      }
      case '[':
        valid_ = read_bracket(pattern, at, path_mode);
        break;
      case '*':
        read_stars(pattern, at, path_mode);
        break;
      default:
        tokens_.push_back({Kind::byte, pattern[at]});
        ++at;
    }
  }
}

void Wildcard::read_stars(std::string_view pattern, std::size_t& at, bool path_mode) {
  const std::size_t begin = at;
  while (at < pattern.size() && pattern[at] == '*') ++at;
  if (!path_mode) {
    tokens_.push_back({Kind::any_run});
    return;
  }
  const std::string_view rest = pattern.substr(at);
  const bool alone = (begin == 0 || pattern[begin - 1] == '/') &&
                     (rest.empty() || rest.front() == '/' || rest.starts_with("\\/"));
  if (at - begin < 2 || !alone) {
    tokens_.push_back({Kind::run});
  } else if (!rest.empty() && rest.front() == '/') {
    tokens_.push_back({Kind::folders});
    ++at;
  } else {
    tokens_.push_back({Kind::any_run});
  }
}

// Reads "[…]" from its "[" on; false where nothing closes it or a named class is not known.
bool Wildcard::read_bracket(std::string_view pattern, std::size_t& at, bool path_mode) {
  ByteSet set;
  ++at;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated) ++at;
  int previous = -1;  // the byte that a "-" may make the begin of a range; below 0: none
  for (bool first = true;; first = false) {
    if (at >= pattern.size()) return false;
    if (pattern[at] == ']' && !first) break;
    if (pattern[at] == '-' && previous >= 0 && at + 1 < pattern.size() && pattern[at + 1] != ']') {
      ++at;
      if (pattern[at] == '\\' && ++at >= pattern.size()) return false;
      for (unsigned b = static_cast<unsigned>(previous); b <= byte_of(pattern[at]); ++b) set.set(b);
      previous = -1;
      ++at;
      continue;
    }
    if (pattern.substr(at).starts_with("[:")) {
      const std::size_t end = pattern.find(']', at + 2);
      if (end == std::string_view::npos) return false;
      if (end >= at + 3 && pattern[end - 1] == ':') {
        const std::optional<Test> test = named_class(pattern.substr(at + 2, end - at - 3));
        if (!test) return false;
        for (unsigned b = 0; b < 128; ++b)
          if ((*test)(static_cast<int>(b)) != 0) set.set(b);
        previous = -1;
        at = end + 1;
        continue;
      }
    }
    if (pattern[at] == '\\' && ++at >= pattern.size()) return false;
    previous = static_cast<int>(byte_of(pattern[at]));
    set.set(static_cast<unsigned>(previous));
    ++at;
  }
  ++at;
  if (negated) set.flip();
  if (path_mode) set.reset(byte_of('/'));
  tokens_.push_back({Kind::set, 0, static_cast<std::uint32_t>(sets_.size())});
  sets_.push_back(set);
  return true;
}

bool Wildcard::matches(std::string_view text) const {
  return reaches_end(text, false);
}

bool Wildcard::covers(std::string_view path) const {
  return reaches_end(path, true);
}

// State 2i: before token i. State 2i+1: inside token i, of kind folders. `folders_too`: a slash may follow
// the end.
bool Wildcard::reaches_end(std::string_view text, bool folders_too) const {
  if (!valid_) return false;
  const std::size_t end = 2 * tokens_.size();
  std::vector<std::size_t> now, next;
  std::vector<std::size_t> entered(end + 1);  // the step in which a state was entered last
  std::size_t step = 1;
  // What can be left out without a byte is left out at once.
  const auto enter = [&](std::vector<std::size_t>& states, std::size_t state) {
    for (; entered[state] != step; state += 2) {
      entered[state] = step;
      states.push_back(state);
      if (state == end || state % 2 == 1) return;
      const Kind kind = tokens_[state / 2].kind;
      if (kind == Kind::byte || kind == Kind::set) return;
    }
  };
  enter(now, 0);
  for (const char c : text) {
    if (folders_too && c == '/' && entered[end] == step) return true;
    ++step;
    next.clear();
    for (const std::size_t state : now) {
      if (state == end) continue;
      const Token& token = tokens_[state / 2];
      const std::size_t behind = state - state % 2 + 2;
      switch (token.kind) {
        case Kind::byte:
          if (token.byte == c) enter(next, behind);
          break;
        case Kind::set:
          if (sets_[token.index].test(byte_of(c))) enter(next, behind);
          break;
        case Kind::run:
          if (c != '/') enter(next, state);
          break;
        case Kind::any_run:
          enter(next, state);
          break;
        case Kind::folders:
          enter(next, behind - 1);
          if (c == '/') enter(next, behind);
          break;
      }
    }
    if (next.empty()) return false;
    now.swap(next);
  }
  return entered[end] == step;
}

}  // namespace baton
