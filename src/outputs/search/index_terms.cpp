#include "outputs/search/index_terms.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "outputs/search/facts.h"
#include "outputs/search/index.h"

namespace luytre::search {
namespace {

constexpr Xapian::termcount title_weighs = 4;  // a word of a title counts as so many of the text
constexpr std::size_t term_bytes_max = 200;    // Xapian's own limit is 245
constexpr double recency_days = 365.25 * 15;   // what is older gains nothing by its age

class Terms {
 public:
  void add(const std::vector<Word>& words, Xapian::termcount weighs) {
    for (std::size_t at = 0; at < words.size(); ++at) {
      counts_[words[at].folded] += weighs;
      const std::string exact = exact_term(words[at]);
      if (!exact.empty()) counts_[exact] += weighs;
      if (at + 1 < words.size()) counts_[pair_term(words[at], words[at + 1])] += weighs;
    }
    for (const Meant& meant : synonyms_in(words)) {
      counts_[synonym_term(*meant.synonym)] += weighs;
      // Whoever asks for words of the other form finds it too, and texts with either form weigh the same.
      for (const auto& form : meant.synonym->forms) {
        const bool is_here =
            form.size() == meant.count &&
            std::equal(form.begin(), form.end(), words.begin() + static_cast<std::ptrdiff_t>(meant.first),
                       [](const Word& a, const Word& b) { return a.folded == b.folded; });
        for (const Word& word : form) {
          if (!is_here) counts_[word.folded] += weighs;
        }
      }
    }
  }

  void write(Xapian::Document& document) const {
    for (const auto& [term, count] : counts_) document.add_term(term, count);
  }

 private:
  std::unordered_map<std::string, Xapian::termcount> counts_;
};

double recency_of(const std::optional<Date>& date) {
  if (!date) return 0;
  const double age = Date::of(2040, 1, 1).days() - date->days();
  const double newest = Date::of(2040, 1, 1).days() - Date::of(2025, 1, 1).days();
  return std::clamp(1 - (age - newest) / recency_days, 0.0, 2.0) / 2;
}

}  // namespace

std::string exact_term(const Word& word) {
  return word.has_marks() ? "E" + word.folded + ":" + word.exact : std::string();
}

std::string pair_term(const Word& first, const Word& second) { return "B" + first.folded + " " + second.folded; }

std::string synonym_term(const Synonym& synonym) { return "K" + synonym.id; }

std::string name_term(const std::vector<Word>& words, bool is_ended) {
  std::string term = is_ended ? "U" : "T";
  for (const Word& word : words) term += (term.size() == 1 ? "" : " ") + word.folded;
  return term.size() > term_bytes_max || words.empty() ? std::string() : term;
}

std::string kind_term(Kind kind) { return "XK" + std::string(name_of(kind)); }
std::string category_term(const std::string& category) { return "XC" + category.substr(0, term_bytes_max); }
std::string year_term(int year) { return "XY" + std::to_string(year); }
std::string unit_term(const std::string& code) { return "XU" + code.substr(0, term_bytes_max); }

Xapian::Document document_of(const Entry& entry, const std::string& stamp) {
  Xapian::Document document;
  Terms terms;
  terms.add(words_of(entry.title), title_weighs);
  if (entry.title_en != entry.title) terms.add(words_of(entry.title_en), 1);
  for (const std::string& name : entry.names) terms.add(words_of(name), 1);
  terms.add(words_of(entry.text, indexed_words_max), 1);
  terms.write(document);
  for (const std::string& name : entry.names) {
    const std::string term = name_term(words_of(name), entry.is_ended);
    if (!term.empty()) document.add_boolean_term(term);
  }
  document.add_boolean_term(kind_term(entry.kind));
  if (!entry.category.empty()) document.add_boolean_term(category_term(entry.category));
  if (entry.date) document.add_boolean_term(year_term(entry.date->year()));
  for (const std::string& unit : entry.units) document.add_boolean_term(unit_term(unit));
  document.add_value(order_slot, (entry.date ? entry.date->text() : "0000-00-00") + " " + entry.key);
  document.add_value(recency_slot, Xapian::sortable_serialise(recency_of(entry.date)));
  document.add_value(facts_slot, Facts::written(entry));
  document.add_value(key_slot, entry.key + "\n" + stamp);
  return document;
}

std::vector<std::string> spelling_words(const Entry& entry) {
  std::set<std::string> words;
  for (const Word& word : words_of(entry.title)) words.insert(word.folded);
  for (const std::string& name : entry.names) {
    for (const Word& word : words_of(name)) words.insert(word.folded);
  }
  return {words.begin(), words.end()};
}

}  // namespace luytre::search
