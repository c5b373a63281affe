// Faults are collected, not thrown: reading goes on with empty values and the caller looks once at the end.
#include "protocol/fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace baton::protocol {
namespace {

const Json& nothing() {
  static const Json null;
  return null;
}

std::string below(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}

// Some clients' languages know floating point only and write 3.0.
std::optional<std::int64_t> whole_number(const Json& value) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    return number > static_cast<std::uint64_t>(most) ? most : static_cast<std::int64_t>(number);
  }
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_number_float()) return std::nullopt;
  const double number = value.get<double>();
  if (!(std::abs(number) < 9e15) || std::trunc(number) != number) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

}  // namespace

void Fields::wrong(std::string_view expected) const {
  if (!fault_->empty()) return;
  *fault_ = (path_.empty() ? "params" : path_) + ": " + std::string(expected) + " is expected";
}

Fields Fields::at(const char* key) const {
  const std::string path = below(path_, key);
  if (value_->is_object()) {
    if (const auto found = value_->find(key); found != value_->end()) return {*found, path, *fault_};
  }
  if (fault_->empty()) *fault_ = path + " is missing";
  return {nothing(), path, *fault_};
}

std::optional<Fields> Fields::find(const char* key) const {
  if (!value_->is_object()) return std::nullopt;
  const auto found = value_->find(key);
  if (found == value_->end() || found->is_null()) return std::nullopt;
  return Fields(*found, below(path_, key), *fault_);
}

std::string Fields::text() const {
  if (value_->is_string()) return value_->get<std::string>();
  wrong("a string");
  return {};
}

bool Fields::boolean() const {
  if (value_->is_boolean()) return value_->get<bool>();
  wrong("true or false");
  return false;
}

std::int64_t Fields::integer() const {
  if (const auto number = whole_number(*value_)) return *number;
  wrong("an integer");
  return 0;
}

std::uint32_t Fields::uinteger() const {
  constexpr std::int64_t most = 0x7fffffff;
  const auto number = whole_number(*value_);
  if (number && *number >= 0) return static_cast<std::uint32_t>(std::min(*number, most));
  wrong("an integer that is not negative");
  return 0;
}

std::vector<Fields> Fields::list() const {
  std::vector<Fields> items;
  if (!value_->is_array()) {
    wrong("a list");
    return items;
  }
  items.reserve(value_->size());
  for (std::size_t i = 0; i < value_->size(); ++i)
    items.emplace_back((*value_)[i], path_ + "[" + std::to_string(i) + "]", *fault_);
  return items;
}

bool Fields::object() const {
  if (value_->is_object()) return true;
  wrong("an object");
  return false;
}

}  // namespace baton::protocol
