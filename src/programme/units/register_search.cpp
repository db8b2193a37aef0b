// Finding units by what people type: "cao loc", "Cao Lộc", "06211".
#include <algorithm>
#include <tuple>

#include "base/vietnamese.h"
#include "programme/units/register.h"

namespace luytre::units {

struct Register::SearchEntry {
  Ordinal unit;
  std::size_t version;  // the latest of that name
  Interval named;
  std::string folded;       // "xa cao loc"
  std::size_t short_begin;  // where the short name begins in `folded`
  std::string sort_key;
};

struct Register::SearchIndex {
  std::vector<SearchEntry> entries;
};

namespace {

bool begins_word(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if (at == 0 || text[at - 1] == ' ') return true;
  }
  return false;
}

bool begins_each_word(std::string_view text, std::string_view query) {
  while (!query.empty()) {
    const auto end = std::min(query.find(' '), query.size());
    if (!begins_word(text, query.substr(0, end))) return false;
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return true;
}

constexpr int no_fit = 100;

// Smaller is better: the name itself, then how it begins, then its words.
int fit(std::string_view code, std::string_view full, std::string_view brief, std::string_view query) {
  if (code == query || brief == query) return 0;
  if (full == query) return 1;
  if (brief.starts_with(query) || (query.size() > 1 && code.starts_with(query))) return 2;
  if (full.starts_with(query)) return 3;
  if (begins_word(full, query)) return 4;
  return begins_each_word(full, query) ? 5 : no_fit;
}

}  // namespace

const Register::SearchIndex& Register::search_index() const {
  std::call_once(search_once_, [this] {
    auto made = std::make_shared<SearchIndex>();
    for (const Unit& unit : parts_.units) {
      for (std::size_t at = 0; at < unit.versions.size(); ++at) {
        const Version& version = unit.versions[at];
        if (at > 0 && unit.versions[at - 1].name == version.name) {
          made->entries.back().version = at;
          made->entries.back().named.to = version.valid.to;
          continue;
        }
        const auto brief = short_name(version.name);
        std::string folded = fold(version.name);
        const auto begin = folded.size() - std::min(folded.size(), fold(brief).size());
        made->entries.push_back(
            {unit.ordinal, at, version.valid, std::move(folded), begin, vietnamese_sort_key(brief)});
      }
    }
    search_index_ = std::move(made);
  });
  return *search_index_;
}

std::vector<Found> Register::search(std::string_view text, std::size_t rows_max) const {
  const std::string query = fold(text);
  if (query.empty()) return {};
  const std::string marked = lower(nfc(text));
  const bool has_marks = marked != query;
  struct Hit {
    int fit;
    bool misses_marks;
    bool is_ended;
    const SearchEntry* entry;
  };
  std::vector<Hit> hits;
  for (const SearchEntry& entry : search_index().entries) {
    const Unit& unit = parts_.units[entry.unit];
    const int how = fit(unit.id.code, entry.folded, std::string_view(entry.folded).substr(entry.short_begin), query);
    if (how == no_fit) continue;
    const bool misses = has_marks && lower(nfc(unit.versions[entry.version].name)).find(marked) == std::string::npos;
    hits.push_back({how, misses, !entry.named.to.is_open_end(), &entry});
  }
  const auto key = [this](const Hit& hit) {
    const Unit& unit = parts_.units[hit.entry->unit];
    return std::make_tuple(hit.fit, hit.misses_marks, hit.is_ended, unit.level, std::string_view(hit.entry->sort_key),
                           std::string_view(unit.id.code), hit.entry->named.from);
  };
  std::sort(hits.begin(), hits.end(), [&](const Hit& a, const Hit& b) { return key(a) < key(b); });
  if (hits.size() > rows_max) hits.resize(rows_max);
  std::vector<Found> found;
  for (const Hit& hit : hits) {
    const Unit& unit = parts_.units[hit.entry->unit];
    found.push_back({&unit, &unit.versions[hit.entry->version], hit.entry->named});
  }
  return found;
}

}  // namespace luytre::units
