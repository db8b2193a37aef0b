// The law desk: what is open in each set, the form to fill in, the proposals.
#include <algorithm>

#include "outputs/office/forms.h"
#include "outputs/office/law_view.h"
#include "outputs/office/pages.h"
#include "platform/http/body.h"
#include "programme/law_desk/form.h"
#include "programme/law_desk/propose.h"

namespace luytre::office {
namespace {

using law_desk::OpenKind;
using law_desk::OpenPoint;
using law_desk::OpenPoints;
using law_desk::OpenRow;

// The province whose record this is; empty in a database of the whole country.
std::string own_province(const Visit& visit) {
  return visit.snapshot->installation ? visit.snapshot->installation->province : std::string();
}

void show_counts(const Visit& visit, const OpenPoints& points, View& view) {
  view.set("title", in_language(points.title, visit.language));
  view.set("set", points.set);
  for (const auto& [name, count] :
       {std::pair{"indicators", points.indicators}, std::pair{"confirmed", points.confirmed},
        std::pair{"unknown", points.unknown}, std::pair{"uncertain", points.uncertain},
        std::pair{"delegated", points.delegated}, std::pair{"rules_unknown", points.rules_unknown}})
    view.set(name, visit.number(count));
}

View open_row(const Visit& visit, const OpenRow& row) {
  View view;
  view.set("words", row_words(visit, row));
  view.set("kind", visit.say("office.law." + std::string(name_of(row.kind))));
  portal::set_text(view, "value", value_words(visit, row.value));
  portal::set_text(view, "confidence", row.confidence.empty() ? "" : visit.say("office.confidence." + row.confidence));
  return view;
}

View point_view(const Visit& visit, const LawPlace& place, const OpenPoint& point) {
  const bool is_provincial = !place.province.empty();
  View view;
  view.set("number", point.number);
  view.set("title", in_language(point.title, visit.language));
  portal::set_text(view, "appraised_by", point.appraised_by);
  View rows = portal::empty_list();
  bool is_loaded = true;
  for (const OpenRow& row : point.rows) {
    is_loaded = is_loaded && row.kind != OpenKind::rule_unknown;
    if (is_provincial == (row.kind == OpenKind::delegated)) rows.push_back(open_row(visit, row));
  }
  view.set("rows", rows);
  portal::set_flag(view, "is_unconfirmed", !is_provincial && !point.is_confirmed);
  portal::set_text(view, "complete", is_loaded ? law_path(visit, place, "/de-xuat", {{"chi-tieu", point.number}}) : "");
  View confirmable = portal::empty_list();
  const auto add = [&](const std::string& rule) {
    View one;
    one.set("rule", rule);
    one.set("path", law_path(visit, place, "/xac-nhan", {{"chi-tieu", rule}}));
    confirmable.push_back(one);
  };
  if (!is_provincial && !point.is_confirmed) add(point.number);
  for (const law_desk::OwnRows& own : point.own)
    if (!own.is_confirmed) add(own.rule);
  view.set("confirmable", confirmable);
  return view;
}

// For a province only what it must or did decide itself; any other indicator is asked for by its number.
bool is_listed(const LawPlace& place, const OpenPoint& point) {
  if (place.province.empty()) return true;
  const bool is_delegated = std::any_of(point.rows.begin(), point.rows.end(),
                                        [](const OpenRow& row) { return row.kind == OpenKind::delegated; });
  return is_delegated || point.has_unconfirmed_own();
}

View place_choices(const Visit& visit, const LawPlace& place) {
  View list = portal::empty_list();
  for (const std::string& province : {std::string(), own_province(visit)}) {
    if (province.empty() && !list.is_empty_list()) continue;
    View one;
    one.set("words", place_words(visit, province));
    one.set("path", law_path(visit, {place.set, province}));
    portal::set_flag(one, "is_current", province == place.province);
    list.push_back(one);
  }
  return list;
}

void show_stale(const Visit& visit, const OpenPoints& points, View& view) {
  View list = portal::empty_list();
  for (const auto& row : points.stale) {
    View one;
    one.set("indicator", row.indicator);
    one.set("path", visit.base + "/ban-luat/de-xuat/" + row.proposal);
    list.push_back(one);
  }
  view.set("stale", list);
  portal::set_flag(view, "has_stale", !points.stale.empty());
}

Result<http::Response> open_points_with(const Office& office, const Visit& visit, const Problem* problem) {
  const LawPlace place = law_place(visit);
  const auto points = law_desk::open_points(*visit.snapshot->law, place.set, place.province);
  if (!points) return pass_on(points);
  View view;
  show_counts(visit, *points, view);
  view.set("places", place_choices(visit, place));
  view.set("form_file", law_path(visit, place, "/bieu"));
  view.set("here", law_path(visit, place));
  view.set("law", visit.base + "/luat/" + place.set);
  View list = portal::empty_list();
  std::string criterion;
  for (const OpenPoint& point : points->points) {
    if (!is_listed(place, point)) continue;
    View one = point_view(visit, place, point);
    portal::set_text(one, "criterion", point.criterion == criterion ? "" : point.criterion);
    criterion = point.criterion;
    list.push_back(one);
  }
  view.set("points", list);
  portal::set_flag(view, "has_points", !list.is_empty_list());
  view.set("other", law_path(visit, {place.set, ""}, "/de-xuat"));
  portal::set_text(view, "province", place.province);
  show_stale(visit, *points, view);
  if (problem != nullptr) show_places(view, *problem, visit.language);
  const int status = problem == nullptr ? 200 : http_status(problem->code);
  const std::string title = in_language(points->title, visit.language);
  return desk_page(office, visit, {title, "law_desk", status}, "open_points", std::move(view));
}

}  // namespace

Result<http::Response> law_desk_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  View view;
  View sets = portal::empty_list();
  for (const auto& set : visit.snapshot->law->sets) {
    const auto points = law_desk::open_points(*visit.snapshot->law, set.id, own_province(visit));
    if (!points) return pass_on(points);
    View one;
    show_counts(visit, *points, one);
    one.set("path", law_path(visit, {set.id, ""}));
    sets.push_back(one);
  }
  view.set("sets", sets);
  const auto proposals = proposal_rows(office, visit, "");
  if (!proposals) return pass_on(proposals);
  view.set("proposals", *proposals);
  portal::set_flag(view, "has_proposals", !proposals->is_empty_list());
  return desk_page(office, visit, {visit.say("office.nav.law_desk"), "law_desk"}, "law_desk", std::move(view));
}

