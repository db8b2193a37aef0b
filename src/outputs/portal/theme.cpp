#include "outputs/portal/theme.h"

#include <algorithm>

#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

using Kind = Theme::Kind;

constexpr recognition::Title commune_titles[] = {recognition::Title::ntm, recognition::Title::advanced,
                                                 recognition::Title::model, recognition::Title::modern};

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 12 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.';
  });
}

View choice(const Visit& visit, const criteria::CriteriaSet* set, const Theme& theme, const Theme& chosen) {
  View view;
  view.set("value", theme.text());
  view.set("words", theme_words(visit, set, theme));
  set_flag(view, "is_chosen", theme.text() == chosen.text());
  return view;
}

std::string title_of(const Visit& visit, const std::string& number, const criteria::Bilingual& title) {
  return number + ". " + judgement::in_language(title, visit.language);
}

}  // namespace

std::string Theme::text() const {
  switch (kind) {
    case Kind::criteria_met:
      return "so-tieu-chi";
    case Kind::outcome:
      return "ket-qua";
    case Kind::criterion:
      return "tieu-chi." + number;
    case Kind::indicator:
      return "chi-tieu." + number;
    case Kind::title:
      break;
  }
  return "danh-hieu." + std::string(recognition::name_of(title));
}

Result<Theme> theme_of(const Visit& visit) {
  const auto asked = http::text_parameter(visit.request, "xem");
  if (!asked) return pass_on(asked);
  const std::string text = asked->value_or("so-tieu-chi");
  const std::size_t dot = text.find('.');
  const std::string head = text.substr(0, dot);
  const std::string tail = dot == std::string::npos ? "" : text.substr(dot + 1);
  Theme theme;
  theme.number = tail;
  if (text == "so-tieu-chi") return theme;
  theme.kind = Kind::outcome;
  if (text == "ket-qua") return theme;
  theme.kind = head == "tieu-chi" ? Kind::criterion : Kind::indicator;
  if ((head == "tieu-chi" || head == "chi-tieu") && is_number(tail)) return theme;
  const auto title = recognition::title_named(tail);
  if (head != "danh-hieu" || !title) return refuse("portal_people.theme_unknown", {{"theme", text}}, "query:xem");
  theme.kind = Kind::title;
  theme.title = *title;
  return theme;
}

std::string theme_words(const Visit& visit, const criteria::CriteriaSet* set, const Theme& theme) {
  switch (theme.kind) {
    case Kind::criteria_met:
      return visit.say("portal_people.theme.criteria_met");
    case Kind::outcome:
      return visit.say("portal_people.theme.outcome");
    case Kind::title:
      return visit.say("portal_people.theme.title",
                       {{"title", visit.say("recognition.title." + std::string(recognition::name_of(theme.title)))}});
    default:
      break;
  }
  if (set == nullptr) return theme.number;
  for (const criteria::Criterion& criterion : set->criteria) {
    if (theme.kind == Kind::criterion && criterion.number == theme.number)
      return visit.say("portal_people.theme.criterion",
                       {{"criterion", title_of(visit, criterion.number, criterion.title)}});
    for (const criteria::Indicator& one : criterion.indicators)
      if (theme.kind == Kind::indicator && one.rule.number == theme.number)
        return visit.say("portal_people.theme.indicator",
                         {{"indicator", title_of(visit, one.rule.number, one.rule.title)}});
  }
  return theme.number;
}

View theme_choices(const Visit& visit, const criteria::CriteriaSet* set, const Theme& chosen) {
  View list = empty_list();
  for (const auto title : commune_titles) list.push_back(choice(visit, set, {Kind::title, "", title}, chosen));
  if (set == nullptr) return list;
  list.push_back(choice(visit, set, {Kind::criteria_met, "", {}}, chosen));
  list.push_back(choice(visit, set, {Kind::outcome, "", {}}, chosen));
  for (const criteria::Criterion& criterion : set->criteria) {
    if (!criterion.counts) continue;
    list.push_back(choice(visit, set, {Kind::criterion, criterion.number, {}}, chosen));
    for (const criteria::Indicator& one : criterion.indicators)
      if (!one.rule.number.empty()) list.push_back(choice(visit, set, {Kind::indicator, one.rule.number, {}}, chosen));
  }
  return list;
}

}  // namespace luytre::portal
