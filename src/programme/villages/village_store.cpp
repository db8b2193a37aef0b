#include "programme/villages/village_store.h"

namespace luytre::villages {
namespace {

using storage::Value;

Value number_or_null(const std::optional<std::int64_t>& number) { return number ? Value(*number) : Value(); }
std::string day_or_empty(const std::optional<Date>& day) { return day ? day->text() : std::string(); }

template <class Item, class Write>
Done insert(storage::Database& database, std::string_view table, const std::vector<std::string>& columns,
            const std::vector<Item>& items, const Write& write) {
  if (items.empty()) return {};
  std::vector<std::vector<Value>> rows;
  for (const Item& item : items) rows.push_back(write(item, static_cast<std::int64_t>(rows.size())));
  return database.insert_rows(table, columns, rows);
}

Done append_identities(storage::Database& database, audit::EventNumber number, const Additions& added) {
  auto done = insert(database, "village", {"id", "event", "province", "code"}, added.villages,
                     [&](const Village& village, std::int64_t) -> std::vector<Value> {
                       return {village.id, number, village.province, village.code};
                     });
  if (!done) return done;
  done = insert(
      database, "village_version",
      {"village", "event", "from_day", "name", "kind", "commune", "decision", "source", "actor"}, added.versions,
      [&](const Of<VillageVersion>& each, std::int64_t) -> std::vector<Value> {
        const VillageVersion& version = each.second;
        return {
            each.first,      number,           version.from.text(), version.name, std::string(name_of(version.kind)),
            version.commune, version.decision, version.source,      version.actor};
      });
  if (!done) return done;
  return insert(database, "village_end", {"village", "event", "day", "decision", "actor"}, added.ends,
                [&](const Of<VillageEnd>& each, std::int64_t) -> std::vector<Value> {
                  return {each.first, number, each.second.day.text(), each.second.decision, each.second.actor};
                });
}

}  // namespace

Done append(storage::Database& database, audit::EventNumber number, const Additions& added) {
  if (auto done = append_identities(database, number, added); !done) return done;
  auto done =
      insert(database, "village_link", {"event", "from_village", "to_village", "day", "kind", "decision"}, added.links,
             [&](const VillageLink& link, std::int64_t) -> std::vector<Value> {
               return {number, link.from, link.to, link.day.text(), std::string(name_of(link.kind)), link.decision};
             });
  if (!done) return done;
  done = insert(database, "village_count", {"village", "event", "as_of", "households", "people", "source", "actor"},
                added.counts, [&](const Of<Count>& each, std::int64_t) -> std::vector<Value> {
                  const Count& count = each.second;
                  return {each.first,
                          number,
                          count.as_of.text(),
                          number_or_null(count.households),
                          number_or_null(count.people),
                          count.source,
                          count.actor};
                });
  if (!done) return done;
  return insert(database, "village_head", {"village", "event", "from_day", "account", "actor"}, added.heads,
                [&](const Of<HeadFrom>& each, std::int64_t) -> std::vector<Value> {
                  return {each.first, number, each.second.from.text(), each.second.account, each.second.actor};
                });
}

Done append(storage::Database& database, const Registration& one) {
  const auto done = database.execute(
      "INSERT INTO village_title (id, village, event, ladder, achievement_year, criteria_set, set_hash, actor)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {one.id, one.village, one.event, std::string(name_of(one.ladder)), std::int64_t{one.year}, one.set, one.set_hash,
       one.actor});
  if (!done) return pass_on(done);
  return {};
}

Done append(storage::Database& database, const Step& step) {
  const auto done = database.execute(
      "INSERT INTO village_step (title, event, step, day, is_favourable, words, file, households, present, agreeing,"
      " displayed_from, displayed_until, decision, in_force_on, issuer, signer, competence, competence_reference,"
      " on_behalf_of, criteria_set, set_hash, actor)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {step.title,
       step.event,
       std::string(name_of(step.kind)),
       step.day.text(),
       std::int64_t{step.is_favourable ? 1 : 0},
       step.words,
       step.file,
       number_or_null(step.households),
       number_or_null(step.present),
       number_or_null(step.agreeing),
       day_or_empty(step.displayed_from),
       day_or_empty(step.displayed_until),
       step.decision,
       day_or_empty(step.in_force_on),
       step.issuer,
       step.signer,
       step.competence,
       step.competence_reference,
       step.on_behalf_of,
       step.set,
       step.set_hash,
       step.actor});
  if (!done) return pass_on(done);
  auto lines = insert(database, "village_work", {"title", "event", "place", "what", "due_on"}, step.works,
                      [&](const Work& work, std::int64_t place) -> std::vector<Value> {
                        return {step.title, step.event, place, work.what, day_or_empty(work.due_on)};
                      });
  if (!lines) return lines;
  const auto opinion = step.kind == StepKind::self_score ? Opinion::self : Opinion::verifier;
  lines = insert(
      database, "village_score", {"title", "event", "opinion", "indicator", "result", "words"}, step.scores,
      [&](const Score& score, std::int64_t) -> std::vector<Value> {
        return {
            step.title, step.event, std::string(name_of(opinion)), score.indicator, std::string(name_of(score.outcome)),
            score.words};
      });
  if (!lines) return lines;
  return insert(database, "village_dissatisfied", {"title", "event", "place", "item", "households"}, step.dissatisfied,
                [&](const Dissatisfied& each, std::int64_t place) -> std::vector<Value> {
                  return {step.title, step.event, place, each.item, each.households};
                });
}

Done append(storage::Database& database, const std::string& village, const Tick& tick) {
  const auto done = database.execute(
      "INSERT INTO village_tick (village, event, month, entered_as, words, actor) VALUES (?, ?, ?, ?, ?, ?)",
      {village, tick.event, tick.month.text(), std::string(name_of(tick.entered_as)), tick.words, tick.actor});
  if (!done) return pass_on(done);
  const std::vector<std::pair<std::string, Ticked>> items(tick.items.begin(), tick.items.end());
  return insert(database, "village_tick_item", {"village", "event", "item", "done", "total"}, items,
                [&](const std::pair<std::string, Ticked>& each, std::int64_t) -> std::vector<Value> {
                  return {village, tick.event, each.first, each.second.done, number_or_null(each.second.total)};
                });
}

}  // namespace luytre::villages
