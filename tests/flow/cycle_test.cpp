// Tasks that wait for each other: each cycle is told once, on a reference that reads a later task.
#include <algorithm>
#include <set>

#include "server/flow/graph.h"
#include "tests/flow/reading.h"

using namespace baton;
using namespace baton::testing;

namespace {

// The verdicts of order that are faults, without the word "phase1.".
Texts faults(const std::string& body) {
  Texts out;
  for (std::string line : verdicts(phase("1") + body)) {
    if (line.ends_with(": available")) continue;
    for (std::size_t at; (at = line.find("phase1.")) != std::string::npos;) line.erase(at, 7);
    out.push_back(line);
  }
  return out;
}

}  // namespace

TEST_CASE("two tasks") {
  CHECK(faults(task("a", "{phase1.b.output}") + task("b", "{phase1.a.output}")) ==
        Texts{"a: {b.output}: cycle a > b > a"});
  CHECK(faults(task("a", "{phase1.b.output}") + task("b", "Do")) == Texts{"a: {b.output}: not yet run"});
}

TEST_CASE("a ring is one cycle, though several of its references read later tasks") {
  CHECK(faults(task("a", "{phase1.b.output}") + task("b", "{phase1.c.output}") +
               task("c", "{phase1.a.output}")) ==
        Texts{"a: {b.output}: cycle a > b > c > a", "b: {c.output}: not yet run"});
}

TEST_CASE("a task that reads itself is no cycle") {
  CHECK(faults(task("a", "{phase1.a.output}")) == Texts{"a: {a.output}: itself"});
  CHECK(faults(task("a", "{phase1.output}")) == Texts{"a: {output}: not yet run"});
}

TEST_CASE("two cycles through one task are two") {
  CHECK(faults(task("a", "{phase1.b.output} {phase1.c.output}") + task("b", "{phase1.a.output}") +
               task("c", "{phase1.a.output}")) ==
        Texts{"a: {b.output}: cycle a > b > a", "a: {c.output}: cycle a > c > a"});
}

TEST_CASE("a reference that closes two cycles shows the shorter; the other has one of its own") {
  CHECK(faults(task("a", "{phase1.b.output}") + task("b", "{phase1.a.output} {phase1.c.output}") +
               task("c", "{phase1.a.output}")) ==
        Texts{"a: {b.output}: cycle a > b > a", "b: {c.output}: cycle b > c > a > b"});
}

TEST_CASE("the same reference twice is one cycle and one read too early") {
  CHECK(faults(task("a", "{phase1.b.output} again {phase1.b.output}") + task("b", "{phase1.a.output}")) ==
        Texts{"a: {b.output}: cycle a > b > a", "a: {b.output}: not yet run"});
}

TEST_CASE("who leads into a cycle or out of it is not in it") {
  CHECK(faults(task("before", "{phase1.a.output}") + task("a", "{phase1.b.output} {phase1.after.output}") +
               task("b", "{phase1.a.output} {phase1.before.output}") + task("after", "Do")) ==
        Texts{"before: {a.output}: cycle before > a > b > before", "a: {b.output}: cycle a > b > a",
              "a: {after.output}: not yet run"});
  CHECK(faults(task("before", "{phase1.a.output}") + task("a", "{phase1.b.output} {phase1.after.output}") +
               task("b", "{phase1.a.output}") + task("after", "Do")) ==
        Texts{"before: {a.output}: not yet run", "a: {b.output}: cycle a > b > a",
              "a: {after.output}: not yet run"});
}

TEST_CASE("what was there before is read, not what comes again later") {
  // The second run of "a" reads "b", but "b" reads the first.
  CHECK(faults(task("a", "Do") + task("b", "{phase1.a.output}") + task("a", "{phase1.b.output}")).empty());
}

TEST_CASE("a whole phase that reads back") {
  CHECK(verdicts(phase("1") + task("a", "{phase2.output}") + task("b", "Do") + phase("2") +
                 task("c", "{phase1.b.output}") + task("d", "{phase1.a.output}")) ==
        Texts{"phase1.a: {phase2.output}: cycle phase1.a > phase2.d > phase1.a",
              "phase2.c: {phase1.b.output}: available", "phase2.d: {phase1.a.output}: available"});
}

TEST_CASE("prose closes no cycle") {
  CHECK(faults("See {phase1.b.output}.\n\n" + task("a", "{phase1.b.output}") + task("b", "Do")) ==
        Texts{"a: {b.output}: not yet run"});
}

TEST_CASE("strongly connected components") {
  //   0 > 1 > 2 > 0, 2 > 3 > 4 > 3, 5 alone, 6 > 6
  const Graph graph = {{1}, {2}, {0, 3}, {4}, {3}, {}, {6}};
  const std::vector<Node> components = strongly_connected(graph);
  CHECK(components[0] == components[1]);
  CHECK(components[1] == components[2]);
  CHECK(components[3] == components[4]);
  CHECK(std::set<Node>(components.begin(), components.end()).size() == 4);
  CHECK(strongly_connected({}).empty());
}

TEST_CASE("a chain and a ring of a million nodes") {
  constexpr Node size = 1'000'000;
  Graph graph(size);
  for (Node node = 0; node + 1 < size; ++node) graph[node] = {node + 1};
  CHECK(strongly_connected(graph).front() == size - 1);
  graph.back() = {0};
  const std::vector<Node> components = strongly_connected(graph);
  CHECK(std::ranges::count(components, 0u) == size);
  std::size_t steps = 0;
  CHECK(WayFinder(graph, components).way(1, 0, steps).size() == size);
  CHECK(steps == size - 1);
}

TEST_CASE("components agree with what reaches what") {
  unsigned seed = 1;
  const auto random = [&](unsigned below) { return (seed = seed * 1664525u + 1013904223u) / 65536u % below; };
  for (int round = 0; round < 300; ++round) {
    const Node size = 1 + random(9);
    Graph graph(size);
    std::vector<std::vector<bool>> reaches(size, std::vector<bool>(size));
    for (unsigned edges = random(2 * size + 1); edges > 0; --edges) {
      const Node from = random(size), to = random(size);
      graph[from].push_back(to);
      reaches[from][to] = true;
    }
    for (Node middle = 0; middle < size; ++middle)
      for (Node from = 0; from < size; ++from)
        for (Node to = 0; to < size; ++to)
          if (reaches[from][middle] && reaches[middle][to]) reaches[from][to] = true;
    const std::vector<Node> components = strongly_connected(graph);
    WayFinder finder(graph, components);
    for (Node a = 0; a < size; ++a)
      for (Node b = 0; b < size; ++b) {
        if (a == b) continue;
        CHECK((components[a] == components[b]) == (reaches[a][b] && reaches[b][a]));
        std::size_t steps = 0;
        const std::vector<Node> way = finder.way(a, b, steps);
        CHECK(way.empty() == (components[a] != components[b]));
        if (way.empty()) continue;
        CHECK(way.front() == a);
        CHECK(way.back() == b);
        for (std::size_t i = 0; i + 1 < way.size(); ++i)
          CHECK(std::ranges::find(graph[way[i]], way[i + 1]) != graph[way[i]].end());
      }
  }
}
