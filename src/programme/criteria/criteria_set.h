// The nouns of the law: a criteria set, its criteria, indicators, rules and dated thresholds, as they are written in
// criteria/<set id>/*.yaml. Nothing here judges; compile.h turns a set into a program of the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "engine/program.h"

namespace luytre::criteria {

using engine::RuleKind;

// Where a statement was written; carried so that every refusal can point at it.
struct Place {
  std::string file;
  int line = 0;              // 1-based; 0 when the text came from the database
  std::string text() const;  // "FILE:LINE"
};

struct Bilingual {
  std::string vi;
  std::string en;
  bool is_empty() const { return vi.empty() && en.empty(); }
};

// How sure the person who wrote a statement down was. `confirmed` never comes from a file: it is the effect of a
// recorded confirmation (library.h).
enum class Confidence : std::uint8_t { uncertain, from_memory, sourced, confirmed };
std::string_view name_of(Confidence confidence);

// Who set a value. Later is narrower: a province may be stricter than the decree, a delegated value replaces it.
enum class Layer : std::uint8_t { decree, ministry, province };
std::string_view name_of(Layer layer);

struct Reference {
  std::string document;  // key of documents.yaml: "318/QĐ-TTg"
  std::string locator;   // "Phụ lục I, chỉ tiêu 2.2"
  Place place;
};

struct Document {
  std::string key;
  Bilingual subject;
  Bilingual issuer;
  std::optional<Date> date;  // of signing; absent: only date_known
  std::string date_known;    // "2022-06": as much as is known when the day is not
  std::optional<Date> in_force;
  std::vector<std::string> amended_by;
  std::vector<std::string> replaced_by;
  std::string canonical;  // canonical JSON of what was written
  Confidence confidence = Confidence::uncertain;
  Bilingual note;
  Place place;
};

enum class MeasureKind : std::uint8_t { share, number, money, count, truth, grade, score };
enum class Aggregation : std::uint8_t { ratio, sum, none, mean_of_units };
std::string_view name_of(MeasureKind kind);
std::string_view name_of(Aggregation aggregation);

// What is observed. Sets of different periods share measures, so that a value is entered once.
struct Measure {
  std::string id;
  Bilingual title;
  MeasureKind kind = MeasureKind::number;
  std::string unit;
  int scale = 0;  // decimals kept
  Aggregation aggregation = Aggregation::none;
  std::vector<std::string> dimensions;
  std::vector<std::string> grades;  // lowest to highest; kind grade only
  std::optional<int> maximum_age_months;
  engine::Direction better = engine::Direction::none;  // none: not declared
  Bilingual note;
  std::string canonical;  // canonical JSON of what was written
  Place place;
  std::size_t ordinal = 0;  // position in Library::measures

