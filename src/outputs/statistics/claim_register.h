// Every claim as known at one event. Immutable; loaded by claim_store.h.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outputs/statistics/claim.h"
#include "platform/audit/event.h"

namespace luytre::statistics {

// Which claims are wanted; empty fields ask nothing.
struct ClaimQuestion {
  std::string definition;
  std::string place;
  std::optional<Origin> origin;
  bool include_drafts = false;
  bool only_discrepant = false;
};

struct ClaimPage {
  std::vector<const Claim*> claims;
  std::optional<std::vector<std::string>> next;  // key (as_of, id) of the last claim, when there are more
};

class ClaimRegister {
 public:
  static constexpr std::size_t page_rows_max = 200;

  ClaimRegister() = default;
  // In the order of their events.
  ClaimRegister(std::vector<Claim> claims, Definitions definitions, audit::EventNumber known_at);

  const Claim* find(std::string_view id) const;           // nullptr: none
  const Claim* with_key(std::string_view key) const;      // the newest of that key
  const Claim* correction_of(std::string_view id) const;  // the published claim that supersedes it
  // Newest date first; a stable order, so a page never shifts under the reader.
  ClaimPage page(const ClaimQuestion& question, const std::optional<std::vector<std::string>>& after,
                 std::size_t rows) const;
  std::vector<const Claim*> all(const ClaimQuestion& question) const;

  // The published figure of this definition and place nearest to the day and at most `days_max` from it.
  const Claim* nearest(std::string_view definition, std::string_view place, Date day, int days_max) const;
  // The number of communes that a published claim gives as denominator nearest to the day.
  const Claim* nearest_denominator(std::string_view definition, std::string_view place, Date day, int days_max) const;

  const Definitions& definitions() const { return definitions_; }
  const Definition& definition_of(const Claim& claim) const;
  std::optional<Discrepancy> discrepancy(const Claim& claim) const;
  std::size_t size() const { return claims_.size(); }
  audit::EventNumber known_at() const { return known_at_; }

 private:
  bool fits(const Claim& claim, const ClaimQuestion& question) const;
  std::vector<Claim> claims_;  // newest date first, then id
  std::map<std::string, std::size_t, std::less<>> by_id_, by_key_, corrections_;
  Definitions definitions_;
  audit::EventNumber known_at_ = 0;
};

}  // namespace luytre::statistics
