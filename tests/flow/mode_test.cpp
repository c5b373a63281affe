// Sets of modes, and which task takes part in which mode.
#include <algorithm>

#include "tests/flow/reading.h"

using namespace baton;
using namespace baton::testing;

namespace {

using Modes = std::vector<std::size_t>;

ModeSet set_of(const Modes& modes) {
  ModeSet out;
  for (const std::size_t mode : modes) out.add(mode);
  return out;
}

// The modes of each task, in file order.
Texts modes(const std::string& text, std::map<std::string, std::string> others = {}) {
  const Analysed analysed = analyse(text, std::move(others));
  Texts out;
  for (const TaskFlow& flow : analysed.flow.tasks) out.push_back(names_of(analysed, flow.modes));
  return out;
}

// Front matter whose modes list these agents; "" for a mode that lists none.
std::string front_matter(const std::vector<std::pair<std::string, std::string>>& all) {
  std::string out = "---\nexecution_modes:\n";
  for (const auto& [name, agents] : all)
    out += "  " + name + ":\n    duration: 1d\n" + (agents.empty() ? "" : "    agents: [" + agents + "]\n");
  return out + "---\n\n";
}

}  // namespace

TEST_CASE("a set of modes") {
  for (const Modes& modes : {Modes{}, Modes{0}, Modes{63}, Modes{64}, Modes{0, 63, 64, 127, 128, 4999}}) {
    const ModeSet set = set_of(modes);
    CHECK(set.list() == modes);
    CHECK(set.empty() == modes.empty());
    for (const std::size_t mode : {0u, 1u, 62u, 63u, 64u, 65u, 127u, 128u, 4999u, 5000u, 1000000u})
      CHECK(set.contains(mode) == (std::find(modes.begin(), modes.end(), mode) != modes.end()));
  }
  CHECK(set_of({128, 0, 64}).list() == Modes{0, 64, 128});
}

TEST_CASE("all of a number of modes") {
  for (const std::size_t count : {0u, 1u, 2u, 63u, 64u, 65u, 128u, 200u}) {
    const ModeSet all = ModeSet::all(count);
    CHECK(all.list().size() == count);
    CHECK_FALSE(all.contains(count));
    if (count > 0) CHECK(all.contains(count - 1));
  }
}

TEST_CASE("what two sets share, and what they do not") {
  const ModeSet a = set_of({0, 5, 64, 200});
  const ModeSet b = set_of({5, 6, 64});
  CHECK(a.united(b).list() == Modes{0, 5, 6, 64, 200});
  CHECK(b.united(a) == a.united(b));
  CHECK(a.intersection(b).list() == Modes{5, 64});
  CHECK(b.intersection(a) == a.intersection(b));
  CHECK(a.without(b).list() == Modes{0, 200});
  CHECK(b.without(a).list() == Modes{6});
  CHECK(a.without(a) == ModeSet());
  CHECK(a.intersection(ModeSet()) == ModeSet());
  CHECK(a.united(ModeSet()) == a);
  CHECK(ModeSet().without(a) == ModeSet());
  // Equal however they were made.
  CHECK(set_of({5, 200}).without(set_of({200})) == set_of({5}));
  CHECK(set_of({5, 200}).intersection(set_of({5, 64})) == set_of({5}));
}

TEST_CASE("a mode runs the agents that it lists; one that lists none runs all") {
  const std::string head = front_matter({{"quick", "a"}, {"standard", "a, b"}, {"full", ""}});
  const std::string body = phase("1") + task("a", "Do") + task("b", "Do") + task("c", "Do");
  CHECK(modes(head + body) == Texts{"all", "standard+full", "full"});
}

TEST_CASE("a mode that is only a duration runs all") {
  CHECK(modes("---\nexecution_modes:\n  quick: 1 day\n  full:\n    agents: [b]\n---\n\n" + phase("1") +
              task("a", "Do") + task("b", "Do")) == Texts{"quick", "all"});
}

