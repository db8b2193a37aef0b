#include "outputs/record/snapshot.h"

#include <algorithm>
#include <initializer_list>
#include <set>

#include "outputs/statistics/claim_store.h"
#include "platform/storage/transaction.h"
#include "programme/citizens/question_store.h"
#include "programme/councils/council_store.h"
#include "programme/criteria/library_store.h"
#include "programme/documents/document_store.h"
#include "programme/dossiers/dossier_store.h"
#include "programme/newsroom/article_store.h"
#include "programme/observations/observation_store.h"
#include "programme/plans/plan_store.h"
#include "programme/recognition/recognition_store.h"
#include "programme/reporting/reporting_store.h"
#include "programme/surveys/survey_store.h"
#include "programme/sustain/sustain_store.h"
#include "programme/units/unit_store.h"
#include "programme/villages/village_store.h"

namespace luytre::record {
namespace {

// The rooms that events after `after` touched, by the first word of an event's kind ("units.imported").
Result<std::set<std::string>> rooms_touched(storage::Database& database, audit::EventNumber after,
                                            audit::EventNumber until) {
  std::set<std::string> rooms;
  const auto read = database.each_row("SELECT DISTINCT kind FROM event WHERE number > ? AND number <= ?",
                                      {after, until}, [&](const storage::Row& row) -> Done {
                                        rooms.insert(row.text(0).substr(0, row.text(0).find('.')));
                                        return {};
                                      });
  if (!read) return pass_on(read);
  // A room above that decides about titles writes them within an event of its own.
  const auto titles = database.each_row("SELECT 1 FROM title_fact WHERE event > ? AND event <= ? LIMIT 1",
                                        {after, until}, [&](const storage::Row&) -> Done {
                                          rooms.insert("recognition");
                                          return {};
                                        });
  if (!titles) return pass_on(titles);
  return rooms;
}

class Loader {
 public:
  Loader(storage::Database& database, audit::EventNumber known_at, std::shared_ptr<const Snapshot> earlier,
         std::set<std::string> touched, std::shared_ptr<const observations::Panel> values)
      : database_(database),
        known_at_(known_at),
        earlier_(std::move(earlier)),
        touched_(std::move(touched)),
        values_(std::move(values)) {}

  Result<std::shared_ptr<const Snapshot>> load() {
    auto snapshot = earlier_ ? std::make_shared<Snapshot>(*earlier_) : std::make_shared<Snapshot>();
    snapshot->number = known_at_;
    const Done loaded = load_rooms(*snapshot);
    if (!loaded) return pass_on(loaded);
    return snapshot;
  }

 private:
  using Rooms = std::initializer_list<std::string_view>;

  // Whether an event of any of the rooms came since the earlier record.
  bool stale(Rooms rooms) const {
    return !earlier_ || std::any_of(rooms.begin(), rooms.end(),
                                    [&](std::string_view room) { return touched_.contains(std::string(room)); });
  }

  template <class Part, class Load>
  Done renew(Rooms rooms, Part& part, const Load& load) {
    if (!stale(rooms)) return {};
    auto loaded = load();
    if (!loaded) return pass_on(loaded);
    part = std::move(*loaded);
    return {};
  }

  Result<std::shared_ptr<const observations::Panel>> load_values() {
    const bool has_all = !earlier_ && values_ && values_->known_at() >= known_at_;
    if (has_all) return observations::as_known(values_, known_at_);
    return observations::load_panel(database_, known_at_, earlier_ ? earlier_->drafts : values_);
  }

