// The JSON library judges each line; a line that it does not know is no fault, since programs add kinds of
// lines.
#include "server/run/stream_json.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "server/run/names.h"

namespace baton {
namespace {

using Json = nlohmann::json;

Json parsed(std::string_view text) {
  return Json::parse(text, nullptr, false);
}

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

const Json& child(const Json& object, const char* key) {
  static const Json none = Json::object();
  const auto found = object.find(key);
  return found != object.end() && found->is_object() ? *found : none;
}

// All texts of a message's content.
std::string message_text(const Json& message) {
  const auto content = message.find("content");
  std::string text;
  if (content == message.end() || !content->is_array()) return text;
  for (const Json& part : *content)
    if (part.is_object() && text_at(part, "type") == "text") text += text_at(part, "text");
  return text;
}

RunnerOutput output_of(const Json& result) {
  RunnerOutput output{text_at(result, "result")};
  if (const auto cost = result.find("total_cost_usd"); cost != result.end() && cost->is_number())
    output.cost = cost->get<double>();
  if (const auto turns = result.find("num_turns"); turns != result.end() && turns->is_number_unsigned())
    output.turns = turns->get<unsigned>();
  return output;
}

// Empty where the result is a success.
std::string fault_of(const Json& result) {
  const auto error = result.find("is_error");
  const bool is_error = error != result.end() && error->is_boolean() && error->get<bool>();
  const std::string subtype = text_at(result, "subtype");
  if (!is_error && subtype == "success") return {};
  std::string words = "the program says that it failed";
  if (!subtype.empty() && subtype != "success") words += " (" + shown(subtype, 60) + ")";
  if (const std::string text = text_at(result, "result"); !text.empty()) words += ": " + shown(text);
  return words;
}

}  // namespace

std::string ClaudeStream::feed(std::string_view chunk) {
  std::string fresh;
  for (std::size_t end; (end = chunk.find('\n')) != std::string_view::npos; chunk.remove_prefix(end + 1)) {
    if (rest_.empty()) {
      fresh += line(chunk.substr(0, end));
    } else {
      rest_ += chunk.substr(0, end);
      fresh += line(std::exchange(rest_, {}));
    }
  }
  rest_ += chunk;
  return fresh;
}

// Escape codes of a terminal stand before some lines.
std::string ClaudeStream::line(std::string_view line) {
  const std::size_t begin = line.find('{');
  if (begin == std::string_view::npos) return {};
  const Json object = parsed(line.substr(begin));
  if (!object.is_object()) return {};
  const std::string type = text_at(object, "type");
  if (type == "stream_event") {
    const Json& delta = child(child(object, "event"), "delta");
    if (text_at(delta, "type") != "text_delta") return {};
    in_pieces_ = true;
    return take(text_at(delta, "text"));
  }
  if (type == "assistant") {
    const bool known = std::exchange(in_pieces_, false);
    return known ? "" : take(message_text(child(object, "message")));
  }
  if (type == "result") {
    result_ = output_of(object);
    fault_ = fault_of(object);
  }
  return {};
}

std::string ClaudeStream::take(std::string text) {
  text_ += text;
  return text;
}

Result<RunnerOutput> ClaudeStream::finish() {
  if (!rest_.empty()) line(std::exchange(rest_, {}));
  if (!result_) return Error{"the program ended without a result"};
  if (!fault_.empty()) return Error{fault_};
  return std::move(*result_);
}

std::string OutputReader::feed(std::string_view chunk) {
  if (format_.kind == OutputFormat::Kind::claude_stream_json) return claude_.feed(chunk);
  raw_ += chunk;
  return format_.kind == OutputFormat::Kind::text ? std::string(chunk) : "";
}

Result<RunnerOutput> OutputReader::finish() {
  if (format_.kind == OutputFormat::Kind::claude_stream_json) return claude_.finish();
  if (format_.kind == OutputFormat::Kind::text) return RunnerOutput{std::move(raw_)};
  Json value = parsed(raw_);
  // Some programs greet before they answer.
  if (value.is_discarded())
    if (const std::size_t begin = raw_.find('{'); begin != std::string::npos)
      value = parsed(std::string_view(raw_).substr(begin));
  if (value.is_discarded()) return Error{"the program's output is no JSON"};
  try {
    const Json& found = std::as_const(value).at(Json::json_pointer(format_.pointer));
    if (found.is_string()) return RunnerOutput{found.get<std::string>()};
    return RunnerOutput{found.dump(2, ' ', false, Json::error_handler_t::replace)};
  } catch (const Json::exception&) {
    return Error{"the program's output has nothing at " + shown(format_.pointer, 60)};
  }
}

std::string OutputReader::partial() const {
  return format_.kind == OutputFormat::Kind::claude_stream_json ? claude_.so_far() : raw_;
}

}  // namespace baton
