#include "platform/http/range.h"

#include <gtest/gtest.h>

namespace luytre::http {
namespace {

using Kind = ByteRange::Kind;

struct RangeCase {
  std::string header;
  Kind kind;
  std::size_t first;
  std::size_t length;
};

TEST(Range, of_ten_bytes) {
  const std::vector<RangeCase> cases = {
      {"", Kind::whole, 0, 0},
      {"bytes=0-0", Kind::part, 0, 1},
      {"bytes=0-9", Kind::part, 0, 10},
      {"bytes=2-", Kind::part, 2, 8},
      {"bytes=2-99", Kind::part, 2, 8},
      {"bytes=-3", Kind::part, 7, 3},
      {"bytes=-99", Kind::part, 0, 10},
      {"bytes=9-9", Kind::part, 9, 1},
      {"bytes=10-", Kind::unsatisfiable, 0, 0},
      {"bytes=10-12", Kind::unsatisfiable, 0, 0},
      {"bytes=-0", Kind::unsatisfiable, 0, 0},
      {"bytes=3-2", Kind::whole, 0, 0},
      {"bytes=0-1,4-5", Kind::whole, 0, 0},
      {"bytes=-", Kind::whole, 0, 0},
      {"bytes=a-b", Kind::whole, 0, 0},
      {"bytes=99999999999999999999-", Kind::whole, 0, 0},
      {"lines=0-1", Kind::whole, 0, 0},
  };
  for (const RangeCase& each : cases) {
    const ByteRange range = parse_range(each.header, 10);
    EXPECT_EQ(range.kind, each.kind) << each.header;
    EXPECT_EQ(range.first, each.first) << each.header;
    EXPECT_EQ(range.length, each.length) << each.header;
  }
  EXPECT_EQ(parse_range("bytes=0-", 0).kind, Kind::unsatisfiable);
}

}  // namespace
}  // namespace luytre::http
