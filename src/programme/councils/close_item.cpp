#include "platform/access/person.h"
#include "programme/councils/council_store.h"
#include "programme/councils/preside.h"
#include "programme/dossiers/take_step.h"

namespace luytre::councils {
namespace {

struct Concluding {
  storage::Database& database;
  EventNumber number;
  const Known& known;
  const Meeting& meeting;
  const std::string& dossier;
  const std::string& words;
  Date today;
  std::string person;
};

std::string counts_in_words(const Count& count) {
  const auto text = [](int number) { return std::to_string(number); };
  return say("councils.concluded_words",
             {{"yes", text(count.figures.yes)},
              {"no", text(count.figures.no)},
              {"abstain", text(count.figures.abstain)},
              {"present", text(count.figures.present)}},
             Language::vi);
}

// The dossier goes on, or its way ends here; answers the stage where it is then.
Result<std::string> move_dossier(const Concluding& the, const Count& count, const dossiers::Standing& standing) {
  if (count.conclusion == Conclusion::no_quorum) return standing.stage->id;
  dossiers::StepWish wish;
  wish.move = count.conclusion == Conclusion::approved ? criteria::Move::approve : criteria::Move::reject;
  wish.words = counts_in_words(count);
  if (!dossiers::is_blank(the.words)) wish.words += " " + the.words;
  const auto step = dossiers::conclude_by_council(the.database, the.number, the.known.dossiers, the.dossier, wish,
                                                  the.today, the.person);
  if (!step) return pass_on(step);
  return step->to;
}

Done tell_next(const Desk& desk, const Concluding& the, const dossiers::File& file, Conclusion conclusion,
               const std::string& now) {
  if (!desk.tell || conclusion == Conclusion::no_quorum) return {};
  const bool is_approved = conclusion == Conclusion::approved;
  const notices::Notice notice{{},
                               notices::Urgency::task,
                               is_approved ? "councils.notice.approved" : "councils.notice.rejected",
                               {{"dossier", dossiers::label_of(file.dossier, *the.known.dossiers.units)}},
                               dossiers::path_of(file.dossier)};
  const char* act = is_approved ? "ntm.commune.recognise" : "dossiers.submit";
  return desk.tell(the.database, {{{act, file.dossier.unit, the.today, {}}, notice}}, the.person, now);
}

Result<audit::EventDraft> conclude(const Desk& desk, const Concluding& the, const std::string& now) {
  if (auto may = check_item(the.meeting, the.dossier, Command::close, the.known.dossiers); !may) return pass_on(may);
  const auto at = look_at_dossier(the.database, the.number, the.known, the.dossier);
  if (!at) return pass_on(at);
  const Count& count = *the.meeting.count(the.dossier);
  const engine::Outcome computed = computed_outcome(*at->file);
  if (differs(count.conclusion, computed) && dossiers::is_blank(the.words)) {
    const std::string result = catalogue_word("councils.result." + std::string(name_of(count.conclusion)));
    return refuse("councils.difference_needs_reason",
                  {{"result", result},
                   {"computed", catalogue_word("judgement.outcome." + std::string(engine::name_of(computed)))}},
                  "words");
  }
  const auto stage = move_dossier(the, count, at->standing);
  if (!stage) return pass_on(stage);
  const Closing closing{
      the.meeting.session.id, the.number, the.dossier, count.conclusion, computed, the.words, the.person};
  if (auto done = append(the.database, closing); !done) return pass_on(done);
  const Step step{closing.session, the.number, the.dossier, Command::close, {}, std::nullopt,
                  the.words,       the.today,  now,         the.person};
  if (auto done = append(the.database, step); !done) return pass_on(done);
  if (auto told = tell_next(desk, the, *at->file, count.conclusion, now); !told) return pass_on(told);
  const Figures& figures = count.figures;
  return draft_about(the.meeting.session, the.dossier, "councils.concluded",
                     {{"result", name_of(count.conclusion)},
                      {"computed", engine::name_of(computed)},
                      {"members", figures.members},
                      {"present", figures.present},
                      {"yes", figures.yes},
                      {"no", figures.no},
                      {"abstain", figures.abstain},
                      {"words", the.words}},
                     {{"result", name_of(count.conclusion)}, {"stage", *stage}});
}

}  // namespace

Result<Closed> close_item(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                          const std::string& dossier, const std::string& words, EventNumber expected) {
  const auto found = find_meeting(known, id);
  if (!found) return pass_on(found);
  const Date today = desk.today();
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "councils.close_item", {{"councils.convene", (*found)->session.province, today, {}}}),
      [&](storage::Database& database, EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, id, expected);
        if (!inside) return pass_on(inside);
        return conclude(
            desk, {database, number, known, *inside->meeting, dossier, words, today, person_of(asked.actor)}, now);
      });
  if (!outcome) return pass_on(outcome);
  return Closed{outcome->event,
                conclusion_named(std::string(outcome->answer.at("result").as_string())).value_or(Conclusion::no_quorum),
                std::string(outcome->answer.at("stage").as_string())};
}

}  // namespace luytre::councils
