#include "programme/surveys/tally_value.h"

#include "programme/surveys/survey_view.h"

namespace luytre::surveys {
namespace {

json::value bounds_value(const std::optional<Bounds>& bounds) {
  if (!bounds) return nullptr;
  return json::object{{"low", share_value(bounds->low)}, {"high", share_value(bounds->high)}};
}

json::object verdict_value(const criteria::SurveyForm& form, const Verdict& verdict) {
  const bool has_lowest = verdict.lowest < form.questions.size();
  return {{"outcome", engine::name_of(verdict.outcome)},
          {"is_provisional", verdict.is_provisional},
          {"overall", engine::name_of(verdict.overall)},
          {"each_item", engine::name_of(verdict.each_item)},
          {"coverage", engine::name_of(verdict.coverage)},
          {"lowest", has_lowest ? json::value(form.questions[verdict.lowest].id) : json::value(nullptr)}};
}

}  // namespace

json::object value_of(const criteria::SurveyForm& form, const Parameters& parameters, const Tally& tally) {
  json::object channels;
  for (std::size_t i = 0; i < channels_count; ++i) {
    channels[name_of(static_cast<Channel>(i))] = tally.by_channel[i];
  }
  json::array items;
  for (std::size_t i = 0; i < form.questions.size() && i < tally.items.size(); ++i) {
    const ItemCount& item = tally.items[i];
    items.push_back(json::object{{"question", form.questions[i].id},
                                 {"satisfied", item.satisfied},
                                 {"not_satisfied", item.not_satisfied},
                                 {"no_answer", item.none},
                                 {"rate", share_value(rate_of(item))},
                                 {"bounds", bounds_value(bounds_of(tally, item))}});
  }
  return {{"households", tally.households},  {"printed", tally.printed},
          {"handed", tally.handed},          {"returned", tally.returned},
          {"left_out", tally.left_out},      {"valid", tally.valid()},
          {"channels", std::move(channels)}, {"participation", share_value(participation_of(tally))},
          {"items", std::move(items)},       {"verdict", verdict_value(form, verdict_of(form, parameters, tally))}};
}

}  // namespace luytre::surveys
