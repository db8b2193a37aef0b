#include "programme/surveys/audio.h"

#include <algorithm>

#include "base/hash.h"
#include "base/identifier.h"
#include "platform/access/person.h"
#include "programme/evidence/media_type.h"
#include "programme/evidence/scan.h"
#include "programme/surveys/survey_store.h"

namespace luytre::surveys {
namespace {

constexpr std::string_view webm_head = "\x1A\x45\xDF\xA3";  // what browsers record

Result<std::string> media_type_of(std::string_view bytes) {
  if (bytes.starts_with(webm_head)) return std::string("audio/webm");
  const auto type = evidence::detect_media_type(bytes);
  const bool is_sound = type && (type->starts_with("audio/") || *type == "video/mp4");
  if (!is_sound) return refuse("surveys.audio_kind", {}, "body");
  return *type == "video/mp4" ? std::string("audio/mp4") : *type;
}

Done check_wish(const criteria::Library& law, const AudioWish& wish) {
  const auto* form = law.survey_form(wish.form);
  if (form == nullptr) return refuse("surveys.no_form", {{"form", wish.form}, {"choices", "–"}}, "form");
  if (form->question(wish.question) == nullptr) {
    return refuse("surveys.question_unknown", {{"question", wish.question}}, "question");
  }
  if (std::find(std::begin(audio_languages), std::end(audio_languages), wish.language) == std::end(audio_languages)) {
    return refuse("surveys.audio_language", {{"language", wish.language}}, "language");
  }
  if (wish.bytes.size() <= audio_bytes_max) return {};
  return refuse("surveys.audio_size", {{"max", std::to_string(audio_bytes_max)}}, "body");
}

Result<std::string> keep_bytes(const evidence::Desk& files, const std::string& bytes, long long now) {
  if (!files.settings().scanner_socket.empty()) {
    if (auto clean = evidence::scan(files.settings().scanner_socket, bytes); !clean) return pass_on(clean);
  }
  const std::string upload = new_uuid7(now), digest = hex(sha256(bytes));
  const auto appended = files.files().append(upload, 0, bytes, static_cast<std::int64_t>(audio_bytes_max));
  if (!appended) return pass_on(appended);
  Done kept = files.files().flush_upload(upload);
  if (kept) kept = files.files().keep(upload, digest);
  files.files().forget_upload(upload);
  if (!kept) return pass_on(kept);
  return digest;
}

}  // namespace

Result<Audio> record_audio(const Desk& desk, evidence::Desk& files, const commands::Asked& asked, const Known& known,
                           const std::string& unit, const AudioWish& wish) {
  if (auto fits = check_wish(known.law(), wish); !fits) return pass_on(fits);
  Audio audio{wish.form,
              wish.question,
              wish.language,
              0,
              "",
              "",
              static_cast<std::int64_t>(wish.bytes.size()),
              person_of(asked.actor)};
  if (!wish.bytes.empty()) {
    auto type = media_type_of(wish.bytes);
    if (!type) return pass_on(type);
    auto digest = keep_bytes(files, wish.bytes, desk.unix_milliseconds());
    if (!digest) return pass_on(digest);
    audio.media_type = *std::move(type);
    audio.file = *std::move(digest);
  }
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "surveys.record_audio", {{"surveys.record_audio", unit, desk.today(), {}}}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        audio.event = number;
        if (auto done = append(database, audio); !done) return pass_on(done);
        audit::EventDraft draft;
        draft.kind = "surveys.audio_recorded";
        draft.payload = json::object{{"form", audio.form},
                                     {"question", audio.question},
                                     {"language", audio.language},
                                     {"sha256", audio.file},
                                     {"bytes", audio.bytes}};
        return draft;
      });
  if (!outcome) return pass_on(outcome);
  audio.event = outcome->event;
  return audio;
}

}  // namespace luytre::surveys