TEST_CASE("without modes there is one, of no name") {
  const Analysed analysed = analyse(phase("1") + task("a", "[Quick mode only]"));
  CHECK_FALSE(analysed.flow.has_modes);
  CHECK(analysed.flow.mode_count == 1);
  CHECK(analysed.flow.tasks[0].modes.list() == Modes{0});
}

TEST_CASE("a task's condition narrows what its agent may") {
  const std::string head = front_matter({{"quick", "a"}, {"standard", "a, b"}, {"full", ""}});
  CHECK(modes(head + phase("1") + task("a", "[Standard/Full modes only]") + task("a", "[FULL]") +
              task("b", "[Quick mode only]") + task("b", "[Quick: text only]") + task("c", "[Full mode]")) ==
        Texts{"standard+full", "full", "none", "standard+full", "full"});
}

TEST_CASE("a condition's name that is near to a mode counts as that mode, another as none") {
  const std::string head = front_matter({{"quick", ""}, {"standard", ""}});
  CHECK(modes(head + phase("1") + task("a", "[Quik mode only]") + task("a", "[Quick/Premium modes only]") +
              task("a", "[Quick/Standrad modes only]")) == Texts{"quick", "quick", "all"});
}

TEST_CASE("alternatives take part where any of them is listed") {
  const std::string head = front_matter({{"quick", "a"}, {"standard", "b"}, {"full", "c"}});
  CHECK(modes(head + phase("1") + task("a OR b", "Do") + task("a | b | c", "Do")) ==
        Texts{"quick+standard", "all"});
}

TEST_CASE("a task whose agent cannot be read may take part in any mode") {
  const std::string head = front_matter({{"quick", "a"}, {"standard", "b"}});
  CHECK(modes(head + phase("1") + task("\"{{agent}}\"", "Do") + task("\"{{agent}}\"", "[Quick mode only]") +
              "<Task>\nprompt: Do\n</Task>\n") == Texts{"all", "quick", "all"});
}

TEST_CASE("agents are one by resolution, with their plugin or without") {
  const std::map<std::string, std::string> files = {
      {"/w/p/agents/a.md", "---\nname: a\ndescription: d\n---\n"},
      {"/w/q/plugin.json", R"({"name": "q"})"},
      {"/w/q/agents/a.md", "---\nname: a\ndescription: d\n---\n"},
      {"/w/q/agents/b.md", "---\nname: b\ndescription: d\n---\n"}};
  const std::string head = front_matter({{"own", "a"}, {"foreign", "q:a"}, {"other", "q:b"}});
  CHECK(modes(head + phase("1") + task("a", "Do") + task("p:a", "Do") + task("q:a", "Do") + task("b", "Do") +
                  task("q:b", "Do"),
              files) == Texts{"own", "own", "foreign", "other", "other"});
}

TEST_CASE("where the definition is not in sight, a bare name is any plugin's agent of that name") {
  const std::string head = front_matter({{"one", "a"}, {"two", "x:a"}, {"three", "y:a"}});
  CHECK(modes(head + phase("1") + task("a", "Do") + task("x:a", "Do") + task("y:a", "Do") +
              task("A", "Do")) == Texts{"all", "one+two", "one+three", "none"});
}

TEST_CASE("a definition in sight is not mixed up with what is out of sight under a plugin's name") {
  const std::map<std::string, std::string> files = {
      {"/w/p/agents/a.md", "---\nname: a\ndescription: d\n---\n"}};
  const std::string head = front_matter({{"one", "a"}, {"two", "x:a"}});
  // "a" is p's; what x's is, nobody can say, but it is written as another's.
  CHECK(modes(head + phase("1") + task("p:a", "Do"), files) == Texts{"one"});
  CHECK(modes(head + phase("1") + task("x:a", "Do"), files) == Texts{"all"});
}
