// See link_spelling.h. What is in doubt is percent-escaped: escapes mean the same in Markdown and in each
// style of YAML.
#include "server/checks/link_spelling.h"

#include <algorithm>
#include <vector>

#include "server/base/edit_distance.h"
#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/syntax/lines.h"
#include "server/syntax/links.h"

namespace baton {
namespace {

// Beyond so many slips two spellings have nothing in common that would tell which is meant.
constexpr std::size_t most_slips = 40;
constexpr int most_parentheses = 32;  // of a bare target in Markdown, one in the other

bool is_external_doc(const LinkPlace& place) {
  return place.link->kind == Link::Kind::external_doc;
}

bool in_angle_brackets(const Document& document, const LinkPlace& place) {
  const TextRange target = place.link->target_range;
  return target.begin > 0 && target.end < document.text.size() && document.text[target.begin - 1] == '<' &&
         document.text[target.end] == '>';
}

bool are_balanced(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (depth < 0 || depth > most_parentheses) return false;
  }
  return depth == 0;
}

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

std::string escaped_at(const Document& document, const LinkPlace& place, std::string_view text) {
  if (is_external_doc(place)) return percent_escaped(text, " ~()");
  if (in_angle_brackets(document, place)) return percent_escaped(text, " ~@!;,()");
  return percent_escaped(text, are_balanced(text) ? "~@!;,()" : "~@!;,");
}

// A name without dot or slash would be no path, one behind "~" or "@" another one.
std::string as_path(std::string_view before, std::string written) {
  const bool dotted = before.starts_with("./") && !written.starts_with('.');
  const bool starts_path =
      is_word(written.front()) || is_beyond_ascii(written.front()) || written.front() == '.';
  return dotted || !starts_path || !is_judged_target(written) ? "./" + written : written;
}

bool leads_to(const CheckInput& input, const std::string& written, std::string_view target) {
  return input.snapshot.resolve_external_doc(input.path, written).path == target;
}

// From the folder that makes it look most like what is written. A bare file name may stay one.
std::string external_doc_path(const CheckInput& input, const LinkPlace& place, std::string_view target) {
  const std::string& before = place.link->path;
  std::string best;
  std::size_t least = most_slips + 2;
  const auto consider = [&](std::string candidate) {
    const std::size_t slips = edit_distance(before, candidate, most_slips);
    if (slips >= least || !leads_to(input, candidate, target)) return;
    least = slips;
    best = std::move(candidate);
  };
  if (before.find('/') == std::string::npos) consider(std::string(path::file_name(target)));
  for (const std::string& folder : external_doc_folders(input)) consider(path::relative(target, folder));
  return best.empty() ? path::relative(target, path::parent(input.path)) : best;
}

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    parts.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

// `written`, read from `folder`, with the letters of the absolute path `found`; nothing where they differ in
// more.
std::optional<std::string> with_letters_of(std::string_view found, std::string_view folder,
                                           std::string_view written) {
  constexpr std::size_t elsewhere = std::string_view::npos;
  std::vector<std::string_view> parts = parts_of(written);
  std::vector<std::size_t> steps(parts_of(folder).size() - 1, elsewhere);  // below "/"; each one's part
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].empty() || parts[i] == ".") continue;
    if (parts[i] != "..")
      steps.push_back(i);
    else if (!steps.empty())
      steps.pop_back();
  }
  const std::vector<std::string_view> real = parts_of(found.substr(std::min<std::size_t>(1, found.size())));
  if (real.size() != steps.size()) return std::nullopt;
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (steps[i] != elsewhere) parts[steps[i]] = real[i];
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += '/';
    out += parts[i];
  }
  return out;
}

}  // namespace

std::string percent_escaped(std::string_view text, std::string_view kept) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  const bool is_utf8 = first_invalid_utf8(text) == std::string_view::npos;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool at_end = i == 0 || i + 1 == text.size();
    const bool keep = is_word(c) || (is_utf8 && is_beyond_ascii(c)) || is_one_of(c, "-./+=") ||
                      (is_one_of(c, kept) && !(c == ' ' && at_end));
    if (keep) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', hex[byte >> 4], hex[byte & 15]};
  }
  return out;
}

std::optional<std::string> spell_path(const CheckInput& input, const LinkPlace& place,
                                      std::string_view target) {
  if (!place.replaceable) return std::nullopt;
  const std::string path = is_external_doc(place) ? external_doc_path(input, place, target)
                                                  : path::relative(target, path::parent(input.path));
  return as_path(place.link->path, escaped_at(input.document, place, path));
}

std::optional<std::string> spell_case(const CheckInput& input, const LinkPlace& place,
                                      const PathLookup& found) {
  if (!place.replaceable) return std::nullopt;
  std::vector<std::string> folders{std::string(path::parent(input.path))};
  if (is_external_doc(place)) folders = external_doc_folders(input);
  for (const std::string& folder : folders) {
    if (input.snapshot.look_up(path::join(folder, place.link->path)).path != found.path) continue;
    const auto path = with_letters_of(found.path, folder, place.link->path);
    if (path) return as_path(place.link->path, escaped_at(input.document, place, *path));
  }
  return spell_path(input, place, found.path);
}

std::string spell_path_unseen(bool external_doc, std::string_view before, std::string_view path) {
  const char* kept = external_doc ? " ~()" : are_balanced(path) ? "~@!;,()" : "~@!;,";
  return as_path(before, percent_escaped(path, kept));
}

std::optional<std::string> spell_fragment(const CheckInput& input, const LinkPlace& place,
                                          std::string_view anchor) {
  if (!place.replaceable) return std::nullopt;
  return escaped_at(input.document, place, anchor);
}

}  // namespace baton
