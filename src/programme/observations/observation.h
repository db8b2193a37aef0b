// What somebody said about a unit: one measure, one date, whose opinion, at which stage. A fact is appended and never
// edited; a correction is a newer observation of the same key.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/decimal.h"
#include "base/problem.h"
#include "platform/audit/event.h"

namespace luytre::observations {

// Whose opinion a value is. The four may differ and all are kept.
enum class Opinion : std::uint8_t { self, sector, council, survey };
inline constexpr std::size_t opinions_count = 4;

// How far a value has come. What the local operator imports is `signed`: the sender has put a name to it, no department
// has verified it yet.
enum class Stage : std::uint8_t { draft, signed_off, verified, council };

// What was said. `withdrawn` is the statement that an earlier value of the same key and date no longer stands; the
// absence of a value is the absence of a row. Neither of them, nor `not_applicable`, is a zero.
enum class ValueKind : std::uint8_t { number, share, truth, grade, not_applicable, withdrawn };

struct ObservedValue {
  ValueKind kind = ValueKind::withdrawn;
  Decimal number = Decimal::of(0);       // number; truth as 0 or 1; numerator of a share
  Decimal denominator = Decimal::of(1);  // of a share, > 0
  std::string grade;                     // the label, exactly as the measure declares it

  static ObservedValue of_number(Decimal);
  static ObservedValue of_share(Decimal numerator, Decimal denominator);
  static ObservedValue of_truth(bool);
  static ObservedValue of_grade(std::string label);
  static ObservedValue not_applicable();
  static ObservedValue withdrawn();

  bool is_true() const { return kind == ValueKind::truth && number > Decimal::of(0); }
  // Equal as stated: the same kind, and the same amounts by value (1.50 is 1.5; 1/2 is not 2/4).
  friend bool operator==(const ObservedValue&, const ObservedValue&);
};

// (batch, position): never reused, never renumbered.
struct ObservationId {
  std::int64_t batch = 0;
  std::uint32_t position = 0;
  friend auto operator<=>(const ObservationId&, const ObservationId&) = default;
};

// What distinguishes one value from another. `unit` is the text of a unit identity, "06001@2025-07-01";
// `dimension` is empty, "male" or "female".
struct ObservationKey {
  std::string unit;
  std::string measure;
  std::string dimension;
  Opinion opinion = Opinion::self;
  Date as_of;
  friend auto operator<=>(const ObservationKey&, const ObservationKey&) = default;
  friend bool operator==(const ObservationKey&, const ObservationKey&) = default;
};

struct Observation {
  ObservationKey key;
  Stage stage = Stage::signed_off;
  ObservedValue value;
  std::string source;  // where the figure comes from: open
  std::string note;    // free words of the sender: erasable, staff only
  ObservationId id;
  audit::EventNumber event = 0;
  bool is_demonstration = false;
};

std::string_view text(Opinion);  // "self", "sector", "council", "survey"
std::string_view text(Stage);    // "draft", "signed", "verified", "council"
std::string_view text(ValueKind);
std::optional<Opinion> parse_opinion(std::string_view);
std::optional<Stage> parse_stage(std::string_view);

// For people and JSON: "45.2", "120/150", "true", the grade label, "not_applicable", "withdrawn".
std::string text(const ObservedValue&);
std::string text(const ObservationId&);  // "4096-17"

}  // namespace luytre::observations
