#include "programme/recognition/preview.h"

#include <algorithm>

#include "platform/http/response.h"
#include "programme/recognition/record_facts.h"

namespace luytre::recognition {
namespace {

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::value unit_value(const ReadRow& row) {
  if (row.unit == nullptr) return nullptr;
  const Interval life = row.unit->life();
  return json::object{{"unit", row.unit->id.text()},
                      {"code", row.unit->id.code},
                      {"name", row.unit->nearest(row.day).name},
                      {"from", life.from.text()},
                      {"to", life.to.is_open_end() ? json::value(nullptr) : json::value(life.to.text())}};
}

void add_title(const TitleFact& given, const TitleRegister& known, Language language, json::object& told) {
  const TitleFact fact = with_what_is_known(given, known);
  told["becomes"] = name_of(fact.standing);
  told["title"] = name_of(fact.title);
  told["decision"] = text_or_null(fact.decision);
  told["in_force"] = fact.effective_from().text();
  if (fact.achievement_year) told["achievement_year"] = *fact.achievement_year;
  told["set"] = text_or_null(fact.set);
  told["document"] = text_or_null(fact.document);
  told["change"] = known.has(fact) ? "unchanged" : known.same_as(fact) != nullptr ? "changed" : "added";
  if (fact.decides() && fact.decision.empty()) told["remark"] = say("recognition.preview.no_decision", language);
}

void add_quote(const ReadRow& row, const TitleRegister& known, Language language, json::object& told) {
  told["becomes"] = "quoted";
  told["decision"] = text_or_null(row.quoted->decision);
  told["change"] = known.has(*row.quoted) ? "unchanged" : "added";
  told["remark"] = row.is_unplaced ? say("recognition.unplaced", {{"row", row.named}}, language)
                                   : say("recognition.preview.quoted", language);
}

json::object told_row(const ReadRow& row, const TitleRegister& known, Language language) {
  json::object told{{"where", row.where},
                    {"named", text_or_null(row.named)},
                    {"unit", unit_value(row)},
                    {"becomes", nullptr},
                    {"title", nullptr},
                    {"decision", nullptr},
                    {"date", row.day.days() == 0 ? json::value(nullptr) : json::value(row.day.text())},
                    {"in_force", nullptr},
                    {"achievement_year", nullptr},
                    {"set", nullptr},
                    {"document", nullptr},
                    {"change", "refused"},
                    {"remark", nullptr},
                    {"problem", nullptr}};
  if (row.problem) told["problem"] = http::problem_value(*row.problem, language);
  if (row.title) add_title(*row.title, known, language, told);
  if (row.quoted) add_quote(row, known, language, told);
  return told;
}

}  // namespace

json::array preview_of(const std::vector<ReadRow>& rows, const TitleRegister& known, Language language) {
  json::array items;
  const std::size_t count = std::min(rows.size(), previewed_rows_max);
  for (std::size_t at = 0; at < count; ++at) items.push_back(told_row(rows[at], known, language));
  return items;
}

}  // namespace luytre::recognition
