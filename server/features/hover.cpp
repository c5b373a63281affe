// One function for each kind of target; each says what a reader wants to know before following the name.
#include "server/features/hover.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "server/base/path.h"
#include "server/checks/check.h"
#include "server/checks/schema.h"
#include "server/features/hover_text.h"
#include "server/features/lookup.h"
#include "server/features/task_fields.h"
#include "server/features/thing.h"
#include "server/syntax/modes.h"

namespace baton {
namespace {

constexpr std::size_t most_lines = 20;  // of a list

class Writer {
 public:
  Writer(const FeatureInput& input, bool markdown)
      : input_(input), document_(input.document), markdown_(markdown), text_(markdown) {}

  std::optional<Hover> run(std::uint32_t offset) {
    const Target target = target_at(input_, offset);
    write(target);
    std::string text = text_.take();
    if (text.empty()) return std::nullopt;
    return Hover{target.range, std::move(text)};
  }

 private:
  void write(const Target& target) {
    switch (target.kind) {
      case Target::Kind::agent:
        return agent(document_.agent_references[target.index].text);
      case Target::Kind::placeholder:
        return placeholder(target);
      case Target::Kind::argument:
        return argument(document_.placeholders[target.index]);
      case Target::Kind::mode:
        return mode(target.index);
      case Target::Kind::phase:
        return phase(document_.phases[target.index]);
      case Target::Kind::link:
        return link(document_.links[target.index]);
      case Target::Kind::external_doc:
        for (const Link& doc : document_.links)
          if (doc.external_doc == target.index) return link(doc);
        return;
      case Target::Kind::own_name:
      case Target::Kind::skill:
      case Target::Kind::command:
        return file(thing_at(input_, target));
      case Target::Kind::suppression:
        return suppression(target.text);
      case Target::Kind::key:
        return key(target);
      default:
        return;
    }
  }

  std::string shown(const std::string& path) const { return short_path(input_.snapshot.root_of(path), path); }

  void description(const FileFacts& facts) {
    if (!facts.description.empty()) text_.paragraph().prose(facts.description);
    if (!facts.model.empty()) text_.paragraph().words("Model: ").code(facts.model);
    if (!facts.tools.empty()) text_.paragraph().words("Tools: ").code(facts.tools);
    text_.paragraph().words("File: ").code(shown(facts.path));
  }

  void agent(const std::string& text) {
    using Status = AgentResolution::Status;
    const AgentResolution resolution = input_.snapshot.resolve_agent(input_.path, text);
    if (resolution.agent != nullptr) return agent_file(*resolution.agent);
    text_.words("Agent ").title(text);
    switch (resolution.status) {
      case Status::resolved:
        text_.paragraph().words("It comes with the tool, or is listed in agents.known.");
        break;
      case Status::ambiguous:
        text_.paragraph().words("Several plugins have it:");
        for (const Agent* candidate : resolution.candidates)
          text_.item().code(candidate->plugin + ":" + candidate->name);
        break;
      case Status::unknown:
        text_.paragraph().words("It is not in this workspace.");
        break;
      case Status::unseen_plugin:
        text_.paragraph().words("Its plugin is not in this workspace.");
        break;
    }
  }

  void agent_file(const Agent& agent) {
    text_.words("Agent ").title(agent.name);
    if (!agent.plugin.empty()) text_.words(" of plugin ").code(agent.plugin);
    if (const FileFacts* facts = input_.snapshot.facts(agent.path)) description(*facts);
  }

  void file(const Thing& thing) {
    const FileFacts* facts = input_.snapshot.facts(thing.identity);
    if (facts == nullptr) return;
    const bool command = thing.kind == Thing::Kind::command;
    const bool skill = thing.kind == Thing::Kind::skill;
    text_.words(command ? "Command " : skill ? "Skill " : "Agent ");
    text_.title(command ? "/" + std::string(called(*facts)) : facts->name);
    if (const Plugin* plugin = input_.snapshot.plugin_of(facts->path))
      text_.words(" of plugin ").code(plugin->name);
    description(*facts);
  }

  std::string mode_words(const ModeSet& modes) const {
    std::string out;
    for (const std::size_t mode : modes.list())
      out += (out.empty() ? "" : ", ") + HoverText(markdown_).prose(document_.modes[mode].name).take();
    return out;
  }

