#include "programme/authority/register_authority.h"

#include "programme/authority/read_authority.h"

namespace luytre::authority {

using storage::Blob;
using storage::Database;
using storage::Value;

namespace {

Result<std::string> standing_hash(Database& database) {
  const auto rows = database.query("SELECT hash FROM authority_text ORDER BY event DESC LIMIT 1");
  if (!rows) return pass_on(rows);
  return rows->empty() ? std::string() : rows->front().text(0);
}

Done append(Database& database, audit::EventNumber event, const access::Authority& authority,
            const std::string& canonical) {
  const auto kept = database.execute("INSERT INTO authority_text (event, hash, canonical) VALUES (?, ?, ?)",
                                     {event, authority.hash, Blob{canonical}});
  if (!kept) return pass_on(kept);
  std::vector<std::vector<Value>> rows;
  for (const access::AuthorityRule& rule : authority.rules) {
    const bool is_open = rule.valid.to == Date::open_end();
    rows.push_back({event, static_cast<std::int64_t>(rows.size()), rule.role, rule.act, std::string(word(rule.reach)),
                    rule.valid.from.text(), is_open ? std::string() : rule.valid.to.text(), rule.reference,
                    std::string(word(rule.confidence))});
  }
  return database.insert_rows(
      "authority_rule",
      {"event", "position", "role", "act", "reach", "valid_from", "valid_to", "reference", "confidence"}, rows);
}

}  // namespace

Done register_embedded_authority(commands::Writer& writer, Database& database, const access::Actor& actor) {
  const auto texts = embedded_texts();
  const auto authority = read_authority(texts);
  if (!authority) return pass_on(authority);
  auto wrong = check(*authority);
  if (!wrong.empty()) {
    const std::string count = std::to_string(wrong.size());
    return refuse("authority.faulty", {{"count", count}}, "authority/", std::move(wrong));
  }
  const auto standing = standing_hash(database);
  if (!standing) return pass_on(standing);
  if (*standing == authority->hash) return {};
  commands::Order order;
  order.actor = actor;
  order.act = "authority.register";
  const auto outcome =
      writer.run(std::move(order),
                 [&](Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
                   if (auto kept = append(inside, number, *authority, canonical_of(texts)); !kept) return pass_on(kept);
                   audit::EventDraft draft;
                   draft.kind = "authority.registered";
                   draft.payload = json::object{{"hash", authority->hash}, {"rules", authority->rules.size()}};
                   draft.subjects = {{"authority", authority->hash}};
                   return draft;
                 });
  if (!outcome) return pass_on(outcome);
  return {};
}

Result<access::Authority> load_authority(Database& database, audit::EventNumber known_at) {
  const auto rows =
      database.query("SELECT canonical FROM authority_text WHERE event <= ? ORDER BY event DESC LIMIT 1", {known_at});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return access::Authority{};
  return read_canonical(rows->front().bytes(0));
}

}  // namespace luytre::authority
