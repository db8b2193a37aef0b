// Figures of a theme computed again: how many communes have which standing, and the average of criteria met.
#include "outputs/portal/question.h"
#include "outputs/portal/theme_view.h"

namespace luytre::portal {
namespace {

constexpr int average_digits = 2;

void line(const Visit& visit, View& lines, const std::string& name, const std::string& value) {
  View view;
  view.set("name", visit.say("portal.claim.line." + name));
  view.set("value", value);
  lines.push_back(view);
}

View unit_row(const Visit& visit, const UnitFigure& figure, const Parameters& parameters) {
  View view;
  view.set("name", figure.words.empty() ? figure.name : figure.name + ": " + figure.words);
  view.set("code", figure.unit->id.text());
  view.set("address", visit.unit_link(*figure.unit, visit.day, parameters));
  return view;
}

// What a commune's row goes into: the numerator's list, the other, or none (wards).
enum class Side : std::uint8_t { inside, outside, none };

Side side_of(const UnitFigure& figure, std::optional<Standing> wanted) {
  if (figure.standing == Standing::not_concerned) return Side::none;
  if (wanted) return figure.standing == *wanted ? Side::inside : Side::outside;
  return figure.row != nullptr && has_values(*figure.row) ? Side::inside : Side::outside;
}

void add_lists(const Visit& visit, const UnitFigures& figures, std::optional<Standing> wanted, View& view) {
  Parameters parameters;
  if (figures.judged) parameters = parameters_of(visit, figures.judged->table.question);
  View inside = empty_list(), outside = empty_list();
  int inside_count = 0, outside_count = 0;
  bool is_provisional = false;
  for (const UnitFigure& figure : figures.rows) {
    const Side side = side_of(figure, wanted);
    if (side == Side::none) continue;
    (side == Side::inside ? inside : outside).push_back(unit_row(visit, figure, parameters));
    ++(side == Side::inside ? inside_count : outside_count);
    is_provisional = is_provisional || (side == Side::inside && figure.is_provisional);
  }
  view.set("inside", inside);
  view.set("outside", outside);
  set_flag(view, "has_inside", inside_count > 0);
  set_flag(view, "has_outside", outside_count > 0);
  view.set("inside_count", visit.number(inside_count));
  view.set("outside_count", visit.number(outside_count));
  set_flag(view, "is_provisional", is_provisional);
}

void add_basis(const Visit& visit, const UnitFigures& figures, View& lines) {
  const std::string name = visit.province->nearest(visit.day).name;
  line(visit, lines, "place", name + " (" + visit.province->id.text() + ")");
  line(visit, lines, "as_of", visit.day_words(visit.day));
  line(visit, lines, "as_known", std::to_string(visit.snapshot->number));
  line(visit, lines, "origin", visit.say("portal.claim.origin.own"));
  if (figures.theme.kind == Theme::Kind::title || figures.judged == nullptr) {
    line(visit, lines, "source", visit.say("portal_people.computed.register"));
    return;
  }
  const judgement::Question& question = figures.judged->table.question;
  line(visit, lines, "rule",
       judgement::in_language(figures.judged->table.set_title, visit.language) + " (" + question.set + ", SHA-256 " +
           (figures.set == nullptr ? "" : figures.set->hash.substr(0, 12)) + "…)");
  line(visit, lines, "basis", judgement::opinion_for_people(question.opinion, visit.language));
  line(visit, lines, "source", visit.say("portal.computed.source"));
}

}  // namespace

bool has_values(const judgement::Evaluation& row) {
  return row.criteria_by_outcome[static_cast<std::size_t>(engine::Outcome::not_assessed)] < row.criteria_total;
}

AverageMet average_met(const JudgedTable& judged) {
  AverageMet average;
  for (const judgement::Evaluation& row : judged.table.rows) {
    if (JudgedTable::standing_of(row) == Standing::not_concerned) continue;
    if (!has_values(row)) {
      ++average.without_values;
      continue;
    }
    ++average.communes;
    average.criteria += row.criteria_met;
  }
  return average;
}

Result<http::Response> theme_figure_page(const Visit& visit, const std::string& kind, std::optional<Standing> wanted) {
  const auto figures = unit_figures(visit);
  if (!figures) return pass_on(figures);
  const std::string place = name_in_sentence(visit.province->nearest(visit.day).name, visit.language);
  View view, lines = empty_list();
  std::string meaning;
  if (kind == "binh-quan") {
    if (figures->judged == nullptr) return refuse("portal.nothing_to_count", {{"day", visit.day_words(visit.day)}});
    const AverageMet average = average_met(*figures->judged);
    if (average.communes == 0) return refuse("portal.nothing_to_count", {{"day", visit.day_words(visit.day)}});
    meaning = visit.say("portal_people.computed.average", {{"place", place}});
    const auto value = divide_rounded(Decimal::of(average.criteria), Decimal::of(average.communes), average_digits);
    view.set("value", value ? decimal_text(*value, visit.language) : "");
    line(visit, lines, "definition", meaning);
    line(visit, lines, "numerator", visit.number(average.criteria));
    line(visit, lines, "denominator", visit.number(average.communes));
    wanted.reset();
  } else {
    const std::string of_title = figures->theme.kind == Theme::Kind::title ? "portal_people.held." : "portal.standing.";
    const int count = figures->counts[static_cast<std::size_t>(wanted.value_or(Standing::met))];
    wanted = wanted.value_or(Standing::met);
    meaning = visit.say(
        "portal_people.computed.theme",
        {{"theme", figures->title}, {"what", visit.say(of_title + std::string(name_of(*wanted)))}, {"place", place}});
    view.set("value", visit.number(count));
    line(visit, lines, "definition", meaning);
    line(visit, lines, "numerator", visit.number(count));
    line(visit, lines, "denominator", visit.number(figures->concerned()));
  }
  view.set("meaning", meaning);
  add_basis(visit, *figures, lines);
  view.set("lines", lines);
  add_lists(visit, *figures, wanted, view);
  const bool has_rule = figures->judged != nullptr && figures->theme.kind != Theme::Kind::title;
  set_flag(view, "has_rule", has_rule);
  if (has_rule) view.set("set_address", visit.link(law_path(figures->judged->table.question.set)));
  view.set("claims_address", visit.link("/so-lieu"));
  set_flag(view, "is_latest", !visit.as_known.has_value());
  const PageHead head{visit.say("portal.computed.title"), visit.say("portal.computed.description"), "claims"};
  return visit.site.page(visit, head, "computed", std::move(view));
}

}  // namespace luytre::portal
