#include "outputs/statistics/claim_register.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <tuple>

namespace luytre::statistics {

ClaimRegister::ClaimRegister(std::vector<Claim> claims, Definitions definitions, audit::EventNumber known_at)
    : claims_(std::move(claims)), definitions_(std::move(definitions)), known_at_(known_at) {
  std::map<std::string, audit::EventNumber, std::less<>> key_events;
  std::sort(claims_.begin(), claims_.end(), [](const Claim& a, const Claim& b) {
    return std::tuple(a.as_of, a.id.text()) > std::tuple(b.as_of, b.id.text());
  });
  for (std::size_t at = 0; at < claims_.size(); ++at) {
    const Claim& claim = claims_[at];
    by_id_[claim.id.text()] = at;
    if (!claim.key.empty() && (!by_key_.contains(claim.key) || claim.event > claims_[by_key_[claim.key]].event)) {
      by_key_[claim.key] = at;
    }
    if (!claim.supersedes.empty() && claim.status != ClaimStatus::draft) corrections_[claim.supersedes] = at;
  }
}

const Claim* ClaimRegister::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &claims_[found->second];
}

const Claim* ClaimRegister::with_key(std::string_view key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : &claims_[found->second];
}

const Claim* ClaimRegister::correction_of(std::string_view id) const {
  const auto found = corrections_.find(id);
  return found == corrections_.end() ? nullptr : &claims_[found->second];
}

bool ClaimRegister::fits(const Claim& claim, const ClaimQuestion& question) const {
  if (!question.include_drafts && claim.status == ClaimStatus::draft) return false;
  if (!question.definition.empty() && claim.definition != question.definition) return false;
  if (!question.place.empty() && claim.place != question.place) return false;
  if (question.origin && claim.origin != *question.origin) return false;
  return !question.only_discrepant || discrepancy(claim).has_value();
}

ClaimPage ClaimRegister::page(const ClaimQuestion& question, const std::optional<std::vector<std::string>>& after,
                              std::size_t rows) const {
  ClaimPage page;
  for (const Claim& claim : claims_) {
    if (after && std::tuple(claim.as_of.text(), claim.id.text()) >= std::tuple((*after)[0], (*after)[1])) continue;
    if (!fits(claim, question)) continue;
    if (page.claims.size() == rows) {
      page.next = {{page.claims.back()->as_of.text(), page.claims.back()->id.text()}};
      break;
    }
    page.claims.push_back(&claim);
  }
  return page;
}

std::vector<const Claim*> ClaimRegister::all(const ClaimQuestion& question) const {
  return page(question, std::nullopt, claims_.size() + 1).claims;
}

namespace {

// Published, never the corrected; of two at one distance the earlier day.
template <class Wanted>
const Claim* nearest_of(const std::vector<Claim>& claims, Date day, int days_max, Wanted is_wanted) {
  const Claim* nearest = nullptr;
  int distance = days_max + 1;
  for (const Claim& claim : claims) {
    if (claim.status != ClaimStatus::published || !is_wanted(claim)) continue;
    const int away = std::abs(claim.as_of.days() - day.days());
    if (away < distance || (away == distance && nearest != nullptr && claim.as_of < nearest->as_of)) {
      nearest = &claim;
      distance = away;
    }
  }
  return nearest;
}

}  // namespace

const Claim* ClaimRegister::nearest(std::string_view definition, std::string_view place, Date day, int days_max) const {
  return nearest_of(claims_, day, days_max,
                    [&](const Claim& claim) { return claim.definition == definition && claim.place == place; });
}

const Claim* ClaimRegister::nearest_denominator(std::string_view definition, std::string_view place, Date day,
                                                int days_max) const {
  return nearest_of(claims_, day, days_max, [&](const Claim& claim) {
    return claim.definition == definition && claim.place == place && claim.denominator;
  });
}

const Definition& ClaimRegister::definition_of(const Claim& claim) const {
  const Definition* found = definitions_.find(claim.definition);
  assert(found != nullptr);  // check_claim lets no other in, and definitions are only added
  return *found;
}

std::optional<Discrepancy> ClaimRegister::discrepancy(const Claim& claim) const {
  return discrepancy_of(claim, definition_of(claim));
}

}  // namespace luytre::statistics
