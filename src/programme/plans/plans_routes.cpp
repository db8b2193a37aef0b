#include "programme/plans/plans_routes.h"

#include "platform/http/parameters.h"
#include "programme/plans/plan_view.h"

namespace luytre::plans {
namespace {

http::Response for_staff(const http::Request& request, json::object value, const Known& known) {
  value["is_demonstration"] = known.is_demonstration;
  http::Response response = http::json_response(request, std::move(value), known.number);
  response.set("Cache-Control", "private, no-store");
  return response;
}

// Strangers learn nothing of what exists; whoever has an account sees what is under their unit.
Done must_be_signed_in(const http::Request& request, const PlansDoors& doors) {
  if (request.actor.kind != access::ActorKind::nobody) return {};
  return doors.desk.guard(request.actor, {"plans.view", "", {}, {}});
}

json::object counts_of(const KnownPlan& plan, Date day) {
  json::object counts;
  for (const StandingTarget& each : plan.targets(day)) {
    json::value& count = counts[name_of(each.target.purpose)];
    count = count.is_null() ? 1 : count.as_int64() + 1;
  }
  return counts;
}

Result<http::Response> get_plans(const http::Request& request, const PlansDoors& doors) {
  if (auto known = http::check_parameters(request, {"year", "as_known"}); !known) return pass_on(known);
  const auto year = http::integer_parameter(request, "year", year_min, year_max);
  if (!year) return pass_on(year);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  const auto known = doors.known(*as_known);
  if (!known) return pass_on(known);
  json::array plans;
  for (const KnownPlan& plan : known->plans->plans()) {
    if (*year && plan.plan.year != **year) continue;
    json::object value = plan_value(plan);
    value["targets"] = counts_of(plan, doors.desk.today());
    plans.push_back(std::move(value));
  }
  return for_staff(request,
                   json::object{{"may_decide", bool(doors.desk.guard(request.actor, {"plans.record", "", {}, {}}))},
                                {"plans", std::move(plans)}},
                   *known);
}

struct Asked {
  View view;
  Known known;
};

Result<Asked> asked_of(const http::Request& request, const PlansDoors& doors) {
  if (auto known = http::check_parameters(request, {"as_of", "as_known", "window_days"}); !known) {
    return pass_on(known);
  }
  const auto as_of = http::date_parameter(request, "as_of");
  if (!as_of) return pass_on(as_of);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto window = http::integer_parameter(request, "window_days", window_days_min, window_days_max);
  if (!window) return pass_on(window);
  if (auto in = must_be_signed_in(request, doors); !in) return pass_on(in);
  auto known = doors.known(*as_known);
  if (!known) return pass_on(known);
  return Asked{{as_of->value_or(doors.desk.today()), static_cast<int>(window->value_or(window_days_default))},
               *std::move(known)};
}

Result<http::Response> get_plan(const http::Request& request, const PlansDoors& doors) {
  const auto asked = asked_of(request, doors);
  if (!asked) return pass_on(asked);
  auto board = board_of(asked->known, request.captured_text("id"), asked->view, request.actor, doors);
  if (!board) return pass_on(board);
  return for_staff(request, *std::move(board), asked->known);
}

Result<http::Response> get_unit(const http::Request& request, const PlansDoors& doors) {
  const auto asked = asked_of(request, doors);
  if (!asked) return pass_on(asked);
  auto board = unit_board_of(asked->known, request.captured_text("id"), request.captured_text("unit"), asked->view,
                             request.actor, doors);
  if (!board) return pass_on(board);
  return for_staff(request, *std::move(board), asked->known);
}

using Answer = Result<http::Response> (*)(const http::Request&, const PlansDoors&);

}  // namespace

void add_plans_routes(http::Router& router, const PlansDoors& doors) {
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.get("/api/v1/plans", with(get_plans));
  router.get("/api/v1/plans/{id}", with(get_plan));
  router.get("/api/v1/plans/{id}/units/{unit}", with(get_unit));
}

}  // namespace luytre::plans
