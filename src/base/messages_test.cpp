#include "base/messages.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/hash.h"
#include "base/identifier.h"

namespace luytre {
namespace {

TEST(MessagesTest, CatalogueIsWhole) {
  for (const auto& fault : catalogue_faults()) ADD_FAILURE() << fault;
  EXPECT_GT(catalogue_codes().size(), 10U);
}

TEST(MessagesTest, ProblemsHaveAStatusInRange) {
  for (const auto& code : catalogue_codes()) {
    const int status = http_status(code);
    EXPECT_TRUE(status >= 400 && status < 600) << code;
  }
}

TEST(MessagesTest, FillsNamesAndIndentsCauses) {
  const Problem problem{"csv.cell_count", {{"found", "2"}, {"expected", "3"}}, "so.csv:4", {}};
  EXPECT_EQ(message(problem, Language::en),
            "so.csv:4: The row has 2 cells, the header 3 columns. Check commas and quotation marks.");
  const Problem outer{"csv.empty", {}, "", {problem}};
  EXPECT_NE(full_message(outer, Language::vi).find("\n  so.csv:4: Dòng có 2 ô"), std::string::npos);
  EXPECT_EQ(say("no.such.code", Language::vi), "[no.such.code]");
}

TEST(HashTest, KnownDigest) {
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(IdentifierTest, Uuid7SortsByTime) {
  const auto earlier = new_uuid7(1'700'000'000'000);
  const auto later = new_uuid7(1'700'000'000'001);
  EXPECT_TRUE(is_uuid(earlier));
  EXPECT_EQ(earlier[14], '7');
  EXPECT_LT(earlier, later);
}

TEST(FilesTest, WritesWholeOrNotAtAll) {
  const auto path = std::filesystem::temp_directory_path() / ("luytre-" + new_uuid7(0));
  ASSERT_TRUE(write_file_atomically(path, "một"));
  EXPECT_EQ(read_file(path).value(), "một");
  EXPECT_EQ(read_file(path, 2).error().code, "file.too_large");
  std::filesystem::remove(path);
  EXPECT_EQ(read_file(path).error().code, "file.not_found");
  EXPECT_EQ(write_file_atomically(path / "x" / "y", "").error().code, "file.unwritable");
}

}  // namespace
}  // namespace luytre
