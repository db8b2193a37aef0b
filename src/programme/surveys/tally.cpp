#include "programme/surveys/tally.h"

#include <algorithm>
#include <array>

namespace luytre::surveys {
namespace {

constexpr std::array<std::string_view, 3> answer_names{"satisfied", "not_satisfied", "no_answer"};
constexpr std::string_view answer_letters = "sn-";
constexpr std::array<std::string_view, channels_count> channel_names{"paper", "meeting", "phone", "kiosk"};

engine::Node demand(const Parameter& parameter, engine::OperandIndex operand) {
  engine::Node node;
  node.kind = parameter.is_more_than ? engine::RuleKind::more_than : engine::RuleKind::at_least;
  node.operand = operand;
  node.provisional = parameter.confidence != criteria::Confidence::sourced;
  node.limit.value = parameter.percent.value_or(Decimal::of(0));
  if (!parameter.percent) node.limit.missing = engine::Reason::law_not_loaded;
  return node;
}

engine::Operand operand_of(const std::optional<Share>& share) {
  if (!share) return engine::Operand::absent(engine::Reason::value_missing);
  return engine::Operand::of(*share);
}

bool is_lower(const Share& a, const Share& b) {
  return multiply(a.numerator, b.denominator).value_or(Decimal::of(0)) <
         multiply(b.numerator, a.denominator).value_or(Decimal::of(0));
}

// The item that says least of the result: nobody answered it, or the lowest rate.
std::size_t lowest_of(const criteria::SurveyForm& form, const Tally& tally) {
  std::size_t lowest = form.questions.size();
  for (std::size_t i = 0; i < form.questions.size() && i < tally.items.size(); ++i) {
    if (form.questions[i].is_overall) continue;
    const auto rate = rate_of(tally.items[i]);
    if (!rate) return i;
    if (lowest == form.questions.size() || is_lower(*rate, *rate_of(tally.items[lowest]))) lowest = i;
  }
  return lowest;
}

}  // namespace

std::string_view name_of(Answer answer) { return answer_names[static_cast<std::size_t>(answer)]; }
std::optional<Answer> answer_named(std::string_view name) {
  const auto found = std::find(answer_names.begin(), answer_names.end(), name);
  if (found == answer_names.end()) return std::nullopt;
  return static_cast<Answer>(found - answer_names.begin());
}

std::string_view name_of(Channel channel) { return channel_names[static_cast<std::size_t>(channel)]; }
std::optional<Channel> channel_named(std::string_view name) {
  const auto found = std::find(channel_names.begin(), channel_names.end(), name);
  if (found == channel_names.end()) return std::nullopt;
  return static_cast<Channel>(found - channel_names.begin());
}

std::string text_of(const Answers& answers) {
  std::string text;
  for (const Answer each : answers) text += answer_letters[static_cast<std::size_t>(each)];
  return text;
}

Answers answers_of(std::string_view text) {
  Answers answers;
  for (const char letter : text) {
    const std::size_t at = answer_letters.find(letter);
    answers.push_back(at == std::string_view::npos ? Answer::none : static_cast<Answer>(at));
  }
  return answers;
}

Tally sum_of(const std::vector<Tally>& parts) {
  Tally sum;
  for (const Tally& part : parts) {
    sum.households += part.households;
    sum.printed += part.printed;
    sum.handed += part.handed;
    sum.returned += part.returned;
    sum.left_out += part.left_out;
    for (std::size_t i = 0; i < channels_count; ++i) sum.by_channel[i] += part.by_channel[i];
    sum.items.resize(std::max(sum.items.size(), part.items.size()));
    for (std::size_t i = 0; i < part.items.size(); ++i) {
      sum.items[i].satisfied += part.items[i].satisfied;
      sum.items[i].not_satisfied += part.items[i].not_satisfied;
      sum.items[i].none += part.items[i].none;
    }
  }
  return sum;
}

std::optional<Share> rate_of(const ItemCount& item) {
  if (item.answered() == 0) return std::nullopt;
  return Share{Decimal::of(item.satisfied), Decimal::of(item.answered())};
}

std::optional<Share> participation_of(const Tally& tally) {
  if (tally.households == 0) return std::nullopt;
  return Share{Decimal::of(tally.returned), Decimal::of(tally.households)};
}

std::optional<Bounds> bounds_of(const Tally& tally, const ItemCount& item) {
  // More slips than households: the frame is wrong, and says nothing about those who did not answer.
  const std::int64_t all = std::max(tally.households, item.answered());
  if (all == 0) return std::nullopt;
  const std::int64_t silent = all - item.answered();
  return Bounds{{Decimal::of(item.satisfied), Decimal::of(all)},
                {Decimal::of(item.satisfied + silent), Decimal::of(all)}};
}

Verdict verdict_of(const criteria::SurveyForm& form, const Parameters& parameters, const Tally& tally) {
  Verdict verdict;
  verdict.lowest = lowest_of(form, tally);
  std::optional<Share> overall, lowest;
  for (std::size_t i = 0; i < form.questions.size() && i < tally.items.size(); ++i) {
    if (form.questions[i].is_overall) overall = rate_of(tally.items[i]);
  }
  if (verdict.lowest < tally.items.size()) lowest = rate_of(tally.items[verdict.lowest]);
  const engine::Operands operands{operand_of(overall), operand_of(lowest), operand_of(participation_of(tally))};
  engine::Node all;
  all.kind = engine::RuleKind::all_of;
  all.parts = {demand(parameters.overall, 0), demand(parameters.each_item, 1), demand(parameters.coverage, 2)};
  const engine::Verdict judged = engine::judge(all, operands);
  verdict.outcome = judged.outcome;
  verdict.is_provisional = judged.provisional;
  verdict.overall = judged.parts[0].outcome;
  verdict.each_item = judged.parts[1].outcome;
  verdict.coverage = judged.parts[2].outcome;
  return verdict;
}

}  // namespace luytre::surveys
