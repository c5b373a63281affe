// The system's own words begin with a capital, which does not fit into the middle of a sentence.
#include "server/run/system_words.h"

#include <string.h>

#include <cmath>
#include <cstdio>
#include <system_error>

namespace baton {
namespace {

std::string lowered(std::string words) {
  if (words.size() > 1 && words[0] >= 'A' && words[0] <= 'Z' && words[1] >= 'a' && words[1] <= 'z')
    words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return words;
}

}  // namespace

std::string system_words(int error) {
  return lowered(std::generic_category().message(error));
}

std::string signal_words(int signal) {
  const char* words = ::strsignal(signal);
  return "signal " + std::to_string(signal) + " (" + lowered(words == nullptr ? "unknown" : words) + ")";
}

std::string duration_words(double seconds) {
  if (seconds < 10) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f s", seconds < 0 ? 0.0 : seconds);
    return text;
  }
  const long long whole = std::llround(seconds);
  if (whole < 60) return std::to_string(whole) + " s";
  return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
}

std::string size_words(std::size_t bytes) {
  if (bytes < 10240) return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
  if (bytes < (std::size_t{10} << 20U)) return std::to_string(bytes >> 10U) + " KiB";
  return std::to_string(bytes >> 20U) + " MiB";
}

}  // namespace baton
