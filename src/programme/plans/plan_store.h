// All SQL of the room.
#pragma once

#include <memory>

#include "platform/storage/database.h"
#include "programme/plans/plan_register.h"

namespace luytre::plans {

// Everything recorded by events up to `known_at`.
Result<std::shared_ptr<const PlanRegister>> load_plans(storage::Database&, audit::EventNumber known_at);

// Each inside the caller's transaction.
Done append(storage::Database&, const Plan&);
Done append(storage::Database&, const Amendment&);
Done append(storage::Database&, const TargetChange&);
Done append(storage::Database&, const WorkItem&);
Done append(storage::Database&, const ItemChange&);
Done append(storage::Database&, const Progress&);

}  // namespace luytre::plans
