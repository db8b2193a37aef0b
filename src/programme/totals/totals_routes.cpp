#include "programme/totals/totals_routes.h"

#include "platform/http/parameters.h"
#include "programme/recognition/recognition_routes.h"
#include "programme/totals/totals_view.h"

namespace luytre::totals {

namespace {

// The set of the first commune, where the caller names none.
Result<std::string> set_or_default(const judgement::Materials& materials, const std::optional<std::string>& set,
                                   Date as_of) {
  if (set) return *set;
  const auto communes = materials.units->descendants(nullptr, as_of, units::Level::commune);
  std::string found =
      communes.empty() ? std::string() : judgement::default_set(*materials.library, *communes.front(), as_of);
  if (found.empty()) {
    return refuse("judgement.no_default_set", {{"unit", ""}, {"date", as_of.text()}}, "query:set");
  }
  return found;
}

// What the caller wrote, before it is known of what record it is asked.
struct Asked {
  std::optional<std::string> set;
  Date as_of;
  std::optional<audit::EventNumber> as_known;
  observations::Opinion opinion = observations::Opinion::self;
  std::optional<std::string> place;
  bool with_districts = false;
  bool drafts = false;
};

Result<Asked> read(const http::Request& request, Date today) {
  const auto as_of = http::date_parameter(request, "as_of");
  if (!as_of) return pass_on(as_of);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto set = http::text_parameter(request, "set");
  if (!set) return pass_on(set);
  const auto opinion = http::choice_parameter(request, "opinion", {"self", "sector", "council", "survey"});
  if (!opinion) return pass_on(opinion);
  const auto place = http::text_parameter(request, "unit");
  if (!place) return pass_on(place);
  const auto level = http::choice_parameter(request, "level", {"province", "district"});
  if (!level) return pass_on(level);
  const auto drafts = http::flag_parameter(request, "drafts");
  if (!drafts) return pass_on(drafts);
  Asked asked{*set, as_of->value_or(today), *as_known, {}, *place, level->value_or("") == "district", *drafts};
  if (*opinion) asked.opinion = *observations::parse_opinion(**opinion);
  return asked;
}

Result<const units::Unit*> place_of(const judgement::Materials& materials, const Asked& asked) {
  if (!asked.place) return nullptr;
  const auto place = recognition::find_unit(*materials.units, *asked.place, asked.as_of);
  if (!place) return pass_on(place);
  if ((*place)->level == units::Level::commune) {
    return refuse("totals.no_place", {{"unit", (*place)->nearest(asked.as_of).name}}, "query:unit");
  }
  return *place;
}

// The desks of one route's answers: totals go on from those that were asked before.
class Answering {
 public:
  explicit Answering(TotalsDoors doors) : doors_(std::move(doors)) {}

  Result<http::Response> totals(const http::Request& request) {
    const auto known =
        http::check_parameters(request, {"set", "as_of", "as_known", "opinion", "unit", "level", "drafts"});
    if (!known) return pass_on(known);
    return answer(request, [](const Answer& answer, const View& view) { return to_json(answer, view); });
  }

  Result<http::Response> nearest(const http::Request& request) {
    const auto known =
        http::check_parameters(request, {"set", "as_of", "as_known", "opinion", "unit", "drafts", "limit"});
    if (!known) return pass_on(known);
    const auto limit = http::limit_parameter(request, nearest_default, nearest_max);
    if (!limit) return pass_on(limit);
    return answer(request,
                  [&](const Answer& answer, const View& view) { return nearest_to_json(answer, view, *limit); });
  }

 private:
  static constexpr std::size_t nearest_default = 50;
  static constexpr std::size_t nearest_max = 500;

  template <class Show>
  Result<http::Response> answer(const http::Request& request, const Show& show) {
    const auto asked = read(request, doors_.today());
    if (!asked) return pass_on(asked);
    std::optional<units::UnitId> place;
    Desk& desk = asked->drafts ? with_drafts_ : of_signed_;
    const Source& source = asked->drafts ? doors_.with_drafts : doors_.signed_values;
    const auto answer = desk.answer(
        source, asked->as_known, [&](const auto& materials) { return question_of(request, materials, *asked, place); });
    if (!answer) return pass_on(answer);
    const View view{place ? answer->totals->units->unit(*place) : nullptr, asked->with_districts, asked->drafts};
    return http::json_response(request, show(*answer, view), answer->totals->known_at);
  }

  Result<judgement::Question> question_of(const http::Request& request, const judgement::Materials& materials,
                                          const Asked& asked, std::optional<units::UnitId>& place) const {
    const auto found = place_of(materials, asked);
    if (!found) return pass_on(found);
    if (*found != nullptr) place = (*found)->id;
    if (asked.drafts) {
      const std::string unit = place ? place->text() : std::string();
      const auto may = doors_.guard(request.actor, {"observations.view_drafts", unit, {}, {}});
      if (!may) return pass_on(may);
    }
    auto set = set_or_default(materials, asked.set, asked.as_of);
    if (!set) return pass_on(set);
    judgement::Question question;
    question.set = std::move(*set);
    question.as_of = asked.as_of;
    question.opinion = asked.opinion;
    return question;
  }

  TotalsDoors doors_;
  Desk of_signed_;
  Desk with_drafts_;
};

}  // namespace

void add_totals_routes(http::Router& router, TotalsDoors doors) {
  const auto answering = std::make_shared<Answering>(std::move(doors));
  router.get("/api/v1/totals", [answering](const http::Request& request) { return answering->totals(request); });
  router.get("/api/v1/totals/nearest",
             [answering](const http::Request& request) { return answering->nearest(request); });
}

}  // namespace luytre::totals
