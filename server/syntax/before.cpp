// See the header.
#include "server/syntax/before.h"

#include <algorithm>

#include "server/syntax/lines.h"

namespace baton {
namespace {

TextRange shifted(TextRange range, Shift by) {
  shift(range, by);
  return range;
}

// Stretches are compared as a whole, which costs a fraction of going byte by byte.
constexpr std::size_t stretch = 64;

std::size_t common_begin(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t n = 0;
  while (n + stretch <= most && a.substr(n, stretch) == b.substr(n, stretch)) n += stretch;
  while (n < most && a[n] == b[n]) ++n;
  return n;
}

std::size_t common_end(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  const auto tail = [](std::string_view text, std::size_t n) { return text.substr(text.size() - n); };
  std::size_t n = 0;
  while (n + stretch <= most &&
         tail(a, n + stretch).substr(0, stretch) == tail(b, n + stretch).substr(0, stretch))
    n += stretch;
  while (n < most && tail(a, n + 1).front() == tail(b, n + 1).front()) ++n;
  return n;
}

}  // namespace

CommonEnds common_ends(std::string_view a, std::string_view b) {
  const std::size_t begin = common_begin(a, b);
  return {offset32(begin), offset32(common_end(a.substr(begin), b.substr(begin)))};
}

Before::Before(const Document& document, std::string_view text)
    : document_(document), size_(offset32(text.size())), common_(common_ends(document.text, text)) {}

std::optional<Shift> Before::shift_to(TextRange range) const {
  if (range.end + 2 <= common_.begin) return Shift{0};
  if (range.begin > size_ - common_.end) return size_ - offset32(document_.text.size());
  return std::nullopt;
}

const FrontMatter* Before::front_matter() const {
  const FrontMatter& known = document_.front_matter;
  return known.closed && shift_to(known.range) == Shift{0} ? &known : nullptr;
}

std::optional<Before::KnownTask> Before::task(const TaggedBlock& block) const {
  const std::optional<Shift> by = block.closed ? shift_to(block.range) : std::nullopt;
  if (!by) return std::nullopt;
  const TextRange range = shifted(block.range, 0U - *by);
  const auto& tasks = document_.tasks;
  const auto found =
      std::ranges::lower_bound(tasks, range.begin, {}, [](const Task& one) { return one.range.begin; });
  if (found == tasks.end() || found->form != Task::Form::block || !found->closed || found->range != range ||
      shifted(found->open_tag, *by) != block.open_tag || shifted(found->close_tag, *by) != block.close_tag)
    return std::nullopt;
  return KnownTask{&*found, *by};
}

}  // namespace baton
