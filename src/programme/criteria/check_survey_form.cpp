#include "programme/criteria/check_survey_form.h"

#include <algorithm>
#include <set>

namespace luytre::criteria {
namespace {

void report(std::vector<Problem>& problems, std::string code, const SurveyForm& form, std::string name,
            const Place& place) {
  problems.push_back({std::move(code), {{"form", form.id}, {"name", std::move(name)}}, place.text(), {}});
}

}  // namespace

void check_survey_forms(const Library& library, std::vector<Problem>& problems) {
  for (const SurveyForm& form : library.survey_forms) {
    const auto overall = std::count_if(form.questions.begin(), form.questions.end(),
                                       [](const SurveyQuestion& each) { return each.is_overall; });
    if (overall != 1) report(problems, "criteria.survey_overall", form, std::to_string(overall), form.place);
    if (form.questions.size() < 2 || form.questions.size() > survey_questions_max) {
      report(problems, "criteria.survey_questions", form, std::to_string(form.questions.size()), form.place);
    }
    std::set<std::string> seen;
    for (const SurveyQuestion& each : form.questions) {
      if (!seen.insert(each.id).second) report(problems, "criteria.survey_question_twice", form, each.id, each.place);
    }
    if (form.tiers.empty()) report(problems, "criteria.survey_for_nothing", form, form.id, form.place);
    if (library.document(form.document) == nullptr) {
      report(problems, "criteria.survey_document", form, form.document, form.place);
    }
  }
}

}  // namespace luytre::criteria
