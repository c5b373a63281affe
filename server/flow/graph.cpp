// Tarjan's algorithm with a stack of its own: a chain of tasks as long as a file allows must not exhaust the
// program's.
#include "server/flow/graph.h"

#include <algorithm>
#include <limits>

namespace baton {
namespace {

constexpr Node none = std::numeric_limits<Node>::max();

class Tarjan {
 public:
  explicit Tarjan(const Graph& graph)
      : graph_(graph), number_(graph.size(), none), lowest_(graph.size()), component_(graph.size(), none) {}

  std::vector<Node> run() {
    for (Node node = 0; node < graph_.size(); ++node)
      if (number_[node] == none) walk(node);
    return std::move(component_);
  }

 private:
  struct Visit {
    Node node;
    std::size_t edge;  // the next to look at
  };

  void enter(Node node) {
    number_[node] = lowest_[node] = next_number_++;
    open_.push_back(node);
    visits_.push_back({node, 0});
  }

  void walk(Node root) {
    enter(root);
    while (!visits_.empty()) {
      Visit& visit = visits_.back();
      const Node node = visit.node;
      if (visit.edge < graph_[node].size()) {
        const Node next = graph_[node][visit.edge++];
        if (number_[next] == none)
          enter(next);
        else if (component_[next] == none)  // still open
          lowest_[node] = std::min(lowest_[node], number_[next]);
        continue;
      }
      visits_.pop_back();
      if (!visits_.empty())
        lowest_[visits_.back().node] = std::min(lowest_[visits_.back().node], lowest_[node]);
      if (lowest_[node] == number_[node]) close(node);
    }
  }

  void close(Node root) {
    Node node = none;
    do {
      node = open_.back();
      open_.pop_back();
      component_[node] = next_component_;
    } while (node != root);
    ++next_component_;
  }

  const Graph& graph_;
  std::vector<Node> number_, lowest_, component_;
  std::vector<Node> open_;  // entered, in no component yet
  std::vector<Visit> visits_;
  Node next_number_ = 0;
  Node next_component_ = 0;
};

}  // namespace

std::vector<Node> strongly_connected(const Graph& graph) {
  return Tarjan(graph).run();
}

WayFinder::WayFinder(const Graph& graph, const std::vector<Node>& components)
    : graph_(graph), components_(components), seen_(graph.size()), before_(graph.size()) {}

std::vector<Node> WayFinder::way(Node from, Node to, std::size_t& steps) {
  ++search_;
  std::vector<Node> queue = {from};
  seen_[from] = search_;
  for (std::size_t i = 0; i < queue.size() && seen_[to] != search_; ++i) {
    const Node node = queue[i];
    for (const Node next : graph_[node]) {
      ++steps;
      if (seen_[next] == search_ || components_[next] != components_[from]) continue;
      seen_[next] = search_;
      before_[next] = node;
      queue.push_back(next);
    }
  }
  std::vector<Node> out;
  if (seen_[to] != search_) return out;
  for (Node node = to; node != from; node = before_[node]) out.push_back(node);
  out.push_back(from);
  std::ranges::reverse(out);
  return out;
}

}  // namespace baton
