// Rules about villages that stand in no criteria set, as data (reference/villages/*.yaml): what is ticked each month,
// when a village seems to fall behind, what a meeting needs, how long results are displayed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "programme/criteria/criteria_set.h"
#include "programme/villages/title.h"

namespace luytre::villages {

enum class ItemKind : std::uint8_t { count, share, yes_no };
std::string_view name_of(ItemKind);

struct TickItem {
  std::string id;
  ItemKind kind = ItemKind::count;
  criteria::Bilingual title;
};

enum class AlertKind : std::uint8_t { months_without_tick, share_below_months_before, months_without_check };

struct AlertRule {
  std::string id;  // "no_tick": its words are villages.alert.ID
  AlertKind kind = AlertKind::months_without_tick;
  int months = 0;
  criteria::Confidence confidence = criteria::Confidence::uncertain;
  std::string reference;
};

struct AgreementRule {
  Decimal more_than;  // percent of all households
  Interval valid;
  criteria::Confidence confidence = criteria::Confidence::uncertain;
  std::string reference;
};

struct DisplayRule {
  std::string province;
  Ladder ladder = Ladder::village;
  Interval valid;
  int days = 0;  // at least
  criteria::Confidence confidence = criteria::Confidence::uncertain;
  std::string reference;
};

struct Rules {
  std::vector<TickItem> items;
  std::vector<AlertRule> alerts;
  std::vector<AgreementRule> agreement;
  std::vector<DisplayRule> display;

  const TickItem* item(std::string_view id) const;    // nullptr: none
  const AgreementRule* agreement_on(Date day) const;  // nullptr: none is known
  const DisplayRule* display_on(std::string_view province, Ladder ladder, Date day) const;
};

// Problems of the YAML reader.
Result<Rules> read_rules(std::string_view items, std::string_view rules);
// Those that travel in the program; their test proves that they can be read.
const Rules& embedded_rules();

}  // namespace luytre::villages
