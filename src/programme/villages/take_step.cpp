#include "programme/villages/take_step.h"

#include <algorithm>

#include "platform/access/person.h"
#include "programme/villages/law_of_villages.h"
#include "programme/villages/register_title.h"

namespace luytre::villages {
namespace {

bool is_decision(StepKind kind) { return kind == StepKind::recognition || kind == StepKind::lapse; }

Done check_allowed(const Title& title, const Step& step) {
  const State state = title.state();
  const bool has_row = step.kind != StepKind::recorded && after(state, step.kind, step.is_favourable).has_value();
  if (has_row) return {};
  std::vector<Problem> allowed;
  for (const StepKind kind : steps_from(state)) {
    if (kind != StepKind::recorded) allowed.push_back({"villages.step." + std::string(name_of(kind)), {}, "", {}});
  }
  if (allowed.empty()) return refuse("villages.way_ended", {}, "step");
  return refuse("villages.step_not_allowed", {}, "step", std::move(allowed));
}

Done check_version(const Title& title, const std::optional<int>& expected) {
  if (!expected || *expected == title.version()) return {};
  std::vector<Problem> since;
  for (std::size_t at = static_cast<std::size_t>(std::max(0, *expected - 1)); at < title.steps.size(); ++at) {
    since.push_back({"villages.step." + std::string(name_of(title.steps[at].kind)), {}, "", {}});
  }
  return refuse("villages.version",
                {{"expected", std::to_string(*expected)}, {"version", std::to_string(title.version())}},
                "expected_version", std::move(since));
}

// Days go forward along the way; a set may be bound at any time.
Done check_day(const Title& title, const Step& step) {
  if (step.kind == StepKind::set_bound) return {};
  for (auto before = title.steps.rbegin(); before != title.steps.rend(); ++before) {
    if (before->kind == StepKind::set_bound) continue;
    if (before->day <= step.day) return {};
    return refuse("villages.day_backwards",
                  {{"date", step.day.vietnamese_text()}, {"before", before->day.vietnamese_text()}}, "day");
  }
  return {};
}

// Whoever scored for the village does not verify; whoever verified does not recognise.
Done check_second_person(const Title& title, StepKind kind, const std::string& person) {
  const bool verifies = kind == StepKind::verification;
  if (!verifies && kind != StepKind::recognition) return {};
  const Step* first = title.last(verifies ? StepKind::self_score : StepKind::verification);
  if (first == nullptr || first->actor != person) return {};
  return refuse(verifies ? "villages.own_scores" : "villages.own_verification");
}

// A decision over what the verifier did not find met says why.
Done check_difference(const Title& title, const Step& step) {
  if (step.kind != StepKind::recognition || !is_blank(step.words)) return {};
  std::string unmet;
  for (const auto& [indicator, score] : title.scores(Opinion::verifier)) {
    if (score.outcome == Outcome::not_met) unmet += (unmet.empty() ? "" : ", ") + indicator;
  }
  if (unmet.empty()) return {};
  return refuse("villages.difference_needs_words", {{"indicators", unmet}}, "words");
}

audit::EventDraft draft_of(const Step& step, const Title& title, const Place& place, State state) {
  audit::EventDraft draft;
  draft.kind = "villages." + std::string(name_of(step.kind));
  draft.province = place.village->province;
  draft.subjects = {{"village", title.registration.village}, {"village_title", step.title}, {"unit", place.commune()}};
  draft.payload = {
      {"title", step.title},    {"village", title.registration.village}, {"ladder", name_of(title.registration.ladder)},
      {"day", step.day.text()}, {"is_favourable", step.is_favourable},   {"decision", step.decision},
      {"issuer", step.issuer},  {"competence", step.competence},         {"words", step.words},
      {"state", name_of(state)}};
  draft.answer = {{"version", title.version() + 1}, {"state", name_of(state)}};
  return draft;
}

class Stepping {
 public:
  Stepping(const Desk& desk, const Known& known, const Place& place, const StepWish& wish, std::string act)
      : desk_(desk), known_(known), place_(place), wish_(wish), act_(std::move(act)), step_(wish.step) {}

