#include "platform/storage/postgresql_values.h"

#include <array>
#include <limits>

namespace luytre::storage {
namespace {

// Types as numbered in PostgreSQL's catalogue (pg_type); these numbers never change.
constexpr Oid type_bool = 16, type_bytea = 17, type_char = 18, type_name = 19, type_int8 = 20, type_int2 = 21,
              type_int4 = 23, type_text = 25, type_oid = 26, type_unknown = 705, type_bpchar = 1042,
              type_varchar = 1043, type_numeric = 1700;

template <class Integer>
void append_big_endian(std::string& buffer, Integer number) {
  for (int shift = static_cast<int>(sizeof(Integer)) * 8 - 8; shift >= 0; shift -= 8) {
    buffer += static_cast<char>((static_cast<std::uint64_t>(number) >> static_cast<unsigned>(shift)) & 0xFFU);
  }
}

std::uint64_t big_endian(const char* bytes, std::size_t count) {
  std::uint64_t number = 0;
  for (std::size_t at = 0; at < count; ++at) number = number << 8U | static_cast<unsigned char>(bytes[at]);
  return number;
}

// Signed: the top byte's sign fills the rest.
std::int64_t signed_big_endian(const char* bytes, std::size_t count) {
  const auto shift = static_cast<unsigned>(64 - count * 8);
  return static_cast<std::int64_t>(big_endian(bytes, count) << shift) >> shift;
}

// A whole NUMERIC (sum() of integers is one): digits to the base 10,000, first of weight 10,000^weight. Nothing when
// it has a fraction or is over 64 bits.
std::optional<std::int64_t> whole_numeric(const char* bytes) {
  const auto half_word = [bytes](std::size_t at) { return signed_big_endian(bytes + at * 2, 2); };
  const std::int64_t digits = half_word(0);
  const std::int64_t weight = half_word(1);
  const std::int64_t sign = half_word(2);
  constexpr std::int64_t negative = 0x4000;
  if (sign != 0 && sign != negative) return std::nullopt;
  std::int64_t number = 0;
  for (std::int64_t at = 0; at < digits || at <= weight; ++at) {
    const std::int64_t digit = at < digits ? half_word(4 + static_cast<std::size_t>(at)) : 0;
    if (at > weight) {
      if (digit != 0) return std::nullopt;
      continue;
    }
    // Built downwards, because the most negative number has no positive twin.
    if (__builtin_mul_overflow(number, std::int64_t{10'000}, &number)) return std::nullopt;
    if (__builtin_sub_overflow(number, digit, &number)) return std::nullopt;
  }
  if (sign == negative) return number;
  if (number == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  return -number;
}

std::optional<Value> value_of(Oid type, const char* bytes, std::size_t size) {
  switch (type) {
    case type_int8:
    case type_int4:
    case type_int2:
      return Value(signed_big_endian(bytes, size));
    case type_oid:
      return Value(static_cast<std::int64_t>(big_endian(bytes, size)));
    case type_bool:
      return Value(std::int64_t{bytes[0] != 0});
    case type_text:
    case type_varchar:
    case type_bpchar:
    case type_name:
    case type_char:
    case type_unknown:
      return Value(std::string(bytes, size));
    case type_bytea:
      return Value(Blob{std::string(bytes, size)});
    case type_numeric: {
      const auto whole = whole_numeric(bytes);
      return whole ? std::optional<Value>(*whole) : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

PostgresqlParameters::PostgresqlParameters(const std::vector<Value>& given) {
  integers_.reserve(given.size());  // their addresses are taken
  for (const auto& value : given) {
    formats.push_back(1);
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      append_big_endian(integers_.emplace_back(), *integer);
      types.push_back(type_int8);
      values.push_back(integers_.back().data());
      lengths.push_back(8);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      types.push_back(type_text);
      values.push_back(text->data());
      lengths.push_back(static_cast<int>(text->size()));
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
      types.push_back(type_bytea);
      values.push_back(blob->bytes.data());
      lengths.push_back(static_cast<int>(blob->bytes.size()));
    } else {
      types.push_back(0);  // the server works out what kind of nothing it is
      values.push_back(nullptr);
      lengths.push_back(0);
    }
  }
}

std::string PostgresqlParameters::signature() const {
  std::string letters;
  for (const Oid type : types) {
    letters += type == type_int8 ? 'i' : type == type_text ? 't' : type == type_bytea ? 'b' : 'n';
  }
  return letters;
}

Result<Row> row_of(const PGresult* result, int row) {
  const int columns = PQnfields(result);
  std::vector<Value> values;
  values.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) {
    if (PQgetisnull(result, row, column) != 0) {
      values.emplace_back();
      continue;
    }
    auto value = value_of(PQftype(result, column), PQgetvalue(result, row, column),
                          static_cast<std::size_t>(PQgetlength(result, row, column)));
    if (!value) return refuse("storage.unfit_type", {{"column", PQfname(result, column)}});
    values.push_back(std::move(*value));
  }
  return Row(std::move(values));
}

std::string copy_header() {
  constexpr std::array<char, 11> signature{'P', 'G', 'C', 'O', 'P', 'Y', '\n', '\377', '\r', '\n', '\0'};
  std::string header(signature.begin(), signature.end());
  append_big_endian(header, std::int32_t{0});  // flags
  append_big_endian(header, std::int32_t{0});  // no header extension
  return header;
}

void append_copy_row(std::string& buffer, const std::vector<Value>& row) {
  append_big_endian(buffer, static_cast<std::int16_t>(row.size()));
  const auto append_sized = [&buffer](const std::string& bytes) {
    append_big_endian(buffer, static_cast<std::int32_t>(bytes.size()));
    buffer += bytes;
  };
  for (const auto& value : row) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      append_big_endian(buffer, std::int32_t{8});
      append_big_endian(buffer, *integer);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      append_sized(*text);
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
      append_sized(blob->bytes);
    } else {
      append_big_endian(buffer, std::int32_t{-1});
    }
  }
}

std::string copy_end() {
  std::string end;
  append_big_endian(end, std::int16_t{-1});
  return end;
}

}  // namespace luytre::storage
