#include "programme/recognition/record_facts.h"

#include "base/csv.h"
#include "base/resources.h"
#include "programme/recognition/import_facts.h"

namespace luytre::recognition {

namespace {

// Reference folder of each province that has one.
std::string reference_path(const std::string& province_code) {
  return province_code == "20" ? "reference/lang-son/recognitions.csv" : "";
}

// What of `batch` the register does not hold yet.
FactBatch news(const FactBatch& batch, const TitleRegister& known) {
  FactBatch fresh;
  for (const auto& fact : batch.titles) {
    if (!known.has(fact)) fresh.titles.push_back(fact);
  }
  for (const auto& fact : batch.quoted) {
    if (!known.has(fact)) fresh.quoted.push_back(fact);
  }
  for (const auto& one : batch.coverage) {
    if (!known.has(one)) fresh.coverage.push_back(one);
  }
  return fresh;
}

std::size_t size_of(const FactBatch& batch) {
  return batch.titles.size() + batch.quoted.size() + batch.coverage.size();
}

json::object summary(const FactBatch& batch, const std::string& source) {
  return {{"source", source},
          {"titles", batch.titles.size()},
          {"quoted", batch.quoted.size()},
          {"coverage", batch.coverage.size()}};
}

Result<FactBatch> unknown_of(storage::Database& database, const FactBatch& batch, audit::EventNumber known_at) {
  auto known = load_titles(database, known_at);
  if (!known) return pass_on(known);
  return news(batch, **known);
}

}  // namespace

Result<Recorded> record_facts(commands::Writer& writer, storage::Database& database, const access::Actor& actor,
                              const FactBatch& batch, const std::string& source, const std::string& province_code) {
  const auto head = audit::head(database);
  if (!head) return pass_on(head);
  auto fresh = unknown_of(database, batch, head->number);
  if (!fresh) return pass_on(fresh);
  Recorded recorded{0, fresh->titles.size(), fresh->quoted.size(), fresh->coverage.size(),
                    size_of(batch) - size_of(*fresh)};
  if (fresh->is_empty()) return recorded;

  commands::Order order;
  order.actor = actor;
  order.act = "recognition.import";
  order.unit_code = province_code;
  auto body = [fresh = std::move(*fresh), source, province_code](storage::Database& inside, audit::EventNumber number,
                                                                 const std::string&) -> Result<audit::EventDraft> {
    auto done = append_facts(inside, number, fresh);
    if (!done) return pass_on(done);
    audit::EventDraft draft;
    draft.kind = "recognition.imported";
    for (const TitleFact& fact : fresh.titles) draft.subjects.push_back({"unit", fact.unit});
    for (const QuotedFact& fact : fresh.quoted) draft.subjects.push_back({"unit", fact.unit});
    draft.subjects = audit::subjects_or(std::move(draft.subjects), {"import", source});
    draft.payload = summary(fresh, source);
    draft.answer = draft.payload;
    draft.province = province_code;
    return draft;
  };
  auto outcome = writer.run(std::move(order), std::move(body));
  if (!outcome) return pass_on(outcome);
  recorded.event = outcome->event;
  return recorded;
}

Result<Recorded> seed_reference(commands::Writer& writer, storage::Database& database, const access::Actor& actor,
                                const units::Register& units, const std::string& province_code) {
  const auto path = reference_path(province_code);
  if (path.empty()) return Recorded{};
  const auto table = parse_csv(resource(path), path);
  if (!table) return pass_on(table);
  auto batch = read_facts(*table, units, province_code);
  if (!batch) return pass_on(batch);
  return record_facts(writer, database, actor, *batch, path, province_code);
}

}  // namespace luytre::recognition
