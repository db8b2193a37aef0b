#include "programme/recognition/record_facts.h"

#include <set>

#include "base/csv.h"
#include "base/resources.h"
#include "programme/recognition/import_facts.h"

namespace luytre::recognition {

namespace {

// Reference folder of each province that has one.
std::string reference_path(const std::string& province_code) {
  return province_code == "20" ? "reference/lang-son/recognitions.csv" : "";
}

}  // namespace

// A file that does not say since when a decision is in force, or where its text lies, takes nothing back.
TitleFact with_what_is_known(TitleFact fact, const TitleRegister& known) {
  const TitleFact* standing = known.same_as(fact);
  if (standing == nullptr) return fact;
  if (!fact.in_force) fact.in_force = standing->in_force;
  if (fact.document.empty()) fact.document = standing->document;
  return fact;
}

namespace {

// What of `batch` the register does not hold yet.
FactBatch news(const FactBatch& batch, const TitleRegister& known) {
  FactBatch fresh;
  for (const auto& given : batch.titles) {
    auto fact = with_what_is_known(given, known);
    if (!known.has(fact)) fresh.titles.push_back(std::move(fact));
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

Recorded counted(const FactBatch& batch, const FactBatch& fresh) {
  return {0, fresh.titles.size(), fresh.quoted.size(), fresh.coverage.size(), size_of(batch) - size_of(fresh)};
}

// One ask for each unit, on a day on which that identity was alive: its first.
std::vector<access::Ask> asks_of(const FactBatch& fresh) {
  std::set<std::string> units;
  for (const TitleFact& fact : fresh.titles) units.insert(fact.unit);
  for (const QuotedFact& fact : fresh.quoted) units.insert(fact.unit);
  std::vector<access::Ask> asks;
  for (const std::string& unit : units) {
    const auto id = units::UnitId::parse(unit);
    asks.push_back({"recognition.record", unit, id ? std::optional(id->first_day) : std::nullopt, {}});
  }
  if (asks.empty()) asks.push_back({"recognition.record", "", {}, {}});
  return asks;
}

}  // namespace

Result<Recorded> record_facts(commands::Writer& writer, const TitleRegister& known, const commands::Asked& asked,
                              const FactBatch& batch, const std::string& source, const std::string& province_code) {
  const FactBatch fresh = news(batch, known);
  Recorded recorded = counted(batch, fresh);
  if (fresh.is_empty()) return recorded;
  commands::Order order = commands::order_by(asked, "recognition.import", asks_of(fresh));
  order.unit_code = province_code;
  const auto body = [&](storage::Database& inside, audit::EventNumber number,
                        const std::string&) -> Result<audit::EventDraft> {
    const auto now = load_titles(inside, number);
    if (!now) return pass_on(now);
    const FactBatch left = news(fresh, **now);
    recorded = counted(batch, left);
    if (left.is_empty()) return refuse("recognition.nothing_left");
    auto done = append_facts(inside, number, left);
    if (!done) return pass_on(done);
    audit::EventDraft draft;
    draft.kind = "recognition.imported";
    for (const TitleFact& fact : left.titles) draft.subjects.push_back({"unit", fact.unit});
    for (const QuotedFact& fact : left.quoted) draft.subjects.push_back({"unit", fact.unit});
    draft.subjects = audit::subjects_or(std::move(draft.subjects), {"import", source});
    draft.payload = summary(left, source);
    draft.answer = draft.payload;
    draft.province = province_code;
    return draft;
  };
  const auto outcome = writer.run(std::move(order), body);
  if (!outcome && outcome.error().code == "recognition.nothing_left") return recorded;
  if (!outcome) return pass_on(outcome);
  recorded.event = outcome->event;
  return recorded;
}

Result<Recorded> record_facts(commands::Writer& writer, storage::Database& database, const commands::Asked& asked,
                              const FactBatch& batch, const std::string& source, const std::string& province_code) {
  const auto head = audit::head(database);
  if (!head) return pass_on(head);
  const auto known = load_titles(database, head->number);
  if (!known) return pass_on(known);
  return record_facts(writer, **known, asked, batch, source, province_code);
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
