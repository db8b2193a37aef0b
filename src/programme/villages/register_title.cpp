#include "programme/villages/register_title.h"

#include <algorithm>
#include <array>

#include "base/identifier.h"
#include "platform/access/person.h"
#include "programme/villages/law_of_villages.h"

namespace luytre::villages {
namespace {

constexpr int first_year = 2010;  // the programme's first
constexpr std::array<std::string_view, 3> confidences{"sourced", "from_memory", "uncertain"};

std::string_view name_of(access::Confidence confidence) { return confidences[static_cast<std::size_t>(confidence)]; }

Done check_year(int year, int last) {
  if (year >= first_year && year <= last) return {};
  return refuse("villages.bad_year",
                {{"year", std::to_string(year)}, {"first", std::to_string(first_year)}, {"last", std::to_string(last)}},
                "year");
}

Done check_is_free(const VillageRegister& villages, const std::string& village, Ladder ladder, int year) {
  for (const Title* title : villages.titles_of(village)) {
    const State state = title->state();
    const bool is_same = title->registration.year == year && state != State::withdrawn;
    if (title->registration.ladder == ladder && (is_same || is_under_way(state))) {
      return refuse("villages.registered_already", {{"year", std::to_string(title->registration.year)}}, "year");
    }
  }
  return {};
}

Result<std::string> hash_of(const Known& known, const std::string& set, Ladder ladder, const std::string& province,
                            int year) {
  if (set.empty()) return std::string();
  const auto found = find_set(*known.law, set, ladder, province, year);
  if (!found) return pass_on(found);
  return (*found)->hash;
}

audit::EventDraft draft_of(const std::string& kind, const Registration& registration, const Place& place) {
  audit::EventDraft draft;
  draft.kind = kind;
  draft.province = place.village->province;
  draft.subjects = {{"village", registration.village}, {"village_title", registration.id}, {"unit", place.commune()}};
  draft.payload = {
      {"title", registration.id},  {"village", registration.village}, {"ladder", name_of(registration.ladder)},
      {"year", registration.year}, {"set", registration.set},         {"set_hash", registration.set_hash}};
  draft.answer = {{"title", registration.id}};
  return draft;
}

Result<Registered> registered_of(const Result<commands::Outcome>& outcome) {
  if (!outcome) return pass_on(outcome);
  return Registered{outcome->event, std::string(outcome->answer.at("title").as_string())};
}

// The unit named, where the village's ground lay below it on the day. Of a commune that began later those are asked
// from which its ground came; where the register knows none, the province alone is compared.
const units::Unit* issuer_named(const units::Register& units, const Village& village, const std::string& issuer,
                                Date day) {
  const auto commune_id = units::UnitId::parse(village.nearest(day).commune);
  const units::Unit* commune = commune_id ? units.unit(*commune_id) : nullptr;
  const auto id = units::UnitId::parse(issuer);
  const units::Unit* named = id ? units.unit(*id) : units.find(issuer, day);
  if (named == nullptr || commune == nullptr || !named->is_alive(day)) return nullptr;
  std::vector<const units::Unit*> grounds;
  if (commune->is_alive(day)) {
    grounds.push_back(commune);
  } else {
    for (const units::Relative& before : units.lineage(*commune).predecessors) {
      if (before.unit->is_alive(day)) grounds.push_back(before.unit);
    }
  }
  if (grounds.empty()) {
    const units::Unit* province = units.province(*named, day);
    return province != nullptr && province->id.code == village.province ? named : nullptr;
  }
  const bool is_above = std::any_of(grounds.begin(), grounds.end(),
                                    [&](const units::Unit* ground) { return units.is_under(*ground, *named, day); });
  return is_above ? named : nullptr;
}

Done check_decision(const DecisionWish& wish) {
  if (is_blank(wish.decision)) return refuse("villages.decision_needed", {}, "decision");
  if (units::two_level_day <= *wish.signed_on) {
    return refuse("villages.not_historical", {{"date", wish.signed_on->vietnamese_text()}}, "signed_on");
  }
  if (wish.in_force_on && *wish.in_force_on < *wish.signed_on) {
    return refuse("villages.in_force_before_signed", {{"date", wish.signed_on->vietnamese_text()}}, "in_force_on");
  }
  if (is_blank(wish.source)) return refuse("villages.source_needed", {}, "source");
  return check_year(wish.year, wish.signed_on->year());
}

Step step_of(const DecisionWish& wish, const std::string& title, const std::string& actor) {
  Step step;
  step.title = title;
  step.kind = StepKind::recorded;
  step.day = *wish.signed_on;
  step.words = wish.source;
  step.file = wish.file;
  step.decision = wish.decision;
  step.in_force_on = wish.in_force_on;
  step.signer = wish.signer;
  step.actor = actor;
  return step;
}

}  // namespace

Done name_issuer(const units::Register& units, const access::Authority& authority, const Village& village,
                 const std::string& issuer, Date signed_on, Date today, Step& step) {
  const units::Unit* unit = issuer_named(units, village, issuer, signed_on);
  if (unit == nullptr) {
    return refuse("villages.no_issuer", {{"unit", issuer}, {"date", signed_on.vietnamese_text()}}, "issuer");
  }
  step.issuer = unit->id.text();
  if (unit->life().to <= today) step.on_behalf_of = step.issuer;
  for (const access::AuthorityRule* rule : authority.rules_for("villages.recognise", signed_on)) {
    const access::Role* role = authority.role(rule->role);
    const std::string level(units::word(unit->level));
    const bool is_theirs =
        role != nullptr && std::find(role->levels.begin(), role->levels.end(), level) != role->levels.end();
    if (!is_theirs) continue;
    step.competence = name_of(rule->confidence);
    step.competence_reference = rule->reference;
    break;
  }
  return {};
}

Result<Registered> register_title(const Desk& desk, const commands::Asked& asked, const Known& known,
                                  const std::string& village, const RegistrationWish& wish) {
  const auto place = find_place(*known.units, *known.villages, village, desk.today());
  if (!place) return pass_on(place);
  if (auto year = check_year(wish.year, place->today.year() + 1); !year) return pass_on(year);
  const auto hash = hash_of(known, wish.set, wish.ladder, place->village->province, wish.year);
  if (!hash) return pass_on(hash);
  const std::string act = speaking_act(*place, asked.actor);
  Registration registration{new_uuid7(desk.unix_milliseconds()), village, 0, wish.ladder, wish.year, wish.set, *hash,
                            access::person_of(asked.actor)};
  return registered_of(desk.writer.run(
      commands::order_by(asked, "villages.register", {ask_of(act, *place)}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto villages = load_villages(inside, number - 1, village);
        if (!villages) return pass_on(villages);
        const auto now = find_place(*known.units, **villages, village, place->today);
        if (!now) return pass_on(now);
        if (speaking_act(*now, asked.actor) != act || now->commune() != place->commune()) {
          return refuse("villages.changed_meanwhile");
        }
        auto is_free = check_is_free(**villages, village, wish.ladder, wish.year);
        if (!is_free) return pass_on(is_free);
        registration.event = number;
        if (auto done = append(inside, registration); !done) return pass_on(done);
        return draft_of("villages.registered", registration, *place);
      }));
}

Result<Registered> record_decision(const Desk& desk, const commands::Asked& asked, const Known& known,
                                   const std::string& village, const DecisionWish& wish) {
  if (auto checked = check_decision(wish); !checked) return pass_on(checked);
  const auto place = find_place(*known.units, *known.villages, village, desk.today());
  if (!place) return pass_on(place);
  const auto hash = hash_of(known, wish.set, wish.ladder, place->village->province, wish.year);
  if (!hash) return pass_on(hash);
  const std::string actor = access::person_of(asked.actor);
  Registration registration{
      new_uuid7(desk.unix_milliseconds()), village, 0, wish.ladder, wish.year, wish.set, *hash, actor};
  Step step = step_of(wish, registration.id, actor);
  return registered_of(desk.writer.run(
      commands::order_by(asked, "villages.record", {ask_of("villages.record", *place)}),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto authority = desk.authority(inside);
        if (!authority) return pass_on(authority);
        auto issuer =
            name_issuer(*known.units, *authority, *place->village, wish.issuer, *wish.signed_on, place->today, step);
        if (!issuer) return pass_on(issuer);
        if (auto file = check_file(desk, inside, wish.file); !file) return pass_on(file);
        const auto villages = load_villages(inside, number - 1, village);
        if (!villages) return pass_on(villages);
        auto is_free = check_is_free(**villages, village, wish.ladder, wish.year);
        if (!is_free) return pass_on(is_free);
        registration.event = step.event = number;
        if (auto done = append(inside, registration); !done) return pass_on(done);
        if (auto done = append(inside, step); !done) return pass_on(done);
        auto draft = draft_of("villages.recorded", registration, *place);
        auto& payload = draft.payload.as_object();
        payload["decision"] = wish.decision;
        payload["signed_on"] = wish.signed_on->text();
        payload["issuer"] = step.issuer;
        payload["on_behalf_of"] = step.on_behalf_of;
        return draft;
      }));
}

}  // namespace luytre::villages
