// See system_words.h.
#include "server/run/system_words.h"

#include <string.h>

#include <cmath>
#include <cstdio>

#include "server/base/error_words.h"

namespace baton {

std::string signal_words(int signal) {
  const char* words = ::strsignal(signal);
  return "signal " + std::to_string(signal) + " (" + with_small_begin(words == nullptr ? "unknown" : words) +
         ")";
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
