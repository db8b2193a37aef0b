// A figure that the site computes itself has a birth certificate too: /so-lieu/tinh?loai=…&noi=…&ngay=…&bo=…&biet=…
// computes it again from what was known at that event, and lists the units behind numerator and denominator.
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"
#include "outputs/portal/theme_view.h"
#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

View unit_row(const Visit& visit, const judgement::Evaluation& row, const Parameters& parameters) {
  const units::Unit& unit = *visit.snapshot->units->unit(row.question.unit);
  View view;
  view.set("name", row.unit_name);
  view.set("code", unit.id.text());
  view.set("address", visit.unit_link(unit, visit.day, parameters));
  return view;
}

void line(const Visit& visit, View& lines, const std::string& name, const std::string& value) {
  View view;
  view.set("name", visit.say("portal.claim.line." + name));
  view.set("value", value);
  lines.push_back(view);
}

struct Counted {
  View inside = empty_list();   // behind the numerator
  View outside = empty_list();  // the rest of the denominator
  int numerator = 0;
  int denominator = 0;
  bool is_provisional = false;
};

// `wanted` absent: every unit is counted, wards too.
Counted count(const Visit& visit, const JudgedTable& judged, std::optional<Standing> wanted) {
  Counted counted;
  const Parameters parameters = parameters_of(visit, judged.table.question);
  for (const judgement::Evaluation& row : judged.table.rows) {
    const Standing standing = JudgedTable::standing_of(row);
    if (wanted && standing == Standing::not_concerned) continue;
    ++counted.denominator;
    const bool is_inside = !wanted || standing == *wanted;
    counted.numerator += is_inside ? 1 : 0;
    counted.is_provisional = counted.is_provisional || (wanted && is_inside && row.provisional);
    (is_inside ? counted.inside : counted.outside).push_back(unit_row(visit, row, parameters));
  }
  return counted;
}

void add_certificate(const Visit& visit, const JudgedTable& judged, std::optional<Standing> wanted, View& view) {
  const Counted counted = count(visit, judged, wanted);
  const judgement::Question& question = judged.table.question;
  const std::string name = visit.province->nearest(visit.day).name;
  const std::string place = name_in_sentence(name, visit.language);
  const std::string kind = wanted ? std::string(name_of(*wanted)) : "units";
  const std::string meaning = visit.say("portal.computed.meaning." + kind, {{"place", place}});
  view.set("value", visit.number(counted.numerator));
  view.set("meaning", meaning);
  View lines = empty_list();
  line(visit, lines, "definition", meaning);
  line(visit, lines, "numerator", visit.number(counted.numerator));
  if (wanted)
    line(visit, lines, "denominator",
         visit.say("portal.computed.denominator", {{"count", visit.number(counted.denominator)}, {"place", place}}));
  line(visit, lines, "place", name + " (" + visit.province->id.text() + ")");
  line(visit, lines, "as_of", visit.day_words(visit.day));
  line(visit, lines, "as_known", std::to_string(visit.snapshot->number));
  line(visit, lines, "origin", visit.say("portal.claim.origin.own"));
  if (wanted) {
    const criteria::CriteriaSet* set = visit.snapshot->law->set(question.set);
    line(visit, lines, "rule",
         judgement::in_language(judged.table.set_title, visit.language) + " (" + question.set + ", SHA-256 " +
             (set == nullptr ? "" : set->hash.substr(0, 12)) + "…)");
    line(visit, lines, "basis", judgement::opinion_for_people(question.opinion, visit.language));
    view.set("set_address", visit.link(law_path(question.set)));
  }
  line(visit, lines, "source", visit.say(wanted ? "portal.computed.source" : "portal.computed.source_units"));
  view.set("lines", lines);
  set_flag(view, "has_rule", wanted.has_value());
  set_flag(view, "is_provisional", counted.is_provisional);
  view.set("inside", counted.inside);
  set_flag(view, "has_inside", counted.numerator > 0);
  view.set("outside", counted.outside);
  set_flag(view, "has_outside", counted.denominator > counted.numerator);
  view.set("inside_count", visit.number(counted.numerator));
  view.set("outside_count", visit.number(counted.denominator - counted.numerator));
}

}  // namespace

Result<http::Response> computed_figure_page(const Visit& visit) {
  const auto kind = http::choice_parameter(visit.request, "loai", {"don-vi", "ket-qua", "chu-de", "binh-quan"});
  if (!kind) return pass_on(kind);
  const auto result =
      http::choice_parameter(visit.request, "ket-qua", {"met", "not_met", "not_assessed", "not_applicable"});
  if (!result) return pass_on(result);
  const auto place = http::text_parameter(visit.request, "noi");
  if (!place) return pass_on(place);
  if (*place && (visit.province == nullptr || visit.province->id.code != **place))
    return refuse("portal.place_unknown", {{"place", **place}}, "query:noi");
  std::optional<Standing> wanted;
  if (*kind && **kind == "ket-qua") {
    if (!*result) return refuse("http.parameter_missing", {{"name", "ket-qua"}}, "query:ket-qua");
    wanted = standing_named(**result);
  }
  if (*kind && (**kind == "chu-de" || **kind == "binh-quan"))
    return theme_figure_page(visit, **kind, *result ? standing_named(**result) : std::nullopt);
  const auto judged = judged_communes(visit);
  if (!judged) return pass_on(judged);
  if (*judged == nullptr) return refuse("portal.nothing_to_count", {{"day", visit.day_words(visit.day)}});
  View view;
  add_certificate(visit, **judged, wanted, view);
  view.set("claims_address", visit.link("/so-lieu"));
  set_flag(view, "is_latest", !visit.as_known.has_value());
  const PageHead head{visit.say("portal.computed.title"), visit.say("portal.computed.description"), "claims"};
  return visit.site.page(visit, head, "computed", std::move(view));
}

}  // namespace luytre::portal
