// YAML by the reader that all of Baton uses; a runner's object by the one that knows runners.
#include "server/run/user_config.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "server/base/error_words.h"
#include "server/base/path.h"
#include "server/run/names.h"
#include "server/syntax/yaml.h"
#include "server/workspace/disk/read_file.h"

namespace baton {
namespace {

using Json = nlohmann::json;

std::optional<unsigned> number_of(const YamlNode& node) {
  unsigned value = 0;
  const char* end = node.text.data() + node.text.size();
  if (!node.is_scalar() || scalar_type(node) != ScalarType::integer) return std::nullopt;
  const auto [stop, fault] = std::from_chars(node.text.data(), end, value);
  if (fault != std::errc() || stop != end) return std::nullopt;
  return value;
}

Json json_of(const YamlNode& node) {
  if (node.is_sequence()) {
    Json list = Json::array();
    for (const YamlNode& item : node.items) list.push_back(json_of(item));
    return list;
  }
  if (node.is_mapping()) {
    Json object = Json::object();
    for (const YamlEntry& entry : node.entries) object[entry.key] = json_of(entry.value);
    return object;
  }
  if (!node.is_scalar()) return nullptr;
  if (const auto number = number_of(node)) return *number;
  return node.text;
}

class Reader {
 public:
  Reader(const std::string& home, UserConfigFile& out) : home_(home), out_(out) {}

  void top(const YamlNode& root) {
    for (const YamlEntry& entry : root.entries) {
      if (entry.key != "run")
        problem("there is no key " + shown(entry.key, 60));
      else if (!entry.value.is_mapping())
        problem("run must be a map");
      else
        for (const YamlEntry& setting : entry.value.entries) read(setting);
    }
  }

 private:
  void problem(std::string sentence) { out_.problems.push_back(std::move(sentence)); }

  void read(const YamlEntry& entry) {
    UserConfig& values = out_.values;
    if (entry.key == "runners") return runners(entry.value);
    if (entry.key == "trusted") return trusted(entry.value);
    if (entry.key == "jobs") return number(entry, 256, values.jobs);
    if (entry.key == "timeout") return number(entry, 604800, values.timeout);
    if (entry.key != "runner") return problem("there is no key run." + shown(entry.key, 60));
    if (!entry.value.is_scalar() || entry.value.text.empty())
      return problem("run.runner must be a runner's name");
    values.runner = entry.value.text;
  }

  void number(const YamlEntry& entry, unsigned most, unsigned& value) {
    const auto read = number_of(entry.value);
    if (!read || *read < 1 || *read > most)
      return problem("run." + entry.key + " must be a whole number from 1 to " + std::to_string(most));
    value = *read;
  }

  void runners(const YamlNode& list) {
    if (!list.is_sequence()) return problem("run.runners must be a list");
    for (const YamlNode& item : list.items) {
      Result<Runner> runner = read_runner(json_of(item));
      if (!runner)
        problem("run.runners: " + runner.error());
      else if (std::ranges::find(out_.values.runners, runner->name, &Runner::name) !=
               out_.values.runners.end())
        problem("run.runners: there are two of the name " + shown(runner->name, 60));
      else
        out_.values.runners.push_back(std::move(*runner));
    }
  }

  void trusted(const YamlNode& list) {
    if (!list.is_sequence()) return problem("run.trusted must be a list of folders");
    for (const YamlNode& item : list.items) {
      std::string root = item.text;
      if (root.starts_with("~/") && !home_.empty()) root = home_ + root.substr(1);
      if (!item.is_scalar() || !root.starts_with('/'))
        problem("run.trusted: " + shown(item.text, 60) + " is no absolute path");
      else
        out_.values.trusted.push_back(path::normalise(root));
    }
  }

  const std::string& home_;
  UserConfigFile& out_;
};

}  // namespace

UserConfigFile parse_user_config(std::string_view text, const std::string& home) {
  UserConfigFile file;
  const YamlTree tree = parse_yaml_mapping(text, {0, static_cast<std::uint32_t>(text.size())});
  for (const YamlProblem& problem : tree.problems)
    file.problems.push_back(problem.message.empty() ? "it is no YAML at " + shown(problem.subject, 60)
                                                    : problem.message);
  Reader(home, file).top(tree.root);
  const std::string& name = file.values.runner;
  if (!name.empty() && find_runner(name, file.values.runners) == nullptr) {
    file.problems.push_back("run.runner: there is no runner " + shown(name, 60));
    file.values.runner.clear();
  }
  return file;
}

UserConfigFile read_user_config(const std::string& path, const std::string& home) {
  if (path.empty()) return {};
  ReadBuffer buffer;
  const FileText file = read_file(path, buffer);
  if (file.status == ReadStatus::missing) return {};
  if (file.status != ReadStatus::ok) return {{}, {"it cannot be read (" + error_words(file.error) + ")"}};
  return parse_user_config(file.text, home);
}

std::string user_config_path(std::string_view xdg_config_home, std::string_view home) {
  // The specification: a relative one does not count.
  if (xdg_config_home.starts_with('/')) return std::string(xdg_config_home) + "/baton/config.yaml";
  if (home.starts_with('/')) return std::string(home) + "/.config/baton/config.yaml";
  return {};
}

bool is_trusted(const UserConfig& config, std::string_view root) {
  return std::ranges::find(config.trusted, root) != config.trusted.end();
}

}  // namespace baton
