// One indicator completed on screen, or confirmed by whoever compared it with the decree.
#include <algorithm>
#include <array>

#include "outputs/office/forms.h"
#include "outputs/office/law_view.h"
#include "outputs/office/pages.h"
#include "programme/criteria/confirm.h"
#include "programme/criteria/describe.h"
#include "programme/law_desk/propose.h"

namespace luytre::office {
namespace {

using law_desk::OpenKind;
using law_desk::OpenRow;

constexpr std::size_t lines_max = 100;  // of one indicator on one screen

struct Chosen {
  LawPlace place;
  const criteria::CriteriaSet* set = nullptr;
  const criteria::Indicator* indicator = nullptr;
};

bool holds(const criteria::RuleNode& rule, std::string_view name) {
  if (rule.number == name || rule.id == name) return true;
  return std::any_of(rule.parts.begin(), rule.parts.end(), [&](const auto& part) { return holds(part, name); });
}

// By its number, or by that of one of its parts.
const criteria::Indicator* indicator_of(const criteria::CriteriaSet& set, std::string_view name) {
  for (const criteria::Criterion& criterion : set.criteria)
    for (const criteria::Indicator& indicator : criterion.indicators)
      if (!name.empty() && holds(indicator.rule, name)) return &indicator;
  return nullptr;
}

// The indicator of the address: ?chi-tieu=9.2.
Result<Chosen> chosen(const Visit& visit) {
  Chosen found{law_place(visit)};
  const criteria::Library& law = *visit.snapshot->law;
  found.set = law.set(found.place.set);
  if (found.set == nullptr) return refuse("criteria.unknown_set", {{"set", found.place.set}});
  found.indicator = indicator_of(*found.set, asked(visit, "chi-tieu"));
  if (found.indicator == nullptr) {
    return refuse("criteria.unknown_indicator", {{"set", found.place.set}, {"indicator", asked(visit, "chi-tieu")}});
  }
  return found;
}

// The rows that may be filled: what is open for this place, and one more that is free.
Result<std::vector<OpenRow>> lines_of(const Visit& visit, const Chosen& where) {
  const auto points = law_desk::open_points(*visit.snapshot->law, where.place.set, where.place.province);
  if (!points) return pass_on(points);
  std::vector<OpenRow> lines;
  const auto point = std::find_if(points->points.begin(), points->points.end(),
                                  [&](const auto& one) { return one.number == where.indicator->rule.number; });
  if (point != points->points.end()) {
    for (const OpenRow& row : point->rows) {
      const bool is_of_province = row.kind == OpenKind::delegated;
      if (row.kind == OpenKind::rule_unknown || is_of_province == where.place.province.empty()) continue;
      lines.push_back(row);
    }
  }
  if (lines.size() >= lines_max) lines.resize(lines_max - 1);
  OpenRow free;
  free.rule = where.indicator->rule.number;
  lines.push_back(free);
  return lines;
}

View class_choices(const Visit& visit, const criteria::CriteriaSet& set, const std::string& chosen) {
  View list = portal::empty_list();
  const auto add = [&](const std::string& id, const std::string& title) {
    View one;
    one.set("id", id);
    one.set("title", title);
    portal::set_flag(one, "is_chosen", id == chosen);
    list.push_back(one);
  };
  add("all", visit.say("office.law.all_classes"));
  for (const std::string& column : set.columns) add(column, column);
  return list;
}

std::string named(const char* name, std::size_t line) { return std::string(name) + "-" + std::to_string(line); }

// One line of the form. What is fixed by the open point is hidden, the rest is asked.
View line_view(const Visit& visit, const Chosen& where, const OpenRow& row, std::size_t at, const Problem* problem) {
  View view;
  const bool is_free = row.from.empty() && row.kind == OpenKind::unknown;
  const bool is_whole = row.from.empty();
  view.set("legend", is_free ? visit.say("office.law.another_row") : row_words(visit, row));
  portal::set_text(view, "kind", is_free ? "" : visit.say("office.law." + std::string(name_of(row.kind))));
  portal::set_text(view, "now",
                   row.value.empty() ? "" : visit.say("office.law.now", {{"value", value_words(visit, row.value)}}));
  View hidden = portal::empty_list();
  const auto keep = [&](const char* name, const std::string& value) {
    View one;
    one.set("name", named(name, at));
    one.set("value", value);
    hidden.push_back(one);
  };
  Form form(visit, problem);
  const auto ask = [&](const char* name, const std::string& words, const std::string& type, const std::string& hint) {
    FormField field{named(name, at), words, type, "", hint};
    field.says_optional = false;
    if (type == "select") field.choices = class_choices(visit, *where.set, form.typed(field.name, "all"));
    form.add(field);
  };
  keep("rule", row.rule);
  ask("value", visit.say("office.law.value"), "text", visit.say("office.law.value_hint"));
  ask("upper", visit.say("office.law.upper"), "text", visit.say("office.law.upper_hint"));
  if (is_whole) {
    ask("from", visit.say("office.law.from"), "date", "");
    ask("class", visit.say("office.law.class_head"), "select", "");
    ask("year", visit.say("office.law.year_head"), "number", "");
    ask("dimension", visit.say("office.law.dimension"), "text", visit.say("office.law.dimension_hint"));
  } else {
    keep("class", row.column);
    keep("from", row.from);
    keep("year", row.year);
    keep("dimension", row.dimension);
  }
  view.set("hidden", hidden);
  view.set("fields", form.fields());
  return view;
}

View choices(const Visit& visit, const std::string& code, std::initializer_list<const char*> ids,
             const std::string& chosen) {
  View list = portal::empty_list();
  for (const std::string id : ids) {
    View one;
    one.set("id", id);
    one.set("title", visit.say(code + id));
    portal::set_flag(one, "is_chosen", id == chosen);
    list.push_back(one);
  }
  return list;
}

View documents_view(const Visit& visit) {
  View list = portal::empty_list();
  for (const auto& document : visit.snapshot->law->documents) {
    View one;
    one.set("value", document.key);
    one.set("words", in_language(document.subject, visit.language));
    list.push_back(one);
  }
  return list;
}

// Places like "rows[1]" become the field of the value of the line that was the second to be filled.
Problem placed_in_lines(Problem problem, const std::vector<std::size_t>& filled) {
  for (Problem& cause : problem.causes) {
    for (std::size_t row = 0; row < filled.size(); ++row)
      if (cause.where == "rows[" + std::to_string(row) + "]") cause.where = "/" + named("value", filled[row]);
    if (cause.where == "document") cause.where = "/document";
  }
  return problem;
}

Result<http::Response> proposing_with(const Office& office, const Visit& visit, const Problem* problem) {
  const auto where = chosen(visit);
  if (!where) return pass_on(where);
  const auto lines = lines_of(visit, *where);
  if (!lines) return pass_on(lines);
  View view;
  const auto& rule = where->indicator->rule;
  view.set("number", rule.number);
  view.set("indicator", in_language(rule.title, visit.language));
  view.set("set_title", in_language(where->set->title, visit.language));
  view.set("back", law_path(visit, where->place));
  view.set("place", place_words(visit, where->place.province));
  View list = portal::empty_list();
  for (std::size_t at = 0; at < lines->size(); ++at)
    list.push_back(line_view(visit, *where, (*lines)[at], at, problem));
  view.set("lines", list);
  Form source(visit, problem);
  FormField document{
      "document", visit.say("office.law.document"), "text", "", visit.say("office.law.document_hint"), "off", true};
  document.list = "cac-van-ban";
  source.add(document);
  source.add(
      {"locator", visit.say("office.law.locator"), "text", "", visit.say("office.law.locator_hint"), "off", true});
  FormField confidence{"confidence", visit.say("office.law.confidence"), "select"};
  confidence.choices = choices(visit, "office.confidence.", {"sourced", "from_memory", "uncertain"},
                               source.typed("confidence", "sourced"));
  source.add(confidence);
  source.add({"note", visit.say("office.law.note"), "text"});
  view.set("fields", source.fields());
  Form instrument(visit, problem);
  instrument.add({"subject", visit.say("office.law.subject"), "text"});
  instrument.add({"issuer", visit.say("office.law.issuer"), "text"});
  instrument.add({"signed", visit.say("office.law.signed"), "date"});
  view.set("instrument", instrument.view());
  portal::set_flag(view, "has_instrument", !field(visit, "subject").empty() || !field(visit, "issuer").empty());
  view.set("documents", documents_view(visit));
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  const int status = problem == nullptr ? 200 : http_status(problem->code);
  return desk_page(office, visit, {visit.say("office.law.proposing"), "law_desk", status}, "proposing",
                   std::move(view));
}

struct Posted {
  law_desk::Wish wish;
  std::vector<std::size_t> filled;  // line of each row of the wish
  std::vector<Problem> wrong;
};

std::optional<Date> day_in(const Visit& visit, const std::string& name, Posted& posted) {
  const std::string text = field(visit, name);
  if (text.empty()) return std::nullopt;
  const auto day = Date::parse(text);
  if (day) return *day;
  posted.wrong.push_back({day.error().code, day.error().arguments, "/" + name, {}});
  return std::nullopt;
}

void read_line(const Visit& visit, std::size_t at, Posted& posted) {
  const auto text = [&](const char* name) { return field(visit, named(name, at)); };
  if (text("value").empty()) return;
  law_desk::ProposedRow row;
  row.indicator = text("rule");
  row.column = text("class").empty() ? "all" : text("class");
  row.dimension = text("dimension");
  row.from = day_in(visit, named("from", at), posted);
  const std::string year = text("year");
  const bool is_year =
      year.size() == 4 && std::all_of(year.begin(), year.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (is_year) row.year = std::stoi(year);
  if (!year.empty() && !is_year)
    posted.wrong.push_back({"law_desk.cell_no_year", {{"value", year}}, "/" + named("year", at), {}});
  row.value = text("value");
  row.upper = text("upper");
  row.confidence = field(visit, "confidence");
  row.document = field(visit, "document");
  row.locator = field(visit, "locator");
  row.note = field(visit, "note");
  posted.wish.rows.push_back(std::move(row));
  posted.filled.push_back(at);
}

Posted read_posted(const Visit& visit) {
  Posted posted;
  const LawPlace place = law_place(visit);
  posted.wish.set = place.set;
  posted.wish.province = place.province;
  for (std::size_t at = 0; at < lines_max && !field(visit, named("rule", at)).empty(); ++at)
    read_line(visit, at, posted);
  if (field(visit, "subject").empty() && field(visit, "issuer").empty()) return posted;
  law_desk::ProposedDocument document;
  document.key = field(visit, "document");
  document.subject_vi = field(visit, "subject");
  document.issuer_vi = field(visit, "issuer");
  for (const auto& [name, text] :
       {std::pair{"subject", document.subject_vi}, std::pair{"issuer", document.issuer_vi}}) {
    if (!text.empty()) continue;
    posted.wrong.push_back({"law_desk.cell_missing",
                            {{"column", visit.say("office.law." + std::string(name))}},
                            std::string("/") + name,
                            {}});
  }
  document.date = day_in(visit, "signed", posted);
  posted.wish.document = std::move(document);
  return posted;
}

// What the province itself set, to be compared with its decision.
std::string own_row_words(const Visit& visit, const criteria::ProvincialThreshold& row) {
  const criteria::Threshold& threshold = row.threshold;
  law_desk::OpenRow words;
  words.rule = row.indicator;
  words.column = threshold.column;
  words.from = threshold.from.text();
  words.year = threshold.year ? std::to_string(*threshold.year) : "";
  words.dimension = threshold.dimension;
  std::string text = row_words(visit, words) + ": " + value_words(visit, threshold.text);
  if (threshold.reference) text += " [" + threshold.reference->document + ", " + threshold.reference->locator + "]";
  return text;
}

Result<http::Response> confirming_with(const Office& office, const Visit& visit, const Problem* problem) {
  const auto where = chosen(visit);
  if (!where) return pass_on(where);
  View view;
  const auto& rule = where->indicator->rule;
  view.set("number", asked(visit, "chi-tieu"));
  view.set("indicator", in_language(rule.title, visit.language));
  view.set("set_title", in_language(where->set->title, visit.language));
  view.set("back", law_path(visit, where->place));
  View own = portal::empty_list();
  if (const auto* layer = visit.snapshot->law->layer(where->place.province, where->place.set)) {
    for (const auto& row : layer->thresholds)
      if (row.indicator == asked(visit, "chi-tieu")) own.push_back(View(own_row_words(visit, row)));
  }
  view.set("own", own);
  view.set("place", place_words(visit, where->place.province));
  portal::set_flag(view, "is_provincial", !where->place.province.empty());
  View lines = portal::empty_list();
  for (const std::string& line : criteria::lines(*visit.snapshot->law, *where->set, *where->indicator, visit.language))
    lines.push_back(View(line));
  view.set("lines", lines);
  Form form(visit, problem);
  const std::string cited = rule.reference ? rule.reference->document + ", " + rule.reference->locator : "";
  form.add({"document", visit.say("office.law.compared_with"), "text", cited, visit.say("office.law.compared_hint"),
            "off", true});
  form.add({"note", visit.say("office.law.note"), "text"});
  view.set("fields", form.fields());
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  const int status = problem == nullptr ? 200 : http_status(problem->code);
  return desk_page(office, visit, {visit.say("office.law.confirming"), "law_desk", status}, "confirming",
                   std::move(view));
}

}  // namespace

Result<http::Response> proposing_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return proposing_with(office, visit, nullptr);
}

Result<http::Response> post_proposing(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  Posted posted = read_posted(visit);
  if (!posted.wrong.empty()) {
    const std::string count = std::to_string(posted.wrong.size());
    const Problem faulty{"law_desk.faulty", {{"count", count}}, {}, std::move(posted.wrong)};
    return proposing_with(office, visit, &faulty);
  }
  const auto proposal = law_desk::propose(office.doors.writer, asked_of(visit), *visit.snapshot->law, posted.wish,
                                          office.law.tell_deciders);
  if (!proposal) {
    const Problem placed = placed_in_lines(proposal.error(), posted.filled);
    return proposing_with(office, visit, &placed);
  }
  return done_at(visit, "/ban-luat/de-xuat/" + proposal->id(), "proposed");
}

Result<http::Response> confirming_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return confirming_with(office, visit, nullptr);
}

Result<http::Response> post_confirming(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const LawPlace place = law_place(visit);
  const criteria::ConfirmOrder order{
      place.set,     asked(visit, "chi-tieu"), visit.request.actor.name, field(visit, "document"), field(visit, "note"),
      place.province};
  auto confirmed = criteria::confirm(office.doors.writer, asked_of(visit), order);
  if (!confirmed) {
    Problem problem = confirmed.error();
    if (problem.where == "--document") problem.where = "/document";
    return confirming_with(office, visit, &problem);
  }
  return http::redirect_response(law_path(visit, place, {}, {{"xong", "confirmed"}}));
}

}  // namespace luytre::office
