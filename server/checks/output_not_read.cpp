// output-not-read: in a file that hands outputs on by placeholders, a task whose output no later task is
// given. A placeholder that is misspelt, or stands in code, counts as one that reads: other checks speak of
// it.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/base/name_words.h"
#include "server/base/utf8.h"
#include "server/checks/all.h"
#include "server/checks/flow_words.h"
#include "server/checks/words.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

bool reads_output(const Placeholder& placeholder) {
  return placeholder.kind == Placeholder::Kind::agent_output ||
         placeholder.kind == Placeholder::Kind::phase_output;
}

std::string folded(std::string_view agent) {
  return fold_case(bare_name(agent));
}

// What the text says of outputs, in whatever form: "phase1.x" and "phase1.output".
class Mentions {
 public:
  explicit Mentions(const Document& document) {
    const std::string_view text = document.text;
    constexpr std::string_view word = "phase";
    // By the point behind its number: there are fewer of those than of a word's letters.
    for (std::size_t point = text.find('.'); point != text.npos; point = text.find('.', point + 1)) {
      std::size_t number = point;
      while (number > 0 && is_digit(text[number - 1])) --number;
      if (number >= word.size() && starts_with_lower(text.substr(number - word.size()), word))
        read(text, offset32(number));
    }
    // One of these may be meant for any agent of its phase, or for that agent of any phase.
    for (const PlaceholderNearMiss& miss : document.near_misses) whole_.insert(number_of(miss.replacement));
  }
  void may_mean(const Placeholder& placeholder, Availability availability) {
    if (availability == Availability::not_in_phase) whole_.insert(placeholder.phase);
    if (availability == Availability::unknown_phase) of_any_phase_.insert(folded(placeholder.agent));
  }
  bool hold(unsigned long long phase, std::string_view agent) const {
    const std::string name = folded(agent);
    return whole_.contains(phase) || of_any_phase_.contains(name) || named_.contains({phase, name});
  }

 private:
  static unsigned long long number_of(std::string_view replacement) {
    std::uint32_t i = 0;
    while (i < replacement.size() && !is_digit(replacement[i])) ++i;
    return read_number(replacement, i);
  }
  // Longer ones are no phase's.
  static unsigned long long read_number(std::string_view text, std::uint32_t& i) {
    unsigned long long number = 0;
    for (std::size_t count = 0; i < text.size() && is_digit(text[i]) && count < 15; ++i, ++count)
      number = number * 10 + static_cast<unsigned>(text[i] - '0');
    return number;
  }
  void read(std::string_view text, std::uint32_t i) {
    if (i >= text.size() || !is_digit(text[i])) return;
    const unsigned long long number = read_number(text, i);
    if (i >= text.size() || text[i] != '.') return;
    const std::uint32_t begin = ++i;
    while (i < text.size() &&
           (is_word(text[i]) || text[i] == '-' || text[i] == ':' || is_beyond_ascii(text[i])))
      ++i;
    const std::string_view name = piece(text, {begin, i});
    if (name == "output")
      whole_.insert(number);
    else if (!name.empty())
      named_.emplace(number, folded(name));
  }

  std::set<std::pair<unsigned long long, std::string>> named_;
  std::set<unsigned long long> whole_;
  std::set<std::string> of_any_phase_;
};

// For each task whether a placeholder reads it.
std::vector<bool> tasks_read(const CheckInput& input) {
  std::vector<bool> read(input.document.tasks.size());
  std::set<const Index*> seen;  // lists that many placeholders share
  for (const PlaceholderFlow& flow : input.flow.placeholders)
    if (!flow.writers.empty() && seen.insert(flow.writers.view().data()).second)
      for (const Index writer : flow.writers) read[writer] = true;
  return read;
}

}  // namespace

void check_output_not_read(const CheckInput& input, Findings& findings) {
  const Document& document = input.document;
  const std::vector<Index>& order = input.flow.order;
  if (order.empty() || std::ranges::none_of(document.placeholders, reads_output)) return;
  const auto number_of = [&](Index task) { return document.phases[*document.tasks[task].phase].number; };
  const unsigned long long last = number_of(order.back());
  const std::vector<bool> read = tasks_read(input);
  Mentions mentions(document);
  for (Index i = 0; i < document.placeholders.size(); ++i)
    mentions.may_mean(document.placeholders[i], input.flow.placeholders[i].availability);
  for (const Index index : order) {
    const Task& task = document.tasks[index];
    const unsigned long long phase = number_of(index);
    if (phase >= last || read[index] || !task.prompt || task.agents.empty()) continue;
    const std::string& agent = document.agent_references[task.agents.front()].text;
    if (!may_stand_in_placeholder(agent) || mentions.hold(phase, agent)) continue;
    Diagnostic& found = findings.add(agent_range(document, task),
                                     "nothing reads the output of " + task_words(document, task) +
                                         "; a later task is given it by " +
                                         quoted("{phase" + std::to_string(phase) + '.' + agent + ".output}"));
    found.unnecessary = true;
  }
}

}  // namespace baton
