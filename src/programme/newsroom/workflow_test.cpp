// The way of an article: the table alone, and articles walking it on each store.
#include <gtest/gtest.h>

#include <random>

#include "platform/storage/instant.h"
#include "platform/storage/test_database.h"
#include "programme/newsroom/article_store.h"
#include "programme/newsroom/correct_article.h"
#include "programme/newsroom/differences.h"
#include "programme/newsroom/figures_of_text.h"
#include "programme/newsroom/moment.h"
#include "programme/newsroom/preview_article.h"
#include "programme/newsroom/propose_change.h"
#include "programme/newsroom/settle_figure.h"
#include "programme/newsroom/take_step.h"
#include "programme/newsroom/write_articles.h"

namespace luytre::newsroom {
namespace {

constexpr long long now_ms = 1'760'000'000'000;
const std::string claim_id = "0198c0de-0000-7000-8000-000000000001";

TEST(Workflow, IsOneTable) {
  for (std::size_t at = 0; at < stages_count; ++at) {
    const auto stage = static_cast<Stage>(at);
    EXPECT_EQ(stage_named(name_of(stage)), stage);
    EXPECT_FALSE(moves_from(stage).empty()) << name_of(stage) << ": no article is ever stuck";
  }
  for (const Move& move : moves()) {
    EXPECT_EQ(move_of(move.from, move.step), &move) << "no step leads two ways";
    EXPECT_TRUE(std::string_view(move.act).starts_with("news."));
    // Before publication every step back says why, and only what was approved is published.
    if (is_at_work(move.from) && move.to < move.from) {
      EXPECT_TRUE(move.needs_reason);
    }
    if (move.step == Step::publish) {
      EXPECT_EQ(move.from, Stage::approved);
    }
    if (move.to == Stage::approved || move.step == Step::publish) {
      EXPECT_TRUE(move.not_by_writer);
    }
  }
  EXPECT_EQ(move_of(Stage::draft, Step::publish), nullptr);
  EXPECT_EQ(steps_possible(Stage::edited), "check_figures, return");
}

TEST(Workflow, PutsAChangedArticleBackBeforeTheCheckItConcerns) {
  Touched figures, words, pictures, details;
  figures.figures = figures.words = true;
  words.words = true;
  pictures.pictures = true;
  details.details = true;
  struct Case {
    Stage at;
    Touched touched;
    Stage back;
  };
  const std::vector<Case> cases = {
      {Stage::draft, figures, Stage::draft},
      {Stage::edited, figures, Stage::edited},
      {Stage::approved, figures, Stage::edited},
      {Stage::approved, words, Stage::fact_checked},
      {Stage::privacy_checked, pictures, Stage::fact_checked},
      {Stage::fact_checked, words, Stage::fact_checked},
      {Stage::approved, details, Stage::privacy_checked},
      {Stage::fact_checked, details, Stage::fact_checked},
      {Stage::published, figures, Stage::published},
      {Stage::archived, words, Stage::archived},
      {Stage::approved, {}, Stage::approved},
  };
  for (const Case& one : cases) EXPECT_EQ(fallen_back(one.at, one.touched), one.back) << name_of(one.at);
}

TEST(Moment, IsReadInVietnamsTime) {
  EXPECT_EQ(*read_moment("2026-12-01T07:00"), "2026-12-01T00:00:00.000000Z");
  EXPECT_EQ(*read_moment("2026-12-01 07:00:30"), "2026-12-01T00:00:30.000000Z");
  EXPECT_EQ(*read_moment("2026-12-01T07:00:00.123Z"), "2026-12-01T07:00:00.000000Z");
  EXPECT_EQ(*read_moment("2026-12-01T07:00-02:30"), "2026-12-01T09:30:00.000000Z");
  for (const char* wrong :
       {"", "2026-12-01", "2026-13-01T00:00", "2026-12-01T25:00", "2026-12-01T07:00+7", "2999-01-01T00:00", "mai"})
    EXPECT_EQ(read_moment(wrong).error().code, "news.bad_instant") << wrong;
  EXPECT_EQ(short_moment("2026-12-01T00:00:00.000000Z"), "2026-12-01T00:00:00Z");
}

TEST(Differences, TellWordsAddedAndTakenAway) {
  const auto told = differences("Có 5 xã đạt.\n\nGiữ nguyên.\n\nBỏ đoạn này.", "Có 6 xã đạt chuẩn.\n\nGiữ nguyên.");
  ASSERT_EQ(told.size(), 3U);
  EXPECT_TRUE(told[0].is_changed);
  std::string removed, added, after;
  for (const WordRun& run : told[0].words) {
    if (run.change == WordChange::removed) removed += run.text;
    if (run.change == WordChange::added) added += run.text;
    if (run.change != WordChange::removed) after += run.text;
  }
  EXPECT_EQ(removed, "5 đạt.");
  EXPECT_EQ(added, "6 đạt chuẩn.");
  EXPECT_EQ(after, "Có 6 xã đạt chuẩn.") << "what stays and what came is the new text";
  EXPECT_EQ(told[1].change, WordChange::same);
  EXPECT_EQ(told[2].change, WordChange::removed);
  EXPECT_TRUE(differences("", "").empty());
}

TEST(Differences, HaveALimit) {
  std::string a, b;
  for (int word = 0; word < 5'000; ++word) {
    a += "a" + std::to_string(word) + " ";
    b += "b" + std::to_string(word) + " ";
  }
  const auto told = differences(a, b);
  ASSERT_EQ(told.size(), 2U) << "too long to be compared word by word: one went, one came";
  EXPECT_NE(told[0].change, WordChange::same);
  EXPECT_NE(told[1].change, WordChange::same);
}

TEST(FiguresOfText, AreOpenUntilSomebodySettlesThem) {
  Article article;
  article.title = "Tin";
  article.lead = "Cả tỉnh có 84 xã đạt chuẩn, trong đó 12 xã nâng cao.";
  article.body = "Có {{claim:" + claim_id + "|84 xã}} và [trang](https://example.vn/106 xã).";
  const auto words = [&](const std::vector<const DraftFigure*>& recorded) {
    std::string open;
    for (const TextFigure& one : open_figures(article, recorded)) open += one.part + ":" + one.figure.text + ";";
    return open;
  };
  EXPECT_EQ(words({}), "lead:84 xã;lead:12 xã;") << "bound ones and addresses of links are none";
  DraftFigure quoted;
  quoted.position = 1;
  quoted.text = "12 xã";
  quoted.state = FigureState::quoted;
  EXPECT_EQ(words({&quoted}), "lead:84 xã;");
  DraftFigure unbound = quoted;
  unbound.state = FigureState::bound;
  unbound.claim = claim_id;
  EXPECT_EQ(words({&unbound}), "lead:12 xã;lead:84 xã;") << "its binding is not in the text any more";
  const auto all = figures_of_text(article, {});
  for (const TextFigure& one : all) {
    const std::string& part = one.part == "lead" ? article.lead : article.body;
    if (one.figure.state == FigureState::drafted) {
      EXPECT_EQ(part.substr(one.begin, one.end - one.begin), one.figure.text);
    }
  }
}

class WorkflowTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    storage::StoreTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    writer_ = std::make_unique<commands::Writer>(
        database(), std::function<void(audit::EventNumber)>(),
        [](storage::Database&, const access::Actor&, const access::Ask&) -> Result<commands::Permission> {
          return commands::Permission{};
        });
  }

