#include "programme/dossiers/say_opinion.h"

#include <algorithm>

#include "base/identifier.h"
#include "platform/access/person.h"
#include "programme/dossiers/dossier_store.h"

namespace luytre::dossiers {
namespace {

// Opinions are collected where the way out asks that they be answered.
bool collects_opinions(const criteria::Stage& stage) {
  return std::any_of(stage.moves.begin(), stage.moves.end(), [](const criteria::StageMove& move) {
    return std::find(move.needs.begin(), move.needs.end(), criteria::Requirement::opinions_answered) !=
           move.needs.end();
  });
}

Done check_opinion(const Inside& inside) {
  if (!collects_opinions(*inside.standing.stage)) {
    return refuse("dossiers.not_on_display", {{"stage", inside.standing.stage->title.vi}});
  }
  if (inside.file->opinions.size() >= opinions_of_dossier_max) {
    return refuse("dossiers.too_many_opinions", {{"max", std::to_string(opinions_of_dossier_max)}});
  }
  return {};
}

}  // namespace

Result<Opinion> say_opinion(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                            const OpinionWish& wish, EventNumber expected) {
  const auto found = find_file(known, id);
  if (!found) return pass_on(found);
  const Dossier& dossier = (*found)->dossier;
  const Date today = desk.today();
  if (is_blank(wish.words)) return refuse("dossiers.words_needed", {}, "words");
  if (wish.day && today < *wish.day) {
    return refuse("dossiers.day_ahead", {{"day", wish.day->vietnamese_text()}, {"today", today.vietnamese_text()}},
                  "day");
  }
  Opinion opinion{id,
                  0,
                  new_uuid7(desk.unix_milliseconds()),
                  wish.voice,
                  wish.words,
                  wish.day.value_or(today),
                  person_of(asked.actor)};
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "dossiers.opine", {ask_about(*known.units, "dossiers.opine", dossier, today)}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected, today);
        if (!inside) return pass_on(inside);
        if (auto may = check_opinion(*inside); !may) return pass_on(may);
        opinion.event = number;
        if (auto done = append(database, opinion); !done) return pass_on(done);
        return draft_about(dossier, "dossiers.opinion_said",
                           {{"opinion", opinion.id}, {"voice", name_of(opinion.voice)}, {"words", opinion.words}},
                           {{"opinion", opinion.id}});
      });
  if (!outcome) return pass_on(outcome);
  opinion.event = outcome->event;
  if (outcome->replayed) opinion.id = outcome->answer.at("opinion").as_string();
  return opinion;
}

Result<Answer> answer_opinion(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                              const std::string& opinion, const std::string& words, EventNumber expected) {
  const auto found = find_file(known, id);
  if (!found) return pass_on(found);
  const Dossier& dossier = (*found)->dossier;
  if (is_blank(words)) return refuse("dossiers.words_needed", {}, "words");
  Answer answer{id, 0, opinion, words, person_of(asked.actor)};
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "dossiers.answer",
                         {ask_about(*known.units, "dossiers.prepare", dossier, desk.today())}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected, desk.today());
        if (!inside) return pass_on(inside);
        if (!inside->standing.is_open()) return refuse("dossiers.ended", {{"stage", inside->standing.stage->title.vi}});
        const auto& opinions = inside->file->opinions;
        const bool is_there =
            std::any_of(opinions.begin(), opinions.end(), [&](const Opinion& each) { return each.id == opinion; });
        if (!is_there) return refuse("dossiers.no_opinion", {{"opinion", opinion}});
        answer.event = number;
        if (auto done = append(database, answer); !done) return pass_on(done);
        return draft_about(dossier, "dossiers.opinion_answered", {{"opinion", opinion}, {"words", words}},
                           {{"opinion", opinion}});
      });
  if (!outcome) return pass_on(outcome);
  answer.event = outcome->event;
  return answer;
}

}  // namespace luytre::dossiers
