// Placeholders, part by part: phases behind the bracket, agents behind the first point, "output" behind the
// second. Who can be read is asked of the flow; who cannot comes last, with the reason.
#include <algorithm>
#include <map>
#include <set>

#include "server/checks/flow_words.h"
#include "server/features/completion_parts.h"
#include "server/flow/mode_membership.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

constexpr std::uint32_t longest = 300;  // bytes from the bracket to the cursor

// What is typed from the bracket on.
struct Typed {
  char open = 0;  // '{', '<' or '$'
  std::vector<TextRange> parts;
};

std::optional<Typed> typed_at(std::string_view text, std::uint32_t offset) {
  std::uint32_t begin = offset;
  while (begin > 0 && offset - begin < longest && (is_name_byte(text[begin - 1]) || text[begin - 1] == '.'))
    --begin;
  if (begin == 0) return std::nullopt;
  Typed out;
  out.open = text[begin - 1];
  const char before = begin > 1 ? text[begin - 2] : ' ';
  if (out.open == '$') {
    if (before == '$' || before == '\\') return std::nullopt;
  } else if (out.open == '{' || out.open == '<') {
    if (before == out.open || before == '$' || before == '\\') return std::nullopt;
  } else {
    return std::nullopt;
  }
  std::uint32_t part = begin;
  for (std::uint32_t i = begin; i <= offset; ++i) {
    if (i < offset && text[i] != '.') continue;
    out.parts.push_back({part, i});
    part = i + 1;
  }
  while (out.parts.back().end < text.size() && is_name_byte(text[out.parts.back().end]))
    ++out.parts.back().end;
  return out;
}

class Completer {
 public:
  Completer(const FeatureInput& input, std::uint32_t offset, const Typed& typed)
      : document_(input.document),
        flow_(flow_of(input)),
        reader_(prompt_at(input.document, offset)),
        typed_(typed),
        tail_(std::string_view(document_.text).substr(typed.parts.back().end)) {
    out_.replace = typed.parts.back();
    for (std::size_t i = 0; i < flow_.order.size(); ++i) {
      const Index task = flow_.order[i];
      place_[task] = i;
      by_phase_[document_.phases[*document_.tasks[task].phase].number].push_back(task);
    }
    if (reader_ && !place_.contains(*reader_)) reader_ = std::nullopt;
    if (reader_) live_ = live_modes(offset);
  }

  Completions run() {
    if (typed_.parts.size() == 1) phases();
    if (typed_.parts.size() > 1) in_phase();
    return std::move(out_);
  }

 private:
  ModeSet live_modes(std::uint32_t offset) const {
    ModeSet live = flow_.tasks[*reader_].modes;
    const std::vector<ModeSet> allowed = condition_modes(document_, flow_.mode_count);
    for (std::size_t i = 0; i < document_.conditions.size(); ++i) {
      const Condition& condition = document_.conditions[i];
      if (!condition.whole_task && condition.text.touches(offset)) live = live.intersection(allowed[i]);
    }
    return live;
  }

  bool is_before(Index task) const {
    const auto at = place_.find(task);
    return !reader_ || (at != place_.end() && at->second < place_.at(*reader_));
  }

  void phases() {
    std::map<unsigned long long, const Phase*> numbers;
    for (const Phase& phase : document_.phases) numbers.emplace(phase.number, &phase);
    for (const auto& [number, phase] : numbers) {
      const std::vector<Index>& tasks = by_phase_[number];
      if (std::ranges::none_of(tasks, [&](Index task) { return is_before(task); })) continue;
      out_.items.push_back(
          {"phase" + std::to_string(number), CompletionItem::Kind::phase, phase->title.text});
    }
  }

  // With what stands behind it, up to the closing bracket.
  std::string with_tail(const std::string& written, bool output) const {
    if (tail_.starts_with('.')) return written;
    const char close = typed_.open == '{' ? '}' : '>';
    return written + (output ? "" : ".output") + (tail_.starts_with(close) ? "" : std::string(1, close));
  }

