// Lists are in file order, so each is searched by halves; what is not kept as a list (words of prose, keys)
// is looked at around the cursor only.
#include "server/features/target.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "server/syntax/lines.h"
#include "server/workspace/live_reference.h"

namespace baton {
namespace {

constexpr std::uint32_t longest_mention = 200;

// Of things that do not overlap, in file order: the one that holds the offset, else the one that ends there.
template <typename T, typename RangeOf>
std::optional<Index> find_at(const std::vector<T>& list, std::uint32_t offset, RangeOf range_of) {
  const auto behind =
      std::ranges::upper_bound(list, offset, {}, [&](const T& item) { return range_of(item).begin; });
  // What begins here may be empty, and a neighbour may end here.
  for (auto i = behind; i != list.begin() && behind - i < 3;) {
    --i;
    if (range_of(*i).touches(offset)) return static_cast<Index>(i - list.begin());
  }
  return std::nullopt;
}

template <typename T>
std::optional<Index> find_at(const std::vector<T>& list, std::uint32_t offset) {
  return find_at(list, offset, [](const T& item) { return item.range; });
}

bool holds(TextRange range, std::uint32_t offset) {
  return !range.empty() && range.touches(offset);
}

class Search {
 public:
  Search(const FeatureInput& input, std::uint32_t offset)
      : document_(input.document),
        kind_(input.kind),
        offset_(std::min(offset, offset32(input.document.text.size()))) {}

  Target run() {
    found_.task = task_at(document_, offset_);
    const bool any = own_name() || placeholder() || mode() || agent() || suppression() || external_doc() ||
                     link() || heading() || skill() || front_matter() || field() || command();
    if (!any) found_.kind = Target::Kind::none;
    return std::move(found_);
  }

 private:
  using Kind = Target::Kind;
  using Part = Target::Part;

  bool is(Kind kind, TextRange range, Index index = 0, Part part = Part::whole) {
    found_.kind = kind;
    found_.range = range;
    found_.index = index;
    found_.part = part;
    return true;
  }
  bool is_text(Kind kind, TextRange range, std::string text, Index index = 0) {
    found_.text = std::move(text);
    return is(kind, range, index);
  }

  // Modes, phases, placeholders and tables mean something in commands alone.
  bool in_command() const { return kind_ == FileKind::command; }

  bool own_name() {
    TextItem name = baton::own_name(document_, kind_);
    return holds(name.range, offset_) && is_text(Kind::own_name, name.range, std::move(name.text));
  }

  bool placeholder() {
    if (!in_command()) return false;
    const auto index = find_at(document_.placeholders, offset_);
    if (!index) return false;
    const Placeholder& placeholder = document_.placeholders[*index];
    if (placeholder.kind == Placeholder::Kind::arguments || placeholder.kind == Placeholder::Kind::argument)
      return is(Kind::argument, placeholder.range, *index);
    const std::array<std::pair<TextRange, Part>, 3> parts = {{{placeholder.phase_range, Part::phase},
                                                              {placeholder.agent_range, Part::agent},
                                                              {placeholder.output_range, Part::output}}};
    for (const auto& [range, part] : parts)
      if (holds(range, offset_)) return is(Kind::placeholder, range, *index, part);
    return is(Kind::placeholder, placeholder.range, *index);
  }

  bool mode() {
    if (!in_command() || document_.modes.empty() || !may_name_mode()) return false;
    const std::vector<ModeUse> uses = mode_uses(document_);
    const auto index = find_at(uses, offset_);
    if (!index) return false;
    found_.mode_place = uses[*index].place;
    return is(Kind::mode, uses[*index].range, uses[*index].mode);
  }

  bool may_name_mode() const {
    const auto condition =
        find_at(document_.conditions, offset_, [](const Condition& item) { return item.head; });
    const auto row =
        find_at(document_.agent_rows, offset_, [](const AgentRow& item) { return item.modes.range; });
    const auto entry = find_at(document_.modes, offset_, [](const Mode& item) { return item.name_range; });
    return condition || row || entry || find_at(document_.questions, offset_);
  }

  bool agent() {
    const auto index = find_at(document_.agent_references, offset_);
    if (!index || !is_live(document_.agent_references[*index], kind_)) return false;
    return is(Kind::agent, document_.agent_references[*index].range, *index);
  }

