// No sequence of commands brings a dossier where its procedure does not lead, and what is refused changes nothing:
// drawn stories against the workflow files read again by a naive reader.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>

#include "base/resources.h"
#include "platform/storage/test_database.h"
#include "programme/dossiers/appraise.h"
#include "programme/dossiers/change_due.h"
#include "programme/dossiers/dossier_store.h"
#include "programme/dossiers/freeze_assessment.h"
#include "programme/dossiers/open_dossier.h"
#include "programme/dossiers/put_file.h"
#include "programme/dossiers/say_opinion.h"
#include "programme/dossiers/take_step.h"
#include "programme/recognition/recognition_store.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::dossiers {
namespace {

using criteria::Move;

std::shared_ptr<const criteria::Library> law() {
  static const auto library = *criteria::embedded_library();
  return library;
}

// What a file allows, as a colleague would copy it out.
struct Allowed {
  std::string to;
  std::set<std::string> needs;
  bool opens_version = false;
};
struct NaiveWorkflow {
  std::string first;
  std::string from_day, to_day;
  std::map<std::pair<std::string, std::string>, Allowed> moves;  // stage, move
  std::set<std::string> endings;
  std::map<std::string, int> display_days;
  std::map<std::string, std::vector<std::string>> parts;                  // move: parts
  std::map<std::pair<std::string, std::string>, std::string> taken_over;  // from, their stage: ours
};

NaiveWorkflow read_naively(const YAML::Node& file) {
  NaiveWorkflow workflow;
  workflow.from_day = file["in_force"]["from"].as<std::string>();
  workflow.to_day = file["in_force"]["to"].IsNull() ? "9999" : file["in_force"]["to"].as<std::string>();
  for (const auto& stage : file["stages"]) {
    const auto id = stage["stage"].as<std::string>();
    if (workflow.first.empty()) workflow.first = id;
    if (stage["ending"]) workflow.endings.insert(id);
    if (stage["at_least"]) workflow.display_days[id] = stage["at_least"]["days"].as<int>();
    for (const auto& move : stage["moves"]) {
      Allowed& allowed = workflow.moves[{id, move["move"].as<std::string>()}];
      allowed.to = move["to"].as<std::string>();
      for (const auto& need : move["needs"]) allowed.needs.insert(need.as<std::string>());
      allowed.opens_version = move["opens_version"] && move["opens_version"].as<bool>();
    }
  }
  for (const auto& part : file["parts"]) {
    if (part["needed_for"])
      workflow.parts[part["needed_for"].as<std::string>()].push_back(part["part"].as<std::string>());
  }
  for (const auto& other : file["takes_over"]) {
    const auto from = other["from"].as<std::string>();
    workflow.taken_over[{from, "*"}] = "";
    for (const auto& pair : other["stages"]) {
      workflow.taken_over[{from, pair["theirs"].as<std::string>()}] = pair["ours"].as<std::string>();
    }
  }
  return workflow;
}

const std::map<std::string, NaiveWorkflow>& naive_law() {
  static const auto all = [] {
    std::map<std::string, NaiveWorkflow> read;
    for (const std::string& path : resources_under("criteria/workflows/")) {
      const YAML::Node file = YAML::Load(std::string(resource(path)));
      read[file["workflow"].as<std::string>()] = read_naively(file);
    }
    return read;
  }();
  return all;
}

// A province with one dossier at a time, and a clock that the story turns.
class World {
 public:
  World() : temporary_(*storage::TemporaryDatabase::make(storage::StoreKind::sqlite)) {
    RC_ASSERT(storage::migrate(database()).has_value());
    RC_ASSERT(database().execute_script("PRAGMA synchronous=OFF").has_value());  // nothing here has to last
    writer_ = std::make_unique<commands::Writer>(database());
    RC_ASSERT(units::seed_reference(*writer_, an(), "20").has_value());
    units_ = *units::load_register(database(), head());
  }

  storage::Database& database() { return temporary_->database(); }
  EventNumber head() { return audit::head(database())->number; }
  static access::Actor an() { return access::Actor::local_operator("an"); }
  static access::Actor binh() { return access::Actor::local_operator("binh"); }

  Desk desk() {
    return {*writer_, [this] { return today; }, [this] { return ++clock_; },
            [](const std::string& set, Date) {
              return std::vector<access::Ownership>{{set, "9.2", "", "construction", {}, ""},
                                                    {set, "4.2", "", "industry_trade", {}, ""}};
            },
            [](const access::Actor&, const std::string&, Date) { return std::vector<std::string>{}; }};
  }
  Known known() {
    const EventNumber number = head();
    return {number,
            units_,
            law(),
            observations::PanelBuilder().build(number),
            *recognition::load_titles(database(), number),
            *load_dossiers(database(), number)};
  }
  commands::Writer& writer() { return *writer_; }

