// Records that a named person has compared an indicator with the decree and found it right.
#pragma once

#include <string>

#include "platform/access/actor.h"
#include "platform/commands/writer.h"
#include "programme/criteria/library_store.h"

namespace luytre::criteria {

struct ConfirmOrder {
  std::string set;
  std::string indicator;  // number; of a province's own rows also a part's number or id
  std::string confirmed_by;
  std::string document;  // "318/QĐ-TTg, Phụ lục I, trang 7": what stands before the first comma is a known document
  std::string note;
  std::string province;  // confirm that province's own rows for the indicator instead of the national text
};

struct Confirmed {
  audit::EventNumber event = 0;
  Confirmation confirmation;
};

// Binds to the content as registered at the moment of writing. Problems criteria.unknown_set,
// criteria.unknown_indicator, criteria.unknown_document, criteria.no_confirmer, criteria.already_confirmed (by the same
// person), criteria.nothing_provincial.
Result<Confirmed> confirm(commands::Writer& writer, const commands::Asked& asked, const ConfirmOrder& order);

}  // namespace luytre::criteria
