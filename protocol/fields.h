// Reads the parameters of a message field by field. The first field that is missing or of the wrong type is
// remembered with its path, so that the client can be told which it is; fields nobody asks for are passed
// over.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/jsonrpc.h"

namespace baton::protocol {

// What parsing parameters gives: a value, or the words for -32602.
template <typename T>
struct Parsed {
  std::optional<T> value;
  std::string fault;  // "textDocument.uri: a string is expected"
};

class Fields {
 public:
  // `fault` collects the first fault; it and `value` outlive this.
  Fields(const Json& value, std::string path, std::string& fault)
      : value_(&value), path_(std::move(path)), fault_(&fault) {}

  // A field that must be there. Of something that is no object, or without that field: a fault, and an empty
  // value to go on with.
  Fields at(const char* key) const;
  // A field that may be missing or null.
  std::optional<Fields> find(const char* key) const;

  // The value as a type; another type is a fault and gives an empty value.
  std::string text() const;
  bool boolean() const;
  std::int64_t integer() const;
  std::uint32_t uinteger() const;  // 0 … 2^31-1 (LSP 3.17, "uinteger"); what is larger is cut to that
  std::vector<Fields> list() const;
  // True for an object; else a fault.
  bool object() const;

  bool is_null() const { return value_->is_null(); }
  const Json& json() const { return *value_; }
  void wrong(std::string_view expected) const;

 private:
  const Json* value_;
  std::string path_;
  std::string* fault_;
};

// Runs `read` over the parameters and gives what it read, unless a field was at fault.
template <typename T, typename Read>
Parsed<T> parse_fields(const Json& params, Read read) {
  Parsed<T> parsed;
  const Fields fields(params, {}, parsed.fault);
  if (!fields.object()) return parsed;
  T value = read(fields);
  if (parsed.fault.empty()) parsed.value = std::move(value);
  return parsed;
}

}  // namespace baton::protocol
