// Figures of a displayed survey as words: exact where they are told, ranges where a small count is hidden. Made of
// public values alone.
#pragma once

#include "outputs/portal/site.h"
#include "programme/surveys/publish.h"

namespace luytre::portal {

std::string count_words(const Visit& visit, const surveys::CountRange& range);    // "1.010", "0–9"
std::string percent_words(const Visit& visit, const surveys::ShareRange& range);  // "96,4 %", "94,1–98,2 %"
std::string percent_words(const Visit& visit, const Share& share);                // "96,4 %"
std::string fraction_words(const Visit& visit, const Share& share);               // "1.010/1.048"
std::string percent_words_of(const Visit& visit, const Decimal& percent);         // "90 %"
surveys::ShareRange others_of(const surveys::ShareRange& range);                  // what is left of the whole
void set_badge(const Visit& visit, View& view, std::optional<engine::Outcome> outcome);

View questions_view(const Visit& visit, const criteria::SurveyForm& form, const surveys::PublicFigures& figures);
View villages_view(const Visit& visit, const criteria::SurveyForm& form, const surveys::PublicResult& result);
View demands_view(const Visit& visit, const criteria::SurveyForm& form, const surveys::Parameters& parameters,
                  const surveys::PublicFigures& figures);

}  // namespace luytre::portal
