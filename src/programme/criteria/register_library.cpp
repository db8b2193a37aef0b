#include "programme/criteria/register_library.h"

#include <algorithm>
#include <set>

#include "programme/criteria/check.h"

namespace luytre::criteria {

namespace {

// Texts that differ from what the record holds; withdrawn ones last, with an empty canonical form.
Result<std::vector<RegisteredText>> changes(storage::Database& database, const Library& library,
                                            audit::EventNumber known_at) {
  const auto held = registered_hashes(database, known_at);
  if (!held) return pass_on(held);
  std::vector<RegisteredText> changed;
  std::set<std::pair<std::string, std::string>> kept;
  for (RegisteredText& text : texts_of(library)) {
    const std::pair<std::string, std::string> key{text.kind, text.name};
    kept.insert(key);
    const auto found = held->find(key);
    if (found == held->end() || found->second != text.hash) changed.push_back(std::move(text));
  }
  for (const auto& [key, hash] : *held) {
    if (!kept.contains(key)) changed.push_back({key.first, key.second, {}, {}});
  }
  return changed;
}

std::vector<audit::Subject> subjects_of(const std::vector<RegisteredText>& texts) {
  std::vector<audit::Subject> subjects;
  for (const RegisteredText& text : texts) {
    if (!text.name.empty()) subjects.push_back({text.kind, text.name});  // what all sets share has no name
  }
  return audit::subjects_or(std::move(subjects), {"import", "law"});
}

json::value payload_of(const std::vector<RegisteredText>& texts) {
  json::array list;
  for (const RegisteredText& text : texts) {
    list.push_back(json::object{{"kind", text.kind}, {"name", text.name}, {"hash", text.hash}});
  }
  return json::object{{"texts", std::move(list)}};
}

}  // namespace

Result<LawRegistration> register_library(commands::Writer& writer, storage::Database& database,
                                         const access::Actor& actor, const Library& library) {
  auto faults = check(library);
  if (!faults.empty()) {
    const std::string count = std::to_string(faults.size());
    return refuse("criteria.faulty", {{"count", count}}, {}, std::move(faults));
  }
  const auto head = audit::head(database);
  if (!head) return pass_on(head);
  auto changed = changes(database, library, head->number);
  if (!changed) return pass_on(changed);
  LawRegistration registration;
  registration.changed = changed->size();
  registration.sets = static_cast<std::size_t>(
      std::count_if(changed->begin(), changed->end(), [](const RegisteredText& text) { return text.kind == "set"; }));
  if (changed->empty()) return registration;
  commands::Order order;
  order.actor = actor;
  order.act = "criteria.register";
  auto outcome = writer.run(std::move(order),
                            [&changed](storage::Database& inside, audit::EventNumber number,
                                       const std::string&) -> Result<audit::EventDraft> {
                              auto done = append_texts(inside, number, *changed);
                              if (!done) return pass_on(done);
                              audit::EventDraft draft;
                              draft.kind = "criteria.registered";
                              draft.payload = payload_of(*changed);
                              draft.subjects = subjects_of(*changed);
                              draft.answer = json::object{{"changed", changed->size()}};
                              return draft;
                            });
  if (!outcome) return pass_on(outcome);
  registration.event = outcome->event;
  return registration;
}

Result<LawRegistration> register_embedded_law(commands::Writer& writer, storage::Database& database,
                                              const access::Actor& actor) {
  const auto library = read_library(embedded_law());
  if (!library) return pass_on(library);
  return register_library(writer, database, actor, *library);
}

}  // namespace luytre::criteria
