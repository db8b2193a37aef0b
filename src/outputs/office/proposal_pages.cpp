// One proposal: what it says, whose verdicts it would change, and the decision of a second person.
#include "outputs/office/forms.h"
#include "outputs/office/law_view.h"
#include "outputs/office/pages.h"
#include "outputs/office/people.h"
#include "platform/access/person.h"
#include "programme/law_desk/decide.h"
#include "programme/law_desk/preview.h"
#include "programme/law_desk/propose.h"

namespace luytre::office {
namespace {

using law_desk::Proposal;
using law_desk::ProposalState;

constexpr std::size_t units_shown = 200;

Result<Proposal> addressed(const Office& office, const Visit& visit) {
  Result<Proposal> proposal = refuse("law_desk.no_proposal");
  const Done read = office.law.with_database([&](Database& database) -> Done {
    proposal = law_desk::find_proposal(database, visit.request.captured_text("id"));
    return {};
  });
  if (!read) return pass_on(read);
  return proposal;
}

View row_view(const Visit& visit, const law_desk::ProposedRow& row) {
  View view;
  law_desk::OpenRow words;
  words.rule = row.indicator;
  words.column = row.column;
  words.from = row.from ? row.from->text() : "";
  words.year = row.year ? std::to_string(*row.year) : "";
  words.dimension = row.dimension;
  view.set("words", row_words(visit, words));
  view.set("value", value_words(visit, row.value) + (row.upper.empty() ? "" : " – " + value_words(visit, row.upper)));
  view.set("reference", row.document + (row.locator.empty() ? "" : ", " + row.locator));
  view.set("confidence", visit.say("office.confidence." + row.confidence));
  portal::set_text(view, "note", row.note);
  return view;
}

std::string outcome_words(const Visit& visit, engine::Outcome outcome) {
  return visit.say("judgement.outcome." + std::string(engine::name_of(outcome)));
}

View standing_view(const Visit& visit, const law_desk::Standing& standing) {
  View view;
  view.set("outcome", std::string(engine::name_of(standing.outcome)));
  view.set("words", outcome_words(visit, standing.outcome));
  view.set("met", std::to_string(standing.criteria_met) + "/" + std::to_string(standing.criteria_total));
  return view;
}

View unit_view(const Visit& visit, const law_desk::ChangedUnit& unit) {
  View view;
  view.set("name", unit.name);
  view.set("code", unit.code);
  view.set("before", standing_view(visit, unit.before));
  view.set("after", standing_view(visit, unit.after));
  View indicators = portal::empty_list();
  for (const auto& indicator : unit.indicators) {
    View one;
    one.set("number", indicator.number);
    one.set("before", outcome_words(visit, indicator.before));
    one.set("after", outcome_words(visit, indicator.after));
    portal::set_text(one, "threshold_before", value_words(visit, indicator.threshold_before));
    portal::set_text(one, "threshold_after", value_words(visit, indicator.threshold_after));
    indicators.push_back(one);
  }
  view.set("changes", indicators);
  return view;
}

void show_preview(const Visit& visit, const law_desk::Preview& preview, View& view) {
  view.set("day", preview.as_of.text());
  view.set("preview_words", visit.say("office.proposal.changes",
                                      {{"changed", visit.number(static_cast<std::int64_t>(preview.units_changed))},
                                       {"judged", visit.number(static_cast<std::int64_t>(preview.units_judged))},
                                       {"day", visit.day_words(preview.as_of)}}));
  View units = portal::empty_list();
  for (std::size_t at = 0; at < preview.units.size() && at < units_shown; ++at)
    units.push_back(unit_view(visit, preview.units[at]));
  view.set("changed_units", units);
  portal::set_flag(view, "has_changes", preview.units_changed > 0);
  portal::set_flag(view, "is_cut", preview.units_changed > units_shown);
  View counts = portal::empty_list();
  for (std::size_t at = 0; at < preview.units_before.size(); ++at) {
    if (preview.units_before[at] == 0 && preview.units_after[at] == 0) continue;
    View one;
    one.set("words", outcome_words(visit, static_cast<engine::Outcome>(at)));
    one.set("before", visit.number(preview.units_before[at]));
    one.set("after", visit.number(preview.units_after[at]));
    counts.push_back(one);
  }
  view.set("counts", counts);
}

// An approved one is shown against the law before its approval.
Done add_preview(const Office& office, const Visit& visit, const Proposal& proposal, View& view) {
  const bool is_shown = proposal.state == ProposalState::waiting || proposal.state == ProposalState::approved;
  portal::set_flag(view, "has_preview", is_shown);
  if (!is_shown) return {};
  std::optional<audit::EventNumber> known_at;
  if (proposal.state == ProposalState::approved) known_at = proposal.decided_event - 1;
  const auto materials = office.law.materials(known_at);
  if (!materials) return pass_on(materials);
  const auto shown = law_desk::preview(*materials, proposal.amendment, visit.day);
  if (shown) {
    show_preview(visit, *shown, view);
    portal::set_text(view, "preview_problem", "");
  } else {
    view.set("day", visit.day.text());
    view.set("preview_problem", say(shown.error().code, shown.error().arguments, visit.language));
  }
  return {};
}

void show_proposal(const Office& office, const Visit& visit, const Proposal& proposal, View& view) {
  const criteria::CriteriaSet* set = visit.snapshot->law->set(proposal.amendment.set);
  view.set("set", set == nullptr ? proposal.amendment.set : in_language(set->title, visit.language));
  view.set("open_points", law_path(visit, {proposal.amendment.set, proposal.amendment.province}));
  view.set("place", place_words(visit, proposal.amendment.province));
  view.set("state", visit.say("office.proposal." + std::string(name_of(proposal.state))));
  portal::set_flag(view, "is_waiting", proposal.state == ProposalState::waiting);
  portal::set_flag(view, "is_approved", proposal.state == ProposalState::approved);
  portal::set_flag(view, "is_own", proposal.proposed_by == access::person_of(visit.request.actor));
  portal::set_text(view, "reason", proposal.reason);
  view.set("event", visit.base + "/nhat-ky/" + std::to_string(proposal.event));
  View rows = portal::empty_list();
  for (const auto& row : law_desk::rows_of(proposal)) rows.push_back(row_view(visit, row));
  view.set("rows", rows);
  const access::Ask ask{"criteria.decide", proposal.amendment.province, {}, law_desk::indicators_of(proposal)};
  portal::set_flag(view, "may_decide", office.law.guard(visit.request.actor, ask).has_value());
  View confirmations = portal::empty_list();
  for (const std::string& indicator : law_desk::indicators_of(proposal)) {
    const std::string number = indicator.substr(indicator.rfind(' ') + 1);
    View one;
    one.set("number", number);
    one.set("path", law_path(visit, {proposal.amendment.set, proposal.amendment.province}, "/xac-nhan",
                             {{"chi-tieu", number}}));
    confirmations.push_back(one);
  }
  view.set("confirmations", confirmations);
}

Done show_names(const Office& office, const Visit& visit, const Proposal& proposal, View& view) {
  return office.doors.desk.with([&](Database& database) -> Done {
    const auto name = [&](const std::string& actor) { return actor_in_words(database, visit.language, actor); };
    view.set("proposed_by", name(proposal.proposed_by));
    portal::set_text(view, "decided_by", proposal.decided_by.empty() ? "" : name(proposal.decided_by));
    return {};
  });
}

Result<http::Response> proposal_with(const Office& office, const Visit& visit, const Problem* problem) {
  const auto proposal = addressed(office, visit);
  if (!proposal) return pass_on(proposal);
  if (auto seen = law_desk::may_see(office.law.guard, visit.request.actor, *proposal); !seen) return pass_on(seen);
  View view;
  show_proposal(office, visit, *proposal, view);
  if (auto shown = show_names(office, visit, *proposal, view); !shown) return pass_on(shown);
  if (auto shown = add_preview(office, visit, *proposal, view); !shown) return pass_on(shown);
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  const int status = problem == nullptr ? 200 : http_status(problem->code);
  return desk_page(office, visit, {visit.say("office.proposal.title"), "law_desk", status}, "proposal",
                   std::move(view));
}

}  // namespace

Result<http::Response> proposal_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return proposal_with(office, visit, nullptr);
}

Result<http::Response> post_proposal(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const auto proposal = addressed(office, visit);
  if (!proposal) return pass_on(proposal);
  law_desk::Settling settling;
  const std::string decision = field(visit, "decision");
  if (decision == "refuse") settling.state = ProposalState::refused;
  if (decision == "withdraw") settling.state = ProposalState::withdrawn;
  if (decision != "approve" && settling.state == ProposalState::approved) {
    const Problem unknown{"law_desk.unknown_decision", {{"decision", decision}}, {}, {}};
    return proposal_with(office, visit, &unknown);
  }
  settling.reason = field(visit, "reason");
  const auto settled = law_desk::decide(office.doors.writer, asked_of(visit), *proposal, settling);
  if (!settled) return proposal_with(office, visit, &settled.error());
  return done_at(visit, "/ban-luat/de-xuat/" + proposal->id(), "proposal_" + std::string(name_of(settled->state)));
}

}  // namespace luytre::office
