// Legal documents: what a state organ issued, with number, symbol, dates and file. A change is a new version; the old
// ones stay. What one document does to another is written where the newer one is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/identifier.h"
#include "platform/audit/event.h"
#include "programme/criteria/criteria_set.h"

namespace luytre::documents {

using DocumentId = Identifier<struct DocumentTag>;  // UUIDv7

inline constexpr std::size_t symbol_bytes_max = 100;
inline constexpr std::size_t issuer_bytes_max = 300;
inline constexpr std::size_t words_bytes_max = 4'000;  // of an abstract, a note, a reason
inline constexpr std::size_t address_bytes_max = 1'000;
inline constexpr std::size_t relations_max = 50;            // of one document
inline constexpr std::int64_t file_bytes_max = 20'000'000;  // of one document's file
inline constexpr std::size_t imported_rows_max = 2'000;     // of one file
inline constexpr std::size_t symbols_of_text_max = 500;     // found in one text

enum class Kind : std::uint8_t {
  law,
  ordinance,
  decree,
  resolution,
  decision,
  directive,
  circular,
  plan,
  programme,
  guidance,
  report,
  notice,
  official_letter,
  other
};
std::string_view name_of(Kind);  // "decree"; its title is message documents.kind.decree
std::optional<Kind> kind_named(std::string_view);
const std::vector<Kind>& all_kinds();
// "42/2022/NĐ-CP" -> decree; `other` where the symbol does not say.
Kind kind_of_symbol(std::string_view symbol);

enum class RelationKind : std::uint8_t { replaces, amends };
std::string_view name_of(RelationKind);
std::optional<RelationKind> relation_kind_named(std::string_view);

// What this document does to an older one, named as people write it; the register finds the one that is meant.
struct Relation {
  RelationKind kind = RelationKind::replaces;
  std::string document;  // "1980/QĐ-TTg", or the slug where several have that symbol
  friend bool operator==(const Relation&, const Relation&) = default;
};

struct File {
  std::string sha256;  // 64 hex digits
  std::int64_t bytes = 0;
  std::string media_type;
  std::string name;
  friend bool operator==(const File&, const File&) = default;
};

enum class State : std::uint8_t {
  draft,      // waits for a second person
  published,  // public
  refused,    // by the second person; what was public before stays so
  withdrawn,  // was public, is not any more; its address says so and why
};
std::string_view name_of(State);
std::optional<State> state_named(std::string_view);

struct Document {
  DocumentId id;
  std::string slug;    // permanent, unique: "318-qd-ttg"
  std::string symbol;  // number and symbol: "318/QĐ-TTg"
  Kind kind = Kind::other;
  std::string issuer, issuer_en;
  std::string abstract, abstract_en;  // what it is about, in the issuer's words
  std::optional<Date> signed_on;
  std::string signed_known;      // "2022" or "2022-06": as much as is known when the day is not
  std::optional<Date> in_force;  // first day; none: not established
  std::optional<Date> until;     // first day on which it is no longer in force; none: not ended, or not known
  std::vector<Relation> relations;
  std::optional<File> file;
  std::string source_url;  // where it was published
  std::string source;      // whom the facts are from
  criteria::Confidence confidence = criteria::Confidence::uncertain;
  std::string note;
  State state = State::draft;
  int version = 1;
  std::string reason;  // of a correction, a refusal, a withdrawal
  std::string author;  // the actor who recorded this version
  audit::EventNumber event = 0;
  std::string recorded_at;
};

std::optional<criteria::Confidence> confidence_named(std::string_view);  // what is not written is nothing

// Whether two versions say the same of the document (whoever said it, in whatever state).
bool has_same_content(const Document& a, const Document& b);

// By which two writings of one symbol are the same: "318 /QĐ–TTg" and "318/qđ-ttg" have one key.
std::string symbol_key(std::string_view symbol);
// The number before the first stroke: "42" of "42/2022/NĐ-CP"; "" where it does not begin with one.
std::string number_of(std::string_view symbol);

}  // namespace luytre::documents
