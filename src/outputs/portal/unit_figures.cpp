#include "outputs/portal/unit_figures.h"

#include <algorithm>
#include <map>

#include "base/vietnamese.h"
#include "outputs/portal/question.h"

namespace luytre::portal {
namespace {

using Kind = Theme::Kind;
using engine::Outcome;

Standing standing_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::met:
      return Standing::met;
    case Outcome::basically_met:  // an opinion, never computed; it does not count as met
    case Outcome::not_met:
      return Standing::not_met;
    case Outcome::not_applicable:
      return Standing::not_applicable;
    case Outcome::not_assessed:
      break;
  }
  return Standing::not_assessed;
}

std::string mark_of(Standing standing) {
  switch (standing) {
    case Standing::met:
      return std::string(drawing::tick);
    case Standing::not_met:
      return std::string(drawing::cross);
    case Standing::not_assessed:
      return "?";
    case Standing::not_applicable:
    case Standing::not_concerned:
      break;
  }
  return "";
}

const judgement::JudgedCriterion* criterion_of(const judgement::Evaluation& row, const std::string& number) {
  const auto found = std::find_if(row.criteria.begin(), row.criteria.end(),
                                  [&](const auto& criterion) { return criterion.number == number; });
  return found == row.criteria.end() ? nullptr : &*found;
}

const judgement::Judged* indicator_of(const judgement::Evaluation& row, const std::string& number) {
  for (const auto& criterion : row.criteria)
    for (const auto& indicator : criterion.indicators)
      if (indicator.number == number) return &indicator;
  return nullptr;
}

// Values that were compared with a limit; one that is too old or unusable says nothing now.
std::optional<Amount> amount_of(const judgement::Judged& judged) {
  const bool is_said = judged.outcome == Outcome::met || judged.outcome == Outcome::not_met ||
                       judged.reason == engine::Reason::law_not_loaded;
  if (!is_said) return std::nullopt;
  if (judged.share) return Amount{judged.share->numerator, judged.share->denominator};
  if (!judged.value) return std::nullopt;
  const auto number = Decimal::parse(*judged.value);
  if (!number) return std::nullopt;
  return Amount{*number, std::nullopt};
}

void tell_indicator(const Visit& visit, const judgement::Judged& judged, UnitFigure& figure) {
  figure.standing = standing_of(judged.outcome);
  figure.is_provisional = judged.provisional;
  figure.amount = amount_of(judged);
  figure.words = judged.outcome == Outcome::not_applicable ? "" : judgement::value_for_people(judged, visit.language);
  figure.mark = mark_of(figure.standing);
  if (!figure.amount) return;
  const Decimal shown = figure.amount->of ? percent_rounded({figure.amount->number, *figure.amount->of}, 0)
                                          : rounded(figure.amount->number, 0);
  figure.mark = decimal_text(shown.reduced(), visit.language);
}

void tell(const Visit& visit, const Theme& theme, const judgement::Evaluation& row, UnitFigure& figure) {
  figure.row = &row;
  figure.law_class = row.column;
  const Standing whole = JudgedTable::standing_of(row);
  figure.standing = whole;
  if (whole == Standing::not_concerned) return;
  figure.is_provisional = row.provisional;
  figure.mark = mark_of(whole);
  if (theme.kind == Kind::criteria_met) {
    figure.amount = Amount{Decimal::of(row.criteria_met), Decimal::of(row.criteria_total)};
    figure.words = std::to_string(row.criteria_met) + "/" + std::to_string(row.criteria_total);
    figure.mark = std::to_string(row.criteria_met);
    const int open = row.criteria_by_outcome[static_cast<std::size_t>(Outcome::not_assessed)];
    if (open >= row.criteria_total)
      figure = {figure.unit, figure.name,      Standing::not_assessed, {},  "",
                "?",         figure.law_class, figure.is_provisional,  &row};
    return;
  }
  if (theme.kind == Kind::criterion) {
    if (const auto* criterion = criterion_of(row, theme.number)) {
      figure.standing = standing_of(criterion->outcome);
      figure.is_provisional = criterion->provisional;
      figure.mark = mark_of(figure.standing);
    }
    return;
  }
  if (theme.kind == Kind::indicator) {
    if (const auto* judged = indicator_of(row, theme.number)) tell_indicator(visit, *judged, figure);
  }
}

