#include "programme/councils/council_store.h"

#include "base/identifier.h"
#include "base/json.h"
#include "base/json_texts.h"

namespace luytre::councils {
namespace {

using storage::Row;
using Meetings = std::map<std::string, Meeting, std::less<>>;

engine::Outcome engine_outcome(std::string_view name) {
  for (const auto outcome : {engine::Outcome::met, engine::Outcome::basically_met, engine::Outcome::not_met,
                             engine::Outcome::not_applicable}) {
    if (engine::name_of(outcome) == name) return outcome;
  }
  return engine::Outcome::not_assessed;
}

std::string text_of(const std::vector<Member>& members) {
  json::array list;
  for (const Member& each : members) {
    list.push_back(json::array{each.account, name_of(each.duty), each.name, each.organisation});
  }
  return compact(list);
}

// As text_of wrote it; a row that nobody of this program wrote is left out.
std::vector<Member> members_of(const std::string& text) {
  std::vector<Member> members;
  const auto parsed = parse_json(text);
  if (!parsed || !parsed->is_array()) return members;
  for (const json::value& each : parsed->as_array()) {
    const json::array* row = each.if_array();
    if (row == nullptr || row->size() != 4) continue;
    const auto at = [&](std::size_t column) { return std::string((*row)[column].as_string()); };
    members.push_back({at(0), duty_named(at(1)).value_or(Duty::member), at(2), at(3)});
  }
  return members;
}

std::string text_of(const std::optional<Rule>& rule) {
  if (!rule) return "";
  const criteria::Ballot& ballot = rule->ballot;
  return compact(json::array{rule->workflow, ballot.quorum.numerator.text(), ballot.quorum.denominator.text(),
                             ballot.of_all, ballot.approval.text(), ballot.is_secret, ballot.reference.document,
                             ballot.reference.locator, criteria::name_of(ballot.confidence)});
}

criteria::Confidence confidence_of(std::string_view name) {
  for (const auto each : {criteria::Confidence::sourced, criteria::Confidence::from_memory}) {
    if (criteria::name_of(each) == name) return each;
  }
  return criteria::Confidence::uncertain;
}

std::optional<Rule> rule_from(const std::string& text) {
  const auto parsed = text.empty() ? Result<json::value>(json::value()) : parse_json(text);
  if (!parsed || !parsed->is_array() || parsed->as_array().size() != 9) return std::nullopt;
  const json::array& row = parsed->as_array();
  const auto at = [&](std::size_t column) { return std::string(row[column].as_string()); };
  Rule rule{at(0), {}};
  const auto numerator = Decimal::parse(at(1)), denominator = Decimal::parse(at(2)), approval = Decimal::parse(at(4));
  if (!numerator || !denominator || !approval) return std::nullopt;
  rule.ballot.quorum = {*numerator, *denominator};
  rule.ballot.of_all = row[3].as_bool();
  rule.ballot.approval = *approval;
  rule.ballot.is_secret = row[5].as_bool();
  rule.ballot.reference.document = at(6);
  rule.ballot.reference.locator = at(7);
  rule.ballot.confidence = confidence_of(at(8));
  return rule;
}

// One table: its columns after session and event, and what a row becomes.
struct Reading {
  const char* sql;
  Done (*take)(const Row&, Meeting&);
};

Done take_plan(const Row& row, Meeting& meeting) {
  const auto held_on = Date::parse(row.text(3));
  if (!held_on) return pass_on(held_on);
  meeting.plans.push_back({row.text(0), row.integer(1), row.text(2), *held_on, row.text(4), row.text(5),
                           members_of(row.text(6)), texts_from_json(row.text(7)), row.text(8)});
  return {};
}

Done take_step(const Row& row, Meeting& meeting) {
  const auto day = Date::parse(row.text(7));
  if (!day) return pass_on(day);
  meeting.steps.push_back({row.text(0), row.integer(1), row.text(2),
                           command_named(row.text(3)).value_or(Command::attend), texts_from_json(row.text(4)),
                           rule_from(row.text(5)), row.text(6), *day, row.text(8), row.text(9)});
  return {};
}

Done take_conflict(const Row& row, Meeting& meeting) {
  meeting.conflicts.push_back({row.text(0), row.integer(1), row.text(2), row.text(3),
                               conflict_reason_named(row.text(4)).value_or(ConflictReason::other), row.text(5),
                               row.text(6), row.text(4).empty()});
  return {};
}

Done take_opinion(const Row& row, Meeting& meeting) {
  meeting.opinions.push_back(
      {row.text(0), row.integer(1), row.text(2), row.text(3), texts_from_json(row.text(4)), row.text(5)});
  return {};
}

Done take_voter(const Row& row, Meeting& meeting) {
  meeting.voters.push_back({row.text(0), row.integer(1), row.text(2), row.text(3)});
  return {};
}

Done take_count(const Row& row, Meeting& meeting) {
  const auto number = [&](std::size_t column) { return static_cast<int>(row.integer(column)); };
  meeting.counts.push_back({row.text(0),
                            row.integer(1),
                            row.text(2),
                            {number(3), number(4), number(5), number(6), number(7)},
                            conclusion_named(row.text(8)).value_or(Conclusion::no_quorum),
                            row.text(9)});
  return {};
}

Done take_view(const Row& row, Meeting& meeting) {
  meeting.views.push_back(
      {row.text(0), row.integer(1), row.text(2), row.text(3), engine_outcome(row.text(4)), row.text(5), row.text(6)});
  return {};
}

Done take_closing(const Row& row, Meeting& meeting) {
  meeting.closings.push_back({row.text(0), row.integer(1), row.text(2),
                              conclusion_named(row.text(3)).value_or(Conclusion::no_quorum),
                              engine_outcome(row.text(4)), row.text(5), row.text(6)});
  return {};
}

constexpr Reading readings[] = {
    {"SELECT session, event, title, held_on, place, decision, members, agenda, actor FROM council_plan", take_plan},
    {"SELECT session, event, dossier, command, present, rule, words, day, at, actor FROM council_step", take_step},
    {"SELECT session, event, dossier, account, reason, words, actor FROM council_conflict", take_conflict},
    // Every row of it is newer than every row of council_conflict.
    {"SELECT session, event, dossier, account, reason, words, actor FROM council_conflict_word", take_conflict},
    {"SELECT session, event, dossier, account, reason_codes, words FROM council_opinion", take_opinion},
    {"SELECT session, event, dossier, account FROM council_voter", take_voter},
    {"SELECT session, event, dossier, members, present, yes, no, abstain, result, actor FROM council_count",
     take_count},
    {"SELECT session, event, dossier, criterion, outcome, words, actor FROM council_view", take_view},
    {"SELECT session, event, dossier, result, computed, words, actor FROM council_closing", take_closing},
};

struct Question {
  std::string where;
  std::vector<storage::Value> values;
  Question(EventNumber known_at, const std::string& session, const char* column)
      : where(" WHERE event <= ?"), values{known_at} {
    if (session.empty()) return;
    where += std::string(" AND ") + column + " = ?";
    values.emplace_back(session);
  }
};

Done read_sessions(storage::Database& database, EventNumber known_at, const std::string& session, Meetings& meetings) {
  const Question question(known_at, session, "id");
  return database.each_row("SELECT id, event, province, actor FROM council_session" + question.where, question.values,
                           [&](const Row& row) -> Done {
                             Meeting meeting;
                             meeting.session = {row.text(0), row.integer(1), row.text(2), row.text(3)};
                             meetings.emplace(row.text(0), std::move(meeting));
                             return {};
                           });
}

Ballot ballot_of(const Row& row) {
  return {row.text(0), row.text(1), row.text(2), choice_named(row.text(3)).value_or(Choice::abstain), row.text(4)};
}

Done read_ballots(storage::Database& database, EventNumber known_at, const std::string& session, Meetings& meetings) {
  std::string sql =
      "SELECT b.session, b.dossier, b.account, b.choice, b.words FROM council_ballot b JOIN council_count c "
      "ON c.session = b.session AND c.dossier = b.dossier WHERE c.event <= ?";
  std::vector<storage::Value> values{known_at};
  if (!session.empty()) {
    sql += " AND b.session = ?";
    values.emplace_back(session);
  }
  return database.each_row(sql + " ORDER BY b.id", values, [&](const Row& row) -> Done {
    const auto found = meetings.find(row.text(0));
    if (found != meetings.end()) found->second.ballots.push_back(ballot_of(row));
    return {};
  });
}

Done done_of(const auto& executed) {
  if (!executed) return pass_on(executed);
  return {};
}

std::int64_t whole(int number) { return number; }

}  // namespace

Result<std::shared_ptr<const CouncilRegister>> load_councils(storage::Database& database, EventNumber known_at,
                                                             const std::string& session) {
  Meetings meetings;
  if (auto done = read_sessions(database, known_at, session, meetings); !done) return pass_on(done);
  for (const Reading& reading : readings) {
    const Question question(known_at, session, "session");
    const auto done = database.each_row(std::string(reading.sql) + question.where + " ORDER BY event", question.values,
                                        [&](const Row& row) -> Done {
                                          const auto found = meetings.find(row.text(0));
                                          return found == meetings.end() ? Done{} : reading.take(row, found->second);
                                        });
    if (!done) return pass_on(done);
  }
  if (auto done = read_ballots(database, known_at, session, meetings); !done) return pass_on(done);
  return std::make_shared<const CouncilRegister>(std::move(meetings), known_at);
}

Result<std::vector<Ballot>> ballots_to_count(storage::Database& database, const std::string& session,
                                             const std::string& dossier) {
  std::vector<Ballot> ballots;
  const auto done = database.each_row(
      "SELECT session, dossier, account, choice, words FROM council_ballot WHERE session = ? AND dossier = ?",
      {session, dossier}, [&](const Row& row) -> Done {
        ballots.push_back(ballot_of(row));
        return {};
      });
  if (!done) return pass_on(done);
  return ballots;
}

Result<std::vector<std::string>> criteria_basically_met(storage::Database& database, const std::string& dossier) {
  std::vector<std::string> numbers;
  const auto done = database.each_row(
      "SELECT criterion, outcome FROM council_view WHERE dossier = ? AND criterion <> '' ORDER BY event, criterion",
      {dossier}, [&](const Row& row) -> Done {
        std::erase(numbers, row.text(0));
        if (engine_outcome(row.text(1)) == engine::Outcome::basically_met) numbers.push_back(row.text(0));
        return {};
      });
  if (!done) return pass_on(done);
  return numbers;
}

Done append(storage::Database& database, const Session& session) {
  return done_of(database.execute("INSERT INTO council_session (id, event, province, actor) VALUES (?, ?, ?, ?)",
                                  {session.id, session.event, session.province, session.actor}));
}

Done append(storage::Database& database, const Plan& plan) {
  return done_of(database.execute(
      "INSERT INTO council_plan (session, event, title, held_on, place, decision, members, agenda, actor) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {plan.session, plan.event, plan.title, plan.held_on.text(), plan.place, plan.decision, text_of(plan.members),
       texts_as_json(plan.agenda), plan.actor}));
}

