// Units named in a text: longest name first, marks respected before they are ignored, the home province before others.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "base/vietnamese.h"
#include "programme/newsroom/inspect.h"

namespace luytre::newsroom {
namespace {

constexpr std::size_t name_words_max = 10;

// Before a lone "tỉnh" these say that no certain province is meant ("các tỉnh", "cấp tỉnh", "16 tỉnh").
constexpr std::array<std::string_view, 12> not_ours = {"các",   "những", "cấp",  "mỗi", "liên", "ngoại",
                                                       "nhiều", "một",   "từng", "hai", "giữa", "số"};

struct Kept {
  const units::Unit* unit;
  const units::Version* version;
  bool is_home;
};
using Names = std::multimap<std::string, Kept, std::less<>>;

struct NameIndex {
  Names full;         // "huyện cao lộc" by key
  Names bare;         // "cao lộc": home units and provinces only, too many villages share a name
  Names full_folded;  // "huyen cao loc"
  Names bare_folded;
};

const units::Unit* home_of(const units::Register& units, const std::string& code, Date day) {
  if (const auto* alive = units.find(code, day)) return alive;
  const auto all = units.with_code(code);
  return all.empty() ? nullptr : all.back();
}

bool is_under_home(const units::Register& units, const units::Unit& unit, const std::string& home) {
  Date day = unit.last().valid.from;
  const units::Unit* at = &unit;
  for (int depth = 0; at != nullptr && depth < 4; ++depth) {
    if (at->level == units::Level::province) return at->id.code == home;
    at = units.parent(*at, day);
  }
  return false;
}

NameIndex index_of(const units::Register& units, const std::string& home) {
  NameIndex index;
  for (const units::Unit& unit : units.units()) {
    const bool is_home = is_under_home(units, unit, home);
    for (const units::Version& version : unit.versions) {
      const Kept kept{&unit, &version, is_home};
      index.full.emplace(phrase_key(version.name), kept);
      index.full_folded.emplace(fold(version.name), kept);
      if (!is_home && unit.level != units::Level::province) continue;
      const std::string bare(units::short_name(version.name));
      index.bare.emplace(phrase_key(bare), kept);
      index.bare_folded.emplace(fold(bare), kept);
    }
  }
  return index;
}

// Written short forms of kinds in front of a name.
std::string_view kind_of_abbreviation(std::string_view text) {
  if (text == "TP") return "thành phố";
  if (text == "TX") return "thị xã";
  if (text == "TT") return "thị trấn";
  return {};
}

class UnitFinder {
 public:
  UnitFinder(std::string_view text, const std::vector<Token>& tokens, const InspectionFrame& frame,
             const NameIndex& index, Date day)
      : text_(text), tokens_(tokens), frame_(frame), index_(index), day_(day) {}

  std::vector<FoundUnit> find() {
    for (std::size_t at = 0; at < tokens_.size();) {
      const std::size_t end = named_at(at);
      if (end > at) {
        at = end;
      } else {
        implied_at(at);
        ++at;
      }
    }
    return std::move(found_);
  }

 private:
  std::size_t named_at(std::size_t at) {
    if (tokens_[at].kind != TokenKind::word) return at;
    const std::size_t longest = std::min(name_words_max, word_run(at));
    for (std::size_t words = longest; words > 0; --words) {
      if (const std::size_t end = match(at, words); end > at) return end;
    }
    return at;
  }

  // Words in a row from `at`, with no sign between but the point of "TP."
  std::size_t word_run(std::size_t at) const {
    std::size_t words = 0;
    while (at + words < tokens_.size() &&
           (tokens_[at + words].kind == TokenKind::word ||
            (words > 0 && tokens_[at + words].kind == TokenKind::number) ||
            (words == 1 && tokens_[at + 1].text == "." && !kind_of_abbreviation(tokens_[at].text).empty()))) {
      ++words;
    }
    return words;
  }

  struct Phrase {
    std::string key;
    std::string folded;
    bool is_unmarked = true;  // written without any mark: may be found by its folded form
    bool is_name_capital = true;
  };

  Phrase phrase_of(std::size_t at, std::size_t words) const {
    Phrase phrase;
    for (std::size_t i = at; i < at + words; ++i) {
      const Token& token = tokens_[i];
      if (token.kind == TokenKind::sign) continue;
      const std::string_view kind = i == at ? kind_of_abbreviation(token.text) : std::string_view();
      if (!phrase.key.empty()) {
        phrase.key += ' ';
        phrase.folded += ' ';
      }
      phrase.key += kind.empty() ? token.key : phrase_key(kind);
      phrase.folded += kind.empty() ? token.folded : fold(kind);
      phrase.is_unmarked = phrase.is_unmarked && (token.lower == token.folded || !kind.empty());
      phrase.is_name_capital = phrase.is_name_capital && (token.is_capitalised || token.kind == TokenKind::number);
    }
    return phrase;
  }

