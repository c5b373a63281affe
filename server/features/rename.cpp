// What can be renamed where, and under which name it goes now.
#include "server/features/rename.h"

#include <algorithm>
#include <utility>

#include "server/features/lookup.h"
#include "server/features/rename_parts.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

struct Question {
  Target target;
  Thing thing;
  Index heading = 0;  // thing anchor: of this document
};

Error no(std::string words) {
  return Error{std::move(words)};
}

// What stands in an <a id="…"> is no heading.
bool is_explicit_anchor(const FeatureInput& input, const Thing& thing) {
  if (thing.identity == input.path)
    return std::ranges::find(input.document.body.anchors, thing.name) != input.document.body.anchors.end();
  const FileHeading* found = find_heading(input.snapshot, thing.identity, thing.name);
  return found != nullptr && found->level == 0;
}

Result<Question> question_at(const FeatureInput& input, std::uint32_t offset) {
  Question out{target_at(input, offset), {}, 0};
  const Target& target = out.target;
  if (target.kind == Target::Kind::own_name && input.kind != FileKind::agent)
    return no("only agents, modes, phases, headings and external docs can be renamed");
  out.thing = thing_at(input, target, true);
  switch (out.thing.kind) {
    case Thing::Kind::agent: {
      const FileFacts* facts = input.snapshot.facts(out.thing.identity);
      if (facts == nullptr || facts->kind != FileKind::agent)
        return no("the agent \"" + out.thing.name + "\" is not defined in this workspace");
      return out;
    }
    case Thing::Kind::mode:
    case Thing::Kind::external_doc:
      return out;
    case Thing::Kind::phase:
      for (const Phase& phase : input.document.phases)
        if (phase.number == out.thing.number) return out;
      return no("this file has no phase " + std::to_string(out.thing.number));
    case Thing::Kind::anchor:
      break;
    default:
      return no("nothing that can be renamed stands here");
  }
  if (target.kind == Target::Kind::heading) {
    out.heading = target.index;
    return out;
  }
  // From a link's fragment: headings of this document.
  const auto& slugs = input.document.heading_slugs;
  const bool heading =
      out.thing.identity == input.path && std::ranges::find(slugs, out.thing.name) != slugs.end();
  if (!heading && is_explicit_anchor(input, out.thing))
    return no("#" + out.thing.name + " is an anchor in HTML: change it, and the links to it, by hand");
  if (out.thing.identity != input.path || target.part != Target::Part::fragment)
    return no("rename the heading where it stands");
  for (Index i = 0; i < slugs.size(); ++i) {
    if (slugs[i] != out.thing.name) continue;
    out.heading = i;
    return out;
  }
  return no("this file has no heading #" + out.thing.name);
}

}  // namespace

Result<RenameTarget> prepare_rename(const FeatureInput& input, std::uint32_t offset) {
  const auto question = question_at(input, offset);
  if (!question) return no(question.error());
  const Document& document = input.document;
  const Target& target = question->target;
  TextRange range = target.range;
  std::string name(document.slice(range));
  switch (question->thing.kind) {
    case Thing::Kind::agent:
      // Without the plugin before it.
      if (const std::string_view bare = bare_name(name); bare.size() < name.size())
        range.begin = range.end - offset32(bare.size());
      name = question->thing.name;
      break;
    case Thing::Kind::anchor: {
      const TextRange heading = heading_name(document, question->heading);
      if (heading.empty()) return no("this heading has no text of its own");
      name = document.slice(heading);
      if (target.kind == Target::Kind::heading) range = heading;
      break;
    }
    default:
      break;
  }
  return RenameTarget{range, std::move(name)};
}

Result<Rename> rename(const FeatureInput& input, std::uint32_t offset, const std::string& new_name,
                      bool files) {
  const auto question = question_at(input, offset);
  if (!question) return no(question.error());
  if (trimmed(new_name).empty()) return no("the new name is empty");
  const std::string name(trimmed(new_name));
  switch (question->thing.kind) {
    case Thing::Kind::agent:
      return rename_agent(input, question->thing, name, files);
    case Thing::Kind::mode:
      return rename_mode(input, question->thing, name);
    case Thing::Kind::phase:
      return rename_phase(input, question->thing, name);
    case Thing::Kind::external_doc:
      return rename_external_doc(input, question->thing, name);
    default:
      return rename_heading(input, question->heading, name);
  }
}

}  // namespace baton
