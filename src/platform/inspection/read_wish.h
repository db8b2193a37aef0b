// How write routes read what is wished, one way for every room; what is wrong is told by the members' finish().
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "platform/audit/event.h"
#include "platform/inspection/write_request.h"

namespace luytre::inspection {

// What every write begins with: who asks, what was sent, and the record it is written against.
template <class Known>
struct Given {
  commands::Asked asked;
  http::Members members;
  Known known;
};

// `reason` may stand beside every content.
template <class Known>
Result<Given<Known>> given(const http::Request& request,
                           const std::function<Result<Known>(std::optional<audit::EventNumber>)>& record) {
  auto asked = asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  members->text_or_empty("reason", 4'000);
  auto known = record(std::nullopt);
  if (!known) return pass_on(known);
  return Given<Known>{*std::move(asked), *std::move(members), *std::move(known)};
}

// A word of a closed list; Word{} where there is none, or another.
template <class Word>
Word choice(http::Members& members, std::string_view name, std::optional<Word> (*named)(std::string_view),
            const std::string& choices, bool is_needed = true) {
  const std::string text = is_needed ? members.text(name) : members.text_or_empty(name);
  const auto found = named(text);
  if (!text.empty() && !found) {
    members.refuse(
        name, {"http.choice_unknown", {{"name", std::string(name)}, {"text", text}, {"choices", choices}}, "", {}});
  }
  return found.value_or(Word{});
}

// Numbers and days that must be there; 0 and nothing where they are not.
std::int64_t needed_integer(http::Members& members, std::string_view name);
std::optional<Date> needed_date(http::Members& members, std::string_view name);

// The list under `name`, its items read one by one; empty where it is absent, empty or longer than it may be, which
// `too_many` tells. What is wrong with an item is told with its place: "/items/3".
template <class Item>
std::vector<Item> items(http::Members& members, std::string_view name, std::size_t max, const std::string& too_many,
                        Item (*read)(http::Members&)) {
  std::vector<Item> wishes;
  const json::value* value = members.value(name);
  const json::array* list = value == nullptr ? nullptr : value->if_array();
  if (list == nullptr || list->empty() || list->size() > max) {
    members.refuse(name,
                   {too_many, {{"name", std::string(name)}, {"max", std::to_string(max)}}, std::string(name), {}});
    return wishes;
  }
  for (const json::value& each : *list) {
    const std::string where = "/" + std::string(name) + "/" + std::to_string(wishes.size());
    const json::object* object = each.if_object();
    if (object == nullptr) members.refuse(name, {"http.json_expected", {}, where, {}});
    http::Members of_item(object == nullptr ? json::object{} : *object);
    wishes.push_back(read(of_item));
    if (auto done = of_item.finish(); object != nullptr && !done) {
      Problem problem = std::move(done).error();
      problem.where = where;
      members.refuse(name, std::move(problem));
    }
  }
  return wishes;
}

}  // namespace luytre::inspection