  std::shared_ptr<const ArticleRegister> articles(long long clock_ms = 0) {
    const Clock clock = clock_ms == 0 ? system_clock() : Clock([clock_ms] { return clock_ms; });
    auto loaded = load_articles(database(), audit::head(database())->number, clock);
    EXPECT_TRUE(loaded) << full_message(loaded.error(), Language::en);
    return loaded ? *loaded : nullptr;
  }
  const Article& newest() {
    known_ = articles();
    return *known_->with_id(id_.text());
  }

  void write(const std::string& title, const std::string& lead) {
    ArticleDraft draft;
    draft.article.title = title;
    draft.article.lead = lead;
    const auto recorded = record_articles(*writer_, writer_person_, {draft}, "", now_ms);
    ASSERT_TRUE(recorded) << full_message(recorded.error(), Language::en);
    id_ = recorded->ids.at(0);
  }

  StepOrder order_of(Step step) const {
    StepOrder order;
    order.step = step;
    order.privacy = {"none", "", "none", ""};
    order.today = Date::of(2025, 11, 20);
    return order;
  }
  Result<Written> take(const StepOrder& order, const access::Actor& actor, const std::string& reason = "") {
    commands::Asked asked(actor);
    asked.reason = reason;
    return take_step(*writer_, asked, newest(), order);
  }
  void walk_to(Stage stage) {
    for (const Step step : {Step::edit, Step::check_figures, Step::check_privacy, Step::approve, Step::publish}) {
      if (newest().stage == stage) return;
      const auto taken = take(order_of(step), chief_);
      ASSERT_TRUE(taken) << name_of(step) << ": " << full_message(taken.error(), Language::en);
    }
  }
  std::string code_of(const Result<Written>& result) { return result ? "" : result.error().code; }

