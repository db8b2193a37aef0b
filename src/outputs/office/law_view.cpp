#include "outputs/office/law_view.h"

#include "outputs/office/people.h"

namespace luytre::office {
namespace {

View proposal_row(Database& database, const Visit& visit, const law_desk::Proposal& proposal,
                  const criteria::Library& library) {
  View row;
  const criteria::CriteriaSet* set = library.set(proposal.amendment.set);
  row.set("path", visit.base + "/ban-luat/de-xuat/" + proposal.id());
  row.set("set", set == nullptr ? proposal.amendment.set : in_language(set->title, visit.language));
  row.set("place", place_words(visit, proposal.amendment.province));
  row.set("state", visit.say("office.proposal." + std::string(name_of(proposal.state))));
  portal::set_flag(row, "is_waiting", proposal.state == law_desk::ProposalState::waiting);
  std::string indicators;
  for (const std::string& indicator : law_desk::indicators_of(proposal)) {
    indicators += (indicators.empty() ? "" : ", ") + indicator.substr(indicator.rfind(' ') + 1);
  }
  row.set("indicators", indicators);
  row.set("who", actor_in_words(database, visit.language, proposal.proposed_by));
  return row;
}

}  // namespace

LawPlace law_place(const Visit& visit) {
  return {visit.request.captured_text("subject") + "/" + visit.request.captured_text("period"), asked(visit, "tinh")};
}

std::string law_path(const Visit& visit, const LawPlace& place, std::string_view tail, portal::Parameters parameters) {
  parameters.emplace(parameters.begin(), "tinh", place.province);
  return portal::address(visit.base, "/ban-luat/bo/" + place.set + std::string(tail), parameters);
}

std::string in_language(const criteria::Bilingual& text, Language language) {
  return language == Language::en && !text.en.empty() ? text.en : text.vi;
}

std::string place_words(const Visit& visit, const std::string& province) {
  if (province.empty()) return visit.say("office.law.national");
  const units::Unit* unit = visit.snapshot->units->find(province, visit.today);
  const std::string name =
      unit == nullptr ? province : portal::name_in_sentence(unit->nearest(visit.today).name, visit.language);
  return visit.say("office.law.provincial", {{"province", name}});
}

std::string row_words(const Visit& visit, const law_desk::OpenRow& row) {
  std::string words = row.rule;
  if (!row.column.empty() && row.column != "all")
    words += " · " + visit.say("office.law.class", {{"class", row.column}});
  if (!row.year.empty()) words += " · " + visit.say("office.law.year", {{"year", row.year}});
  if (!row.dimension.empty()) words += " · " + visit.say("judgement.dimension." + row.dimension);
  if (const auto from = Date::parse(row.from))
    words += " · " + visit.say("office.days_from", {{"from", visit.day_words(*from)}});
  return words;
}

std::string value_words(const Visit& visit, const std::string& text) {
  const auto number = Decimal::parse(text);
  return number ? portal::decimal_text(*number, visit.language) : text;
}

Result<View> proposal_rows(const Office& office, const Visit& visit, std::string_view set) {
  View rows = portal::empty_list();
  std::vector<law_desk::Proposal> proposals;
  const Done read = office.law.with_database([&](Database& database) -> Done {
    auto found = law_desk::find_proposals(database, set);
    if (!found) return pass_on(found);
    proposals = *std::move(found);
    return {};
  });
  if (!read) return pass_on(read);
  std::erase_if(proposals, [&](const law_desk::Proposal& proposal) {
    return !law_desk::may_see(office.law.guard, visit.request.actor, proposal);
  });
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    for (const auto& proposal : proposals)
      rows.push_back(proposal_row(database, visit, proposal, *visit.snapshot->law));
    return {};
  });
  if (!done) return pass_on(done);
  return rows;
}

}  // namespace luytre::office
