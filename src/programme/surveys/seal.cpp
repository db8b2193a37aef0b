#include "programme/surveys/seal.h"

#include <algorithm>

#include "platform/access/person.h"
#include "programme/surveys/check_sealed.h"
#include "programme/surveys/survey_store.h"
#include "programme/surveys/take_step.h"

namespace luytre::surveys {
namespace {

bool is_blank_slip(const Entry& entry) {
  return entry.words.empty() &&
         std::all_of(entry.answers.begin(), entry.answers.end(), [](Answer each) { return each == Answer::none; });
}

void count_slip(const std::string& village, const Entry& entry, Counting& counting) {
  ++counting.tally.by_channel[static_cast<std::size_t>(entry.channel)];
  for (std::size_t i = 0; i < counting.tally.items.size() && i < entry.answers.size(); ++i) {
    ItemCount& item = counting.tally.items[i];
    if (entry.answers[i] == Answer::satisfied) ++item.satisfied;
    if (entry.answers[i] == Answer::not_satisfied) ++item.not_satisfied;
    if (entry.answers[i] == Answer::none) ++item.none;
  }
  counting.answers.push_back(text_of(entry.answers));
  for (const auto& [question, words] : entry.words) {
    if (!dossiers::is_blank(words)) counting.comments.push_back({village, question, words});
  }
  counting.counted.push_back(entry);
}

Done check_whole(const std::vector<SlipEntries>& slips, const std::string& words) {
  if (!dossiers::is_blank(words)) return {};
  if (slips.empty()) return refuse("surveys.nothing_returned", {}, "words");
  std::int64_t waiting = 0, differing = 0;
  for (const SlipEntries& each : slips) {
    waiting += state_of(each) == SlipState::waiting_second ? 1 : 0;
    differing += state_of(each) == SlipState::differing ? 1 : 0;
  }
  if (waiting + differing == 0) return {};
  return refuse("surveys.not_whole", {{"waiting", std::to_string(waiting)}, {"differing", std::to_string(differing)}},
                "words");
}

// Some of the paper slips, for a recount: their boxes under a key that goes when they were counted again.
Done draw_sample(storage::Database& database, const Desk& desk, const std::string& round, const std::string& village,
                 const std::vector<Entry>& counted) {
  std::vector<Entry> paper;
  for (const Entry& each : counted) {
    if (each.channel != Channel::paper) continue;
    paper.push_back({each.serial, "", each.channel, each.answers, {}, 0, 0});
  }
  if (paper.empty()) return {};
  shuffle(paper);
  const auto all = static_cast<std::int64_t>(paper.size());
  const std::int64_t wanted = std::max(sample_min, (all + sample_one_of - 1) / sample_one_of);
  paper.resize(static_cast<std::size_t>(std::min(all, wanted)));
  const auto key = make_key(database, KeyName::of_sample(round, village), desk.server_key);
  if (!key) return pass_on(key);
  std::vector<std::string> boxes;
  for (const Entry& each : paper) boxes.push_back(box_of(each, *key));
  return put_sample(database, round, village, boxes);
}

// Answers and words apart and shuffled; then nothing is left of how they came.
Done write_apart(storage::Database& database, const Desk& desk, const std::string& round, const std::string& village,
                 const Counting& counting) {
  if (auto done = draw_sample(database, desk, round, village, counting.counted); !done) return done;
  if (auto done = put_slips(database, round, village, counting.answers); !done) return done;
  if (auto done = put_comments(database, round, counting.comments); !done) return done;
  if (auto done = drop_pending(database, round, village); !done) return done;
  return drop_key(database, KeyName::of_village(round, village));
}

json::object payload_of(const SealedVillage& sealed) {
  const Tally& tally = sealed.tally;
  return {{"village", sealed.village}, {"households", tally.households}, {"printed", tally.printed},
          {"handed", tally.handed},    {"returned", tally.returned},     {"left_out", tally.left_out},
          {"words", sealed.words}};
}

}  // namespace

Counting count_village(const criteria::SurveyForm& form, const std::string& village,
                       const std::vector<SlipEntries>& slips) {
  Counting counting;
  counting.tally.items.resize(form.questions.size());
  for (const SlipEntries& entries : slips) {
    ++counting.tally.returned;
    const Entry* entry = agreed(entries);
    if (entry == nullptr || is_blank_slip(*entry)) {
      ++counting.tally.left_out;
    } else {
      count_slip(village, *entry, counting);
    }
  }
  return counting;
}

Result<SealedVillage> seal_village(const Desk& desk, const commands::Asked& asked, const Known& known,
                                   const std::string& id, const std::string& village, const std::string& words,
                                   EventNumber expected) {
  const auto found = find_course(known, id);
  if (!found) return pass_on(found);
  const Round& round = (*found)->round;
  const auto form = form_of(round, known.law());
  if (!form) return pass_on(form);
  SealedVillage sealed{id, village, 0, {}, words, person_of(asked.actor)};
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "surveys.seal", {ask_about(known, act_of(Command::seal), round, desk.today())}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected);
        if (!inside) return pass_on(inside);
        const Course& course = *inside->course;
        if (auto may = must_allow(course, village, Command::seal, known); !may) return pass_on(may);
        const auto slips = open_village(database, desk, id, village);
        if (!slips) return pass_on(slips);
        if (auto fits = check_whole(*slips, words); !fits) return pass_on(fits);
        Counting counting = count_village(**form, village, *slips);
        counting.tally.households = course.frame_of(village)->households;
        counting.tally.printed = course.counted(village, Command::print);
        counting.tally.handed = course.counted(village, Command::hand_out);
        sealed.event = number;
        sealed.tally = counting.tally;
        if (auto done = write_apart(database, desk, id, village, counting); !done) return pass_on(done);
        if (auto done = append(database, sealed); !done) return pass_on(done);
        if (auto done = append_findings(database, course, sealed, counting, **form, desk.today()); !done)
          return pass_on(done);
        return draft_about(round, "surveys.village_sealed", payload_of(sealed), {{"village", village}});
      });
  if (!outcome) return pass_on(outcome);
  sealed.event = outcome->event;
  return sealed;
}

}  // namespace luytre::surveys
