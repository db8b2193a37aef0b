// What is still open in the loaded law of one set: what somebody must look up, compare or decide.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "programme/criteria/library.h"

namespace luytre::law_desk {

enum class OpenKind {
  unknown,       // the law has a value that is not loaded
  uncertain,     // loaded from memory, or not surely
  delegated,     // left to the province, and no row of a province is loaded
  rule_unknown,  // the law asks for something whose content is not loaded at all
};
std::string_view name_of(OpenKind kind);

struct OpenRow {
  OpenKind kind = OpenKind::unknown;
  std::string rule;    // the indicator's or the part's number, else its id: as a proposal names it
  std::string column;  // empty: the rule as a whole
  std::string from;    // first day; empty: the rule as a whole
  std::string year;    // empty: any
  std::string dimension;
  std::string value;
  std::string confidence;
};

// What the province set for a rule itself.
struct OwnRows {
  std::string rule;  // as a confirmation names it
  bool is_confirmed = false;
};

struct OpenPoint {
  std::string criterion;
  std::string number;
  criteria::Bilingual title;
  std::string appraised_by;
  bool is_confirmed = false;  // somebody compared the national text with the decree
  std::vector<OpenRow> rows;
  std::vector<OwnRows> own;  // of the province asked about
  bool has_unconfirmed_own() const;
};

struct OpenPoints {
  std::string set;
  criteria::Bilingual title;
  std::string province;
  // Every indicator with open rows, without a confirmation, or with own rows without one, in the order of the law.
  std::vector<OpenPoint> points;
  int indicators = 0;
  int confirmed = 0;
  int unknown = 0;  // rows of each kind
  int uncertain = 0;
  int delegated = 0;
  int rules_unknown = 0;
  std::vector<criteria::StaleRow> stale;  // approved once, not law any more
};

// `province`: delegated values count as given only by that province's rows; empty: by those of any. Problem
// criteria.unknown_set.
Result<OpenPoints> open_points(const criteria::Library& library, std::string_view set, std::string_view province);

json::object to_json(const OpenPoints& points);

}  // namespace luytre::law_desk
