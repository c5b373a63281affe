// What is under the cursor, in every form that names something.
#include "server/features/target.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/feature_fixture.h"

using namespace baton;
using namespace baton::testing;

namespace {

std::string words(const Target& target) {
  static const char* const kinds[] = {"none",  "agent",   "own name",    "placeholder", "argument",
                                      "mode",  "phase",   "heading",     "link",        "external doc",
                                      "skill", "command", "suppression", "key",         "value"};
  static const char* const parts[] = {"", " (phase)", " (agent)", " (output)", " (path)", " (fragment)"};
  static const char* const places[] = {"entry", "condition", "cell", "label"};
  std::string out = kinds[static_cast<std::size_t>(target.kind)];
  out += parts[static_cast<std::size_t>(target.part)];
  if (target.kind == Target::Kind::mode)
    out +=
        " " + std::to_string(target.index) + " (" + places[static_cast<std::size_t>(target.mode_place)] + ")";
  for (const std::string& key : target.keys) out += " " + key;
  if (!target.text.empty()) out += " \"" + target.text + "\"";
  if (target.task) out += ", in task " + std::to_string(*target.task);
  return out;
}

}  // namespace

TEST_CASE("target: one thing under one cursor") {
  run_feature_fixtures("target", [](const FeatureCase& asked) {
    const Target target = target_at(asked.input(), asked.cursor);
    if (target.kind == Target::Kind::none) return FeatureAnswer{{}, {{{}, "nothing", {}}}};
    return FeatureAnswer{{{asked.path, target.range, words(target)}}, {}};
  });
}

TEST_CASE("targets: all that a file names, found from each of its bytes") {
  run_feature_fixtures("targets", [](const FeatureCase& asked) {
    FeatureAnswer answer;
    const FeatureInput input = asked.input();
    for (std::uint32_t at = 0; at <= input.document.text.size() + 2; ++at) {
      const Target target = target_at(input, at);
      if (target.kind == Target::Kind::none) continue;
      CHECK(target.range.touches(std::min(at, static_cast<std::uint32_t>(input.document.text.size()))));
      CHECK(target.range.end <= input.document.text.size());
      const FeatureAnswer::Mark mark{asked.path, target.range, words(target)};
      const bool known = std::any_of(answer.marks.begin(), answer.marks.end(), [&](const auto& other) {
        return other.range == mark.range && other.label == mark.label;
      });
      if (!known) answer.marks.push_back(mark);
    }
    return answer;
  });
}
