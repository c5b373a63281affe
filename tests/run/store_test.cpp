// What a crash, a full disk, a second run and a stranger's links do to the store: nothing that matters.
#include "server/run/store.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "server/run/lock.h"
#include "tests/disk/scratch.h"
#include "tests/support/paths.h"
#include "tests/support/text_of.h"

using baton::testing::text_of;
using namespace baton;
namespace fs = std::filesystem;

namespace {

StoreSeams standing_clock() {
  StoreSeams seams = real_seams();
  seams.now = [] { return std::chrono::system_clock::time_point(std::chrono::milliseconds(1767225600123)); };
  return seams;
}

RunEvent event(RunEventKind kind, const std::string& task = {}) {
  RunEvent made;
  made.kind = kind;
  made.time = "2026-01-01T00:00:00.000Z";
  made.task = task;
  return made;
}

RunFolder created(const std::string& root, StoreSeams seams = real_seams()) {
  Result<RunFolder> folder = RunFolder::create(root, "pipe", std::move(seams));
  REQUIRE_MESSAGE(folder, (folder ? "" : folder.error()));
  return std::move(*folder);
}

unsigned mode_of(const std::string& path) {
  struct stat about {};
  REQUIRE(::stat(path.c_str(), &about) == 0);
  return about.st_mode & 0777U;
}

}  // namespace

TEST_CASE("store: a run has a folder of its own, for its user alone, and git looks away") {
  const test::Scratch scratch;
  RunFolder run = created(scratch.folder(), standing_clock());
  CHECK(run.run().starts_with("20260101-000000-123-"));
  CHECK(run.now() == "2026-01-01T00:00:00.123Z");
  CHECK(run.path() == scratch.path(".baton/runs/pipe/" + run.run()));
  for (const char* folder : {".baton", ".baton/runs", ".baton/runs/pipe"})
    CHECK(mode_of(scratch.path(folder)) == 0700);
  CHECK(mode_of(run.path()) == 0700);
  CHECK(mode_of(run.path_of("events.jsonl")) == 0600);
  CHECK(text_of(scratch.path(".baton/.gitignore")) == "*\n");
  CHECK(list_commands(scratch.folder()) == std::vector<std::string>{"pipe"});
  CHECK(list_runs(scratch.folder(), "pipe") == std::vector<std::string>{run.run()});
}

TEST_CASE("store: two runs at once, even at one moment, do not mix") {
  const test::Scratch scratch;
  const RunFolder one = created(scratch.folder(), standing_clock());
  const RunFolder two = created(scratch.folder(), standing_clock());
  CHECK(one.run() != two.run());
  CHECK(one.put("a.md", "one", true).empty());
  CHECK(two.put("a.md", "two", true).empty());
  CHECK(one.get("a.md") == "one");
  CHECK(list_runs(scratch.folder(), "pipe").size() == 2);
}

TEST_CASE("store: a run that came with the repository, or that others may write to, does not count") {
  const test::Scratch scratch;
  const RunFolder run = created(scratch.folder());
  const std::string id = run.run();
  CHECK(run.put("a.md", "text", true).empty());
  CHECK(read_output(scratch.folder(), "pipe", id, "a.md") == "text");
  const std::string why = "the folder of run " + id +
                          " is not believed: it must be the user's own, and closed to others (mode 0700)";
  for (const unsigned mode : {0755U, 0750U, 0702U}) {
    CAPTURE(mode);
    fs::permissions(run.path(), fs::perms(mode));
    CHECK(list_runs(scratch.folder(), "pipe").empty());
    CHECK(read_run(scratch.folder(), "pipe", id).error() == why);
    CHECK(RunFolder::open(scratch.folder(), "pipe", id, real_seams()).error() == why);
    CHECK_FALSE(read_output(scratch.folder(), "pipe", id, "a.md"));
    CHECK_FALSE(is_held(scratch.folder(), "pipe", id));
  }
  fs::permissions(run.path(), fs::perms(0700));
  CHECK(list_runs(scratch.folder(), "pipe").size() == 1);
  if (::geteuid() != 0) return;  // only root can give a folder away
  REQUIRE(::chown(run.path().c_str(), 65534, 65534) == 0);
  CHECK(list_runs(scratch.folder(), "pipe").empty());
  CHECK(read_run(scratch.folder(), "pipe", id).error() == why);
}

