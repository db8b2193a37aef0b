#include "platform/inspection/read_wish.h"

namespace luytre::inspection {

std::int64_t needed_integer(http::Members& members, std::string_view name) {
  const auto number = members.integer(name);
  if (!number && members.value(name) == nullptr) members.text(name);  // says that it is missing
  return number.value_or(0);
}

std::optional<Date> needed_date(http::Members& members, std::string_view name) {
  members.text(name);
  return date_member(members, name);
}

}  // namespace luytre::inspection
