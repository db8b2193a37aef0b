// The index of everything that can be found: Xapian over words without marks, in a folder of its own. It can always be
// made again from the record; nothing of it is the record.
//
// Terms: a word without its marks; "E" word ":" as written, where it has marks; "B" two words next to each other; "K" a
// synonym; "T" a whole name ("U" of what has ended); "X…" what answers are narrowed by.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "outputs/search/entry.h"
#include "outputs/search/query.h"

namespace luytre::search {

inline constexpr int index_version = 1;          // of what stands in it: another one is made anew
inline constexpr std::size_t answers_max = 500;  // of one question, over all pages
inline constexpr std::size_t answers_of_page = 10;
inline constexpr std::size_t indexed_words_max = 20'000;  // of one text
inline constexpr std::size_t prefix_words_max = 12;       // that begin with the last word of a question: the commonest
inline constexpr std::size_t prefix_words_seen_max = 2'000;  // looked at to find those
inline constexpr std::size_t narrowing_values_max = 12;      // of one kind, shown
inline constexpr std::size_t cursor_parts = 2;

// What the answers are narrowed to; empty: everything.
struct Narrowing {
  std::optional<Kind> kind;
  std::string category;  // "newsroom.local"
  std::optional<int> year;
  std::string unit;  // code
};

struct Counted {
  std::string value;
  std::int64_t count = 0;
};

struct Answers {
  std::vector<std::string> keys;                 // best first
  std::optional<std::vector<std::string>> next;  // where the next page goes on
  std::int64_t total = 0;
  bool is_cut = false;                                   // more than answers_max: the rest is reached by narrowing
  std::vector<Counted> kinds, categories, years, units;  // of all answers, most first
  bool has_prefixes = false;  // words that begin with the last one were taken too, because few had it whole
  std::string suggestion;     // nothing was found, and something would be by this
};

class Index {
 public:
  // Opens what is there and good; makes an empty one otherwise (`was_made` tells). Problem search.index_unusable: the
  // folder cannot be written, or another process writes it.
  static Result<std::unique_ptr<Index>> open(const std::filesystem::path& folder);
  ~Index();

  bool was_made() const;
  std::int64_t event() const;  // of the record as of which it is complete; -1: not complete
  std::size_t size() const;
  // Stamp of a key; nullptr: it is not there. Only for whoever changes the index.
  const std::string* stamp(const std::string& key) const;
  std::vector<std::string> keys_of(std::string_view kind) const;  // first word of the key

  // One at a time. Changes are seen by questions after `commit`.
  Done put(const Entry& entry, const std::string& stamp);
  Done remove(const std::string& key);
  Done commit(std::int64_t event);  // -1: there is more to come

  // Any number of threads at once. Problem search.index_damaged: it must be made anew.
  Result<Answers> find(const Query& query, const Narrowing& narrowing,
                       const std::optional<std::vector<std::string>>& after, std::size_t rows) const;

 private:
  struct Parts;
  explicit Index(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace luytre::search
