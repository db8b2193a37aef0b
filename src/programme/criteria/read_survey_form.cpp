#include <algorithm>

#include "base/hash.h"
#include "programme/criteria/law_reader.h"

namespace luytre::criteria {
namespace {

SurveyQuestion read_question(const Tree& tree, std::vector<Problem>& problems) {
  Mapping row(tree, problems);
  SurveyQuestion question;
  question.place = tree.place();
  question.id = row.text("question");
  question.text = row.bilingual("text");
  question.is_overall = row.flag("overall");
  row.finish();
  return question;
}

}  // namespace

const SurveyQuestion* SurveyForm::question(std::string_view wanted) const {
  const auto found =
      std::find_if(questions.begin(), questions.end(), [&](const SurveyQuestion& each) { return each.id == wanted; });
  return found == questions.end() ? nullptr : &*found;
}

const SurveyQuestion* SurveyForm::overall() const {
  const auto found =
      std::find_if(questions.begin(), questions.end(), [](const SurveyQuestion& each) { return each.is_overall; });
  return found == questions.end() ? nullptr : &*found;
}

SurveyForm read_survey_form(const Tree& tree, std::vector<Problem>& problems) {
  Mapping map(tree, problems);
  SurveyForm form;
  form.place = tree.place();
  form.canonical = canonical(tree);
  form.hash = hex(sha256(form.canonical));
  form.id = map.text("form");
  form.title = map.bilingual("title");
  map.require("level");
  form.level = map.choice<SetLevel>("level", set_level_named, SetLevel::commune);
  form.tiers = map.texts("tiers");
  form.document = map.text("document");
  form.valid = read_interval(map, "valid", problems);
  for (const Tree& each : map.list("questions")) form.questions.push_back(read_question(each, problems));
  form.reference = read_reference(map, "reference", problems);
  map.require("confidence");
  form.confidence = read_confidence(map, "confidence");
  form.note = map.bilingual_or_empty("note");
  map.finish();
  return form;
}

}  // namespace luytre::criteria