TEST_CASE("store: numbers of a log that no run writes are none") {
  const auto read = [](const std::string& fields) {
    const auto event = read_event("{\"event\":\"task-failed\"," + fields + "}");
    REQUIRE(event);
    return *event;
  };
  CHECK(read("\"exitCode\":3,\"turns\":4294967295").exit_code == 3);
  CHECK(read("\"turns\":4294967295").turns == 4294967295U);
  CHECK_FALSE(read("\"turns\":4294967296").turns);
  CHECK_FALSE(read("\"turns\":-1").turns);
  CHECK_FALSE(read("\"exitCode\":2147483648").exit_code);
  CHECK_FALSE(read("\"exitCode\":1e300").exit_code);
  CHECK_FALSE(read("\"signal\":9.5").signal);
  CHECK_FALSE(read("\"phase\":-1").phase);
  CHECK(read("\"phase\":18446744073709551615").phase == 18446744073709551615U);
  CHECK(read("\"bytes\":1e300").bytes == 0);
  CHECK(read("\"seconds\":2").seconds == 2.0);
}

TEST_CASE("store: a task that was cancelled is none that failed, in logs of before, too") {
  const auto status = [](const std::string& event) {
    return fold_log("{\"event\":" + event + ",\"task\":\"phase1.one\"}\n").tasks.at("phase1.one").status;
  };
  CHECK(status(R"("task-cancelled")") == TaskStatus::cancelled);
  CHECK(status(R"("task-failed","reason":"was cancelled")") == TaskStatus::cancelled);
  CHECK(status(R"("task-failed","reason":"was cancelled","exitCode":1)") == TaskStatus::failed);
  CHECK(status(R"("task-failed","reason":"sh ended with exit code 1: was cancelled")") == TaskStatus::failed);
}

TEST_CASE("store: names of commands cannot lead out of the store") {
  const test::Scratch scratch;
  const Result<RunFolder> run = RunFolder::create(scratch.folder(), "../../x/y", real_seams());
  REQUIRE(run);
  CHECK(fs::path(run->path()).lexically_normal() == fs::path(run->path()));
  CHECK(run->path().starts_with(scratch.path(".baton/runs/")));
  for (const std::string& folder : list_commands(scratch.folder()))
    CHECK(read_run(scratch.folder(), folder, run->run()));
  CHECK_FALSE(read_run(scratch.folder(), "pipe", "../../.."));
  CHECK_FALSE(read_output(scratch.folder(), command_folder("../../x/y"), run->run(), "../events.jsonl"));
}

TEST_CASE("store: the log is read back as it was written") {
  const test::Scratch scratch;
  RunFolder run = created(scratch.folder());
  RunEvent started = event(RunEventKind::run_started);
  started.run = run.run();
  started.mode = "quick";
  started.arguments = "all \"of\" it\n\xff";
  started.selection = PlanSelection{PlanSelection::Kind::from, 2};
  CHECK(run.append(started, true).empty());
  CHECK(run.append(event(RunEventKind::task_started, "phase1.a"), false).empty());
  RunEvent finished = event(RunEventKind::task_finished, "phase1.a");
  finished.phase = 1;
  finished.file = "phase1.a.md";
  finished.bytes = 12;
  finished.inputs = KeyInputs{"p", "a", "r", "m"};
  finished.read = {{"phase0.x", "hash"}};
  finished.seconds = 1.5;
  CHECK(run.append(finished, true).empty());
  CHECK(run.append(event(RunEventKind::task_started, "phase1.b"), false).empty());
  const Result<RunState> state = read_run(scratch.folder(), "pipe", run.run());
  REQUIRE(state);
  CHECK(state->mode == "quick");
  CHECK(state->arguments == "all \"of\" it\n\xef\xbf\xbd");
  CHECK(state->selection.kind == PlanSelection::Kind::from);
  CHECK(state->selection.phase == 2);
  CHECK(state->tasks.at("phase1.a").status == TaskStatus::finished);
  CHECK(event_line(state->tasks.at("phase1.a").last) == event_line(finished));
  CHECK(state->tasks.at("phase1.b").status == TaskStatus::running);
  CHECK_FALSE(state->outcome);
}