  Result<audit::EventDraft> run(storage::Database& inside, audit::EventNumber number, const access::Actor& actor) {
    const auto villages = load_villages(inside, number - 1, place_.village->id);
    if (!villages) return pass_on(villages);
    const Title* title = (*villages)->title(step_.title);
    if (title == nullptr) return refuse("villages.no_title", {{"title", step_.title}});
    const auto now = find_place(*known_.units, **villages, place_.village->id, place_.today);
    if (!now) return pass_on(now);
    const bool is_same = act_of(step_.kind, *now, actor) == act_ && now->commune() == place_.commune();
    if (!is_same) return refuse("villages.changed_meanwhile");
    step_.event = number;
    step_.actor = access::person_of(actor);
    if (auto may = check(inside, *title); !may) return pass_on(may);
    if (auto done = append(inside, step_); !done) return pass_on(done);
    return draft_of(step_, *title, place_, *after(title->state(), step_.kind, step_.is_favourable));
  }

 private:
  Done check(storage::Database& inside, const Title& title) {
    if (auto version = check_version(title, wish_.expected_version); !version) return version;
    if (auto allowed = check_allowed(title, step_); !allowed) return allowed;
    auto content =
        check_content(wish_, embedded_rules(), place_.village->province, title.registration.ladder, place_.today);
    if (!content) return content;
    if (auto day = check_day(title, step_); !day) return day;
    if (auto second = check_second_person(title, step_.kind, step_.actor); !second) return second;
    if (auto file = check_file(desk_, inside, step_.file); !file) return file;
    if (step_.kind == StepKind::set_bound) return bind(title);
    if (step_.kind == StepKind::self_score || step_.kind == StepKind::verification) {
      const auto set = set_for_scoring(*known_.law, title);
      if (!set) return pass_on(set);
      return check_scores(**set, step_.scores);
    }
    if (is_decision(step_.kind)) return decide(inside, title);
    return {};
  }

  Done bind(const Title& title) {
    const auto set =
        find_set(*known_.law, step_.set, title.registration.ladder, place_.village->province, title.registration.year);
    if (!set) return pass_on(set);
    step_.set_hash = (*set)->hash;
    return {};
  }

  Done decide(storage::Database& inside, const Title& title) {
    if (auto reasoned = check_difference(title, step_); !reasoned) return reasoned;
    const auto authority = desk_.authority(inside);
    if (!authority) return pass_on(authority);
    const std::string issuer = wish_.issuer.empty() ? place_.commune() : wish_.issuer;
    return name_issuer(*known_.units, *authority, *place_.village, issuer, step_.day, place_.today, step_);
  }

  const Desk& desk_;
  const Known& known_;
  const Place& place_;
  const StepWish& wish_;
  const std::string act_;
  Step step_;
};

}  // namespace

std::string act_of(StepKind kind, const Place& place, const access::Actor& actor) {
  switch (kind) {
    case StepKind::verification:
    case StepKind::returned:
    case StepKind::upkeep_check:
      return "villages.verify";
    case StepKind::recognition:
    case StepKind::lapse:
      return "villages.recognise";
    case StepKind::recorded:
      return "villages.record";
    default:
      return speaking_act(place, actor);
  }
}

Result<Taken> take_step(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                        const StepWish& wish) {
  const Title* title = known.villages->title(id);
  if (title == nullptr) return refuse("villages.no_title", {{"title", id}});
  const auto place = find_place(*known.units, *known.villages, title->registration.village, desk.today());
  if (!place) return pass_on(place);
  StepWish whole = wish;
  whole.step = own_content(wish.step);
  whole.step.title = id;
  const std::string act = act_of(wish.step.kind, *place, asked.actor);
  Stepping stepping(desk, known, *place, whole, act);
  const auto outcome = desk.writer.run(commands::order_by(asked, "villages.step", {ask_of(act, *place)}),
                                       [&](storage::Database& inside, audit::EventNumber number, const std::string&) {
                                         return stepping.run(inside, number, asked.actor);
                                       });
  if (!outcome) return pass_on(outcome);
  Taken taken;
  taken.event = outcome->event;
  taken.version = static_cast<int>(outcome->answer.at("version").as_int64());
  const std::string_view state = outcome->answer.at("state").as_string();
  for (std::size_t at = 0; at < states_count; ++at) {
    if (name_of(static_cast<State>(at)) == state) taken.state = static_cast<State>(at);
  }
  taken.warnings = warnings_of(wish.step, embedded_rules());
  return taken;
}

}  // namespace luytre::villages