void tell_title(const Visit& visit, const Theme& theme, UnitFigure& figure) {
  if (figure.unit->nearest(visit.day).kind != units::Kind::commune) {
    figure.standing = Standing::not_concerned;
    return;
  }
  std::vector<std::string> ids{figure.unit->id.text()};
  for (const units::Unit* above : visit.snapshot->units->ancestors(*figure.unit, visit.day))
    ids.push_back(above->id.text());
  const auto held = visit.snapshot->titles->holds(ids, {theme.title, std::nullopt, {}, visit.day});
  figure.standing = held.holding == recognition::Holding::yes  ? Standing::met
                    : held.holding == recognition::Holding::no ? Standing::not_met
                                                               : Standing::not_assessed;
  figure.mark = mark_of(figure.standing);
  if (held.fact != nullptr) figure.words = held.fact->decision;
}

Done check_theme(const UnitFigures& figures, const std::string& set) {
  const Theme& theme = figures.theme;
  if (theme.kind != Kind::criterion && theme.kind != Kind::indicator) return {};
  bool is_there = false;
  if (figures.set != nullptr) {
    for (const auto& criterion : figures.set->criteria) {
      is_there = is_there || (theme.kind == Kind::criterion && criterion.number == theme.number);
      for (const auto& one : criterion.indicators)
        is_there = is_there || (theme.kind == Kind::indicator && one.rule.number == theme.number);
    }
  }
  if (is_there) return {};
  return refuse("portal_people.theme_not_in_set", {{"theme", theme.text()}, {"set", set}}, "query:xem");
}

void find_better(UnitFigures& figures) {
  figures.better = figures.theme.kind == Kind::criteria_met ? engine::Direction::higher : engine::Direction::none;
  if (figures.theme.kind != Kind::indicator) return;
  for (const UnitFigure& figure : figures.rows) {
    const auto* judged = figure.row == nullptr ? nullptr : indicator_of(*figure.row, figures.theme.number);
    if (judged == nullptr) continue;
    figures.better = engine::direction_of(judged->rule);
    return;
  }
}

}  // namespace

std::weak_ordering Amount::compare(const Amount& other) const {
  if (of.has_value() != other.of.has_value()) return std::weak_ordering::equivalent;
  if (!of) return number <=> other.number;
  // a / b against c / d, without rounding: coefficients are at most 10^15.
  __extension__ using Wide = __int128;
  const auto scaled = [](const Decimal& value) {
    Wide wide = value.coefficient();
    for (int scale = value.scale(); scale < Decimal::scale_max; ++scale) wide *= 10;
    return wide;
  };
  // Fractions of up to 70 bits each do not multiply within 128: compare as mixed numbers, by whole parts first.
  Wide a = scaled(number), b = scaled(*of), c = scaled(other.number), d = scaled(*other.of);
  bool is_turned = false;
  while (b != 0 && d != 0) {
    const Wide left = a / b, right = c / d;
    if (left != right) return (left < right) != is_turned ? std::weak_ordering::less : std::weak_ordering::greater;
    a %= b;
    c %= d;
    if (a == 0 || c == 0) {
      if (a == c) return std::weak_ordering::equivalent;
      return (a == 0) != is_turned ? std::weak_ordering::less : std::weak_ordering::greater;
    }
    std::swap(a, b);
    std::swap(c, d);
    is_turned = !is_turned;
  }
  return std::weak_ordering::equivalent;
}

int UnitFigures::concerned() const {
  return static_cast<int>(rows.size()) - counts[static_cast<std::size_t>(Standing::not_concerned)];
}

