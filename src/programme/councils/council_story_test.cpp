// Whatever members and secretary do in whatever order: drawn stories against a council kept on paper.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "platform/storage/test_database.h"
#include "programme/councils/convene.h"
#include "programme/councils/council_store.h"
#include "programme/councils/preside.h"
#include "programme/councils/speak.h"
#include "programme/councils/take_back_conflict.h"
#include "programme/councils/vote.h"
#include "programme/dossiers/dossier_store.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::councils {
namespace {

const std::vector<std::string> members{"chu-tich", "thu-ky", "uy-vien-1", "uy-vien-2", "uy-vien-3"};
const std::vector<std::string> dossier_ids{"ho-so-1", "ho-so-2"};
const std::string secret = "chữ trên lá phiếu";

access::Actor person(const std::string& account) {
  auto actor = access::Actor::local_operator(account);
  actor.account = account;
  return actor;
}

std::shared_ptr<const criteria::Library> law() {
  static const auto library = *criteria::embedded_library();
  return library;
}

// An item as the secretary would keep it on paper.
struct Paper {
  std::string stands = "waiting";
  std::set<std::string> conflicts;
  std::map<std::string, Choice> votes;
};

// A province with two dossiers that wait for a council, and one session.
class World {
 public:
  World() : temporary_(*storage::TemporaryDatabase::make(storage::StoreKind::sqlite)) {
    RC_ASSERT(storage::migrate(database()).has_value());
    RC_ASSERT(database().execute_script("PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF").has_value());
    writer_ = std::make_unique<commands::Writer>(database());
    RC_ASSERT(units::seed_reference(*writer_, person("thu-ky"), "20").has_value());
    units_ = *units::load_register(database(), head());
    put_dossiers();
    PlanWish wish{"Phiên họp", today, "Lạng Sơn", "", {}, dossier_ids};
    for (const std::string& account : members) wish.members.push_back({account, duty_of(account), account, ""});
    const auto plan = convene(desk(), person("thu-ky"), known(), "20", wish);
    RC_ASSERT(plan.has_value());
    session = plan->session;
  }

  storage::Database& database() { return temporary_->database(); }
  EventNumber head() { return audit::head(database())->number; }

  Desk desk() {
    return {*writer_, [this] { return today; }, [this] { return ++clock_; },
            [](const access::Ask&) -> Result<std::vector<std::string>> { return members; }};
  }
  Known known() {
    const EventNumber number = head();
    dossiers::Known known;
    known.number = number;
    known.units = units_;
    known.law = law();
    known.dossiers = *dossiers::load_dossiers(database(), number);
    return {known, *load_councils(database(), number)};
  }
  EventNumber touched() { return known().councils->find(session)->touched(); }

  const Date today = Date::of(2026, 3, 3);
  std::string session;
  std::string stands = "convened";
  std::set<std::string> present;
  std::map<std::string, Paper> papers;

 private:
  static Duty duty_of(const std::string& account) {
    if (account == "chu-tich") return Duty::chair;
    return account == "thu-ky" ? Duty::secretary : Duty::member;
  }

  void put_dossiers() {
    const auto done = writer_->run(
        commands::order_by(person("thu-ky"), "dossiers.open"),
        [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
          for (std::size_t at = 0; at < dossier_ids.size(); ++at) {
            dossiers::Dossier dossier;
            dossier.id = dossier_ids[at];
            dossier.event = number;
            dossier.workflow = "commune-recognition/2025";
            dossier.unit = units_->find(at == 0 ? "06001" : "06637", today)->id.text();
            dossier.tier = "ntm";
            dossier.year = 2025;
            dossier.set = "commune-ntm/2021-2025";
            dossier.province = "20";
            dossier.opened_on = today;
            if (auto put = dossiers::append(database, dossier); !put) return pass_on(put);
            const dossiers::Step step{
                dossier.id, number,  criteria::Move::appraise, "appraisal", "council", dossier.workflow, 1, today, "",
                "",         "thu-ky"};
            if (auto put = dossiers::append(database, step); !put) return pass_on(put);
          }
          audit::EventDraft draft;
          draft.kind = "dossiers.moved";
          return draft;
        });
    RC_ASSERT(done.has_value());
  }