  std::optional<int> rank_of(std::string_view grade) const;
};

enum class ThresholdState : std::uint8_t {
  known,
  unknown,         // the law has a value that is not loaded
  not_applicable,  // the law sets nothing for this column
};

struct Threshold {
  std::string column = "all";  // a value of the set's columns, or "all"
  Date from;
  std::optional<int> year;  // the row of a year table; absent: any year
  std::string dimension;    // "male", "female"; empty: all values of the dimension
  Layer layer = Layer::decree;
  ThresholdState state = ThresholdState::known;
  std::string text;                   // the value as written: "50", "tốt"; "10-20" for between
  Decimal value;                      // a number, or the rank of a grade
  Decimal upper;                      // between only
  bool value_is_provisional = false;  // `number_is_provisional`: the figure itself is announced as provisional
  Confidence confidence = Confidence::uncertain;
  std::optional<Reference> reference;  // own; otherwise the rule's
  Bilingual doubt;                     // what the published copies disagree about
  Bilingual note;
  Place place;
};

// When something holds: over observations of the unit itself and over its attributes on the date.
struct Condition {
  enum class Kind : std::uint8_t {
    attribute_in,
    measure_at_least,
    measure_more_than,
    measure_at_most,
    measure_less_than,
    measure_equals,
    measure_is_true,
    all,
    any,
    negation
  };
  Kind kind = Kind::all;
  std::string name;                 // the attribute or the measure
  std::vector<std::string> values;  // attribute_in
  Decimal limit;                    // measure_*; grade measures: the rank
  std::string limit_text;
  std::vector<Condition> parts;  // all, any; negation has one
  Place place;
};

struct Exception {
  Condition when;
  engine::Outcome outcome = engine::Outcome::not_applicable;
  Reference reference;
  Confidence confidence = Confidence::uncertain;
  Bilingual title;
  Place place;
};

struct Band {
  std::string grade;
  std::optional<Decimal> from;
  std::optional<Decimal> below;
  Place place;
};

enum class Need : std::uint8_t {
  recognised,  // holds the title in the register
  met,         // meets the set when judged now
};

struct RelativeTo {
  std::string measure;           // the measure of another unit …
  std::string of;                // … at this level above: "province"
  std::string threshold_of_set;  // or the threshold of an indicator of another set
  std::string threshold_of_indicator;
};

struct Children {
  std::string level;                    // level of the units below: "commune"
  std::vector<std::string> kinds;       // empty: every kind
  std::string holds;                    // counts units that hold this set's title; "" otherwise
  std::string meets;                    // counts units that meet this set when judged now; "" otherwise
  std::string revoked;                  // counts units whose title of this set was revoked; "" otherwise
  bool none_is_not_applicable = false;  // no such unit at all: not_applicable instead of not_assessed
};

// One rule of law: an indicator, or a part of one.
struct RuleNode {
  std::string id;      // `indicator:` or `part:`
  std::string number;  // "2.2", "5.s1"; may be empty for a part
  Bilingual title;
  RuleKind kind = RuleKind::unknown;
  std::optional<Reference> reference;    // a part without one uses its indicator's
  std::optional<Confidence> confidence;  // likewise
  std::string measure;                   // empty where the rule observes nothing itself
  std::string unit;
  std::optional<Layer> delegated;     // the value is left to this layer
  std::vector<Threshold> thresholds;  // those of loaded provincial layers are in ProvincialLayer, not here
  std::vector<Exception> exceptions;
  std::optional<Condition> applies_if;
  bool number_is_provisional = false;
  bool is_mandatory = false;  // of a count_at_least parent
  Bilingual note;
  Bilingual doubt;
  // what single kinds need
  int since_years = 0;           // growth_at_least
  int window_months = 0;         // none_in_period
  RelativeTo relative_to;        // relative_at_least
  std::string prerequisite_set;  // prerequisite
  Need prerequisite_need = Need::recognised;
  Children children;                          // children_share_at_least
  bool counts_as_share = false;               // count_at_least: the threshold is a percent of the parts
  std::vector<std::string> mandatory;         // count_at_least: ids of parts that must be met themselves
  std::string dimension;                      // each_of: "sex"
  std::vector<std::string> dimension_values;  // each_of: male, female
  RuleKind each = RuleKind::unknown;          // each_of: the rule for each value
  std::vector<Band> bands;                    // score_bands, lowest first
  std::vector<RuleNode> parts;
  Place place;
};

struct Indicator {
  RuleNode rule;
  std::string appraised_by;
  bool is_encouraged = false;  // recorded and reported, never blocks
  bool counts = true;          // false: outside the law's own count (a placeholder for content not loaded); it blocks
  std::string canonical;       // canonical JSON of what was written
  std::string hash;            // SHA-256 of `canonical`, hex: what a confirmation binds to
};

struct Criterion {
  std::string id;
  std::string number;
  Bilingual title;
  bool is_key_for_revocation = false;
  bool counts = true;  // false: general conditions, judged but outside the law's counts and criteria_met
  Bilingual note;
  std::vector<Indicator> indicators;
  Place place;
};

struct ColumnOverride {
  Condition when;
  std::string use;
  Reference reference;
  Confidence confidence = Confidence::uncertain;
};

struct Prerequisite {
  std::string set;
  Need needs = Need::recognised;
  Reference reference;
  Confidence confidence = Confidence::uncertain;
  Bilingual note;
};

struct Satisfaction {
  std::optional<Decimal> overall_at_least;
  std::optional<Decimal> each_content_at_least;
  std::optional<Decimal> each_unit_at_least;
  std::optional<Decimal> coverage_at_least;
  std::optional<Decimal> overall_more_than;  // older sets say "more than"
  std::optional<Decimal> coverage_more_than;
  Reference reference;
  Confidence confidence = Confidence::uncertain;
  Bilingual note;
};

// Another condition of recognition, judged by people.
struct RecognitionCondition {
  std::string id;
  Bilingual text;
  Reference reference;
  Confidence confidence = Confidence::uncertain;
};

// One ground for revocation: a share of the criteria not met, perhaps only together with a key criterion; or a share of
// units below that lost their title.
struct RevocationGround {
  std::string id;
  std::optional<Decimal> criteria_not_met_at_least;  // percent of the criteria that count
  std::optional<Decimal> criteria_not_met_below;     // as the law words the range; another ground covers what is above
  bool needs_key_criterion = false;                  // one criterion `key_for_revocation` is among them
  std::optional<Decimal> children_revoked_at_least;  // percent of the units below
  Children children;
  Bilingual title;
  Reference reference;
  Confidence confidence = Confidence::uncertain;
  Place place;
};

// The days on which a revocation rule is law. After `to` it answers what-if questions until a new rule is loaded.
struct RuleValidity {
  Interval days;  // half-open
  Reference reference;
  Confidence confidence = Confidence::uncertain;
  Bilingual note;
};

struct RevocationRule {
  std::vector<RevocationGround> any_of;
  std::optional<RuleValidity> in_force;   // absent: registered before rules were dated
  std::vector<std::string> key_criteria;  // numbers; the same criteria say key_for_revocation themselves
  Reference reference;
  Confidence confidence = Confidence::uncertain;
  Place place;

