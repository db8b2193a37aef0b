#include "programme/sustain/inside.h"

#include "programme/recognition/recognition_store.h"
#include "programme/sustain/sustain_store.h"

namespace luytre::sustain {

namespace {

// What was said of the version that was looked at, and scored since; oldest first.
std::vector<Problem> changes_since(const History& now, int seen) {
  std::vector<Problem> changes;
  for (const Word& word : now.words) {
    if (word.version < seen || word.decision != Decision::objected) continue;
    changes.push_back({"sustain.change.objected",
                       {{"indicator", word.indicator}, {"words", word.words}},
                       "event " + std::to_string(word.event),
                       {}});
  }
  for (const Scoring& scoring : now.scorings) {
    if (scoring.version <= seen) continue;
    changes.push_back({"sustain.change.scored",
                       {{"version", std::to_string(scoring.version)}, {"day", scoring.as_of.vietnamese_text()}},
                       "event " + std::to_string(scoring.event),
                       {}});
  }
  return changes;
}

}  // namespace

Result<Place> find_place(const Known& known, const std::string& check) {
  const History* history = known.checks->check(check);
  const auto id = history == nullptr ? std::nullopt : std::optional(units::UnitId::parse(history->check.unit));
  const auto* unit = id && *id ? known.materials.units->unit(**id) : nullptr;
  if (unit == nullptr || history->scorings.empty()) return refuse("sustain.no_check", {{"check", check}});
  const Date as_of = history->scorings.back().as_of;
  return Place{*history, unit, unit->nearest(as_of).name, as_of};
}

Result<History> look_inside(storage::Database& database, audit::EventNumber number, const Place& place, int version) {
  const auto checks = load_checks(database, number - 1, {place.history.check.id, ""});
  if (!checks) return pass_on(checks);
  const History* now = (*checks)->check(place.history.check.id);
  if (now == nullptr) return refuse("sustain.no_check", {{"check", place.history.check.id}});
  if (now->version() != version) {
    auto arguments = about(place.name, now->check);
    arguments.emplace_back("version", std::to_string(now->version()));
    arguments.emplace_back("seen", std::to_string(version));
    return refuse("sustain.changed_meanwhile", arguments, "version", changes_since(*now, version));
  }
  return *now;
}

Result<State> follow(const History& history, Verb verb, const std::string& unit) {
  const State from = history.state();
  if (const auto to = after(from, verb)) return *to;
  auto arguments = about(unit, history.check);
  arguments.emplace_back("state", catalogue_word("sustain.state." + std::string(name_of(from))));
  return refuse("sustain.not_now", arguments);
}

Done check_holds(const Known& known, storage::Database& database, audit::EventNumber number, const units::Unit& unit,
                 const Check& check, Date day) {
  auto titles = known.materials.titles;
  const auto touched = is_touched_between(database, {"recognition", "dossiers"}, known.number(), number);
  if (!touched) return pass_on(touched);
  if (*touched) {  // a title may have been taken away since the caller read
    auto loaded = recognition::load_titles(database, number - 1);
    if (!loaded) return pass_on(loaded);
    titles = *std::move(loaded);
  }
  const auto answer = held(*titles, *known.materials.units, unit, check.title, day);
  if (answer.holding == recognition::Holding::yes) return {};
  auto arguments = about(unit.nearest(day).name, check);
  arguments.emplace_back("date", day.vietnamese_text());
  const bool is_known = answer.holding == recognition::Holding::no;
  return refuse(is_known ? "sustain.not_held" : "sustain.holding_unknown", arguments);
}

Arguments about(const std::string& unit, const Check& check) {
  return {{"unit", unit}, {"title", title_word(check.title)}, {"year", std::to_string(check.year)}};
}

audit::EventDraft draft_of(std::string kind, const Check& check, const Taken& taken, json::object payload) {
  audit::EventDraft draft;
  draft.kind = std::move(kind);
  draft.province = check.province;
  draft.subjects = {{"sustain_check", check.id}, {"unit", check.unit}};
  payload["check"] = check.id;
  payload["unit"] = check.unit;
  payload["title"] = recognition::name_of(check.title);
  payload["year"] = check.year;
  payload["version"] = taken.version;
  payload["state"] = name_of(taken.state);
  draft.payload = std::move(payload);
  draft.answer = {{"check", check.id},
                  {"version", taken.version},
                  {"state", name_of(taken.state)},
                  {"dossier", taken.dossier},
                  {"must_be_opened_by_hand", taken.must_be_opened_by_hand}};
  return draft;
}

Taken taken_from(const commands::Outcome& outcome, Taken taken) {
  taken.event = outcome.event;
  if (!outcome.replayed) return taken;
  const auto& answer = outcome.answer.as_object();
  taken.check = answer.at("check").as_string();
  taken.version = static_cast<int>(answer.at("version").as_int64());
  taken.state = state_named(answer.at("state").as_string()).value_or(State::none);
  taken.dossier = answer.at("dossier").as_string();
  taken.must_be_opened_by_hand = answer.at("must_be_opened_by_hand").as_bool();
  return taken;
}

Done tell(const Desk& desk, storage::Database& database, const access::Ask& ask, const std::string& message,
          const std::string& unit, const Check& check, const std::string& words, const std::string& but_for,
          const std::string& now) {
  if (!desk.tell) return {};
  auto arguments = about(unit, check);
  arguments.emplace_back("words", words);
  const notices::Notice notice{{}, notices::Urgency::task, message, std::move(arguments), path_of(check.id)};
  return desk.tell(database, {{ask, notice}}, but_for, now);
}

}  // namespace luytre::sustain
