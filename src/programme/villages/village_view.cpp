#include "programme/villages/village_view.h"

#include <algorithm>

#include "programme/villages/law_of_villages.h"
#include "programme/villages/title_view.h"

namespace luytre::villages {
namespace {

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::value number_value(const std::optional<std::int64_t>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}

json::value commune_value(const units::Unit* commune, Date day) {
  if (commune == nullptr) return nullptr;
  return json::object{{"unit", commune->id.text()}, {"code", commune->id.code}, {"name", commune->nearest(day).name}};
}

json::object standing_value(const Standing& standing, Date day) {
  json::array communes;
  for (const units::Unit* commune : standing.communes) communes.push_back(commune_value(commune, day));
  json::object value{{"settlement", name_of(standing.settlement)},
                     {"recorded", commune_value(standing.recorded, day)},
                     {"communes", std::move(communes)},
                     {"since", nullptr},
                     {"decision", nullptr}};
  if (standing.settlement != Settlement::settled && standing.recorded != nullptr) {
    value["since"] = standing.since.text();
    value["decision"] = text_or_null(standing.decision);
  }
  return value;
}

json::value count_value(const Count* count, const Eyes& eyes) {
  if (count == nullptr) return nullptr;
  json::object value{{"as_of", count->as_of.text()},
                     {"households", number_value(count->households)},
                     {"people", number_value(count->people)},
                     {"source", count->source}};
  if (eyes.is_staff) value["by"] = eyes.name_of_actor(count->actor);
  return value;
}

json::array versions_value(const Known& known, const Village& village) {
  json::array versions;
  for (const VillageVersion& version : village.versions) {
    const auto id = units::UnitId::parse(version.commune);
    const units::Unit* commune = id ? known.units->unit(*id) : nullptr;
    versions.push_back(json::object{{"from", version.from.text()},
                                    {"name", version.name},
                                    {"kind", name_of(version.kind)},
                                    {"commune", commune_value(commune, version.from)},
                                    {"decision", text_or_null(version.decision)},
                                    {"source", text_or_null(version.source)},
                                    {"event", version.event}});
  }
  return versions;
}

json::array links_value(const Known& known, const std::vector<const VillageLink*>& links, bool is_into) {
  json::array list;
  for (const VillageLink* link : links) {
    const std::string& other = is_into ? link->from : link->to;
    const Village* village = known.villages->village(other);
    list.push_back(json::object{
        {"village", other},
        {"name", village == nullptr ? other : village->nearest(link->day.plus_days(is_into ? -1 : 0)).name},
        {"day", link->day.text()},
        {"kind", name_of(link->kind)},
        {"decision", link->decision}});
  }
  return list;
}

json::object tick_value(const Tick& tick, bool stands, const Eyes& eyes) {
  json::object items;
  for (const auto& [item, ticked] : tick.items) {
    items[item] = json::object{{"done", ticked.done}, {"total", number_value(ticked.total)}};
  }
  json::object value{{"month", tick.month.text()},
                     {"entered_as", name_of(tick.entered_as)},
                     {"stands", stands},
                     {"event", tick.event},
                     {"items", std::move(items)}};
  if (eyes.is_staff) {
    value["words"] = tick.words;
    value["by"] = eyes.name_of_actor(tick.actor);
  }
  return value;
}

json::array ticks_value(const Known& known, const std::string& village, const Eyes& eyes) {
  json::array ticks;
  const Ticks& standing = known.villages->ticks_of(village);
  for (const Tick* tick : known.villages->all_ticks_of(village)) {
    const bool stands = standing.at(tick->month).event == tick->event;
    if (stands || eyes.is_staff) ticks.push_back(tick_value(*tick, stands, eyes));
  }
  return ticks;
}

json::array titles_value(const Known& known, const VillageStanding& standing, const Eyes& eyes) {
  json::array titles;
  for (const TitleStanding& title : standing.titles) {
    if (title.decision == nullptr && !eyes.is_staff) continue;
    titles.push_back(title_value(known, title));
  }
  return titles;
}

}  // namespace

json::object alert_value(const Alert& alert) {
  return {{"alert", alert.rule->id},
          {"months", alert.rule->months},
          {"item", text_or_null(alert.item)},
          {"month", alert.month ? json::value(alert.month->text()) : json::value(nullptr)},
          {"done", alert.done},
          {"total", alert.total},
          {"before_done", alert.before_done},
          {"before_total", alert.before_total},
          {"confidence", criteria::name_of(alert.rule->confidence)},
          {"reference", alert.rule->reference}};
}

json::object village_value(const Known& known, const VillageStanding& standing, Date day, const Eyes& eyes) {
  json::array alerts;
  for (const Alert& alert : standing.alerts) alerts.push_back(alert_value(alert));
  json::object value{{"village", standing.village->id},
                     {"code", text_or_null(standing.village->code)},
                     {"name", standing.version->name},
                     {"kind", name_of(standing.version->kind)},
                     {"is_alive", standing.village->is_alive(day)},
                     {"commune", commune_value(standing.standing.nearest(), day)},
                     {"standing", standing_value(standing.standing, day)},
                     {"count", count_value(standing.village->count_on(day), eyes)},
                     {"titles", titles_value(known, standing, eyes)},
                     {"last_tick", standing.last_tick ? json::value(standing.last_tick->text()) : json::value(nullptr)},
                     {"alerts", std::move(alerts)}};
  return value;
}

json::object whole_village(const Known& known, const VillageStanding& standing, Date day, const Eyes& eyes) {
  const Village& village = *standing.village;
  json::object value = village_value(known, standing, day, eyes);
  value["province"] = village.province;
  value["ended_on"] = village.end ? json::value(village.end->day.text()) : json::value(nullptr);
  value["versions"] = versions_value(known, village);
  value["predecessors"] = links_value(known, known.villages->links_into(village.id), true);
  value["successors"] = links_value(known, known.villages->links_out_of(village.id), false);
  json::array counts;
  for (const Count& count : village.counts) counts.push_back(count_value(&count, eyes));
  value["counts"] = std::move(counts);
  value["ticks"] = ticks_value(known, village.id, eyes);
  if (!eyes.is_staff) return value;
  const std::string head = village.head_on(day);
  value["head"] = head.empty() ? json::value(nullptr) : json::value(eyes.name_of_actor(head));
  json::array dossiers;
  for (const TitleStanding& title : standing.titles) {
    dossiers.push_back(dossier_value(known, title, eyes.name_of_actor));
  }
  value["dossiers"] = std::move(dossiers);
  return value;
}

json::object totals_value(const std::vector<VillageStanding>& villages) {
  std::int64_t village = 0, area = 0;
  for (const VillageStanding& each : villages) {
    village += each.holds(Ladder::village) ? 1 : 0;
    area += each.holds(Ladder::residential_area) ? 1 : 0;
  }
  return {{"villages", static_cast<std::int64_t>(villages.size())}, {"village", village}, {"residential_area", area}};
}

json::object words_value(const Known& known, const Rules& rules) {
  json::array items;
  for (const TickItem& item : rules.items) {
    items.push_back(json::object{{"item", item.id},
                                 {"kind", name_of(item.kind)},
                                 {"title", json::object{{"vi", item.title.vi}, {"en", item.title.en}}}});
  }
  json::array alerts;
  for (const AlertRule& rule : rules.alerts) {
    alerts.push_back(json::object{{"alert", rule.id},
                                  {"months", rule.months},
                                  {"confidence", criteria::name_of(rule.confidence)},
                                  {"reference", rule.reference}});
  }
  json::object sets;
  for (const Ladder ladder : {Ladder::village, Ladder::residential_area}) {
    json::array list;
    for (const criteria::CriteriaSet* set : sets_for(*known.law, ladder, known.province)) {
      list.push_back(set_value(*set));
    }
    sets[name_of(ladder)] = std::move(list);
  }
  return {{"items", std::move(items)}, {"alerts", std::move(alerts)}, {"sets", std::move(sets)}};
}

}  // namespace luytre::villages
