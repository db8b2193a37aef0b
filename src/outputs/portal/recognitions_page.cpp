// The register of recognitions by date: how many hold each title, and by which decisions.
#include "outputs/portal/pages.h"
#include "platform/http/parameters.h"
#include "programme/recognition/title_list.h"

namespace luytre::portal {
namespace {

using recognition::ListedDecision;

constexpr std::size_t rows_max = 100;

struct Asked {
  std::optional<recognition::Title> title;
  Date day;
  std::optional<std::vector<std::string>> after;
  Parameters parameters;  // of links to the same question
};

Result<Asked> read_question(const Visit& visit) {
  const auto title =
      http::choice_parameter(visit.request, "danh-hieu", {"ntm", "advanced", "model", "modern", "completion"});
  if (!title) return pass_on(title);
  auto after = http::cursor_parameter(visit.request, recognition::list_key_parts);
  if (!after) return pass_on(after);
  Asked asked{std::nullopt, visit.is_dated ? visit.day : visit.today, std::move(*after), {}};
  if (visit.is_dated) asked.parameters.emplace_back("ngay", asked.day.text());
  if (*title) {
    asked.title = recognition::title_named(**title);
    asked.parameters.emplace_back("danh-hieu", **title);
  }
  return asked;
}

std::string title_words(const Visit& visit, recognition::Title title) {
  return visit.say("recognition.title." + std::string(name_of(title)));
}

View counts_view(const Visit& visit, Date day) {
  View rows = empty_list();
  const auto counts = recognition::count_titles(*visit.snapshot->titles, *visit.snapshot->units, day, visit.province,
                                                units::Level::commune);
  for (const auto& count : counts.titles) {
    View row;
    row.set("title", title_words(visit, count.title));
    const auto reason = recognition::why_unknown(counts, count);
    set_flag(row, "is_counted", !reason.has_value());
    row.set("recognised", visit.number(count.recognised));
    row.set("of", visit.number(counts.units));
    row.set("revoked", visit.number(count.revoked));
    set_text(row, "reason", reason ? message(*reason, visit.language) : "");
    std::string declared;
    for (const auto* one : count.declared) declared += (declared.empty() ? "" : "; ") + one->source;
    set_text(row, "declared", declared);
    rows.push_back(row);
  }
  return rows;
}

std::string announced_words(const Visit& visit, const ListedDecision& listed) {
  std::string words;
  for (const auto* one : listed.announced) {
    words += (words.empty() ? "" : "; ") + visit.day_words(one->day) + ", " + one->words;
  }
  return words;
}

View row_view(const Visit& visit, const ListedDecision& listed) {
  const recognition::TitleFact& fact = *listed.fact;
  View row;
  row.set("name", listed.unit != nullptr ? listed.unit->nearest(fact.signed_on()).name : fact.unit);
  set_text(row, "address", listed.unit != nullptr ? visit.unit_link(*listed.unit, fact.signed_on()) : "");
  row.set("title", title_words(visit, fact.title));
  set_text(row, "decision", fact.decision);
  row.set("signed", visit.day_words(fact.signed_on()));
  const bool is_later = fact.effective_from() != fact.signed_on();
  set_text(row, "in_force", is_later ? visit.day_words(fact.effective_from()) : "");
  set_text(row, "year", fact.achievement_year ? std::to_string(*fact.achievement_year) : "");
  // A province numbers its decisions anew each year: the day must say which one is meant.
  const documents::Document* record =
      fact.decision_date ? visit.snapshot->documents->meant(fact.decision, fact.decision_date) : nullptr;
  const bool is_on_record = record != nullptr && record->signed_on == fact.decision_date;
  set_text(row, "document",
           is_on_record                        ? visit.link("/van-ban/" + record->slug)
           : fact.document.starts_with("http") ? fact.document
                                               : "");
  row.set("state", visit.say("recognition.state." + std::string(name_of(listed.state))));
  set_text(row, "announced", announced_words(visit, listed));
  set_text(row, "words", fact.words);
  set_text(row, "revoked", listed.revoked_by != nullptr ? listed.revoked_by->decision : "");
  return row;
}

View choices(const Visit& visit, const std::optional<recognition::Title>& chosen) {
  View list = empty_list();
  for (const auto title : recognition::all_titles) {
    View one;
    one.set("value", std::string(name_of(title)));
    one.set("words", title_words(visit, title));
    set_flag(one, "is_chosen", chosen == title);
    list.push_back(one);
  }
  return list;
}

}  // namespace

Result<http::Response> recognitions_page(const Visit& visit) {
  const auto asked = read_question(visit);
  if (!asked) return pass_on(asked);
  const auto list = recognition::list_decisions(*visit.snapshot->titles, *visit.snapshot->units,
                                                {asked->title, asked->day, visit.province});
  View rows = empty_list();
  const ListedDecision* last = nullptr;
  std::string next;
  std::size_t count = 0;
  for (const auto& listed : list) {
    if (asked->after && !is_after(listed, *asked->after)) continue;
    if (count++ == rows_max) {
      auto parameters = asked->parameters;
      parameters.emplace_back("cursor", http::encode_cursor(list_key(*last)));
      next = visit.link("/cong-nhan", parameters);
      break;
    }
    rows.push_back(row_view(visit, listed));
    last = &listed;
  }
  View view;
  set_flag(view, "is_empty", count == 0);
  view.set("rows", rows);
  view.set("counts", counts_view(visit, asked->day));
  view.set("titles", choices(visit, asked->title));
  view.set("form_address", visit.base + "/cong-nhan");
  view.set("day_value", asked->day.text());
  view.set("lead", visit.say("portal.recognitions.lead",
                             {{"day", visit.day_words(asked->day)}, {"count", visit.number(std::ssize(list))}}));
  set_flag(view, "is_later", asked->after.has_value());
  view.set("first_address", visit.link("/cong-nhan", asked->parameters));
  set_text(view, "next_address", next);
  const PageHead head{visit.say("portal.recognitions.title"), visit.say("portal.recognitions.description"),
                      "recognitions"};
  return visit.site.page(visit, head, "recognitions", std::move(view));
}

}  // namespace luytre::portal
