#include "programme/evidence/evidence.h"

#include <algorithm>

#include "base/vietnamese.h"
#include "platform/http/request.h"
#include "programme/evidence/media_type.h"

namespace luytre::evidence {
namespace {

json::value word_or_null(const std::string& text) { return text.empty() ? json::value() : json::value(text); }
json::value number_or_null(std::int64_t number) { return number == 0 ? json::value() : json::value(number); }

bool ends_with_any(std::string_view name, const std::vector<std::string_view>& endings) {
  std::string lower(name);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return lower.size() > ending.size() && lower.ends_with(ending); });
}

}  // namespace

json::object to_json(const Use& use) {
  return {{"unit", use.unit}, {"measure", use.measure}, {"as_of", use.as_of}, {"event", use.event}};
}

json::object to_json(const Evidence& evidence) {
  json::array uses;
  for (const Use& use : evidence.uses) uses.push_back(to_json(use));
  json::value place;
  if (!evidence.photo.latitude.empty()) {
    place = json::object{{"latitude", evidence.photo.latitude}, {"longitude", evidence.photo.longitude}};
  }
  return {{"evidence", evidence.id},
          {"unit", evidence.unit},
          {"file_name", evidence.file_name},
          {"title", evidence.title},
          {"media_type", evidence.media_type},
          {"bytes", evidence.bytes},
          {"sha256", evidence.sha256},
          {"taken_at", word_or_null(evidence.photo.taken_at)},
          {"place", std::move(place)},
          {"width", number_or_null(evidence.photo.width)},
          {"height", number_or_null(evidence.photo.height)},
          {"added_by", evidence.added_by},
          {"event", evidence.event},
          {"uses", std::move(uses)}};
}

std::string name_to_save(std::string_view file_name, std::string_view media_type) {
  const std::size_t folder = file_name.find_last_of("/\\");
  if (folder != std::string_view::npos) file_name.remove_prefix(folder + 1);
  std::string name;
  for (const char c : file_name) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    name += is_control || std::string_view(":*?\"<>|").find(c) != std::string_view::npos ? '_' : c;
  }
  // Windows drops dots and blanks at the end, and with them the ending.
  while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.pop_back();
  while (name.starts_with('.') || name.starts_with(' ')) name.erase(0, 1);
  if (name.empty()) name = "minh-chung";
  const auto endings = endings_of(media_type);
  if (!ends_with_any(name, endings)) name += endings.empty() ? ".bin" : std::string(endings.front());
  return name;
}

std::string content_disposition(std::string_view name, bool is_inline) {
  std::string ascii;
  for (const char c : fold(name)) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
                          c == '-' || c == '_' || c == ' ';
    ascii += is_plain ? c : '_';
  }
  return std::string(is_inline ? "inline" : "attachment") + "; filename=\"" + ascii + "\"; filename*=UTF-8''" +
         http::percent_encoded(name);
}

}  // namespace luytre::evidence
