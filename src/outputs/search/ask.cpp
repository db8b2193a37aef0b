#include "outputs/search/ask.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "outputs/search/index_terms.h"

namespace luytre::search {
namespace {

// What comes before anything that words weigh: all marks as typed, the whole name of something alive or ended.
constexpr double exact_weighs = 1'000;
constexpr double name_weighs = 500;
constexpr double ended_name_weighs = 300;
constexpr double recency_weighs = 1;
constexpr std::int64_t few_answers = 5;  // then words that begin with the last one are taken too

using Queries = std::vector<Xapian::Query>;

Xapian::Query all_of(const Queries& parts) { return Xapian::Query(Xapian::Query::OP_AND, parts.begin(), parts.end()); }

// Adds a fixed weight to what `condition` holds of.
Xapian::Query rewarded(const Xapian::Query& condition, double weight) {
  auto* reward = new Xapian::FixedWeightPostingSource(weight);
  return {Xapian::Query::OP_FILTER, Xapian::Query(reward->release()), condition};
}

class Asker {
 public:
  Asker(Xapian::Database& database, const Query& query, const Narrowing& narrowing)
      : database_(database), query_(query), narrowing_(narrowing) {}

  // What every answer has; weighs by its words.
  Xapian::Query base(bool with_prefixes) const {
    Queries parts;
    for (std::size_t at = 0; at < query_.terms.size();) {
      const Term& term = query_.terms[at];
      const bool is_last = at + 1 == query_.terms.size();
      const bool is_begun = is_last && with_prefixes && term.synonym == nullptr;
      const Xapian::Query whole =
          term.synonym != nullptr ? Xapian::Query(synonym_term(*term.synonym)) : Xapian::Query(term.word.folded);
      parts.push_back(is_begun ? begun(term.word.folded) : whole);
      at += std::max<std::size_t>(term.synonym_words, 1);
    }
    Xapian::Query asked = all_of(parts);
    const Queries filters = filters_of();
    return filters.empty() ? asked : Xapian::Query(Xapian::Query::OP_FILTER, asked, all_of(filters));
  }

  // The same, with what puts one answer before another.
  Xapian::Query ranked(Xapian::Query asked) const {
    for (const Xapian::Query& reward : {exact(), named(), near(), recent()}) {
      if (!reward.empty()) asked = Xapian::Query(Xapian::Query::OP_AND_MAYBE, asked, reward);
    }
    return asked;
  }

 private:
  bool is_in_synonym(std::size_t index) const {
    for (std::size_t at = 0; at < query_.terms.size(); ++at) {
      const Term& term = query_.terms[at];
      if (term.synonym != nullptr && at <= index && index < at + term.synonym_words) return true;
    }
    return false;
  }

