// See error_words.h.
#include "server/base/error_words.h"

#include <system_error>
#include <utility>

namespace baton {

std::string with_small_begin(std::string words) {
  if (words.size() > 1 && words[0] >= 'A' && words[0] <= 'Z' && words[1] >= 'a' && words[1] <= 'z')
    words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return words;
}

std::string error_words(int error) {
  return with_small_begin(std::generic_category().message(error));
}

}  // namespace baton
