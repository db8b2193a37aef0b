// The scanner: its conversation with a stand-in, and with the real clamd where there is one.
#include "programme/evidence/scan.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <thread>

#include "base/files.h"
#include "base/hash.h"
#include "programme/evidence/evidence_for_tests.h"

namespace luytre::evidence {
namespace {

// Answers one conversation: reads `reads` blocks at most (-1: to the end), then says `answer` and hangs up.
class StandIn {
 public:
  StandIn(std::string answer, int reads) : folder_(std::filesystem::temp_directory_path() / hex(random_bytes(8))) {
    std::filesystem::create_directory(folder_);
    listening_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path().data(), path().size());
    EXPECT_EQ(::bind(listening_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(listening_, 1), 0);
    thread_ = std::thread([this, answer = std::move(answer), reads] { serve(answer, reads); });
  }
  ~StandIn() {
    ::shutdown(listening_, SHUT_RDWR);
    thread_.join();
    ::close(listening_);
    std::filesystem::remove_all(folder_);
  }
  std::string path() const { return (folder_ / "clamd").string(); }
  const std::string& heard() const { return heard_; }  // after the conversation
  bool is_whole() const { return is_whole_; }

 private:
  bool take(int line, std::size_t count, std::string& into) const {
    std::string bytes(count, '\0');
    std::size_t have = 0;
    while (have < count) {
      const ssize_t now = ::recv(line, bytes.data() + have, count - have, 0);
      if (now <= 0) return false;
      have += static_cast<std::size_t>(now);
    }
    into += bytes;
    return true;
  }
  void serve(const std::string& answer, int reads) {
    const int line = ::accept(listening_, nullptr, nullptr);
    if (line < 0) return;
    std::string command;
    take(line, 10, command);
    for (int block = 0; command == std::string("zINSTREAM\0", 10) && block != reads; ++block) {
      std::string length;
      if (!take(line, 4, length)) break;
      std::size_t count = 0;
      for (const char c : length) count = count << 8U | static_cast<unsigned char>(c);
      if (count == 0) is_whole_ = true;
      if (count == 0 || !take(line, count, heard_)) break;
    }
    ::send(line, answer.data(), answer.size(), MSG_NOSIGNAL);
    ::close(line);
  }

  std::filesystem::path folder_;
  int listening_ = -1;
  std::string heard_;
  bool is_whole_ = false;
  std::thread thread_;
};

std::string code(const Done& done) { return done ? "" : done.error().code; }
const std::string ok("stream: OK\0", 11);

TEST(Scan, sends_the_whole_file_and_believes_only_ok) {
  const std::string file(300'000, 'x');
  StandIn clean(ok, -1);
  EXPECT_EQ(code(scan(clean.path(), file)), "");
  EXPECT_TRUE(clean.is_whole());
  EXPECT_EQ(clean.heard(), file);
  const auto infected = scan(StandIn(std::string("stream: Eicar-Signature FOUND\0", 30), -1).path(), file);
  ASSERT_EQ(code(infected), "evidence.infected");
  EXPECT_EQ(infected.error().arguments.front().second, "Eicar-Signature");
  EXPECT_EQ(code(scan(StandIn(std::string("INSTREAM size limit exceeded. ERROR\0", 36), -1).path(), file)),
            "evidence.scanner_refused");
  EXPECT_EQ(code(scan(StandIn("stream: OK", -1).path(), file)), "evidence.scanner_silent") << "an answer cut off";
  EXPECT_EQ(code(scan(StandIn("", -1).path(), file)), "evidence.scanner_silent");
  EXPECT_NE(code(scan(StandIn(ok, 1).path(), std::string(8'000'000, 'x'))), "") << "it did not hear the whole file";
  EXPECT_EQ(code(scan("nowhere/clamd", file)), "evidence.scanner_silent");
  EXPECT_EQ(code(scan(std::string(200, 'x'), file)), "evidence.scanner_silent");
}

TEST(Scan, waits_only_so_long) {
  const auto folder = std::filesystem::temp_directory_path() / hex(random_bytes(8));
  std::filesystem::create_directory(folder);
  const std::string path = (folder / "clamd").string();
  const int listening = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  ASSERT_EQ(::bind(listening, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(listening, 1), 0);  // nobody ever accepts
  EXPECT_EQ(code(scan(path, "x", 1)), "evidence.scanner_silent");
  ::close(listening);
  std::filesystem::remove_all(folder);
}

class ScannedTest : public EvidenceTest {};

TEST_P(ScannedTest, a_scanner_that_is_set_must_answer) {
  const std::string photo = photo_of_doan_ket();
  open({folder_.string(), 4'000'000, "nowhere/clamd"});
  const auto refused = sent("an", photo);
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(word(refused, "code"), "evidence.scanner_silent");
  EXPECT_EQ(count("evidence"), 0);
  const std::string completion = "/uploads/" + word(begun("an", photo), "upload") + "/completion";
  {
    const StandIn found(std::string("stream: Eicar-Signature FOUND\0", 30), -1);
    open({folder_.string(), 4'000'000, found.path()});
    EXPECT_EQ(word(post("an", completion), "code"), "evidence.infected");
  }
  const StandIn clean(ok, -1);
  open({folder_.string(), 4'000'000, clean.path()});
  EXPECT_EQ(post("an", completion).status, 200) << "what was sent is kept";
}

INSTANTIATE_TEST_SUITE_P(EachStore, ScannedTest, storage::each_store(), storage::store_name);

// The real scanner with one signature of our own: that of the test file that every scanner knows.
TEST(Scan, the_real_clamd) {
  if (!std::filesystem::exists("/usr/sbin/clamd")) GTEST_SKIP() << "no clamd: install the package clamav-daemon";
  const auto folder = std::filesystem::temp_directory_path() / ("luytre-clamd-" + hex(random_bytes(4)));
  std::filesystem::create_directories(folder / "signatures");
  const std::string eicar =
      "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-"
      "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
  const std::string path = (folder / "socket").string();
  ASSERT_TRUE(write_file_atomically(folder / "signatures" / "own.hsb",
                                    hex(sha256(eicar)) + ":" + std::to_string(eicar.size()) + ":Own.Test:73\n"));
  ASSERT_TRUE(write_file_atomically(folder / "clamd.conf",
                                    "LocalSocket " + path + "\nDatabaseDirectory " + (folder / "signatures").string() +
                                        "\nForeground yes\nLogFile " + (folder / "log").string() + "\n"));
  const pid_t clamd = ::fork();
  if (clamd == 0) {
    const std::string config = "--config-file=" + (folder / "clamd.conf").string();
    if (std::freopen("/dev/null", "w", stdout) == nullptr) ::_exit(127);  // it says much
    ::execl("/usr/sbin/clamd", "clamd", config.c_str(), nullptr);
    ::_exit(127);
  }
  for (int tries = 0; tries < 300 && code(scan(path, "sạch", 5)) == "evidence.scanner_silent"; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_EQ(code(scan(path, "sạch")), "");
  EXPECT_EQ(code(scan(path, photo_of_doan_ket(std::string(2'000'000, 'p')))), "");
  const auto found = scan(path, eicar);
  EXPECT_EQ(code(found), "evidence.infected");
  EXPECT_EQ(found ? "" : found.error().arguments.front().second, "Own.Test.UNOFFICIAL");
  ::kill(clamd, SIGTERM);
  ::waitpid(clamd, nullptr, 0);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace luytre::evidence