  bool is_in_force(Date day) const { return !in_force || in_force->days.contains(day); }
};

enum class SetLevel : std::uint8_t { commune, district, town, province, village, residential_area };
std::string_view name_of(SetLevel level);

struct CriteriaSet {
  std::string id;  // "commune-ntm/2021-2025"
  Bilingual title;
  SetLevel level = SetLevel::commune;
  std::string tier;      // ntm | advanced | model | modern | completion
  std::string province;  // code, of a set that a province made for itself; empty: the whole country's
  std::string document;
  std::vector<std::string> amended_by;  // known to amend it, content not loaded
  Interval in_force;
  Interval period;  // achievement years covered
  int criteria_expected = 0;
  int indicators_expected = 0;
  Bilingual partial;  // why the set is incomplete; empty when it is complete
  bool is_partial = false;
  std::string column_attribute;  // empty: one column
  std::vector<std::string> columns;
  std::vector<ColumnOverride> column_overrides;
  std::vector<Prerequisite> prerequisites;
  std::optional<Satisfaction> satisfaction;
  std::vector<RecognitionCondition> conditions;
  std::optional<RevocationRule> revocation;
  std::vector<Criterion> criteria;  // in the order of the law
  Bilingual note;
  std::string canonical;  // canonical JSON of the whole set
  std::string hash;       // SHA-256 of `canonical`, hex
  Place place;

  int criteria_counted() const;    // criteria that count
  int indicators_counted() const;  // indicators of those
  // An indicator by its number in law ("2.2"); nullptr when there is none.
  const Indicator* indicator(std::string_view number) const;
  const Criterion* criterion_of(std::string_view indicator_number) const;
  // An indicator's rule or any part of one by number or id ("5.s1"); nullptr when there is none.
  const RuleNode* rule(std::string_view number) const;
};

// What a province set over the national law: thresholds for indicators (or parts) of one set.
struct ProvincialThreshold {
  std::string indicator;  // number, of an indicator or a part
  Threshold threshold;    // layer is province
  std::string canonical;  // canonical JSON of the row as written
};

struct ProvincialLayer {
  std::string province;  // code
  std::string set;
  std::vector<ProvincialThreshold> thresholds;
  std::string canonical;
  std::string hash;
  Place place;
};

}  // namespace luytre::criteria
