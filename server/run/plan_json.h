// The plan as a file, version 1 of the format that schemas/plan.schema.json describes, and back.
#pragma once

#include <string>
#include <string_view>

#include "server/base/result.h"
#include "server/run/plan.h"

namespace baton {

// Ends with a line end. Bytes that are no UTF-8 become U+FFFD.
std::string plan_json(const Plan& plan);
// The error is one sentence. Any bytes give a plan whose indexes are right, or an error.
Result<Plan> read_plan(std::string_view json);

}  // namespace baton
