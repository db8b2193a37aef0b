// Plans as the routes answer them: the list, one plan with its board, one unit's gaps and work.
#pragma once

#include "base/json.h"
#include "programme/plans/pace.h"
#include "programme/plans/plans_routes.h"
#include "programme/plans/result.h"

namespace luytre::plans {

// What is asked of a plan: on which day, by which window of reports.
struct View {
  Date as_of;
  int window_days = window_days_default;
};

json::object plan_value(const KnownPlan& plan);
json::object target_value(const Target& target, const criteria::Calendar& calendar);
// Whether the day is worked, which holiday it is, and whether the holidays of its year are known at all.
json::object day_value(Date day, const criteria::Calendar& calendar);
json::object item_value(const ItemStanding& standing, const PlansDoors& doors, const access::Authority& authority,
                        const criteria::Calendar& calendar);
json::object forecast_value(const Forecast& forecast);
json::object together_value(const Together& whole);
json::array pace_value(const std::vector<PacePoint>& points);
json::object evaluation_value(const judgement::Evaluation& evaluation);
json::object result_value(const TargetResult& result);
json::value department_value(const std::string& id, const access::Authority& authority);  // null: the unit itself

// The board of a plan, of the units that the viewer may see. Problem plans.no_plan.
Result<json::object> board_of(const Known& known, const std::string& plan, const View& view,
                              const access::Viewer& viewer, const PlansDoors& doors);

// One unit: targets with results, what is not met with owner and work, items with reports and forecast. Problems
// plans.no_plan, plans.no_unit.
Result<json::object> unit_board_of(const Known& known, const std::string& plan, const std::string& unit,
                                   const View& view, const access::Viewer& viewer, const PlansDoors& doors);

}  // namespace luytre::plans
