// Targets of links: folders and files one after the other, then the anchors of what they lead to.
#include <algorithm>

#include "server/base/path.h"
#include "server/checks/anchors.h"
#include "server/checks/link_spelling.h"
#include "server/features/completion_parts.h"
#include "server/syntax/lines.h"
#include "server/syntax/links.h"

namespace baton {
namespace {

constexpr std::size_t most_items = 1'000;

class PathCompleter {
 public:
  PathCompleter(const FeatureInput& input, TextRange typed, const std::vector<std::string>& folders,
                bool in_yaml)
      : input_(input), typed_(typed), folders_(folders), in_yaml_(in_yaml) {}

  Completions run() {
    const std::string_view written = input_.document.slice(typed_);
    const std::size_t hash = written.find('#');
    if (hash != std::string_view::npos) {
      anchors(written.substr(0, hash), offset32(hash + 1));
      return std::move(out_);
    }
    if (written.starts_with('/') || written.find(':') != std::string_view::npos) return std::move(out_);
    const std::size_t slash = written.rfind('/');
    const auto name = slash == std::string_view::npos ? 0 : offset32(slash + 1);
    out_.replace = replaced(name);
    const std::string inside = decode_percent(written.substr(0, name));
    for (const std::string& folder : folders_) {
      const auto& known = *input_.snapshot.parts().folders;
      const auto found = known.find(path::join(folder, inside.empty() ? "." : inside));
      if (found == known.end()) continue;
      entries(found->first, found->second);
      break;
    }
    if (inside.empty() || inside.ends_with("../"))
      out_.items.push_back({"../", CompletionItem::Kind::folder});
    return std::move(out_);
  }

 private:
  TextRange replaced(std::uint32_t from) const {
    const std::string_view text = input_.document.text;
    std::uint32_t end = typed_.end;
    while (end < text.size() && !is_space(text[end]) &&
           std::string_view("()<>\"'/#[]").find(text[end]) == std::string_view::npos)
      ++end;
    return {typed_.begin + from, end};
  }

  void entries(const std::string& folder, const FolderListing& listing) {
    const auto add = [&](const std::string& name, CompletionItem::Kind kind) {
      if (name.starts_with('.') || path::join(folder, name) == input_.path) return;
      if (out_.items.size() == most_items) return void(out_.incomplete = true);
      const std::string written =
          percent_escaped(name, "~") + (kind == CompletionItem::Kind::folder ? "/" : "");
      out_.items.push_back({written, kind});
    };
    for (const std::string& name : listing.files)
      if (path::is_markdown(name)) add(name, CompletionItem::Kind::file);
    for (const std::string& name : listing.folders) add(name, CompletionItem::Kind::folder);
    for (const std::string& name : listing.files)
      if (!path::is_markdown(name)) add(name, CompletionItem::Kind::file);
  }

  void anchors(std::string_view written, std::uint32_t from) {
    out_.replace = replaced(from);
    std::vector<std::string> names;
    if (written.empty() && !in_yaml_) {
      names = own_anchors(input_.document);
    } else {
      const std::string path = decode_percent(written);
      const PathLookup found = in_yaml_
                                   ? input_.snapshot.resolve_external_doc(input_.path, path)
                                   : input_.snapshot.look_up(path::join(path::parent(input_.path), path));
      if (found.presence != Presence::exists) return;
      if (found.path == input_.path)
        names = own_anchors(input_.document);
      else if (const FileFacts* facts = input_.snapshot.facts(found.path))
        names = facts->anchors;
    }
    for (std::string& name : names) {
      if (out_.items.size() == most_items) return void(out_.incomplete = true);
      out_.items.push_back({std::move(name), CompletionItem::Kind::anchor});
    }
  }

  const FeatureInput& input_;
  TextRange typed_;
  const std::vector<std::string>& folders_;
  bool in_yaml_;
  Completions out_;
};

// Where the target begins that the cursor is in: behind "](" or "]: " of a definition.
std::optional<std::uint32_t> target_begin(std::string_view text, std::uint32_t offset) {
  const std::uint32_t line = line_begin(text, offset);
  for (std::uint32_t i = offset; i > line; --i) {
    const char c = text[i - 1];
    if (is_blank(c)) {
      std::uint32_t colon = i - 1;
      while (colon > line && is_blank(text[colon - 1])) --colon;
      const std::uint32_t first = skip_blanks(text, line);
      const bool definition =
          colon > line + 2 && text[colon - 1] == ':' && text[colon - 2] == ']' && text[first] == '[';
      return definition ? std::optional(i) : std::nullopt;
    }
    if (c == '(' && i > line + 1 && text[i - 2] == ']') return i;
    if (c == ')' || c == '"') return std::nullopt;
    if (c == '<')
      return i > line + 2 && text[i - 2] == '(' && text[i - 3] == ']' ? std::optional(i) : std::nullopt;
  }
  return std::nullopt;
}

bool is_code(const Document& document, std::uint32_t offset) {
  const auto task = prompt_at(document, offset);
  if (task) return document.tasks[*task].prompt && document.tasks[*task].prompt->markdown.in_code(offset);
  return document.body.in_code(offset);
}

}  // namespace

Completions complete_path(const FeatureInput& input, TextRange typed, const std::vector<std::string>& folders,
                          bool in_yaml) {
  return PathCompleter(input, typed, folders, in_yaml).run();
}

std::optional<Completions> complete_link(const FeatureInput& input, std::uint32_t offset) {
  const auto begin = target_begin(input.document.text, offset);
  if (!begin || !is_live_text(input.document, offset) || is_code(input.document, offset)) return std::nullopt;
  return complete_path(input, {*begin, offset}, {std::string(path::parent(input.path))}, false);
}

}  // namespace baton
