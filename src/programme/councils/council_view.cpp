#include "programme/councils/council_view.h"

#include <algorithm>

#include "programme/dossiers/dossier_view.h"

namespace luytre::councils {
namespace {

using engine::Outcome;

json::object both(std::string_view code) { return {{"vi", say(code, Language::vi)}, {"en", say(code, Language::en)}}; }

std::string member_name(const Meeting& meeting, std::string_view account) {
  const Member* member = meeting.plan().member(account);
  return member == nullptr ? std::string(account) : member->name;
}

json::object rule_value(const Rule& rule) {
  const criteria::Ballot& ballot = rule.ballot;
  return {{"workflow", rule.workflow},
          {"quorum", json::object{{"numerator", ballot.quorum.numerator.text()},
                                  {"denominator", ballot.quorum.denominator.text()}}},
          {"approval_of", ballot.of_all ? "members" : "present"},
          {"approval_percent", ballot.approval.text()},
          {"is_secret", ballot.is_secret},
          {"document", ballot.reference.document},
          {"locator", ballot.reference.locator},
          {"confidence", criteria::name_of(ballot.confidence)}};
}

// The rule the ballot began with; before that the one it would begin with.
std::optional<Rule> rule_now(const Known& known, const Meeting& meeting, const std::string& dossier) {
  const Step* begun = meeting.newest(dossier, Command::begin);
  if (begun != nullptr && begun->rule) return begun->rule;
  const auto* file = known.dossiers.dossiers->find(dossier);
  if (file == nullptr) return std::nullopt;
  const auto standing = dossiers::standing_of(*file, *known.dossiers.law);
  if (standing.stage == nullptr || !standing.stage->ballot) return std::nullopt;
  return rule_of(*standing.workflow, *standing.stage->ballot);
}

json::object view_value(const Known& known, const dossiers::File& file, const View& view) {
  const auto* set = known.dossiers.law->set(file.dossier.set);
  json::object title = both("councils.overall");
  if (set != nullptr && !view.criterion.empty()) {
    for (const auto& criterion : set->criteria) {
      if (criterion.number == view.criterion) title = {{"vi", criterion.title.vi}, {"en", criterion.title.en}};
    }
  }
  const Outcome computed = computed_outcome(file, view.criterion);
  return {{"criterion", view.criterion},
          {"title", std::move(title)},
          {"outcome", engine::name_of(view.outcome)},
          {"computed", engine::name_of(computed)},
          {"is_counted_as_met", view.outcome == Outcome::met},
          {"words", view.words}};
}

json::array views_value(const Known& known, const dossiers::File& file, const Meeting& meeting) {
  json::array views;
  for (const View& view : meeting.views) {
    if (view.dossier != file.dossier.id || meeting.view(view.dossier, view.criterion) != &view) continue;
    views.push_back(view_value(known, file, view));
  }
  return views;
}

json::value computed_value(const dossiers::File& file) {
  const auto* assessment = file.last_assessment();
  if (assessment == nullptr) return nullptr;
  return json::object{{"outcome", engine::name_of(assessment->outcome)},
                      {"criteria_met", assessment->criteria_met},
                      {"criteria_total", assessment->criteria_total},
                      {"as_of", assessment->as_of.text()},
                      {"version", assessment->version},
                      {"set_hash", assessment->set_hash}};
}

json::array basically_met_found(const dossiers::File& file) {
  json::array numbers;
  const auto* assessment = file.last_assessment();
  if (assessment == nullptr) return numbers;
  for (const auto& line : assessment->lines) {
    const auto* finding = file.finding(line.number);
    if (finding != nullptr && finding->outcome == Outcome::basically_met) numbers.push_back(json::value(line.number));
  }
  return numbers;
}

json::value count_value(const Count* count) {
  if (count == nullptr) return nullptr;
  const Figures& figures = count->figures;
  return json::object{{"members", figures.members},
                      {"present", figures.present},
                      {"yes", figures.yes},
                      {"no", figures.no},
                      {"abstain", figures.abstain},
                      {"not_cast", figures.not_cast()},
                      {"result", name_of(count->conclusion)},
                      {"result_title", both("councils.result." + std::string(name_of(count->conclusion)))}};
}

json::value closing_value(const Closing* closing) {
  if (closing == nullptr) return nullptr;
  return json::object{{"result", name_of(closing->conclusion)},
                      {"computed", engine::name_of(closing->computed)},
                      {"is_differing", differs(closing->conclusion, closing->computed)},
                      {"words", closing->words},
                      {"event", closing->event}};
}

json::array conflicts_value(const Meeting& meeting, const std::string& dossier) {
  json::array list;
  for (const Conflict& each : meeting.conflicts) {
    if (each.dossier != dossier || meeting.conflict(dossier, each.account) != &each) continue;
    list.push_back(json::object{{"account", each.account},
                                {"name", member_name(meeting, each.account)},
                                {"reason_code", name_of(each.reason)},
                                {"reason", both("councils.conflict." + std::string(name_of(each.reason)))},
                                {"words", each.words},
                                {"is_own_word", each.actor == "account:" + each.account}});
  }
  return list;
}

// Who looks, and what follows from it.
struct Asking {
  const Known& known;
  const Meeting& meeting;
  const access::Viewer& viewer;
  const CouncilDoors& doors;
  bool is_of_council = false;  // a member, or whoever convenes
};

json::array proposed_value(const Asking& asking, const dossiers::File& file) {
  json::array list;
  const ItemState state = asking.meeting.item_state(file.dossier.id);
  if (!after(asking.meeting.state(), state, Command::conflict)) return list;
  for (const ProposedConflict& each : propose_conflicts(asking.meeting, file, asking.doors.units_of)) {
    list.push_back(json::object{{"account", each.member->account},
                                {"name", each.member->name},
                                {"reason_code", name_of(each.reason)},
                                {"reason", both("councils.conflict." + std::string(name_of(each.reason)))}});
  }
  return list;
}

json::array opinions_value(const Asking& asking, const std::string& dossier) {
  json::array list;
  if (!asking.is_of_council) return list;
  for (const Opinion& each : asking.meeting.opinions) {
    if (each.dossier != dossier) continue;
    list.push_back(json::object{{"account", each.account},
                                {"name", member_name(asking.meeting, each.account)},
                                {"reason_codes", json::array(each.reason_codes.begin(), each.reason_codes.end())},
                                {"words", each.words},
                                {"event", each.event}});
  }
  return list;
}

// Single ballots, after the count: with names only where the rule is open.
json::array ballots_value(const Asking& asking, const std::string& dossier) {
  json::array list;
  const Step* begun = asking.meeting.newest(dossier, Command::begin);
  const bool is_open = begun != nullptr && begun->rule && !begun->rule->ballot.is_secret;
  if (asking.meeting.count(dossier) == nullptr || !asking.is_of_council) return list;
  for (const Ballot& each : asking.meeting.ballots) {
    if (each.dossier != dossier) continue;
    if (is_open) {
      list.push_back(json::object{{"name", member_name(asking.meeting, each.account)},
                                  {"choice", name_of(each.choice)},
                                  {"words", each.words}});
    } else if (!each.words.empty()) {
      list.push_back(json::object{{"name", nullptr}, {"choice", nullptr}, {"words", each.words}});
    }
  }
  return list;
}

json::object own_value(const Asking& asking, const std::string& dossier) {
  const std::string& account = asking.viewer.account;
  const Meeting& meeting = asking.meeting;
  const bool sits = !account.empty() && meeting.plan().member(account) != nullptr;
  const State state = meeting.state();
  const ItemState item = meeting.item_state(dossier);
  const Conflict* conflict = sits ? meeting.conflict(dossier, account) : nullptr;
  const bool has_conflict = conflict != nullptr;
  const bool is_own_word = has_conflict && conflict->actor == "account:" + account;
  const bool has_voted = sits && meeting.has_voted(dossier, account);
  const auto may = [&](Command command) { return sits && after(state, item, command).has_value(); };
  return {{"has_conflict", has_conflict},
          {"has_voted", has_voted},
          {"may_vote", may(Command::vote) && !has_conflict && !has_voted && meeting.is_present(account)},
          {"may_declare", may(Command::conflict) && !has_conflict && !has_voted},
          {"may_take_back", may(Command::take_back) && is_own_word},
          {"may_opine", may(Command::opine)}};
}

json::object item_value(const Asking& asking, const std::string& dossier, Date today) {
  const Meeting& meeting = asking.meeting;
  json::object item = judgement_value(asking.known, meeting, dossier);
  const auto* file = asking.known.dossiers.dossiers->find(dossier);
  if (file != nullptr) {
    item["subject"] = dossiers::line_of(asking.known.dossiers, *file, today);
    item["proposed_conflicts"] = proposed_value(asking, *file);
    const auto& dossier_of = file->dossier;
    const access::Ask seeing{"observations.view_drafts", dossier_of.unit, dossier_of.opened_on, {}};
    item["may_see_dossier"] = bool(asking.doors.guard(asking.viewer, seeing));
  }
  const Step* begun = meeting.newest(dossier, Command::begin);
  item["progress"] =
      begun == nullptr
          ? json::value(nullptr)
          : json::value(json::object{{"voted", meeting.voted(dossier)}, {"of", meeting.electorate(dossier).size()}});
  item["opinions"] = opinions_value(asking, dossier);
  item["ballots"] = ballots_value(asking, dossier);
  item["own"] = own_value(asking, dossier);
  const Step* put_off = meeting.newest(dossier, Command::postpone);
  item["postponed_because"] = put_off == nullptr ? "" : put_off->words;
  return item;
}

json::array members_value(const Asking& asking) {
  json::array list;
  const bool is_known = asking.meeting.state() != State::convened;
  for (const Member& each : asking.meeting.plan().members) {
    const bool is_there = asking.meeting.is_present(each.account);
    list.push_back(json::object{{"account", each.account},
                                {"name", each.name},
                                {"organisation", each.organisation},
                                {"duty", name_of(each.duty)},
                                {"is_present", is_known ? json::value(is_there) : json::value(nullptr)},
                                {"is_viewer", each.account == asking.viewer.account}});
  }
  return list;
}

json::array steps_value(const Asking& asking) {
  json::array list;
  for (const Step& step : asking.meeting.steps) {
    list.push_back(json::object{{"event", step.event},
                                {"dossier", step.dossier},
                                {"step", name_of(step.command)},
                                {"words", step.words},
                                {"day", step.day.text()},
                                {"at", step.at},
                                {"by", asking.doors.name_of_actor(step.actor)}});
  }
  return list;
}

bool may_convene(const CouncilDoors& doors, const access::Viewer& viewer, const Meeting& meeting) {
  return bool(doors.guard(viewer, {"councils.convene", meeting.session.province, doors.desk.today(), {}}));
}

bool sits(const Meeting& meeting, const access::Viewer& viewer) {
  return !viewer.account.empty() && meeting.plan().member(viewer.account) != nullptr;
}

}  // namespace

Done may_view(const CouncilDoors& doors, const access::Viewer& viewer, const Meeting& meeting) {
  if (sits(meeting, viewer) || may_convene(doors, viewer, meeting)) return {};
  return doors.guard(viewer, {"observations.view_drafts", meeting.session.province, doors.desk.today(), {}});
}

json::object line_of(const Meeting& meeting, const access::Viewer& viewer) {
  const Plan& plan = meeting.plan();
  const Member* own = viewer.account.empty() ? nullptr : plan.member(viewer.account);
  const auto done = std::count_if(plan.agenda.begin(), plan.agenda.end(), [&](const std::string& dossier) {
    return meeting.item_state(dossier) == ItemState::closed;
  });
  return {{"session", meeting.session.id},
          {"expected_version", meeting.touched()},
          {"province", meeting.session.province},
          {"title", plan.title},
          {"held_on", plan.held_on.text()},
          {"place", plan.place},
          {"decision", plan.decision},
          {"state", name_of(meeting.state())},
          {"members_count", plan.members.size()},
          {"items_count", plan.agenda.size()},
          {"items_closed", done},
          {"own_duty", own == nullptr ? json::value(nullptr) : json::value(name_of(own->duty))}};
}

json::object judgement_value(const Known& known, const Meeting& meeting, const std::string& dossier) {
  const auto* file = known.dossiers.dossiers->find(dossier);
  const auto rule = rule_now(known, meeting, dossier);
  const Count* count = meeting.count(dossier);
  json::object value{{"dossier", dossier},
                     {"label", label_of(dossier, known.dossiers)},
                     {"state", name_of(meeting.item_state(dossier))},
                     {"rule", rule ? json::value(rule_value(*rule)) : json::value(nullptr)},
                     {"conflicts", conflicts_value(meeting, dossier)},
                     {"counts", count_value(count)},
                     {"computed", nullptr},
                     {"views", json::array()},
                     {"basically_met_found", json::array()},
                     {"needs_reason", false},
                     {"conclusion", closing_value(meeting.closing(dossier))}};
  if (file == nullptr) return value;
  value["computed"] = computed_value(*file);
  value["views"] = views_value(known, *file, meeting);
  value["basically_met_found"] = basically_met_found(*file);
  value["needs_reason"] = count != nullptr && differs(count->conclusion, computed_outcome(*file));
  return value;
}

json::object value_of(const Known& known, const Meeting& meeting, const access::Viewer& viewer,
                      const CouncilDoors& doors) {
  const bool convenes = may_convene(doors, viewer, meeting);
  const Asking asking{known, meeting, viewer, doors, convenes || sits(meeting, viewer)};
  json::object value = line_of(meeting, viewer);
  const Date today = doors.desk.today();
  json::array items;
  for (const std::string& dossier : meeting.plan().agenda) items.push_back(item_value(asking, dossier, today));
  value["convened_by"] = doors.name_of_actor(meeting.session.actor);
  value["members"] = members_value(asking);
  value["agenda"] = std::move(items);
  value["steps"] = steps_value(asking);
  value["today"] = today.text();
  value["may"] =
      json::object{{"convene", convenes},
                   {"vote", bool(doors.guard(viewer, {"councils.vote", meeting.session.province, today, {}}))}};
  return value;
}

json::array sittings_of(const Known& known, const dossiers::File& file) {
  json::array list;
  for (const Meeting* meeting : known.councils->of_dossier(file.dossier.id)) {
    json::object sitting = judgement_value(known, *meeting, file.dossier.id);
    sitting["session"] = meeting->session.id;
    sitting["title"] = meeting->plan().title;
    sitting["held_on"] = meeting->plan().held_on.text();
    sitting["session_state"] = name_of(meeting->state());
    list.push_back(std::move(sitting));
  }
  return list;
}

}  // namespace luytre::councils
