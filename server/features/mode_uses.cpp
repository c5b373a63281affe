// Names compare in any letter case. A cell lists them ("Standard, Enterprise", "Quick/Standard"); a label
// begins with one ("Quick (2-3 days)").
#include "server/features/mode_uses.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "server/base/utf8.h"
#include "server/features/feature.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::size_t longest_cell = 1000;
constexpr std::size_t longest_name = 256;  // that a label is held against

bool is_name_part(char c) {
  return is_word(c) || c == '-' || is_beyond_ascii(c);
}

class Finder {
 public:
  explicit Finder(const Document& document) : document_(document) {
    for (Index i = 0; i < document.modes.size(); ++i) {
      const std::string folded = fold_case(document.modes[i].name);
      longest_ = std::max(longest_, folded.size());
      modes_.emplace(folded, i);
    }
  }

  std::vector<ModeUse> all() {
    for (Index i = 0; i < document_.modes.size(); ++i)
      out_.push_back({ModeUse::Place::entry, i, inside_quotes(document_, document_.modes[i].name_range)});
    for (const Condition& condition : document_.conditions)
      for (const ConditionName& name : condition.names)
        if (name.mode) out_.push_back({ModeUse::Place::condition, *name.mode, name.name.range});
    for (const AgentRow& row : document_.agent_rows) cell(row.modes.range);
    for (const Question& question : document_.questions) labels(question);
    std::ranges::sort(out_, {}, &ModeUse::range);
    return std::move(out_);
  }

 private:
  std::optional<Index> mode_of(std::string_view written) const {
    if (written.empty() || written.size() > 2 * longest_ + 8) return std::nullopt;
    const auto found = modes_.find(fold_case(written));
    return found == modes_.end() ? std::nullopt : std::optional(found->second);
  }

  void add(ModeUse::Place place, TextRange range) {
    if (const auto mode = mode_of(document_.slice(range))) out_.push_back({place, *mode, range});
  }

  // Each part between joiners, without the words that may stand behind a name.
  void cell(TextRange where) {
    if (where.size() > longest_cell) return;
    std::uint32_t begin = where.begin;
    for (std::uint32_t i = where.begin; i <= where.end; ++i) {
      const std::string_view rest = document_.slice({i, where.end});
      const bool word = starts_with_lower(rest, " and ");
      const bool end =
          i == where.end || std::string_view(",/;&").find(rest.front()) != std::string_view::npos;
      if (!word && !end) continue;
      part({begin, i});
      begin = i + (word ? 5 : 1);
    }
  }

  void part(TextRange where) {
    const std::string_view marks = "*_`";
    where = trimmed(document_.text, where);
    while (!where.empty() && marks.find(document_.text[where.begin]) != std::string_view::npos) ++where.begin;
    while (!where.empty() && marks.find(document_.text[where.end - 1]) != std::string_view::npos) --where.end;
    for (const std::string_view word : {" only", " modes", " mode", " execution"}) {
      const std::string_view written = document_.slice(where);
      if (written.size() > word.size() && equals_lower(written.substr(written.size() - word.size()), word))
        where = trimmed(document_.text, {where.begin, where.end - offset32(word.size())});
    }
    add(ModeUse::Place::cell, where);
  }

  // Of a question that chooses the mode: all of its labels begin with one, or at least two do.
  void labels(const Question& question) {
    const YamlEntry* questions = question.fields.find("questions");
    if (questions == nullptr) return;
    for (const YamlNode& one : questions->value.items) {
      const YamlEntry* options = one.find("options");
      if (options == nullptr) continue;
      std::vector<ModeUse> found;
      for (const YamlNode& option : options->value.items) {
        const YamlEntry* label = option.find("label");
        const auto use = label == nullptr ? std::nullopt : label_use(label->value);
        if (use) found.push_back(*use);
      }
      if (found.size() >= 2 || (!found.empty() && found.size() == options->value.items.size()))
        out_.insert(out_.end(), found.begin(), found.end());
    }
  }

  // The longest mode that the label begins with.
  std::optional<ModeUse> label_use(const YamlNode& label) const {
    if (!label.is_scalar()) return std::nullopt;
    const TextRange content = label.content_range();
    const std::string_view written = document_.slice(content);
    const std::size_t most = std::min({written.size(), 2 * longest_ + 8, longest_name});
    for (std::size_t size = most; size > 0; --size) {
      if (size < written.size() && is_name_part(written[size])) continue;
      if (const auto mode = mode_of(written.substr(0, size)))
        return ModeUse{ModeUse::Place::label, *mode, {content.begin, content.begin + offset32(size)}};
    }
    return std::nullopt;
  }

  const Document& document_;
  std::size_t longest_ = 0;
  std::unordered_map<std::string, Index> modes_;
  std::vector<ModeUse> out_;
};

}  // namespace

std::vector<ModeUse> mode_uses(const Document& document) {
  if (document.modes.empty()) return {};
  return Finder(document).all();
}

}  // namespace baton
