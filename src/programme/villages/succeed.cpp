#include "programme/villages/succeed.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/identifier.h"
#include "platform/access/person.h"
#include "programme/villages/keep_village.h"

namespace luytre::villages {
namespace {

constexpr std::array<std::string_view, 4> names{"merged", "split", "renamed", "moved"};

Done check_shape(const SuccessionWish& wish, Date today) {
  if (is_blank(wish.decision)) return refuse("villages.decision_needed", {}, "decision");
  if (today < *wish.day) return refuse("villages.future_day", {{"date", wish.day->vietnamese_text()}}, "day");
  const std::size_t from = wish.from.size(), to = wish.to.size();
  const bool is_merger = wish.kind == SuccessionKind::merged && from >= 2 && to == 1;
  const bool is_split = wish.kind == SuccessionKind::split && from == 1 && to >= 2;
  const bool is_change = wish.kind >= SuccessionKind::renamed && from == 1 && to == 1 &&
                         (wish.to.front().village.empty() || wish.to.front().village == wish.from.front());
  const bool is_small = from <= succession_villages_max && to <= succession_villages_max;
  const std::set<std::string> once(wish.from.begin(), wish.from.end());
  if (!(is_merger || is_split || is_change) || !is_small || once.size() != from) {
    return refuse("villages.succession_shape", {{"max", std::to_string(succession_villages_max)}}, "to");
  }
  return {};
}

class Succession {
 public:
  Succession(const Desk& desk, const Known& known, const SuccessionWish& wish, std::string actor)
      : desk_(desk), known_(known), wish_(wish), actor_(std::move(actor)) {}

  // Against one register; fills what is to be added and the communes touched.
  Done plan(const VillageRegister& villages, audit::EventNumber number) {
    added = {};
    communes.clear();
    ids.clear();
    for (const std::string& id : wish_.from) {
      if (auto there = check_before(villages, id); !there) return there;
    }
    for (const After& after : wish_.to) {
      if (auto put = add_after(villages, after, number); !put) return put;
    }
    for (const std::string& id : wish_.from) {
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
        added.ends.emplace_back(id, VillageEnd{number, *wish_.day, wish_.decision, actor_});
      }
      add_links(id, number);
    }
    return {};
  }

  Additions added;
  std::set<std::string> communes;  // identities
  std::vector<std::string> ids;    // of those that stand afterwards

 private:
  Done check_before(const VillageRegister& villages, const std::string& id) {
    const Village* village = villages.village(id);
    if (village == nullptr) return refuse("villages.no_village", {{"village", id}}, "from");
    const VillageVersion* version = village->at(wish_.day->plus_days(-1));
    if (version == nullptr || !village->is_alive(*wish_.day)) {
      return refuse("villages.not_there",
                    {{"village", village->nearest(*wish_.day).name}, {"date", wish_.day->vietnamese_text()}}, "from");
    }
    if (*wish_.day <= village->versions.back().from) {
      return refuse("villages.later_version",
                    {{"village", version->name}, {"date", village->versions.back().from.vietnamese_text()}}, "day");
    }
    communes.insert(version->commune);
    if (before_ == nullptr) before_ = village;
    return {};
  }

  Done add_after(const VillageRegister& villages, const After& after, audit::EventNumber number) {
    const bool is_change = wish_.kind >= SuccessionKind::renamed;
    const std::string same = is_change ? wish_.from.front() : after.village;
    const bool is_one_of_them =
        same.empty() || std::find(wish_.from.begin(), wish_.from.end(), same) != wish_.from.end();
    const bool is_twice = !same.empty() && std::find(ids.begin(), ids.end(), same) != ids.end();
    if (!is_one_of_them || is_twice) return refuse("villages.no_village", {{"village", same}}, "to");
    const VillageVersion& was =
        *villages.village(same.empty() ? wish_.from.front() : same)->at(wish_.day->plus_days(-1));
    VillageVersion version{number,
                           *wish_.day,
                           after.name.empty() ? was.name : after.name,
                           after.kind.value_or(was.kind),
                           was.commune,
                           wish_.decision,
                           "",
                           actor_};
    if (!after.commune.empty()) {
      const auto commune = find_commune(*known_.units, after.commune, *wish_.day, "to");
      if (!commune) return pass_on(commune);
      version.commune = (*commune)->id.text();
    }
    communes.insert(version.commune);
    if (same.empty() && after.name.empty()) return refuse("villages.name_needed", {}, "to");
    if (is_change && version.name == was.name && version.kind == was.kind && version.commune == was.commune) {
      return refuse("villages.nothing_changed", {{"village", was.name}}, "to");
    }
    const Village* namesake = village_named(villages, version.name, version.commune, *wish_.day);
    const bool is_taken =
        namesake != nullptr && std::find(wish_.from.begin(), wish_.from.end(), namesake->id) == wish_.from.end();
    if (is_taken || !names_.insert(version.commune + "\n" + version.name).second) {
      return refuse("villages.name_taken", {{"village", version.name}}, "to");
    }
    if (same.empty()) return add_new(villages, after, std::move(version));
    ids.push_back(same);
    added.versions.emplace_back(same, std::move(version));
    return {};
  }

