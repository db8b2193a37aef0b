#include "programme/villages/keep_village.h"

#include "base/identifier.h"
#include "base/vietnamese.h"
#include "platform/access/person.h"

namespace luytre::villages {
namespace {

json::value number_value(const std::optional<std::int64_t>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}

audit::EventDraft draft_of(const std::string& kind, const std::string& province, const std::string& village,
                           const std::string& commune) {
  audit::EventDraft draft;
  draft.kind = kind;
  draft.province = province;
  draft.subjects = {{"village", village}, {"unit", commune}};
  draft.payload = {{"village", village}, {"commune", commune}};
  draft.answer = {{"village", village}};
  return draft;
}

Done check_wish(const VillageWish& wish, Date today) {
  if (today < *wish.from) return refuse("villages.future_day", {{"date", wish.from->vietnamese_text()}}, "from");
  return check_count(wish.households, wish.people);
}

std::optional<Count> count_of(const VillageWish& wish, const std::string& actor) {
  if (!wish.households && !wish.people) return std::nullopt;
  return Count{0, wish.as_of.value_or(*wish.from), wish.households, wish.people, wish.source, actor};
}

Result<Kept> kept_of(const Result<commands::Outcome>& outcome) {
  if (!outcome) return pass_on(outcome);
  return Kept{outcome->event, std::string(outcome->answer.at("village").as_string())};
}

}  // namespace

Done check_count(const std::optional<std::int64_t>& households, const std::optional<std::int64_t>& people) {
  for (const auto& [number, field] : {std::pair{households, "households"}, std::pair{people, "people"}}) {
    if (number && (*number < 0 || *number > people_max)) {
      return refuse("villages.bad_count", {{"count", std::to_string(*number)}, {"max", std::to_string(people_max)}},
                    field);
    }
  }
  if (households && people && *people < *households) {
    return refuse("villages.fewer_people",
                  {{"people", std::to_string(*people)}, {"households", std::to_string(*households)}}, "people");
  }
  return {};
}

const Village* village_named(const VillageRegister& villages, const std::string& name, const std::string& commune,
                             Date day) {
  const std::string folded = fold(name);
  for (const Village* village : villages.villages()) {
    const VillageVersion* version = village->at(day);
    if (version != nullptr && version->commune == commune && fold(version->name) == folded) return village;
  }
  return nullptr;
}

Done check_is_new(const VillageRegister& villages, const std::string& province, const std::string& code,
                  const std::string& name, const std::string& commune, Date day) {
  if (const Village* same = villages.with_code(province, code)) {
    return refuse("villages.code_taken", {{"code", code}, {"village", same->nearest(day).name}}, "code");
  }
  if (village_named(villages, name, commune, day) != nullptr) {
    return refuse("villages.name_taken", {{"village", name}}, "name");
  }
  return {};
}

Result<Kept> add_village(const Desk& desk, const commands::Asked& asked, const Known& known, const VillageWish& wish) {
  const Date today = desk.today();
  if (auto checked = check_wish(wish, today); !checked) return pass_on(checked);
  const auto commune = find_commune(*known.units, wish.commune, *wish.from, "commune");
  if (!commune) return pass_on(commune);
  const std::string identity = (*commune)->id.text();
  const std::string province = province_of(*known.units, **commune, *wish.from);
  const std::string id = new_uuid7(desk.unix_milliseconds());
  const std::string actor = access::person_of(asked.actor);
  return kept_of(desk.writer.run(
      commands::order_by(asked, "villages.keep", {{"villages.keep", identity, *wish.from, {}}}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto villages = load_villages(inside, number - 1);
        if (!villages) return pass_on(villages);
        auto is_new = check_is_new(**villages, province, wish.code, wish.name, identity, *wish.from);
        if (!is_new) return pass_on(is_new);
        Additions added;
        Village village;
        village.id = id;
        village.province = province;
        village.code = wish.code;
        added.villages.push_back(std::move(village));
        added.versions.emplace_back(
            id, VillageVersion{number, *wish.from, wish.name, wish.kind, identity, wish.decision, wish.source, actor});
        if (auto count = count_of(wish, actor)) added.counts.emplace_back(id, *std::move(count));
        if (auto done = append(inside, number, added); !done) return pass_on(done);
        auto draft = draft_of("villages.added", province, id, identity);
        auto& payload = draft.payload.as_object();
        payload["name"] = wish.name;
        payload["from"] = wish.from->text();
        return draft;
      }));
}

Result<Kept> count_village(const Desk& desk, const commands::Asked& asked, const Known& known,
                           const std::string& village, const CountWish& wish) {
  const Date today = desk.today();
  const auto place = find_place(*known.units, *known.villages, village, today);
  if (!place) return pass_on(place);
  if (today < *wish.as_of) return refuse("villages.future_day", {{"date", wish.as_of->vietnamese_text()}}, "as_of");
  if (!wish.households && !wish.people) return refuse("villages.nothing_counted", {}, "households");
  if (auto checked = check_count(wish.households, wish.people); !checked) return pass_on(checked);
  if (is_blank(wish.source)) return refuse("villages.source_needed", {}, "source");
  return kept_of(desk.writer.run(
      commands::order_by(asked, "villages.keep", {ask_of("villages.keep", *place)}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        Additions added;
        added.counts.emplace_back(village, Count{number, *wish.as_of, wish.households, wish.people, wish.source,
                                                 access::person_of(asked.actor)});
        if (auto done = append(inside, number, added); !done) return pass_on(done);
        auto draft = draft_of("villages.counted", place->village->province, village, place->commune());
        auto& payload = draft.payload.as_object();
        payload["as_of"] = wish.as_of->text();
        payload["households"] = number_value(wish.households);
        payload["people"] = number_value(wish.people);
        return draft;
      }));
}

Result<Kept> appoint_head(const Desk& desk, const commands::Asked& asked, const Known& known,
                          const std::string& village, const std::string& login) {
  const auto place = find_place(*known.units, *known.villages, village, desk.today());
  if (!place) return pass_on(place);
  return kept_of(desk.writer.run(
      commands::order_by(asked, "villages.keep", {ask_of("villages.keep", *place)}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        std::optional<std::string> account = std::string();
        if (!login.empty()) {
          auto found = desk.account_named(inside, login);
          if (!found) return pass_on(found);
          account = *std::move(found);
        }
        if (!account) return refuse("villages.no_account", {{"login", login}}, "login");
        const auto villages = load_villages(inside, number - 1, village);
        if (!villages) return pass_on(villages);
        if ((*villages)->village(village)->head_on(place->today) == *account) {
          return refuse("villages.head_already", {{"village", place->version->name}}, "login");
        }
        Additions added;
        added.heads.emplace_back(village, HeadFrom{number, place->today, *account, access::person_of(asked.actor)});
        if (auto done = append(inside, number, added); !done) return pass_on(done);
        auto draft = draft_of("villages.head_appointed", place->village->province, village, place->commune());
        draft.payload.as_object()["account"] = *account;
        return draft;
      }));
}

}  // namespace luytre::villages
