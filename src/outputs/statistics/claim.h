// A claim: a public figure with its birth certificate. Content is fixed once published; a correction is a new claim
// that supersedes the old one, and both stay visible.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/identifier.h"
#include "base/json.h"
#include "outputs/statistics/definition.h"
#include "outputs/statistics/guard.h"
#include "platform/audit/event.h"

namespace luytre::statistics {

using ClaimId = Identifier<struct ClaimTag>;  // UUIDv7

enum class Origin { own, quoted };  // computed here from the record; or said by somebody else, kept verbatim
enum class ClaimStatus { draft, published, corrected };

std::string_view name_of(Origin);
std::string_view name_of(ClaimStatus);
std::optional<Origin> origin_named(std::string_view);
std::optional<ClaimStatus> claim_status_named(std::string_view);

inline constexpr std::string_view whole_country = "VN";  // place of a national figure

struct Claim {
  ClaimId id;
  std::string key;         // stable name in a series, "VN/2025-06-30/communes_ntm"; empty: none
  std::string definition;  // id in Definitions
  std::string place;       // unit code, or whole_country
  Date as_of;              // true of the world on this day
  std::string statement;   // the words: "5.860 xã (71,3%)"
  std::string printed;     // the figure as it was printed: "71.3" of a share or average, "" when only counts were
  std::optional<Decimal> numerator;
  std::optional<Decimal> denominator;

  Origin origin = Origin::quoted;
  std::string source;      // quoted: document or medium. own: how it was computed
  std::string source_url;  // quoted
  std::string trust;       // quoted: A official or quoting the office, B press, C derived or doubtful
  std::string note;        // the importer's or the source's own remark, verbatim
  std::string basis;  // quoted: "reported", "derived", "expected". own: opinion and stage, "self/draft", "register"
  std::string rule;   // criteria set of an own claim, "" otherwise
  std::string rule_hash;
  audit::EventNumber as_known = 0;         // own: computed from what was known at this event
  std::vector<std::string> units;          // identities behind the denominator (of a count: those counted)
  std::vector<std::string> units_counted;  // identities behind the numerator
  bool provisional = false;                // own: rests on an unconfirmed threshold

  ClaimStatus status = ClaimStatus::draft;
  std::string supersedes;                  // id of the claim this one corrects
  std::string reason;                      // of the correction
  std::string author;                      // the actor who recorded it
  audit::EventNumber event = 0;            // of the content
  audit::EventNumber published_event = 0;  // 0: not published
  std::string published_at;
};

// SHA-256 in hex over the sorted lists of units, so that a reader can prove that two lists are the same; "" without a
// list.
std::string units_digest(const Claim& claim);

// What is wrong between the printed figure and its counts.
struct Discrepancy {
  std::string printed;   // "42.4"
  std::string computed;  // "42.2"
  std::optional<FittingRange> denominators_that_fit;
};

// None when it holds, or when there are not the numbers to tell (is_checkable).
std::optional<Discrepancy> discrepancy_of(const Claim& claim, const Definition& definition);
bool is_checkable(const Claim& claim, const Definition& definition);

// The figure as shown beside its words: "71,3 %", "17,1", "5.860".
std::string figure_text(const Claim& claim, const Definition& definition, Language language);

// The text of a link to the claim inside an article: the statement, or the figure when there is none.
std::string link_text(const Claim& claim, const Definition& definition, Language language);

}  // namespace luytre::statistics
