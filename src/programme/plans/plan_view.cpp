#include "programme/plans/plan_view.h"

#include "programme/plans/add_item.h"
#include "programme/recognition/titles_story.h"

namespace luytre::plans {
namespace {

json::value day_or_null(const std::optional<Date>& day) {
  return day ? json::value(day->text()) : json::value(nullptr);
}
json::value text_or_null(std::string_view text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::object decision_value(const Decision& decision) {
  return {{"number", decision.number}, {"day", decision.day.text()}, {"document", decision.document}};
}

std::string_view word_of(Holding holding) {
  switch (holding) {
    case Holding::yes:
      return "yes";
    case Holding::no:
      return "no";
    case Holding::unknown:
      break;
  }
  return "unknown";
}

json::object counts_value(const judgement::Counts& counts) {
  json::object object;
  for (std::size_t at = 0; at < counts.size(); ++at) {
    object[engine::name_of(static_cast<engine::Outcome>(at))] = counts[at];
  }
  return object;
}

json::array reports_value(const std::vector<Progress>& reports, const PlansDoors& doors) {
  json::array list;
  for (const Progress& report : reports) {
    list.push_back(json::object{{"day", report.day.text()},
                                {"numerator", report.done.numerator.text()},
                                {"denominator", report.done.denominator.text()},
                                {"percent", percent_done(report.done)},
                                {"words", report.words},
                                {"reason", report.reason},
                                {"by", doors.name_of_actor(report.actor)},
                                {"event", report.event}});
  }
  return list;
}

}  // namespace

json::object plan_value(const KnownPlan& known) {
  const Plan& plan = known.plan;
  json::array amendments;
  for (const Amendment& amendment : known.amendments) {
    json::object object = decision_value(amendment.decision);
    object["version"] = amendment.version;
    object["reason"] = amendment.reason;
    object["event"] = amendment.event;
    amendments.push_back(std::move(object));
  }
  return {{"plan", plan.id},
          {"year", plan.year},
          {"province", plan.province},
          {"title", json::object{{"vi", plan.title_vi}, {"en", plan.title_en}}},
          {"decision", decision_value(plan.decision)},
          {"version", known.version()},
          {"event", plan.event},
          {"amendments", std::move(amendments)}};
}

json::object day_value(Date day, const criteria::Calendar& calendar) {
  json::object object{
      {"is_working", calendar.is_working(day)}, {"is_known", calendar.is_known(day, day)}, {"holiday", nullptr}};
  if (const auto* holiday = calendar.holiday(day)) {
    object["holiday"] = json::object{{"vi", holiday->title.vi}, {"en", holiday->title.en}};
  }
  return object;
}

json::object target_value(const Target& target, const criteria::Calendar& calendar) {
  return {{"purpose", name_of(target.purpose)},
          {"title", target.title ? json::value(recognition::name_of(*target.title)) : json::value(nullptr)},
          {"criteria", target.criteria > 0 ? json::value(target.criteria) : json::value(nullptr)},
          {"set", text_or_null(target.set)},
          {"deadline", target.deadline.text()},
          {"deadline_day", day_value(target.deadline, calendar)}};
}

json::object forecast_value(const Forecast& forecast) {
  return {{"told", name_of(forecast.told)},
          {"best", day_or_null(forecast.best)},
          {"expected", day_or_null(forecast.expected)},
          {"points", forecast.points},
          {"first", day_or_null(forecast.first)},
          {"last", day_or_null(forecast.last)}};
}

json::object together_value(const Together& whole) {
  return {{"told", name_of(whole.told)},
          {"best", day_or_null(whole.best)},
          {"expected", day_or_null(whole.expected)},
          {"not_before", day_or_null(whole.not_before)},
          {"items", whole.parts},
          {"items_done", whole.parts_done},
          {"items_untold", whole.parts_untold}};
}

json::array pace_value(const std::vector<PacePoint>& points) {
  json::array list;
  for (const PacePoint& point : points) {
    list.push_back(json::object{{"day", point.day.text()},
                                {"due", point.due},
                                {"done", point.done ? json::value(*point.done) : json::value(nullptr)}});
  }
  return list;
}

json::object evaluation_value(const judgement::Evaluation& evaluation) {
  return {{"set", evaluation.question.set},
          {"set_hash", evaluation.set_hash},
          {"as_of", evaluation.question.as_of.text()},
          {"opinion", observations::text(evaluation.question.opinion)},
          {"stage", evaluation.stage ? json::value(observations::text(*evaluation.stage)) : json::value(nullptr)},
          {"outcome", engine::name_of(evaluation.outcome)},
          {"provisional", evaluation.provisional},
          {"criteria_met", evaluation.criteria_met},
          {"criteria_total", evaluation.criteria_total},
          {"criteria_by_outcome", counts_value(evaluation.criteria_by_outcome)},
          {"indicators_by_outcome", counts_value(evaluation.indicators_by_outcome)}};
}

json::object result_value(const TargetResult& result) {
  json::object object{{"reached", word_of(result.reached)},
                      {"because", name_of(result.because)},
                      {"fact", nullptr},
                      {"complete_by", nullptr},
                      {"published", nullptr},
                      {"drafts", nullptr},
                      {"not_judged", text_or_null(result.not_judged)}};
  if (result.fact != nullptr) object["fact"] = recognition::to_json(*result.fact);
  if (result.coverage != nullptr) object["complete_by"] = result.coverage->source;
  if (result.published) object["published"] = evaluation_value(*result.published);
  if (result.drafts) object["drafts"] = evaluation_value(*result.drafts);
  return object;
}

json::value department_value(const std::string& id, const access::Authority& authority) {
  if (id.empty()) return nullptr;
  const auto* department = authority.department(id);
  const std::string vi = department == nullptr ? id : department->title_vi;
  const std::string en = department == nullptr ? id : department->title_en;
  return json::object{{"department", id}, {"title", json::object{{"vi", vi}, {"en", en}}}};
}

json::object item_value(const ItemStanding& standing, const PlansDoors& doors, const access::Authority& authority,
                        const criteria::Calendar& calendar) {
  const WorkItem& item = standing.item->item;
  json::array changes;
  for (const ItemChange& change : standing.item->changes) {
    changes.push_back(json::object{{"change", name_of(change.kind)},
                                   {"due_on", day_or_null(change.due_on)},
                                   {"reason", change.reason},
                                   {"by", doors.name_of_actor(change.actor)},
                                   {"event", change.event}});
  }
  return {{"item", item.id},
          {"set", item.set},
          {"indicator", item.indicator},
          {"what", item.what},
          {"owner", department_value(item.department, authority)},
          {"cost", item.cost ? json::value(item.cost->text()) : json::value(nullptr)},
          {"capital", item.capital},
          {"starts_on", item.starts_on.text()},
          {"due_on", item.due_on.text()},
          {"due_day", day_value(item.due_on, calendar)},
          {"done_on", day_or_null(standing.done_on)},
          {"lateness", name_of(standing.lateness)},
          {"is_passed", standing.is_passed},
          {"forecast", forecast_value(standing.forecast)},
          {"changes", std::move(changes)},
          {"progress", reports_value(standing.item->progress, doors)},
          {"overridden", reports_value(standing.item->overridden, doors)}};
}

}  // namespace luytre::plans
