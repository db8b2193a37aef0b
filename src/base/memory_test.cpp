#include "base/memory.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/hash.h"

namespace luytre {
namespace {

namespace fs = std::filesystem;

class Groups : public ::testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  std::optional<double> left() { return memory_left_in_groups(folder_ / "list", folder_ / "groups"); }

 private:
  const fs::path folder_ = fs::temp_directory_path() / ("luytre_groups_" + hex(random_bytes(8)));
};

TEST_F(Groups, TheTightestOfTheGroupsAbove) {
  write("list", "0::/office/luytre\n");
  write("groups/office/luytre/memory.max", "max\n");
  write("groups/office/luytre/memory.current", "100\n");
  EXPECT_FALSE(left());
  write("groups/office/memory.max", "1000\n");
  write("groups/office/memory.current", "700\n");
  EXPECT_EQ(left(), 300);
  write("groups/office/memory.stat", "anon 500\ninactive_file 150\n");
  EXPECT_EQ(left(), 450);
  write("groups/office/luytre/memory.max", "300\n");
  EXPECT_EQ(left(), 200);
}

TEST_F(Groups, OfTheOldVersionToo) {
  write("list", "8:pids:/\n4:memory:/docker/abc\n0::/\n");
  write("groups/memory/memory.limit_in_bytes", "5000\n");  // inside a container its own group is the root
  write("groups/memory/memory.usage_in_bytes", "1000\n");
  EXPECT_EQ(left(), 4000);
}

TEST(Memory, ThisMachineSaysWhatItHas) {
  EXPECT_GT(available_memory_bytes(), 1 << 20);
  EXPECT_GT(resident_memory_bytes(), 1 << 20);
}

}  // namespace
}  // namespace luytre
