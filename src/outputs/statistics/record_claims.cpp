#include "outputs/statistics/record_claims.h"

#include <algorithm>
#include <functional>
#include <set>

#include "outputs/statistics/claim_store.h"

namespace luytre::statistics {
namespace {

Arguments named(const Claim& claim) {
  return {{"claim", claim.statement.empty() ? claim.definition : claim.statement}};
}

bool is_whole_of(const std::optional<Decimal>& number, std::size_t count) {
  return number && *number == Decimal::of(static_cast<std::int64_t>(count));
}

// An own claim brings the units it counted; the lists and the numbers must agree.
Done check_units(const Claim& claim, const Definition& definition) {
  if (claim.units.empty()) return refuse("claim.no_units", named(claim));
  const std::set<std::string> all(claim.units.begin(), claim.units.end());
  const bool is_subset = std::all_of(claim.units_counted.begin(), claim.units_counted.end(),
                                     [&](const std::string& unit) { return all.contains(unit); });
  const bool adds_up = definition.form == Form::count   ? is_whole_of(claim.numerator, claim.units_counted.size())
                       : definition.form == Form::share ? is_whole_of(claim.numerator, claim.units_counted.size()) &&
                                                              is_whole_of(claim.denominator, claim.units.size())
                                                        : is_whole_of(claim.denominator, claim.units.size());
  if (!is_subset || all.size() != claim.units.size() || !adds_up) {
    return refuse("claim.units_do_not_add_up", named(claim));
  }
  return {};
}

Done check_own(const Claim& claim, const Definition& definition) {
  if (!claim.numerator || (definition.form != Form::count && !claim.denominator)) {
    return refuse("claim.no_figure", named(claim));
  }
  if (const auto wrong = discrepancy_of(claim, definition)) {
    Arguments arguments = named(claim);
    arguments.emplace_back("printed", wrong->printed);
    arguments.emplace_back("computed", wrong->computed);
    return refuse("claim.arithmetic_fails", std::move(arguments));
  }
  return check_units(claim, definition);
}

// The same figure from the same place. Notes and trust are our remarks about it, not the figure.
bool has_same_content(const Claim& a, const Claim& b) {
  return a.definition == b.definition && a.place == b.place && a.as_of == b.as_of && a.printed == b.printed &&
         a.numerator == b.numerator && a.denominator == b.denominator && a.origin == b.origin && a.source == b.source &&
         a.source_url == b.source_url && a.basis == b.basis && units_digest(a) == units_digest(b);
}

using Body = std::function<Result<audit::EventDraft>(storage::Database&, audit::EventNumber, const std::string&,
                                                     const ClaimRegister&)>;

Result<commands::Outcome> run(commands::Writer& writer, const commands::Asked& asked, std::string act,
                              const std::vector<std::string>& rights, Body body) {
  std::vector<access::Ask> asks;
  for (const std::string& right : rights) asks.push_back({right, "", {}, {}});
  commands::Order order = commands::order_by(asked, std::move(act), std::move(asks));
  return writer.run(std::move(order),
                    [body = std::move(body)](storage::Database& database, audit::EventNumber number,
                                             const std::string& recorded_at) -> Result<audit::EventDraft> {
                      const auto known = load_claims(database, number);
                      if (!known) return pass_on(known);
                      return body(database, number, recorded_at, **known);
                    });
}

audit::EventDraft draft_of(std::string kind, json::object about, const std::vector<ClaimId>& touched) {
  audit::EventDraft draft;
  draft.kind = std::move(kind);
  for (const ClaimId& claim : touched) draft.subjects.push_back({"claim", claim.text()});
  draft.subjects = audit::subjects_or(std::move(draft.subjects), {"import", "claims"});
  draft.payload = about;
  draft.answer = std::move(about);
  return draft;
}

// Those of `claims` that the register does not hold, with ids. Problems of check_claim, claim.key_taken.
Result<std::vector<Claim>> new_ones(const ClaimRegister& known, const std::vector<Claim>& claims,
                                    const access::Actor& actor, long long unix_milliseconds) {
  std::vector<Claim> fresh;
  std::vector<Problem> refused;
  for (const Claim& claim : claims) {
    if (const auto checked = check_claim(claim, known.definitions()); !checked) {
      refused.push_back(checked.error());
      continue;
    }
    if (const Claim* kept = claim.key.empty() ? nullptr : known.with_key(claim.key)) {
      // a later correction of the same key keeps the import of the old file a matter of no change
      const Claim* first = kept->supersedes.empty() ? kept : known.find(kept->supersedes);
      if (has_same_content(*kept, claim) || (first != nullptr && has_same_content(*first, claim))) continue;
      refused.push_back({"claim.key_taken", {{"key", claim.key}, {"claim", kept->id.text()}}, {}, {}});
      continue;
    }
    fresh.push_back(claim);
    if (fresh.back().id.is_empty()) fresh.back().id = ClaimId(new_uuid7(unix_milliseconds));
    fresh.back().author = actor.name;
  }
  if (!refused.empty()) {
    const std::string count = std::to_string(refused.size());
    return refuse("claim.refused", {{"count", count}}, {}, std::move(refused));
  }
  return fresh;
}

}  // namespace

Done check_claim(const Claim& claim, const Definitions& definitions) {
  const Definition* definition = definitions.find(claim.definition);
  if (definition == nullptr) return refuse("claim.unknown_definition", {{"definition", claim.definition}});
  if (!claim.numerator && claim.printed.empty()) return refuse("claim.no_figure", named(claim));
  if (!claim.printed.empty() && !Decimal::parse(claim.printed)) {
    return refuse("claim.printed_malformed", {{"printed", claim.printed}});
  }
  if (claim.place.empty()) return refuse("claim.no_place", named(claim));
  if (claim.source.empty() && claim.source_url.empty()) return refuse("claim.no_source", named(claim));
  return claim.origin == Origin::own ? check_own(claim, *definition) : Done{};
}

Result<RecordedClaims> record_claims(commands::Writer& writer, const commands::Asked& asked, std::vector<Claim> claims,
                                     const std::string& origin_words, long long unix_milliseconds) {
  RecordedClaims recorded;
  std::vector<std::string> rights{"claims.record"};
  const bool is_publishing =
      std::any_of(claims.begin(), claims.end(), [](const Claim& claim) { return claim.status != ClaimStatus::draft; });
  if (is_publishing) rights.emplace_back("claims.publish");
  const auto outcome =
      run(writer, asked, "claim.record", rights,
          [&](storage::Database& database, audit::EventNumber number, const std::string& recorded_at,
              const ClaimRegister& known) -> Result<audit::EventDraft> {
            recorded = {};
            const auto fresh = new_ones(known, claims, asked.actor, unix_milliseconds);
            if (!fresh) return pass_on(fresh);
            recorded.unchanged = claims.size() - fresh->size();
            if (fresh->empty()) return refuse("claim.nothing_new");
            recorded.added = fresh->size();
            json::array ids;
            for (const Claim& claim : *fresh) {
              recorded.ids.push_back(claim.id);
              ids.push_back(json::value(claim.id.text()));
            }
            const auto done = append_claims(database, number, recorded_at, *fresh);
            if (!done) return pass_on(done);
            return draft_of("claim.recorded", {{"source", origin_words}, {"claims", std::move(ids)}}, recorded.ids);
          });
  if (!outcome && outcome.error().code == "claim.nothing_new") return recorded;
  if (!outcome) return pass_on(outcome);
  recorded.event = outcome->event;
  if (outcome->replayed) {
    for (const json::value& id : outcome->answer.at("claims").as_array())
      recorded.ids.emplace_back(std::string(id.as_string()));
    recorded.added = recorded.ids.size();
  }
  return recorded;
}

Result<audit::EventNumber> publish_claim(commands::Writer& writer, const commands::Asked& asked, const ClaimId& id) {
  const auto outcome = run(writer, asked, "claim.publish", {"claims.publish"},
                           [&](storage::Database& database, audit::EventNumber number, const std::string& recorded_at,
                               const ClaimRegister& known) -> Result<audit::EventDraft> {
                             const Claim* claim = known.find(id.text());
                             if (claim == nullptr) return refuse("claim.unknown", {{"claim", id.text()}});
                             if (claim->status != ClaimStatus::draft) return refuse("claim.frozen", named(*claim));
                             if (claim->author == asked.actor.name && asked.actor.is_signed_in())
                               return refuse("claim.second_person", named(*claim));
                             const auto checked = check_claim(*claim, known.definitions());
                             if (!checked) return pass_on(checked);
                             const auto done = append_status(database, number, recorded_at, id, ClaimStatus::published);
                             if (!done) return pass_on(done);
                             return draft_of("claim.published", {{"claim", id.text()}}, {id});
                           });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

Result<ClaimId> correct_claim(commands::Writer& writer, const commands::Asked& asked, const ClaimId& old,
                              Claim corrected, const std::string& reason, long long unix_milliseconds) {
  corrected.id = ClaimId(new_uuid7(unix_milliseconds));
  corrected.supersedes = old.text();
  corrected.reason = reason;
  corrected.status = ClaimStatus::published;
  corrected.author = asked.actor.name;
  const auto outcome =
      run(writer, asked, "claim.correct", {"claims.correct"},
          [&](storage::Database& database, audit::EventNumber number, const std::string& recorded_at,
              const ClaimRegister& known) -> Result<audit::EventDraft> {
            const Claim* before = known.find(old.text());
            if (before == nullptr) return refuse("claim.unknown", {{"claim", old.text()}});
            if (before->status == ClaimStatus::draft) return refuse("claim.not_published", named(*before));
            if (const Claim* later = known.correction_of(old.text())) {
              return refuse("claim.already_corrected", {{"claim", old.text()}, {"by", later->id.text()}});
            }
            if (reason.empty()) return refuse("claim.no_reason", named(*before));
            corrected.key = before->key;
            const auto checked = check_claim(corrected, known.definitions());
            if (!checked) return pass_on(checked);
            auto done = append_claims(database, number, recorded_at, {corrected});
            if (!done) return pass_on(done);
            done = append_status(database, number, recorded_at, old, ClaimStatus::corrected);
            if (!done) return pass_on(done);
            return draft_of("claim.corrected",
                            {{"claim", corrected.id.text()}, {"supersedes", old.text()}, {"reason", reason}},
                            {corrected.id, old});
          });
  if (!outcome) return pass_on(outcome);
  return ClaimId(std::string(outcome->answer.at("claim").as_string()));
}

Result<Share> combined_share(const std::vector<const Claim*>& claims, const Definitions& definitions) {
  if (claims.empty()) return refuse("claim.no_counts");
  Share total{Decimal::of(0), Decimal::of(0)};
  std::set<std::string> units;
  for (const Claim* claim : claims) {
    const Definition* definition = definitions.find(claim->definition);
    if (definition == nullptr) return refuse("claim.unknown_definition", {{"definition", claim->definition}});
    if (definition->form == Form::average) return refuse("claim.averages_never_averaged", named(*claim));
    if (claim->definition != claims.front()->definition) {
      return refuse("claim.definitions_differ", {{"first", claims.front()->definition}, {"other", claim->definition}});
    }
    if (claim->as_of != claims.front()->as_of) {
      return refuse("claim.dates_differ", {{"first", claims.front()->as_of.text()}, {"other", claim->as_of.text()}});
    }
    if (!claim->numerator || !claim->denominator) return refuse("claim.no_counts", named(*claim));
    for (const std::string& unit : claim->units) {
      if (!units.insert(unit).second) return refuse("claim.units_overlap", {{"unit", unit}});
    }
    const auto numerator = add(total.numerator, *claim->numerator);
    const auto denominator = add(total.denominator, *claim->denominator);
    if (!numerator) return pass_on(numerator);
    if (!denominator) return pass_on(denominator);
    total = {*numerator, *denominator};
  }
  return total;
}

}  // namespace luytre::statistics
