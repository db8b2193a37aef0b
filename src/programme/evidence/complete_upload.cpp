#include "programme/evidence/complete_upload.h"

#include <algorithm>

#include "base/hash.h"
#include "base/identifier.h"
#include "programme/evidence/evidence_store.h"
#include "programme/evidence/media_type.h"
#include "programme/evidence/photo.h"
#include "programme/evidence/scan.h"
#include "programme/evidence/use_evidence.h"

namespace luytre::evidence {
namespace {

using storage::Database;

Done check_whole(const Desk& desk, const Upload& upload, std::string_view bytes) {
  const auto length = static_cast<std::int64_t>(bytes.size());
  if (length != upload.bytes) {
    return refuse("evidence.incomplete", {{"offset", std::to_string(length)}, {"bytes", std::to_string(upload.bytes)}});
  }
  if (hex(sha256(bytes)) == upload.sha256) return {};
  if (!upload.is_stored) desk.files().forget_upload(upload.id);
  return refuse("evidence.hash_differs", {{"sha256", upload.sha256}});
}

// All that can be told of it before it is recorded.
Result<Evidence> inspected(const Desk& desk, const Upload& upload) {
  auto file = upload.is_stored ? desk.files().open_kept(upload.sha256) : desk.files().open_upload(upload.id);
  if (!file && file.error().code == "file.not_found") {
    return refuse("evidence.incomplete", {{"offset", "0"}, {"bytes", std::to_string(upload.bytes)}});
  }
  if (!file) return pass_on(file);
  const std::string_view bytes = file->bytes();
  if (auto whole = check_whole(desk, upload, bytes); !whole) return pass_on(whole);
  auto type = detect_media_type(bytes);
  if (!type) return pass_on(type);
  if (const std::string& socket = desk.settings().scanner_socket; !socket.empty()) {
    if (auto clean = scan(socket, bytes); !clean) return pass_on(clean);
  }
  if (!upload.is_stored) {
    if (auto flushed = desk.files().flush_upload(upload.id); !flushed) return pass_on(flushed);
  }
  Evidence evidence;
  evidence.sha256 = upload.sha256;
  evidence.bytes = upload.bytes;
  evidence.media_type = *std::move(type);
  evidence.unit = upload.unit;
  evidence.file_name = upload.file_name;
  evidence.title = upload.title;
  evidence.photo = read_photo(bytes, evidence.media_type);
  return evidence;
}

// Answered already: the file is the unit's evidence, its bytes are there, and it stands behind all that is asked.
Result<std::optional<Completed>> done_before(Desk& desk, const Upload& upload, const std::vector<Use>& uses) {
  std::optional<Completed> done;
  auto read = desk.with([&](Database& database) -> Done {
    const auto before = find_evidence_of(database, upload.unit, upload.sha256);
    if (!before) return pass_on(before);
    const bool is_done = *before && desk.files().has(upload.sha256) &&
                         std::all_of(uses.begin(), uses.end(), [&](const Use& use) { return stands(**before, use); });
    if (is_done) done = Completed{(*before)->id, (*before)->event};
    return {};
  });
  if (!read) return pass_on(read);
  return done;
}

// Inside the body: what is new of the file and of its uses.
Result<audit::EventDraft> record(Database& database, audit::EventNumber number, Evidence evidence,
                                 std::vector<Use> uses, const Known& known) {
  const auto before = find_evidence_of(database, evidence.unit, evidence.sha256);
  if (!before) return pass_on(before);
  if (*before) {
    evidence = **before;
  } else {
    evidence.event = number;
    if (auto kept = append_evidence(database, evidence); !kept) return pass_on(kept);
  }
  std::erase_if(uses, [&](const Use& use) { return stands(evidence, use); });
  if (known.may_change) {
    if (auto may = known.may_change(database, uses); !may) return pass_on(may);
  }
  for (Use& use : uses) {
    use.event = number;
    if (auto added = add_use(database, evidence, use); !added) return pass_on(added);
    evidence.uses.push_back(use);
  }
  audit::EventDraft draft;
  draft.kind = "evidence.added";
  draft.payload = to_json(evidence);
  draft.payload_class = audit::PayloadClass::restricted;
  draft.province = province_of(known, evidence.unit);
  draft.subjects = {{"evidence", evidence.id}, {"unit", evidence.unit}};
  draft.answer = json::object{{"evidence", evidence.id}};
  return draft;
}

}  // namespace

Result<Completed> complete_upload(Desk& desk, commands::Writer& writer, const access::Guard& guard,
                                  const commands::Asked& asked, const Known& known, const UploadState& state,
                                  std::vector<Use> uses, long long unix_milliseconds) {
  const Upload& upload = state.upload;
  if (uses.size() > uses_of_request_max) {
    return refuse("evidence.too_many_uses", {{"max", std::to_string(uses_of_request_max)}}, "uses");
  }
  std::vector<access::Ask> asks{ask_about(known, "evidence.add", upload.unit)};
  for (Use& use : uses) {
    use.unit = upload.unit;
    if (auto good = check_use(known, use); !good) return pass_on(good);
    access::Ask ask = asks.front();
    ask.day = *Date::parse(use.as_of);
    asks.push_back(std::move(ask));
  }
  for (const access::Ask& ask : asks) {
    if (auto may = guard(asked.actor, ask); !may) return pass_on(may);
  }
  const auto before = done_before(desk, upload, uses);
  if (!before) return pass_on(before);
  if (*before) return **before;
  auto evidence = inspected(desk, upload);
  if (!evidence) return pass_on(evidence);
  evidence->id = new_uuid7(unix_milliseconds);
  evidence->added_by = asked.actor.name;
  const auto outcome =
      writer.run(commands::order_by(asked, "evidence.add", std::move(asks)),
                 [&](Database& database, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
                   auto draft = record(database, number, *evidence, uses, known);
                   if (!draft || asked.is_dry_run || upload.is_stored) return draft;
                   if (auto kept = desk.files().keep(upload.id, upload.sha256); !kept) return pass_on(kept);
                   if (auto marked = mark_stored(database, upload.id); !marked) return pass_on(marked);
                   return draft;
                 });
  if (!outcome) return pass_on(outcome);
  if (!outcome->is_dry_run) desk.files().forget_upload(upload.id);
  return Completed{std::string(outcome->answer.at("evidence").as_string()), outcome->event};
}

}  // namespace luytre::evidence
