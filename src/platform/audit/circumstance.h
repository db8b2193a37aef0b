// The circumstances of an act as JSON text: what is empty is left out, what is not UTF-8 is made harmless.
#pragma once

#include <string_view>

#include "base/json.h"
#include "platform/audit/event.h"

namespace luytre::audit {

json::object json_of(const Circumstance& circumstance);

// Of the text as stored; what is not understood is left empty.
Circumstance circumstance_of(std::string_view stored);

}  // namespace luytre::audit
