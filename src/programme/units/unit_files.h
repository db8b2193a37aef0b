// The files that `luytre units import` takes, recognised by their headers, read into facts. Days become half-open here:
// in the official lists and in merge maps valid_to is the last day, in our own tables `to` is the day after.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/csv.h"
#include "programme/units/problem_list.h"
#include "programme/units/unit.h"

namespace luytre::units {

struct NamedFile {
  std::string name;  // for "NAME:LINE"
  std::string bytes;
};

struct UnitFact {
  Level level = Level::commune;
  std::string code;
  Version version;  // its source is the row's "NAME:LINE"
};

struct LinkFact {
  Link link;  // ordinals unset; from_until equals day unless the file says when the predecessor ended
  bool has_from_until = false;
  bool must_match_names = false;  // the codes of this file are not to be trusted without the names
  bool is_offered = false;        // from the reference data: dropped where the register lacks either end
};

struct AttributeFact {
  std::string code;
  Attribute attribute;
};

struct Facts {
  std::vector<UnitFact> units;
  std::vector<LinkFact> links;
  std::vector<AttributeFact> attributes;
  std::vector<Coverage> coverage;
  // Full lists of one day: they check a register that claims to be complete on it, and fill one that does not.
  std::vector<std::vector<UnitFact>> lists;
  std::vector<std::string> passed_over;  // files known to hold nothing the register keeps
};

// Every file is read to its end; what is wrong goes to `problems`.
Facts read_unit_files(const std::vector<NamedFile>& files, ProblemList& problems);

}  // namespace luytre::units