  Date today;

 private:
  std::unique_ptr<storage::TemporaryDatabase> temporary_;
  std::unique_ptr<commands::Writer> writer_;
  std::shared_ptr<const units::Register> units_;
  long long clock_ = 1'700'000'000'000;
};

const std::vector<Move>& drawn_moves() {
  static const std::vector<Move> moves{Move::publish,  Move::conclude,  Move::submit,   Move::accept,   Move::verify,
                                       Move::appraise, Move::recognise, Move::announce, Move::returned, Move::withdraw,
                                       Move::stop,     Move::warn,      Move::propose,  Move::keep,     Move::revoke};
  return moves;
}

StepWish drawn_step(World& world, Move move) {
  StepWish wish;
  wish.move = move;
  wish.reason_code = *rc::gen::weightedElement<std::string>({{6, "other"}, {1, ""}});
  wish.words = *rc::gen::weightedElement<std::string>({{6, "vì thế"}, {1, ""}});
  wish.decision.number = *rc::gen::weightedElement<std::string>({{6, "1/QĐ-DT"}, {1, ""}});
  if (*rc::gen::weightedElement<bool>({{6, true}, {1, false}})) wish.decision.signed_on = world.today;
  return wish;
}

// A move that the stage has, more often than not: stories should come far.
Move drawn_move(const File& file) {
  const Standing standing = standing_of(file, *law());
  const bool is_blind = *rc::gen::inRange(0, 4) == 0;
  if (is_blind || standing.stage == nullptr || standing.stage->moves.empty()) {
    return *rc::gen::elementOf(drawn_moves());
  }
  std::vector<std::pair<std::size_t, Move>> here;
  for (const auto& each : standing.stage->moves) {
    const bool ends = each.move == Move::withdraw || each.move == Move::stop;
    here.emplace_back(ends ? 1 : 40, each.move);
  }
  std::vector<Move> weighted;
  for (const auto& [weight, move] : here) weighted.insert(weighted.end(), weight, move);
  return *rc::gen::elementOf(weighted);
}

bool conclude(World& world, const Known& known, const std::string& id) {
  StepWish wish;
  wish.move = *rc::gen::weightedElement<Move>({{5, Move::approve}, {1, Move::reject}});
  const auto outcome = world.writer().run(
      commands::order_by(World::an(), "councils.close"),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto step = conclude_by_council(database, number, known, id, wish, world.today, "council");
        if (!step) return pass_on(step);
        audit::EventDraft draft;
        draft.kind = "councils.closed";
        return draft;
      });
  return outcome.has_value();
}

// Puts a file into every part that has none.
void fill_parts(World& world, const std::string& id) {
  for (const auto& part : law()->workflow((*find_file(world.known(), id))->workflow())->parts) {
    const Known known = world.known();
    const File& file = **find_file(known, id);
    if (!file.files_in(part.id).empty()) continue;
    static_cast<void>(
        put_file(world.desk(), World::an(), known, id, {part.id, "e1", "", false}, {"e1", "giay.pdf"}, file.touched()));
  }
}

// Does what people who know the procedure do at this stage, so that stories come far.
bool go_on(World& world, const std::string& id) {
  const Desk desk = world.desk();
  const auto file = [&](Known& known) { return known = world.known(), *find_file(known, id); };
  Known known;
  if (file(known)->assessment() == nullptr) {
    static_cast<void>(freeze_assessment(desk, World::an(), known, id, world.today, file(known)->touched()));
  }
  if (*rc::gen::inRange(0, 2) == 0) fill_parts(world, id);
  for (const Opinion& opinion : std::vector<Opinion>(file(known)->opinions)) {
    static_cast<void>(answer_opinion(desk, World::an(), known, id, opinion.id, "trả lời", file(known)->touched()));
  }
  static_cast<void>(appraise(desk, World::an(), known, id,
                             {{"9.2", engine::Outcome::met, "", ""}, {"4.2", engine::Outcome::met, "", ""}},
                             file(known)->version()));
  if (*rc::gen::inRange(0, 2) == 0) world.today = world.today.plus_days(16);
  const Move move = drawn_move(*file(known));
  if (move == Move::approve || move == Move::reject) return conclude(world, known, id);
  const StepWish wish = drawn_step(world, move);
  const EventNumber seen = file(known)->touched(), before = world.head();
  const bool is_taken = take_step(world.desk(), World::binh(), known, id, wish, seen).has_value();
  if (!is_taken) RC_ASSERT(world.head() == before);
  return is_taken;
}

