#include "programme/documents/documents_routes.h"

#include "platform/http/parameters.h"
#include "programme/documents/document_view.h"
#include "programme/evidence/evidence.h"

namespace luytre::documents {
namespace {

struct Asked {
  Question question;
  Date day;
  std::optional<audit::EventNumber> as_known;
};

Result<Asked> read_question(const http::Request& request, const DocumentDoors& doors) {
  Asked asked;
  const auto kind = http::text_parameter(request, "kind");
  const auto issuer = http::text_parameter(request, "issuer");
  const auto year = http::integer_parameter(request, "year", 1900, 2199);
  const auto in_force_on = http::date_parameter(request, "in_force_on");
  const auto words = http::text_parameter(request, "words");
  const auto as_known = http::as_known_parameter(request);
  for (const auto* text : {&kind, &issuer, &words}) {
    if (!*text) return pass_on(*text);
  }
  if (!year) return pass_on(year);
  if (!in_force_on) return pass_on(in_force_on);
  if (!as_known) return pass_on(as_known);
  if (*kind) {
    asked.question.kind = kind_named(**kind);
    if (!asked.question.kind)
      return refuse("documents.unknown_word", {{"column", "kind"}, {"word", **kind}}, "query:kind");
  }
  asked.question.issuer = issuer->value_or("");
  if (*year) asked.question.year = static_cast<int>(**year);
  asked.question.in_force_on = *in_force_on;
  asked.question.words = words->value_or("");
  asked.day = in_force_on->value_or(doors.today());
  asked.as_known = *as_known;
  return asked;
}

Result<http::Response> list(const http::Request& request, const DocumentDoors& doors) {
  if (auto checked = http::check_parameters(
          request, {"kind", "issuer", "year", "in_force_on", "words", "as_known", "limit", "cursor"});
      !checked)
    return pass_on(checked);
  const auto asked = read_question(request, doors);
  if (!asked) return pass_on(asked);
  const auto limit = http::limit_parameter(request, DocumentRegister::page_rows);
  if (!limit) return pass_on(limit);
  const auto cursor = http::cursor_parameter(request, DocumentRegister::key_parts);
  if (!cursor) return pass_on(cursor);
  const auto known = doors.known(asked->as_known);
  if (!known) return pass_on(known);
  const Page page = known->documents->page(asked->question, *cursor, *limit);
  json::array items;
  for (const Document* document : page.documents) items.push_back(to_json(*document, *known->documents, asked->day));
  json::object value{{"documents", std::move(items)},
                     {"total", std::int64_t(page.total)},
                     {"effect_unknown", std::int64_t(page.unknown)}};
  value["next_cursor"] = page.next ? json::value(http::encode_cursor(*page.next)) : json::value(nullptr);
  return http::json_response(request, std::move(value), known->documents->known_at());
}

Result<http::Response> table(const http::Request& request, const DocumentDoors& doors) {
  if (auto checked = http::check_parameters(request, {"kind", "issuer", "year", "in_force_on", "words", "as_known"});
      !checked)
    return pass_on(checked);
  const auto asked = read_question(request, doors);
  if (!asked) return pass_on(asked);
  const auto known = doors.known(asked->as_known);
  if (!known) return pass_on(known);
  const auto& documents = *known->documents;
  std::string csv = "\xEF\xBB\xBF" + csv_header();
  for (const Document* document : documents.page(asked->question, std::nullopt, documents.size()).documents) {
    csv += csv_line(*document, documents, asked->day);
  }
  auto response = http::document_response("text/csv; charset=utf-8", std::move(csv));
  response.set("Content-Disposition", "attachment; filename=\"van-ban.csv\"");
  response.set("Luytre-Snapshot", std::to_string(documents.known_at()));
  return response;
}

Result<http::Response> cited(const http::Request& request, const DocumentDoors& doors) {
  if (auto checked = http::check_parameters(request, {}); !checked) return pass_on(checked);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  json::array items;
  for (const auto& missing : Citations(*known->law).unmatched(*known->documents)) {
    json::array sets;
    for (const SetUse& use : missing.sets) sets.emplace_back(use.set->id);
    items.push_back(json::object{{"symbol", missing.symbol}, {"sets", std::move(sets)}});
  }
  return http::json_response(request, json::object{{"unmatched", std::move(items)}}, known->documents->known_at());
}

Result<http::Response> show(const http::Request& request, const DocumentDoors& doors) {
  if (auto checked = http::check_parameters(request, {"as_of", "as_known"}); !checked) return pass_on(checked);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto day = http::date_parameter(request, "as_of");
  if (!day) return pass_on(day);
  const auto known = doors.known(*as_known);
  if (!known) return pass_on(known);
  const auto document = public_document(*known->documents, request.captured_text("document"));
  if (!document) return pass_on(document);
  json::object value = to_json(**document, *known->documents, day->value_or(doors.today()));
  add_uses(value, **document, *known->documents, Citations(*known->law), *known->titles);
  return http::json_response(request, std::move(value), known->documents->known_at());
}

Result<http::Response> file(const http::Request& request, const DocumentDoors& doors) {
  if (auto checked = http::check_parameters(request, {}); !checked) return pass_on(checked);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  return file_response(*known->documents, doors.files, request.captured_text("document"));
}

Result<http::Response> waiting(const http::Request& request, const DocumentDoors& doors) {
  if (auto checked = http::check_parameters(request, {"limit", "cursor"}); !checked) return pass_on(checked);
  const auto limit = http::limit_parameter(request);
  if (!limit) return pass_on(limit);
  const auto cursor = http::cursor_parameter(request, 1);
  if (!cursor) return pass_on(cursor);
  const auto may_write = doors.guard(request.actor, {"documents.write", "", {}, {}});
  if (!may_write) {
    if (!doors.guard(request.actor, {"documents.approve", "", {}, {}})) return pass_on(may_write);
  }
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  json::array items;
  json::value next = nullptr;
  std::string last;
  for (const Document* draft : known->documents->waiting()) {
    if (*cursor && draft->id.text() <= (*cursor)->front()) continue;
    if (items.size() == *limit) {
      next = http::encode_cursor({last});
      break;
    }
    items.push_back(draft_json(*draft, *known->documents, doors.today()));
    last = draft->id.text();
  }
  auto response =
      http::json_response(request, json::object{{"documents", std::move(items)}, {"next_cursor", std::move(next)}},
                          known->documents->known_at());
  response.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

Result<const Document*> public_document(const DocumentRegister& known, const std::string& slug) {
  if (const Document* document = known.published(slug)) return document;
  if (const Document* gone = known.withdrawn(slug)) {
    return refuse("documents.withdrawn", {{"document", gone->symbol}, {"reason", gone->reason}});
  }
  return refuse("documents.unknown", {{"document", slug}});
}

Result<http::Response> file_response(const DocumentRegister& known, const evidence::Desk& files,
                                     const std::string& slug) {
  const auto document = public_document(known, slug);
  if (!document) return pass_on(document);
  if (!(*document)->file) return refuse("documents.no_file", {{"document", (*document)->symbol}});
  const File& file = *(*document)->file;
  const auto bytes = files.files().open_kept(file.sha256);
  if (!bytes) return pass_on(bytes);
  auto response = http::document_response(file.media_type, std::string(bytes->bytes()));
  const bool is_shown = file.media_type == "application/pdf";
  response.set("Content-Disposition", evidence::content_disposition(file.name, is_shown));
  // A browser neither guesses nor runs it.
  response.set("Content-Security-Policy", "sandbox; default-src 'none'");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("ETag", "\"" + file.sha256 + "\"");
  response.set("Cache-Control", "no-cache");
  return response;
}

void add_document_routes(http::Router& router, const DocumentDoors& doors) {
  using Answer = Result<http::Response> (*)(const http::Request&, const DocumentDoors&);
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.get("/api/v1/documents", with(list));
  router.get("/api/v1/documents.csv", with(table));
  router.get("/api/v1/documents/cited", with(cited));
  router.get("/api/v1/documents/waiting", with(waiting));
  router.get("/api/v1/documents/{document}", with(show));
  router.get("/api/v1/documents/{document}/file", with(file));
}

}  // namespace luytre::documents
