// Reads a plan back, trusting nothing: it may have come by way of another machine. See plan_json.h.
#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>

#include "server/run/plan_json.h"
#include "server/run/plan_names.h"

namespace baton {
namespace {

using Json = nlohmann::json;

struct Fault {
  std::string message;
};

class Reader {
 public:
  Plan read(const Json& json) {
    Plan out;
    if (json.at("version") != 1) throw Fault{"the plan is of another version than 1"};
    out.path = json.at("path").get<std::string>();
    out.command = json.at("command").get<std::string>();
    out.text_hash = json.at("textHash").get<std::string>();
    if (!json.at("mode").is_null()) out.mode = json.at("mode").get<std::string>();
    out.arguments = json.at("arguments").get<std::string>();
    const Json& steps = json.at("steps");
    for (const Json& step : steps) {
      const auto index = static_cast<StepIndex>(places_.size());
      if (!places_.emplace(id_of(step.at("id")), index).second)
        throw Fault{"the plan has two steps of one id"};
    }
    for (const Json& step : steps) out.steps.push_back(step_of(step));
    if (!json.at("modeQuestion").is_null()) out.mode_question = question_of(json.at("modeQuestion"));
    for (const Json& question : json.at("questions")) out.questions.push_back(question_of(question));
    for (const Json& problem : json.at("problems")) out.problems.push_back(problem_of(problem));
    return out;
  }

 private:
  static std::string text_of(const Json& json, const char* key) {
    return json.at(key).is_null() ? std::string() : json.at(key).get<std::string>();
  }

  template <typename Number>
  static Number number_of(const Json& json, const char* key) {
    const Json& value = json.at(key);
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > std::numeric_limits<Number>::max())
      throw Fault{std::string("\"") + key + "\" of the plan is no such number"};
    return value.get<Number>();
  }

  static TextRange range_of(const Json& json) {
    const TextRange out{number_of<std::uint32_t>(json, "begin"), number_of<std::uint32_t>(json, "end")};
    if (out.end < out.begin) throw Fault{"a range of the plan ends before it begins"};
    return out;
  }

  template <typename List>
  static auto word(const List& words, const Json& json, const char* key) {
    const auto out = value_of(words, json.at(key).get<std::string>());
    if (!out) throw Fault{std::string("\"") + key + "\" of the plan has a word that means nothing"};
    return *out;
  }

  // An id becomes a file's name.
  static std::string id_of(const Json& json) {
    std::string id = json.get<std::string>();
    const auto is_wrong = [](char c) {
      return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x21 || c == 0x7f;
    };
    if (id.empty() || id.front() == '.' || id.size() > 255 || std::ranges::any_of(id, is_wrong))
      throw Fault{"an id of the plan is not fit to be a file's name"};
    return id;
  }

  StepIndex place_of(const Json& id) const {
    const auto found = places_.find(id.get<std::string>());
    if (found == places_.end()) throw Fault{"the plan names a step that it does not have"};
    return found->second;
  }

  // A step reads only what comes before it, so nobody who walks along them goes in circles.
  std::vector<StepIndex> earlier_steps(const Json& ids, StepIndex reader) const {
    std::vector<StepIndex> out;
    for (const Json& id : ids) {
      out.push_back(place_of(id));
      if (out.back() >= reader) throw Fault{"a step of the plan needs what does not come before it"};
    }
    return out;
  }

  PlanStep step_of(const Json& json) {
    PlanStep out;
    out.id = json.at("id").get<std::string>();
    const StepIndex index = places_.at(out.id);
    out.kind = word(step_kind_words, json, "kind");
    out.state = word(step_state_words, json, "state");
    out.reason = text_of(json, "reason");
    if (!json.at("phase").is_null()) out.phase = number_of<unsigned long long>(json, "phase");
    out.stage = number_of<std::size_t>(json, "stage");
    if (out.stage < last_stage_) throw Fault{"the stages of the plan are not in order"};
    last_stage_ = out.stage;
    out.agent = text_of(json, "agent");
    out.agent_file = text_of(json, "agentFile");
    out.agent_hash = text_of(json, "agentHash");
    out.model = text_of(json, "model");
    out.description = text_of(json, "description");
    out.range = range_of(json.at("range"));
    out.line = number_of<std::uint32_t>(json, "line");
    for (const Json& piece : json.at("prompt")) {
      RecipePiece& added = out.recipe.pieces.emplace_back();
      added.kind = word(piece_kind_words, piece, "kind");
      added.text = piece.at("text").get<std::string>();
      if (added.kind == RecipePiece::Kind::outputs) added.steps = earlier_steps(piece.at("steps"), index);
    }
    out.needs = earlier_steps(json.at("needs"), index);
    if (!json.at("blockedBy").is_null()) out.blocked_by = place_of(json.at("blockedBy"));
    for (const Json& note : json.at("notes")) out.notes.push_back(note.get<std::string>());
    return out;
  }

  static PlanQuestion question_of(const Json& json) {
    PlanQuestion out;
    out.header = json.at("header").get<std::string>();
    out.text = json.at("question").get<std::string>();
    out.shares_header = !out.header.empty() && json.value("key", out.header) != out.header;
    out.several = json.at("multiSelect").get<bool>();
    for (const Json& option : json.at("options")) {
      out.options.push_back({option.at("label").get<std::string>(), text_of(option, "description")});
      if (!option.at("mode").is_null()) out.options.back().mode = option.at("mode").get<std::string>();
    }
    for (const Json& answer : json.at("answers")) out.answers.push_back(answer.get<std::string>());
    out.line = number_of<std::uint32_t>(json, "line");
    return out;
  }

  static PlanProblem problem_of(const Json& json) {
    PlanProblem out;
    out.kind = word(problem_kind_words, json, "kind");
    out.stops = json.at("stops").get<bool>();
    out.message = json.at("message").get<std::string>();
    out.code = text_of(json, "code");
    out.range = range_of(json.at("range"));
    out.line = number_of<std::uint32_t>(json, "line");
    return out;
  }

  std::unordered_map<std::string, StepIndex> places_;
  std::size_t last_stage_ = 0;
};

}  // namespace

Result<Plan> read_plan(std::string_view json) {
  try {
    return Reader().read(Json::parse(json));
  } catch (const Fault& fault) {
    return Error{fault.message};
  } catch (const Json::parse_error& error) {
    return Error{"the plan is no JSON at byte " + std::to_string(error.byte)};
  } catch (const Json::exception&) {
    return Error{"the plan lacks a part, or has one of another type than it should"};
  }
}

}  // namespace baton