TEST_CASE("store: a log cut anywhere is a log of what came before, and goes on from there") {
  const test::Scratch scratch;
  std::string id, whole;
  {
    RunFolder run = created(scratch.folder());
    id = run.run();
    for (const char* task : {"phase1.a", "phase1.b", "phase2.c"})
      CHECK(run.append(event(RunEventKind::task_finished, task), true).empty());
    whole = text_of(run.path_of("events.jsonl"));
  }
  const std::string path = runs_path(scratch.folder(), "pipe") + "/" + id + "/events.jsonl";
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    std::ofstream(path, std::ios::binary) << whole.substr(0, cut);
    const std::size_t lines =
        static_cast<std::size_t>(std::ranges::count(std::string_view(whole).substr(0, cut), '\n'));
    Result<RunFolder> run = RunFolder::open(scratch.folder(), "pipe", id, real_seams());
    REQUIRE(run);
    CHECK(run->state().tasks.size() == lines);
    CHECK(run->append(event(RunEventKind::task_finished, "phase3.d"), true).empty());
    const RunState after = fold_log(text_of(path));
    CHECK(after.tasks.size() == lines + 1);
    CHECK(after.tasks.contains("phase3.d"));
  }
}

TEST_CASE("store: lines that are no events are passed over") {
  const RunState state = fold_log(
      "\n{\n[]\n{\"event\":\"unheard-of\"}\n{\"event\":7}\n"
      "{\"event\":\"task-finished\",\"task\":\"a\",\"phase\":\"one\",\"bytes\":-1,\"read\":[],\"inputs\":3}\n"
      "{\"event\":\"task-finished\",\"task\":\"b\"");
  CHECK(state.tasks.size() == 1);
  CHECK(state.tasks.at("a").status == TaskStatus::finished);
}

TEST_CASE("store: every event fits its schema, and comes back as it was") {
  std::ifstream file(testing::source_dir() + "/schemas/run-event.schema.json");
  const nlohmann::json text = nlohmann::json::parse(file);
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema);
  const auto check = [&](const RunEvent& made) {
    const std::string line = event_line(made);
    CAPTURE(line);
    const nlohmann::json json = nlohmann::json::parse(line);
    valijson::Validator validator;
    CHECK(validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(json), nullptr));
    const auto back = read_event(line);
    REQUIRE(back);
    CHECK(event_line(*back) == line);
    return json.size();
  };
  RunEvent full = event(RunEventKind::task_finished, "t");
  full.phase = 1;
  full.agent = full.reason = full.run = full.path = full.command = full.text_hash = full.runner =
      full.arguments = full.key = full.text = full.file = full.output_hash = full.from_run = "x";
  full.mode = "";
  full.selection = PlanSelection{PlanSelection::Kind::task, 0, "one", true};
  full.answers = {"a", "b"};
  full.inputs = KeyInputs{"p", "a", "r", "m"};
  full.read = {{"t", "h"}};
  full.seconds = full.cost = 0.5;
  full.turns = 1;
  full.exit_code = full.signal = 2;
  full.outcome = RunOutcome::waiting;
  CHECK(check(full) == text.at("properties").size());  // the schema tells of each field, and each is tried
  for (int kind = 0; kind <= static_cast<int>(RunEventKind::run_finished); ++kind)
    check(event(static_cast<RunEventKind>(kind)));
}

TEST_CASE("store: a lock is held once, and a dead process holds none") {
  const test::Scratch scratch;
  std::string id;
  int ready[2], go[2];
  REQUIRE(::pipe(ready) == 0);
  REQUIRE(::pipe(go) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const Result<RunFolder> run = RunFolder::create(scratch.folder(), "pipe", real_seams());
    static_cast<void>(!::write(ready[1], "x", 1));
    char byte;
    static_cast<void>(!::read(go[0], &byte, 1));
    ::_exit(run ? 0 : 1);
  }
  char byte;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  id = list_runs(scratch.folder(), "pipe").at(0);
  CHECK(is_held(scratch.folder(), "pipe", id));
  CHECK(RunFolder::open(scratch.folder(), "pipe", id, real_seams()).error() ==
        "the run is under way in process " + std::to_string(child));
  ::kill(child, SIGKILL);
  REQUIRE(::waitpid(child, nullptr, 0) == child);
  CHECK_FALSE(is_held(scratch.folder(), "pipe", id));
  CHECK(RunFolder::open(scratch.folder(), "pipe", id, real_seams()));
  for (const int end : {ready[0], ready[1], go[0], go[1]}) ::close(end);
}