  Xapian::Query begun(const std::string& beginning) const {
    std::vector<std::pair<Xapian::doccount, std::string>> found;
    auto at = database_.allterms_begin(beginning);
    for (std::size_t seen = 0; at != database_.allterms_end(beginning) && seen < prefix_words_seen_max; ++at, ++seen) {
      if (*at != beginning) found.emplace_back(at.get_termfreq(), *at);
    }
    const std::size_t count = std::min(found.size(), prefix_words_max);
    std::partial_sort(
        found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(),
        [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    Queries words{Xapian::Query(beginning)};
    for (std::size_t each = 0; each < count; ++each) words.emplace_back(found[each].second);
    return {Xapian::Query::OP_OR, words.begin(), words.end()};
  }

  Queries filters_of() const {
    Queries filters;
    if (narrowing_.kind) filters.emplace_back(kind_term(*narrowing_.kind));
    if (!narrowing_.category.empty()) filters.emplace_back(category_term(narrowing_.category));
    if (narrowing_.year) filters.emplace_back(year_term(*narrowing_.year));
    if (!narrowing_.unit.empty()) filters.emplace_back(unit_term(narrowing_.unit));
    for (const auto& [first, count] : query_.phrases) {
      for (std::size_t at = first; at + 1 < first + count; ++at) {
        filters.emplace_back(pair_term(query_.terms[at].word, query_.terms[at + 1].word));
      }
    }
    return filters;
  }

  // Every mark as it was typed; synonyms are alike however written.
  Xapian::Query exact() const {
    if (!query_.has_marks) return {};
    Queries words;
    for (std::size_t at = 0; at < query_.terms.size(); ++at) {
      const std::string term = exact_term(query_.terms[at].word);
      if (!term.empty() && !is_in_synonym(at)) words.emplace_back(term);
    }
    return words.empty() ? Xapian::Query() : rewarded(all_of(words), exact_weighs);
  }

  Xapian::Query named() const {
    std::vector<Word> words;
    for (const Term& term : query_.terms) words.push_back(term.word);
    const std::string alive = name_term(words, false), ended = name_term(words, true);
    if (alive.empty()) return {};
    return {Xapian::Query::OP_OR, rewarded(Xapian::Query(alive), name_weighs),
            rewarded(Xapian::Query(ended), ended_name_weighs)};
  }

  Xapian::Query near() const {
    Queries pairs;
    for (std::size_t at = 0; at + 1 < query_.terms.size(); ++at) {
      if (is_in_synonym(at) || is_in_synonym(at + 1)) continue;
      pairs.emplace_back(pair_term(query_.terms[at].word, query_.terms[at + 1].word));
    }
    return {Xapian::Query::OP_OR, pairs.begin(), pairs.end()};
  }

  static Xapian::Query recent() {
    auto* source = new Xapian::ValueWeightPostingSource(recency_slot);
    return {Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(source->release()), recency_weighs};
  }

  Xapian::Database& database_;
  const Query& query_;
  const Narrowing& narrowing_;
};

class Spy : public Xapian::MatchSpy {
 public:
  explicit Spy(Facts::Count& count) : count_(count) {}
  void operator()(const Xapian::Document& document, double) override { count_.add(document.get_docid()); }

 private:
  Facts::Count& count_;
};

std::vector<Counted> most(std::vector<std::pair<std::string, std::int64_t>> counts) {
  std::sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  if (counts.size() > narrowing_values_max) counts.resize(narrowing_values_max);
  std::vector<Counted> most;
  for (auto& [value, count] : counts) most.push_back({std::move(value), count});
  return most;
}

void count(Xapian::Database& database, const Facts& facts, const Xapian::Query& asked, Answers& answers) {
  Facts::Count counted(facts);
  Spy spy(counted);
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
  enquire.add_matchspy(&spy);
  enquire.set_query(asked);
  enquire.get_mset(0, 1, database.get_doccount());
  answers.total = counted.total();
  answers.kinds = most(counted.kinds());
  answers.categories = most(counted.categories());
  answers.years = most(counted.years());
  answers.units = most(counted.units());
}

std::string written(double weight) {
  char text[40];
  std::snprintf(text, sizeof text, "%a", weight);
  return text;
}

struct Place {
  double weight = 0;
  std::string order;
};

bool is_after(double weight, const std::string& order, const Place& place) {
  return weight != place.weight ? weight < place.weight : order < place.order;
}

void rank(Xapian::Database& database, const Xapian::Query& asked, const std::optional<std::vector<std::string>>& after,
          std::size_t rows, Answers& answers) {
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BM25Weight());
  enquire.set_sort_by_relevance_then_value(order_slot, true);
  enquire.set_query(asked);
  std::optional<Place> place;
  if (after) place = Place{std::strtod((*after)[0].c_str(), nullptr), (*after)[1]};
  const std::size_t wanted = place ? answers_max : rows + 1;
  const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(wanted));
  Place last;
  for (auto one = found.begin(); one != found.end(); ++one) {
    const std::string order = one.get_document().get_value(order_slot);
    if (place && !is_after(one.get_weight(), order, *place)) continue;
    if (answers.keys.size() == rows) {
      answers.next = {written(last.weight), last.order};
      break;
    }
    answers.keys.push_back(order.substr(order.find(' ') + 1));
    last = {one.get_weight(), order};
  }
  answers.is_cut = place && found.size() == answers_max && !answers.next;
}

// As most texts write it: "lộc" for "loc".
std::string as_usually_written(Xapian::Database& database, const std::string& folded) {
  const std::string beginning = "E" + folded + ":";
  std::string best;
  Xapian::doccount most = 0;
  for (auto at = database.allterms_begin(beginning); at != database.allterms_end(beginning); ++at) {
    if (at.get_termfreq() <= most) continue;
    most = at.get_termfreq();
    best = as_written((*at).substr(beginning.size()));
  }
  return 2 * most > database.get_termfreq(folded) ? best : folded;
}

std::int64_t found_by(Xapian::Database& database, const Query& query, const Narrowing& narrowing) {
  if (query.is_empty()) return 0;
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(Asker(database, query, narrowing).base(false));
  return enquire.get_mset(0, 1).size();
}

// Unknown words as they may have been meant; else the question without one of its words.
std::string suggestion_of(Xapian::Database& database, const Query& query, const Narrowing& narrowing) {
  std::string better;
  bool is_better = false;
  for (const Term& term : query.terms) {
    std::string word = term.word.folded;
    if (database.get_termfreq(word) == 0) {
      constexpr std::size_t short_word = 4;
      const std::string meant = database.get_spelling_suggestion(word, word.size() <= short_word ? 1 : 2);
      is_better = is_better || !meant.empty();
      if (!meant.empty()) word = meant;
    }
    better += (better.empty() ? "" : " ") + as_usually_written(database, word);
  }
  if (is_better && found_by(database, read_query(better), narrowing) > 0) return better;
  for (std::size_t left_out = query.terms.size(); query.terms.size() > 1 && left_out-- > 0;) {
    std::string fewer;
    for (std::size_t at = 0; at < query.terms.size(); ++at) {
      if (at == left_out) continue;
      const Word& word = query.terms[at].word;
      fewer += (fewer.empty() ? "" : " ") + query.text.substr(word.begin, word.end - word.begin);
    }
    if (found_by(database, read_query(fewer), narrowing) > 0) return fewer;
  }
  return "";
}

}  // namespace

Answers ask(Xapian::Database& database, const Facts& facts, const Query& query, const Narrowing& narrowing,
            const std::optional<std::vector<std::string>>& after, std::size_t rows) {
  Answers answers;
  if (query.is_empty()) return answers;
  const Asker asker(database, query, narrowing);
  Xapian::Query base = asker.base(query.last_is_prefix);
  count(database, facts, base, answers);
  answers.has_prefixes = query.last_is_prefix;
  if (answers.total < few_answers && !query.last_is_prefix) {
    base = asker.base(true);
    const std::int64_t whole = answers.total;
    count(database, facts, base, answers);
    answers.has_prefixes = answers.total > whole;
  }
  if (answers.total == 0) {
    answers.suggestion = suggestion_of(database, query, narrowing);
    return answers;
  }
  rank(database, asker.ranked(base), after, rows, answers);
  return answers;
}

}  // namespace luytre::search
