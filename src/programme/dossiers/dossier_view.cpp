#include "programme/dossiers/dossier_view.h"

#include <algorithm>

namespace luytre::dossiers {
namespace {

using criteria::Move;

json::object both(const criteria::Bilingual& text) { return {{"vi", text.vi}, {"en", text.en}}; }

json::value day_or_null(const std::optional<Date>& day) {
  return day ? json::value(day->text()) : json::value(nullptr);
}

json::object title_of(const Dossier& dossier) {
  return {{"vi", say("recognition.title." + dossier.tier, Language::vi)},
          {"en", say("recognition.title." + dossier.tier, Language::en)}};
}

json::array problems_of(const std::vector<Problem>& problems) {
  json::array list;
  for (const Problem& problem : problems) {
    list.push_back(json::object{{"code", problem.code},
                                {"vi", say(problem.code, problem.arguments, Language::vi)},
                                {"en", say(problem.code, problem.arguments, Language::en)}});
  }
  return list;
}

json::object span_value(const criteria::Span& span) {
  const bool in_working_days = span.working_days.has_value();
  return {{"count", in_working_days ? *span.working_days : *span.days},
          {"in_working_days", in_working_days},
          {"document", span.reference.document},
          {"locator", span.reference.locator},
          {"confidence", criteria::name_of(span.confidence)}};
}

json::value span_or_null(const std::optional<criteria::Span>& span) {
  return span ? json::value(span_value(*span)) : json::value(nullptr);
}

json::object workflow_value(const criteria::Workflow& workflow, Date today) {
  json::array stages;
  for (const auto& stage : workflow.stages) {
    stages.push_back(json::object{{"stage", stage.id},
                                  {"title", both(stage.title)},
                                  {"turn", criteria::name_of(stage.turn)},
                                  {"is_ending", stage.ending.has_value()},
                                  {"within", span_or_null(stage.within)},
                                  {"at_least", span_or_null(stage.at_least)}});
  }
  return {{"workflow", workflow.id},       {"title", both(workflow.title)},
          {"document", workflow.document}, {"confidence", criteria::name_of(workflow.confidence)},
          {"note", both(workflow.note)},   {"is_in_force", workflow.in_force.contains(today)},
          {"stages", std::move(stages)}};
}

json::array moves_value(const Known& known, const File& file, const Standing& standing, const access::Viewer& viewer,
                        const DossierDoors& doors) {
  json::array moves;
  const Date today = doors.desk.today();
  const auto owned = owned_of(doors.desk, known, file.dossier);
  for (const auto& move : standing.stage->moves) {
    const std::string act = act_of(move.move, *standing.stage);
    if (act.empty()) continue;
    const auto* to = standing.workflow->stage(move.to);
    moves.push_back(json::object{{"move", name_of(move.move)},
                                 {"to", move.to},
                                 {"to_title", both(to->title)},
                                 {"may", bool(doors.guard(viewer, ask_about(*known.units, act, file.dossier, today)))},
                                 {"lacks", problems_of(lacking(file, standing, move, owned, *known.law, today))}});
  }
  return moves;
}

json::array parts_value(const File& file, const criteria::Workflow& workflow, const DossierDoors& doors) {
  json::array parts;
  for (const auto& part : workflow.parts) {
    json::array files;
    for (const PartFile* each : file.files_in(part.id)) {
      files.push_back(json::object{{"evidence", each->evidence},
                                   {"file_name", each->file_name},
                                   {"words", each->words},
                                   {"by", doors.name_of_actor(each->actor)}});
    }
    parts.push_back(json::object{{"part", part.id},
                                 {"title", both(part.title)},
                                 {"from", criteria::name_of(part.from)},
                                 {"needed_for", part.needed_for ? json::value(name_of(*part.needed_for)) : nullptr},
                                 {"confidence", criteria::name_of(part.confidence)},
                                 {"files", std::move(files)}});
  }
  return parts;
}

json::array departments_value(const std::vector<std::string>& ids, const DossierDoors& doors) {
  json::array departments;
  for (const std::string& id : ids) {
    const access::Department department = doors.department(id);
    departments.push_back(json::object{
        {"department", id}, {"title", json::object{{"vi", department.title_vi}, {"en", department.title_en}}}});
  }
  return departments;
}

json::value finding_value(const Finding* finding, int version, const DossierDoors& doors) {
  if (finding == nullptr) return nullptr;
  return json::object{{"outcome", engine::name_of(finding->outcome)},
                      {"reason_code", finding->reason_code},
                      {"words", finding->words},
                      {"version", finding->version},
                      {"is_of_earlier_version", finding->version != version},
                      {"departments", departments_value(finding->departments, doors)},
                      {"is_in_place", finding->is_in_place},
                      {"by", doors.name_of_actor(finding->actor)}};
}

struct Asking {
  const Known& known;
  const File& file;
  const access::Viewer& viewer;
  const DossierDoors& doors;
  std::vector<std::string> departments;  // for which the viewer appraises
};

Asking asking_of(const Known& known, const File& file, const access::Viewer& viewer, const DossierDoors& doors) {
  return {known, file, viewer, doors, doors.desk.departments(viewer, "dossiers.appraise", doors.desk.today())};
}

bool may_find(const Asking& asking, const std::string& indicator) {
  const Dossier& dossier = asking.file.dossier;
  return bool(asking.doors.guard(asking.viewer, ask_about(*asking.known.units, "dossiers.appraise", dossier,
                                                          asking.doors.desk.today(), {dossier.set + " " + indicator})));
}

// Whether one of the silent owners is the viewer, or (of no owning department) somebody the viewer may stand in for.
bool awaits(const Asking& asking, const Owned& owned, const Owned& silent) {
  const auto is_own = [&](const std::string& department) {
    return std::find(asking.departments.begin(), asking.departments.end(), department) != asking.departments.end();
  };
  const bool is_owner = std::any_of(owned.departments.begin(), owned.departments.end(), is_own);
  return is_owner ? std::any_of(silent.departments.begin(), silent.departments.end(), is_own)
                  : !silent.departments.empty();
}

Owned on(const std::vector<Owned>& all, const std::string& indicator) {
  for (const Owned& each : all) {
    if (each.indicator == indicator) return each;
  }
  return {indicator, {}};
}

json::object line_value(const Asking& asking, const Line& line, const Owned& owned, const Owned& silent) {
  const auto* set = asking.known.law->set(asking.file.dossier.set);
  const auto* rule = set == nullptr ? nullptr : set->rule(line.number);
  const bool may = may_find(asking, line.number);
  const int version = asking.file.version();
  json::array findings;
  for (const Finding* each : asking.file.findings_on(line.number)) {
    findings.push_back(finding_value(each, version, asking.doors));
  }
  return {{"indicator", line.number},
          {"criterion", line.criterion},
          {"title", rule == nullptr ? json::object{{"vi", line.number}, {"en", line.number}} : both(rule->title)},
          {"outcome", engine::name_of(line.outcome)},
          {"is_provisional", line.is_provisional},
          {"value", line.value},
          {"threshold", line.threshold},
          {"is_owned", !owned.departments.empty()},
          {"may_find", may},
          {"awaits_viewer", may && awaits(asking, owned, silent)},
          {"silent", departments_value(silent.departments, asking.doors)},
          {"findings", std::move(findings)},
          {"finding", finding_value(asking.file.finding(line.number), version, asking.doors)}};
}

json::value assessment_value(const Asking& asking) {
  const Assessment* assessment = asking.file.last_assessment();
  if (assessment == nullptr) return nullptr;
  const auto owned = owned_of(asking.doors.desk, asking.known, asking.file.dossier);
  const auto silent = not_found_yet(asking.file, owned);
  json::array lines;
  for (const Line& line : assessment->lines) {
    lines.push_back(line_value(asking, line, on(owned, line.number), on(silent, line.number)));
  }
  return json::object{{"version", assessment->version},
                      {"is_current", assessment == asking.file.assessment()},
                      {"as_of", assessment->as_of.text()},
                      {"known_at", assessment->known_at},
                      {"set_hash", assessment->set_hash},
                      {"outcome", engine::name_of(assessment->outcome)},
                      {"criteria_met", assessment->criteria_met},
                      {"criteria_total", assessment->criteria_total},
                      {"stage", assessment->stage},
                      {"by", asking.doors.name_of_actor(assessment->actor)},
                      {"lines", std::move(lines)}};
}

json::array opinions_value(const File& file, const DossierDoors& doors) {
  json::array opinions;
  for (const Opinion& opinion : file.opinions) {
    const Answer* answer = file.answer_to(opinion.id);
    opinions.push_back(json::object{
        {"opinion", opinion.id},
        {"voice", name_of(opinion.voice)},
        {"words", opinion.words},
        {"day", opinion.day.text()},
        {"by", doors.name_of_actor(opinion.actor)},
        {"answer", answer == nullptr ? json::value(nullptr)
                                     : json::value(json::object{{"words", answer->words},
                                                                {"by", doors.name_of_actor(answer->actor)}})}});
  }
  return opinions;
}

json::array steps_value(const Known& known, const File& file, const DossierDoors& doors) {
  json::array steps;
  for (const Step& step : file.steps) {
    const auto* workflow = known.law->workflow(step.workflow);
    const auto* to = workflow == nullptr ? nullptr : workflow->stage(step.to);
    steps.push_back(
        json::object{{"event", step.event},
                     {"move", step.move ? json::value(name_of(*step.move)) : json::value(nullptr)},
                     {"from", step.from},
                     {"to", step.to},
                     {"to_title", to == nullptr ? json::object{{"vi", step.to}, {"en", step.to}} : both(to->title)},
                     {"workflow", step.workflow},
                     {"version", step.version},
                     {"day", step.day.text()},
                     {"reason_code", step.reason_code},
                     {"words", step.words},
                     {"by", doors.name_of_actor(step.actor)}});
  }
  return steps;
}

json::array due_changes_value(const File& file, const DossierDoors& doors) {
  json::array list;
  for (const DueChange& each : file.due_changes) {
    list.push_back(json::object{{"event", each.event},
                                {"stage", each.stage},
                                {"due_on", each.due_on.text()},
                                {"reason", each.reason},
                                {"by", doors.name_of_actor(each.actor)}});
  }
  return list;
}

json::value decision_value(const File& file) {
  if (!file.decision) return nullptr;
  return json::object{{"number", file.decision->number},
                      {"signed_on", file.decision->signed_on.text()},
                      {"in_force", file.decision->in_force.text()},
                      {"evidence", file.decision->evidence}};
}

json::object rights_value(const Known& known, const File& file, const access::Viewer& viewer,
                          const DossierDoors& doors) {
  const auto may = [&](const char* act) {
    return bool(doors.guard(viewer, ask_about(*known.units, act, file.dossier, doors.desk.today())));
  };
  return {{"prepare", may("dossiers.prepare")},
          {"opine", may("dossiers.opine")},
          {"check", may("dossiers.check")},
          {"verify", may("ntm.commune.verify")}};
}

}  // namespace

json::object line_of(const Known& known, const File& file, Date today) {
  const Dossier& dossier = file.dossier;
  const Standing standing = standing_of(file, *known.law);
  const auto id = units::UnitId::parse(dossier.unit);
  const auto* unit = id ? known.units->unit(*id) : nullptr;
  json::object line{
      {"dossier", dossier.id},
      {"expected_version", file.touched()},
      {"purpose", criteria::name_of(dossier.purpose)},
      {"unit", dossier.unit},
      {"code", id ? id->code : std::string()},
      {"name", unit_name(dossier, *known.units)},
      {"is_unit_alive", unit != nullptr && unit->is_alive(today)},
      {"tier", dossier.tier},
      {"title", title_of(dossier)},
      {"year", dossier.year},
      {"set", dossier.set},
      {"set_hash", dossier.set_hash},
      {"opened_on", dossier.opened_on.text()},
      {"version", standing.version},
      {"stage", standing.stage == nullptr ? "" : standing.stage->id},
      {"stage_title", standing.stage == nullptr ? json::object{{"vi", ""}, {"en", ""}} : both(standing.stage->title)},
      {"turn", standing.stage == nullptr ? "nobody" : criteria::name_of(standing.stage->turn)},
      {"is_open", standing.is_open()},
      {"entered_on", standing.entered_on.text()},
      {"due_on", day_or_null(standing.due_on)},
      {"is_due_moved", standing.is_due_moved},
      {"is_calendar_known", standing.is_calendar_known},
      {"days_left", nullptr}};
  if (standing.due_on) line["days_left"] = known.law->calendar.working_days(today, *standing.due_on);
  return line;
}

json::object value_of(const Known& known, const File& file, const access::Viewer& viewer, const DossierDoors& doors) {
  const Date today = doors.desk.today();
  const Standing standing = standing_of(file, *known.law);
  const Asking asking = asking_of(known, file, viewer, doors);
  json::object value = line_of(known, file, today);
  const bool has_law = standing.stage != nullptr;
  value["today"] = today.text();
  value["lasts_until"] = nullptr;  // the first day on which the stage has lasted as long as it must
  if (has_law && standing.stage->at_least) {
    const auto& span = *standing.stage->at_least;
    const Date until = span.days ? standing.entered_on.plus_days(*span.days)
                                 : known.law->calendar.due(standing.entered_on, *span.working_days);
    value["lasts_until"] = until.text();
  }
  value["workflow"] = has_law ? json::value(workflow_value(*standing.workflow, today)) : json::value(nullptr);
  value["moves"] = has_law ? moves_value(known, file, standing, viewer, doors) : json::array();
  value["parts"] = has_law ? parts_value(file, *standing.workflow, doors) : json::array();
  value["assessment"] = assessment_value(asking);
  value["opinions"] = opinions_value(file, doors);
  value["steps"] = steps_value(known, file, doors);
  value["due_changes"] = due_changes_value(file, doors);
  value["decision"] = decision_value(file);
  value["may"] = rights_value(known, file, viewer, doors);
  return value;
}

namespace {

// Whether the viewer is the one (or one of those) the dossier waits for.
bool waits_for(const Known& known, const File& file, const access::Viewer& viewer, const DossierDoors& doors) {
  const Standing standing = standing_of(file, *known.law);
  if (!standing.is_open()) return false;
  const Date today = doors.desk.today();
  const auto may = [&](const std::string& act) {
    return bool(doors.guard(viewer, ask_about(*known.units, act, file.dossier, today)));
  };
  const auto owned = owned_of(doors.desk, known, file.dossier);
  if (standing.stage->turn == criteria::Party::departments) {
    const Asking asking = asking_of(known, file, viewer, doors);
    for (const Owned& silent : not_found_yet(file, owned)) {
      if (awaits(asking, on(owned, silent.indicator), silent) && may_find(asking, silent.indicator)) return true;
    }
  }
  if (standing.stage->turn == criteria::Party::commune && may("dossiers.prepare")) return true;
  for (const auto& move : standing.stage->moves) {
    if (move.move == Move::withdraw || move.move == Move::stop || move.move == Move::returned) continue;
    const std::string act = act_of(move.move, *standing.stage);
    if (act.empty() || !may(act)) continue;
    if (lacking(file, standing, move, owned, *known.law, today).empty()) return true;
  }
  return false;
}

}  // namespace

json::array waiting_for(const Known& known, const access::Viewer& viewer, const DossierDoors& doors) {
  const Date today = doors.desk.today();
  std::vector<json::object> waiting;
  for (const File* file : known.dossiers->all()) {
    if (waits_for(known, *file, viewer, doors)) waiting.push_back(line_of(known, *file, today));
  }
  // Without a limit last; else the one that ends first.
  std::stable_sort(waiting.begin(), waiting.end(), [](const json::object& a, const json::object& b) {
    const auto key = [](const json::object& line) {
      const json::value& days = line.at("days_left");
      return days.is_null() ? std::pair(1, std::int64_t{0}) : std::pair(0, days.as_int64());
    };
    return key(a) < key(b);
  });
  return json::array(waiting.begin(), waiting.end());
}

}  // namespace luytre::dossiers
