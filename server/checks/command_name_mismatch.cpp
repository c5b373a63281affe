// command-name-mismatch: tools call a command by its file, whatever its `command` says; who types the one
// gets nothing where the other is meant.
#include <algorithm>
#include <string>

#include "server/base/path.h"
#include "server/checks/all.h"
#include "server/checks/schema.h"
#include "server/checks/words.h"

namespace baton {
namespace {

// A value that is no command at all is for schema-violation.
bool is_well_formed(const CheckInput& input) {
  const auto is_at_fault = [](const SchemaFault& fault) { return fault.name == "command"; };
  return std::ranges::none_of(input.schema_faults, is_at_fault);
}

bool may_be_command(std::string_view name) {
  return !name.empty() &&
         std::ranges::all_of(
             name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }) &&
         !name.starts_with('-') && !name.ends_with('-') && name.find("--") == std::string_view::npos;
}

}  // namespace

void check_command_name_mismatch(const CheckInput& input, Findings& findings) {
  const YamlEntry* entry = input.document.front_matter.root.find("command");
  if (entry == nullptr || !entry->value.is_scalar()) return;
  const YamlNode& value = entry->value;
  // "/git:commit" is how tools write a command in a folder, or of a plugin.
  const std::string& written = value.text;
  const std::string name = written.substr(written.find_last_of("/:") + 1);
  const std::string_view stem = path::stem(input.path);
  if (name == stem || !written.starts_with('/') || !is_well_formed(input)) return;
  const std::string other_file = name + std::string(path::extension(input.path));
  const std::string meant = written.substr(0, written.size() - name.size()) + std::string(stem);
  Diagnostic& found = findings.add(
      value.content_range(), "command " + quoted(written) + " stands in the file " +
                                 quoted(path::file_name(input.path)) + ", so tools call it " + quoted(meant));
  if (may_be_command(stem))
    found.fixes.push_back(
        {"Change to " + quoted(meant), false, {{input.path, {value.content_range(), meant}}}});
  const std::string target = path::join(path::parent(input.path), other_file);
  const PathLookup there = input.snapshot.look_up(target);
  // In another letter case it may be this very file, and only then is nothing in the way.
  if (there.presence == Presence::exists && there.path != input.path) return;
  found.fixes.push_back({"Rename the file to " + quoted(other_file), false, {}, {{input.path, target}}});
}

}  // namespace baton
