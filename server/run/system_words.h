// Signals, times and sizes in words that go into a sentence.
#pragma once

#include <cstddef>
#include <string>

namespace baton {

std::string signal_words(int signal);        // "signal 9 (killed)"
std::string duration_words(double seconds);  // "0.4 s", "12 s", "3 min 5 s"
std::string size_words(std::size_t bytes);   // "812 bytes", "32 KiB", "64 MiB"

}  // namespace baton
