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

Result<http::Response> answer_totals(const http::Request& request, Desk& desk, const Source& source, Date today) {
  const auto known = http::check_parameters(request, {"set", "as_of", "as_known", "opinion", "unit", "level"});
  if (!known) return pass_on(known);
  const auto as_of = http::date_parameter(request, "as_of");
  if (!as_of) return pass_on(as_of);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto set = http::text_parameter(request, "set");
  if (!set) return pass_on(set);
  const auto opinion = http::choice_parameter(request, "opinion", {"self", "sector", "council", "survey"});
  if (!opinion) return pass_on(opinion);
  const auto code = http::text_parameter(request, "unit");
  if (!code) return pass_on(code);
  const auto level = http::choice_parameter(request, "level", {"province", "district"});
  if (!level) return pass_on(level);

  View view;
  view.with_districts = level->value_or("province") == "district";
  const auto answer = desk.answer(source, *as_known, [&](const auto& materials) -> Result<judgement::Question> {
    judgement::Question question;
    question.as_of = as_of->value_or(today);
    auto wanted = set_or_default(materials, *set, question.as_of);
    if (!wanted) return pass_on(wanted);
    question.set = std::move(*wanted);
    if (*opinion) question.opinion = *observations::parse_opinion(**opinion);
    if (*code) {
      const auto place = recognition::find_unit(*materials.units, **code, question.as_of);
      if (!place) return pass_on(place);
      view.place = *place;
      if (view.place->level == units::Level::commune) {
        return refuse("totals.no_place", {{"unit", view.place->nearest(question.as_of).name}}, "query:unit");
      }
    }
    return question;
  });
  if (!answer) return pass_on(answer);
  return http::json_response(request, to_json(*answer, view), answer->totals->known_at);
}

}  // namespace

void add_totals_routes(http::Router& router, Source source, std::function<Date()> today) {
  router.get("/api/v1/totals", [desk = std::make_shared<Desk>(), source = std::move(source),
                                today = std::move(today)](const http::Request& request) {
    return answer_totals(request, *desk, source, today());
  });
}

}  // namespace luytre::totals