TEST_CASE("store: links below the root are never followed") {
  const test::Scratch scratch, elsewhere;
  fs::create_directory_symlink(elsewhere.folder(), scratch.path(".baton"));
  CHECK(RunFolder::create(scratch.folder(), "pipe", real_seams()).error() ==
        scratch.path(".baton") + " is a link or a file, and runs are kept in folders only");
  CHECK(fs::is_empty(elsewhere.folder()));

  const test::Scratch other;
  RunFolder run = created(other.folder());
  const std::string target = elsewhere.write("precious", "precious");
  fs::create_symlink(target, run.path_of("a.md"));
  fs::create_symlink(target, run.path_of(".b.md.tmp"));
  CHECK(run.get("a.md") == std::nullopt);
  CHECK(run.put("a.md", "new", true).empty());
  CHECK(run.put("b.md", "new", true).empty());
  CHECK(run.get("a.md") == "new");
  CHECK(text_of(target) == "precious");
}

TEST_CASE("store: a full disk tears no line and leaves no half file") {
  const test::Scratch scratch;
  bool full = false;
  StoreSeams seams = real_seams();
  const auto write = seams.write;
  seams.write = [&](int descriptor, std::string_view text) {
    if (!full) return write(descriptor, text);
    write(descriptor, text.substr(0, text.size() / 2));
    return ENOSPC;
  };
  RunFolder run = created(scratch.folder(), seams);
  CHECK(run.put("a.md", "old", true).empty());
  CHECK(run.append(event(RunEventKind::task_started, "x"), true).empty());
  const std::string before = text_of(run.path_of("events.jsonl"));
  full = true;
  CHECK(run.append(event(RunEventKind::task_finished, "x"), true) ==
        "the run's log cannot be written (no space left on device)");
  CHECK(run.put("a.md", "new text", true) == "a.md cannot be written (no space left on device)");
  CHECK(text_of(run.path_of("events.jsonl")) == before);
  CHECK(run.get("a.md") == "old");
  CHECK(run.state().tasks.at("x").status == TaskStatus::running);
  full = false;
  CHECK(run.append(event(RunEventKind::task_finished, "x"), true).empty());
  for (const auto& entry : fs::directory_iterator(run.path()))
    CHECK_FALSE(entry.path().string().ends_with(".tmp"));
}

TEST_CASE("store: what is reported as durable was synced") {
  const test::Scratch scratch;
  int synced = 0;
  StoreSeams seams = real_seams();
  seams.sync = [&](int) {
    ++synced;
    return 0;
  };
  RunFolder run = created(scratch.folder(), seams);
  CHECK(run.append(event(RunEventKind::task_ready, "x"), false).empty());
  CHECK(synced == 0);
  CHECK(run.append(event(RunEventKind::task_finished, "x"), true).empty());
  CHECK(synced == 1);
  CHECK(run.put("a.md", "text", true).empty());
  CHECK(synced == 3);  // the file, then its name
}

