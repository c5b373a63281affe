// The two questions that are asked of a graph: which nodes reach each other, and by which way.
#pragma once

#include <cstdint>
#include <vector>

namespace baton {

using Node = std::uint32_t;
using Graph = std::vector<std::vector<Node>>;  // node -> where its edges lead

// For each node the number of its strongly connected component. In time linear to nodes and edges, in any
// depth.
std::vector<Node> strongly_connected(const Graph& graph);

// Finds shortest ways inside one component after another; keeps what the searches share.
class WayFinder {
 public:
  WayFinder(const Graph& graph, const std::vector<Node>& components);
  // The nodes from `from` to `to`, both included, all of their component; empty where there is no way. Counts
  // the edges it looks at in `steps`.
  std::vector<Node> way(Node from, Node to, std::size_t& steps);

 private:
  const Graph& graph_;
  const std::vector<Node>& components_;
  std::vector<std::uint32_t> seen_;  // the number of the last search that came by
  std::vector<Node> before_;
  std::uint32_t search_ = 0;
};

}  // namespace baton