  std::unique_ptr<commands::Writer> writer_;
  ArticleId id_;
  std::shared_ptr<const ArticleRegister> known_;
  const access::Actor writer_person_ = access::Actor::of_account("an"), chief_ = access::Actor::of_account("chi");
};

TEST_P(WorkflowTest, GoesThroughEachStageOnce) {
  write("Bài", "Không có số.");
  EXPECT_EQ(code_of(take(order_of(Step::publish), chief_)), "news.step_out_of_order");
  EXPECT_EQ(code_of(take(order_of(Step::check_privacy), chief_)), "news.step_out_of_order");
  walk_to(Stage::published);
  EXPECT_EQ(newest().status, ArticleStatus::published);
  EXPECT_EQ(newest().date, Date::of(2025, 11, 20));
  EXPECT_EQ(known_->steps(id_.text()).size(), 5U);
  EXPECT_EQ(code_of(take(order_of(Step::edit), chief_)), "news.step_out_of_order");
  EXPECT_EQ(code_of(take(order_of(Step::withdraw), chief_, "nhầm")), "news.already_readable");
  EXPECT_EQ(code_of(take(order_of(Step::archive), chief_)), "news.no_reason");
  ASSERT_TRUE(take(order_of(Step::archive), chief_, "tin cũ"));
  EXPECT_EQ(newest().stage, Stage::archived);
  EXPECT_NE(known_->published("bai"), nullptr) << "kept and findable";
  EXPECT_EQ(known_->public_log(id_.text()).back().note, "tin cũ");
}

TEST_P(WorkflowTest, AsksForEachFigure) {
  write("Bài", "Có 84 xã đạt chuẩn và 12 xã nâng cao; báo cáo nêu 106 xã.");
  walk_to(Stage::edited);
  auto refused = take(order_of(Step::check_figures), chief_);
  ASSERT_EQ(code_of(refused), "news.figures_open");
  EXPECT_EQ(refused.error().causes.size(), 3U);
  EXPECT_EQ(refused.error().arguments.at(1).second, "3");
  EXPECT_EQ(code_of(settle_figure(*writer_, chief_, id_, 0, "99 xã", {FigureState::not_statistic, "", "", ""})),
            "news.words_gone");
  EXPECT_EQ(code_of(settle_figure(*writer_, chief_, id_, 0, "106 xã", {FigureState::quoted, "", "", ""})),
            "news.quote_without_source");
  ASSERT_TRUE(settle_figure(*writer_, chief_, id_, 0, "106 xã", {FigureState::quoted, "", "báo cáo 12", ""}));
  ASSERT_TRUE(settle_figure(*writer_, chief_, id_, 0, "12 xã", {FigureState::not_statistic, "", "", ""}));
  const auto bound = settle_figure(*writer_, chief_, id_, 0, "84 xã", {FigureState::bound, claim_id, "", ""});
  ASSERT_TRUE(bound) << full_message(bound.error(), Language::en);
  EXPECT_FALSE(bound->fell_back) << "nothing was checked yet";
  EXPECT_EQ(bound->version, 2);
  ASSERT_TRUE(take(order_of(Step::check_figures), chief_));
  EXPECT_FALSE(has_written(*known_, id_, "account:chi")) << "who binds has not written";
  // A word more is the privacy check's, a figure more the fact check's again.
  ASSERT_TRUE(take(order_of(Step::check_privacy), chief_));
  Article changed = newest();
  changed.body = "Một câu thêm.";
  auto revised = revise_draft(*writer_, writer_person_, changed);
  ASSERT_TRUE(revised) << full_message(revised.error(), Language::en);
  ASSERT_TRUE(revised->fell_back);
  EXPECT_EQ(revised->fell_back->to, Stage::fact_checked);
  EXPECT_EQ(newest().stage, Stage::fact_checked);
  changed = newest();
  changed.body = "Một câu thêm với 7 xã.";
  revised = revise_draft(*writer_, writer_person_, changed);
  ASSERT_TRUE(revised && revised->fell_back);
  EXPECT_EQ(revised->fell_back->why, "figures");
  EXPECT_EQ(newest().stage, Stage::edited);
  EXPECT_EQ(take(order_of(Step::check_figures), chief_).error().causes.size(), 1U);
}

