// See inlay_hints.h.
#include "server/features/inlay_hints.h"

#include <algorithm>
#include <map>

#include "server/checks/flow_words.h"
#include "server/workspace/live_reference.h"

namespace baton {
namespace {

constexpr std::size_t most_modes = 4;  // that a label names

class Hinter {
 public:
  Hinter(const FeatureInput& input, TextRange range)
      : input_(input), document_(input.document), range_(range) {}

  std::vector<InlayHint> run() {
    agents();
    modes();
    std::ranges::stable_sort(out_, {}, &InlayHint::offset);
    return std::move(out_);
  }

 private:
  void agents() {
    const Plugin* own = input_.snapshot.plugin_of(input_.path);
    std::map<std::string, std::string> known;  // as written -> plugin
    for (const AgentReference& reference : document_.agent_references) {
      if (!range_.touches(reference.range.end) || !reference.qualifier.empty()) continue;
      if (!is_live(reference, input_.kind)) continue;
      const auto [plugin, is_new] = known.try_emplace(reference.text);
      if (is_new) {
        const AgentResolution found = input_.snapshot.resolve_agent(input_.path, reference.text);
        const bool other = found.agent != nullptr && !found.agent->plugin.empty() &&
                           (own == nullptr || found.agent->plugin_folder != own->folder);
        // "plugin-name" says it already.
        if (other && found.agent->name == reference.text) plugin->second = found.agent->plugin;
      }
      if (!plugin->second.empty())
        out_.push_back(
            {reference.range.end, "(" + plugin->second + ")",
             "The agent of plugin " + plugin->second + "; in full " + plugin->second + ":" + reference.text});
    }
  }

  void modes() {
    if (input_.kind != FileKind::command || document_.modes.empty()) return;
    const Flow flow = flow_of(input_);
    for (Index i = 0; i < document_.tasks.size(); ++i) {
      const Task& task = document_.tasks[i];
      const std::uint32_t at = agent_range(document_, task).end;
      if (!range_.touches(at)) continue;
      const std::vector<std::size_t> in = flow.tasks[i].modes.list();
      if (in.size() == document_.modes.size()) continue;
      std::string label;
      for (std::size_t mode = 0; mode < std::min(in.size(), most_modes); ++mode)
        label += (mode > 0 ? ", " : "") + document_.modes[in[mode]].name;
      if (in.size() > most_modes) label += ", …";
      const std::string words = in.empty() ? "This task runs in no mode"
                                           : "This task runs in " + mode_list(document_, flow.tasks[i].modes);
      out_.push_back({at, in.empty() ? "in no mode" : "in " + label, words});
    }
  }

  const FeatureInput& input_;
  const Document& document_;
  TextRange range_;
  std::vector<InlayHint> out_;
};

}  // namespace

std::vector<InlayHint> inlay_hints(const FeatureInput& input, TextRange range) {
  if (input.kind == FileKind::document || is_plain(input.kind)) return {};
  return Hinter(input, range).run();
}

}  // namespace baton
