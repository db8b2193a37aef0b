// Evidence on both stores: sent, resumed, completed, viewed, used and refused.
#include <rapidcheck.h>

#include <thread>

#include "programme/evidence/evidence_for_tests.h"

namespace luytre::evidence {
namespace {

TEST_P(EvidenceTest, from_the_announcement_to_the_content) {
  const std::string photo = photo_of_doan_ket();
  EXPECT_EQ(post("", "/uploads", announced(photo, "a.jpg")).status, 401);
  EXPECT_EQ(post("binh", "/uploads", announced(photo, "a.jpg")).status, 403);
  const auto tried = post("an", "/uploads?dry_run=true", announced(photo, "a.jpg"));
  EXPECT_EQ(tried.status, 200) << tried.body;
  EXPECT_EQ(count("evidence_upload"), 0);
  const auto begin = begun("an", photo, "đường thôn.jpg");
  ASSERT_EQ(begin.status, 200) << begin.body;
  const std::string upload = word(begin, "upload"), path = "/uploads/" + upload;
  EXPECT_EQ(number(begin, "offset"), 0);
  EXPECT_EQ(ask("binh", "GET", path).status, 404) << "another's upload";
  EXPECT_EQ(ask("", "GET", path).status, 401);
  EXPECT_EQ(word(post("an", path + "/completion"), "code"), "evidence.incomplete");
  EXPECT_EQ(number(put("an", upload, 0, photo), "offset"), static_cast<std::int64_t>(photo.size()));
  const json::object uses{{"uses", json::array{use()}}};
  const auto trial = post("an", path + "/completion?dry_run=true", uses);
  EXPECT_EQ(number(trial, "event"), 0) << trial.body;
  EXPECT_EQ(count("evidence"), 0);
  const auto done = post("an", path + "/completion", uses);
  ASSERT_EQ(done.status, 200) << done.body;
  const auto again = post("an", path + "/completion", uses);
  EXPECT_EQ(again.body, done.body) << "repeated";
  EXPECT_EQ(number(ask("an", "GET", path), "offset"), static_cast<std::int64_t>(photo.size()));
  const std::string id = word(done, "evidence");
  const auto shown = ask("dung", "GET", "/" + id);
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_EQ(word(shown, "media_type"), "image/jpeg");
  EXPECT_EQ(word(shown, "unit"), "06001@2025-07-01");
  EXPECT_EQ(word(shown, "taken_at"), "2025-08-09T10:20:30+07:00");
  EXPECT_EQ(compact(told(shown)["place"]), R"({"latitude":"22.290317","longitude":"106.500000"})");
  EXPECT_EQ(number(shown, "width"), 480);
  EXPECT_EQ(told(shown)["uses"].as_array().size(), 1U) << shown.body;
  EXPECT_EQ(ask("binh", "GET", "/" + id).status, 403);
  EXPECT_EQ(ask("", "GET", "/" + id).status, 401);
  EXPECT_EQ(ask("an", "GET", "/0190").status, 404);
  EXPECT_EQ(ask("binh", "GET", "/" + id + "/content").status, 403);
  EXPECT_EQ(ask("", "GET", "/" + id + "/content").status, 401);
  const auto content = ask("dung", "GET", "/" + id + "/content");
  EXPECT_EQ(content.body, photo);
  EXPECT_EQ(content.header("content-security-policy"), "sandbox; default-src 'none'");
  EXPECT_EQ(content.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(content.header("cache-control"), "private, no-store");
  EXPECT_TRUE(content.header("content-disposition").starts_with("attachment; filename=\"duong thon.jpg\""));
  const auto preview = ask("dung", "GET", "/" + id + "/content?inline=true");
  EXPECT_TRUE(preview.header("content-disposition").starts_with("inline;"));
}

TEST_P(EvidenceTest, text_is_never_shown_inline) {
  const auto done = sent("an", "một dòng", "x.bat");
  ASSERT_EQ(done.status, 200) << done.body;
  const auto content = ask("an", "GET", "/" + word(done, "evidence") + "/content?inline=true");
  EXPECT_TRUE(content.header("content-disposition").starts_with("attachment; filename=\"x.bat.txt\""));
}

TEST_P(EvidenceTest, an_upload_goes_on_where_it_stopped) {
  const std::string photo = photo_of_doan_ket(std::string(900'000, 'p'));
  const std::string upload = word(begun("an", photo), "upload");
  EXPECT_EQ(put("an", upload, 0, photo.substr(0, 300'000)).status, 200);
  const auto anew = begun("an", photo, "tên khác.jpg");
  EXPECT_EQ(word(anew, "upload"), upload);
  EXPECT_EQ(number(anew, "offset"), 300'000);
  EXPECT_EQ(number(put("an", upload, 0, photo.substr(0, 300'000)), "offset"), 300'000) << "the answer was lost";
  const auto gap = put("an", upload, 300'001, "x");
  EXPECT_EQ(gap.status, 409);
  EXPECT_NE(gap.body.find("300000"), std::string::npos) << gap.body;
  EXPECT_EQ(put("binh", upload, 300'000, "x").status, 404);
  EXPECT_EQ(number(put("an", upload, 200'000, photo.substr(200'000, 500'000)), "offset"), 700'000) << "overlapping";
  EXPECT_EQ(number(put("an", upload, 700'000, photo.substr(700'000)), "offset"),
            static_cast<std::int64_t>(photo.size()));
  EXPECT_EQ(word(put("an", upload, photo.size(), "x"), "code"), "evidence.too_much");
  EXPECT_EQ(word(put("an", upload, 0, std::string(chunk_bytes_max + 1, 'x')), "code"), "evidence.chunk_length");
  EXPECT_EQ(word(ask("an", "PUT", "/uploads/" + upload + "?offset=0", "x", "text/plain"), "code"),
            "evidence.chunk_type");
  EXPECT_EQ(ask("an", "PUT", "/uploads/" + upload, "x", "application/octet-stream").status, 400);
  EXPECT_EQ(post("an", "/uploads/" + upload + "/completion").status, 200);
}

TEST_P(EvidenceTest, chunks_in_any_order_and_number_give_the_same_file) {
  rc::check("chunks in any order, repeated and overlapping", [&] {
    const auto bytes = *rc::gen::container<std::string>(rc::gen::inRange('a', 'z'));
    const std::string id = hex(random_bytes(8));
    const auto size = static_cast<std::int64_t>(bytes.size());
    std::int64_t present = 0;
    for (int step = 0; step < 40 || present < size; ++step) {
      const auto from = *rc::gen::inRange<std::int64_t>(0, size + 1);
      const auto to = *rc::gen::inRange<std::int64_t>(from, size + 1);
      const auto chunk =
          std::string_view(bytes).substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
      const auto now = desk_->files().append(id, from, chunk, size);
      RC_ASSERT(now.has_value() == (from <= present));
      if (now) RC_ASSERT(*now == std::max(present, to));
      present = std::max(present, now.value_or(present));
      RC_ASSERT(desk_->files().received(id) == present);
      if (step > 200) present = *desk_->files().append(id, 0, bytes, size);
    }
    RC_ASSERT(desk_->files().open_upload(id)->bytes() == bytes);
    desk_->files().forget_upload(id);
  });
}

TEST_P(EvidenceTest, senders_at_the_same_time_do_not_mix) {
  const std::string photo = photo_of_doan_ket(std::string(400'000, 'q'));
  std::vector<std::thread> senders;
  for (int sender = 0; sender < 4; ++sender) {
    senders.emplace_back([&] {
      for (std::size_t at = 0; at < photo.size();) {
        const auto now = desk_->files().append("both", static_cast<std::int64_t>(at), photo.substr(at, 7'777),
                                               static_cast<std::int64_t>(photo.size()));
        at = now ? static_cast<std::size_t>(*now) : 0;
      }
    });
  }
  for (auto& sender : senders) sender.join();
  EXPECT_EQ(desk_->files().open_upload("both")->bytes(), photo);
}

TEST_P(EvidenceTest, what_is_kept_is_sent_once) {
  const std::string photo = photo_of_doan_ket();
  const std::string first = word(sent("an", photo), "evidence");
  const auto same = begun("chi", photo, "b.jpg");
  EXPECT_EQ(number(same, "offset"), static_cast<std::int64_t>(photo.size())) << "another person of the same unit";
  EXPECT_EQ(word(post("chi", "/uploads/" + word(same, "upload") + "/completion"), "evidence"), first);
  const auto stranger = begun("binh", photo, "c.jpg", "06637");
  EXPECT_EQ(number(stranger, "offset"), 0) << "a hash alone says nothing to whoever may not view it";
  EXPECT_EQ(word(post("binh", "/uploads/" + word(stranger, "upload") + "/completion"), "code"), "evidence.incomplete");
  const auto own = sent("binh", photo, "c.jpg", "06637");
  EXPECT_EQ(own.status, 200) << own.body;
  EXPECT_NE(word(own, "evidence"), first);
  EXPECT_EQ(count("evidence_file"), 1);
  EXPECT_EQ(count("evidence"), 2);
}

TEST_P(EvidenceTest, one_file_stands_behind_many_values) {
  const std::string id = word(sent("an", photo_of_doan_ket(), "a.jpg", "06001", {use()}), "evidence");
  const std::string path = "/" + id + "/uses";
  EXPECT_EQ(post("an", path, use("hall", "2025-11-30")).status, 200);
  const auto again = post("an", path, use("hall", "2025-11-30"));
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(count("evidence_use"), 2) << "a use that stands is not recorded again";
  json::object elsewhere = use();
  elsewhere["unit"] = "06637";
  EXPECT_EQ(post("an", path, elsewhere).status, 403);
  EXPECT_EQ(post("binh", path, elsewhere).status, 403) << "may not view it";
  EXPECT_EQ(post("chi", path, elsewhere).status, 200);
  EXPECT_EQ(ask("binh", "GET", "/" + id).status, 200) << "in use for their commune: they may view it";
  const auto listed = [&](const std::string& query) {
    const auto answer = ask("chi", "GET", "?" + query);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return told(answer)["evidence"].as_array().size();
  };
  EXPECT_EQ(listed("unit=06001"), 1U);
  EXPECT_EQ(listed("unit=06637"), 1U);
  EXPECT_EQ(listed("unit=06637&measure=water"), 1U);
  EXPECT_EQ(listed("unit=06637&measure=hall"), 0U);
  elsewhere["withdraw"] = true;
  EXPECT_EQ(post("chi", path, elsewhere).status, 200);
  EXPECT_EQ(word(post("chi", path, elsewhere), "code"), "evidence.no_use");
  EXPECT_EQ(listed("unit=06637"), 0U);
  EXPECT_EQ(ask("binh", "GET", "/" + id).status, 403);
  elsewhere["withdraw"] = false;
  EXPECT_EQ(post("chi", path, elsewhere).status, 200) << "and back again";
  EXPECT_EQ(listed("unit=06637&measure=water"), 1U);
  EXPECT_EQ(word(post("an", path, use("nothing")), "code"), "evidence.unknown_measure");
  EXPECT_EQ(word(post("an", path, use("water", "2026-01-01")), "code"), "evidence.future_day");
  EXPECT_EQ(word(post("an", path, use("water", "2025-06-30")), "code"), "evidence.unit_not_alive");
  EXPECT_EQ(post("an", path, {{"measure", "water"}}).status, 422);
  EXPECT_EQ(ask("chi", "GET", "").status, 400);
  EXPECT_EQ(ask("binh", "GET", "?unit=06001").status, 403);
}

TEST_P(EvidenceTest, a_unit_that_has_ended_is_named_by_its_day) {
  json::object body = announced("văn bản", "a.txt", "05998");
  EXPECT_EQ(word(post("an", "/uploads", body), "code"), "evidence.unknown_unit");
  body["as_of"] = "2024-06-30";
  const auto begin = post("an", "/uploads", body);
  ASSERT_EQ(begin.status, 200) << begin.body;
  const std::string upload = word(begin, "upload");
  put("an", upload, 0, "văn bản");
  const json::object uses{{"uses", json::array{use("water", "2024-06-30")}}};
  const auto done = post("an", "/uploads/" + upload + "/completion", uses);
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(ask("an", "GET", "?unit=05998&as_of=2024-06-30").status, 200);
}

TEST_P(EvidenceTest, a_list_goes_by_pages) {
  for (int i = 0; i < 5; ++i) ASSERT_EQ(sent("an", "tệp số " + std::to_string(i), "a.txt").status, 200);
  std::set<std::string> seen;
  std::string cursor;
  int pages = 0;
  do {
    const auto page = ask("an", "GET", "?unit=06001&limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(page.status, 200) << page.body;
    const json::object shown = told(page);
    for (const auto& one : shown.at("evidence").as_array()) seen.insert(std::string(one.at("evidence").as_string()));
    cursor = word(page, "next_cursor");
  } while (++pages < 9 && !cursor.empty());
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(seen.size(), 5U);
}

TEST_P(EvidenceTest, hostile_files_are_refused_in_words) {
  EXPECT_EQ(word(sent("an", "MZ chương trình", "anh.jpg"), "code"), "evidence.type_executable");
  EXPECT_EQ(word(sent("an", "<html><script>", "bao-cao.pdf"), "code"), "evidence.type_active");
  EXPECT_EQ(count("evidence"), 0);
  const std::string photo = photo_of_doan_ket();
  json::object lie = announced(photo, "a.jpg");
  lie["sha256"] = hex(sha256("khác"));
  const std::string upload = word(post("an", "/uploads", lie), "upload");
  put("an", upload, 0, photo);
  EXPECT_EQ(word(post("an", "/uploads/" + upload + "/completion"), "code"), "evidence.hash_differs");
  EXPECT_EQ(number(ask("an", "GET", "/uploads/" + upload), "offset"), 0) << "to be sent anew";
  const auto code = [&](const std::string& member, const json::value& value) {
    json::object body = announced(photo, "a.jpg");
    body[member] = value;
    return word(post("an", "/uploads", body), "code");
  };
  EXPECT_EQ(code("bytes", 4'000'001), "evidence.too_large");
  EXPECT_EQ(code("bytes", 0), "evidence.bad_length");
  EXPECT_EQ(code("sha256", "../../../../etc/passwd"), "evidence.bad_sha256");
  EXPECT_EQ(code("file_name", json::value(std::string(256, 'x'))), "evidence.bad_file_name");
  EXPECT_EQ(code("unit", "99999"), "evidence.unknown_unit");
  EXPECT_EQ(ask("an", "GET", "/uploads/..%2F..").status, 404);
}

TEST_P(EvidenceTest, limits_hold_and_old_uploads_are_forgotten) {
  std::string first;
  for (int i = 0; i < open_uploads_max; ++i) {
    const auto begin = begun("an", "bắt đầu " + std::to_string(i));
    ASSERT_EQ(begin.status, 200) << begin.body;
    if (i == 0) first = word(begin, "upload");
  }
  put("an", first, 0, "b");
  EXPECT_EQ(word(begun("an", "một tệp nữa"), "code"), "evidence.too_many_uploads");
  EXPECT_EQ(begun("chi", "một tệp nữa").status, 200) << "of each account";
  ASSERT_TRUE(database().execute("UPDATE evidence_upload SET expires_at = created_at WHERE id = ?", {first}));
  EXPECT_EQ(begun("an", "một tệp nữa").status, 200);
  EXPECT_EQ(ask("an", "GET", "/uploads/" + first).status, 404);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "uploads" / first));
}

TEST_P(EvidenceTest, a_measure_has_so_many_files) {
  const json::array both_days{use(), use("water", "2025-11-30")};
  for (std::int64_t others = 1; others < files_of_measure_max; ++others) {
    Evidence evidence;
    evidence.id = hex(random_bytes(16));
    evidence.event = 1;
    evidence.sha256 = hex(random_bytes(32));
    evidence.bytes = 1;
    evidence.unit = "06001@2025-07-01";
    ASSERT_TRUE(append_evidence(database(), evidence));
    ASSERT_TRUE(append_use(database(), evidence.id, {evidence.unit, "water", "2025-12-31", 1}, false));
  }
  EXPECT_EQ(sent("an", photo_of_doan_ket(), "a.jpg", "06001", both_days).status, 200) << "the last file, on two days";
  EXPECT_EQ(word(sent("an", "một tệp nữa", "a.txt", "06001", {use()}), "code"), "evidence.too_many_files");
  EXPECT_EQ(count("evidence"), files_of_measure_max) << "all or nothing";
  EXPECT_EQ(sent("an", "một tệp nữa", "a.txt", "06001", {use("hall")}).status, 200);
}

TEST_P(EvidenceTest, content_that_was_lost_is_said_and_can_be_sent_again) {
  const std::string photo = photo_of_doan_ket(), sha = hex(sha256(photo));
  const std::string id = word(sent("an", photo), "evidence");
  std::filesystem::remove(folder_ / sha.substr(0, 2) / sha.substr(2));
  EXPECT_EQ(word(ask("an", "GET", "/" + id + "/content"), "code"), "evidence.file_lost");
  for (const std::string account : {"an", "chi"}) {
    std::filesystem::remove(folder_ / sha.substr(0, 2) / sha.substr(2));
    EXPECT_EQ(word(sent(account, photo), "evidence"), id) << account;
    EXPECT_EQ(ask("an", "GET", "/" + id + "/content").body, photo) << account;
  }
}

INSTANTIATE_TEST_SUITE_P(EachStore, EvidenceTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::evidence
