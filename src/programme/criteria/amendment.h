// What the law desk approved over the registered texts: rows of thresholds appended to the national text of a set, or
// to what a province set over it. Laid over canonical texts before these are read, so that hashes change visibly.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "programme/criteria/library_store.h"

namespace luytre::criteria {

// A row as a set file writes it, with the indicator (or part) it belongs to: canonical JSON
// {"indicator":"1.1","class":"N","from":"2025-01-01","value":"55","confidence":"sourced","reference":{…}}. A national
// row that has the class, year, dimension, layer and first day of a row `unknown` fills it; any other is appended.

// The indicator that holds a rule, with its hash: what a row binds to.
struct BoundIndicator {
  std::string number;  // empty: no such rule
  std::string hash;
};

// By what the rules of registered texts are found: an indicator's number or id, a part's number or id. Reads each set
// once, when it is first asked for. The texts must outlive it.
class BoundIndicators {
 public:
  explicit BoundIndicators(const std::vector<RegisteredText>& texts) : texts_(texts) {}
  BoundIndicator find(const std::string& set, std::string_view number);

 private:
  using OfSet = std::map<std::string, BoundIndicator, std::less<>>;
  const std::vector<RegisteredText>& texts_;
  std::map<std::string, OfSet> sets_;
};

// The three texts as which an amendment is kept: rows and bound hashes as JSON, the instrument or nothing.
struct KeptAmendment {
  std::string rows;
  std::string document;
  std::string bound;
};
KeptAmendment kept(const Amendment& amendment);
Result<Amendment> amendment_of(std::string proposal, std::string set, std::string province, const KeptAmendment& kept);

// The library read from these registered texts with the amendments laid over; lists what is stale. Confirmations and
// known_at are left to the caller. What is wrong with a row of an amendment not yet approved (event 0) is placed at
// "rows[0]" by its position. Problem criteria.unreadable.
Result<Library> read_amended(std::vector<RegisteredText> registered, std::vector<Amendment> amendments);

// A copy with one more amendment, as it would stand if approved now.
Result<Library> with_amendment(const Library& library, const Amendment& amendment);

}  // namespace luytre::criteria