  // " (in quick, standard)", or nothing where the file has no modes or all of them are meant.
  std::string in_modes(const Flow& flow, const ModeSet& modes) const {
    if (!flow.has_modes || modes == ModeSet::all(flow.mode_count)) return {};
    return modes.empty() ? " (in no mode)" : " (in " + mode_words(modes) + ")";
  }

  std::string agents_of(Index task) const {
    const std::string names = baton::agents_of(document_, document_.tasks[task]);
    return names.empty() ? "a task without an agent" : names;
  }

  std::string phase_of(Index task) const {
    const auto& phase = document_.tasks[task].phase;
    return phase ? "phase " + std::to_string(document_.phases[*phase].number) : "no phase";
  }

  void task_line(const Flow& flow, Index task) {
    text_.item()
        .code(agents_of(task))
        .words(" in " + phase_of(task) + in_modes(flow, flow.tasks[task].modes));
  }

  void placeholder(const Target& target) {
    const Placeholder& asked = document_.placeholders[target.index];
    const Flow flow = flow_of(input_);
    const PlaceholderFlow& read = flow.placeholders[target.index];
    const bool whole = asked.kind == Placeholder::Kind::phase_output;
    text_.words("Output of ");
    if (!whole) text_.title(asked.agent).words(" in ");
    text_.title("phase " + std::to_string(asked.phase));
    if (!read.writers.empty()) text_.paragraph().words("Written by");
    std::size_t lines = 0;
    for (const Index writer : read.writers)
      if (lines++ < most_lines) task_line(flow, writer);
    if (const std::string fault = availability_words(flow, read); !fault.empty())
      text_.paragraph().words(fault);
    const bool about_agent = target.part == Target::Part::agent;
    const AgentResolution resolution = input_.snapshot.resolve_agent(input_.path, asked.agent);
    if (!about_agent || resolution.agent == nullptr) return;
    text_.paragraph();
    agent_file(*resolution.agent);
  }

  std::string availability_words(const Flow& flow, const PlaceholderFlow& read) const {
    switch (read.availability) {
      case Availability::available:
      case Availability::no_phases:
        return {};
      case Availability::elsewhere:
        return "This file holds several pipelines; nobody can say which one is read.";
      case Availability::unknown_phase:
        return "This file has no such phase.";
      case Availability::not_in_phase:
        return "No task of that phase runs this agent.";
      case Availability::itself:
        return "It is this task's own output.";
      case Availability::not_yet_run:
        return "It is written later than it is read here.";
      case Availability::cycle:
        return "The two wait for each other.";
      case Availability::not_in_mode:
        return "Not there" + in_modes(flow, read.missing) + ", where this text is read.";
    }
    return {};
  }

  void argument(const Placeholder& asked) {
    const bool all = asked.kind == Placeholder::Kind::arguments;
    text_.title(document_.slice(asked.range));
    text_.paragraph().words(all ? "All that the user types behind the command."
                                : "Word " + std::to_string(asked.argument) +
                                      " of what the user types behind the command.");
    const YamlEntry* hint = document_.front_matter.root.find("argument-hint");
    if (hint == nullptr) return;
    std::string words = hint->value.text;
    for (const YamlNode& item : hint->value.items) words += (words.empty() ? "" : " ") + item.text;
    if (!words.empty()) text_.paragraph().words("Announced as ").code(words);
  }

  void mode(Index index) {
    const Mode& mode = document_.modes[index];
    const Flow flow = flow_of(input_);
    text_.words("Mode ").title(mode.name);
    if (mode.is_default) text_.words(" (default)");
    if (!mode.duration.empty()) text_.words(": ").prose(mode.duration);
    if (!mode.description.empty()) text_.paragraph().prose(mode.description);
    std::vector<Index> tasks;
    for (const Index task : flow.order)
      if (flow.tasks[task].modes.contains(index)) tasks.push_back(task);
    text_.paragraph().words(tasks.empty() ? "No task runs in it." : "Its plan:");
    for (std::size_t i = 0; i < std::min(tasks.size(), most_lines); ++i)
      text_.item().words(phase_of(tasks[i]) + ": ").code(agents_of(tasks[i]));
    if (tasks.size() > most_lines)
      text_.item().words("and " + std::to_string(tasks.size() - most_lines) + " more");
  }