TEST_CASE("store: many outputs go to the disk together, and each is told or refused by itself") {
  const test::Scratch scratch;
  int synced = 0, synced_all = 0, at_sync = 0;
  StoreSeams seams = real_seams();
  const auto write = seams.write;
  seams.write = [&](int descriptor, std::string_view text) {
    return text == "too much" ? ENOSPC : write(descriptor, text);
  };
  seams.sync = [&](int) {
    ++synced;
    return 0;
  };
  RunFolder run = created(scratch.folder(), seams);
  const std::string log = run.path_of("events.jsonl");
  std::vector<NewOutput> outputs;
  for (int i = 0; i < 10; ++i) {
    const std::string id = "phase1.a" + std::to_string(i);
    outputs.push_back(
        {id + ".md", i == 7 ? "too much" : "text " + id, {event(RunEventKind::task_finished, id)}});
  }
  SUBCASE("all at once") {
    seams.sync_all = [&](int) {
      ++synced_all;
      at_sync = static_cast<int>(text_of(log).size());
      return 0;
    };
    RunFolder other = created(scratch.folder(), seams);
    const KeptOutputs kept = other.keep(outputs);
    CHECK(synced_all == 1);
    CHECK(at_sync == 0);  // no event before its output
    CHECK(synced == 2);   // the folder, the log
    CHECK(kept.log_fault.empty());
    CHECK(kept.faults[7] == "phase1.a7.md cannot be written (no space left on device)");
    const RunState state = fold_log(text_of(other.path_of("events.jsonl")));
    CHECK(state.tasks.size() == 9);
    CHECK_FALSE(state.tasks.contains("phase1.a7"));
    CHECK(other.get("phase1.a9.md") == "text phase1.a9");
    CHECK_FALSE(other.get("phase1.a7.md"));
    CHECK(other.state().tasks.empty());
    other.take(outputs[9].events.front());
    CHECK(other.state().tasks.at("phase1.a9").status == TaskStatus::finished);
  }
  SUBCASE("few, one by one") {
    outputs.resize(3);
    CHECK(run.keep(outputs).faults == std::vector<std::string>(3));
    CHECK(synced == 5);  // each, the folder, the log
  }
  for (const auto& entry : fs::recursive_directory_iterator(scratch.folder()))
    CHECK_FALSE(entry.path().string().ends_with(".tmp"));
}

TEST_CASE("store: whoever writes, files and lines are written one at a time") {
  const test::Scratch scratch;
  StoreSeams seams = real_seams();
  std::atomic<int> inside = 0;
  std::atomic<bool> met = false;
  seams.write = [&, write = seams.write](int descriptor, std::string_view text) {
    if (++inside > 1) met = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const int fault = write(descriptor, text);
    --inside;
    return fault;
  };
  RunFolder run = created(scratch.folder(), seams);
  std::vector<NewOutput> outputs;
  for (int i = 0; i < 20; ++i)
    outputs.push_back({std::to_string(i) + ".md", "text", {event(RunEventKind::task_finished, "one")}});
  std::thread disk([&] { run.keep(outputs); });
  for (int i = 0; i < 20; ++i) {
    CHECK(run.put("other.md", "text", false).empty());
    CHECK(run.append(event(RunEventKind::task_ready, "two"), false).empty());
  }
  disk.join();
  CHECK_FALSE(met);
}

TEST_CASE("store: an output of another run is the same file here, and a copy where that is gone") {
  const test::Scratch scratch;
  const RunFolder one = created(scratch.folder());
  CHECK(one.put("a.md", "text", true).empty());
  const RunFolder two = created(scratch.folder());
  CHECK(two.put_again("a.md", one.run(), "a.md", "text").empty());
  CHECK(fs::equivalent(one.path_of("a.md"), two.path_of("a.md")));
  for (const std::string hostile : {"../../../etc", "..", "", "no-such-run"}) {
    CHECK(two.put_again("b.md", hostile, "a.md", "copied").empty());
    CHECK(two.get("b.md") == "copied");
    CHECK_FALSE(fs::equivalent(one.path_of("a.md"), two.path_of("b.md")));
  }
  CHECK(two.put_again("c.md", one.run(), "../a.md", "copied").empty());
  CHECK(two.get("c.md") == "copied");
  // What is here already is replaced.
  CHECK(two.put_again("b.md", one.run(), "a.md", "text").empty());
  CHECK(two.get("b.md") == "text");
}

TEST_CASE("store: a folder that may not be written is said") {
  const test::Scratch scratch;
  fs::permissions(scratch.folder(), fs::perms(0555));
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    // Who may do all cannot be refused.
    if (::getuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(2);
    const Result<RunFolder> run = RunFolder::create(scratch.folder(), "pipe", real_seams());
    const std::string expected = "cannot make " + scratch.path(".baton") + " (permission denied)";
    ::_exit(!run && run.error() == expected ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  fs::permissions(scratch.folder(), fs::perms::owner_all);
}
