#include "programme/surveys/enter.h"

#include <algorithm>
#include <array>

#include "base/secret_box.h"
#include "platform/access/person.h"
#include "programme/surveys/serial.h"
#include "programme/surveys/take_step.h"

namespace luytre::surveys {
namespace {

constexpr std::array<std::string_view, 4> state_names{"whole", "waiting_second", "differing", "refused"};

bool says_the_same(const Entry& a, const Entry& b) { return a.answers == b.answers; }

// What an order carries into the transaction.
struct Batch {
  const Desk& desk;
  const Known& known;
  const Round& round;
  std::string village;
  Channel channel;
  std::string person;
  const criteria::SurveyForm& form;
  bool is_alone = false;  // one slip, sent as it was filled in: only then does its arrival say when that was
};

Result<std::string> serial_of(const Batch& batch, const std::string& typed) {
  const auto serial = serial_as_made(typed);
  if (!serial) return refuse("surveys.serial_wrong", {{"serial", typed.substr(0, 40)}}, "serial");
  if (round_code_of(*serial) == batch.round.code) return *serial;
  return refuse("surveys.serial_other_round", {{"serial", shown_serial(*serial)}}, "serial");
}

Done check_words(const Batch& batch, const SlipWish& slip) {
  std::size_t bytes = 0;
  for (const auto& [question, words] : slip.words) {
    if (batch.form.question(question) == nullptr) {
      return refuse("surveys.question_unknown", {{"question", question}}, "words");
    }
    bytes += words.size();
  }
  if (bytes <= slip_words_bytes_max) return {};
  return refuse("surveys.slip_words_long", {{"max", std::to_string(slip_words_bytes_max)}}, "words");
}

Result<SlipEntries> entries_before(storage::Database& database, const std::string& mark, const std::string& key) {
  const auto boxes = boxes_of_serial(database, mark);
  if (!boxes) return pass_on(boxes);
  SlipEntries entries;
  for (const std::string& each : *boxes) {
    auto entry = entry_of(each, key);
    if (!entry) return refuse("surveys.key_lost");
    entries.push_back(*std::move(entry));
  }
  return entries;
}

// Whether one more entry may be added to those before. True: it is, false: it is known already.
Result<bool> may_add(const SlipEntries& before, const Entry& entry) {
  const Arguments about{{"serial", shown_serial(entry.serial)}};
  for (const Entry& each : before) {
    // Of strangers one may not be the other: an answer tried again must not tell whether it was right.
    if (each.author != entry.author || each.author.empty() || each.channel != entry.channel) continue;
    if (says_the_same(each, entry) && each.words == entry.words) return false;  // an answer that was lost on the way
    if (entry.channel == Channel::paper) return refuse("surveys.same_person_twice", about, "serial");
  }
  if (before.empty()) return true;
  const bool is_paper = entry.channel == Channel::paper && before.front().channel == Channel::paper;
  if (!is_paper || state_of(before) == SlipState::whole) return refuse("surveys.serial_used", about, "serial");
  if (before.size() < entries_of_slip_max) return true;
  return refuse("surveys.too_many_entries", about, "serial");
}

struct Keys {
  std::string serials;
  std::string village;
};

Result<Keys> keys_of(storage::Database& database, const Batch& batch) {
  const auto serials = find_key(database, KeyName::of_serials(batch.round.id), batch.desk.server_key);
  if (!serials) return pass_on(serials);
  const auto village = find_key(database, KeyName::of_village(batch.round.id, batch.village), batch.desk.server_key);
  if (!village) return pass_on(village);
  if (!*serials || !*village) return refuse("surveys.key_lost");
  return Keys{**serials, **village};
}

Result<SlipState> take_slip(storage::Database& database, const Batch& batch, const Keys& keys, const SlipWish& slip,
                            bool& is_new) {
  const auto serial = serial_of(batch, slip.serial);
  if (!serial) return pass_on(serial);
  const std::string mark = keyed_mark(*serial, keys.serials);
  const auto place = village_of(database, batch.round.id, mark);
  if (!place) return pass_on(place);
  const Arguments about{{"serial", shown_serial(*serial)}};
  if (!*place) return refuse("surveys.serial_unknown", about, "serial");
  if (**place != batch.village) return refuse("surveys.serial_other_village", about, "serial");
  if (auto fits = check_words(batch, slip); !fits) return pass_on(fits);
  Entry entry{*serial,      batch.person, batch.channel,
              slip.answers, slip.words,   batch.is_alone ? batch.desk.unix_milliseconds() / 1000 : 0,
              slip.seconds};
  entry.answers.resize(batch.form.questions.size(), Answer::none);
  auto entries = entries_before(database, mark, keys.village);
  if (!entries) return pass_on(entries);
  const auto may = may_add(*entries, entry);
  if (!may) return pass_on(may);
  if (!*may) return state_of(*entries);
  is_new = true;
  if (auto kept = put_pending(database, batch.round.id, batch.village, mark, box_of(entry, keys.village)); !kept) {
    return pass_on(kept);
  }
  entries->push_back(std::move(entry));
  return state_of(*entries);
}

// A storage fault ends the whole; what is wrong with a slip ends the slip alone.
bool is_of_slip(const Problem& problem) {
  return problem.code.starts_with("surveys.") && problem.code != "surveys.key_lost";
}

Result<std::int64_t> take_all(storage::Database& database, const Batch& batch, const std::vector<SlipWish>& slips,
                              std::vector<SlipResult>& results) {
  const auto keys = keys_of(database, batch);
  if (!keys) return pass_on(keys);
  std::int64_t taken = 0;
  for (const SlipWish& slip : slips) {
    bool is_new = false;
    const auto state = take_slip(database, batch, *keys, slip, is_new);
    if (!state && !is_of_slip(state.error())) return pass_on(state);
    results.push_back(
        {slip.row, state ? *state : SlipState::refused, state ? std::nullopt : std::optional(state.error())});
    if (is_new) ++taken;
  }
  return taken;
}

json::array told(const std::vector<SlipResult>& results) {
  json::array list;
  for (const SlipResult& each : results) {
    list.push_back(json::array{each.row, name_of(each.state), each.problem ? each.problem->code : std::string()});
  }
  return list;
}

std::vector<SlipResult> retold(const json::value& answer) {
  std::vector<SlipResult> results;
  for (const json::value& each : answer.at("slips").as_array()) {
    const json::array& row = each.as_array();
    SlipResult result;
    result.row = static_cast<std::size_t>(row[0].as_int64());
    const auto found = std::find(state_names.begin(), state_names.end(), row[1].as_string());
    if (found != state_names.end()) result.state = static_cast<SlipState>(found - state_names.begin());
    const std::string code(row[2].as_string());
    if (!code.empty()) result.problem = Problem{code, {{"serial", "–"}, {"question", "–"}, {"max", "–"}}, "serial", {}};
    results.push_back(std::move(result));
  }
  return results;
}

// As the log names whoever answers on a phone of their own: nobody is asked who that is.
constexpr std::string_view whose_phone = "phiếu của người dân";

constexpr std::string_view nothing_new = "surveys.nothing_new";

// The event tells how many came, never which.
Result<Entered> run_batch(const Batch& batch, commands::Order order, const std::vector<SlipWish>& slips) {
  Entered entered;
  const auto outcome = batch.desk.writer.run(
      std::move(order),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, batch.known, batch.round.id, std::nullopt);
        if (!inside) return pass_on(inside);
        if (auto may = must_allow(*inside->course, batch.village, Command::enter, batch.known); !may) {
          return pass_on(may);
        }
        entered.results.clear();
        const auto taken = take_all(database, batch, slips, entered.results);
        if (!taken) return pass_on(taken);
        if (*taken == 0) return refuse(std::string(nothing_new));
        return draft_about(batch.round, "surveys.slips_entered", {{"village", batch.village}, {"count", *taken}},
                           {{"slips", told(entered.results)}});
      });
  if (!outcome && outcome.error().code == nothing_new) return entered;
  if (!outcome) return pass_on(outcome);
  entered.event = outcome->event;
  if (outcome->replayed) entered.results = retold(outcome->answer);
  return entered;
}

}  // namespace

