// See the header.
#include "server/syntax/before.h"

#include <algorithm>

#include "server/syntax/lines.h"

namespace baton {
namespace {

void shift(Prompt& prompt, Shift by) {
  prompt.map.shift(by);
  shift(prompt.range, by);
  shift(prompt.markdown, by);
}

template <typename Part>
Part shifted(Part part, Shift by) {
  shift(part, by);
  return part;
}

// Which of the parts was read of the same block, when that stood `by` bytes before its place; nullptr for
// none.
template <typename Part, typename Block>
const Part* part_of(const std::vector<Part>& parts, const Block& block, Shift by) {
  const auto stood = [&](TextRange range) { return shifted(range, 0 - by); };
  const TextRange range = stood(block.range);
  const auto known =
      std::ranges::lower_bound(parts, range.begin, {}, [](const Part& one) { return one.range.begin; });
  if (known == parts.end() || !known->closed || known->range != range) return nullptr;
  const bool same = known->open_tag == stood(block.open_tag) && known->close_tag == stood(block.close_tag);
  return same ? &*known : nullptr;
}

// What tasks and questions have in common.
template <typename Part>
Part with_fields_of(const Part& known, const TaggedBlock& block, Shift by) {
  Part out;
  out.range = block.range;
  out.open_tag = block.open_tag;
  out.close_tag = block.close_tag;
  out.fields = shifted(known.fields, by);
  for (const YamlProblem& problem : known.problems) out.problems.push_back(shifted(problem, by));
  return out;
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

Before::Before(const Document* document, std::string_view text)
    : document_(document), size_(offset32(text.size())) {
  if (document_ != nullptr) common_ = common_ends(document_->text, text);
}

// What to add to the earlier places of the text in `range`, if it and one byte on each side of it stood
// there; two bytes behind it, as a line end may have.
std::optional<Shift> Before::shift_to(TextRange range) const {
  if (range.end + 2 <= common_.begin) return Shift{0};
  if (range.begin > size_ - common_.end) return size_ - offset32(document_->text.size());
  return std::nullopt;
}

template <typename Block>
std::optional<Shift> Before::shift_of(const Block& block) const {
  return document_ != nullptr && block.closed ? shift_to(block.range) : std::nullopt;
}

const Document* Before::with_same_front_matter() const {
  if (document_ == nullptr || !document_->front_matter.closed) return nullptr;
  return shift_to(document_->front_matter.range) == Shift{0} ? document_ : nullptr;
}

ReadMarkdown Before::body() const {
  const bool kept = document_ != nullptr && document_->body_text.size() == document_->text.size();
  return kept ? ReadMarkdown{document_->body_text, &document_->body} : ReadMarkdown{};
}

std::optional<Task> Before::task(const TaggedBlock& block) const {
  const std::optional<Shift> by = shift_of(block);
  const Task* known = by ? part_of(document_->tasks, block, *by) : nullptr;
  if (known == nullptr || known->form != Task::Form::block) return std::nullopt;
  Task out = with_fields_of(*known, block, *by);
  if (known->prompt) out.prompt = shifted(*known->prompt, *by);
  for (const TextRange line : known->cut_short) out.cut_short.push_back(shifted(line, *by));
  return out;
}

std::optional<MovedTask> Before::moved(const Task& task) const {
  if (task.form != Task::Form::block || with_same_front_matter() == nullptr) return std::nullopt;
  const std::optional<Shift> by = shift_of(task);
  const Task* known = by ? part_of(document_->tasks, task, *by) : nullptr;
  if (known == nullptr || known->form != task.form) return std::nullopt;
  return MovedTask{document_, offset32(static_cast<std::size_t>(known - document_->tasks.data())), *by};
}

std::optional<Question> Before::question(const TaggedBlock& block) const {
  const std::optional<Shift> by = shift_of(block);
  const Question* known = by ? part_of(document_->questions, block, *by) : nullptr;
  if (known == nullptr) return std::nullopt;
  return with_fields_of(*known, block, *by);
}

}  // namespace baton
