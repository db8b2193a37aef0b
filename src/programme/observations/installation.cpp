#include "programme/observations/installation.h"

#include "programme/observations/observation_store.h"

namespace luytre::observations {

namespace {

// The same facts again are no change; others are a contradiction.
Result<Installation> confirm(const Installation& known, InstallationKind kind, const std::string& province) {
  if (known.kind == kind && known.province == province) return known;
  return refuse("observations.other_installation", {{"known_kind", std::string(text(known.kind))},
                                                    {"known_province", known.province},
                                                    {"kind", std::string(text(kind))},
                                                    {"province", province}});
}

}  // namespace

std::string_view text(InstallationKind kind) { return kind == InstallationKind::real ? "real" : "demonstration"; }

Result<bool> is_demonstration(storage::Database& database) {
  const auto installation = find_installation(database);
  if (!installation) return pass_on(installation);
  return installation->has_value() && (*installation)->kind == InstallationKind::demonstration;
}

Result<Installation> establish(commands::Writer& writer, storage::Database& database, const access::Actor& actor,
                               InstallationKind kind, const std::string& province) {
  const auto known = find_installation(database);
  if (!known) return pass_on(known);
  if (known->has_value()) return confirm(**known, kind, province);

  Installation made{kind, province, "", 0};
  const auto body = [&](storage::Database& inside, audit::EventNumber number,
                        const std::string& recorded_at) -> Result<audit::EventDraft> {
    const auto other = find_installation(inside);
    if (!other) return pass_on(other);
    if (other->has_value()) {
      return refuse("observations.other_installation", {{"known_kind", std::string(text((*other)->kind))},
                                                        {"known_province", (*other)->province},
                                                        {"kind", std::string(text(kind))},
                                                        {"province", province}});
    }
    const auto newest = newest_observation_event(inside);
    if (!newest) return pass_on(newest);
    if (kind == InstallationKind::demonstration && *newest > 0) return refuse("observations.already_has_values");
    made.event = number;
    made.created = recorded_at;
    const auto kept = insert_installation(inside, made);
    if (!kept) return pass_on(kept);
    audit::EventDraft draft;
    draft.kind = "installation.established";
    draft.payload = {{"kind", text(kind)}, {"province", province}};
    draft.province = province;
    draft.subjects = {{"installation", province}};
    return draft;
  };
  const auto outcome = writer.run({actor, "installation.establish", "", province, ""}, body);
  if (!outcome) return pass_on(outcome);
  return made;
}

}  // namespace luytre::observations
