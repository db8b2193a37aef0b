#include "programme/documents/document_view.h"

#include "base/csv.h"

namespace luytre::documents {
namespace {

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::value day_or_null(const std::optional<Date>& day) {
  return day ? json::value(day->text()) : json::value(nullptr);
}

std::string day_text(const std::optional<Date>& day) { return day ? day->text() : std::string(); }

json::array relations_json(const Document& document, const DocumentRegister& known, RelationKind kind) {
  json::array list;
  for (const Relation& relation : document.relations) {
    if (relation.kind != kind) continue;
    const Document* target = known.meant(relation.document);
    list.push_back(json::object{{"symbol", target != nullptr ? target->symbol : relation.document},
                                {"slug", target != nullptr ? json::value(target->slug) : json::value(nullptr)}});
  }
  return list;
}

json::array acting_json(const Document& document, const DocumentRegister& known, RelationKind kind) {
  json::array list;
  for (const Document* newer : known.acting_on(document, kind)) {
    list.push_back(json::object{{"symbol", newer->symbol}, {"slug", newer->slug}});
  }
  return list;
}

std::string joined_relations(const Document& document, RelationKind kind) {
  std::string text;
  for (const Relation& relation : document.relations) {
    if (relation.kind == kind) text += (text.empty() ? "" : "; ") + relation.document;
  }
  return text;
}

}  // namespace

json::object to_json(const Document& document, const DocumentRegister& known, Date day) {
  json::object value{{"slug", document.slug},
                     {"symbol", document.symbol},
                     {"number", text_or_null(number_of(document.symbol))},
                     {"kind", name_of(document.kind)},
                     {"issuer", document.issuer},
                     {"issuer_en", text_or_null(document.issuer_en)},
                     {"abstract", document.abstract},
                     {"abstract_en", text_or_null(document.abstract_en)},
                     {"signed", day_or_null(document.signed_on)},
                     {"signed_known", text_or_null(document.signed_known)},
                     {"in_force", day_or_null(document.in_force)},
                     {"until", day_or_null(known.end_of(document))},
                     {"is_end_derived", !document.until.has_value() && known.end_of(document).has_value()},
                     {"as_of", day.text()},
                     {"effect", name_of(known.effect_on(document, day))},
                     {"replaces", relations_json(document, known, RelationKind::replaces)},
                     {"amends", relations_json(document, known, RelationKind::amends)},
                     {"source", text_or_null(document.source)},
                     {"source_url", text_or_null(document.source_url)},
                     {"confidence", criteria::name_of(document.confidence)},
                     {"note", text_or_null(document.note)},
                     {"file", nullptr}};
  if (document.file) {
    value["file"] = json::object{{"address", "/api/v1/documents/" + document.slug + "/file"},
                                 {"name", document.file->name},
                                 {"media_type", document.file->media_type},
                                 {"bytes", document.file->bytes},
                                 {"sha256", document.file->sha256}};
  }
  return value;
}

json::object draft_json(const Document& document, const DocumentRegister& known, Date day) {
  json::object value = to_json(document, known, day);
  value["document"] = document.id.text();
  value["version"] = document.version;
  value["state"] = name_of(document.state);
  value["reason"] = text_or_null(document.reason);
  value["is_public"] = known.published_of(document.id.text()) != nullptr;
  value["recorded_at"] = document.recorded_at;
  return value;
}

void add_uses(json::object& into, const Document& document, const DocumentRegister& known, const Citations& citations,
              const recognition::TitleRegister& titles) {
  into["replaced_by"] = acting_json(document, known, RelationKind::replaces);
  into["amended_by"] = acting_json(document, known, RelationKind::amends);
  json::array sets;
  for (const SetUse& use : citations.of(document)) {
    json::array indicators;
    for (const std::string& number : use.indicators) indicators.emplace_back(number);
    sets.push_back(
        json::object{{"set", use.set->id}, {"is_its_own", use.is_its_own}, {"indicators", std::move(indicators)}});
  }
  into["criteria"] = std::move(sets);
  json::array decisions;
  for (const recognition::TitleFact* fact : decisions_by(titles, document)) {
    decisions.push_back(json::object{{"unit", fact->unit},
                                     {"title", recognition::name_of(fact->title)},
                                     {"standing", recognition::name_of(fact->standing)},
                                     {"signed", fact->signed_on().text()}});
  }
  into["decisions"] = std::move(decisions);
  json::array versions;
  for (const Document* version : known.versions(document.id.text())) {
    if (version->state != State::published) continue;
    versions.push_back(json::object{{"version", version->version},
                                    {"recorded_at", version->recorded_at},
                                    {"reason", text_or_null(version->reason)},
                                    {"event", version->event}});
  }
  into["versions"] = std::move(versions);
}

std::string csv_header() {
  return "symbol,kind,issuer,abstract,signed,in_force,until,effect,replaces,amends,source,source_url,confidence,note,"
         "address\r\n";
}

std::string csv_line(const Document& document, const DocumentRegister& known, Date day) {
  std::string line;
  for (const std::string& cell :
       {document.symbol, std::string(name_of(document.kind)), document.issuer, document.abstract,
        signing_text(document), day_text(document.in_force), day_text(known.end_of(document)),
        std::string(name_of(known.effect_on(document, day))), joined_relations(document, RelationKind::replaces),
        joined_relations(document, RelationKind::amends), document.source, document.source_url,
        std::string(criteria::name_of(document.confidence)), document.note}) {
    line += csv_cell(cell) + ",";
  }
  return line + csv_cell("/van-ban/" + document.slug) + "\r\n";
}

}  // namespace luytre::documents
