#include "base/hash.h"
#include "programme/criteria/law_reader.h"

namespace luytre::criteria {
namespace {

using Problems = std::vector<Problem>;

std::optional<Span> read_span(Mapping& map, std::string_view key, Problems& problems) {
  const Tree* tree = map.find(key);
  if (tree == nullptr) return std::nullopt;
  Mapping row(*tree, problems);
  Span span;
  span.working_days = row.integer("working_days");
  span.days = row.integer("days");
  span.reference = read_reference(row, "reference", problems);
  row.require("confidence");
  span.confidence = read_confidence(row, "confidence");
  const bool is_one = span.working_days.has_value() != span.days.has_value();
  const int count = span.working_days.value_or(span.days.value_or(0));
  if (!is_one || count < 1) row.refuse_value("working_days", std::to_string(count));
  row.finish();
  return span;
}

// "2/3".
Share read_share(Mapping& row, std::string_view key) {
  const std::string text = row.text(key);
  const std::size_t slash = text.find('/');
  const auto numerator = Decimal::parse(text.substr(0, slash));
  const auto denominator =
      slash == std::string::npos ? Result<Decimal>(Decimal::of(0)) : Decimal::parse(text.substr(slash + 1));
  if (numerator && denominator && !denominator->is_zero()) return {*numerator, *denominator};
  row.refuse_value(key, text);
  return {Decimal::of(1), Decimal::of(1)};
}

std::optional<Ballot> read_ballot(Mapping& map, Problems& problems) {
  const Tree* tree = map.find("ballot");
  if (tree == nullptr) return std::nullopt;
  Mapping row(*tree, problems);
  Ballot ballot;
  ballot.quorum = read_share(row, "quorum");
  const std::string of = row.text("approval_of");
  if (of != "members" && of != "present") row.refuse_value("approval_of", of);
  ballot.of_all = of == "members";
  row.require("approval_percent");
  ballot.approval = row.number("approval_percent").value_or(Decimal::of(100));
  ballot.is_secret = row.flag("secret", true);
  ballot.reference = read_reference(row, "reference", problems);
  row.require("confidence");
  ballot.confidence = read_confidence(row, "confidence");
  row.finish();
  return ballot;
}

StageMove read_move(const Tree& tree, Problems& problems) {
  Mapping row(tree, problems);
  StageMove move;
  move.place = tree.place();
  row.require("move");
  move.move = row.choice<Move>("move", move_named, Move::stop);
  move.to = row.text("to");
  for (const std::string& name : row.texts("needs")) {
    if (const auto requirement = requirement_named(name))
      move.needs.push_back(*requirement);
    else
      row.refuse_value("needs", name);
  }
  move.opens_version = row.flag("opens_version");
  row.finish();
  return move;
}

Stage read_stage(const Tree& tree, Problems& problems) {
  Mapping row(tree, problems);
  Stage stage;
  stage.place = tree.place();
  stage.id = row.text("stage");
  stage.title = row.bilingual("title");
  row.require("turn");
  stage.turn = row.choice<Party>("turn", party_named, Party::nobody);
  stage.within = read_span(row, "within", problems);
  stage.at_least = read_span(row, "at_least", problems);
  stage.ballot = read_ballot(row, problems);
  if (row.has("ending")) stage.ending = row.choice<Ending>("ending", ending_named, Ending::stopped);
  for (const Tree& each : row.list("moves")) stage.moves.push_back(read_move(each, problems));
  stage.reference = read_reference(row, "reference", problems);
  stage.confidence = read_confidence(row, "confidence");
  row.finish();
  return stage;
}

DossierPart read_part(const Tree& tree, Problems& problems) {
  Mapping row(tree, problems);
  DossierPart part;
  part.place = tree.place();
  part.id = row.text("part");
  part.title = row.bilingual("title");
  row.require("from");
  part.from = row.choice<Party>("from", party_named, Party::commune);
  if (row.has("needed_for")) part.needed_for = row.choice<Move>("needed_for", move_named, Move::submit);
  part.reference = read_reference(row, "reference", problems);
  row.require("confidence");
  part.confidence = read_confidence(row, "confidence");
  row.finish();
  return part;
}

TakeOver read_take_over(const Tree& tree, Problems& problems) {
  Mapping row(tree, problems);
  TakeOver take_over;
  take_over.from = row.text("from");
  for (const Tree& each : row.list("stages")) {
    Mapping pair(each, problems);
    take_over.stages.emplace_back(pair.text("theirs"), pair.text("ours"));
    pair.finish();
  }
  row.finish();
  return take_over;
}

}  // namespace

Workflow read_workflow(const Tree& tree, Problems& problems) {
  Mapping map(tree, problems);
  Workflow workflow;
  workflow.place = tree.place();
  workflow.canonical = canonical(tree);
  workflow.hash = hex(sha256(workflow.canonical));
  workflow.id = map.text("workflow");
  workflow.title = map.bilingual("title");
  map.require("purpose");
  workflow.purpose = map.choice<Purpose>("purpose", purpose_named, Purpose::recognition);
  map.require("level");
  workflow.level = map.choice<SetLevel>("level", set_level_named, SetLevel::commune);
  workflow.tiers = map.texts("tiers");
  workflow.document = map.text("document");
  workflow.in_force = read_interval(map, "in_force", problems);
  for (const Tree& each : map.list("parts")) workflow.parts.push_back(read_part(each, problems));
  for (const Tree& each : map.list("stages")) workflow.stages.push_back(read_stage(each, problems));
  for (const Tree& each : map.list("takes_over")) workflow.takes_over.push_back(read_take_over(each, problems));
  workflow.reference = read_reference(map, "reference", problems);
  map.require("confidence");
  workflow.confidence = read_confidence(map, "confidence");
  workflow.note = map.bilingual_or_empty("note");
  map.finish();
  return workflow;
}

PublicHoliday read_public_holiday(const Tree& tree, Problems& problems) {
  Mapping map(tree, problems);
  PublicHoliday holiday;
  holiday.place = tree.place();
  holiday.canonical = canonical(tree);
  map.require("day");
  holiday.day = map.date("day").value_or(Date());
  holiday.title = map.bilingual("title");
  holiday.is_worked = map.flag("worked");
  holiday.reference = read_reference(map, "reference", problems);
  map.require("confidence");
  holiday.confidence = read_confidence(map, "confidence");
  map.finish();
  return holiday;
}

}  // namespace luytre::criteria
