// Renames whose edits are the document's own. The edited text is read again: it must say the same as before
// but for the name, or the rename is refused.
#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "server/base/utf8.h"
#include "server/features/lookup.h"
#include "server/features/rename_parts.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::size_t longest_number = 15;  // digits that a placeholder's phase may have

Error no(std::string words) {
  return Error{std::move(words)};
}

bool reads_alike(const Document& one, const Document& other) {
  return one.phases.size() == other.phases.size() && one.tasks.size() == other.tasks.size() &&
         one.modes.size() == other.modes.size() && one.conditions.size() == other.conditions.size() &&
         one.placeholders.size() == other.placeholders.size() && one.links.size() == other.links.size() &&
         one.agent_references.size() == other.agent_references.size() &&
         one.near_misses.size() == other.near_misses.size() &&
         one.external_docs.size() == other.external_docs.size() &&
         one.body.headings.size() == other.body.headings.size() &&
         one.front_matter.problems.size() == other.front_matter.problems.size();
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

// "7", "phase7", "Phase 7", or with the word that the heading has.
std::optional<unsigned long long> phase_number(std::string_view name, std::string_view heading_word) {
  std::string_view digits = name;
  while (!digits.empty() && !is_digit(digits.front())) digits.remove_prefix(1);
  std::string_view word = trimmed(name.substr(0, name.size() - digits.size()));
  if (word.starts_with("{") || !all_digits(digits) || digits.size() > longest_number) return std::nullopt;
  if (!word.empty() && fold_case(word) != "phase" && fold_case(word) != fold_case(trimmed(heading_word)))
    return std::nullopt;
  unsigned long long number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// "Quick" and "QUICK" stay so dressed.
std::string written_like(std::string name, std::string_view written) {
  const auto upper = [](char c) {
    return c >= 'A' && c <= 'Z' ? c : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  };
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const bool letters = std::ranges::any_of(written, is_letter);
  const bool shouted = letters && written.size() > 1 &&
                       std::ranges::none_of(written, [](char c) { return c >= 'a' && c <= 'z'; });
  if (shouted)
    std::ranges::transform(name, name.begin(), upper);
  else if (!written.empty() && is_capital(written.front()))
    name.front() = upper(name.front());
  return name;
}

}  // namespace

bool is_plain_name(std::string_view name) {
  return std::ranges::all_of(name, [](char c) { return is_word(c) || c == '-' || is_beyond_ascii(c); }) &&
         std::ranges::any_of(name, [](char c) { return is_letter(c) || is_beyond_ascii(c); }) &&
         first_invalid_utf8(name) == std::string_view::npos && !name.starts_with('-');
}

Result<Rename> with_anchors(const FeatureInput& input, std::vector<TextEdit> edits) {
  const Document& before = input.document;
  const auto after = parse_document(apply_edits(before.text, edits));
  if (!reads_alike(before, *after)) return no("with that name the file would be read in another way");
  Rename out;
  for (TextEdit& edit : edits)
    out.edits.push_back({place_in(input.path, before, edit.range), std::move(edit.new_text)});
  std::map<std::string_view, std::string_view> slugs;  // that change
  for (std::size_t i = 0; i < before.heading_slugs.size(); ++i)
    if (before.heading_slugs[i] != after->heading_slugs[i])
      slugs.emplace(before.heading_slugs[i], after->heading_slugs[i]);
  // An explicit anchor of that name stays.
  for (const std::string& anchor : before.body.anchors) slugs.erase(anchor);
  if (!slugs.empty()) {
    const Thing all{Thing::Kind::anchor, input.path, {}, 0, 0};
    for (Occurrence& found : occurrences(input, all, Scope::workspace)) {
      const auto changed = slugs.find(found.text);
      if (changed != slugs.end()) out.edits.push_back({std::move(found.place), std::string(changed->second)});
    }
  }
  const auto order = [](const PlacedEdit& edit) {
    return std::pair(std::string_view(edit.place.path), edit.place.range);
  };
  std::ranges::stable_sort(out.edits, {}, order);
  for (std::size_t i = 1; i < out.edits.size(); ++i)
    if (out.edits[i].place.path == out.edits[i - 1].place.path &&
        out.edits[i].place.range.overlaps(out.edits[i - 1].place.range))
      return no("a link to a heading stands inside of what would change");
  return out;
}

Result<Rename> rename_mode(const FeatureInput& input, const Thing& thing, const std::string& new_name) {
  const Document& document = input.document;
  const std::string folded = fold_case(new_name);
  if (!is_plain_name(new_name))
    return no("\"" + new_name + "\" cannot be a mode's name: use letters, digits and -");
  for (const char* word :
       {"and", "or", "mode", "modes", "only", "all", "every", "any", "execution", "true", "false", "null"})
    if (folded == word) return no("\"" + new_name + "\" means something else where modes are named");
  for (Index i = 0; i < document.modes.size(); ++i)
    if (i != thing.index && fold_case(document.modes[i].name) == folded)
      return no("this file has a mode \"" + document.modes[i].name + "\" already");
  std::vector<TextEdit> edits;
  for (const ModeUse& use : mode_uses(document)) {
    if (use.mode != thing.index) continue;
    const std::string_view written = document.slice(use.range);
    const bool entry = use.place == ModeUse::Place::entry;
    if (fold_case(written) != fold_case(document.modes[thing.index].name))
      return no("the mode's name is written with escapes");
    edits.push_back({use.range, entry ? new_name : written_like(new_name, written)});
  }
  const std::size_t uses = mode_uses(document).size();
  auto out = with_anchors(input, edits);
  if (out && mode_uses(*parse_document(apply_edits(document.text, edits))).size() != uses)
    return no("\"" + new_name + "\" would be read as a mode in other places too");
  return out;
}

Result<Rename> rename_phase(const FeatureInput& input, const Thing& thing, const std::string& new_name) {
  const Document& document = input.document;
  const Phase* renamed = nullptr;
  for (const Phase& phase : document.phases) {
    if (phase.number != thing.number) continue;
    if (renamed != nullptr) return no("this file has two phases " + std::to_string(thing.number));
    renamed = &phase;
  }
  if (renamed == nullptr) return no("this file has no phase " + std::to_string(thing.number));
  const std::string_view word = document.slice({renamed->name_range.begin, renamed->number_range.begin});
  const auto number = phase_number(new_name, word);
  if (!number) return no("a phase is named by its number: \"7\", \"phase7\" or \"Phase 7\"");
  if (*number == thing.number) return Rename{};
  const std::string digits = std::to_string(*number);
  for (const Phase& phase : document.phases)
    if (phase.number == *number) return no("this file has a phase " + digits + " already");
  std::vector<TextEdit> edits{{renamed->number_range, digits}};
  for (const Placeholder& placeholder : document.placeholders) {
    if (placeholder.phase_range.empty()) continue;
    if (placeholder.phase == *number)
      return no("placeholders read a phase " + digits + " already, which is not there yet");
    if (placeholder.phase != thing.number) continue;
    if (!document.slice(placeholder.phase_range).starts_with("phase"))
      return no("a placeholder is written with escapes");
    edits.push_back({placeholder.phase_range, "phase" + digits});
  }
  return with_anchors(input, std::move(edits));
}

Result<Rename> rename_external_doc(const FeatureInput& input, const Thing& thing,
                                   const std::string& new_name) {
  const Document& document = input.document;
  const ExternalDoc& doc = document.external_docs[thing.index];
  if (!is_plain_name(new_name))
    return no("\"" + new_name + "\" cannot be a doc's name: use letters, digits and -");
  for (const char* word : {"true", "false", "null"})
    if (fold_case(new_name) == word) return no("\"" + new_name + "\" is no name in YAML");
  for (const ExternalDoc& other : document.external_docs)
    if (other.name.text == new_name && other.name.range != doc.name.range)
      return no("this file has an external doc \"" + new_name + "\" already");
  const TextRange key = inside_quotes(document, doc.name.range);
  if (document.slice(key) != doc.name.text) return no("the doc's name is written with escapes");
  std::vector<TextEdit> edits{{key, new_name}};
  for (const TextRange mention : doc_mentions(document, doc.name.text)) edits.push_back({mention, new_name});
  return with_anchors(input, std::move(edits));
}

TextRange heading_name(const Document& document, Index heading) {
  for (const Phase& phase : document.phases)
    if (phase.heading == heading) return phase.title.range;
  return document.body.headings[heading].text_range;
}

Result<Rename> rename_heading(const FeatureInput& input, Index heading, const std::string& new_name) {
  const TextRange range = heading_name(input.document, heading);
  if (range.empty()) return no("this heading has no text of its own");
  if (new_name.find_first_of("\r\n") != std::string::npos) return no("a heading is one line");
  return with_anchors(input, {{range, new_name}});
}

}  // namespace baton
