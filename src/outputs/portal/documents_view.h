// A legal document as a row of a list.
#pragma once

#include "outputs/portal/site.h"

namespace luytre::portal {

// `day`: for whether it is in force.
View document_row(const Visit& visit, const documents::Document& document, Date day);

// A symbol as a link to the document it means: {words, address}, without an address where the register has none.
View document_link(const Visit& visit, const std::string& symbol);

}  // namespace luytre::portal
