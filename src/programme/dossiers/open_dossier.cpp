#include "programme/dossiers/open_dossier.h"

#include <algorithm>

#include "base/identifier.h"
#include "platform/access/person.h"
#include "programme/dossiers/dossier_store.h"
#include "programme/judgement/evaluate.h"

namespace luytre::dossiers {
namespace {

using criteria::Purpose;

// Sets of communes are asked for today; when other levels come, so does the level.
constexpr auto level = criteria::SetLevel::commune;

Result<const units::Unit*> find_unit(const Known& known, const std::string& named, Date today) {
  const auto id = units::UnitId::parse(named);
  const units::Unit* unit = id ? known.units->unit(*id) : known.units->find(named, today);
  if (unit == nullptr) {
    const auto before = id ? std::vector<const units::Unit*>{} : known.units->with_code(named);
    if (before.empty()) return refuse("dossiers.no_unit", {{"unit", named}}, "unit");
    unit = before.back();
  }
  if (!unit->is_alive(today)) {
    return refuse("dossiers.unit_ended",
                  {{"unit", unit->nearest(today).name}, {"day", unit->life().to.vietnamese_text()}}, "unit");
  }
  return unit;
}

// The set that the achievement year is judged by.
Result<const criteria::CriteriaSet*> find_set(const Known& known, const DossierWish& wish) {
  const Date end_of_year = Date::of(wish.year, 12, 31);
  if (!wish.set.empty()) {
    const auto* set = known.law->set(wish.set);
    if (set == nullptr || set->tier != wish.tier) {
      return refuse("dossiers.no_set", {{"set", wish.set}, {"tier", wish.tier}}, "set");
    }
    if (!set->period.contains(end_of_year)) {
      const std::string last = set->period.to.is_open_end() ? "…" : std::to_string(set->period.to.plus_days(-1).year());
      return refuse("dossiers.set_not_in_force",
                    {{"set", set->title.vi},
                     {"year", std::to_string(wish.year)},
                     {"from", std::to_string(set->period.from.year())},
                     {"until", last}},
                    "set");
    }
    return set;
  }
  for (const auto& set : known.law->sets) {
    if (set.level == level && set.tier == wish.tier && set.period.contains(end_of_year)) return &set;
  }
  return refuse("dossiers.no_set_for_year", {{"tier", wish.tier}, {"year", std::to_string(wish.year)}}, "year");
}

// Whether the title stands for the achievement year: another dossier for it, or none to take away.
Done check_title(const Known& known, const units::Unit& unit, const criteria::CriteriaSet& set, const DossierWish& wish,
                 Date today) {
  const auto title = recognition::title_named(wish.tier);
  if (!title) return refuse("dossiers.no_set", {{"set", wish.set}, {"tier", wish.tier}}, "tier");
  recognition::HoldingQuestion question{*title, std::nullopt, "", today};
  if (wish.purpose == Purpose::recognition) {
    question.period = set.period;
    question.set = set.id;
  }
  const auto answer = known.titles->holds({unit.id.text()}, question);
  const Arguments about{{"unit", unit.nearest(today).name},
                        {"decision", answer.fact == nullptr ? std::string() : answer.fact->decision},
                        {"tier", catalogue_word("recognition.title." + wish.tier)}};
  const bool is_held = answer.holding == recognition::Holding::yes;
  if (wish.purpose == Purpose::recognition && is_held) return refuse("dossiers.recognised_already", about, "unit");
  if (wish.purpose == Purpose::revocation && !is_held) return refuse("dossiers.not_recognised", about, "unit");
  return {};
}

Done check_no_other(const DossierRegister& dossiers, const Known& known, const Dossier& wished) {
  for (const File* file : dossiers.of_unit(wished.unit)) {
    const Dossier& other = file->dossier;
    if (other.tier != wished.tier || other.purpose != wished.purpose) continue;
    if (standing_of(*file, *known.law).is_open()) {
      return refuse("dossiers.open_already", {{"dossier", label_of(other, *known.units)}, {"id", other.id}}, "unit");
    }
  }
  return {};
}

Result<Dossier> dossier_of(const Known& known, const DossierWish& wish, const Opening& opening) {
  const Date today = opening.today;
  const auto unit = find_unit(known, wish.unit, today);
  if (!unit) return pass_on(unit);
  if (wish.year < 2009 || wish.year > today.year()) {
    return refuse("dossiers.year_ahead", {{"year", std::to_string(wish.year)}, {"max", std::to_string(today.year())}},
                  "year");
  }
  const auto set = find_set(known, wish);
  if (!set) return pass_on(set);
  if (!judgement::concerns(**set, **unit, today)) {
    return refuse("dossiers.not_concerned", {{"unit", (*unit)->nearest(today).name}, {"set", (*set)->title.vi}},
                  "unit");
  }
  if (auto fits = check_title(known, **unit, **set, wish, today); !fits) return pass_on(fits);
  const auto* workflow = known.law->workflow_on(today, wish.purpose, level, wish.tier);
  if (workflow == nullptr) {
    return refuse("dossiers.no_workflow",
                  {{"tier", catalogue_word("recognition.title." + wish.tier)}, {"day", today.vietnamese_text()}});
  }
  const auto* province = known.units->province(**unit, today);
  return Dossier{new_uuid7(opening.unix_milliseconds),
                 0,
                 wish.purpose,
                 workflow->id,
                 workflow->hash,
                 (*unit)->id.text(),
                 wish.tier,
                 wish.year,
                 (*set)->id,
                 (*set)->hash,
                 province == nullptr ? std::string() : province->id.code,
                 today,
                 opening.person};
}

// Appends it, when there is no other open one.
Done keep(storage::Database& database, const Known& known, EventNumber number, Dossier& dossier) {
  const auto dossiers = load_dossiers(database, number - 1);
  if (!dossiers) return pass_on(dossiers);
  if (auto alone = check_no_other(**dossiers, known, dossier); !alone) return alone;
  dossier.event = number;
  return append(database, dossier);
}

}  // namespace

Result<Dossier> open_dossier(const Desk& desk, const commands::Asked& asked, const Known& known,
                             const DossierWish& wish) {
  Opening opening{0, desk.today(), desk.unix_milliseconds(), person_of(asked.actor)};
  auto dossier = dossier_of(known, wish, opening);
  if (!dossier) return pass_on(dossier);
  const bool is_recognition = wish.purpose == Purpose::recognition;
  const std::string act = is_recognition ? "dossiers.prepare" : "dossiers.check";
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "dossiers.open", {{act, dossier->unit, desk.today(), {}}}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        if (auto kept = keep(database, known, number, *dossier); !kept) return pass_on(kept);
        return draft_about(*dossier, "dossiers.opened",
                           {{"purpose", criteria::name_of(dossier->purpose)},
                            {"workflow", dossier->workflow},
                            {"workflow_hash", dossier->workflow_hash},
                            {"tier", dossier->tier},
                            {"achievement_year", dossier->year},
                            {"set", dossier->set},
                            {"set_hash", dossier->set_hash}},
                           {{"dossier", dossier->id}});
      });
  if (!outcome) return pass_on(outcome);
  dossier->event = outcome->event;
  if (outcome->replayed) dossier->id = outcome->answer.at("dossier").as_string();
  return dossier;
}

Result<Dossier> open_inside(storage::Database& database, const Known& known, const DossierWish& wish,
                            const Opening& opening) {
  auto dossier = dossier_of(known, wish, opening);
  if (!dossier) return pass_on(dossier);
  if (auto kept = keep(database, known, opening.number, *dossier); !kept) return pass_on(kept);
  return dossier;
}

}  // namespace luytre::dossiers
