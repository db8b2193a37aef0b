// Villages below the communes and what became of them: the nouns of the room.
//
// A village is an identity (UUIDv7); its name, kind and commune are dated. A merger ends villages and begins others or
// goes on under one of them; titles are never inherited.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "platform/audit/event.h"

namespace luytre::villages {

inline constexpr std::size_t name_bytes_max = 200;
inline constexpr std::size_t words_bytes_max = 4'000;    // of a reason, a remark
inline constexpr std::size_t short_bytes_max = 300;      // of a decision, a source, a signer
inline constexpr std::int64_t people_max = 1'000'000;    // of one village; more is a slip
inline constexpr std::size_t imported_rows_max = 5'000;  // of one file
inline constexpr std::size_t settled_at_once_max = 1'000;
inline constexpr std::size_t succession_villages_max = 20;  // on each side

enum class Kind : std::uint8_t { thon, ban, to_dan_pho, khu };
std::string_view name_of(Kind);  // "thon", "ban", "to_dan_pho", "khu"
std::optional<Kind> kind_named(std::string_view name);
// As lists write it: "Thôn", "bản", "Tổ dân phố", "khu phố"; and the names above.
std::optional<Kind> kind_written(std::string_view text);

// What a village was called, was and belonged to from a day on.
struct VillageVersion {
  audit::EventNumber event = 0;
  Date from;
  std::string name;
  Kind kind = Kind::thon;
  std::string commune;  // identity: "06001@2025-07-01"
  std::string decision;
  std::string source;
  std::string actor;
};

struct Count {
  audit::EventNumber event = 0;
  Date as_of;
  std::optional<std::int64_t> households;
  std::optional<std::int64_t> people;
  std::string source;
  std::string actor;
};

// Whose account speaks for the village from a day on.
struct HeadFrom {
  audit::EventNumber event = 0;
  Date from;
  std::string account;  // "account:0190…"; empty: nobody's
  std::string actor;
};

enum class LinkKind : std::uint8_t { merged, split };
std::string_view name_of(LinkKind);
std::optional<LinkKind> link_kind_named(std::string_view name);

struct VillageLink {
  audit::EventNumber event = 0;
  std::string from;  // village
  std::string to;
  Date day;
  LinkKind kind = LinkKind::merged;
  std::string decision;
};

struct VillageEnd {
  audit::EventNumber event = 0;
  Date day;  // the first day on which it is no more
  std::string decision;
  std::string actor;
};

struct Village {
  std::string id;  // UUIDv7
  audit::EventNumber event = 0;
  std::string province;                  // code
  std::string code;                      // of the province's list; empty: none known
  std::vector<VillageVersion> versions;  // oldest first; one a day: the newest told of that day
  std::vector<Count> counts;             // by day, then by event
  std::vector<HeadFrom> heads;           // likewise
  std::optional<VillageEnd> end;

  const VillageVersion* at(Date day) const;       // nullptr: not there on the day
  const VillageVersion& nearest(Date day) const;  // in force on the day, else the nearest
  bool is_alive(Date day) const { return at(day) != nullptr; }
  const Count* count_on(Date day) const;  // the newest of a day up to it; nullptr: none
  std::string head_on(Date day) const;    // empty: nobody's account
};

}  // namespace luytre::villages
