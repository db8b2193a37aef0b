// A question read aloud: recorded by the Front, played on the phone of whoever answers.
#pragma once

#include "programme/evidence/desk.h"
#include "programme/surveys/desk.h"

namespace luytre::surveys {

inline constexpr std::size_t audio_bytes_max = 1'000'000;  // two minutes of speech, and more than that

struct AudioWish {
  std::string form;
  std::string question;
  std::string language;
  std::string bytes;  // empty: what is there is taken away
};
// Problems surveys.no_form, surveys.question_unknown, surveys.audio_language, surveys.audio_kind, surveys.audio_size,
// those of the scanner and the folder of files.
Result<Audio> record_audio(const Desk& desk, evidence::Desk& files, const commands::Asked& asked, const Known& known,
                           const std::string& unit, const AudioWish& wish);

}  // namespace luytre::surveys