  void in_phase() {
    const std::string_view word = document_.slice(typed_.parts[0]);
    unsigned long long number = 0;
    if (!starts_with_lower(word, "phase") || word.size() < 6 || word.size() > 20) return;
    for (const char c : word.substr(5)) {
      if (!is_digit(c)) return;
      number = number * 10 + static_cast<unsigned>(c - '0');
    }
    const std::vector<Index>& tasks = by_phase_[number];
    if (tasks.empty()) return;
    if (typed_.parts.size() == 2) agents(tasks);
    if (typed_.parts.size() == 3) {
      out_.items.push_back({"output", CompletionItem::Kind::output, {}, {}, with_tail("output", true), {}});
      return;
    }
    if (typed_.parts.size() != 2) return;
    CompletionItem whole{"output", CompletionItem::Kind::output, "all of the phase",
                         {},       with_tail("output", true),    {}};
    whole.last = std::ranges::none_of(tasks, [&](Index task) { return is_before(task); });
    if (whole.last) whole.detail = "runs later";
    out_.items.push_back(std::move(whole));
  }

  void agents(const std::vector<Index>& tasks) {
    std::vector<std::string> names;  // in the order of the tasks
    std::map<std::string, std::vector<Index>> writers;
    for (const Index task : tasks)
      for (const Index agent : document_.tasks[task].agents) {
        const std::string& name = document_.agent_references[agent].name;
        if (name.empty() || !may_stand_in_placeholder(name)) continue;
        auto& list = writers[name];
        if (list.empty()) names.push_back(name);
        if (list.empty() || list.back() != task) list.push_back(task);
      }
    for (const std::string& name : names) {
      CompletionItem item{name, CompletionItem::Kind::agent};
      item.detail = why_not(writers[name]);
      item.last = !item.detail.empty();
      item.insert = with_tail(name, false);
      out_.items.push_back(std::move(item));
    }
  }

  // Why an agent cannot be read here; empty where it can.
  std::string why_not(const std::vector<Index>& writers) const {
    if (!reader_) return {};
    ModeSet written;
    bool any = false;
    for (const Index writer : writers) {
      if (!is_before(writer)) continue;
      any = true;
      written = written.united(flow_.tasks[writer].modes);
    }
    if (!any) {
      const bool itself = std::ranges::find(writers, *reader_) != writers.end();
      return itself ? "this task itself" : "runs later";
    }
    const ModeSet missing = live_.without(written);
    if (missing.empty() || !flow_.has_modes) return {};
    return "does not run in " + mode_list(document_, missing, "or");
  }

  const Document& document_;
  Flow flow_;
  std::optional<Index> reader_;  // of those that run in order; none: prose
  const Typed& typed_;
  std::string_view tail_;
  std::map<Index, std::size_t> place_;  // in which they run
  std::map<unsigned long long, std::vector<Index>> by_phase_;
  ModeSet live_;
  Completions out_;
};

Completions arguments(const Document& document, const Typed& typed) {
  Completions out;
  out.replace = {typed.parts.back().begin - 1, typed.parts.back().end};
  out.items.push_back({"$ARGUMENTS", CompletionItem::Kind::argument, "all that the user typed"});
  const YamlEntry* hint = document.front_matter.root.find("argument-hint");
  const std::string words = hint != nullptr ? hint->value.text : std::string();
  out.items.push_back({"$1", CompletionItem::Kind::argument, words.empty() ? "the first argument" : words});
  out.items.push_back({"$2", CompletionItem::Kind::argument, "the second argument"});
  return out;
}

}  // namespace

std::optional<Completions> complete_placeholder(const FeatureInput& input, std::uint32_t offset) {
  const auto typed = typed_at(input.document.text, offset);
  if (!typed || !is_live_text(input.document, offset)) return std::nullopt;
  if (typed->open == '$') {
    if (typed->parts.size() > 1) return std::nullopt;
    return arguments(input.document, *typed);
  }
  if (input.document.phases.empty()) return std::nullopt;
  Completions out = Completer(input, offset, *typed).run();
  // "<Ta" may yet become a tag.
  if (typed->open == '<' && typed->parts.size() == 1 && !prompt_at(input.document, offset))
    return std::nullopt;
  return out;
}

}  // namespace baton
