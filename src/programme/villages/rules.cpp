#include "programme/villages/rules.h"

#include <algorithm>
#include <array>

#include "base/resources.h"
#include "programme/criteria/yaml_reader.h"

namespace luytre::villages {
namespace {

using criteria::Mapping;
using criteria::Tree;

constexpr std::string_view items_path = "reference/villages/items.yaml";
constexpr std::string_view rules_path = "reference/villages/rules.yaml";
constexpr std::array<std::string_view, 3> item_kinds{"count", "share", "yes_no"};
constexpr std::array<std::string_view, 3> alert_kinds{"months_without_tick", "share_below_months_before",
                                                      "months_without_check"};

template <class Word, std::size_t N>
std::optional<Word> named(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Word>(found - names.begin());
}

criteria::Confidence confidence_of(Mapping& row) {
  const auto parse = [](std::string_view name) -> std::optional<criteria::Confidence> {
    for (const auto each :
         {criteria::Confidence::uncertain, criteria::Confidence::from_memory, criteria::Confidence::sourced}) {
      if (criteria::name_of(each) == name) return each;
    }
    return std::nullopt;
  };
  row.require("confidence");
  return row.choice("confidence", parse, criteria::Confidence::uncertain);
}

Interval valid_of(Mapping& row) {
  row.require("from");
  return {row.date("from").value_or(Date()), row.date("until").value_or(Date::open_end())};
}

void read_items(const Tree& tree, Rules& rules, std::vector<Problem>& problems) {
  for (const Tree& each : tree.items) {
    Mapping row(each, problems);
    TickItem item;
    item.id = row.text("item");
    row.require("kind");
    item.kind = row.choice(
        "kind", [](std::string_view name) { return named<ItemKind>(item_kinds, name); }, ItemKind::count);
    item.title = row.bilingual("title");
    row.finish();
    rules.items.push_back(std::move(item));
  }
}

void read_alerts(Mapping& map, Rules& rules, std::vector<Problem>& problems) {
  for (const Tree& each : map.list("alerts")) {
    Mapping row(each, problems);
    AlertRule rule;
    rule.id = row.text("alert");
    row.require("kind");
    rule.kind = row.choice(
        "kind", [](std::string_view name) { return named<AlertKind>(alert_kinds, name); },
        AlertKind::months_without_tick);
    rule.months = row.integer("months").value_or(0);
    if (rule.months < 1) row.refuse_value("months", std::to_string(rule.months));
    rule.confidence = confidence_of(row);
    rule.reference = row.text("reference");
    row.finish();
    rules.alerts.push_back(std::move(rule));
  }
}

void read_agreement(Mapping& map, Rules& rules, std::vector<Problem>& problems) {
  for (const Tree& each : map.list("agreement")) {
    Mapping row(each, problems);
    AgreementRule rule;
    row.require("more_than");
    rule.more_than = row.number("more_than").value_or(Decimal());
    rule.valid = valid_of(row);
    rule.confidence = confidence_of(row);
    rule.reference = row.text("reference");
    row.finish();
    rules.agreement.push_back(std::move(rule));
  }
}

void read_display(Mapping& map, Rules& rules, std::vector<Problem>& problems) {
  for (const Tree& each : map.list("display_days")) {
    Mapping row(each, problems);
    DisplayRule rule;
    rule.province = row.text("province");
    row.require("ladder");
    rule.ladder = row.choice("ladder", ladder_named, Ladder::village);
    rule.days = row.integer("days").value_or(0);
    if (rule.days < 1) row.refuse_value("days", std::to_string(rule.days));
    rule.valid = valid_of(row);
    rule.confidence = confidence_of(row);
    rule.reference = row.text("reference");
    row.finish();
    rules.display.push_back(std::move(rule));
  }
}

}  // namespace

std::string_view name_of(ItemKind kind) { return item_kinds[static_cast<std::size_t>(kind)]; }

const TickItem* Rules::item(std::string_view id) const {
  const auto found = std::find_if(items.begin(), items.end(), [&](const TickItem& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

const AgreementRule* Rules::agreement_on(Date day) const {
  const auto found = std::find_if(agreement.begin(), agreement.end(),
                                  [&](const AgreementRule& rule) { return rule.valid.contains(day); });
  return found == agreement.end() ? nullptr : &*found;
}

const DisplayRule* Rules::display_on(std::string_view province, Ladder ladder, Date day) const {
  const auto found = std::find_if(display.begin(), display.end(), [&](const DisplayRule& rule) {
    return rule.province == province && rule.ladder == ladder && rule.valid.contains(day);
  });
  return found == display.end() ? nullptr : &*found;
}

Result<Rules> read_rules(std::string_view items, std::string_view rules_text) {
  const auto item_tree = criteria::read_yaml(items, std::string(items_path));
  if (!item_tree) return pass_on(item_tree);
  const auto rule_tree = criteria::read_yaml(rules_text, std::string(rules_path));
  if (!rule_tree) return pass_on(rule_tree);
  Rules rules;
  std::vector<Problem> problems;
  read_items(*item_tree, rules, problems);
  Mapping map(*rule_tree, problems);
  read_alerts(map, rules, problems);
  read_agreement(map, rules, problems);
  read_display(map, rules, problems);
  map.finish();
  if (!problems.empty()) return tl::unexpected(problems.front());
  return rules;
}

const Rules& embedded_rules() {
  static const Rules rules = read_rules(resource(items_path), resource(rules_path)).value_or(Rules{});
  return rules;
}

}  // namespace luytre::villages