  std::size_t match(std::size_t at, std::size_t words) {
    const Phrase phrase = phrase_of(at, words);
    const bool last_is_name =
        tokens_[at + words - 1].is_capitalised || tokens_[at + words - 1].kind == TokenKind::number;
    if (last_is_name) {
      if (const Kept* kept = best(index_.full, phrase.key)) return keep(at, words, *kept, false);
      if (phrase.is_name_capital) {
        if (const Kept* kept = best(index_.bare, phrase.key)) return keep(at, words, *kept, false);
      }
    }
    if (!phrase.is_unmarked) return at;
    if (const Kept* kept = best(index_.full_folded, phrase.folded); kept && words > 1)
      return keep(at, words, *kept, true);
    if (phrase.is_name_capital && words > 1) {
      if (const Kept* kept = best(index_.bare_folded, phrase.folded)) return keep(at, words, *kept, true);
    }
    return at;
  }

  // Home before others; alive on the day of the text before ended or not yet begun; then the higher level, then the one
  // that lived nearest to the day.
  const Kept* best(const Names& names, const std::string& key) const {
    const Kept* chosen = nullptr;
    const auto [first, last] = names.equal_range(key);
    for (auto it = first; it != last; ++it) {
      if (chosen == nullptr || rank(it->second) < rank(*chosen)) chosen = &it->second;
    }
    return chosen;
  }
  std::tuple<bool, bool, int, int> rank(const Kept& kept) const {
    const Interval& days = kept.version->valid;
    const bool is_alive = days.contains(day_);
    const int away = is_alive ? 0 : day_ < days.from ? days.from.days() - day_.days() : day_.days() - days.to.days();
    return {!kept.is_home, !is_alive, static_cast<int>(kept.unit->level), away};
  }

  std::size_t keep(std::size_t at, std::size_t words, const Kept& kept, bool is_folded) {
    add({kept.unit, kept.version, {}, span_of(tokens_, at, at + words - 1), 1, false, is_folded, {}});
    return at + words;
  }

  // "trên địa bàn tỉnh", "Bộ Chỉ huy Quân sự tỉnh": the home province, not named.
  void implied_at(std::size_t at) {
    if (tokens_[at].lower != "tỉnh") return;
    if (at > 0) {
      const Token& before = tokens_[at - 1];
      if (before.kind == TokenKind::number ||
          std::find(not_ours.begin(), not_ours.end(), before.lower) != not_ours.end()) {
        return;
      }
    }
    const bool names_another = at + 1 < tokens_.size() && tokens_[at + 1].is_capitalised;
    const bool is_adjective = words_at(tokens_, at, "tỉnh ủy") || words_at(tokens_, at, "tỉnh uỷ") ||
                              words_at(tokens_, at, "tỉnh lộ") || words_at(tokens_, at, "tỉnh thành");
    if (names_another || is_adjective) return;
    const units::Unit* home = home_of(*frame_.units, frame_.home_province, day_);
    if (home == nullptr) return;
    add({home, &home->nearest(day_), {}, tokens_[at].span, 1, true, false, {}});
  }

  void add(FoundUnit unit) {
    const auto earlier =
        std::find_if(found_.begin(), found_.end(), [&](const FoundUnit& one) { return one.unit == unit.unit; });
    if (earlier != found_.end()) {
      ++earlier->mentions;
      earlier->spans.push_back(unit.span);
      earlier->is_implied = earlier->is_implied && unit.is_implied;
      return;
    }
    unit.text = text_of(text_, unit.span);
    unit.spans = {unit.span};
    found_.push_back(std::move(unit));
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  const InspectionFrame& frame_;
  const NameIndex& index_;
  Date day_;
  std::vector<FoundUnit> found_;
};

}  // namespace

// Names of a whole country take a tenth of a second to index; a listing does it once.
struct UnitNames::Index {
  NameIndex names;
};

UnitNames::UnitNames(const InspectionFrame& frame) {
  if (frame.units != nullptr) index_ = std::make_shared<Index>(Index{index_of(*frame.units, frame.home_province)});
}

std::vector<FoundUnit> find_units(std::string_view text, const std::vector<Token>& tokens, const InspectionFrame& frame,
                                  const UnitNames& names, Date text_date) {
  if (frame.units == nullptr || names.index() == nullptr) return {};
  return UnitFinder(text, tokens, frame, names.index()->names, text_date).find();
}

}  // namespace luytre::newsroom
