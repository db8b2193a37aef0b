// The register of titles as known at one event. Immutable; loaded by recognition_store.h. It answers who held what on a
// date, and says "unknown" wherever it was never declared complete.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/audit/event.h"
#include "programme/recognition/recognition.h"

namespace luytre::recognition {

enum class Holding : std::uint8_t { yes, no, unknown };

struct HoldingQuestion {
  Title title = Title::ntm;
  // Only titles achieved in these years count (a title of an old period says nothing about a new one); absent: any.
  std::optional<Interval> period;
  std::string set;  // with `period`: a fact that names another set does not count; empty: any
  Date on;
};

struct HoldingAnswer {
  Holding holding = Holding::unknown;
  const TitleFact* fact = nullptr;     // what decided; null when coverage or nothing did
  const Coverage* coverage = nullptr;  // of `no` by absence
};

class TitleRegister {
 public:
  TitleRegister() = default;
  // Facts in the order of their events; of the same key the last stands.
  TitleRegister(std::vector<TitleFact> facts, std::vector<QuotedFact> quoted, std::vector<Coverage> coverage,
                audit::EventNumber known_at, std::vector<Announcement> announcements = {});

  // Identity first, then the identities above it on the date (coverage may be declared for those). A fact counts from
  // the day it has effect, whatever day it was signed.
  HoldingAnswer holds(const std::vector<std::string>& unit_and_above, const HoldingQuestion& question) const;

  // Facts of exactly this identity, oldest first; empty when there are none.
  const std::vector<TitleFact>& facts_of(std::string_view unit) const;
  const std::vector<QuotedFact>& quoted_of(std::string_view unit) const;
  const std::vector<Coverage>& coverage() const { return coverage_; }  // withdrawn ones too: their days are empty
  const std::map<std::string, std::vector<TitleFact>, std::less<>>& facts() const { return facts_; }  // by identity
  std::vector<const Announcement*> announcements_of(const TitleFact& fact) const;                     // by day

  // The fact that stands with the same unit, title, standing, decision, day and source; nullptr: none.
  const TitleFact* same_as(const TitleFact& fact) const;
  const Coverage* same_as(const Coverage& coverage) const;  // same unit, title and first day
  bool has(const TitleFact& fact) const;                    // the same fact, word for word
  bool has(const QuotedFact& fact) const;
  bool has(const Coverage& coverage) const;
  bool has(const Announcement& announcement) const;
  std::size_t size() const { return size_; }  // title facts that stand
  audit::EventNumber known_at() const { return known_at_; }

 private:
  std::map<std::string, std::vector<TitleFact>, std::less<>> facts_;
  std::map<std::string, std::vector<QuotedFact>, std::less<>> quoted_;
  std::vector<Coverage> coverage_;
  std::map<std::string, std::vector<Announcement>, std::less<>> announcements_;  // by unit
  std::size_t size_ = 0;
  audit::EventNumber known_at_ = 0;
};

}  // namespace luytre::recognition
