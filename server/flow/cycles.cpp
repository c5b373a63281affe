// The graph has a node per task and, so that it stays small where thousands read what thousands write, nodes
// for parts of lists: "the first n writers", which leads to the nth and to "the first n - 1".
#include "server/flow/cycles.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "server/flow/graph.h"

namespace baton {
namespace {

// What the search for second and further cycles among the same tasks may cost in a file; what is beyond stays
// "not yet run", which is true as well.
constexpr std::size_t most_steps = 1'000'000;

class Waiting {
 public:
  Waiting(const std::vector<Read>& reads, const std::vector<WriterList>& lists, std::size_t task_count)
      : lists_(lists), first_node_(lists.size(), unused) {
    graph_.resize(task_count);
    for (const Read& read : reads) {
      const Node to = node_of(read);
      std::vector<Node>& edges = graph_[read.task];
      if (edges.empty() || edges.back() != to) edges.push_back(to);
    }
  }

  const Graph& graph() const { return graph_; }

  // What the reader waits for: the tasks before it if there are any, else all the others.
  Node node_of(const Read& read) {
    const Node first = nodes_of(read.list);
    if (read.before > 0) return first + static_cast<Node>(read.before) - 1;
    const Node all = first + static_cast<Node>(lists_[read.list].tasks().size());
    return read.own_first ? all + 1 : all;
  }

 private:
  static constexpr Node unused = std::numeric_limits<Node>::max();

  // Nodes of one list: "the first 1" … "the first n", "all", "all but the first".
  Node nodes_of(std::size_t list) {
    if (first_node_[list] != unused) return first_node_[list];
    const Node first = first_node_[list] = static_cast<Node>(graph_.size());
    const SharedIndexes& tasks = lists_[list].tasks();
    const Node count = static_cast<Node>(tasks.size());
    graph_.resize(graph_.size() + count + 2);
    for (Node i = 0; i < count; ++i) {
      graph_[first + i].push_back(tasks[i]);
      if (i > 0) graph_[first + i].push_back(first + i - 1);
    }
    const Node all = first + count;
    graph_[all] = {tasks.front(), all + 1};
    graph_[all + 1].assign(tasks.begin() + 1, tasks.end());
    return first;
  }

  const std::vector<WriterList>& lists_;
  std::vector<Node> first_node_;  // of each list, once it is needed
  Graph graph_;
};

// The same cycle from whichever of its tasks it is seen: from the smallest index on, the end left out.
std::vector<Index> turned(std::vector<Index> cycle) {
  cycle.pop_back();
  std::ranges::rotate(cycle, std::ranges::min_element(cycle));
  return cycle;
}

}  // namespace

void find_cycles(const std::vector<Read>& reads, const std::vector<WriterList>& lists,
                 std::vector<PlaceholderFlow>& placeholders, std::size_t task_count) {
  if (std::ranges::none_of(reads, [](const Read& read) { return read.before == 0; })) return;
  Waiting waiting(reads, lists, task_count);
  const std::vector<Node> components = strongly_connected(waiting.graph());
  WayFinder finder(waiting.graph(), components);
  std::set<Node> begun;                           // components of which a cycle is told
  std::set<std::pair<Index, std::size_t>> asked;  // readers with what they read
  std::set<std::vector<Index>> told;
  std::size_t steps = 0;
  for (const Read& read : reads) {
    if (read.before > 0) continue;
    const Node from = waiting.node_of(read);
    if (components[from] != components[read.task] || !asked.emplace(read.task, read.list).second) continue;
    const bool is_first = begun.insert(components[from]).second;
    if (!is_first && steps > most_steps) continue;
    std::size_t taken = 0;
    std::vector<Index> cycle = {read.task};
    for (const Node node : finder.way(from, read.task, taken))
      if (node < task_count) cycle.push_back(node);
    if (!is_first) steps += taken;
    if (!told.insert(turned(cycle)).second) continue;
    placeholders[read.placeholder].availability = Availability::cycle;
    placeholders[read.placeholder].cycle = std::move(cycle);
  }
}

}  // namespace baton