Result<UnitFigures> unit_figures(const Visit& visit) {
  if (visit.province == nullptr) return refuse("portal_people.no_province");
  UnitFigures figures;
  const auto theme = theme_of(visit);
  if (!theme) return pass_on(theme);
  figures.theme = *theme;
  const auto judged = judged_communes(visit);
  if (!judged) return pass_on(judged);
  figures.judged = *judged;
  const std::string set = figures.judged == nullptr ? "" : figures.judged->table.question.set;
  figures.set = visit.snapshot->law->set(set);
  if (const auto done = check_theme(figures, set); !done) return pass_on(done);
  figures.title = theme_words(visit, figures.set, figures.theme);
  std::map<units::UnitId, const judgement::Evaluation*> rows;
  if (figures.judged)
    for (const auto& row : figures.judged->table.rows) rows.emplace(row.question.unit, &row);
  const auto units = visit.snapshot->units->descendants(visit.province, visit.day, units::Level::commune);
  for (const units::Unit* unit : units) {
    UnitFigure figure;
    figure.unit = unit;
    figure.name = unit->nearest(visit.day).name;
    const auto row = rows.find(unit->id);
    if (theme->kind == Kind::title) {
      tell_title(visit, *theme, figure);
    } else if (row != rows.end()) {
      tell(visit, *theme, *row->second, figure);
    } else if (unit->nearest(visit.day).kind != units::Kind::commune) {
      figure.standing = Standing::not_concerned;
    }
    ++figures.counts[static_cast<std::size_t>(figure.standing)];
    figures.has_amounts = figures.has_amounts || figure.amount.has_value();
    figures.rows.push_back(std::move(figure));
  }
  std::vector<std::pair<std::string, std::size_t>> order;
  for (std::size_t i = 0; i < figures.rows.size(); ++i)
    order.emplace_back(vietnamese_sort_key(units::short_name(figures.rows[i].name)) + figures.rows[i].unit->id.text(),
                       i);
  std::sort(order.begin(), order.end());
  std::vector<UnitFigure> sorted;
  for (const auto& [key, i] : order) sorted.push_back(std::move(figures.rows[i]));
  figures.rows = std::move(sorted);
  find_better(figures);
  return figures;
}

UnitFigures criteria_met_figures(const Visit& visit, const JudgedTable& judged) {
  UnitFigures figures;
  figures.set = visit.snapshot->law->set(judged.table.question.set);
  figures.title = theme_words(visit, figures.set, figures.theme);
  for (const judgement::Evaluation& row : judged.table.rows) {
    UnitFigure figure;
    figure.unit = visit.snapshot->units->unit(row.question.unit);
    figure.name = row.unit_name;
    tell(visit, figures.theme, row, figure);
    ++figures.counts[static_cast<std::size_t>(figure.standing)];
    figures.has_amounts = figures.has_amounts || figure.amount.has_value();
    figures.rows.push_back(std::move(figure));
  }
  return figures;
}

std::string basis_words(const Visit& visit, const UnitFigures& figures) {
  const std::string day = visit.day_words(visit.day);
  if (figures.theme.kind == Kind::title) return visit.say("portal_people.basis.register", {{"day", day}});
  if (figures.judged == nullptr) return visit.say("portal_people.basis.no_set", {{"day", day}});
  return visit.say(
      "portal.home.basis",
      {{"day", day},
       {"opinion", judgement::opinion_for_people(figures.judged->table.question.opinion, visit.language)}});
}

Parameters same_question(const Visit& visit, const UnitFigures& figures) {
  Parameters parameters{{"ngay", visit.day.text()}, {"xem", figures.theme.text()}};
  if (figures.judged != nullptr) {
    parameters.emplace_back("bo", figures.judged->table.question.set);
    const auto opinion = figures.judged->table.question.opinion;
    if (opinion != observations::Opinion::self)
      parameters.emplace_back("y-kien", std::string(observations::text(opinion)));
  }
  return parameters;
}

}  // namespace luytre::portal