TEST_P(WorkflowTest, AnswersForPeopleAndSecrets) {
  write("Bài", "Không có số.");
  walk_to(Stage::fact_checked);
  StepOrder order = order_of(Step::check_privacy);
  const std::vector<PrivacyAnswers> unanswered = {
      {"", "", "none", ""}, {"none", "", "", ""}, {"identifiable", "", "none", ""}, {"crowd", "", "cleared", ""}};
  for (const PrivacyAnswers& answers : unanswered) {
    order.privacy = answers;
    EXPECT_EQ(code_of(take(order, chief_)), "news.privacy_unanswered");
  }
  order.privacy = {"identifiable", "phiếu đồng ý số 3", "cleared", "Bộ chỉ huy cho phép"};
  ASSERT_TRUE(take(order, chief_));
  EXPECT_NE(articles()->steps(id_.text()).back()->answers.find("phiếu đồng ý"), std::string::npos);
}

TEST_P(WorkflowTest, ShowsAnArticleWhenItsInstantHasCome) {
  write("Hẹn giờ", "Không có số.");
  walk_to(Stage::approved);
  StepOrder order = order_of(Step::publish);
  order.visible_from = "2190-01-01T00:00:00.000000Z";
  ASSERT_TRUE(take(order, chief_));
  const long long before = storage::parse_instant("2189-12-31T23:59:59.000000Z").value() / 1000;
  const long long after = storage::parse_instant("2190-01-01T00:00:00.000000Z").value() / 1000;
  EXPECT_TRUE(articles(before)->page(std::nullopt).articles.empty());
  EXPECT_EQ(articles(before)->published("hen-gio"), nullptr);
  EXPECT_EQ(articles(before)->drafts().size(), 1U);
  EXPECT_EQ(articles(before)->next_change_ms(), after);
  EXPECT_TRUE(articles(before)->public_log(id_.text()).empty());
  EXPECT_EQ(articles(after)->page(std::nullopt).articles.size(), 1U);
  EXPECT_EQ(articles(after)->published("hen-gio")->date, Date::of(2190, 1, 1)) << "the day of its instant in Vietnam";
  EXPECT_FALSE(articles(after)->next_change_ms());
  Article changed = newest();
  EXPECT_EQ(code_of(correct_article(*writer_, chief_, changed, "sửa")), "news.not_yet_readable");
  EXPECT_EQ(code_of(revise_draft(*writer_, writer_person_, changed)), "news.already_published");
  EXPECT_EQ(code_of(take(order_of(Step::withdraw), chief_)), "news.no_reason");
  ASSERT_TRUE(take(order_of(Step::withdraw), chief_, "chưa được phép"));
  EXPECT_EQ(newest().stage, Stage::privacy_checked);
  EXPECT_TRUE(articles(after)->public_versions(id_.text()).empty()) << "taken back before its instant: never public";
}

TEST_P(WorkflowTest, HonoursAnEmbargo) {
  write("Cấm đăng", "Không có số.");
  Article changed = newest();
  changed.embargo_until = "2190-01-01T00:00:00.000000Z";
  ASSERT_TRUE(revise_draft(*writer_, writer_person_, changed));
  walk_to(Stage::approved);
  StepOrder order = order_of(Step::publish);
  order.visible_from = "2189-01-01T00:00:00.000000Z";
  EXPECT_EQ(code_of(take(order, chief_)), "news.embargo");
  order.visible_from.clear();
  ASSERT_TRUE(take(order, chief_));
  EXPECT_EQ(newest().visible_from, "2190-01-01T00:00:00.000000Z");
}

