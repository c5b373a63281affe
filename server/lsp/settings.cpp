// One table says which settings there are.
#include "server/lsp/settings.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace baton::lsp {
namespace {

using protocol::Json;

constexpr std::string_view log_levels[] = {"trace", "debug", "info", "warning", "error", "off"};

bool read_log_level(const Json& value, Settings& settings) {
  if (!value.is_string() ||
      std::ranges::find(log_levels, value.get_ref<const std::string&>()) == std::ranges::end(log_levels))
    return false;
  settings.log_level = value;
  return true;
}

bool read_trusted(const Json& value, Settings& settings) {
  settings.trusted = value.is_boolean() && value.get<bool>();
  return value.is_boolean();
}

// The editor's own business: it may send them along.
bool leave_to_the_editor(const Json&, Settings&) {
  return true;
}

struct Setting {
  std::string_view name;
  bool (*read)(const Json& value, Settings& settings);  // false: the value is odd
};

std::span<const Setting> all_settings() {
  static constexpr Setting settings[] = {
      {"server.logLevel", read_log_level},
      {"server.path", leave_to_the_editor},
      {"trace.server", leave_to_the_editor},
      {"trusted", read_trusted},
  };
  return settings;
}

void read_setting(const std::string& name, const Json& value, ReadSettings& out) {
  for (const Setting& setting : all_settings()) {
    if (setting.name != name) continue;
    if (!value.is_null() && !setting.read(value, out.settings))
      out.faults.push_back("The setting \"baton." + name + "\" has a value that Baton cannot use.");
    return;
  }
  const bool is_group = std::ranges::any_of(
      all_settings(), [&](const Setting& setting) { return setting.name.starts_with(name + "."); });
  if (is_group && value.is_object()) {
    for (const auto& [key, item] : value.items()) read_setting(name + "." + key, item, out);
  } else if (!value.is_null()) {
    out.faults.push_back("Baton does not know the setting \"baton." + name + "\".");
  }
}

}  // namespace

ReadSettings read_settings(const Json& given) {
  ReadSettings out;
  if (!given.is_object()) return out;
  const auto own = given.find("baton");
  const Json& settings = own != given.end() ? *own : given;
  if (settings.is_object())
    for (const auto& [name, value] : settings.items()) read_setting(name, value, out);
  return out;
}

Settings changed_settings(const Settings& before, Settings later) {
  later.trusted = before.trusted;
  return later;
}

}  // namespace baton::lsp