  std::unique_ptr<storage::TemporaryDatabase> temporary_;
  std::unique_ptr<commands::Writer> writer_;
  std::shared_ptr<const units::Register> units_;
  long long clock_ = 1'700'000'000'000;
};

int electorate(const World& world, const Paper& paper) {
  return static_cast<int>(std::count_if(world.present.begin(), world.present.end(), [&](const std::string& account) {
    return !paper.conflicts.contains(account);
  }));
}

// Two thirds of the council, as everybody counts on their fingers.
bool suffices(int there) { return there * 3 >= static_cast<int>(members.size()) * 2; }

std::vector<std::string> drawn_present() {
  std::vector<std::string> there;
  for (const std::string& account : members) {
    if (*rc::gen::weightedElement<bool>({{6, true}, {1, false}})) there.push_back(account);
  }
  return there;
}

bool step(World& world, Command command, const std::string& dossier) {
  StepWish wish{command, dossier, drawn_present(), *rc::gen::element<std::string>("vì thế", "")};
  const auto who = command == Command::close ? *rc::gen::elementOf(members) : std::string("thu-ky");
  const auto taken = preside(world.desk(), person(who), world.known(), world.session, wish, world.touched());
  if (!taken) return false;
  Paper& paper = world.papers[dossier];
  const bool is_open = world.stands == "open";
  switch (command) {
    case Command::open:
      RC_ASSERT(world.stands == "convened" && suffices(static_cast<int>(wish.present.size())));
      world.stands = "open";
      world.present = {wish.present.begin(), wish.present.end()};
      break;
    case Command::attend:
      RC_ASSERT(is_open);
      for (const auto& [id, each] : world.papers) RC_ASSERT(each.stands != "voting");
      world.present = {wish.present.begin(), wish.present.end()};
      break;
    case Command::present:
      RC_ASSERT(is_open && paper.stands == "waiting");
      paper.stands = "presented";
      break;
    case Command::begin:
      RC_ASSERT(is_open && paper.stands == "presented" && suffices(electorate(world, paper)));
      paper.stands = "voting";
      break;
    case Command::count:
      RC_ASSERT(is_open && paper.stands == "voting");
      paper.stands = "counted";
      break;
    case Command::postpone:
      RC_ASSERT(is_open && !wish.words.empty() && (paper.stands == "waiting" || paper.stands == "presented"));
      paper.stands = "postponed";
      break;
    case Command::adjourn:
      RC_ASSERT((is_open || world.stands == "convened") && !wish.words.empty());
      world.stands = "adjourned";
      break;
    default:
      RC_ASSERT(is_open && who == "chu-tich");
      for (const std::string& id : dossier_ids) {
        RC_ASSERT(world.papers[id].stands == "closed" || world.papers[id].stands == "postponed");
      }
      world.stands = "closed";
  }
  return true;
}

bool cast(World& world, const std::string& account, const std::string& dossier) {
  const VoteWish wish{*rc::gen::weightedElement<Choice>({{6, Choice::yes}, {1, Choice::no}, {1, Choice::abstain}}),
                      secret};
  if (!vote(world.desk(), person(account), world.known(), world.session, dossier, wish)) return false;
  Paper& paper = world.papers[dossier];
  RC_ASSERT(world.stands == "open" && paper.stands == "voting");
  RC_ASSERT(world.present.contains(account) && !paper.conflicts.contains(account));
  RC_ASSERT(paper.votes.emplace(account, wish.choice).second);  // never twice
  return true;
}

bool declare(World& world, const std::string& account, const std::string& dossier) {
  const ConflictWish wish{"", ConflictReason::relation, ""};
  if (!declare_conflict(world.desk(), person(account), world.known(), world.session, dossier, wish)) return false;
  Paper& paper = world.papers[dossier];
  RC_ASSERT(paper.stands != "counted" && paper.stands != "closed" && !paper.votes.contains(account));
  RC_ASSERT(paper.conflicts.insert(account).second);
  return true;
}

bool take_back(World& world, const std::string& account, const std::string& dossier) {
  const std::string words = *rc::gen::element<std::string>("nhầm", " ");
  if (!take_back_conflict(world.desk(), person(account), world.known(), world.session, dossier, "", words)) {
    return false;
  }
  Paper& paper = world.papers[dossier];
  RC_ASSERT(words == "nhầm" && (paper.stands == "waiting" || paper.stands == "presented"));
  RC_ASSERT(paper.conflicts.erase(account) == 1U);
  return true;
}

bool conclude(World& world, const std::string& dossier) {
  const auto closed =
      close_item(world.desk(), person("thu-ky"), world.known(), world.session, dossier, "vì thế", world.touched());
  if (!closed) return false;
  Paper& paper = world.papers[dossier];
  RC_ASSERT(world.stands == "open" && paper.stands == "counted");
  paper.stands = "closed";
  return true;
}

bool one_command(World& world) {
  const std::string dossier = *rc::gen::elementOf(dossier_ids);
  const std::string account = *rc::gen::elementOf(members);
  switch (*rc::gen::weightedElement<int>({{6, 0}, {2, 1}, {1, 2}, {2, 3}, {4, 4}})) {
    case 0:
      return cast(world, account, dossier);
    case 1:
      return declare(world, account, dossier);
    case 2:
      return take_back(world, account, dossier);
    case 3:
      return conclude(world, dossier);
    default:
      // Its end comes late, so that stories come far.
      return step(world,
                  *rc::gen::weightedElement<Command>({{6, Command::open},
                                                      {2, Command::attend},
                                                      {8, Command::present},
                                                      {8, Command::begin},
                                                      {4, Command::count},
                                                      {1, Command::postpone},
                                                      {2, Command::close},
                                                      {1, Command::adjourn}}),
                  dossier);
  }
}

// What the program says of an item against the paper.
void check_item_of(const Meeting& meeting, const std::string& dossier, const Paper& paper) {
  RC_ASSERT(name_of(meeting.item_state(dossier)) == paper.stands);
  RC_ASSERT(meeting.voted(dossier) == static_cast<int>(paper.votes.size()));
  for (const std::string& account : members) {
    RC_ASSERT((meeting.conflict(dossier, account) != nullptr) == paper.conflicts.contains(account));
  }
  const auto shown = std::count_if(meeting.ballots.begin(), meeting.ballots.end(),
                                   [&](const Ballot& each) { return each.dossier == dossier; });
  const Count* count = meeting.count(dossier);
  const bool is_counted = paper.stands == "counted" || paper.stands == "closed";
  RC_ASSERT((count != nullptr) == is_counted);
  RC_ASSERT(shown == (is_counted ? static_cast<long>(paper.votes.size()) : 0));  // hidden until they are counted
  if (count == nullptr) return;
  const auto cast = [&](Choice choice) {
    return static_cast<int>(
        std::count_if(paper.votes.begin(), paper.votes.end(), [&](const auto& each) { return each.second == choice; }));
  };
  const Figures& figures = count->figures;
  RC_ASSERT(figures.yes == cast(Choice::yes) && figures.no == cast(Choice::no));
  RC_ASSERT(figures.abstain == cast(Choice::abstain));
  RC_ASSERT(figures.not_cast() >= 0);
  // A conflict declared during the ballot may leave too few for it.
  const bool is_approved = figures.yes * 10 >= figures.present * 9;
  const Conclusion expected = is_approved ? Conclusion::approved : Conclusion::rejected;
  RC_ASSERT(count->conclusion == (suffices(figures.present) ? expected : Conclusion::no_quorum));
}

// What anybody chose is in no event.
void check_log(World& world) {
  const auto told =
      world.database().query("SELECT count(*) FROM event_payload WHERE payload LIKE ?", {"%" + secret + "%"});
  RC_ASSERT(told.has_value());
  RC_ASSERT(told->front().integer(0) == 0);
}

RC_GTEST_PROP(Councils, whatever_is_done_the_ballot_is_whole_secret_and_cast_once, ()) {
  World world;
  std::size_t taken = 0;
  for (int count = 0; count < 60; ++count) {
    const EventNumber before = world.head();
    const bool is_over = world.stands == "closed" || world.stands == "adjourned";
    const bool is_taken = one_command(world);
    RC_ASSERT(!(is_over && is_taken));  // nothing after the end
    RC_ASSERT((world.head() == before) == !is_taken);
    taken += is_taken ? 1 : 0;
    const Known known = world.known();
    const Meeting& meeting = *known.councils->find(world.session);
    RC_ASSERT(name_of(meeting.state()) == world.stands);
    for (const std::string& dossier : dossier_ids) check_item_of(meeting, dossier, world.papers[dossier]);
  }
  check_log(world);
  for (const auto& [dossier, paper] : world.papers) RC_TAG(paper.stands);
  RC_ASSERT(taken > 0U);
}

}  // namespace
}  // namespace luytre::councils
