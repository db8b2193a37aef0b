#include "outputs/portal/map_view.h"

#include <algorithm>
#include <map>

#include "outputs/portal/question.h"

namespace luytre::portal {
namespace {

drawing::Shade shade_of(Standing standing) { return static_cast<drawing::Shade>(standing); }

// Amounts fall into classes of about as many units each; without amounts the outcome is the class.
struct Classed {
  std::vector<std::optional<std::size_t>> class_of;  // by row; none: shaded by standing
  struct Bounds {
    const UnitFigure* lowest = nullptr;
    const UnitFigure* highest = nullptr;
    int count = 0;
  };
  std::vector<Bounds> classes;
};

Classed classes_of(const UnitFigures& figures) {
  Classed classed;
  classed.class_of.resize(figures.rows.size());
  if (!figures.has_amounts || figures.is_by_outcome) return classed;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < figures.rows.size(); ++i)
    if (figures.rows[i].amount) order.push_back(i);
  const auto less = [&](std::size_t a, std::size_t b) {
    return figures.rows[a].amount->compare(*figures.rows[b].amount) < 0;
  };
  std::stable_sort(order.begin(), order.end(), less);
  std::vector<std::size_t> ranks;
  for (std::size_t i = 0; i < order.size(); ++i)
    ranks.push_back(i > 0 && !less(order[i - 1], order[i]) ? ranks.back() : i);
  const auto found = drawing::equal_classes(ranks);
  // Numbers of classes that nobody falls into are left out.
  std::vector<std::size_t> used = found;
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  classed.classes.resize(used.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto number = static_cast<std::size_t>(std::lower_bound(used.begin(), used.end(), found[i]) - used.begin());
    classed.class_of[order[i]] = number;
    auto& bounds = classed.classes[number];
    if (bounds.lowest == nullptr) bounds.lowest = &figures.rows[order[i]];
    bounds.highest = &figures.rows[order[i]];
    ++bounds.count;
  }
  return classed;
}

View legend_entry(const Visit& visit, drawing::Shade shade, std::string_view mark, const std::string& words,
                  int count) {
  View entry;
  entry.set("swatch", drawing::swatch(shade, mark));
  entry.set("words", words);
  entry.set("count", visit.number(count));
  return entry;
}

View legend_of(const Visit& visit, const UnitFigures& figures, const Classed& classed) {
  View legend = empty_list();
  std::array<int, standings.size()> rest{};
  for (std::size_t i = 0; i < figures.rows.size(); ++i)
    if (!classed.class_of[i]) ++rest[static_cast<std::size_t>(figures.rows[i].standing)];
  for (std::size_t i = classed.classes.size(); i-- > 0;) {
    const auto& bounds = classed.classes[i];
    const bool is_one = bounds.lowest->words == bounds.highest->words;
    legend.push_back(legend_entry(visit, drawing::shade_of_class(i), "",
                                  is_one ? bounds.lowest->words
                                         : visit.say("portal_people.legend.from_to",
                                                     {{"from", bounds.lowest->words}, {"to", bounds.highest->words}}),
                                  bounds.count));
  }
  const std::string of_title = figures.theme.kind == Theme::Kind::title ? "portal_people.held." : "portal.standing.";
  for (const Standing standing : standings) {
    const int count = rest[static_cast<std::size_t>(standing)];
    if (count == 0) continue;
    const std::string_view mark = standing == Standing::met            ? drawing::tick
                                  : standing == Standing::not_met      ? drawing::cross
                                  : standing == Standing::not_assessed ? std::string_view("?")
                                                                       : std::string_view();
    legend.push_back(
        legend_entry(visit, shade_of(standing), mark, visit.say(of_title + std::string(name_of(standing))), count));
  }
  return legend;
}

std::string label_of(const Visit& visit, const Theme& theme, const UnitFigure& figure) {
  const std::string of_title = theme.kind == Theme::Kind::title ? "portal_people.held." : "portal.standing.";
  const std::string outcome = visit.say(of_title + std::string(name_of(figure.standing)));
  if (theme.kind == Theme::Kind::criteria_met && figure.amount && figure.amount->of)
    return visit.say("portal.map.label", {{"name", figure.name},
                                          {"met", figure.amount->number.text()},
                                          {"total", figure.amount->of->text()},
                                          {"outcome", outcome}});
  return figure.name + ": " + (figure.words.empty() ? "" : figure.words + ", ") + outcome;
}

}  // namespace

Result<MapView> map_view(const Visit& visit, const UnitFigures& figures, const std::string& labelled_by) {
  MapView map;
  const auto picture = visit.site.places().picture(visit.snapshot->units, *visit.province, visit.day);
  if (!picture) return pass_on(picture);
  const Classed classed = classes_of(figures);
  std::map<units::Ordinal, std::size_t> row_of;
  for (std::size_t i = 0; i < figures.rows.size(); ++i) row_of.emplace(figures.rows[i].unit->ordinal, i);
  Parameters parameters;
  if (figures.judged) parameters = parameters_of(visit, figures.judged->table.question);
  std::vector<drawing::Painted> painted;
  for (const drawing::Place& place : (*picture)->places) {
    const auto found = row_of.find(place.unit->ordinal);
    if (found == row_of.end()) {  // the set cannot judge it
      drawing::Painted one;
      one.name = place.unit->nearest(visit.day).name;
      one.label = one.name + ": " + visit.say("portal.standing.not_assessed");
      one.address = visit.unit_link(*place.unit, visit.day, parameters);
      painted.push_back(std::move(one));
      continue;
    }
    const UnitFigure& figure = figures.rows[found->second];
    const auto& number = classed.class_of[found->second];
    drawing::Painted one;
    one.shade = number ? drawing::shade_of_class(*number) : shade_of(figure.standing);
    one.name = figure.name;
    one.label = label_of(visit, figures.theme, figure);
    one.address = visit.unit_link(*figure.unit, visit.day, parameters);
    one.mark = figure.mark;
    painted.push_back(std::move(one));
    auto& list = place.known == drawing::Known::outline   ? map.outlined
                 : place.known == drawing::Known::nothing ? map.unplaced
                                                          : map.tiles;
    list.push_back(&figure);
  }
  map.is_schematic = !(*picture)->has_outlines();
  map.outline_source = (*picture)->outline_source;
  map.legend = legend_of(visit, figures, classed);
  if (painted.empty()) return map;
  const std::string description = visit.say(
      map.is_schematic ? "portal_people.map.described_schematic" : "portal_people.map.described",
      {{"theme", figures.title}, {"day", visit.day_words(visit.day)}, {"count", visit.number(std::ssize(painted))}});
  map.svg = drawing::draw_map(**picture, painted, {labelled_by, description});
  return map;
}

Result<MapView> outcome_map(const Visit& visit, const JudgedTable& judged, const std::string& labelled_by) {
  UnitFigures figures = criteria_met_figures(visit, judged);
  figures.judged = {std::shared_ptr<const void>(), &judged};  // the caller keeps it
  figures.is_by_outcome = true;
  return map_view(visit, figures, labelled_by);
}

}  // namespace luytre::portal
