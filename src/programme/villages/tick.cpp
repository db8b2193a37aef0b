#include "programme/villages/tick.h"

#include "platform/access/person.h"

namespace luytre::villages {
namespace {

constexpr std::int64_t ticked_max = 100'000;

bool is_sound(const TickItem& item, const Ticked& ticked) {
  if (ticked.done < 0 || ticked.done > ticked_max) return false;
  switch (item.kind) {
    case ItemKind::count:
      return !ticked.total;
    case ItemKind::share:
      return ticked.total && *ticked.total >= 1 && *ticked.total <= ticked_max && ticked.done <= *ticked.total;
    case ItemKind::yes_no:
      return ticked.done <= 1 && ticked.total.value_or(1) == 1;
  }
  return false;
}

Done check_month(const Place& place, Month month) {
  if (Month::of(place.today) < month) return refuse("villages.future_month", {{"month", month.text()}}, "month");
  const Date first = place.village->versions.front().from;
  if (month < Month::of(first)) {
    return refuse("villages.month_before", {{"month", month.text()}, {"date", first.vietnamese_text()}}, "month");
  }
  return {};
}

Done check_standing(const Ticks& ticks, const TickWish& wish) {
  const auto standing = ticks.find(wish.month);
  if (standing == ticks.end()) {
    if (!wish.corrects) return {};
    return refuse("villages.other_tick", {{"month", wish.month.text()}}, "corrects");
  }
  if (!wish.corrects) return refuse("villages.ticked_already", {{"month", wish.month.text()}}, "month");
  if (*wish.corrects == standing->second.event) return {};
  return refuse("villages.other_tick", {{"month", wish.month.text()}}, "corrects");
}

json::object items_value(const std::map<std::string, Ticked>& items) {
  json::object value;
  for (const auto& [item, ticked] : items) {
    value[item] = json::array{ticked.done, ticked.total ? json::value(*ticked.total) : json::value(nullptr)};
  }
  return value;
}

audit::EventDraft draft_of(const Place& place, const Tick& tick, bool is_correction) {
  audit::EventDraft draft;
  draft.kind = "villages.ticked";
  draft.province = place.village->province;
  draft.subjects = {{"village", place.village->id}, {"unit", place.commune()}};
  draft.payload = {{"village", place.village->id},
                   {"month", tick.month.text()},
                   {"entered_as", name_of(tick.entered_as)},
                   {"is_correction", is_correction},
                   {"items", items_value(tick.items)}};
  draft.answer = {{"entered_as", name_of(tick.entered_as)}};
  return draft;
}

}  // namespace

Done check_items(const Rules& rules, const std::map<std::string, Ticked>& items) {
  if (items.empty()) return refuse("villages.nothing_ticked", {}, "items");
  for (const auto& [id, ticked] : items) {
    const TickItem* item = rules.item(id);
    if (item == nullptr) return refuse("villages.unknown_item", {{"item", id}}, "items");
    if (!is_sound(*item, ticked)) {
      return refuse("villages.bad_tick",
                    {{"item", item->title.vi},
                     {"done", std::to_string(ticked.done)},
                     {"total", ticked.total ? std::to_string(*ticked.total) : "–"}},
                    "items");
    }
  }
  return {};
}

Result<TickTaken> tick(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& village,
                       const TickWish& wish) {
  const auto place = find_place(*known.units, *known.villages, village, desk.today());
  if (!place) return pass_on(place);
  if (auto month = check_month(*place, wish.month); !month) return pass_on(month);
  if (auto items = check_items(embedded_rules(), wish.items); !items) return pass_on(items);
  const std::string act = speaking_act(*place, asked.actor);
  Tick made{0,
            wish.month,
            act == "villages.speak" ? EnteredAs::head : EnteredAs::commune,
            wish.words,
            access::person_of(asked.actor),
            wish.items};
  for (auto& [id, ticked] : made.items) {
    if (embedded_rules().item(id)->kind == ItemKind::yes_no) ticked.total = 1;
  }
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "villages.tick", {ask_of(act, *place)}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto villages = load_villages(inside, number - 1, village);
        if (!villages) return pass_on(villages);
        const auto now = find_place(*known.units, **villages, village, place->today);
        if (!now) return pass_on(now);
        if (speaking_act(*now, asked.actor) != act || now->commune() != place->commune()) {
          return refuse("villages.changed_meanwhile");
        }
        if (auto may = check_standing((*villages)->ticks_of(village), wish); !may) return pass_on(may);
        made.event = number;
        if (auto done = append(inside, village, made); !done) return pass_on(done);
        return draft_of(*place, made, wish.corrects.has_value());
      });
  if (!outcome) return pass_on(outcome);
  const bool is_head = outcome->answer.at("entered_as").as_string() == "head";
  return TickTaken{outcome->event, is_head ? EnteredAs::head : EnteredAs::commune};
}

}  // namespace luytre::villages
