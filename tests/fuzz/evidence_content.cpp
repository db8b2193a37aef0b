// A file of evidence of any content: a type of the allow-list or a problem that has its text; a photograph says
// something possible or nothing.

#include <algorithm>

#include "base/messages.h"
#include "fuzz/input.h"
#include "programme/evidence/media_type.h"
#include "programme/evidence/photo.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace luytre;
  const std::string_view bytes = fuzz::text_of(data, size);
  const auto type = evidence::detect_media_type(bytes);
  if (!type) {
    fuzz::hold(in_catalogue(type.error().code), "a problem has its text");
    return 0;
  }
  const auto endings = evidence::endings_of(*type);
  fuzz::hold(!endings.empty(), "a type that was taken is on the list");
  const auto photo = evidence::read_photo(bytes, *type);
  fuzz::hold(photo.latitude.empty() == photo.longitude.empty(), "both or neither");
  fuzz::hold(photo.taken_at.empty() || photo.taken_at.size() == 19 || photo.taken_at.size() == 25, "an instant");
  const std::string name = evidence::name_to_save(bytes, *type);
  fuzz::hold(name.find_first_of("/\\\r\n") == std::string::npos, "a name without folders and line ends");
  fuzz::hold(std::any_of(endings.begin(), endings.end(), [&](auto ending) { return name.size() > ending.size(); }),
             "a name is more than its ending");
  return 0;
}
