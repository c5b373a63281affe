// From a place to the thing that is named there.
#include "server/features/thing.h"

#include "server/features/lookup.h"

namespace baton {
namespace {

Thing agent_named(const FeatureInput& input, const std::string& text) {
  const AgentResolution resolution = input.snapshot.resolve_agent(input.path, text);
  Thing thing{Thing::Kind::agent, resolution.identity, std::string(bare_name(text)), 0, 0};
  if (resolution.agent != nullptr) thing.name = resolution.agent->name;
  return thing;
}

Thing file_named(const FeatureInput& input, Thing::Kind kind, const std::string& text) {
  const FileKind wanted = kind == Thing::Kind::skill ? FileKind::skill : FileKind::command;
  const FileFacts* facts = find_named(input.snapshot, input.path, wanted, text);
  if (facts == nullptr) return {};
  const std::string_view name = wanted == FileKind::skill ? std::string_view(facts->name) : called(*facts);
  return {kind, facts->path, std::string(bare_name(name)), 0, 0};
}

Thing own_thing(const FeatureInput& input, const std::string& text) {
  switch (input.kind) {
    case FileKind::agent:
      return {Thing::Kind::agent, input.path, text, 0, 0};
    case FileKind::skill:
      return {Thing::Kind::skill, input.path, text, 0, 0};
    case FileKind::command:
      return {Thing::Kind::command, input.path,
              std::string(bare_name(text.starts_with('/') ? text.substr(1) : text)), 0, 0};
    default:
      return {};
  }
}

Thing behind_link(const FeatureInput& input, const Link& link, Target::Part part) {
  if (!link.judged) return {};
  const auto target =
      link_target(input.snapshot, input.path, link.kind == Link::Kind::external_doc, link.path);
  if (!target) return {};
  if (link.has_fragment && part != Target::Part::path)
    return {Thing::Kind::anchor, *target, link.fragment, 0, 0};
  return {Thing::Kind::file, *target, {}, 0, 0};
}

Thing behind_placeholder(const FeatureInput& input, const Target& target, bool parts) {
  const Placeholder& placeholder = input.document.placeholders[target.index];
  if (parts && target.part == Target::Part::phase)
    return {Thing::Kind::phase, {}, {}, target.index, placeholder.phase};
  if (parts && target.part == Target::Part::agent) return agent_named(input, placeholder.agent);
  if (parts) return {};
  return {Thing::Kind::output, {}, {}, target.index, placeholder.phase};
}

}  // namespace

Thing thing_at(const FeatureInput& input, const Target& target, bool parts) {
  const Document& document = input.document;
  switch (target.kind) {
    case Target::Kind::agent:
      return agent_named(input, document.agent_references[target.index].text);
    case Target::Kind::own_name:
      return own_thing(input, target.text);
    case Target::Kind::placeholder:
      return behind_placeholder(input, target, parts);
    case Target::Kind::argument:
      return {Thing::Kind::argument, {}, {}, target.index, 0};
    case Target::Kind::mode:
      return {Thing::Kind::mode, {}, {}, target.index, 0};
    case Target::Kind::phase:
      return {Thing::Kind::phase, {}, {}, target.index, document.phases[target.index].number};
    case Target::Kind::heading:
      return {Thing::Kind::anchor, input.path, document.heading_slugs[target.index], 0, 0};
    case Target::Kind::link:
      return behind_link(input, document.links[target.index], target.part);
    case Target::Kind::external_doc:
      return {Thing::Kind::external_doc, {}, target.text, target.index, 0};
    case Target::Kind::skill:
      return file_named(input, Thing::Kind::skill, target.text);
    case Target::Kind::command:
      return file_named(input, Thing::Kind::command, target.text);
    default:
      return {};
  }
}

}  // namespace baton
