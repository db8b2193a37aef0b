// What the Front, organisations and residents say of a dossier on display, and what the commune answers.
#pragma once

#include "programme/dossiers/desk.h"

namespace luytre::dossiers {

struct OpinionWish {
  Voice voice = Voice::resident;
  std::string words;
  std::optional<Date> day;  // of the opinion; today when absent
};

// Act dossiers.opine on the unit: the commune writes down what it was told, the Front its own. While the stage is one
// in which opinions are collected. No name is asked for: who spoke stays with whoever wrote it down. Problems of
// look_inside, dossiers.not_on_display, dossiers.words_needed, dossiers.day_ahead, dossiers.too_many_opinions.
Result<Opinion> say_opinion(const Desk& desk, const commands::Asked& asked, const Known& known,
                            const std::string& dossier, const OpinionWish& wish, EventNumber expected);

// Act dossiers.prepare on the unit. Answered again, the newest counts. Problems of look_inside, dossiers.no_opinion,
// dossiers.words_needed, dossiers.ended.
Result<Answer> answer_opinion(const Desk& desk, const commands::Asked& asked, const Known& known,
                              const std::string& dossier, const std::string& opinion, const std::string& words,
                              EventNumber expected);

}  // namespace luytre::dossiers