  // Its tasks, and what each reads.
  void phase(const Phase& phase) {
    const Flow flow = flow_of(input_);
    text_.title("Phase " + std::to_string(phase.number));
    if (!phase.title.text.empty()) text_.words(": ").prose(phase.title.text);
    std::size_t lines = 0;
    text_.paragraph();
    for (const Index task : flow.order) {
      if (document_.phases[*document_.tasks[task].phase].number != phase.number || lines++ >= most_lines)
        continue;
      text_.item().code(agents_of(task)).words(in_modes(flow, flow.tasks[task].modes));
      if (const std::string reads = reads_of(task); !reads.empty()) text_.words(" reads ").words(reads);
    }
    if (lines == 0) text_.words("No task runs in it.");
    if (lines > most_lines) text_.item().words("and " + std::to_string(lines - most_lines) + " more");
  }

  std::string reads_of(Index task) const {
    std::vector<std::string> reads;
    const auto& all = document_.placeholders;
    const TextRange range = document_.tasks[task].range;
    auto next = std::ranges::lower_bound(all, range.begin, {},
                                         [](const Placeholder& item) { return item.range.begin; });
    for (; next != all.end() && next->range.begin < range.end && reads.size() < most_lines; ++next) {
      if (next->phase_range.empty() || next->task != task) continue;
      HoverText one(markdown_);
      one.code("phase" + std::to_string(next->phase) + (next->agent.empty() ? "" : "." + next->agent));
      std::string name = one.take();
      if (std::ranges::find(reads, name) == reads.end()) reads.push_back(std::move(name));
    }
    std::string out;
    for (const std::string& name : reads) out += (out.empty() ? "" : ", ") + name;
    return out;
  }

  void link(const Link& link) {
    if (!link.judged) return;
    const bool external = link.kind == Link::Kind::external_doc;
    const auto target = link_target(input_.snapshot, input_.path, external, link.path);
    if (!target) {
      text_.code(link.target).paragraph().words("There is no such file, as far as Baton can see.");
      return;
    }
    const FileFacts* facts = input_.snapshot.facts(*target);
    const FileHeading* heading = find_heading(input_.snapshot, *target, link.fragment);
    if (heading == nullptr && !link.has_fragment && facts != nullptr && !facts->uses.headings.empty() &&
        facts->uses.headings.front().level > 0)
      heading = &facts->uses.headings.front();
    if (heading != nullptr) text_.title(heading->text);
    if (heading != nullptr && !heading->opening.empty()) text_.paragraph().prose(heading->opening);
    if (link.has_fragment && heading == nullptr && facts != nullptr &&
        !std::ranges::binary_search(facts->anchors, link.fragment))
      text_.words("There is no heading ").code("#" + link.fragment).words(".");
    if (*target != input_.path) text_.paragraph().words("File: ").code(shown(*target));
  }

  // A page's first paragraphs; all of it is a click away.
  void suppression(const std::string& code) {
    const std::string_view page = check_page(code);
    if (page.empty()) return;
    const std::size_t end = page.find("\n## ");
    if (markdown_) {
      text_.page(page.substr(0, end));
      return;
    }
    const Check* check = find_check(code);
    text_.words(code);
    if (check != nullptr) text_.words(": ").words(check->summary);
  }

  void key(const Target& target) {
    if (target.task) return field(target.text);
    const auto& keys = target.keys;
    const bool in_modes = keys.size() == 3 && std::ranges::find(mode_keys, keys[0]) != mode_keys.end();
    const bool in_agents = keys.size() == 2 && keys[0] == "agents";
    if (keys.size() > 1 && !in_modes && !in_agents) return;
    const KeyPlace place = in_modes ? KeyPlace::mode : in_agents ? KeyPlace::agents : KeyPlace::top;
    for (const KnownKey& known : known_keys(input_.kind, place)) {
      if (known.name != target.text) continue;
      text_.title(known.name);
      if (!known.alias_of.empty()) text_.words(", an older spelling of ").code(known.alias_of);
      if (!known.description.empty()) text_.paragraph().prose(known.description);
      return;
    }
  }

  // Of a task.
  void field(const std::string& name) {
    for (const TaskField& field : task_fields)
      if (field.name == name) text_.title(name).paragraph().words(field.words).words(field.more);
  }

  const FeatureInput& input_;
  const Document& document_;
  bool markdown_;
  HoverText text_;
};

}  // namespace

std::optional<Hover> hover(const FeatureInput& input, std::uint32_t offset, bool markdown) {
  return Writer(input, markdown).run(offset);
}

}  // namespace baton
