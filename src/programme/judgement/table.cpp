#include "programme/judgement/table.h"

#include <algorithm>

#include "base/vietnamese.h"
#include "programme/judgement/evaluate.h"

namespace luytre::judgement {

namespace {

using engine::Outcome;
using Cells = std::vector<std::string>;

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Columns as wide as their widest cell; `right` names those of numbers.
std::vector<std::string> aligned(const std::vector<Cells>& rows, const std::vector<bool>& right) {
  std::vector<std::size_t> widths(right.size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  std::vector<std::string> lines;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string blanks(widths[i] - width(row[i]), ' ');
      line += (i == 0 ? "" : "  ") + (right[i] ? blanks + row[i] : row[i] + blanks);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
  }
  return lines;
}

int count(const Evaluation& evaluation, Outcome outcome) {
  return evaluation.criteria_by_outcome[static_cast<std::size_t>(outcome)];
}

std::string day_text(Date day, Language language) {
  return language == Language::vi ? day.vietnamese_text() : day.text();
}

// Where nothing could be judged, no count is given: 0 would read like a failure.
std::string met_of(const Evaluation& row) {
  const bool is_blank = count(row, Outcome::not_assessed) == row.criteria_total;
  return (is_blank ? "–" : std::to_string(row.criteria_met)) + "/" + std::to_string(row.criteria_total);
}

bool uses_demonstration(const Evaluation& row) {
  return std::any_of(row.notices.begin(), row.notices.end(),
                     [](const Notice& notice) { return notice.code == "demonstration"; });
}

Cells row_of(const Evaluation& row, Language language) {
  return {row.question.unit.code,
          row.unit_name,
          met_of(row),
          std::to_string(count(row, Outcome::not_met)),
          std::to_string(count(row, Outcome::not_applicable)),
          std::to_string(count(row, Outcome::not_assessed)),
          outcome_for_people(row.outcome, language) + (row.provisional ? " *" : "")};
}

std::string heading(const criteria::Bilingual& set_title, const Question& question, Language language) {
  return say("judgement.table.heading",
             {{"set", in_language(set_title, language)},
              {"date", day_text(question.as_of, language)},
              {"opinion", opinion_for_people(question.opinion, language)}},
             language);
}

std::string summary(const Table& table, Language language) {
  const auto of = [&](Outcome outcome) {
    return std::to_string(table.units_by_outcome[static_cast<std::size_t>(outcome)]);
  };
  return say("judgement.table.summary",
             {{"units", std::to_string(table.rows.size())},
              {"met", of(Outcome::met)},
              {"not_met", of(Outcome::not_met)},
              {"not_assessed", of(Outcome::not_assessed)}},
             language);
}

}  // namespace

Result<Table> evaluate_all(const Materials& materials, Question question, const units::Unit* root) {
  if (question.set.empty()) {
    const auto communes = materials.units->descendants(root, question.as_of, units::Level::commune);
    if (!communes.empty()) question.set = default_set(*materials.library, *communes.front(), question.as_of);
    if (question.set.empty()) {
      return refuse("judgement.no_default_set", {{"unit", ""}, {"date", question.as_of.text()}});
    }
  }
  const auto* set = materials.library->set(question.set);
  if (!set) return refuse("criteria.unknown_set", {{"set", question.set}});
  Table table;
  table.question = question;
  table.set_title = set->title;
  table.known_at = materials.known_at;
  Evaluator evaluator(materials);
  for (const auto* unit :
       materials.units->descendants(root, question.as_of, level_of(*set).value_or(units::Level::commune))) {
    question.unit = unit->id;
    auto evaluation = evaluator.evaluate(question);
    if (!evaluation) {
      table.refused.push_back(evaluation.error());
      continue;
    }
    ++table.units_by_outcome[static_cast<std::size_t>(evaluation->outcome)];
    table.rows.push_back(std::move(*evaluation));
  }
  std::vector<std::pair<std::string, std::size_t>> order;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto short_name = units::short_name(table.rows[i].unit_name);
    order.emplace_back(vietnamese_sort_key(short_name), i);
  }
  std::sort(order.begin(), order.end());
  std::vector<Evaluation> sorted;
  sorted.reserve(table.rows.size());
  for (const auto& [key, index] : order) sorted.push_back(std::move(table.rows[index]));
  table.rows = std::move(sorted);
  return table;
}

