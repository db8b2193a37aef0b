#include "programme/villages/read_step.h"

#include <algorithm>
#include <functional>

namespace luytre::villages {
namespace {

// Each object of a list read on its own; absent: an empty list.
template <class Item>
std::vector<Item> read_lines(http::Members& members, std::string_view name, std::size_t count_max,
                             const std::function<Item(http::Members&)>& read) {
  std::vector<Item> items;
  const json::value* list = members.value(name);
  if (list == nullptr || list->is_null()) return items;
  const json::array* lines = list->if_array();
  if (lines == nullptr || lines->size() > count_max) {
    members.refuse(name, {"villages.too_many", {{"max", std::to_string(count_max)}}, std::string(name), {}});
    return items;
  }
  for (std::size_t at = 0; at < lines->size(); ++at) {
    const std::string where = "/" + std::string(name) + "/" + std::to_string(at);
    const json::object* object = (*lines)[at].if_object();
    if (object == nullptr) {
      members.refuse(name, {"http.json_expected", {}, where, {}});
      continue;
    }
    http::Members line(*object);
    items.push_back(read(line));
    if (auto done = line.finish(); !done) {
      Problem problem = std::move(done).error();
      problem.where = where;
      members.refuse(name, std::move(problem));
    }
  }
  return items;
}

Work read_work(http::Members& line) {
  Work work;
  work.what = line.text("what", short_bytes_max);
  work.due_on = inspection::date_member(line, "due_on");
  return work;
}

Score read_score(http::Members& line) {
  Score score;
  score.indicator = line.text("indicator");
  score.outcome = choice<Outcome>(line, "outcome", outcome_named, "met, basically_met, not_met, not_applicable");
  score.words = line.text_or_empty("words", words_bytes_max);
  return score;
}

Dissatisfied read_dissatisfied(http::Members& line) {
  Dissatisfied dissatisfied;
  dissatisfied.item = line.text("item", short_bytes_max);
  dissatisfied.households = line.integer("households").value_or(-1);
  return dissatisfied;
}

void read_decision(http::Members& members, StepWish& wish) {
  Step& step = wish.step;
  step.decision = members.text_or_empty("decision", short_bytes_max);
  step.in_force_on = inspection::date_member(members, "in_force_on");
  step.signer = members.text_or_empty("signer", short_bytes_max);
  wish.issuer = members.text_or_empty("issuer");
}

}  // namespace

std::optional<Date> needed_date(http::Members& members, std::string_view name) {
  members.text(name);
  return inspection::date_member(members, name);
}

int needed_year(http::Members& members) {
  const auto year = members.integer("year");
  if (!year) members.refuse("year", {"villages.year_needed", {}, "year", {}});
  return static_cast<int>(std::clamp<std::int64_t>(year.value_or(0), 0, 9999));
}

StepWish read_step(http::Members& members, Date today) {
  StepWish wish;
  Step& step = wish.step;
  step.kind = choice<StepKind>(
      members, "step", step_named,
      "meeting, plan, self_score, consultation, verification, returned, recognition, upkeep_check, lapse, withdrawal, "
      "set_bound");
  step.day = inspection::date_member(members, "day").value_or(today);
  const json::value* outcome = members.value("is_favourable");
  wish.has_outcome = outcome != nullptr && outcome->is_bool();
  step.is_favourable = !wish.has_outcome || outcome->as_bool();
  step.words = members.text_or_empty("words", words_bytes_max);
  step.file = members.text_or_empty("file");
  step.households = members.integer("households");
  step.present = members.integer("present");
  step.agreeing = members.integer("agreeing");
  step.displayed_from = inspection::date_member(members, "displayed_from");
  step.displayed_until = inspection::date_member(members, "displayed_until");
  step.set = members.text_or_empty("set");
  read_decision(members, wish);
  step.works = read_lines<Work>(members, "works", lines_max, read_work);
  step.scores = read_lines<Score>(members, "scores", lines_max, read_score);
  step.dissatisfied = read_lines<Dissatisfied>(members, "dissatisfied", lines_max, read_dissatisfied);
  if (const auto expected = members.integer("expected_version")) {
    wish.expected_version = static_cast<int>(std::clamp<std::int64_t>(*expected, 0, 1'000'000));
  }
  return wish;
}

SuccessionWish read_succession(http::Members& members) {
  SuccessionWish wish;
  wish.kind = choice<SuccessionKind>(members, "kind", succession_named, "merged, split, renamed, moved");
  wish.day = needed_date(members, "day");
  wish.decision = members.text_or_empty("decision", short_bytes_max);
  wish.from = members.texts("from");
  wish.to = read_lines<After>(members, "to", succession_villages_max, [](http::Members& line) {
    After after;
    after.village = line.text_or_empty("village");
    after.name = line.text_or_empty("name", name_bytes_max);
    after.commune = line.text_or_empty("commune");
    after.code = line.text_or_empty("code", short_bytes_max);
    const std::string kind = line.text_or_empty("kind");
    after.kind = kind_named(kind);
    if (!kind.empty() && !after.kind) {
      line.refuse("kind", {"http.choice_unknown",
                           {{"name", "kind"}, {"text", kind}, {"choices", "thon, ban, to_dan_pho, khu"}},
                           "",
                           {}});
    }
    return after;
  });
  return wish;
}

std::vector<Settling> read_settlings(http::Members& members) {
  return read_lines<Settling>(members, "items", settled_at_once_max, [](http::Members& line) {
    return Settling{line.text("village"), line.text_or_empty("commune")};
  });
}

std::map<std::string, Ticked> read_ticked(http::Members& members) {
  std::map<std::string, Ticked> items;
  struct Line {
    std::string item;
    Ticked ticked;
  };
  const auto lines = read_lines<Line>(members, "items", lines_max, [](http::Members& line) {
    Line read;
    read.item = line.text("item");
    read.ticked.done = line.integer("done").value_or(-1);
    read.ticked.total = line.integer("total");
    return read;
  });
  for (const Line& line : lines) items[line.item] = line.ticked;
  return items;
}

}  // namespace luytre::villages