std::string_view name_of(SlipState state) { return state_names[static_cast<std::size_t>(state)]; }

SlipState state_of(const SlipEntries& entries) {
  if (agreed(entries) != nullptr) return SlipState::whole;
  return entries.size() == 1 ? SlipState::waiting_second : SlipState::differing;
}

const Entry* agreed(const SlipEntries& entries) {
  if (entries.front().channel != Channel::paper) return &entries.front();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    for (std::size_t j = i + 1; j < entries.size(); ++j) {
      if (says_the_same(entries[i], entries[j])) return &entries[i];
    }
  }
  return nullptr;
}

Result<Entered> enter_slips(const Desk& desk, commands::Asked asked, const Known& known, const std::string& id,
                            const std::string& village, Channel channel, const std::vector<SlipWish>& slips) {
  const auto found = find_course(known, id);
  if (!found) return pass_on(found);
  const Round& round = (*found)->round;
  const auto form = form_of(round, known.law());
  if (!form) return pass_on(form);
  if (slips.empty() || slips.size() > slips_of_batch_max) {
    return refuse("surveys.batch_size", {{"max", std::to_string(slips_of_batch_max)}}, "slips");
  }
  // What is kept of the request beside the event must tell nothing of the slips, even to whoever knows a serial.
  asked.request = keyed_mark(asked.request, desk.server_key);
  asked.reason.clear();
  const Batch batch{desk, known, round, village, channel, person_of(asked.actor), **form, slips.size() == 1};
  return run_batch(
      batch,
      commands::order_by(asked, "surveys.enter", {ask_about(known, act_of(Command::enter), round, desk.today())}),
      slips);
}