TEST_P(WorkflowTest, KeepsTheValueOfTheDayOfPublication) {
  write("Bài", "Có {{claim:" + claim_id + "}} đạt.");
  walk_to(Stage::approved);
  StepOrder order = order_of(Step::publish);
  order.frozen = {{claim_id, "84 xã", "84", "175", "", "2025-06-30", 7}};
  ASSERT_TRUE(take(order, chief_));
  EXPECT_EQ(newest().lead, "Có {{claim:" + claim_id + "|84 xã}} đạt.");
  ASSERT_EQ(newest().frozen.size(), 1U);
  EXPECT_EQ(newest().frozen[0].denominator, "175");
  Article changed = newest();
  changed.title = "Bài đã sửa";
  EXPECT_EQ(code_of(update_article(*writer_, chief_, changed, "")), "news.no_correction");
  ASSERT_TRUE(
      correct_article(*writer_, chief_, changed, "tên", {{claim_id, "86 xã", "86", "175", "", "2025-06-30", 9}}));
  EXPECT_EQ(newest().frozen[0].value, "84 xã") << "a later record does not change what was published";
  changed = newest();
  changed.body = "Thêm 3 xã.";
  EXPECT_EQ(code_of(update_article(*writer_, chief_, changed, "thêm")), "news.figures_open");
  ASSERT_TRUE(settle_figure(*writer_, chief_, id_, 0, "3 xã", {FigureState::quoted, "", "báo cáo", ""}));
  ASSERT_TRUE(update_article(*writer_, chief_, changed, "thêm kết quả"));
  EXPECT_EQ(newest().stage, Stage::updated);
  EXPECT_EQ(newest().correction, "tên") << "what was corrected stays told";
  const auto log = articles()->public_log(id_.text());
  ASSERT_EQ(log.size(), 3U);
  EXPECT_EQ(log[1].kind + log[1].note + log[1].parts.at(0), "correctedtêntitle");
  EXPECT_EQ(log[2].kind + log[2].note + log[2].parts.at(0), "updatedthêm kết quảbody");
}

TEST_P(WorkflowTest, TellsWhatChangedSinceTheVersionThatIsExpected) {
  write("Bài", "Một.");
  Article changed = newest();
  changed.lead = "Hai.";
  ASSERT_TRUE(revise_draft(*writer_, writer_person_, changed, "", 1));
  changed.lead = "Ba.";
  const auto refused = revise_draft(*writer_, writer_person_, changed, "", 1);
  ASSERT_EQ(code_of(refused), "news.version_conflict");
  ASSERT_EQ(refused.error().causes.size(), 1U);
  EXPECT_EQ(refused.error().causes[0].arguments[1].second, "lead");
  EXPECT_EQ(newest().lead, "Hai.");
  changed = newest();
  EXPECT_EQ(revise_draft(*writer_, writer_person_, changed, "", 2)->event, 0) << "nothing new";
}

TEST_P(WorkflowTest, LetsADraftBeReadByALinkUntilItEnds) {
  write("Bài", "Một.");
  const NewPreview preview = new_preview(now_ms, 24);
  ASSERT_TRUE(make_preview(*writer_, writer_person_, id_, preview, {}));
  EXPECT_EQ(code_of(make_preview(*writer_, chief_, id_, new_preview(now_ms, 1), {})), "news.unknown")
      << "not theirs, and no role was asked";
  EXPECT_EQ((*articles(now_ms)->preview(preview.token))->id, id_);
  EXPECT_EQ(articles(now_ms)->preview(preview.token + "0").error().code, "news.preview_unknown");
  EXPECT_EQ(articles(now_ms + 24 * 3'600'000LL)->preview(preview.token).error().code, "news.preview_expired");
  ASSERT_TRUE(revoke_preview(*writer_, writer_person_, id_, preview.id, {}));
  EXPECT_EQ(articles(now_ms)->preview(preview.token).error().code, "news.preview_expired");
  const auto events = audit::list_events(database(), 0, 100);
  for (const auto& event : *events)
    EXPECT_EQ(event.payload.value_or("").find(preview.token), std::string::npos) << "the token is kept nowhere";
}

