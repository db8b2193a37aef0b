#include "outputs/portal/make_series.h"

#include <algorithm>
#include <map>
#include <set>

#include "outputs/statistics/claim_view.h"
#include "programme/recognition/title_list.h"
#include "programme/reorganisation/estimate.h"

namespace luytre::portal {
namespace {

using drawing::PointKind;
using engine::Outcome;

int open_criteria(const judgement::Evaluation& evaluation) {
  return evaluation.criteria_by_outcome[static_cast<std::size_t>(Outcome::not_assessed)];
}

// The newest days on which somebody said a value of the unit.
std::vector<Date> value_days(const Visit& visit, const units::Unit& unit, observations::Opinion opinion, Date until) {
  std::set<Date> days;
  visit.snapshot->values->each_standing(unit.id.text(), "", opinion, [&](const observations::Observation& one) {
    if (one.key.as_of <= until) days.insert(one.key.as_of);
    return true;
  });
  std::vector<Date> newest(days.begin(), days.end());
  if (newest.size() > days_judged_max) newest.erase(newest.begin(), newest.end() - days_judged_max);
  return newest;
}

// Criteria of which nothing is known may be met or not: the point is then a range.
SeriesPoint met_point(const judgement::Evaluation& evaluation, Date day, PointKind kind, std::string path) {
  const int open = open_criteria(evaluation);
  SeriesPoint point{day,
                    kind,
                    Decimal::of(evaluation.criteria_met),
                    Decimal::of(evaluation.criteria_met + open),
                    Decimal::of(evaluation.criteria_total),
                    "",
                    std::move(path)};
  if (open > 0 && kind == PointKind::known) point.kind = PointKind::bounds;
  return point;
}

std::string page_of(const Visit& visit, const units::Unit& unit, Date day, const judgement::Question& question) {
  Parameters parameters{{"ngay", day.text()}, {"bo", question.set}};
  if (question.opinion != observations::Opinion::self)
    parameters.emplace_back("y-kien", std::string(observations::text(question.opinion)));
  parameters.emplace_back("biet", std::to_string(visit.snapshot->number));
  return address("", unit_path(unit, day), parameters);
}

Result<SeriesLine> line_of(const Visit& visit, judgement::Evaluator& evaluator, const units::Unit& unit,
                           judgement::Question question, Date until, int look) {
  SeriesLine line{unit.nearest(until).name, look, {}};
  question.unit = unit.id;
  for (const Date day : value_days(visit, unit, question.opinion, until)) {
    if (!unit.is_alive(day)) continue;
    question.as_of = day;
    question.year.reset();
    const auto evaluation = evaluator.evaluate(question);
    if (!evaluation) return pass_on(evaluation);
    if (open_criteria(*evaluation) >= evaluation->criteria_total) continue;
    line.points.push_back(met_point(*evaluation, day, PointKind::known, page_of(visit, unit, day, question)));
  }
  return line;
}

// What predecessors' last values say of the day on which the unit was made.
void add_estimate(const Visit& visit, const units::Unit& unit, judgement::Question question, Date made_on,
                  Series& series) {
  question.unit = unit.id;
  question.as_of = made_on;
  question.year.reset();
  const auto estimate =
      reorganisation::estimate(visit.snapshot->materials(), question, reorganisation::Weights::population);
  if (!estimate) return;
  for (const auto& part : estimate->parts.parts)
    if (!part.fraction) series.not_bridged.push_back(part.unit->last().name);
  const judgement::Evaluation& said = estimate->evaluation;
  if (open_criteria(said) >= said.criteria_total) return;
  const Parameters parameters{{"set", question.set}, {"weights", "population"}, {"as_of", made_on.text()}};
  SeriesLine line{visit.say("portal_people.series.estimate_of", {{"unit", unit.nearest(made_on).name}}), 3, {}};
  line.points.push_back(met_point(said, made_on, PointKind::estimate,
                                  address("", "/api/v1/units/" + unit.id.code + "/estimate", parameters)));
  series.lines.push_back(std::move(line));
  series.bridged_on = made_on;
}

Result<Series> make_criteria_series(const Visit& visit, const units::Unit& unit, const judgement::Question& question) {
  Series series;
  judgement::Evaluator evaluator(visit.snapshot->materials());
  auto own = line_of(visit, evaluator, unit, question, visit.day, 0);
  if (!own) return pass_on(own);
  series.lines.push_back(std::move(*own));
  const auto parts =
      reorganisation::parts_of(*visit.snapshot->units, unit, visit.day, reorganisation::Weights::population);
  if (!parts) return series;  // it was not made by a succession
  int look = 0;
  for (const auto& part : parts->parts) {
    if (series.lines.size() >= lines_max) break;
    auto line = line_of(visit, evaluator, *part.unit, question, part.last_day, 1 + look % 2);
    if (!line) continue;  // the set does not judge it
    if (line->points.empty()) continue;
    ++look;
    series.lines.push_back(std::move(*line));
  }
  SeriesBreak made{parts->made_on, parts->parts.empty() ? "" : parts->parts.front().link->decision,
                   static_cast<int>(parts->parts.size()), 1};
  series.breaks.push_back(std::move(made));
  if (look > 0) add_estimate(visit, unit, question, parts->made_on, series);
  return series;
}

// Ends of years and both sides of reorganisations since the register is complete, then the day itself.
std::vector<Date> title_days(const Visit& visit, const std::vector<units::ChangeDay>& changes) {
  std::set<Date> days{visit.day};
  for (const units::ChangeDay& change : changes) {
    if (!change.is_break() || visit.day < change.day) continue;
    days.insert(change.day.plus_days(-1));
    days.insert(change.day);
  }
  const int first = changes.empty() ? visit.day.year() : changes.front().day.year();
  for (int year = first; year < visit.day.year(); ++year) days.insert(Date::of(year, 12, 31));
  return {days.begin(), days.end()};
}

Result<Series> make_titles_series(const Visit& visit) {
  Series series;
  const auto changes = visit.site.places().days(visit.snapshot->units, visit.province->id.code);
  std::map<recognition::Title, SeriesLine> lines;
  std::set<recognition::Title> told;  // titles of which something is known on some day
  for (const Date day : title_days(visit, *changes)) {
    const units::Unit* province = visit.snapshot->units->find(visit.province->id.code, day);
    if (province == nullptr) continue;
    const auto counts = recognition::count_titles(*visit.snapshot->titles, *visit.snapshot->units, day, province,
                                                  units::Level::commune);
    if (counts.units_unknown) continue;
    for (const recognition::TitleCount& count : counts.titles) {
      if (count.recognised > 0 || count.unknown == 0) told.insert(count.title);
      SeriesPoint point{day,
                        count.unknown > 0 ? PointKind::bounds : PointKind::known,
                        Decimal::of(count.recognised),
                        Decimal::of(count.recognised + count.unknown),
                        Decimal::of(counts.units),
                        "",
                        ""};
      point.path = address("", "/so-lieu/tinh",
                           {{"loai", "chu-de"},
                            {"xem", "danh-hieu." + std::string(recognition::name_of(count.title))},
                            {"ket-qua", "met"},
                            {"noi", visit.province->id.code},
                            {"ngay", day.text()},
                            {"biet", std::to_string(visit.snapshot->number)}});
      lines[count.title].points.push_back(std::move(point));
    }
  }
  int look = 0;
  for (auto& [title, line] : lines) {
    if (told.count(title) == 0) continue;
    line.name = visit.say("recognition.title." + std::string(recognition::name_of(title)));
    line.look = look++ % drawing::looks_max;
    series.lines.push_back(std::move(line));
  }
  add_breaks(visit, visit.province->id.code, series);
  return series;
}

}  // namespace

bool Series::is_empty() const {
  return std::all_of(lines.begin(), lines.end(), [](const SeriesLine& line) { return line.points.empty(); });
}

Result<std::shared_ptr<const Series>> criteria_series(const Visit& visit, const units::Unit& unit,
                                                      const judgement::Question& question) {
  const std::string key = std::to_string(visit.snapshot->number) + "|criteria|" + unit.id.text() + "|" + question.set +
                          "|" + std::string(observations::text(question.opinion)) + "|" + visit.day.text() + "|" +
                          std::string(code_of(visit.language));
  return visit.site.series().get(key, [&] { return make_criteria_series(visit, unit, question); });
}

Result<std::shared_ptr<const Series>> titles_series(const Visit& visit) {
  const std::string key = std::to_string(visit.snapshot->number) + "|titles|" + visit.day.text() + "|" +
                          std::string(code_of(visit.language));
  return visit.site.series().get(key, [&] { return make_titles_series(visit); });
}

Series claims_series(const Visit& visit, const std::string& definition, const std::string& place) {
  using statistics::Claim;
  Series series;
  const auto& claims = *visit.snapshot->claims;
  auto found = claims.all({.definition = definition, .place = place, .origin = {}});
  std::reverse(found.begin(), found.end());
  SeriesLine quoted{visit.say("portal.claim.origin.quoted"), 1, {}}, own{visit.say("portal.claim.origin.own"), 0, {}};
  for (const Claim* claim : found) {
    if (claims.correction_of(claim->id.text()) != nullptr) continue;
    const auto& meaning = claims.definition_of(*claim);
    std::optional<Decimal> value;
    const bool is_share = meaning.form == statistics::Form::share && claim->numerator && claim->denominator;
    if (!claim->printed.empty()) {
      if (const auto printed = Decimal::parse(claim->printed)) value = *printed;
    }
    if (!value && is_share) value = percent_rounded({*claim->numerator, *claim->denominator}, 1);
    if (!value && meaning.form == statistics::Form::count) value = claim->numerator;
    if (!value) continue;
    const bool is_own = claim->origin == statistics::Origin::own;
    SeriesPoint point{claim->as_of,
                      is_own ? PointKind::known : PointKind::quoted,
                      *value,
                      *value,
                      std::nullopt,
                      statistics::figure_text(*claim, meaning, visit.language),
                      "/so-lieu/" + claim->id.text()};
    if (is_share)
      point.text += " (" + decimal_text(claim->numerator->reduced(), visit.language) + "/" +
                    decimal_text(claim->denominator->reduced(), visit.language) + ")";
    (is_own ? own : quoted).points.push_back(std::move(point));
  }
  for (SeriesLine* line : {&own, &quoted})
    if (!line->points.empty()) series.lines.push_back(std::move(*line));
  add_breaks(visit, place, series);
  return series;
}

void add_breaks(const Visit& visit, const std::string& place, Series& series) {
  Date first = Date::open_end(), last = Date::from_days(0);
  for (const SeriesLine& line : series.lines) {
    for (const SeriesPoint& point : line.points) {
      first = std::min(first, point.day);
      last = std::max(last, point.day);
    }
  }
  last = std::max(last, visit.day);  // one that came after the newest figure tells that it is of units that ended
  const std::string code = place == statistics::whole_country ? "" : place;
  for (const units::ChangeDay& change : *visit.site.places().days(visit.snapshot->units, code)) {
    if (change.is_break() && first < change.day && change.day <= last)
      series.breaks.push_back({change.day, change.decision, change.ended, change.begun});
  }
}

}  // namespace luytre::portal
