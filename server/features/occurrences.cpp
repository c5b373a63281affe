// Every place that names a thing. What is the document's own (modes, phases, outputs) is read from its model;
// agents and files from the facts of all files.
#include <algorithm>
#include <map>
#include <utility>

#include "server/base/path.h"
#include "server/base/utf8.h"
#include "server/features/lookup.h"
#include "server/features/thing.h"
#include "server/flow/agent_identity.h"
#include "server/syntax/lines.h"

namespace baton {
namespace {

class Collector {
 public:
  Collector(const FeatureInput& input, const Thing& thing, Scope scope)
      : input_(input), document_(input.document), thing_(thing), scope_(scope) {}

  std::vector<Occurrence> run() {
    switch (thing_.kind) {
      case Thing::Kind::none:
        break;
      case Thing::Kind::mode:
        modes();
        break;
      case Thing::Kind::phase:
        phases();
        break;
      case Thing::Kind::output:
        outputs();
        break;
      case Thing::Kind::argument:
        arguments();
        break;
      case Thing::Kind::external_doc:
        external_doc();
        break;
      default:
        declaration();
        in_files();
    }
    const auto order = [](const Occurrence& item) {
      return std::pair(std::string_view(item.place.path), item.place.range);
    };
    std::ranges::stable_sort(out_, {}, order);
    const auto repeated = std::ranges::unique(out_, {}, order);
    out_.erase(repeated.begin(), repeated.end());
    return std::move(out_);
  }

 private:
  void add(TextRange range, bool declaration = false) {
    out_.push_back({place_of(input_.path, spot_in(document_, range)), declaration});
  }

  void modes() {
    for (const ModeUse& use : mode_uses(document_))
      if (use.mode == thing_.index) add(use.range, use.place == ModeUse::Place::entry);
  }

  void phases() {
    for (const Phase& phase : document_.phases)
      if (phase.number == thing_.number) add(phase.name_range, true);
    for (const Placeholder& placeholder : document_.placeholders)
      if (!placeholder.phase_range.empty() && placeholder.phase == thing_.number)
        add(placeholder.phase_range);
  }

  // Who reads the output of an agent reads it with all of its phase, too.
  void outputs() {
    const Placeholder& asked = document_.placeholders[thing_.index];
    const bool whole = asked.kind == Placeholder::Kind::phase_output;
    const Flow flow = flow_of(input_);
    AgentIdentities identities(input_.snapshot, input_.path);
    const std::string identity = whole ? std::string() : identities.of(asked.agent).identity;
    for (const Placeholder& other : document_.placeholders) {
      if (other.phase_range.empty() || other.phase != asked.phase) continue;
      const bool of_phase = other.kind == Placeholder::Kind::phase_output;
      if (of_phase || (!whole && identities.of(other.agent).identity == identity)) add(other.range);
    }
    for (const Index task : flow.placeholders[thing_.index].writers)
      for (const Index agent : document_.tasks[task].agents) {
        const AgentReference& reference = document_.agent_references[agent];
        if (whole || document_.tasks[task].agents.size() == 1 ||
            identities.of(reference.text).identity == identity)
          add(reference.range, true);
      }
  }

  void arguments() {
    const Placeholder& asked = document_.placeholders[thing_.index];
    for (const Placeholder& other : document_.placeholders)
      if (other.kind == asked.kind && other.argument == asked.argument) add(other.range);
  }

  // Its entry, "external_docs.NAME", and the links that lead where it leads.
  void external_doc() {
    const ExternalDoc& doc = document_.external_docs[thing_.index];
    add(inside_quotes(document_, doc.name.range), true);
    for (const TextRange mention : doc_mentions(document_, doc.name.text)) add(mention);
    const auto target = link_target(input_.snapshot, input_.path, true, doc.path.text);
    for (const Link& link : document_.links)
      if (link.judged && link.kind != Link::Kind::external_doc && target && !link.path.empty() &&
          link_target(input_.snapshot, input_.path, false, link.path) == target)
        add(link.path_range);
  }

  void declaration() {
    const FileFacts* facts = input_.snapshot.facts(thing_.identity);
    if (scope_ == Scope::document && thing_.identity != input_.path) return;
    if (thing_.kind == Thing::Kind::anchor) {
      const FileHeading* heading = find_heading(input_.snapshot, thing_.identity, thing_.name);
      if (heading != nullptr) out_.push_back({place_of(thing_.identity, heading->spot), true});
    } else if (thing_.kind != Thing::Kind::file && facts != nullptr && !facts->name_place.range.empty()) {
      out_.push_back({facts->name_place, true});
    }
  }

