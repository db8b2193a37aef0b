// What can be found: everything public that has a page of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "outputs/record/snapshot.h"

namespace luytre::search {

enum class Kind : std::uint8_t { article, event, document, unit, village, criterion, claim };
inline constexpr std::size_t kinds_count = 7;
std::string_view name_of(Kind);  // its words are message search.kind.article
std::optional<Kind> kind_named(std::string_view);

struct Entry {
  std::string key;  // "article:0190…"; tells the kind
  Kind kind = Kind::article;
  std::string title;               // as shown, Vietnamese
  std::string title_en;            // empty: as the title
  std::string text;                // plain
  std::vector<std::string> names;  // each a whole name: who types it exactly looks for this
  std::string path;                // of its page, without the language's base
  std::optional<Date> date;
  std::string category;            // of an article; level of a unit, kind of a document
  std::vector<std::string> units;  // codes of provinces, districts and communes that it is about
  bool is_ended = false;           // a unit or village that is no more, a document no longer in force
  std::string note, note_en;       // what became of it, and what else belongs beside the title
  bool is_demonstration = false;
};

// What there is to find, without the texts: a stamp that is another whenever the entry's content may be.
struct Listed {
  std::string key;
  std::string stamp;
};

// One kind of things in a record.
struct Source {
  // The same for two records: nothing of this kind has changed between them.
  std::function<std::shared_ptr<const void>(const record::Snapshot&)> part;
  std::function<std::vector<Listed>(const record::Snapshot&)> list;
  std::function<std::optional<Entry>(const record::Snapshot&, std::string_view id)> find;  // public now, else nothing
};

// By the first word of their keys: "article", "document", "unit", "village", "criterion", "claim".
const std::vector<std::pair<std::string_view, Source>>& sources();

// The entry of a key, if it is public in this record.
std::optional<Entry> find_entry(const record::Snapshot& snapshot, std::string_view key);

}  // namespace luytre::search
