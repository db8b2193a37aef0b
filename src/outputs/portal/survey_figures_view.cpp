#include "outputs/portal/survey_figures_view.h"

namespace luytre::portal {
namespace {

using surveys::PublicFigures;
using surveys::ShareRange;
using surveys::What;

constexpr int percent_digits = 1;
constexpr const char* percent_sign = "\u00a0%";  // stays on the number's line

std::string local(const std::string& number, Language language) {
  const auto decimal = Decimal::parse(number);
  return decimal ? decimal_text(*decimal, language) : number;
}

// Satisfied, what a small count leaves open, not satisfied: as widths of a hundred.
void set_bar(View& view, const ShareRange& rate) {
  const auto texts = surveys::percent_texts(rate, percent_digits);
  const auto low = Decimal::parse(texts.low), high = Decimal::parse(texts.high);
  if (!low || !high) return;
  const auto open = subtract(*high, *low), rest = subtract(Decimal::of(100), *high);
  if (!open || !rest) return;
  view.set("bar_low", low->text());
  view.set("bar_open", open->text());
  view.set("bar_high", high->text());
  view.set("bar_rest", rest->text());
}

const ShareRange* overall_rate(const criteria::SurveyForm& form, const PublicFigures& figures) {
  const auto* overall = form.overall();
  if (overall == nullptr) return nullptr;
  const auto& rate = figures.items[static_cast<std::size_t>(overall - form.questions.data())].rate;
  return rate ? &*rate : nullptr;
}

// What a demand was compared with, as far as it is told.
std::string measured_words(const Visit& visit, const criteria::SurveyForm& form, const PublicFigures& figures,
                           What what) {
  if (what == What::coverage) return figures.participation ? percent_words(visit, *figures.participation) : "";
  if (what == What::overall) {
    const ShareRange* rate = overall_rate(form, figures);
    return rate == nullptr ? "" : percent_words(visit, *rate);
  }
  if (!figures.verdict.lowest) return "";
  const auto& rate = figures.items[*figures.verdict.lowest].rate;
  if (!rate) return "";
  return visit.say("portal_surveys.result.lowest",
                   {{"number", std::to_string(*figures.verdict.lowest + 1)}, {"percent", percent_words(visit, *rate)}});
}

View demand_view(const Visit& visit, What what, const surveys::Parameter& parameter, const surveys::PublicDemand& told,
                 const std::string& measured) {
  View view;
  view.set("what", visit.say("portal_surveys.what." + std::string(surveys::name_of(what))));
  set_flag(view, "is_asked", parameter.percent.has_value());
  if (parameter.percent) {
    view.set("limit", visit.say(parameter.is_more_than ? "portal_surveys.more_than" : "portal_surveys.at_least",
                                {{"percent", percent_words_of(visit, *parameter.percent)}}));
    const std::string confidence(criteria::name_of(parameter.confidence));
    view.set("source", parameter.document + (parameter.locator.empty() ? "" : ", " + parameter.locator));
    view.set("confidence", visit.say("judgement.confidence." + confidence));
  }
  set_text(view, "measured", measured);
  set_badge(visit, view, told.outcome);
  set_text(view, "withheld", told.withheld.empty() ? "" : visit.say(told.withheld));
  return view;
}

std::string told_or_few(const Visit& visit, const std::optional<std::int64_t>& count) {
  return count ? visit.number(*count) : visit.say("portal_surveys.result.below_ten");
}

}  // namespace

std::string count_words(const Visit& visit, const surveys::CountRange& range) {
  if (range.is_exact()) return visit.number(range.low);
  return visit.number(range.low) + "–" + visit.number(range.high);
}

std::string percent_words(const Visit& visit, const ShareRange& range) {
  const auto texts = surveys::percent_texts(range, percent_digits);
  const std::string low = local(texts.low, visit.language), high = local(texts.high, visit.language);
  return (low == high ? low : low + "–" + high) + percent_sign;
}

std::string percent_words(const Visit& visit, const Share& share) {
  return percent_words(visit, ShareRange{share, share});
}

std::string fraction_words(const Visit& visit, const Share& share) {
  return decimal_text(share.numerator, visit.language) + "/" + decimal_text(share.denominator, visit.language);
}

std::string percent_words_of(const Visit& visit, const Decimal& percent) {
  return decimal_text(percent, visit.language) + percent_sign;
}

ShareRange others_of(const ShareRange& range) {
  const auto others = [](const Share& share) {
    return Share{*subtract(share.denominator, share.numerator), share.denominator};
  };
  return {others(range.high), others(range.low)};
}

void set_badge(const Visit& visit, View& view, std::optional<engine::Outcome> outcome) {
  set_flag(view, "is_told", outcome.has_value());
  if (!outcome) return;
  view.set("outcome", std::string(engine::name_of(*outcome)));
  view.set("outcome_words", judgement::outcome_for_people(*outcome, visit.language));
}

View questions_view(const Visit& visit, const criteria::SurveyForm& form, const PublicFigures& figures) {
  View list = empty_list();
  for (std::size_t i = 0; i < form.questions.size() && i < figures.items.size(); ++i) {
    const surveys::PublicItem& item = figures.items[i];
    View view;
    view.set("number", std::to_string(i + 1));
    view.set("question", judgement::in_language(form.questions[i].text, visit.language));
    set_flag(view, "is_overall", form.questions[i].is_overall);
    set_flag(view, "has_counts", item.counts.has_value());
    set_flag(view, "has_rate", item.rate.has_value());
    if (item.counts) {
      view.set("dissent", count_words(visit, item.counts->not_satisfied));
      view.set("none", count_words(visit, item.counts->no_answer));
      view.set("satisfied", count_words(visit, item.counts->satisfied));
    }
    if (item.rate) {
      view.set("rate", percent_words(visit, *item.rate));
      set_text(view, "fraction", item.rate->is_exact() ? fraction_words(visit, item.rate->low) : "");
      view.set("dissent_rate", percent_words(visit, others_of(*item.rate)));
      set_bar(view, *item.rate);
    }
    set_text(view, "bounds", item.bounds ? percent_words(visit, *item.bounds) : "");
    list.push_back(view);
  }
  return list;
}

View villages_view(const Visit& visit, const criteria::SurveyForm& form, const surveys::PublicResult& result) {
  View list = empty_list();
  for (const surveys::PublicVillage& village : result.villages) {
    const PublicFigures& figures = village.figures;
    const ShareRange* rate = overall_rate(form, figures);
    View view;
    view.set("name", village.name);
    view.set("households", visit.number(figures.households));
    view.set("returned", told_or_few(visit, figures.returned));
    set_text(view, "participation", figures.participation ? percent_words(visit, *figures.participation) : "");
    view.set("overall", rate == nullptr ? visit.say("portal_surveys.result.hidden") : percent_words(visit, *rate));
    set_badge(visit, view, figures.verdict.outcome);
    list.push_back(view);
  }
  return list;
}

View demands_view(const Visit& visit, const criteria::SurveyForm& form, const surveys::Parameters& parameters,
                  const PublicFigures& figures) {
  const auto& verdict = figures.verdict;
  View list = empty_list();
  const auto add = [&](What what, const surveys::Parameter& parameter, const surveys::PublicDemand& told) {
    list.push_back(demand_view(visit, what, parameter, told, measured_words(visit, form, figures, what)));
  };
  add(What::overall, parameters.overall, verdict.overall);
  add(What::each_item, parameters.each_item, verdict.each_item);
  add(What::coverage, parameters.coverage, verdict.coverage);
  return list;
}

}  // namespace luytre::portal