  void in_files() {
    // An open file outside of the workspace may have no facts.
    const FileFacts* own = input_.snapshot.facts(input_.path);
    in_file(input_.path, own != nullptr ? own->uses.uses : uses_of(document_, input_.kind).uses);
    if (scope_ == Scope::document) return;
    each_facts(input_.snapshot, [&](const FileFacts& facts) {
      if (facts.path != input_.path) in_file(facts.path, facts.uses.uses);
    });
  }

  void in_file(const std::string& path, const std::vector<FileUse>& uses) {
    known_.clear();
    for (const FileUse& use : uses) {
      if (!may_mean(use) || !means(path, use)) continue;
      const Spot& spot = thing_.kind == Thing::Kind::anchor ? use.fragment_spot : use.spot;
      if (spot.range.empty()) continue;
      out_.push_back({place_of(path, spot), false, use.verbatim, text_of(use)});
    }
  }

  std::string text_of(const FileUse& use) const {
    if (thing_.kind == Thing::Kind::anchor) return use.fragment;
    return thing_.kind == Thing::Kind::file ? use.text : std::string(bare_name(use.text));
  }

  // A quick look that rules out nearly all.
  bool may_mean(const FileUse& use) const {
    using Kind = FileUse::Kind;
    switch (thing_.kind) {
      case Thing::Kind::agent:
        return (use.kind == Kind::agent || use.kind == Kind::placeholder_agent) &&
               use.text.ends_with(thing_.name);
      case Thing::Kind::skill:
        return use.kind == Kind::skill && bare_name(use.text) == thing_.name;
      case Thing::Kind::command:
        return use.kind == Kind::command && bare_name(use.text) == thing_.name;
      case Thing::Kind::file:
      case Thing::Kind::anchor:
        return (use.kind == Kind::link || use.kind == Kind::external_doc) &&
               (thing_.kind == Thing::Kind::file ||
                (use.fragment == thing_.name || (thing_.name.empty() && !use.fragment.empty())));
      default:
        return false;
    }
  }

  bool means(const std::string& path, const FileUse& use) {
    const auto [known, is_new] = known_.try_emplace({use.kind, use.text}, false);
    if (is_new) known->second = resolves(path, use);
    return known->second;
  }

  bool resolves(const std::string& path, const FileUse& use) const {
    switch (thing_.kind) {
      case Thing::Kind::agent:
        return input_.snapshot.resolve_agent(path, use.text).identity == thing_.identity;
      case Thing::Kind::skill:
      case Thing::Kind::command: {
        const FileFacts* found = find_named(input_.snapshot, path, candidates(), use.text);
        return found != nullptr && found->path == thing_.identity;
      }
      default:
        break;
    }
    if (use.text.empty()) return thing_.kind == Thing::Kind::anchor && path == thing_.identity;
    // Nearly all links lead elsewhere, by their last name already.
    const bool external = use.kind == FileUse::Kind::external_doc;
    if (fold_case(path::file_name(use.text)) != fold_case(path::file_name(thing_.identity)) &&
        !use.text.ends_with('/') && !use.text.ends_with('.'))
      return false;
    return link_target(input_.snapshot, path, external, use.text) == thing_.identity;
  }

  // Files of the thing's name.
  const std::vector<const FileFacts*>& candidates() const {
    if (!candidates_)
      candidates_ =
          all_named(input_.snapshot, thing_.kind == Thing::Kind::skill ? FileKind::skill : FileKind::command,
                    thing_.name);
    return *candidates_;
  }

  const FeatureInput& input_;
  const Document& document_;
  const Thing& thing_;
  Scope scope_;
  std::map<std::pair<FileUse::Kind, std::string>, bool> known_;  // of one file
  mutable std::optional<std::vector<const FileFacts*>> candidates_;
  std::vector<Occurrence> out_;
};

}  // namespace

std::vector<TextRange> doc_mentions(const Document& document, std::string_view name) {
  constexpr std::string_view before = "external_docs.";
  std::vector<TextRange> out;
  if (name.empty()) return out;
  const std::string_view text = document.text;
  for (std::size_t at = text.find(before); at != std::string_view::npos; at = text.find(before, at + 1)) {
    const std::size_t begin = at + before.size(), end = begin + name.size();
    if (!text.substr(begin).starts_with(name)) continue;
    const bool goes_on =
        end < text.size() && (is_word(text[end]) || text[end] == '-' || is_beyond_ascii(text[end]));
    if (!goes_on) out.push_back({offset32(begin), offset32(end)});
  }
  return out;
}

std::vector<Occurrence> occurrences(const FeatureInput& input, const Thing& thing, Scope scope) {
  return Collector(input, thing, scope).run();
}

}  // namespace baton