Result<http::Response> open_points_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return open_points_with(office, visit, nullptr);
}

Result<http::Response> law_form_file(const Office&, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const LawPlace place = law_place(visit);
  return workbook_file(law_desk::form_of(*visit.snapshot->law, place.set, place.province), "bieu-nguong.xlsx");
}

// The form filled in.
Result<http::Response> post_open_points(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const auto upload = http::upload_body(visit.request);
  if (!upload) return open_points_with(office, visit, &upload.error());
  const http::FormPart& file = upload->files.front();
  const auto form = law_desk::read_form(file.bytes, file.file_name);
  if (!form) return open_points_with(office, visit, &form.error());
  const LawPlace place = law_place(visit);
  if (form->wish.set != place.set || form->wish.province != place.province) {
    const Problem other{"office.law.other_form", {{"set", form->wish.set}, {"province", form->wish.province}}, {}, {}};
    return open_points_with(office, visit, &other);
  }
  const auto proposal = law_desk::propose(office.doors.writer, asked_of(visit), *visit.snapshot->law, form->wish,
                                          office.law.tell_deciders);
  if (!proposal) {
    const Problem placed = law_desk::placed_in_form(proposal.error(), *form);
    return open_points_with(office, visit, &placed);
  }
  return done_at(visit, "/ban-luat/de-xuat/" + proposal->id(), "proposed");
}

}  // namespace luytre::office
