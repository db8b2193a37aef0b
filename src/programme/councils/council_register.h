// Every session known at one event, with all that was said and done; immutable.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "programme/councils/session.h"

namespace luytre::councils {

// A session and what became of it, each list oldest first. Ballots are here once they were counted, not before.
struct Meeting {
  Session session;
  std::vector<Plan> plans;
  std::vector<Step> steps;
  std::vector<Conflict> conflicts;
  std::vector<Opinion> opinions;
  std::vector<Voter> voters;
  std::vector<Ballot> ballots;
  std::vector<Count> counts;
  std::vector<View> views;
  std::vector<Closing> closings;

  const Plan& plan() const { return plans.back(); }
  EventNumber touched() const;  // the newest event that touched it: what a writer says it had seen
  State state() const;
  ItemState item_state(std::string_view dossier) const;
  bool is_on_agenda(std::string_view dossier) const;
  bool is_present(std::string_view account) const;                      // by the newest word on who is there
  const Step* newest(std::string_view dossier, Command command) const;  // nullptr: never
  // The declaration that stands; nullptr: none, or taken back.
  const Conflict* conflict(std::string_view dossier, std::string_view account) const;
  bool has_voted(std::string_view dossier, std::string_view account) const;
  // Members who are there and declared no conflict of the item, in the order of the plan.
  std::vector<const Member*> electorate(std::string_view dossier) const;
  int voted(std::string_view dossier) const;
  const Count* count(std::string_view dossier) const;
  const Closing* closing(std::string_view dossier) const;
  const View* view(std::string_view dossier, std::string_view criterion) const;  // the newest
};

class CouncilRegister {
 public:
  CouncilRegister() = default;
  CouncilRegister(std::map<std::string, Meeting, std::less<>> meetings, EventNumber known_at);

  EventNumber known_at() const { return known_at_; }
  const Meeting* find(std::string_view id) const;  // nullptr: unknown
  const std::vector<const Meeting*>& all() const { return newest_first_; }
  std::vector<const Meeting*> of_dossier(std::string_view dossier) const;  // on whose agenda it is, oldest first

  CouncilRegister(const CouncilRegister&) = delete;
  CouncilRegister& operator=(const CouncilRegister&) = delete;

 private:
  std::map<std::string, Meeting, std::less<>> meetings_;
  std::vector<const Meeting*> newest_first_;
  EventNumber known_at_ = 0;
};

}  // namespace luytre::councils
