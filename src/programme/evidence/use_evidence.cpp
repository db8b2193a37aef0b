#include "programme/evidence/use_evidence.h"

#include <algorithm>

#include "programme/evidence/evidence_store.h"

namespace luytre::evidence {

using storage::Database;

bool stands(const Evidence& evidence, const Use& use) {
  return std::find(evidence.uses.begin(), evidence.uses.end(), use) != evidence.uses.end();
}

Done add_use(Database& database, const Evidence& evidence, const Use& use) {
  const bool is_counted = std::any_of(evidence.uses.begin(), evidence.uses.end(), [&](const Use& other) {
    return other.unit == use.unit && other.measure == use.measure;
  });
  const auto count = count_files_in_use(database, use.unit, use.measure);
  if (!count) return pass_on(count);
  if (!is_counted && *count >= files_of_measure_max) {
    return refuse("evidence.too_many_files",
                  {{"unit", use.unit}, {"measure", use.measure}, {"max", std::to_string(files_of_measure_max)}});
  }
  return append_use(database, evidence.id, use, false);
}

Result<audit::EventNumber> use_evidence(commands::Writer& writer, const access::Guard& guard,
                                        const commands::Asked& asked, const Known& known, const Evidence& evidence,
                                        const Use& use, bool is_withdrawn) {
  if (auto good = check_use(known, use); !good) return pass_on(good);
  const access::Ask ask{"evidence.add", use.unit, *Date::parse(use.as_of), {}};
  if (auto may = guard(asked.actor, ask); !may) return pass_on(may);
  const auto before = std::find(evidence.uses.begin(), evidence.uses.end(), use);
  const bool is_standing = before != evidence.uses.end();
  if (is_standing && !is_withdrawn) return before->event;
  if (!is_standing && is_withdrawn) {
    return refuse("evidence.no_use", {{"unit", use.unit}, {"measure", use.measure}, {"day", use.as_of}});
  }
  const auto outcome = writer.run(
      commands::order_by(asked, "evidence.add", {ask}),
      [&](Database& database, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto now = find_evidence(database, evidence.id);
        if (!now) return pass_on(now);
        if (known.may_change) {
          if (auto may = known.may_change(database, {use}); !may) return pass_on(may);
        }
        Use changed = use;
        changed.event = number;
        auto done = is_withdrawn ? append_use(database, evidence.id, changed, true) : add_use(database, *now, changed);
        if (!done) return pass_on(done);
        audit::EventDraft draft;
        draft.kind = is_withdrawn ? "evidence.withdrawn" : "evidence.used";
        draft.payload = to_json(changed);
        draft.payload.as_object()["evidence"] = evidence.id;
        draft.province = province_of(known, use.unit);
        draft.subjects = {{"evidence", evidence.id}, {"unit", use.unit}};
        draft.answer = json::object{{"evidence", evidence.id}};
        return draft;
      });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

}  // namespace luytre::evidence