bool one_command(World& world);

// One command drawn; answers whether it was taken. What is refused changes nothing.
bool act(World& world) {
  const Known known = world.known();
  const bool helps = !known.dossiers->all().empty() && *rc::gen::inRange(0, 2) == 0;
  if (helps) return go_on(world, (*rc::gen::elementOf(known.dossiers->all()))->dossier.id);
  const EventNumber before = world.head();
  const bool is_taken = one_command(world);
  if (!is_taken) RC_ASSERT(world.head() == before);
  return is_taken;
}

bool one_command(World& world) {
  const Known known = world.known();
  const Desk desk = world.desk();
  if (known.dossiers->all().empty() || *rc::gen::inRange(0, 30) == 0) {
    const std::string unit = *rc::gen::element<std::string>("06001", "05986", "06637", "1");
    const auto purpose = *rc::gen::weightedElement<criteria::Purpose>(
        {{4, criteria::Purpose::recognition}, {1, criteria::Purpose::revocation}});
    return open_dossier(desk, World::an(), known, {purpose, unit, "ntm", world.today.year(), ""}).has_value();
  }
  const File& file = **rc::gen::elementOf(known.dossiers->all());
  const std::string& id = file.dossier.id;
  const EventNumber expected = *rc::gen::inRange(0, 12) == 0 ? file.touched() - 1 : file.touched();
  switch (*rc::gen::weightedElement<int>({{1, 0}, {2, 1}, {1, 2}, {1, 3}, {1, 4}, {4, 5}, {1, 6}, {1, 7}})) {
    case 0:
      return change_due(desk, World::an(), known, id, world.today.plus_days(*rc::gen::inRange(-1, 9)), "vì", expected)
          .has_value();
    case 1:
      return freeze_assessment(desk, World::an(), known, id, world.today, expected).has_value();
    case 2:
      return say_opinion(desk, World::an(), known, id, {Voice::front, "ý kiến", {}}, expected).has_value();
    case 3:
      return !file.opinions.empty() &&
             answer_opinion(desk, World::an(), known, id, file.opinions.back().id, "trả lời", expected).has_value();
    case 4:
      return appraise(desk, World::an(), known, id,
                      {{"9.2", engine::Outcome::met, "", ""}, {"4.2", engine::Outcome::basically_met, "other", "gần"}},
                      file.version())
          .has_value();
    case 5:
      return take_step(desk, World::binh(), known, id, drawn_step(world, drawn_move(file)), expected).has_value();
    case 6:
      return conclude(world, known, id);
    default:
      return transfer(desk, World::an(), known, id, expected).has_value();
  }
}

// The line of a version as it was last frozen before the step; nullptr: none.
const Line* line_of(const File& file, const Step& step, int version, const char* number) {
  const Line* found = nullptr;
  for (const auto& each : file.assessments) {
    if (each.version == version && each.event < step.event) found = each.line(number);
  }
  return found;
}

// Those with an owner were found, in this version or in an earlier one that said the same.
bool are_found(const File& file, const Step& step, int version) {
  for (const char* number : {"9.2", "4.2"}) {
    if (law()->set(file.dossier.set)->indicator(number) == nullptr) continue;
    const Line* now = line_of(file, step, version, number);
    const auto counts = [&](const Finding& each) {
      if (each.indicator != number || each.event >= step.event) return false;
      const Line* then = line_of(file, step, each.version, number);
      return each.version == version || (now != nullptr && then != nullptr && *now == *then);
    };
    if (std::none_of(file.findings.begin(), file.findings.end(), counts)) return false;
  }
  return true;
}