TEST_P(WorkflowTest, LetsOnePersonWriteACorrectionAndAnotherReleaseIt) {
  write("Bài", "Một.");
  Article changed = newest();
  changed.lead = "Hai.";
  EXPECT_EQ(code_of(propose_change(*writer_, writer_person_, changed, Step::correct, "sai số", now_ms)),
            "news.not_published");
  walk_to(Stage::published);
  changed = newest();
  EXPECT_EQ(code_of(propose_change(*writer_, writer_person_, changed, Step::correct, "sai", now_ms)),
            "news.nothing_changed");
  changed.lead = "Hai.";
  EXPECT_EQ(code_of(propose_change(*writer_, writer_person_, changed, Step::correct, "", now_ms)),
            "news.no_correction");
  ASSERT_TRUE(propose_change(*writer_, writer_person_, changed, Step::correct, "sai số", now_ms));
  EXPECT_EQ(newest().lead, "Một.") << "what waits changes nothing";
  const std::string proposal = known_->proposals(id_.text()).at(0)->id;
  const auto decide = [&](const access::Actor& actor, bool is_taken) {
    return code_of(decide_proposal(*writer_, actor, id_, proposal, is_taken, {}));
  };
  EXPECT_EQ(decide(writer_person_, true), "news.second_person");
  EXPECT_EQ(decide(chief_, false), "news.no_reason");
  changed.title = "Bài khác";
  changed.lead = "Một.";
  ASSERT_TRUE(update_article(*writer_, chief_, changed, "tên"));
  EXPECT_EQ(decide(chief_, true), "news.version_conflict") << "the text has changed since";
  changed = newest();
  changed.lead = "Hai.";
  ASSERT_TRUE(propose_change(*writer_, writer_person_, changed, Step::correct, "sai số", now_ms + 1));
  const std::string second = articles()->proposals(id_.text()).at(1)->id;
  ASSERT_TRUE(decide_proposal(*writer_, chief_, id_, second, true, {}));
  EXPECT_EQ(newest().lead + newest().correction, "Hai.sai số");
  EXPECT_EQ(newest().author, "account:an") << "the text is whose it is";
  EXPECT_EQ(code_of(decide_proposal(*writer_, chief_, id_, second, true, {})), "news.proposal_settled");
}

// Whatever is tried in whatever order, an article is only ever where the table leads.
TEST_P(WorkflowTest, ReachesNothingThatTheTableDoesNotAllow) {
  std::mt19937 random(20261127);
  write("Bài", "Có 84 xã đạt chuẩn.");
  const std::vector<access::Actor> people = {writer_person_, chief_};
  int moved = 0;
  for (int turn = 0; turn < 500; ++turn) {
    const Article before = newest();
    const auto step = static_cast<Step>(random() % steps_count);
    const access::Actor& actor = people[random() % people.size()];
    const bool has_reason = random() % 4 != 0;
    const auto change = random() % 12;
    Result<Written> done = Written{};
    std::optional<Stage> allowed;
    if (change == 0) {
      Article changed = before;
      changed.lead += random() % 2 == 0 ? " Thêm chữ." : " Thêm 5 xã.";
      done = revise_draft(*writer_, writer_person_, changed);
      if (done) allowed = done->fell_back ? done->fell_back->to : before.stage;
      EXPECT_EQ(done.has_value(), before.status == ArticleStatus::draft);
    } else if (change == 1) {
      const auto open = open_figures(before, known_->figures(id_.text()));
      if (open.empty()) continue;
      done =
          settle_figure(*writer_, chief_, id_, 0, open.front().figure.text, {FigureState::not_statistic, "", "", ""});
      if (done) allowed = done->fell_back ? done->fell_back->to : before.stage;
    } else if (step == Step::update || step == Step::correct) {
      Article changed = before;
      changed.lead += " Và nữa.";
      const auto open = step == Step::update ? update_article : correct_article;
      done = open(*writer_, actor, changed, has_reason ? "vì sao" : "", {}, std::nullopt);
      const Move* move = move_of(before.stage, step);
      if (done) {
        ASSERT_NE(move, nullptr);
        allowed = move->to;
      }
    } else {
      done = take(order_of(step), actor, has_reason ? "vì sao" : "");
      const Move* move = move_of(before.stage, step);
      if (done) {
        ASSERT_NE(move, nullptr) << name_of(step) << " at " << name_of(before.stage);
        EXPECT_TRUE(has_reason || !move->needs_reason);
        EXPECT_FALSE(move->not_by_writer && actor.name == writer_person_.name);
        allowed = move->to;
      }
    }
    const Stage after = newest().stage;
    EXPECT_EQ(after, done ? *allowed : before.stage);
    EXPECT_EQ(newest().status == ArticleStatus::draft, is_at_work(after)) << "public is what the stage says";
    EXPECT_EQ(known_->published(before.slug) != nullptr, !is_at_work(after));
    moved += after != before.stage ? 1 : 0;
    if (after == Stage::archived)
      write("Bài " + std::to_string(turn), "Có 84 xã đạt chuẩn, lần " + std::to_string(turn));
  }
  EXPECT_GT(moved, 20);
}

INSTANTIATE_TEST_SUITE_P(EachStore, WorkflowTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::newsroom
