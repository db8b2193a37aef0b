#include "programme/observations/batch_codec.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <numeric>

#include "base/hash.h"

namespace luytre::observations {
namespace {

Observation sample(int number) {
  Observation observation;
  observation.key = {"06001@2025-07-01", "income", "", Opinion::self, Date::of(2025, 12, 31)};
  observation.value = ObservedValue::of_number(Decimal::from(number, 2));
  return observation;
}

Result<EncodedBatch> encode(const std::vector<Observation>& observations) {
  CheckedValues values;
  for (const Observation& each : observations) values.add({0, std::nullopt, "20", each});
  std::vector<std::uint32_t> rows(values.size());
  std::iota(rows.begin(), rows.end(), 0U);
  return encode_batch(values, rows);
}

ObservedValue any_value() {
  const auto amount = [] {
    return *rc::gen::inRange<std::int64_t>(-Decimal::coefficient_max, Decimal::coefficient_max);
  };
  const auto scale = [] { return *rc::gen::inRange(0, 7); };
  switch (*rc::gen::inRange(0, 6)) {
    case 0:
      return ObservedValue::of_number(Decimal::from(amount(), scale()));
    case 1:
      return ObservedValue::of_share(Decimal::from(amount(), scale()),
                                     Decimal::from(*rc::gen::inRange<std::int64_t>(1, 1'000'000), scale()));
    case 2:
      return ObservedValue::of_truth(*rc::gen::arbitrary<bool>());
    case 3:
      return ObservedValue::of_grade(*rc::gen::element<std::string>("đạt", "khá", "tốt"));
    case 4:
      return ObservedValue::not_applicable();
    default:
      return ObservedValue::withdrawn();
  }
}

Observation any_observation() {
  Observation observation;
  observation.key.unit = *rc::gen::element<std::string>("06001@2025-07-01", "06001@2004-01-01", "20@2004-01-01");
  observation.key.measure = *rc::gen::element<std::string>("income", "poverty_rate", "trained_labour");
  observation.key.dimension = *rc::gen::element<std::string>("", "male", "female");
  observation.key.opinion = static_cast<Opinion>(*rc::gen::inRange(0, 4));
  observation.key.as_of = Date::from_days(*rc::gen::inRange(-100'000, 100'000));
  observation.stage = static_cast<Stage>(*rc::gen::inRange(0, 4));
  observation.value = any_value();
  return observation;
}

ObservedValue value_at(const BatchColumns& batch, std::size_t row) {
  ObservedValue value;
  value.kind = batch.kind[row];
  value.number = Decimal::from(batch.amount[row], batch.amount_scale[row]);
  value.denominator = Decimal::from(batch.denominator[row], batch.denominator_scale[row]);
  if (value.kind == ValueKind::grade) value.grade = batch.grades[batch.grade[row]];
  return value;
}

TEST(BatchCodec, gives_back_what_it_was_given) {
  rc::check("round trip", [] {
    std::vector<Observation> values;
    const int count = *rc::gen::inRange(1, 200);
    for (int each = 0; each < count; ++each) values.push_back(any_observation());
    const auto content = encode(values);
    RC_ASSERT(content.has_value());
    const auto batch = decode_batch(batch_format, content->checksum, content->content);
    RC_ASSERT(batch.has_value());
    RC_ASSERT(batch->size() == values.size());
    for (std::size_t row = 0; row < values.size(); ++row) {
      const auto& key = values[row].key;
      RC_ASSERT(batch->units[batch->unit[row]] == key.unit);
      RC_ASSERT(batch->measures[batch->measure[row]] == key.measure);
      RC_ASSERT(batch->dimensions[batch->dimension[row]] == key.dimension);
      RC_ASSERT(batch->opinion[row] == key.opinion);
      RC_ASSERT(batch->as_of[row] == key.as_of.days());
      RC_ASSERT(batch->stage[row] == values[row].stage);
      RC_ASSERT(value_at(*batch, row) == values[row].value);
      RC_ASSERT(value_at(*batch, row).number.text() == values[row].value.number.text());
    }
  });
}

TEST(BatchCodec, refuses_changed_bytes) {
  std::vector<Observation> values;
  for (int each = 0; each < 50; ++each) values.push_back(sample(each));
  const auto content = encode(values);
  ASSERT_TRUE(content.has_value());
  EXPECT_EQ(content->checksum, sha256(content->content));
  for (std::size_t at = 0; at < content->content.size(); ++at) {
    std::string changed = content->content;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    const auto batch = decode_batch(batch_format, content->checksum, changed);
    ASSERT_FALSE(batch.has_value()) << at;
    EXPECT_EQ(batch.error().code, "observations.batch_damaged");
  }
  EXPECT_FALSE(decode_batch(batch_format + 1, content->checksum, content->content).has_value());
}

// Whoever can change bytes can also change the checksum: the decoder must still never read past the end or accept
// numbers out of range.
TEST(BatchCodec, survives_any_bytes_with_a_fitting_checksum) {
  const auto content = encode({sample(1), sample(2)});
  ASSERT_TRUE(content.has_value());
  rc::check("no crash", [&] {
    std::string bytes = content->content;
    const int changes = *rc::gen::inRange(1, 5);
    for (int each = 0; each < changes; ++each) {
      bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
    }
    const auto batch = decode_batch(batch_format, sha256(bytes), bytes);
    if (batch) RC_ASSERT(batch->size() <= batch_values_max);
  });
}

TEST(BatchCodec, has_a_size) {
  EXPECT_EQ(encode({}).error().code, "observations.batch_size");
  const std::vector<Observation> full(batch_values_max, sample(7));
  EXPECT_TRUE(encode(full).has_value());
  const std::vector<Observation> over(batch_values_max + 1, sample(7));
  EXPECT_EQ(encode(over).error().code, "observations.batch_size");
  auto long_word = sample(1);
  long_word.key.measure.assign(batch_word_bytes_max + 1, 'a');
  EXPECT_EQ(encode({long_word}).error().code, "observations.word_too_long");
}

}  // namespace
}  // namespace luytre::observations
