#include "programme/recognition/record_decision.h"

#include "base/vietnamese.h"
#include "programme/recognition/check_decision.h"
#include "programme/recognition/titles_story.h"

namespace luytre::recognition {
namespace {

constexpr std::string_view nothing_left = "recognition.nothing_left";

Change change_told(const json::value& answer) {
  const auto* object = answer.if_object();
  const auto* word = object != nullptr ? object->if_contains("change") : nullptr;
  const bool was_changed = word != nullptr && word->is_string() && word->as_string() == name_of(Change::changed);
  return was_changed ? Change::changed : Change::added;
}

// Runs `write` in an order of the one ask. `write` gives the event, or the problem nothing_left when what it was to
// write stands already.
Result<Written> run(const RecordDesk& desk, const commands::Asked& asked, const access::Ask& ask, Change change,
                    const commands::Body& write) {
  const auto outcome = desk.writer.run(commands::order_by(asked, ask.act, {ask}), write);
  if (!outcome && outcome.error().code == nothing_left) return Written{};
  if (!outcome) return pass_on(outcome);
  if (outcome->replayed) change = change_told(outcome->answer);
  return Written{outcome->event, change};
}

// What stands already is not written, so the writer asks nobody: the permission is asked here. With a key the writer
// is asked all the same: it may have written this under the key, and then answers as it did.
bool is_for_writer(const commands::Asked& asked) { return !asked.idempotency_key.empty(); }
Result<Written> unchanged(const RecordDesk& desk, const commands::Asked& asked, const access::Ask& ask) {
  if (desk.guard) {
    if (auto may = desk.guard(asked.actor, ask); !may) return pass_on(may);
  }
  return Written{};
}

json::object change_of(Change change) { return {{"change", name_of(change)}}; }

std::string code_of_province(const units::Register& units, const std::string& identity, Date day) {
  const auto id = units::UnitId::parse(identity);
  const auto* unit = id ? units.unit(*id) : nullptr;
  const auto* province = unit != nullptr ? units.province(*unit, day) : nullptr;
  return province != nullptr ? province->id.code : "";
}

Done check_announcement(const Announcement& one, const TitleRegister& titles, Date today) {
  if (fold(one.words).empty()) return refuse("recognition.no_place", {}, "place");
  if (one.day > today) {
    return refuse("recognition.announced_in_future",
                  {{"date", one.day.vietnamese_text()}, {"today", today.vietnamese_text()}}, "day");
  }
  for (const auto& fact : titles.facts_of(one.unit)) {
    if (fact.title != one.title || fact.decision != one.decision || !fact.decides()) continue;
    if (one.day >= fact.signed_on()) return {};
    return refuse("recognition.announced_before_signed",
                  {{"date", one.day.vietnamese_text()}, {"signed", fact.signed_on().vietnamese_text()}}, "day");
  }
  return refuse("recognition.no_such_decision", {{"decision", one.decision}, {"unit", one.unit}}, "decision");
}

std::string last_day(const Interval& days) {
  return days.to.is_open_end() ? "…" : days.to.plus_days(-1).vietnamese_text();
}

Done check_new_declaration(const Coverage& one, const TitleRegister& titles) {
  if (one.is_withdrawn()) {
    return refuse("recognition.no_such_declaration", {{"date", one.days.from.vietnamese_text()}}, "from");
  }
  for (const auto& other : titles.coverage()) {
    const bool is_same = other.unit == one.unit && other.title == one.title && other.days.from == one.days.from;
    if (is_same || other.unit != one.unit || other.title != one.title) continue;
    if (!other.is_withdrawn() && other.days.overlaps(one.days)) {
      return refuse("recognition.declaration_overlaps",
                    {{"from", other.days.from.vietnamese_text()}, {"to", last_day(other.days)}}, "from");
    }
  }
  return {};
}

Done check_declaration(const Coverage& one, const DecisionWorld& world) {
  if (one.days.to < one.days.from) {
    return refuse("recognition.days_backwards",
                  {{"from", one.days.from.vietnamese_text()}, {"to", one.days.to.vietnamese_text()}}, "to");
  }
  const Date tomorrow = world.today.plus_days(1);
  const bool ends_ahead = !one.days.to.is_open_end() && one.days.to > tomorrow;
  if (one.days.from > world.today || ends_ahead) {
    return refuse("recognition.declared_in_future", {{"today", world.today.vietnamese_text()}},
                  ends_ahead ? "to" : "from");
  }
  const auto* standing = world.titles.same_as(one);
  const bool has_standing = standing != nullptr && !standing->is_withdrawn();
  const bool takes_back = has_standing && one.days.to < standing->days.to;
  if (takes_back || one.is_withdrawn()) {
    if (!has_standing) {
      return refuse("recognition.no_such_declaration", {{"date", one.days.from.vietnamese_text()}}, "from");
    }
    return fold(one.reason).empty() ? refuse("recognition.reason_needed", {}, "reason") : Done{};
  }
  if (fold(one.source).empty()) return refuse("recognition.no_declared_source", {}, "source");
  return check_new_declaration(one, world.titles);
}

// A unit is named by identity; it must have been alive on the first day that is declared.
Done check_declared_unit(const Coverage& one, const units::Register& units) {
  const auto id = units::UnitId::parse(one.unit);
  const auto* unit = id ? units.unit(*id) : nullptr;
  const std::string day = one.days.from.vietnamese_text();
  if (unit == nullptr) return refuse("recognition.unknown_unit", {{"code", one.unit}, {"date", day}}, "unit");
  if (unit->is_alive(one.days.from)) return {};
  return refuse("recognition.unit_not_alive",
                {{"name", unit->nearest(one.days.from).name},
                 {"code", unit->id.code},
                 {"from", unit->life().from.vietnamese_text()},
                 {"to", last_day(unit->life())},
                 {"date", day}},
                "unit");
}

json::object payload_of(const Coverage& one) {
  return {{"unit", one.unit},         {"title", name_of(one.title)},     {"from", one.days.from.text()},
          {"to", one.days.to.text()}, {"withdrawn", one.is_withdrawn()}, {"source", one.source},
          {"reason", one.reason}};
}

}  // namespace

std::string_view name_of(Change change) {
  if (change == Change::added) return "added";
  return change == Change::changed ? "changed" : "unchanged";
}

Result<Written> record_decision(const RecordDesk& desk, const commands::Asked& asked, const KnownTitles& known,
                                TitleFact given) {
  const TitleFact fact = completed(std::move(given));
  const access::Ask ask{"recognition.record", fact.unit, fact.signed_on(), {}};
  const bool is_known = known.titles->has(fact);
  if (is_known && !is_for_writer(asked)) return unchanged(desk, asked, ask);
  const Date today = desk.today();
  const auto right = is_known ? Done{} : check_decision(fact, {*known.units, *known.law, *known.titles, today});
  if (!right) return pass_on(right);
  const Change change = known.titles->same_as(fact) != nullptr ? Change::changed : Change::added;
  return run(
      desk, asked, ask, change,
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        auto written = write_decisions(inside, number, {fact}, *known.units, *known.law, today);
        if (!written) return pass_on(written);
        if (written->empty()) return refuse(std::string(nothing_left));
        audit::EventDraft draft;
        draft.kind = "recognition.recorded";
        draft.province = code_of_province(*known.units, fact.unit, fact.signed_on());
        draft.subjects = {{"unit", fact.unit}};
        draft.payload = to_json(written->front());
        draft.answer = change_of(change);
        return draft;
      });
}

