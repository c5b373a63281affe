// The outcome of an operation that can fail for reasons outside the program (a file, a socket, a bad
// argument). Faults in a user's file are no failures: they are diagnostics.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace baton {

struct Error {
  std::string message;  // one sentence for the user, without a final full stop
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: a value is a result
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: an error is a result

  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() { return std::get<0>(state_); }
  const T& operator*() const { return std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const std::string& error() const { return std::get<1>(state_).message; }

 private:
  std::variant<T, Error> state_;
};

}  // namespace baton
