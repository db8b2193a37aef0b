#include <algorithm>

#include "platform/http/body.h"
#include "platform/inspection/write_request.h"
#include "programme/documents/documents_routes.h"
#include "programme/documents/import_table.h"

namespace luytre::documents {
namespace {

constexpr std::size_t table_bytes_max = std::size_t{4} << 20U;
constexpr std::size_t file_body_bytes_max = file_bytes_max + (std::size_t{64} << 10U);

void read_relations(http::Members& members, std::string_view name, RelationKind kind, Document& into) {
  if (members.value(name) == nullptr) return;
  std::erase_if(into.relations, [&](const Relation& one) { return one.kind == kind; });
  for (const std::string& symbol : members.texts(name)) into.relations.push_back({kind, symbol});
}

void put(http::Members& members, std::string_view name, std::string& into, std::size_t bytes_max) {
  if (members.value(name) != nullptr) into = members.text_or_empty(name, bytes_max);
}

// "" is: not known.
void put_day(http::Members& members, std::string_view name, std::optional<Date>& into) {
  if (members.value(name) != nullptr) into = inspection::date_member(members, name);
}

template <class Value, class Named>
void put_choice(http::Members& members, std::string_view name, Value& into, const Named& named) {
  const std::string word = members.text_or_empty(name);
  if (word.empty()) return;
  const auto value = named(word);
  if (value) into = *value;
  if (!value) {
    members.refuse(name, {"documents.unknown_word", {{"column", std::string(name)}, {"word", word}}, "", {}});
  }
}

// What is not sent stays.
void read_members(http::Members& members, Document& document) {
  const std::string symbol = document.symbol;
  put(members, "symbol", document.symbol, symbol_bytes_max);
  if (document.symbol != symbol) document.kind = kind_of_symbol(document.symbol);
  put_choice(members, "kind", document.kind, kind_named);
  put(members, "issuer", document.issuer, issuer_bytes_max);
  put(members, "issuer_en", document.issuer_en, issuer_bytes_max);
  put(members, "abstract", document.abstract, words_bytes_max);
  put(members, "abstract_en", document.abstract_en, words_bytes_max);
  put_day(members, "signed", document.signed_on);
  if (document.signed_on) document.signed_known.clear();
  put(members, "signed_known", document.signed_known, 10);
  put_day(members, "in_force", document.in_force);
  put_day(members, "until", document.until);
  read_relations(members, "replaces", RelationKind::replaces, document);
  read_relations(members, "amends", RelationKind::amends, document);
  put(members, "source", document.source, issuer_bytes_max);
  put(members, "source_url", document.source_url, address_bytes_max);
  put_choice(members, "confidence", document.confidence, confidence_named);
  put(members, "note", document.note, words_bytes_max);
  document.reason = members.text_or_empty("reason", words_bytes_max);
}

http::Response answer(const commands::Asked& asked, const Written& written) {
  return inspection::written_response(asked,
                                      {{"document", asked.is_dry_run ? json::value(nullptr) : json::value(written.id)},
                                       {"slug", written.slug},
                                       {"version", written.version},
                                       {"event", written.event}});
}

Result<http::Response> post_document(const http::Request& request, const DocumentDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  Document document;
  for (const char* needed : {"symbol", "issuer", "abstract"}) members->text(needed, words_bytes_max);
  read_members(*members, document);
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto written = write_document(doors.writer, *asked, std::move(document), 0, doors.unix_milliseconds());
  if (!written) return pass_on(written);
  return answer(*asked, *written);
}

int version_member(http::Members& members) {
  return static_cast<int>(std::clamp<std::int64_t>(members.integer("version").value_or(0), 0, 1'000'000));
}

Result<http::Response> post_version(const http::Request& request, const DocumentDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  if (auto may = doors.guard(request.actor, {"documents.write", "", {}, {}}); !may) return pass_on(may);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const std::string& id = request.captured_text("document");
  const Document* newest = known->documents->newest(id);
  if (newest == nullptr) return refuse("documents.unknown", {{"document", id}});
  Document document = *newest;
  read_members(*members, document);
  const int version = version_member(*members);
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto written = write_document(doors.writer, *asked, std::move(document), version, doors.unix_milliseconds());
  if (!written) return pass_on(written);
  return answer(*asked, *written);
}

Result<http::Response> post_file(const http::Request& request, const DocumentDoors& doors) {
  auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  if (auto may = doors.guard(request.actor, {"documents.write", "", {}, {}}); !may) return pass_on(may);
  auto upload = http::upload_body(request);
  if (!upload) return pass_on(upload);
  const int version = version_member(upload->fields);
  asked->reason = upload->fields.text_or_empty("reason", words_bytes_max);
  if (auto read = upload->fields.finish(); !read) return pass_on(read);
  http::FormPart& part = upload->files.front();
  const auto written = attach_file(doors.files, doors.writer, *asked, request.captured_text("document"), version,
                                   {part.file_name, std::move(part.bytes)}, doors.unix_milliseconds());
  if (!written) return pass_on(written);
  return answer(*asked, *written);
}

std::optional<State> decision_named(std::string_view word) {
  if (word == "publish") return State::published;
  if (word == "refuse") return State::refused;
  if (word == "withdraw") return State::withdrawn;
  return std::nullopt;
}

Result<http::Response> post_decision(const http::Request& request, const DocumentDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  State to = State::published;
  members->text("decision");
  put_choice(*members, "decision", to, decision_named);
  const int version = version_member(*members);
  const std::string reason = members->text_or_empty("reason", words_bytes_max);
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto written = settle_document(doors.writer, *asked, request.captured_text("document"), version, to, reason);
  if (!written) return pass_on(written);
  return answer(*asked, *written);
}

json::array texts(const std::vector<std::string>& list) {
  json::array array;
  for (const std::string& text : list) array.emplace_back(text);
  return array;
}

Result<http::Response> post_import(const http::Request& request, const DocumentDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  if (auto may = doors.guard(request.actor, {"documents.write", "", {}, {}}); !may) return pass_on(may);
  auto upload = http::upload_body(request);
  if (!upload) return pass_on(upload);
  if (auto read = upload->fields.finish(); !read) return pass_on(read);
  const http::FormPart& part = upload->files.front();
  const auto table = parse_csv(part.bytes, part.file_name);
  if (!table) return pass_on(table);
  auto read = read_documents(*table);
  if (!read) return pass_on(read);
  const auto imported = import_documents(doors.writer, *asked, std::move(read->documents), read->places, false,
                                         part.file_name, doors.unix_milliseconds());
  if (!imported) return pass_on(imported);
  return inspection::written_response(
      *asked, {{"added", texts(imported->added)}, {"known", texts(imported->known)}, {"event", imported->event}});
}

}  // namespace

void add_document_write_routes(http::Router& router, const DocumentDoors& doors) {
  using Answer = Result<http::Response> (*)(const http::Request&, const DocumentDoors&);
  const auto with = [&](Answer write) {
    return [doors, write](const http::Request& request) { return write(request, doors); };
  };
  router.post("/api/v1/documents", with(post_document));
  router.post("/api/v1/documents/import", with(post_import), table_bytes_max);
  router.post("/api/v1/documents/{document}/versions", with(post_version));
  router.post("/api/v1/documents/{document}/file", with(post_file), file_body_bytes_max);
  router.post("/api/v1/documents/{document}/decision", with(post_decision));
}

}  // namespace luytre::documents
