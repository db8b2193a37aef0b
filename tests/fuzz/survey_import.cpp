// Slips of KoboToolbox or ODK: any bytes are slips with every answer and a right serial, and rows refused with a reason
// that has its text, or a problem of the whole. The first byte chooses the format.

#include <set>

#include "base/messages.h"
#include "fuzz/input.h"
#include "programme/surveys/import_slips.h"
#include "programme/surveys/serial.h"

namespace {

using luytre::fuzz::hold;
namespace surveys = luytre::surveys;

luytre::criteria::SurveyForm form_of_three() {
  luytre::criteria::SurveyForm form;
  for (const char* id : {"q01", "q02", "q03"}) {
    form.questions.emplace_back();
    form.questions.back().id = id;
  }
  return form;
}

void look_at(const surveys::ImportedSlips& read) {
  std::set<std::string> serials;
  for (const auto& slip : read.slips) {
    hold(slip.row > 0 && slip.answers.size() == 3, "a slip has its row and every answer");
    hold(surveys::serial_as_made(slip.serial) == slip.serial, "a serial as made");
    hold(serials.insert(slip.serial).second, "a serial once");
    for (const auto& [question, words] : slip.words) {
      hold(question.starts_with("q0") && !words.empty() && words.size() <= surveys::import_words_bytes_max, "words");
    }
  }
  for (const auto& broken : read.broken) {
    hold(broken.row > 0 && luytre::in_catalogue(broken.problem.code), "a row is refused with its reason");
    hold(broken.problem.where == "f:" + std::to_string(broken.row), "and its place");
  }
  hold(read.dropped.size() <= surveys::dropped_names_max, "names within the limit");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto form = form_of_three();
  const std::string_view bytes = luytre::fuzz::text_of(data, size);
  const bool is_odata = !bytes.empty() && bytes.front() == '{';
  const auto read =
      surveys::import_slips(form, is_odata ? surveys::ImportFormat::odata : surveys::ImportFormat::csv, bytes, "f");
  if (read) {
    look_at(*read);
  } else {
    hold(luytre::in_catalogue(read.error().code), "a problem has its text");
  }
  return 0;
}
