#include "programme/criteria/confirm.h"

#include "programme/criteria/compile.h"

namespace luytre::criteria {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

// What the order confirms, checked against the law as it stands.
Result<Confirmation> check_order(const Library& library, const ConfirmOrder& order) {
  const CriteriaSet* set = library.set(order.set);
  if (set == nullptr) return refuse("criteria.unknown_set", {{"set", order.set}});
  const Indicator* indicator = set->indicator(order.indicator);
  // A province may have set a part by itself.
  const bool is_known = order.province.empty() ? indicator != nullptr : set->rule(order.indicator) != nullptr;
  if (!is_known) {
    return refuse("criteria.unknown_indicator", {{"set", set->id}, {"indicator", order.indicator}});
  }
  if (trimmed(order.confirmed_by).empty()) return refuse("criteria.no_confirmer", {}, "--by");
  const std::string_view document = trimmed(std::string_view(order.document).substr(0, order.document.find(',')));
  if (library.document(document) == nullptr) {
    return refuse("criteria.unknown_document", {{"document", std::string(document)}, {"indicator", order.indicator}},
                  "--document");
  }
  Confirmation confirmation{set->id,
                            order.indicator,
                            indicator == nullptr ? std::string() : indicator->hash,
                            order.province,
                            std::string(trimmed(order.confirmed_by)),
                            order.document,
                            order.note,
                            0};
  if (!order.province.empty()) {
    const ProvincialLayer* layer = library.layer(order.province, set->id);
    const std::string hash = layer == nullptr ? std::string() : provincial_hash(*layer, order.indicator);
    if (hash.empty()) {
      return refuse("criteria.nothing_provincial",
                    {{"province", order.province}, {"set", set->id}, {"indicator", order.indicator}});
    }
    confirmation.indicator_hash = hash;
  }
  for (const Confirmation& held : library.confirmations) {
    const bool is_same = held.set == confirmation.set && held.indicator == confirmation.indicator &&
                         held.indicator_hash == confirmation.indicator_hash && held.province == confirmation.province &&
                         held.confirmed_by == confirmation.confirmed_by;
    if (!is_same) continue;
    return refuse("criteria.already_confirmed",
                  {{"set", held.set}, {"indicator", held.indicator}, {"by", held.confirmed_by}});
  }
  return confirmation;
}

json::value payload_of(const Confirmation& confirmation) {
  return json::object{{"set", confirmation.set},
                      {"indicator", confirmation.indicator},
                      {"indicator_hash", confirmation.indicator_hash},
                      {"province", confirmation.province},
                      {"confirmed_by", confirmation.confirmed_by},
                      {"document", confirmation.document},
                      {"note", confirmation.note}};
}

}  // namespace

Result<Confirmed> confirm(commands::Writer& writer, const commands::Asked& asked, const ConfirmOrder& order) {
  commands::Order command =
      commands::order_by(asked, "criteria.confirm",
                         {access::Ask{"criteria.confirm", order.province, {}, {order.set + " " + order.indicator}}});
  Confirmed confirmed;
  auto outcome = writer.run(
      std::move(command),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto library = load_library(inside, number - 1);
        if (!library) return pass_on(library);
        auto checked = check_order(**library, order);
        if (!checked) return pass_on(checked);
        checked->event = number;
        auto done = append_confirmation(inside, number, *checked);
        if (!done) return pass_on(done);
        audit::EventDraft draft;
        draft.kind = "criteria.confirmed";
        draft.subjects = {{"set", checked->set}, {"indicator", checked->set + " " + checked->indicator}};
        draft.payload = payload_of(*checked);
        draft.answer = draft.payload;
        confirmed.confirmation = std::move(*checked);
        return draft;
      });
  if (!outcome) return pass_on(outcome);
  confirmed.event = outcome->event;
  if (outcome->replayed) {
    const auto word = [&](const char* name) { return std::string(outcome->answer.at(name).as_string()); };
    confirmed.confirmation = {word("set"),          word("indicator"), word("indicator_hash"), word("province"),
                              word("confirmed_by"), word("document"),  word("note"),           outcome->event};
  }
  return confirmed;
}

}  // namespace luytre::criteria