Result<Written> announce(const RecordDesk& desk, const commands::Asked& asked, const KnownTitles& known,
                         Announcement announcement) {
  const access::Ask ask{"recognition.record", announcement.unit, announcement.day, {}};
  const bool is_known = known.titles->has(announcement);
  if (is_known && !is_for_writer(asked)) return unchanged(desk, asked, ask);
  const Date today = desk.today();
  const auto right = is_known ? Done{} : check_announcement(announcement, *known.titles, today);
  if (!right) return pass_on(right);
  return run(
      desk, asked, ask, Change::added,
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto titles = load_titles(inside, number);
        if (!titles) return pass_on(titles);
        if ((*titles)->has(announcement)) return refuse(std::string(nothing_left));
        if (auto now = check_announcement(announcement, **titles, today); !now) return pass_on(now);
        FactBatch batch;
        batch.announcements.push_back(announcement);
        if (auto done = append_facts(inside, number, batch); !done) return pass_on(done);
        audit::EventDraft draft;
        draft.kind = "recognition.announced";
        draft.province = code_of_province(*known.units, announcement.unit, announcement.day);
        draft.subjects = {{"unit", announcement.unit}};
        draft.payload = {{"unit", announcement.unit},         {"title", name_of(announcement.title)},
                         {"decision", announcement.decision}, {"day", announcement.day.text()},
                         {"place", announcement.words},       {"link", announcement.link}};
        draft.answer = change_of(Change::added);
        return draft;
      });
}

Result<Written> declare(const RecordDesk& desk, const commands::Asked& asked, const KnownTitles& known,
                        Coverage coverage) {
  const access::Ask ask{"recognition.declare", coverage.unit, coverage.days.from, {}};
  const auto* standing = known.titles->same_as(coverage);
  // Whoever takes a declaration back says why; who stood for it stays with it.
  if (standing != nullptr && coverage.source.empty()) coverage.source = standing->source;
  const bool is_known = known.titles->has(coverage);
  if (is_known && !is_for_writer(asked)) return unchanged(desk, asked, ask);
  const Date today = desk.today();
  if (auto right = check_declared_unit(coverage, *known.units); !right) return pass_on(right);
  const auto check = [&](const TitleRegister& titles) {
    return check_declaration(coverage, {*known.units, *known.law, titles, today});
  };
  const auto right = is_known ? Done{} : check(*known.titles);
  if (!right) return pass_on(right);
  const Change change = standing != nullptr ? Change::changed : Change::added;
  return run(
      desk, asked, ask, change,
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto titles = load_titles(inside, number);
        if (!titles) return pass_on(titles);
        if ((*titles)->has(coverage)) return refuse(std::string(nothing_left));
        if (auto now = check(**titles); !now) return pass_on(now);
        FactBatch batch;
        batch.coverage.push_back(coverage);
        if (auto done = append_facts(inside, number, batch); !done) return pass_on(done);
        audit::EventDraft draft;
        draft.kind = "recognition.declared";
        draft.province = code_of_province(*known.units, coverage.unit, coverage.days.from);
        draft.subjects = {{"unit", coverage.unit}};
        draft.payload = payload_of(coverage);
        draft.answer = change_of(change);
        return draft;
      });
}

}  // namespace luytre::recognition