std::vector<std::string> draw(const Table& table, Language language) {
  std::vector<Cells> rows;
  Cells header;
  for (const std::string_view column :
       {"code", "unit", "met", "not_met", "not_applicable", "not_assessed", "outcome"}) {
    header.push_back(say("judgement.table." + std::string(column), language));
  }
  rows.push_back(std::move(header));
  for (const auto& row : table.rows) rows.push_back(row_of(row, language));
  std::vector<std::string> lines{heading(table.set_title, table.question, language), ""};
  for (auto& line : aligned(rows, {false, false, true, true, true, true, false})) lines.push_back(std::move(line));
  lines.push_back("");
  lines.push_back(summary(table, language));
  if (!table.refused.empty()) {
    lines.push_back(
        say("judgement.table.refused",
            {{"count", std::to_string(table.refused.size())}, {"reason", message(table.refused.front(), language)}},
            language));
  }
  if (std::any_of(table.rows.begin(), table.rows.end(), [](const Evaluation& row) { return row.provisional; })) {
    lines.push_back(say("judgement.provisional", language));
  }
  if (std::any_of(table.rows.begin(), table.rows.end(), uses_demonstration)) {
    lines.push_back(say("judgement.notice.demonstration", language));
  }
  return lines;
}

std::vector<std::string> draw(const Evaluation& evaluation, Language language) {
  std::vector<Cells> rows;
  for (const auto& criterion : evaluation.criteria) {
    std::string open;
    for (const auto& indicator : criterion.indicators) {
      if (indicator.encouraged || indicator.outcome == Outcome::met) continue;
      if (indicator.outcome == Outcome::not_applicable) continue;
      open += (open.empty() ? "" : ", ") + indicator.number;
    }
    rows.push_back({criterion.number, in_language(criterion.title, language),
                    outcome_for_people(criterion.outcome, language) + (criterion.provisional ? " *" : ""), open});
  }
  std::vector<std::string> lines{
      evaluation.unit_name + " · " + heading(evaluation.set_title, evaluation.question, language),
      say("judgement.result",
          {{"outcome", outcome_for_people(evaluation.outcome, language)},
           {"provisional", evaluation.provisional ? " *" : ""},
           {"met", std::to_string(evaluation.criteria_met)},
           {"total", std::to_string(evaluation.criteria_total)}},
          language),
      ""};
  for (auto& line : aligned(rows, {true, false, false, false})) lines.push_back(std::move(line));
  if (evaluation.provisional) {
    lines.push_back("");
    lines.push_back(say("judgement.provisional", language));
  }
  return lines;
}

json::object to_json(const Table& table) {
  json::array rows;
  for (const auto& row : table.rows) {
    auto object = to_json(row);
    for (const std::string_view part : {"criteria", "prerequisites", "missing", "notices"}) object.erase(part);
    rows.push_back(std::move(object));
  }
  json::object outcomes;
  for (std::size_t i = 0; i < table.units_by_outcome.size(); ++i) {
    outcomes[engine::name_of(static_cast<Outcome>(i))] = table.units_by_outcome[i];
  }
  return {{"set", table.question.set},       {"as_of", table.question.as_of.text()},
          {"as_known", table.known_at},      {"opinion", observations::text(table.question.opinion)},
          {"units", table.rows.size()},      {"units_by_outcome", std::move(outcomes)},
          {"refused", table.refused.size()}, {"evaluations", std::move(rows)}};
}

}  // namespace luytre::judgement