Done append(storage::Database& database, const Step& step) {
  return done_of(database.execute(
      "INSERT INTO council_step (session, event, dossier, command, present, rule, words, day, at, actor) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {step.session, step.event, step.dossier, std::string(name_of(step.command)), texts_as_json(step.present),
       text_of(step.rule), step.words, step.day.text(), step.at, step.actor}));
}

Done append(storage::Database& database, const Conflict& conflict) {
  return done_of(
      database.execute("INSERT INTO council_conflict_word (session, event, dossier, account, reason, words, actor) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?)",
                       {conflict.session, conflict.event, conflict.dossier, conflict.account,
                        conflict.is_taken_back ? std::string() : std::string(name_of(conflict.reason)), conflict.words,
                        conflict.actor}));
}

Done append(storage::Database& database, const Opinion& opinion) {
  return done_of(database.execute(
      "INSERT INTO council_opinion (session, event, dossier, account, reason_codes, words) VALUES (?, ?, ?, ?, ?, ?)",
      {opinion.session, opinion.event, opinion.dossier, opinion.account, texts_as_json(opinion.reason_codes),
       opinion.words}));
}

Done append(storage::Database& database, const Voter& voter) {
  return done_of(database.execute("INSERT INTO council_voter (session, event, dossier, account) VALUES (?, ?, ?, ?)",
                                  {voter.session, voter.event, voter.dossier, voter.account}));
}

