#include "base/vietnamese.h"

#include <simdjson.h>
#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cstdlib>
#include <memory>

namespace luytre {
namespace {

icu::UnicodeString unicode(std::string_view utf8) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

std::string utf8_of(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

const icu::Collator& collator() {
  static const std::unique_ptr<icu::Collator> made = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> vi(icu::Collator::createInstance(icu::Locale("vi"), status));
    if (U_FAILURE(status)) std::abort();  // ICU without its data: a broken installation
    return vi;
  }();
  return *made;
}

const icu::Normalizer2& normalizer(bool compose) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* made = compose ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) std::abort();
  return *made;
}

icu::UnicodeString normalized(std::string_view utf8, bool compose) {
  UErrorCode status = U_ZERO_ERROR;
  return normalizer(compose).normalize(unicode(utf8), status);
}

}  // namespace

std::string fold(std::string_view utf8) {
  const icu::UnicodeString text = normalized(utf8, false).toLower(icu::Locale("vi"));
  icu::UnicodeString folded;
  bool blank_waits = false;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    UChar32 c = text.char32At(at);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (u_isUWhiteSpace(c) != 0) {
      blank_waits = !folded.isEmpty();
      continue;
    }
    if (blank_waits) folded.append(u' ');
    blank_waits = false;
    folded.append(c == 0x0111 ? UChar32{'d'} : c);  // đ has no decomposition
  }
  return utf8_of(folded);
}

std::string slug(std::string_view utf8) {
  std::string joined;
  bool hyphen_waits = false;
  for (const char c : fold(utf8)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      if (hyphen_waits) joined += '-';
      hyphen_waits = false;
      joined += c;
    } else {
      hyphen_waits = !joined.empty();
    }
  }
  return joined;
}

std::string nfc(std::string_view utf8) { return utf8_of(normalized(utf8, true)); }

std::string lower(std::string_view utf8) { return utf8_of(normalized(utf8, true).toLower(icu::Locale("vi"))); }

bool vietnamese_less(std::string_view a, std::string_view b) {
  UErrorCode status = U_ZERO_ERROR;
  const auto order = collator().compare(unicode(a), unicode(b), status);
  if (order != UCOL_EQUAL) return order == UCOL_LESS;
  return a < b;
}

std::string vietnamese_sort_key(std::string_view utf8) {
  icu::UnicodeString text = unicode(utf8);
  std::string key(static_cast<std::size_t>(text.length()) * 4 + 16, '\0');
  const auto capacity = static_cast<std::int32_t>(key.size());
  const auto length = collator().getSortKey(text, reinterpret_cast<std::uint8_t*>(key.data()), capacity);
  key.resize(static_cast<std::size_t>(length));
  if (length > capacity) collator().getSortKey(text, reinterpret_cast<std::uint8_t*>(key.data()), length);
  return key.append(utf8);
}

bool is_valid_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

}  // namespace luytre
