// See run_hover.h.
#include "server/features/run_hover.h"

#include <string>
#include <string_view>
#include <vector>

#include "server/features/hover_text.h"
#include "server/features/target.h"

namespace baton {
namespace {

constexpr std::size_t most_writers = 3;

// An output is anything: set in by four blanks, none of its marks is obeyed.
std::string block_of(std::string_view text, bool markdown) {
  std::string out = "\n\n";
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    out += (markdown ? "    " : "") + std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  out.pop_back();
  return out;
}

std::vector<Index> tasks_meant(const FeatureInput& input, const Target& target) {
  std::vector<Index> out;
  if (target.kind == Target::Kind::placeholder) {
    const Flow flow = flow_of(input);
    for (const Index writer : flow.placeholders[target.index].writers.view())
      if (out.size() < most_writers) out.push_back(writer);
  } else if (target.kind == Target::Kind::agent && target.task) {
    out.push_back(*target.task);
  }
  return out;
}

}  // namespace

std::optional<Hover> run_hover(const FeatureInput& input, std::uint32_t offset, const RunView& runs,
                               bool markdown) {
  if (input.kind != FileKind::command) return std::nullopt;
  const Target target = target_at(input, offset);
  std::string text;
  for (const Index task : tasks_meant(input, target)) {
    const TaskRun& run = runs.tasks[task];
    if (run.kind == TaskRun::Kind::none) continue;
    HoverText line(markdown);
    line.words("Last run of ").code(runs.steps[task]).words(": ").prose(state_words(run));
    text += (text.empty() ? "" : "\n\n") + line.take();
    if (!run.opening.empty()) text += block_of(run.opening, markdown);
  }
  if (text.empty()) return std::nullopt;
  return Hover{target.range, std::move(text)};
}

}  // namespace baton
