#include <algorithm>

#include "outputs/portal/documents_view.h"
#include "outputs/portal/news_view.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"
#include "platform/http/parameters.h"
#include "programme/criteria/describe.h"

namespace luytre::portal {
namespace {

using criteria::CriteriaSet;
using criteria::RuleNode;
using criteria::Threshold;
using criteria::ThresholdState;

std::string words(const Visit& visit, const criteria::Bilingual& text) {
  return judgement::in_language(text, visit.language);
}

std::string span_words(const Visit& visit, const Interval& span) {
  if (span.to.is_open_end()) return visit.say("portal.law.since", {{"from", visit.day_words(span.from)}});
  return visit.say("portal.law.from_to",
                   {{"from", visit.day_words(span.from)}, {"to", visit.day_words(span.to.plus_days(-1))}});
}

View set_row(const Visit& visit, const CriteriaSet& set) {
  View view;
  view.set("title", words(visit, set.title));
  view.set("address", visit.link(law_path(set.id)));
  view.set("id", set.id);
  view.set("document", set.document);
  view.set("period", span_words(visit, set.period));
  view.set("criteria", visit.number(set.criteria_counted()));
  view.set("indicators", visit.number(set.indicators_counted()));
  set_flag(view, "is_partial", set.is_partial);
  return view;
}

std::string with_unit(const Visit& visit, const std::string& text, const std::string& unit) {
  const auto number = Decimal::parse(text);
  const std::string shown = number ? decimal_text(*number, visit.language) : text;
  const std::string code = "judgement.unit." + unit;
  return in_catalogue(code) ? visit.say(code, {{"value", shown}}) : shown;
}

std::string symbol_of(engine::RuleKind kind) {
  using engine::RuleKind;
  switch (kind) {
    case RuleKind::at_least:
    case RuleKind::growth_at_least:
    case RuleKind::relative_at_least:
    case RuleKind::children_share_at_least:
    case RuleKind::count_at_least:
      return "≥ ";
    case RuleKind::more_than:
      return "> ";
    case RuleKind::at_most:
      return "≤ ";
    case RuleKind::less_than:
      return "< ";
    case RuleKind::equals:
      return "= ";
    default:
      return "";
  }
}

std::string value_words(const Visit& visit, const RuleNode& rule, const Threshold& row) {
  if (row.state == ThresholdState::unknown) return visit.say("portal.law.threshold_unknown");
  if (row.state == ThresholdState::not_applicable) return visit.say("portal.law.threshold_none");
  const auto kind = rule.kind == engine::RuleKind::each_of ? rule.each : rule.kind;
  return symbol_of(kind) + with_unit(visit, row.text, rule.unit);
}

// Rows that say the same are told together: "TDMNPB, TN: ≥ 50 %".
View thresholds_view(const Visit& visit, const RuleNode& rule) {
  struct Line {
    std::string columns, value, more;
  };
  std::vector<Line> lines;
  for (const Threshold& row : rule.thresholds) {
    std::string more = visit.say("judgement.confidence." + std::string(criteria::name_of(row.confidence)));
    if (row.year) more += ", " + visit.say("portal.law.year", {{"year", std::to_string(*row.year)}});
    if (!row.dimension.empty()) more += ", " + visit.say("judgement.dimension." + row.dimension);
    if (row.layer != criteria::Layer::decree)
      more += ", " + visit.say("portal.law.layer." + std::string(criteria::name_of(row.layer)));
    const std::string value = value_words(visit, rule, row);
    const std::string column = row.column == "all" ? visit.say("portal.law.all_columns") : row.column;
    const auto same = std::find_if(lines.begin(), lines.end(),
                                   [&](const Line& line) { return line.value == value && line.more == more; });
    if (same != lines.end()) {
      same->columns += ", " + column;
    } else {
      lines.push_back({column, value, more});
    }
  }
  View list = empty_list();
  for (const Line& line : lines) {
    View view;
    view.set("columns", line.columns);
    view.set("value", line.value);
    view.set("more", line.more);
    list.push_back(view);
  }
  return list;
}

View rule_view(const Visit& visit, const CriteriaSet& set, const criteria::Indicator& indicator, const RuleNode& rule,
               int depth) {
  View view;
  set_text(view, "number", rule.number);
  view.set("title", words(visit, rule.title));
  view.set("depth", std::to_string(std::min(depth, 3)));
  view.set("rule", visit.say("portal.law.rule." + std::string(engine::name_of(rule.kind))));
  set_text(view, "reference", rule.reference ? rule.reference->document + ", " + rule.reference->locator : "");
  const criteria::Confirmation* confirmed = visit.snapshot->law->confirmation(set, indicator);
  std::string confidence;
  if (confirmed != nullptr) {
    confidence = visit.say("portal.law.confirmed", {{"by", criteria::confirmer(*confirmed, visit.language)},
                                                    {"document", confirmed->document}});
  } else if (rule.confidence) {
    confidence = visit.say("judgement.confidence." + std::string(criteria::name_of(*rule.confidence)));
  }
  set_text(view, "confidence", confidence);
  set_text(view, "delegated",
           rule.delegated ? visit.say("portal.law.delegated." + std::string(criteria::name_of(*rule.delegated))) : "");
  set_text(view, "appraised_by", depth == 0 ? indicator.appraised_by : "");
  set_flag(view, "is_encouraged", depth == 0 && indicator.is_encouraged);
  set_text(view, "note", words(visit, rule.note));
  set_text(view, "doubt", words(visit, rule.doubt));
  View thresholds = thresholds_view(visit, rule);
  set_flag(view, "has_thresholds", !thresholds.is_empty_list());
  view.set("thresholds", thresholds);
  return view;
}

void add_rules(const Visit& visit, const CriteriaSet& set, const criteria::Indicator& indicator, const RuleNode& rule,
               int depth, View& list) {
  list.push_back(rule_view(visit, set, indicator, rule, depth));
  for (const RuleNode& part : rule.parts) add_rules(visit, set, indicator, part, depth + 1, list);
}

View criterion_view(const Visit& visit, const CriteriaSet& set, const criteria::Criterion& criterion) {
  View view;
  view.set("number", criterion.number);
  view.set("title", words(visit, criterion.title));
  view.set("address", visit.link(law_path(set.id) + "/" + http::percent_encoded(criterion.number)));
  set_flag(view, "is_key", criterion.is_key_for_revocation);
  View rules = empty_list();
  for (const criteria::Indicator& indicator : criterion.indicators)
    add_rules(visit, set, indicator, indicator.rule, 0, rules);
  view.set("rules", rules);
  view.set("count", visit.number(static_cast<std::int64_t>(criterion.indicators.size())));
  return view;
}

View criteria_list(const Visit& visit, const CriteriaSet& set) {
  View list = empty_list();
  for (const criteria::Criterion& criterion : set.criteria) list.push_back(criterion_view(visit, set, criterion));
  return list;
}

}  // namespace

Result<http::Response> law_page(const Visit& visit) {
  View groups = empty_list();
  using criteria::SetLevel;
  for (const SetLevel level : {SetLevel::commune, SetLevel::district, SetLevel::town, SetLevel::province,
                               SetLevel::village, SetLevel::residential_area}) {
    std::vector<const CriteriaSet*> sets;
    for (const CriteriaSet& set : visit.snapshot->law->sets)
      if (set.level == level) sets.push_back(&set);
    if (sets.empty()) continue;
    std::stable_sort(sets.begin(), sets.end(),
                     [](const CriteriaSet* a, const CriteriaSet* b) { return a->period.from > b->period.from; });
    View rows = empty_list();
    for (const CriteriaSet* set : sets) rows.push_back(set_row(visit, *set));
    View group;
    group.set("heading", visit.say("portal.law.level." + std::string(criteria::name_of(level))));
    group.set("level", std::string(criteria::name_of(level)));
    group.set("sets", rows);
    groups.push_back(group);
  }
  View view;
  view.set("groups", groups);
  return visit.site.page(visit, {visit.say("portal.law.title"), visit.say("portal.law.description"), "law"}, "law",
                         std::move(view));
}

Result<http::Response> criteria_set_page(const Visit& visit) {
  const std::string id = visit.request.captured_text("subject") + "/" + visit.request.captured_text("period");
  const CriteriaSet* set = visit.snapshot->law->set(id);
  if (set == nullptr) return refuse("portal.set_unknown", {{"set", id}});
  View view = set_row(visit, *set);
  view.set("in_force", span_words(visit, set->in_force));
  const criteria::Document* document = visit.snapshot->law->document(set->document);
  view.set("made_by", document_link(visit, set->document));
  set_text(view, "document_subject", document == nullptr ? "" : words(visit, document->subject));
  set_text(view, "partial_reason", words(visit, set->partial));
  set_text(view, "note", words(visit, set->note));
  View amended = empty_list();
  for (const std::string& key : set->amended_by) amended.push_back(document_link(visit, key));
  set_flag(view, "has_amendments", !set->amended_by.empty());
  view.set("amendments", amended);
  std::string columns;
  for (const std::string& column : set->columns) columns += (columns.empty() ? "" : ", ") + column;
  set_text(view, "columns", columns);
  View conditions = empty_list();
  for (const criteria::RecognitionCondition& condition : set->conditions)
    conditions.push_back(View(words(visit, condition.text)));
  set_flag(view, "has_conditions", !set->conditions.empty());
  view.set("conditions", conditions);
  view.set("criteria_list", criteria_list(visit, *set));
  view.set("hash", set->hash.substr(0, 16));
  view.set("law_address", visit.link("/luat"));
  view.set("api_address", "/api/v1/criteria-sets/" + id);
  return visit.site.page(visit, {words(visit, set->title), words(visit, set->title), "law"}, "criteria_set",
                         std::move(view));
}

Result<http::Response> criterion_page(const Visit& visit) {
  const std::string id = visit.request.captured_text("subject") + "/" + visit.request.captured_text("period");
  const CriteriaSet* set = visit.snapshot->law->set(id);
  if (set == nullptr) return refuse("portal.set_unknown", {{"set", id}});
  const std::string& number = visit.request.captured_text("criterion");
  const auto found = std::find_if(set->criteria.begin(), set->criteria.end(),
                                  [&](const criteria::Criterion& one) { return one.number == number; });
  if (found == set->criteria.end()) return refuse("reading.criterion_unknown", {{"criterion", number}, {"set", id}});
  const auto cursor = http::cursor_parameter(visit.request, 2);
  if (!cursor) return pass_on(cursor);
  View view = criterion_view(visit, *set, *found);
  const auto news = visit.news();
  const NewsList& articles = news->of_criterion(id, number);
  const NewsSlice slice = slice_of(articles, *cursor, newsroom::ArticleRegister::page_rows);
  const std::string path = law_path(id) + "/" + http::percent_encoded(number);
  set_flag(view, "has_news", !slice.articles.empty());
  view.set("news", teasers(visit, slice.articles));
  set_flag(view, "is_later", cursor->has_value());
  view.set("first_address", visit.link(path));
  set_text(view, "next_address", slice.next ? visit.link(path, {{"cursor", http::encode_cursor(*slice.next)}}) : "");
  view.set("set_title", words(visit, set->title));
  view.set("set_address", visit.link(law_path(id)));
  view.set("law_address", visit.link("/luat"));
  const std::string title =
      visit.say("reading.criterion.title", {{"number", number}, {"title", words(visit, found->title)}});
  return visit.site.page(visit, {title, words(visit, set->title) + ": " + words(visit, found->title), "law"},
                         "criterion", std::move(view));
}

Result<http::Response> about_page(const Visit& visit) {
  View view;
  view.set("claims_address", visit.link("/so-lieu"));
  view.set("law_address", visit.link("/luat"));
  view.set("list_address", visit.link("/xa"));
  return visit.site.page(visit, {visit.say("portal.about.title"), visit.say("portal.about.description"), "about"},
                         "about", std::move(view));
}

}  // namespace luytre::portal
