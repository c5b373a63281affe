// Lists are in file order, so that one walk puts each task below its phase and each placeholder below its
// task.
#include "server/features/document_symbols.h"

#include <algorithm>
#include <utility>

#include "server/checks/flow_words.h"

namespace baton {
namespace {

// An editor refuses a name outside of the whole.
Symbol make_symbol(Symbol::Kind kind, std::string name, std::string detail, TextRange range,
                   TextRange name_range) {
  if (!range.contains(name_range)) name_range = {range.begin, range.begin};
  return {std::move(name), std::move(detail), kind, range, name_range, {}};
}

class Outline {
 public:
  explicit Outline(const FeatureInput& input) : document_(input.document) {}

  std::vector<Symbol> command() {
    for (const Mode& mode : document_.modes)
      if (!mode.name.empty())
        out_.push_back(
            make_symbol(Symbol::Kind::mode, mode.name, mode.duration, mode.range, mode.name_range));
    const std::size_t modes = out_.size();
    for (const Phase& phase : document_.phases)
      out_.push_back(make_symbol(Symbol::Kind::phase, std::string(document_.slice(phase.name_range)),
                                 phase.title.text, phase.range, phase.name_range));
    for (const Task& task : document_.tasks) add_task(task, modes);
    std::ranges::stable_sort(out_, {}, [](const Symbol& symbol) { return symbol.range.begin; });
    return std::move(out_);
  }

 private:
  void add_task(const Task& task, std::size_t first_phase) {
    std::string name = agents_of(document_, task), detail;
    if (name.empty()) name = "Task";
    if (const YamlEntry* description = task.fields.find("description")) detail = description->value.text;
    Symbol symbol = make_symbol(Symbol::Kind::task, std::move(name), std::move(detail), task.range,
                                agent_range(document_, task));
    add_placeholders(task, symbol);
    std::vector<Symbol>& list = task.phase ? out_[first_phase + *task.phase].children : out_;
    list.push_back(std::move(symbol));
  }

  void add_placeholders(const Task& task, Symbol& symbol) {
    const auto& all = document_.placeholders;
    auto next = std::ranges::lower_bound(all, task.range.begin, {},
                                         [](const Placeholder& item) { return item.range.begin; });
    for (; next != all.end() && next->range.begin < task.range.end; ++next)
      symbol.children.push_back(make_symbol(Symbol::Kind::placeholder,
                                            std::string(document_.slice(next->range)), {}, next->range,
                                            next->range));
  }

  const Document& document_;
  std::vector<Symbol> out_;
};

}  // namespace

std::vector<Symbol> document_symbols(const FeatureInput& input) {
  if (input.kind == FileKind::command) return Outline(input).command();
  const TextItem name = own_name(input.document, input.kind);
  if (name.text.empty()) return {};
  const YamlEntry* description = input.document.front_matter.root.find("description");
  return {make_symbol(input.kind == FileKind::agent ? Symbol::Kind::agent : Symbol::Kind::skill, name.text,
                      description != nullptr ? description->value.text : std::string(),
                      input.document.front_matter.range, name.range)};
}

}  // namespace baton
