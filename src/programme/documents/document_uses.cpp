#include "programme/documents/document_uses.h"

#include <algorithm>
#include <set>

namespace luytre::documents {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0; }
bool is_mark(char c) { return c == '/' || c == '-'; }

// From a number to the end of what may belong to a symbol.
std::size_t symbol_end(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && end - begin < symbol_bytes_max &&
         (is_digit(text[end]) || is_letter(text[end]) || is_mark(text[end]) || text[end] == '&')) {
    ++end;
  }
  while (end > begin && is_mark(text[end - 1])) --end;
  return end;
}

// A number, a stroke, perhaps a year and a stroke, then letters: "318/QĐ-TTg". A date or a share is none.
bool is_symbol(std::string_view text) {
  const std::size_t stroke = text.find('/');
  if (stroke == 0 || stroke == std::string_view::npos) return false;
  if (!std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(stroke), is_digit)) return false;
  std::string_view rest = text.substr(stroke + 1);
  constexpr std::size_t year_digits = 4;
  if (rest.size() > year_digits && rest[year_digits] == '/' &&
      std::all_of(rest.begin(), rest.begin() + year_digits, is_digit)) {
    rest.remove_prefix(year_digits + 1);
  }
  if (rest.size() < 2 || !is_letter(rest.front())) return false;
  // The letters of a form are capitals, and most often joined to the issuer's: "xã" of "19/175 xã" never gets here.
  const bool begins_as_form = kind_of_symbol(text) != Kind::other;
  return begins_as_form || rest.find('-') != std::string_view::npos;
}

}  // namespace

Citations::Citations(const criteria::Library& law) {
  for (const criteria::Document& document : law.documents) instruments_.emplace(symbol_key(document.key), &document);
  for (const criteria::CriteriaSet& set : law.sets) read_set(set);
  for (const criteria::ProvincialLayer& layer : law.provincial) {
    const criteria::CriteriaSet* set = law.set(layer.set);
    if (set == nullptr) continue;
    for (const criteria::ProvincialThreshold& row : layer.thresholds) {
      if (row.threshold.reference) cite(*set, row.threshold.reference->document, row.indicator);
    }
  }
}

void Citations::cite(const criteria::CriteriaSet& set, const std::string& symbol, const std::string& indicator) {
  if (symbol.empty()) return;
  Cited& cited = cited_[symbol_key(symbol)];
  if (cited.symbol.empty()) cited.symbol = symbol;
  auto use = std::find_if(cited.sets.begin(), cited.sets.end(), [&](const SetUse& one) { return one.set == &set; });
  if (use == cited.sets.end()) use = cited.sets.insert(cited.sets.end(), SetUse{&set, false, {}});
  if (indicator.empty()) return;
  auto& numbers = use->indicators;
  if (std::find(numbers.begin(), numbers.end(), indicator) == numbers.end()) numbers.push_back(indicator);
}

void Citations::read_rule(const criteria::CriteriaSet& set, const std::string& number, const criteria::RuleNode& rule) {
  if (rule.reference) cite(set, rule.reference->document, number);
  for (const criteria::Threshold& threshold : rule.thresholds) {
    if (threshold.reference) cite(set, threshold.reference->document, number);
  }
  for (const criteria::Exception& exception : rule.exceptions) cite(set, exception.reference.document, number);
  for (const criteria::RuleNode& part : rule.parts) read_rule(set, number, part);
}

void Citations::read_set(const criteria::CriteriaSet& set) {
  const auto own = [&](const std::string& symbol) {
    cite(set, symbol, "");
    if (symbol.empty()) return;
    for (SetUse& use : cited_[symbol_key(symbol)].sets) use.is_its_own = use.is_its_own || use.set == &set;
  };
  own(set.document);
  for (const std::string& symbol : set.amended_by) own(symbol);
  for (const criteria::Criterion& criterion : set.criteria) {
    for (const criteria::Indicator& indicator : criterion.indicators) {
      read_rule(set, indicator.rule.number.empty() ? indicator.rule.id : indicator.rule.number, indicator.rule);
    }
  }
  for (const auto& each : set.column_overrides) cite(set, each.reference.document, "");
  for (const auto& each : set.prerequisites) cite(set, each.reference.document, "");
  for (const auto& each : set.conditions) cite(set, each.reference.document, "");
  if (set.satisfaction) cite(set, set.satisfaction->reference.document, "");
  if (!set.revocation) return;
  cite(set, set.revocation->reference.document, "");
  for (const auto& ground : set.revocation->any_of) cite(set, ground.reference.document, "");
}

std::vector<SetUse> Citations::of(const Document& document) const {
  const std::string key = symbol_key(document.symbol);
  const auto found = cited_.find(key);
  if (found == cited_.end()) return {};
  // Another document that happens to bear the same number: the law's own list knows the day of the one it means.
  const auto instrument = instruments_.find(key);
  const bool has_both_days =
      instrument != instruments_.end() && instrument->second->date && document.signed_on.has_value();
  if (has_both_days && *instrument->second->date != *document.signed_on) return {};
  return found->second.sets;
}

std::vector<Citations::Cited> Citations::unmatched(const DocumentRegister& known) const {
  std::vector<Cited> missing;
  for (const auto& [key, cited] : cited_) {
    const auto bearers = known.with_symbol(cited.symbol);
    const bool is_known = std::any_of(bearers.begin(), bearers.end(), [&](const Document* one) {
      return one->state == State::published && !of(*one).empty();
    });
    if (!is_known) missing.push_back(cited);
  }
  return missing;
}

std::vector<const recognition::TitleFact*> decisions_by(const recognition::TitleRegister& titles,
                                                        const Document& document) {
  std::vector<const recognition::TitleFact*> found;
  const std::string key = symbol_key(document.symbol);
  for (const auto& [unit, facts] : titles.facts()) {
    for (const recognition::TitleFact& fact : facts) {
      if (fact.decision.empty() || symbol_key(fact.decision) != key) continue;
      // A province numbers its decisions anew each year: without a day on both sides nothing is said.
      if (fact.decision_date && document.signed_on && *fact.decision_date == *document.signed_on) {
        found.push_back(&fact);
      }
    }
  }
  return found;
}

std::vector<std::string> symbols_in(std::string_view text) {
  std::vector<std::string> symbols;
  std::set<std::string> keys;
  for (std::size_t at = 0; at < text.size() && symbols.size() < symbols_of_text_max;) {
    const bool begins = is_digit(text[at]) && (at == 0 || (!is_digit(text[at - 1]) && !is_letter(text[at - 1]) &&
                                                           text[at - 1] != '/' && text[at - 1] != '.'));
    const std::size_t end = begins ? symbol_end(text, at) : at;
    const std::string_view candidate = text.substr(at, end - at);
    if (begins && is_symbol(candidate) && keys.insert(symbol_key(candidate)).second) {
      symbols.emplace_back(candidate);
    }
    at = std::max(end, at + 1);
  }
  return symbols;
}

bool is_named_in(std::string_view text, const Document& document) {
  // Cheap first: most texts do not have the number at all.
  const std::string number = number_of(document.symbol);
  if (number.empty() || text.find(number + "/") == std::string_view::npos) return false;
  const std::string key = symbol_key(document.symbol);
  const auto symbols = symbols_in(text);
  return std::any_of(symbols.begin(), symbols.end(), [&](const std::string& one) { return symbol_key(one) == key; });
}

}  // namespace luytre::documents