Done append(storage::Database& database, const Ballot& ballot) {
  return done_of(database.execute(
      "INSERT INTO council_ballot (id, session, dossier, account, choice, words) VALUES (?, ?, ?, ?, ?, ?)",
      {new_uuid7(0), ballot.session, ballot.dossier, ballot.account, std::string(name_of(ballot.choice)),
       ballot.words}));
}

Done append(storage::Database& database, const Count& count) {
  const Figures& figures = count.figures;
  return done_of(database.execute(
      "INSERT INTO council_count (session, event, dossier, members, present, yes, no, abstain, result, actor) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {count.session, count.event, count.dossier, whole(figures.members), whole(figures.present), whole(figures.yes),
       whole(figures.no), whole(figures.abstain), std::string(name_of(count.conclusion)), count.actor}));
}

Done append(storage::Database& database, const View& view) {
  return done_of(
      database.execute("INSERT INTO council_view (session, event, dossier, criterion, outcome, words, actor) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?)",
                       {view.session, view.event, view.dossier, view.criterion,
                        std::string(engine::name_of(view.outcome)), view.words, view.actor}));
}

Done append(storage::Database& database, const Closing& closing) {
  return done_of(
      database.execute("INSERT INTO council_closing (session, event, dossier, result, computed, words, actor) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?)",
                       {closing.session, closing.event, closing.dossier, std::string(name_of(closing.conclusion)),
                        std::string(engine::name_of(closing.computed)), closing.words, closing.actor}));
}

}  // namespace luytre::councils
