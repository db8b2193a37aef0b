#include "programme/law_desk/propose.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "platform/access/person.h"
#include "programme/criteria/check.h"

namespace luytre::law_desk {
namespace {

using criteria::Amendment;
using criteria::Library;

std::string place_of(std::size_t index) { return "rows[" + std::to_string(index) + "]"; }

void put(json::object& object, std::string_view key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

// Canonical JSON sorts its keys; objects of the house keep the order in which they were filled.
std::string canonical_of(const json::object& object) {
  std::map<std::string, const json::value*> sorted;
  for (const auto& member : object) sorted[std::string(member.key())] = &member.value();
  json::object ordered;
  for (const auto& [key, value] : sorted) {
    ordered[key] = value->is_object() ? *parse_json(canonical_of(value->as_object())) : *value;
  }
  return compact(ordered);
}

std::string row_text(const ProposedRow& row) {
  json::object object{{"indicator", row.indicator}, {"class", row.column.empty() ? "all" : row.column}};
  if (row.from) object["from"] = row.from->text();
  if (row.year) object["year"] = std::to_string(*row.year);
  put(object, "dimension", row.dimension);
  put(object, "layer", row.layer);
  object["value"] = row.value;
  if (!row.upper.empty()) object["value"] = json::array{json::value(row.value), json::value(row.upper)};
  object["confidence"] = row.confidence.empty() ? "uncertain" : row.confidence;
  object["reference"] = json::object{{"document", row.document}, {"locator", row.locator}};
  put(object, "note", row.note);
  return canonical_of(object);
}

std::string document_text(const ProposedDocument& document) {
  const auto both = [](const std::string& vi, const std::string& en) {
    return json::object{{"vi", vi}, {"en", en.empty() ? vi : en}};
  };
  json::object object{{"document", document.key},
                      {"subject", both(document.subject_vi, document.subject_en)},
                      {"issuer", both(document.issuer_vi, document.issuer_en)},
                      {"confidence", document.confidence}};
  if (document.date) object["date"] = document.date->text();
  return canonical_of(object);
}

std::size_t rules_called(const criteria::RuleNode& rule, std::string_view name) {
  std::size_t count = rule.number == name || rule.id == name ? 1 : 0;
  for (const criteria::RuleNode& part : rule.parts) count += rules_called(part, name);
  return count;
}

std::size_t rules_called(const criteria::CriteriaSet& set, std::string_view name) {
  std::size_t count = 0;
  for (const criteria::Criterion& criterion : set.criteria) {
    for (const criteria::Indicator& indicator : criterion.indicators) count += rules_called(indicator.rule, name);
  }
  return count;
}

// As people write it: "50,5 %" -> "50.5".
std::string value_as_kept(std::string text) {
  while (!text.empty() && (text.back() == '%' || text.back() == ' ')) text.pop_back();
  while (text.starts_with(' ')) text.erase(0, 1);
  const std::size_t comma = text.find(',');
  if (comma == std::string::npos || text.find('.') != std::string::npos) return text;
  std::string pointed = text;
  pointed[comma] = '.';
  return Decimal::parse(pointed) ? pointed : text;
}

// What is wrong with the value for this rule; nothing when the reader of the law can take it.
std::optional<Problem> value_fault(const Library& library, const criteria::RuleNode& rule, const ProposedRow& row) {
  const Arguments told = {{"indicator", row.indicator}, {"value", row.value}};
  if (row.value.empty() || row.value == "not_applicable" || rule.kind == criteria::RuleKind::score_bands) return {};
  if (rule.kind == criteria::RuleKind::grade_at_least) {
    const auto* measure = library.measure(rule.measure);
    if (measure == nullptr || measure->rank_of(row.value)) return {};
    std::string grades;
    for (const std::string& grade : measure->grades) grades += (grades.empty() ? "" : ", ") + grade;
    return Problem{
        "law_desk.value_grade", {{"indicator", row.indicator}, {"value", row.value}, {"grades", grades}}, {}, {}};
  }
  if (rule.kind == criteria::RuleKind::between) {
    const auto low = Decimal::parse(row.value), high = Decimal::parse(row.upper);
    if (low && high && !(*high < *low)) return {};
    return Problem{"law_desk.value_range", told, {}, {}};
  }
  if (!engine::takes_threshold(rule.kind)) {
    if (row.value == "true") return {};
    return Problem{"law_desk.value_none", told, {}, {}};
  }
  if (Decimal::parse(row.value)) return {};
  return Problem{"law_desk.value_number", told, {}, {}};
}

// What can be said of a row before the law is read with it.
void check_row(const Library& library, const Wish& wish, std::size_t index, std::vector<Problem>& problems) {
  const ProposedRow& row = wish.rows[index];
  const auto report = [&](std::string code, Arguments arguments) {
    problems.push_back({std::move(code), std::move(arguments), place_of(index), {}});
  };
  const auto* rule = library.set(wish.set)->rule(row.indicator);
  if (rule == nullptr) {
    return report("criteria.unknown_indicator", {{"set", wish.set}, {"indicator", row.indicator}});
  }
  if (rules_called(*library.set(wish.set), row.indicator) > 1) {
    report("law_desk.ambiguous_part", {{"indicator", row.indicator}});
  }
  if (!row.from) report("law_desk.row_without_day", {{"indicator", row.indicator}});
  if (row.value.empty()) report("law_desk.row_without_value", {{"indicator", row.indicator}});
  if (auto fault = value_fault(library, *rule, row)) report(fault->code, fault->arguments);
  if (row.document.empty()) report("law_desk.row_without_document", {{"indicator", row.indicator}});
  if (rule->kind == criteria::RuleKind::unknown) report("law_desk.rule_not_loaded", {{"indicator", row.indicator}});
  if (wish.province.empty() && rule->delegated == criteria::Layer::province) {
    report("law_desk.left_to_province", {{"indicator", row.indicator}});
  }
}

// The instrument that comes with the rows, where the library has another under the same number.
void check_document(const Library& library, const Amendment& amendment, std::vector<Problem>& problems) {
  if (amendment.document.empty()) return;
  const auto document = parse_json(amendment.document);
  const std::string key = document ? std::string(document->at("document").as_string()) : std::string();
  const auto* held = library.document(key);
  if (held != nullptr && held->canonical != amendment.document) {
    problems.push_back({"law_desk.document_differs", {{"document", key}}, "document", {}});
  }
}

std::set<std::string> numbers_of(const Library& library, const Wish& wish) {
  const auto texts = criteria::texts_of(library);
  criteria::BoundIndicators index(texts);
  std::set<std::string> numbers;
  for (const ProposedRow& row : wish.rows) {
    const auto bound = index.find(wish.set, row.indicator);
    if (!bound.number.empty()) numbers.insert(bound.number);
  }
  return numbers;
}

audit::EventDraft draft_of(const Proposal& proposal) {
  audit::EventDraft draft;
  draft.kind = "criteria.proposed";
  draft.province = proposal.amendment.province;
  draft.subjects = {{"proposal", proposal.id()}};
  for (const std::string& indicator : indicators_of(proposal)) draft.subjects.push_back({"indicator", indicator});
  draft.payload = to_json(proposal);
  draft.answer = json::object{{"proposal", proposal.id()}};
  return draft;
}

}  // namespace

tl::unexpected<Problem> faulty(std::vector<Problem> faults) {
  const std::string count = std::to_string(faults.size());
  return refuse("law_desk.faulty", {{"count", count}}, {}, std::move(faults));
}

std::vector<Problem> faults_of(const Library& library, const Amendment& amendment) {
  const auto amended = criteria::with_amendment(library, amendment);
  if (!amended) return amended.error().causes.empty() ? std::vector{amended.error()} : amended.error().causes;
  std::set<std::string> known;
  const auto key_of = [](const Problem& problem) {
    std::string key = problem.code;
    for (const auto& [name, value] : problem.arguments) key += "\n" + name + "=" + value;
    return key;
  };
  for (const Problem& problem : criteria::check(library)) known.insert(key_of(problem));
  std::vector<Problem> faults = criteria::check(*amended);
  std::erase_if(faults, [&](const Problem& problem) { return known.contains(key_of(problem)); });
  check_document(library, amendment, faults);
  for (const criteria::StaleRow& row : amended->stale) {
    if (row.proposal != amendment.proposal) continue;
    faults.push_back({"law_desk.stale", {{"set", row.set}, {"indicator", row.indicator}}, {}, {}});
  }
  return faults;
}

Result<Amendment> check_wish(const Library& library, const Wish& typed) {
  Wish wish = typed;
  for (ProposedRow& row : wish.rows) {
    row.value = value_as_kept(row.value);
    row.upper = value_as_kept(row.upper);
  }
  const auto* set = library.set(wish.set);
  if (set == nullptr) return refuse("criteria.unknown_set", {{"set", wish.set}});
  if (wish.rows.empty()) return refuse("law_desk.no_rows");
  if (wish.rows.size() > rows_of_proposal_max) {
    return refuse("law_desk.too_many_rows", {{"max", std::to_string(rows_of_proposal_max)}});
  }
  const auto texts = criteria::texts_of(library);
  criteria::BoundIndicators index(texts);
  Amendment amendment;
  amendment.set = wish.set;
  amendment.province = wish.province;
  std::vector<Problem> problems;
  for (std::size_t i = 0; i < wish.rows.size(); ++i) {
    check_row(library, wish, i, problems);
    const auto* rule = set->rule(wish.rows[i].indicator);
    const bool is_of_ministry = rule != nullptr && rule->delegated == criteria::Layer::ministry;
    ProposedRow row = wish.rows[i];
    // A part without a number goes by its id; everything else by its number, as confirmations name it.
    if (rule != nullptr) row.indicator = rule->number.empty() ? rule->id : rule->number;
    if (is_of_ministry && wish.province.empty() && row.layer.empty()) row.layer = "ministry";
    amendment.rows.push_back(row_text(row));
    const auto bound = index.find(wish.set, wish.rows[i].indicator);
    if (!bound.number.empty()) amendment.bound[bound.number] = bound.hash;
  }
  if (wish.document) amendment.document = document_text(*wish.document);
  // Rows named already are not named again by the reader; an unknown indicator would only be called stale.
  std::set<std::string> named;
  for (const Problem& problem : problems) named.insert(problem.where);
  for (Problem& problem : faults_of(library, amendment)) {
    if (problem.code == "law_desk.stale" || named.contains(problem.where)) continue;
    problems.push_back(std::move(problem));
  }
  if (!problems.empty()) return faulty(std::move(problems));
  return amendment;
}

Result<Proposal> propose(commands::Writer& writer, const commands::Asked& asked, const Library& known, const Wish& wish,
                         const TellDeciders& tell) {
  std::vector<access::Ask> asks;
  const std::set<std::string> numbers = numbers_of(known, wish);
  for (const std::string& number : numbers) {
    asks.push_back(access::Ask{"criteria.propose", wish.province, {}, {wish.set + " " + number}});
  }
  if (asks.empty()) asks.push_back(access::Ask{"criteria.propose", wish.province, {}, {}});
  Proposal made;
  auto outcome = writer.run(
      commands::order_by(asked, "criteria.propose", std::move(asks)),
      [&](storage::Database& inside, audit::EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const auto library = criteria::load_library(inside, number - 1);
        if (!library) return pass_on(library);
        auto amendment = check_wish(**library, wish);
        if (!amendment) return pass_on(amendment);
        // The law moved between the ask and now: what was permitted must be what is written.
        const bool is_as_asked = std::all_of(amendment->bound.begin(), amendment->bound.end(),
                                             [&](const auto& bound) { return numbers.contains(bound.first); });
        if (!is_as_asked) return refuse("law_desk.law_moved");
        Proposal proposal;
        proposal.amendment = std::move(*amendment);
        proposal.amendment.proposal = std::to_string(number);
        proposal.event = number;
        proposal.proposed_by = person_of(asked.actor);
        if (auto done = append_proposal(inside, proposal); !done) return pass_on(done);
        if (tell) {
          if (auto told = tell(inside, proposal, now); !told) return pass_on(told);
        }
        made = proposal;
        return draft_of(proposal);
      });
  if (!outcome) return pass_on(outcome);
  made.event = outcome->event;  // 0 when only tried
  if (outcome->replayed) made.amendment.proposal = outcome->answer.at("proposal").as_string();
  return made;
}

json::object to_json(const Proposal& proposal) {
  json::array rows;
  for (const std::string& row : proposal.amendment.rows) rows.push_back(parse_json(row).value_or(json::value()));
  json::array indicators;
  for (const std::string& indicator : indicators_of(proposal)) indicators.emplace_back(indicator);
  json::value document;
  if (!proposal.amendment.document.empty()) document = parse_json(proposal.amendment.document).value_or(json::value());
  return {{"proposal", proposal.id()},
          {"set", proposal.amendment.set},
          {"province", proposal.amendment.province},
          {"state", name_of(proposal.state)},
          {"rows", std::move(rows)},
          {"document", std::move(document)},
          {"indicators", std::move(indicators)},
          {"proposed_by", proposal.proposed_by},
          {"event", proposal.event},
          {"decided_by", proposal.decided_by},
          {"reason", proposal.reason},
          {"decided_event", proposal.decided_event}};
}

}  // namespace luytre::law_desk