  Done load_rooms(Snapshot& snapshot) {
    Done done =
        renew({"installation"}, snapshot.installation, [&] { return observations::find_installation(database_); });
    if (done) done = renew({"units"}, snapshot.units, [&] { return units::load_register(database_, known_at_); });
    if (done) done = renew({"criteria"}, snapshot.law, [&] { return criteria::load_library(database_, known_at_); });
    // A signature and a verification say values again, at a higher stage; a round of the survey becomes values.
    const Rooms values = {"observations", "reporting", "surveys"};
    if (done) {
      done = renew(values, snapshot.drafts, [&] { return load_values(); });
    }
    if (done && stale(values)) {
      snapshot.values = observations::published(snapshot.drafts);
    }
    // A dossier's decision gives a title or takes it away, a council's conclusion moves a dossier.
    if (done)
      done = renew({"recognition", "dossiers"}, snapshot.titles,
                   [&] { return recognition::load_titles(database_, known_at_); });
    if (done)
      done = renew({"documents"}, snapshot.documents, [&] { return documents::load_documents(database_, known_at_); });
    if (done) done = renew({"news"}, snapshot.articles, [&] { return newsroom::load_articles(database_, known_at_); });
    if (done) done = renew({"claim"}, snapshot.claims, [&] { return statistics::load_claims(database_, known_at_); });
    if (done)
      done = renew({"reporting"}, snapshot.reports, [&] { return reporting::load_reports(database_, known_at_); });
    if (done) {
      done = renew({"dossiers", "councils", "reorganisation", "sustain", "surveys"}, snapshot.dossiers,
                   [&] { return dossiers::load_dossiers(database_, known_at_); });
    }
    if (done)
      done = renew({"villages", "reorganisation"}, snapshot.villages,
                   [&] { return villages::load_villages(database_, known_at_, snapshot.villages); });
    if (done) done = renew({"sustain"}, snapshot.checks, [&] { return sustain::load_checks(database_, known_at_); });
    // On the day of a reorganisation work goes over to another unit.
    if (done)
      done =
          renew({"plans", "reorganisation"}, snapshot.plans, [&] { return plans::load_plans(database_, known_at_); });
    if (done)
      done = renew({"councils"}, snapshot.councils, [&] { return councils::load_councils(database_, known_at_); });
    if (done)
      done = renew({"surveys", "reorganisation"}, snapshot.surveys,
                   [&] { return surveys::load_surveys(database_, known_at_); });
    if (done)
      done = renew({"citizens"}, snapshot.questions, [&] { return citizens::load_questions(database_, known_at_); });
    return done;
  }

  storage::Database& database_;
  audit::EventNumber known_at_;
  std::shared_ptr<const Snapshot> earlier_;
  std::set<std::string> touched_;
  std::shared_ptr<const observations::Panel> values_;  // to go on from, or back, when there is no earlier record
};

}  // namespace

reporting::Known Snapshot::known_reports() const {
  return {number, units, law, drafts, reports, titles, is_demonstration()};
}

dossiers::Known Snapshot::known_dossiers() const {
  return {number, units, law, drafts, titles, dossiers, is_demonstration()};
}

villages::Known Snapshot::known_villages() const {
  return {number, units, law, villages, installation ? installation->province : std::string(), is_demonstration()};
}

plans::Known Snapshot::known_plans() const {
  return {number, units, law, values, drafts, titles, plans, is_demonstration()};
}

sustain::Known Snapshot::known_checks() const {
  return {materials(), checks, installation ? installation->province : std::string(), is_demonstration()};
}

councils::Known Snapshot::known_councils() const { return {known_dossiers(), councils}; }

surveys::Known Snapshot::known_surveys() const { return {known_dossiers(), villages, surveys}; }

citizens::Known Snapshot::known_questions() const {
  return {number, units, law, questions, installation ? installation->province : std::string(), is_demonstration()};
}

std::optional<statistics::Overtaken> Snapshot::overtaken(const statistics::Claim& claim) const {
  return statistics::overtaken(claim, claims->definitions(), materials(), *reports);
}

judgement::Materials Snapshot::materials() const { return {units, law, values, titles, number}; }

Result<std::shared_ptr<const Snapshot>> load_snapshot(storage::Database& database,
                                                      std::optional<audit::EventNumber> known_at,
                                                      const std::shared_ptr<const Snapshot>& earlier,
                                                      const std::shared_ptr<const observations::Panel>& values) {
  // One transaction: a writer that commits between two rooms must not tear the snapshot.
  auto view = storage::Transaction::begin(database, storage::TransactionKind::read);
  if (!view) return pass_on(view);
  const auto head = audit::head(database);
  if (!head) return pass_on(head);
  const audit::EventNumber number = known_at.value_or(head->number);
  if (number < 0 || number > head->number) {
    return refuse("record.event_ahead", {{"asked", std::to_string(number)}, {"newest", std::to_string(head->number)}});
  }
  std::set<std::string> touched;
  const bool grows = earlier && earlier->number <= number;
  if (grows) {
    auto rooms = rooms_touched(database, earlier->number, number);
    if (!rooms) return pass_on(rooms);
    touched = std::move(*rooms);
  }
  auto loaded = Loader(database, number, grows ? earlier : nullptr, std::move(touched), values).load();
  if (loaded) {
    if (auto closed = view->commit(); !closed) return pass_on(closed);
  }
  return loaded;
}

}  // namespace luytre::record