bool needs_hold(const File& file, const NaiveWorkflow& law_then, const Step& step, const Allowed& allowed, Date entered,
                int version) {
  const std::string move(name_of(*step.move));
  if (allowed.needs.contains("assessment")) {
    bool frozen = false;
    for (const auto& each : file.assessments) frozen = frozen || (each.version == version && each.event < step.event);
    if (!frozen) return false;
  }
  if (allowed.needs.contains("documents")) {
    const auto parts = law_then.parts.find(move);
    for (const auto& part : parts == law_then.parts.end() ? std::vector<std::string>{} : parts->second) {
      bool is_in = false;
      for (const auto& each : file.files) is_in = is_in || (each.part == part && each.event < step.event);
      if (!is_in) return false;
    }
  }
  if (allowed.needs.contains("findings") && !are_found(file, step, version)) return false;
  // Only a council's own command comes past a council.
  if (allowed.needs.contains("council") && step.actor != "council") return false;
  // Nothing was observed in this world, so no title is exposed: whoever proposes to take it away says why.
  if (allowed.needs.contains("exposure") && is_blank(step.words)) return false;
  if (allowed.needs.contains("displayed") && step.day < entered.plus_days(law_then.display_days.at(step.from))) {
    return false;
  }
  if (allowed.needs.contains("opinions_answered")) {
    for (const auto& opinion : file.opinions) {
      bool answered = opinion.event > step.event;
      for (const auto& each : file.answers)
        answered = answered || (each.opinion == opinion.id && each.event < step.event);
      if (!answered) return false;
    }
  }
  return true;
}

// Walks the dossier's steps by the files alone.
void check_way(const File& file) {
  std::string workflow = file.dossier.workflow;
  std::string stage = naive_law().at(workflow).first;
  int version = 1;
  Date entered = file.dossier.opened_on;
  for (const Step& step : file.steps) {
    RC_ASSERT(step.from == stage);
    if (!step.move) {
      const NaiveWorkflow& next = naive_law().at(step.workflow);
      RC_ASSERT(next.taken_over.contains({workflow, "*"}));
      RC_ASSERT(next.from_day <= step.day.text() && step.day.text() < next.to_day);
      const auto named = next.taken_over.find({workflow, stage});
      RC_ASSERT(step.to == (named == next.taken_over.end() ? stage : named->second));
    } else {
      RC_ASSERT(step.workflow == workflow);
      const auto allowed = naive_law().at(workflow).moves.find({stage, std::string(name_of(*step.move))});
      RC_ASSERT(allowed != naive_law().at(workflow).moves.end());
      RC_ASSERT(step.to == allowed->second.to);
      RC_ASSERT(needs_hold(file, naive_law().at(workflow), step, allowed->second, entered, version));
      if (allowed->second.opens_version) ++version;
    }
    RC_ASSERT(step.version == version);
    if (step.move || step.to != stage) entered = step.day;
    stage = step.to;
    workflow = step.workflow;
  }
  const Standing standing = standing_of(file, *law());
  RC_ASSERT(standing.stage->id == stage);
  RC_ASSERT(standing.is_open() == !naive_law().at(workflow).endings.contains(stage));
}

// The register of titles says what the dossiers decided, no more and no less.
void check_titles(const Known& known) {
  std::set<std::string> decided;
  for (const File* file : known.dossiers->all()) {
    for (const Step& step : file->steps) {
      const bool decides = step.move == Move::recognise || step.move == Move::revoke;
      if (decides) decided.insert(file->dossier.unit + (step.move == Move::recognise ? " recognised" : " revoked"));
    }
  }
  std::set<std::string> registered;
  for (const auto& unit : known.units->units()) {
    const std::string id = unit.id.text();
    for (const auto& fact : known.titles->facts_of(id)) {
      if (!fact.source_url.starts_with("/lam-viec/ho-so/")) continue;
      registered.insert(id + " " + std::string(recognition::name_of(fact.standing)));
    }
  }
  RC_ASSERT(registered == decided);
}

RC_GTEST_PROP(Dossiers, go_only_where_their_procedure_leads, ()) {
  World world;
  world.today = *rc::gen::element(Date::of(2023, 2, 1), Date::of(2025, 5, 5), Date::of(2025, 8, 4));
  std::size_t taken = 0;
  for (int count = 0; count < 40; ++count) {
    if (*rc::gen::inRange(0, 5) == 0) world.today = world.today.plus_days(*rc::gen::inRange(1, 30));
    const bool is_taken = act(world);
    taken += is_taken ? 1 : 0;
    const Known known = world.known();
    for (const File* file : known.dossiers->all()) check_way(*file);
    check_titles(known);
  }
  std::set<std::string> moves;
  const Known known = world.known();
  for (const File* file : known.dossiers->all()) {
    for (const Step& step : file->steps) moves.insert(step.move ? std::string(name_of(*step.move)) : "transfer");
  }
  for (const std::string& move : moves) RC_TAG(move);
  RC_ASSERT(taken > 0U);
}

}  // namespace
}  // namespace luytre::dossiers
