#include <algorithm>
#include <set>

#include "platform/access/person.h"
#include "programme/sustain/inside.h"
#include "programme/sustain/sustain_store.h"

namespace luytre::sustain {
namespace {

Arguments about_item(const Place& place, const VerifyItem& item) {
  auto arguments = about(place.name, place.history.check);
  arguments.emplace_back("indicator", item.indicator);
  return arguments;
}

std::string place_of(std::size_t at) { return "/items/" + std::to_string(at); }

Done check_item(const Place& place, const VerifyItem& item, const std::vector<Line>& lines, std::size_t at) {
  const auto line = std::find_if(lines.begin(), lines.end(),
                                 [&](const Line& each) { return each.depth == 1 && each.number == item.indicator; });
  if (line == lines.end()) return refuse("sustain.no_indicator", about_item(place, item), place_of(at));
  if (!line->has_value) return refuse("sustain.nothing_to_verify", about_item(place, item), place_of(at));
  if (item.decision == Decision::objected && is_blank(item.words)) {
    return refuse("sustain.words_needed", {}, place_of(at));
  }
  return {};
}

// The state after the items, one by one; an objection ends what may be said.
Result<State> say_all(storage::Database& database, audit::EventNumber number, const Place& place, History& history,
                      const VerifyWish& wish, const std::string& person) {
  State state = history.state();
  for (const auto& item : wish.items) {
    if (history.word(item.indicator) != nullptr) {
      return refuse("sustain.said_already", about_item(place, item), "items");
    }
    // Several objections are one answer: the check goes back once.
    const bool goes_back = state == State::objected && item.decision == Decision::objected;
    const bool is_last = history.verified() + 1 >= history.scorings.back().to_verify;
    const Verb verb = item.decision == Decision::objected ? Verb::object : is_last ? Verb::verify_last : Verb::verify;
    if (!goes_back) {
      const auto to = follow(history, verb, place.name);
      if (!to) return pass_on(to);
      state = *to;
    }
    history.words.push_back({wish.check, wish.version, item.indicator, number, item.decision, item.words, person});
    if (auto done = append(database, history.words.back()); !done) return pass_on(done);
  }
  return state;
}

json::array items_of(const VerifyWish& wish) {
  json::array items;
  for (const auto& item : wish.items) {
    items.push_back(
        json::object{{"indicator", item.indicator}, {"decision", name_of(item.decision)}, {"words", item.words}});
  }
  return items;
}

// Verified ones first: what is said together must not hang on the order it was written in.
VerifyWish in_order(VerifyWish wish) {
  std::stable_partition(wish.items.begin(), wish.items.end(),
                        [](const VerifyItem& item) { return item.decision == Decision::verified; });
  return wish;
}

std::string objections_of(const VerifyWish& wish) {
  std::string text;
  for (const auto& item : wish.items) {
    if (item.decision == Decision::objected) text += (text.empty() ? "" : "; ") + item.indicator + ": " + item.words;
  }
  return text;
}

}  // namespace

Result<Taken> verify(const Desk& desk, const commands::Asked& asked, const Known& known, const VerifyWish& asked_for) {
  const auto place = find_place(known, asked_for.check);
  if (!place) return pass_on(place);
  const VerifyWish wish = in_order(asked_for);
  if (wish.items.empty() || wish.items.size() > verified_at_once_max) {
    return refuse("sustain.too_many", {{"max", std::to_string(verified_at_once_max)}}, "items");
  }
  access::Ask ask{"sustain.verify", place->identity(), place->as_of, {}};
  const std::string set = place->history.scorings.back().set;
  for (const auto& item : wish.items) ask.indicators.push_back(set + " " + item.indicator);
  Taken taken;
  const std::string person = person_of(asked.actor);
  const auto body = [&](storage::Database& database, audit::EventNumber number,
                        const std::string& now) -> Result<audit::EventDraft> {
    auto history = look_inside(database, number, *place, wish.version);
    if (!history) return pass_on(history);
    const auto lines = load_lines(database, wish.check, wish.version);
    if (!lines) return pass_on(lines);
    for (std::size_t at = 0; at < asked_for.items.size(); ++at) {
      if (auto fits = check_item(*place, asked_for.items[at], *lines, at); !fits) return pass_on(fits);
    }
    const auto* signature = history->signature();
    if (signature != nullptr && signature->actor == person) {
      return refuse("sustain.own_signature", about(place->name, history->check));
    }
    const auto state = say_all(database, number, *place, *history, wish, person);
    if (!state) return pass_on(state);
    if (*state == State::objected) {
      const access::Ask back{"sustain.score", place->identity(), place->as_of, {}};
      auto told = tell(desk, database, back, "sustain.notice.objected", place->name, history->check,
                       objections_of(wish), person, now);
      if (!told) return pass_on(told);
    }
    taken = {wish.check, wish.version, *state};
    return draft_of("sustain.verified", history->check, taken, {{"items", items_of(wish)}});
  };
  const auto outcome = desk.writer.run(commands::order_by(asked, "sustain.verify", {ask}), body);
  if (!outcome) return pass_on(outcome);
  return taken_from(*outcome, taken);
}

}  // namespace luytre::sustain
