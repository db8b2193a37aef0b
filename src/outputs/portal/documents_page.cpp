// The register of legal documents by kind, issuer, year and what is in force on a day.
#include "outputs/portal/documents_view.h"
#include "outputs/portal/pages.h"
#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

using documents::Document;
using documents::DocumentRegister;

constexpr std::string_view path = "/van-ban";
constexpr int year_min = 1900;
constexpr int year_max = 2199;

struct Asked {
  documents::Question question;
  std::optional<std::vector<std::string>> after;
  Parameters parameters;  // of links to the same question
};

Result<Asked> read_question(const Visit& visit) {
  Asked asked;
  const auto words = http::text_parameter(visit.request, "q");
  const auto kind = http::text_parameter(visit.request, "loai");
  const auto issuer = http::text_parameter(visit.request, "co-quan");
  const auto year = http::integer_parameter(visit.request, "nam", year_min, year_max);
  const auto in_force_on = http::date_parameter(visit.request, "hieu-luc");
  for (const auto* text : {&words, &kind, &issuer}) {
    if (!*text) return pass_on(*text);
  }
  if (!year) return pass_on(year);
  if (!in_force_on) return pass_on(in_force_on);
  auto after = http::cursor_parameter(visit.request, DocumentRegister::key_parts);
  if (!after) return pass_on(after);
  if (*kind) {
    asked.question.kind = documents::kind_named(**kind);
    if (!asked.question.kind)
      return refuse("documents.unknown_word", {{"column", "loai"}, {"word", **kind}}, "query:loai");
  }
  asked.question.words = words->value_or("");
  asked.question.issuer = issuer->value_or("");
  if (*year) asked.question.year = static_cast<int>(**year);
  asked.question.in_force_on = *in_force_on;
  asked.after = std::move(*after);
  asked.parameters = {{"q", asked.question.words},
                      {"loai", kind->value_or("")},
                      {"co-quan", asked.question.issuer},
                      {"nam", *year ? std::to_string(**year) : ""},
                      {"hieu-luc", *in_force_on ? (*in_force_on)->text() : ""}};
  return asked;
}

View choice(const std::string& value, const std::string& words, bool is_chosen) {
  View one;
  one.set("value", value);
  one.set("words", words);
  set_flag(one, "is_chosen", is_chosen);
  return one;
}

void set_choices(const Visit& visit, const Asked& asked, View& view) {
  const DocumentRegister& known = *visit.snapshot->documents;
  View kinds = empty_list(), issuers = empty_list(), years = empty_list();
  for (const documents::Kind kind : documents::all_kinds()) {
    const std::string name(documents::name_of(kind));
    kinds.push_back(choice(name, visit.say("documents.kind." + name), asked.question.kind == kind));
  }
  for (const std::string& issuer : known.issuers())
    issuers.push_back(choice(issuer, issuer, asked.question.issuer == issuer));
  for (const int year : known.years())
    years.push_back(choice(std::to_string(year), std::to_string(year), asked.question.year == year));
  view.set("kinds", kinds);
  view.set("issuers", issuers);
  view.set("years", years);
  view.set("words", asked.question.words);
  view.set("in_force_on", asked.question.in_force_on ? asked.question.in_force_on->text() : "");
}

}  // namespace

View document_row(const Visit& visit, const Document& document, Date day) {
  const DocumentRegister& known = *visit.snapshot->documents;
  const bool is_english = visit.language == Language::en;
  const std::string effect(name_of(known.effect_on(document, day)));
  View row;
  row.set("symbol", document.symbol);
  row.set("address", visit.link("/van-ban/" + document.slug));
  row.set("kind", visit.say("documents.kind." + std::string(documents::name_of(document.kind))));
  row.set("issuer", is_english && !document.issuer_en.empty() ? document.issuer_en : document.issuer);
  const bool is_translated = is_english && !document.abstract_en.empty();
  row.set("abstract", is_translated ? document.abstract_en : document.abstract);
  set_flag(row, "is_vietnamese", is_english && !is_translated);
  set_text(row, "signed", document.signed_on ? visit.day_words(*document.signed_on) : document.signed_known);
  set_text(row, "in_force", document.in_force ? visit.day_words(*document.in_force) : "");
  row.set("effect", visit.say("documents.effect." + effect));
  row.set("effect_name", effect);
  set_flag(row, "has_file", document.file.has_value());
  return row;
}

Result<http::Response> documents_page(const Visit& visit) {
  const auto asked = read_question(visit);
  if (!asked) return pass_on(asked);
  const DocumentRegister& known = *visit.snapshot->documents;
  const Date day = asked->question.in_force_on.value_or(visit.today);
  const documents::Page page = known.page(asked->question, asked->after);
  View rows = empty_list();
  for (const Document* document : page.documents) rows.push_back(document_row(visit, *document, day));
  View view;
  set_choices(visit, *asked, view);
  view.set("rows", rows);
  set_flag(view, "is_empty", page.documents.empty());
  view.set("form_address", visit.base + std::string(path));
  view.set("csv_address",
           address("", "/api/v1/documents.csv",
                   {{"words", asked->question.words},
                    {"kind", asked->question.kind ? std::string(name_of(*asked->question.kind)) : ""},
                    {"issuer", asked->question.issuer},
                    {"year", asked->question.year ? std::to_string(*asked->question.year) : ""},
                    {"in_force_on", asked->question.in_force_on ? asked->question.in_force_on->text() : ""}}));
  view.set("count", visit.say("portal.documents.count", {{"count", visit.number(std::ssize(page.documents))},
                                                         {"total", visit.number(static_cast<int>(page.total))},
                                                         {"day", visit.day_words(day)}}));
  set_text(view, "unknown",
           page.unknown == 0
               ? ""
               : visit.say("portal.documents.unknown",
                           {{"count", visit.number(static_cast<int>(page.unknown))}, {"day", visit.day_words(day)}}));
  set_flag(view, "is_later", asked->after.has_value());
  view.set("first_address", visit.link(path, asked->parameters));
  std::string next;
  if (page.next) {
    Parameters parameters = asked->parameters;
    parameters.emplace_back("cursor", http::encode_cursor(*page.next));
    next = visit.link(path, parameters);
  }
  set_text(view, "next_address", next);
  PageHead head{visit.say("portal.documents.title"), visit.say("portal.documents.description"), "law"};
  head.stylesheet = asset_address("finding.css");
  return visit.site.page(visit, head, "documents", std::move(view));
}

}  // namespace luytre::portal
