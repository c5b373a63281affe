// A name at its own definition leads to itself, so that an editor offers the references instead.
#include "server/features/definition.h"

#include <algorithm>
#include <utility>

#include "server/checks/flow_words.h"
#include "server/features/lookup.h"
#include "server/features/thing.h"

namespace baton {
namespace {

class Finder {
 public:
  Finder(const FeatureInput& input, DefinitionOf what)
      : input_(input), document_(input.document), what_(what) {}

  Definition run(std::uint32_t offset) {
    const Target target = target_at(input_, offset);
    out_.origin = target.range;
    if (target.kind == Target::Kind::agent)
      agent(document_.agent_references[target.index].text);
    else if (target.kind == Target::Kind::placeholder)
      placeholder(target.index);
    else if (target.kind == Target::Kind::external_doc)
      external_doc(document_.external_docs[target.index]);
    else
      thing(thing_at(input_, target), target);
    return std::move(out_);
  }

 private:
  void add(Place whole, Place name) { out_.destinations.push_back({std::move(whole), std::move(name)}); }
  void add(Place place) { out_.destinations.push_back({place, place}); }
  void add_here(TextRange whole, TextRange name) {
    if (!whole.contains(name)) whole = name;
    add(place_in(input_.path, document_, whole), place_in(input_.path, document_, name));
  }

  void file_of(const std::string& path) {
    if (const FileFacts* facts = input_.snapshot.facts(path))
      add(facts->name_place.path.empty() ? file_begin(path) : facts->name_place);
  }

  void agent(const std::string& text) {
    const AgentResolution resolution = input_.snapshot.resolve_agent(input_.path, text);
    if (resolution.agent != nullptr) return file_of(resolution.agent->path);
    for (const Agent* candidate : resolution.candidates) file_of(candidate->path);
  }

  void placeholder(Index index) {
    const Placeholder& placeholder = document_.placeholders[index];
    if (what_ == DefinitionOf::type) {
      if (!placeholder.agent.empty()) agent(placeholder.agent);
      return;
    }
    const Flow flow = flow_of(input_);
    if (what_ != DefinitionOf::declaration)
      for (const Index writer : flow.placeholders[index].writers) task(document_.tasks[writer]);
    if (!out_.destinations.empty()) return;
    for (const Phase& phase : document_.phases)
      if (phase.number == placeholder.phase) add_here(phase.range, phase.name_range);
  }

  void task(const Task& writer) { add_here(writer.range, agent_range(document_, writer)); }

  void external_doc(const ExternalDoc& doc) {
    for (const Link& link : document_.links) {
      if (link.kind != Link::Kind::external_doc || &document_.external_docs[*link.external_doc] != &doc)
        continue;
      if (const auto target = link_target(input_.snapshot, input_.path, true, link.path))
        file_or_heading(*target, link.fragment);
      return;
    }
  }

  void file_or_heading(const std::string& path, const std::string& anchor) {
    if (const FileHeading* heading = find_heading(input_.snapshot, path, anchor))
      add(place_of(path, heading->spot));
    else
      add(file_begin(path));
  }

  void thing(const Thing& found, const Target& target) {
    switch (found.kind) {
      case Thing::Kind::mode:
        return add_here(document_.modes[found.index].range, document_.modes[found.index].name_range);
      case Thing::Kind::phase:
        return add_here(document_.phases[found.index].range, document_.phases[found.index].name_range);
      case Thing::Kind::agent:
      case Thing::Kind::skill:
      case Thing::Kind::command:
        return file_of(found.identity);
      case Thing::Kind::anchor:
        if (target.kind == Target::Kind::heading) {
          const Heading& heading = document_.body.headings[target.index];
          return add_here(heading.range, heading.text_range);
        }
        return file_or_heading(found.identity, found.name);
      case Thing::Kind::file:
        // A link without a fragment, or its path: the file. A folder opens nowhere.
        if (!input_.snapshot.look_up(found.identity).is_folder) add(file_begin(found.identity));
        return;
      default:
        return;
    }
  }

  const FeatureInput& input_;
  const Document& document_;
  DefinitionOf what_;
  Definition out_;
};

}  // namespace

Definition definition(const FeatureInput& input, std::uint32_t offset, DefinitionOf what) {
  return Finder(input, what).run(offset);
}

}  // namespace baton