  Done add_new(const VillageRegister& villages, const After& after, VillageVersion version) {
    Village village;
    village.id = new_uuid7(desk_.unix_milliseconds());
    village.province = before_->province;
    village.code = after.code;
    if (const Village* taken = villages.with_code(village.province, village.code)) {
      return refuse("villages.code_taken", {{"code", village.code}, {"village", taken->nearest(*wish_.day).name}},
                    "to");
    }
    ids.push_back(village.id);
    added.versions.emplace_back(village.id, std::move(version));
    added.villages.push_back(std::move(village));
    return {};
  }

  void add_links(const std::string& from, audit::EventNumber number) {
    if (wish_.kind >= SuccessionKind::renamed) return;
    const LinkKind kind = wish_.kind == SuccessionKind::merged ? LinkKind::merged : LinkKind::split;
    for (const std::string& to : ids) added.links.push_back({number, from, to, *wish_.day, kind, wish_.decision});
  }

  const Desk& desk_;
  const Known& known_;
  const SuccessionWish& wish_;
  const std::string actor_;
  const Village* before_ = nullptr;  // of the first of `from`
  std::set<std::string> names_;
};

json::array strings(const std::vector<std::string>& texts) {
  json::array list;
  for (const auto& text : texts) list.emplace_back(text);
  return list;
}

// An identity that has ended by the day of the decision is asked for on its last day.
access::Ask ask_on(const units::Register& units, const std::string& commune, Date day) {
  const auto id = units::UnitId::parse(commune);
  const units::Unit* unit = id ? units.unit(*id) : nullptr;
  const bool has_ended = unit != nullptr && unit->life().to <= day;
  return {"villages.keep", commune, has_ended ? unit->life().to.plus_days(-1) : day, {}};
}

}  // namespace

std::string_view name_of(SuccessionKind kind) { return names[static_cast<std::size_t>(kind)]; }
std::optional<SuccessionKind> succession_named(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<SuccessionKind>(found - names.begin());
}

Result<Succeeded> succeed(const Desk& desk, const commands::Asked& asked, const Known& known,
                          const SuccessionWish& wish) {
  if (auto shape = check_shape(wish, desk.today()); !shape) return pass_on(shape);
  const std::string actor = access::person_of(asked.actor);
  Succession seen(desk, known, wish, actor);
  if (auto planned = seen.plan(*known.villages, 0); !planned) return pass_on(planned);
  std::vector<access::Ask> asks;
  for (const std::string& commune : seen.communes) asks.push_back(ask_on(*known.units, commune, *wish.day));
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "villages.keep", std::move(asks)),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto villages = load_villages(inside, number - 1);
        if (!villages) return pass_on(villages);
        Succession now(desk, known, wish, actor);
        if (auto planned = now.plan(**villages, number); !planned) return pass_on(planned);
        if (now.communes != seen.communes) return refuse("villages.changed_meanwhile");
        if (auto done = append(inside, number, now.added); !done) return pass_on(done);
        audit::EventDraft draft;
        draft.kind = "villages.succeeded";
        draft.province = (*villages)->village(wish.from.front())->province;
        for (const std::string& id : wish.from) draft.subjects.push_back({"village", id});
        for (const std::string& id : now.ids) draft.subjects.push_back({"village", id});
        draft.subjects = audit::subjects_or(std::move(draft.subjects), {"village", wish.from.front()});
        draft.payload = {{"change", name_of(wish.kind)},
                         {"day", wish.day->text()},
                         {"decision", wish.decision},
                         {"from", strings(wish.from)},
                         {"to", strings(now.ids)}};
        draft.answer = {{"villages", strings(now.ids)}};
        return draft;
      });
  if (!outcome) return pass_on(outcome);
  Succeeded succeeded{outcome->event, {}};
  for (const auto& id : outcome->answer.at("villages").as_array()) {
    succeeded.villages.emplace_back(id.as_string());
  }
  return succeeded;
}

}  // namespace luytre::villages
