#include "programme/surveys/read_slip.h"

#include <algorithm>

#include "platform/http/response.h"

namespace luytre::surveys {
namespace {

constexpr std::int64_t seconds_max = 86'400;

json::object object_under(http::Members& members, std::string_view name) {
  const json::value* value = members.value(name);
  if (value == nullptr) return {};
  if (const auto* object = value->if_object()) return *object;
  members.refuse(name, {"http.json_expected", {}, std::string(name), {}});
  return {};
}

}  // namespace

RawSlip read_slip(http::Members& members) {
  RawSlip slip;
  slip.serial = members.text("serial", 40);
  slip.answers = object_under(members, "answers");
  slip.words = object_under(members, "words");
  slip.seconds = std::clamp<std::int64_t>(members.integer("seconds").value_or(0), 0, seconds_max);
  return slip;
}

Result<SlipWish> wish_of(const criteria::SurveyForm& form, const RawSlip& raw) {
  SlipWish wish;
  wish.serial = raw.serial;
  wish.seconds = static_cast<int>(raw.seconds);
  wish.answers.assign(form.questions.size(), Answer::none);
  for (const auto& [question, said] : raw.answers) {
    const auto* found = form.question(std::string_view(question));
    if (found == nullptr) return refuse("surveys.question_unknown", {{"question", std::string(question)}}, "answers");
    const auto* text = said.if_string();
    const auto answer = text == nullptr ? std::nullopt : answer_named(std::string_view(*text));
    if (!answer) return refuse("surveys.answer_unknown", {{"question", std::string(question)}}, "answers");
    wish.answers[static_cast<std::size_t>(found - form.questions.data())] = *answer;
  }
  for (const auto& [question, said] : raw.words) {
    const auto* text = said.if_string();
    if (text != nullptr && !text->empty()) wish.words[std::string(question)] = std::string(*text);
  }
  return wish;
}

json::array results_value(const http::Request& request, std::string_view place, std::vector<SlipResult> results) {
  std::sort(results.begin(), results.end(), [](const SlipResult& a, const SlipResult& b) { return a.row < b.row; });
  json::array list;
  for (const SlipResult& each : results) {
    json::object value{{place, each.row}, {"state", name_of(each.state)}};
    if (each.problem) value["problem"] = http::problem_value(*each.problem, request.language());
    list.push_back(std::move(value));
  }
  return list;
}

}  // namespace luytre::surveys