  bool suppression() {
    const auto index = find_at(document_.suppressions, offset_);
    if (!index || kind_ == FileKind::document) return false;
    for (const TextItem& code : document_.suppressions[*index].codes)
      if (holds(code.range, offset_)) return is_text(Kind::suppression, code.range, code.text, *index);
    return false;
  }

  bool external_doc() {
    for (Index i = 0; i < document_.external_docs.size(); ++i) {
      const TextItem& name = document_.external_docs[i].name;
      const TextRange range = inside_quotes(document_, name.range);
      if (!name.text.empty() && holds(range, offset_))
        return is_text(Kind::external_doc, range, name.text, i);
    }
    return false;
  }

  // An image may stand in a link's text, and a definition stands elsewhere.
  bool link() {
    std::optional<Index> innermost;
    for (Index i = 0; i < document_.links.size(); ++i) {
      const Link& link = document_.links[i];
      if (!link.range.touches(offset_) && !holds(link.target_range, offset_)) continue;
      if (!innermost || link.range.size() < document_.links[*innermost].range.size()) innermost = i;
    }
    if (!innermost) return false;
    const Link& link = document_.links[*innermost];
    if (link.has_fragment && link.fragment_range.touches(offset_) && !link.fragment_range.empty())
      return is(Kind::link, link.fragment_range, *innermost, Part::fragment);
    if (holds(link.path_range, offset_)) return is(Kind::link, link.path_range, *innermost, Part::path);
    if (holds(link.target_range, offset_)) return is(Kind::link, link.target_range, *innermost);
    return is(Kind::link, link.range, *innermost);
  }

  bool heading() {
    const auto index = find_at(document_.body.headings, offset_);
    if (!index) return false;
    if (in_command()) {
      const auto phase =
          find_at(document_.phases, offset_, [](const Phase& item) { return item.name_range; });
      if (phase) return is(Kind::phase, document_.phases[*phase].name_range, *phase);
    }
    const Heading& heading = document_.body.headings[*index];
    const bool on_text = heading.text_range.touches(offset_);
    return is(Kind::heading, on_text ? heading.text_range : heading.range, *index);
  }

  bool skill() {
    if (kind_ == FileKind::document) return false;
    for (TextItem& name : skill_names(document_))
      if (holds(name.range, offset_)) return is_text(Kind::skill, name.range, std::move(name.text));
    return false;
  }

  bool front_matter() {
    if (kind_ == FileKind::document || !document_.front_matter.range.touches(offset_)) return false;
    return in_mapping(document_.front_matter.root);
  }

  // Of a task's fields the keys alone.
  bool field() {
    if (!found_.task || !in_command()) return false;
    for (const YamlEntry& entry : document_.tasks[*found_.task].fields.entries) {
      if (!holds(entry.key_range, offset_)) continue;
      found_.keys = {entry.key};
      return is_text(Kind::key, entry.key_range, entry.key);
    }
    return false;
  }

  bool in_mapping(const YamlNode& mapping) {
    for (const YamlEntry& entry : mapping.entries) {
      if (!entry.range.touches(offset_)) continue;
      found_.keys.push_back(entry.key);
      if (holds(entry.key_range, offset_)) return is_text(Kind::key, entry.key_range, entry.key);
      if (in_value(entry.value)) return true;
      found_.keys.pop_back();
    }
    return false;
  }

  bool in_value(const YamlNode& value) {
    if (value.is_scalar())
      return holds(value.content_range(), offset_) && is_text(Kind::value, value.content_range(), value.text);
    if (std::ranges::any_of(value.items, [&](const YamlNode& item) { return in_value(item); })) return true;
    return value.is_mapping() && in_mapping(value);
  }

  bool command() {
    if (kind_ == FileKind::document) return false;
    const std::string_view text = document_.text;
    const std::uint32_t least = offset_ > longest_mention ? offset_ - longest_mention : 0;
    for (std::uint32_t at = offset_ + 1; at-- > least;) {
      if (at < text.size() && text[at] == '/') {
        const auto range = command_mention(text, at);
        return range && range->touches(offset_) &&
               is_text(Kind::command, *range, std::string(text.substr(at + 1, range->size() - 1)));
      }
      if (at < offset_ && is_space(text[at])) return false;
    }
    return false;
  }

  const Document& document_;
  FileKind kind_;
  std::uint32_t offset_;
  Target found_;
};

}  // namespace

Target target_at(const FeatureInput& input, std::uint32_t offset) {
  return Search(input, offset).run();
}

}  // namespace baton