Result<SerialPlace> find_serial(storage::Database& database, const Desk& desk, const Known& known,
                                const std::string& typed) {
  const auto serial = serial_as_made(typed);
  if (!serial) return refuse("surveys.serial_wrong", {{"serial", typed.substr(0, 40)}}, "serial");
  const Arguments about{{"serial", shown_serial(*serial)}};
  const Date today = desk.today();
  for (const Course* course : known.surveys->all()) {
    if (course->round.code != round_code_of(*serial)) continue;
    const auto key = find_key(database, KeyName::of_serials(course->round.id), desk.server_key);
    if (!key) return pass_on(key);
    if (!*key) break;
    const auto village = village_of(database, course->round.id, keyed_mark(*serial, **key));
    if (!village) return pass_on(village);
    if (!*village) break;
    if (auto may = must_allow(*course, **village, Command::enter, known); !may) return pass_on(may);
    if (today < course->round.opens_on || course->round.closes_on < today) {
      return refuse("surveys.outside_window", {{"opens", course->round.opens_on.vietnamese_text()},
                                               {"closes", course->round.closes_on.vietnamese_text()}});
    }
    return SerialPlace{course, **village};
  }
  return refuse("surveys.serial_unknown", about, "serial");
}

Result<std::vector<SlipEntries>> open_village(storage::Database& database, const Desk& desk, const std::string& round,
                                              const std::string& village) {
  const auto boxes = boxes_of_village(database, round, village);
  if (!boxes) return pass_on(boxes);
  if (boxes->empty()) return std::vector<SlipEntries>{};
  const auto key = find_key(database, KeyName::of_village(round, village), desk.server_key);
  if (!key) return pass_on(key);
  if (!*key) return refuse("surveys.key_lost");
  std::map<std::string, SlipEntries> by_serial;
  for (const std::string& each : *boxes) {
    auto entry = entry_of(each, **key);
    if (!entry) return refuse("surveys.key_lost");
    by_serial[entry->serial].push_back(*std::move(entry));
  }
  std::vector<SlipEntries> slips;
  for (auto& [serial, entries] : by_serial) slips.push_back(std::move(entries));
  shuffle(slips);
  return slips;
}

Result<std::vector<WaitingSlip>> waiting_slips(storage::Database& database, const Desk& desk, const std::string& round,
                                               const std::string& village, const std::string& person) {
  const auto slips = open_village(database, desk, round, village);
  if (!slips) return pass_on(slips);
  std::vector<WaitingSlip> waiting;
  for (const SlipEntries& entries : *slips) {
    const SlipState state = state_of(entries);
    if (state == SlipState::whole) continue;
    const bool is_mine =
        std::any_of(entries.begin(), entries.end(), [&](const Entry& each) { return each.author == person; });
    waiting.push_back({entries.front().serial, state, is_mine});
  }
  std::sort(waiting.begin(), waiting.end(),
            [](const WaitingSlip& a, const WaitingSlip& b) { return a.serial < b.serial; });
  return waiting;
}

Result<PendingCounts> count_pending(storage::Database& database, const Desk& desk, const std::string& round,
                                    const std::string& village) {
  const auto slips = open_village(database, desk, round, village);
  if (!slips) return pass_on(slips);
  PendingCounts counts;
  for (const SlipEntries& entries : *slips) {
    const SlipState state = state_of(entries);
    if (state == SlipState::whole) ++counts.whole;
    if (state == SlipState::waiting_second) ++counts.waiting_second;
    if (state == SlipState::differing) ++counts.differing;
  }
  return counts;
}

Result<Entered> answer_slip(const Desk& desk, const Known& known, const SerialPlace& place, const SlipWish& slip) {
  const Round& round = place.course->round;
  const auto form = form_of(round, known.law());
  if (!form) return pass_on(form);
  const commands::Asked asked = access::Actor::local_operator(whose_phone);
  const Batch batch{desk, known, round, place.village, Channel::phone, "", **form, true};
  return run_batch(batch,
                   commands::order_by(asked, "surveys.enter", {ask_about(known, "surveys.enter", round, desk.today())}),
                   {slip});
}

}  // namespace luytre::surveys
