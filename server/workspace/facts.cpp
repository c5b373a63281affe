// From a document to what other files may ask about it.
#include <xxhash.h>

#include <algorithm>
#include <utility>

#include "server/base/path.h"
#include "server/workspace/file_facts.h"
#include "server/workspace/shown_positions.h"
#include "server/workspace/snapshot.h"
#include "server/workspace/template.h"

namespace baton {
namespace {

// A top-level value of the front matter that says something, or nullptr.
const YamlNode* value_of(const Document& document, std::string_view key) {
  const YamlEntry* entry = document.front_matter.root.find(key);
  if (entry == nullptr || !entry->value.is_scalar() || entry->value.text.empty()) return nullptr;
  const YamlNode& value = entry->value;
  const bool null =
      value.style == ScalarStyle::plain && !value.tagged_string && scalar_type(value) == ScalarType::null;
  return null ? nullptr : &value;
}

std::string text_of(const Document& document, std::string_view key) {
  const YamlNode* value = value_of(document, key);
  return value != nullptr ? value->text : std::string();
}

// "Read, Grep", however they are listed.
std::string tools_of(const Document& document, FileKind kind) {
  const YamlEntry* entry =
      document.front_matter.root.find(kind == FileKind::agent ? "tools" : "allowed-tools");
  if (entry == nullptr) return {};
  std::string out = entry->value.text;
  for (const YamlNode& item : entry->value.items) out += (out.empty() ? "" : ", ") + item.text;
  return out;
}

std::vector<std::string> anchors_of(const Document& document) {
  std::vector<std::string> anchors = document.heading_slugs;
  anchors.insert(anchors.end(), document.body.anchors.begin(), document.body.anchors.end());
  std::ranges::sort(anchors);
  const auto repeated = std::ranges::unique(anchors);
  anchors.erase(repeated.begin(), repeated.end());
  return anchors;
}

// "/name" is what the user types; a value of another form names nothing.
void name_command(const Document& document, FileFacts& facts) {
  const YamlNode* key = value_of(document, "command");
  const bool names = key != nullptr && key->text.size() > 1 && key->text.front() == '/' &&
                     key->text.find_first_of(" \t\r\n") == std::string::npos;
  if (names) facts.name = key->text.substr(1);
  facts.name_place = place_in(facts.path, document, names ? key->content_range() : TextRange{});
}

}  // namespace

std::shared_ptr<const Document> read_document(FileKind kind, std::string text, const Document* before) {
  if (kind == FileKind::manifest) return plain_document(std::move(text), PlainFormat::json);
  if (kind == FileKind::configuration) return plain_document(std::move(text), PlainFormat::yaml);
  return parse_document(std::move(text), before);
}

Place place_in(const std::string& path, const Document& document, TextRange range) {
  const auto in = [&](PositionEncoding encoding) {
    return shown_positions(document.text, document.lines.range(document.text, range, encoding), encoding);
  };
  return {path, range, in(PositionEncoding::utf8), in(PositionEncoding::utf16), in(PositionEncoding::utf32)};
}

std::shared_ptr<const FileFacts> with_uses(const FileFacts& facts, const Document& document) {
  auto out = std::make_shared<FileFacts>(facts);
  out->uses = uses_of(document, facts.kind);
  return out;
}

std::shared_ptr<const FileFacts> make_facts(const std::string& path, const Document& document,
                                            FileKind kind) {
  auto facts = std::make_shared<FileFacts>();
  facts->path = path;
  facts->kind = kind;
  // A folder of that name makes templates of all that it holds.
  facts->is_template = holds_template(path) || is_template(document);
  facts->anchors = anchors_of(document);
  facts->description = text_of(document, "description");
  if (kind == FileKind::command) name_command(document, *facts);
  if (kind != FileKind::agent && kind != FileKind::skill) return facts;
  const YamlNode* name = value_of(document, "name");
  const std::string_view by_path =
      kind == FileKind::skill ? path::file_name(path::parent(path)) : path::stem(path);
  facts->name = name != nullptr ? name->text : std::string(by_path);
  // A name that is filled in later names nothing yet.
  if (facts->is_template && (name == nullptr || holds_template(path) || holds_template(name->text)))
    facts->name.clear();
  facts->name_place = place_in(path, document, name != nullptr ? name->content_range() : TextRange{});
  if (kind == FileKind::agent) facts->content = XXH3_64bits(document.text.data(), document.text.size());
  facts->model = text_of(document, "model");
  facts->tools = tools_of(document, kind);
  return facts;
}

}  // namespace baton
