#include "outputs/search/words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/csv.h"
#include "base/resources.h"
#include "base/vietnamese.h"

namespace luytre::search {
namespace {

constexpr std::size_t kept_words_max = 50'000;  // of one thread

// Grave, tilde, acute, hook and dot below are tones; breve, circumflex and horn belong to the letter.
bool is_tone(UChar32 c) { return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323; }

struct Forms {
  std::string exact;
  std::string folded;
};

Forms forms_of(std::string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* composing = icu::Normalizer2::getNFCInstance(status);
  const auto* decomposing = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status) != 0) return {std::string(word), std::string(word)};
  const auto given =
      icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
  icu::UnicodeString apart = decomposing->normalize(given, status);
  apart.foldCase();
  icu::UnicodeString letters, tones, plain;
  for (std::int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
    const UChar32 c = apart.char32At(at);
    if (is_tone(c)) {
      tones.append(c);
      continue;
    }
    letters.append(c);
    if (u_charType(c) != U_NON_SPACING_MARK) plain.append(c == 0x111 ? UChar32{'d'} : c);
  }
  Forms forms;
  (composing->normalize(letters, status) + tones).toUTF8String(forms.exact);
  plain.toUTF8String(forms.folded);
  return forms;
}

// Vietnamese has few syllables, and each comes again and again.
const Forms& kept_forms(std::string_view word) {
  thread_local std::unordered_map<std::string, Forms> kept;
  if (kept.size() > kept_words_max) kept.clear();
  std::string key(word);
  const auto found = kept.find(key);
  if (found != kept.end()) return found->second;
  Forms forms = forms_of(word);
  return kept.emplace(std::move(key), std::move(forms)).first->second;
}

bool belongs_to_word(UChar32 c) {
  if (c < 0) return false;
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return u_isalnum(c) != 0 || u_charType(c) == U_NON_SPACING_MARK;
}

// The letter of a syllable that bears its tone: one with a mark of its own, else by how many vowels stand together and
// whether a consonant closes them. "gi" and "qu" before a vowel are consonants.
std::int32_t tone_place(const icu::UnicodeString& letters) {
  const icu::UnicodeString plain(u"aeiouy"), marked(u"ăâêôơư");
  std::int32_t first = -1, last = -1, with_mark = -1;
  for (std::int32_t at = 0; at < letters.length(); ++at) {
    const char16_t c = letters.charAt(at);
    const bool is_marked = marked.indexOf(c) >= 0;
    if (is_marked) with_mark = at;
    if (!is_marked && plain.indexOf(c) < 0) continue;
    const bool has_more = at + 1 < letters.length() &&
                          (plain.indexOf(letters.charAt(at + 1)) >= 0 || marked.indexOf(letters.charAt(at + 1)) >= 0);
    const bool is_consonant =
        at == 1 && has_more && ((letters.charAt(0) == u'g' && c == u'i') || (letters.charAt(0) == u'q' && c == u'u'));
    if (is_consonant) continue;
    if (first < 0) first = at;
    last = at;
  }
  if (with_mark >= 0) return with_mark;
  if (first < 0) return letters.length() - 1;
  const bool is_closed = last + 1 < letters.length();
  const std::int32_t vowels = last - first + 1;
  if (vowels == 1 || (vowels == 2 && !is_closed)) return first;
  return first + 1;
}

std::vector<Synonym> read_synonyms() {
  std::vector<Synonym> read;
  const auto table = parse_csv(resource("reference/abbreviations.csv"), "reference/abbreviations.csv");
  if (!table) return read;  // data are tested: it parses
  const auto short_form = table->column("abbreviation");
  const auto long_form = table->column("vi");
  if (!short_form || !long_form) return read;
  for (const CsvRow& row : table->rows) {
    Synonym synonym{slug(row.cells[*short_form]), {words_of(row.cells[*short_form]), words_of(row.cells[*long_form])}};
    std::erase_if(synonym.forms, [](const auto& form) { return form.empty(); });
    if (!synonym.id.empty() && synonym.forms.size() == 2) read.push_back(std::move(synonym));
  }
  return read;
}

bool fits(const Word& word, const Word& wanted) {
  return word.folded == wanted.folded && (!word.has_marks() || word.exact == wanted.exact);
}

struct Form {
  const std::vector<Word>* words;
  const Synonym* synonym;
};

// By the first word, without marks; the longest first.
const std::multimap<std::string, Form, std::less<>>& forms() {
  static const auto made = [] {
    std::vector<Form> all;
    for (const Synonym& synonym : synonyms()) {
      for (const auto& form : synonym.forms) all.push_back({&form, &synonym});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Form& a, const Form& b) { return a.words->size() > b.words->size(); });
    std::multimap<std::string, Form, std::less<>> by_first;
    for (const Form& form : all) by_first.emplace(form.words->front().folded, form);
    return by_first;
  }();
  return made;
}

}  // namespace

std::vector<Word> words_of(std::string_view text, std::size_t words_max) {
  std::vector<Word> words;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  std::int64_t begin = -1;
  const auto close = [&](std::int64_t end) {
    if (begin < 0) return;
    const auto first = static_cast<std::size_t>(begin), last = static_cast<std::size_t>(end);
    const Forms& forms = kept_forms(text.substr(first, last - first));
    if (!forms.folded.empty()) words.push_back({forms.exact, forms.folded, first, last});
    begin = -1;
  };
  for (std::int64_t at = 0; at < length && words.size() < words_max;) {
    const std::int64_t here = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, length, c);
    const bool belongs = belongs_to_word(c);
    const bool is_full = begin >= 0 && at - begin > static_cast<std::int64_t>(word_bytes_max);
    if (!belongs || is_full) close(here);
    if (belongs && begin < 0) begin = here;
  }
  if (words.size() < words_max) close(length);
  return words;
}

std::string as_written(std::string_view exact) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* composing = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status) != 0) return std::string(exact);
  auto letters = icu::UnicodeString::fromUTF8(icu::StringPiece(exact.data(), static_cast<std::int32_t>(exact.size())));
  icu::UnicodeString tones;
  while (!letters.isEmpty() && is_tone(letters.charAt(letters.length() - 1))) {
    tones.insert(0, letters.charAt(letters.length() - 1));
    letters.truncate(letters.length() - 1);
  }
  if (!tones.isEmpty()) letters.insert(tone_place(letters) + 1, tones);
  std::string written;
  composing->normalize(letters, status).toUTF8String(written);
  return written;
}

const std::vector<Synonym>& synonyms() {
  static const std::vector<Synonym> kept = read_synonyms();
  return kept;
}

std::vector<Meant> synonyms_in(const std::vector<Word>& words) {
  std::vector<Meant> meant;
  for (std::size_t at = 0; at < words.size();) {
    const auto [begin, end] = forms().equal_range(words[at].folded);
    const auto found = std::find_if(begin, end, [&](const auto& candidate) {
      const auto& form = *candidate.second.words;
      return form.size() <= words.size() - at &&
             std::equal(form.begin(), form.end(), words.begin() + static_cast<std::ptrdiff_t>(at),
                        [](const Word& wanted, const Word& word) { return fits(word, wanted); });
    });
    if (found == end) {
      ++at;
      continue;
    }
    meant.push_back({at, found->second.words->size(), found->second.synonym});
    at += found->second.words->size();
  }
  return meant;
}

}  // namespace luytre::search
