// The header is read line by line once its empty line has come; the body's memory grows with what really
// arrives, so a header that promises much costs nothing.
#include "protocol/framing.h"

#include <algorithm>
#include <charconv>

namespace baton::protocol {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "application/vscode-jsonrpc; charset=utf-8": the charset may be missing, quoted, or spelled "utf8" as old
// clients do.
bool is_utf8_content(std::string_view type) {
  const std::string text = lower(type);
  const std::size_t at = text.find("charset=");
  if (at == std::string::npos) return true;
  std::string_view charset = std::string_view(text).substr(at + 8);
  charset = trimmed(charset.substr(0, charset.find(';')));
  if (charset.size() >= 2 && charset.front() == '"' && charset.back() == '"')
    charset = charset.substr(1, charset.size() - 2);
  return charset == "utf-8" || charset == "utf8";
}

// What the log may show of a line that came from outside.
std::string shown(std::string_view line) {
  std::string out;
  for (const char c : line.substr(0, 60)) out += c >= ' ' && c < 127 ? c : '?';
  return line.size() > 60 ? out + "…" : out;
}

}  // namespace

void FrameReader::feed(std::string_view bytes) {
  if (!fault_.empty()) return;
  if (done_ > 0 && done_ >= buffer_.size() / 2) {
    buffer_.erase(0, done_);
    done_ = 0;
  }
  buffer_ += bytes;
}

std::optional<std::string> FrameReader::next() {
  if (!fault_.empty()) return std::nullopt;
  if (!length_ && !read_header()) return std::nullopt;
  if (buffer_.size() - done_ < *length_) return std::nullopt;
  std::string body;
  if (done_ == 0 && buffer_.size() == *length_) {
    body.swap(buffer_);
  } else {
    body = buffer_.substr(done_, *length_);
    done_ += *length_;
  }
  length_.reset();
  return body;
}

bool FrameReader::read_header() {
  const std::string_view rest = std::string_view(buffer_).substr(done_);
  const std::size_t from = scanned_ < 3 ? 0 : scanned_ - 3;
  const std::size_t end = rest.find("\r\n\r\n", from);
  if (end == std::string_view::npos) {
    scanned_ = rest.size();
    if (rest.size() > max_header_size) fault_ = "a message's header does not end";
    return false;
  }
  scanned_ = 0;
  for (std::size_t begin = 0; begin < end;) {
    const std::size_t line_end = std::min(rest.find("\r\n", begin), end);
    if (!read_header_line(rest.substr(begin, line_end - begin))) return false;
    begin = line_end + 2;
  }
  if (!length_) {
    fault_ = "a message's header has no Content-Length";
    return false;
  }
  done_ += end + 4;
  if (done_ == buffer_.size()) {
    buffer_.clear();
    done_ = 0;
  }
  return true;
}

bool FrameReader::read_header_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) {
    fault_ = "a message's header has a line that is no header field: " + shown(line);
    return false;
  }
  const std::string name = lower(trimmed(line.substr(0, colon)));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (name == "content-type" && !is_utf8_content(value)) {
    fault_ = "a message's charset is not UTF-8: " + shown(value);
    return false;
  }
  if (name != "content-length") return true;
  std::size_t length = 0;
  const auto [last, problem] = std::from_chars(value.data(), value.data() + value.size(), length);
  const bool number = last == value.data() + value.size() && !value.empty();
  if (!number || problem == std::errc::invalid_argument) {
    fault_ = "a message's Content-Length is no number: " + shown(value);
  } else if (problem != std::errc() || length > max_body_size) {
    fault_ = "a message of more than 64 MiB was announced: " + shown(value) + " bytes";
  } else if (length_ && *length_ != length) {
    fault_ = "a message's header has two different lengths";
  }
  if (!fault_.empty()) {
    length_.reset();
    return false;
  }
  length_ = length;
  return true;
}

std::string frame(std::string_view body) {
  std::string out;
  out.reserve(body.size() + 40);
  return out.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
}

}  // namespace baton::protocol
