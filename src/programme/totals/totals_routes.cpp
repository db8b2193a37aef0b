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
  const auto known =
      http::check_parameters(request, {"set", "as_of", "as_known", "opinion", "unit", "level", "drafts"});
  if (!known) return pass_on(known);
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

Result<http::Response> answer_totals(const http::Request& request, Desk& desk, const Source& source,
                                     const TotalsDoors& doors, const Asked& asked) {
  View view{nullptr, asked.with_districts, asked.drafts};
  const auto answer = desk.answer(source, asked.as_known, [&](const auto& materials) -> Result<judgement::Question> {
    const auto place = place_of(materials, asked);
    if (!place) return pass_on(place);
    view.place = *place;
    if (asked.drafts) {
      const std::string unit = *place == nullptr ? std::string() : (*place)->id.text();
      if (auto may = doors.guard(request.actor, {"observations.view_drafts", unit, {}, {}}); !may) return pass_on(may);
    }
    auto set = set_or_default(materials, asked.set, asked.as_of);
    if (!set) return pass_on(set);
    judgement::Question question;
    question.set = std::move(*set);
    question.as_of = asked.as_of;
    question.opinion = asked.opinion;
    return question;
  });
  if (!answer) return pass_on(answer);
  return http::json_response(request, to_json(*answer, view), answer->totals->known_at);
}

}  // namespace

void add_totals_routes(http::Router& router, TotalsDoors doors) {
  router.get("/api/v1/totals",
             [with_drafts = std::make_shared<Desk>(), of_signed = std::make_shared<Desk>(),
              doors = std::move(doors)](const http::Request& request) -> Result<http::Response> {
               const auto asked = read(request, doors.today());
               if (!asked) return pass_on(asked);
               if (asked->drafts) return answer_totals(request, *with_drafts, doors.with_drafts, doors, *asked);
               return answer_totals(request, *of_signed, doors.signed_values, doors, *asked);
             });
}

}  // namespace luytre::totals
