// The law desk on both stores: propose, preview, decide, and what the verdicts become.
#include <gtest/gtest.h>

#include "platform/sheets/workbook.h"
#include "platform/sheets/write_workbook.h"
#include "platform/storage/test_database.h"
#include "programme/criteria/confirm.h"
#include "programme/criteria/miniature_for_test.h"
#include "programme/criteria/register_library.h"
#include "programme/judgement/evaluate.h"
#include "programme/law_desk/decide.h"
#include "programme/law_desk/form.h"
#include "programme/law_desk/law_desk_routes.h"
#include "programme/law_desk/open_points.h"
#include "programme/law_desk/preview.h"
#include "programme/law_desk/propose.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::law_desk {
namespace {

using engine::Outcome;
using observations::ObservedValue;

const access::Actor an = access::Actor::of_account("an");
const access::Actor binh = access::Actor::of_account("binh");
const Date day = Date::of(2025, 10, 1);
const std::string commune = "06637";

class LawDeskTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    writer_ = std::make_unique<commands::Writer>(
        database(), [](audit::EventNumber) {},
        [](storage::Database&, const access::Actor&, const access::Ask&) -> Result<commands::Permission> {
          return commands::Permission{};
        });
    ASSERT_TRUE(units::seed_reference(*writer_, access::Actor::local_operator(), "20"));
    registered(law());
  }

  // The miniature with one column, so that no attribute of the commune is needed.
  static std::vector<criteria::SourceText> law();

  void registered(const std::vector<criteria::SourceText>& texts) {
    const auto done = criteria::register_library(*writer_, database(), access::Actor::local_operator(),
                                                 criteria::read_for_test(texts));
    ASSERT_TRUE(done) << full_message(done.error(), Language::en);
  }

  audit::EventNumber head() { return audit::head(database())->number; }

  std::shared_ptr<const criteria::Library> law_at(audit::EventNumber known_at) {
    auto library = criteria::load_library(database(), known_at);
    if (!library) ADD_FAILURE() << full_message(library.error(), Language::en);
    return library ? *library : nullptr;
  }

  judgement::Materials materials(const std::string& share, audit::EventNumber known_at) {
    judgement::Materials made;
    made.units = *units::load_register(database(), head());
    made.library = law_at(known_at);
    made.titles = std::make_shared<const recognition::TitleRegister>();
    made.known_at = known_at;
    observations::PanelBuilder panel;
    observations::Observation value;
    value.key = {made.units->find(commune, day)->id.text(), "water", "", observations::Opinion::self, day};
    value.value = ObservedValue::of_share(*Decimal::parse(share), Decimal::of(100));
    value.source = "báo cáo";
    value.id = {1, 0};
    value.event = 1;
    panel.add(value);
    made.panel = std::move(panel).build(known_at);
    return made;
  }

  static judgement::Question question(const judgement::Materials& known) {
    judgement::Question asked;
    asked.set = "mini/1";
    asked.unit = known.units->find(commune, day)->id;
    asked.as_of = day;
    return asked;
  }

  Outcome outcome(const std::string& share, audit::EventNumber known_at) {
    const auto made = materials(share, known_at);
    const auto judged = judgement::evaluate(made, question(made));
    if (!judged) ADD_FAILURE() << full_message(judged.error(), Language::en);
    return judged ? judged->criteria.at(0).indicators.at(0).outcome : Outcome::not_assessed;
  }

  static ProposedRow row(const std::string& indicator, const std::string& value, Date from) {
    ProposedRow made;
    made.indicator = indicator;
    made.from = from;
    made.value = value;
    made.confidence = "sourced";
    made.document = "D1";
    made.locator = "Điều 1";
    return made;
  }

  Result<Proposal> proposed(const Wish& wish) { return propose(*writer_, an, *law_at(head()), wish); }
  Proposal good(const Wish& wish) {
    auto made = proposed(wish);
    if (!made) {
      ADD_FAILURE() << full_message(made.error(), Language::en);
      for (const Problem& cause : made.error().causes) ADD_FAILURE() << full_message(cause, Language::en);
    }
    return made.value_or(Proposal());
  }
  std::string decided(const access::Actor& by, const Proposal& proposal, ProposalState state, std::string reason = "") {
    const auto done = decide(*writer_, by, proposal, {state, std::move(reason)});
    return done ? "" : done.error().code;
  }

  std::unique_ptr<commands::Writer> writer_;
};

std::vector<criteria::SourceText> LawDeskTest::law() {
  auto texts = criteria::miniature_with("mini/1/set.yaml", "columns: { attribute: region, values: [N, S] }",
                                        "columns: { attribute: none }");
  for (auto& text : texts) {
    const auto cut = [&](const std::string& from, const std::string& to) {
      const auto at = text.bytes.find(from);
      if (at != std::string::npos) text.bytes.replace(at, from.size(), to);
    };
    cut("column_overrides:\n  - { when: { attribute: hard, is: \"true\" }, use: N, reference: { document: D1, locator: "
        "A "
        "}, confidence: sourced }\n",
        "column_overrides: []\n");
    cut("      - { class: S, from: 2021-01-01, value: \"80\", confidence: uncertain }\n", "");
    cut("      - { class: N, from: 2021-01-01, value: \"13\", confidence: sourced }\n", "");
    for (int i = 0; i < 2; ++i) cut("class: N", "class: all");
    cut("class: S", "class: all");
  }
  return texts;
}

TEST_P(LawDeskTest, what_is_previewed_is_what_becomes_law) {
  const auto before = head();
  EXPECT_EQ(outcome("45", before), Outcome::met);
  const Proposal proposal = good({"mini/1", "", {row("1.1", "60", Date::of(2025, 1, 1))}, {}});
  EXPECT_EQ(law_at(head())->sets.at(0).hash, law_at(before)->sets.at(0).hash) << "a proposal is no law";
  const auto shown = preview(materials("45", head()), proposal.amendment, day);
  ASSERT_TRUE(shown) << full_message(shown.error(), Language::en);
  ASSERT_EQ(shown->units_changed, 1U);
  EXPECT_EQ(shown->units.at(0).code, commune);
  ASSERT_EQ(shown->units.at(0).indicators.size(), 1U);
  const ChangedIndicator& changed = shown->units.at(0).indicators.at(0);
  EXPECT_EQ(changed.number, "1.1");
  EXPECT_EQ(changed.before, Outcome::met);
  EXPECT_EQ(changed.after, Outcome::not_met);
  EXPECT_EQ(changed.threshold_before, "40");
  EXPECT_EQ(changed.threshold_after, "60");

  EXPECT_EQ(decided(binh, proposal, ProposalState::approved), "");
  const auto judged = materials("45", head());
  const auto after = judgement::evaluate(judged, question(judged));
  ASSERT_TRUE(after);
  const Standing& promised = shown->units.at(0).after;
  EXPECT_EQ(after->outcome, promised.outcome);
  EXPECT_EQ(after->criteria_met, promised.criteria_met);
  EXPECT_EQ(after->criteria_by_outcome, promised.criteria_by_outcome);
  EXPECT_EQ(after->indicators_by_outcome, promised.indicators_by_outcome);
  EXPECT_EQ(outcome("59.99", head()), Outcome::not_met);
  EXPECT_EQ(outcome("60", head()), Outcome::met);
  EXPECT_EQ(outcome("60.01", head()), Outcome::met);
  EXPECT_EQ(outcome("45", before), Outcome::met) << "as known before";
  EXPECT_NE(law_at(head())->sets.at(0).hash, law_at(before)->sets.at(0).hash);
}

TEST_P(LawDeskTest, a_row_fills_what_was_unknown_and_leaves_the_open_points) {
  const auto open = [&] { return open_points(*law_at(head()), "mini/1", "")->unknown; };
  EXPECT_EQ(open(), 1);
  const Proposal proposal = good({"mini/1", "", {row("1.2", "9", Date::of(2021, 1, 1))}, {}});
  EXPECT_EQ(decided(binh, proposal, ProposalState::approved), "");
  EXPECT_EQ(open(), 0);
  const auto completed = law_at(head());
  const auto& thresholds = completed->sets.at(0).indicator("1.2")->rule.thresholds;
  ASSERT_EQ(thresholds.size(), 1U);
  EXPECT_EQ(thresholds.at(0).text, "9");
  const auto confirmed = criteria::confirm(*writer_, binh, {"mini/1", "1.2", "Bình", "D1, trang 2", "", ""});
  ASSERT_TRUE(confirmed) << full_message(confirmed.error(), Language::en);
  const auto library = law_at(head());
  EXPECT_NE(library->confirmation(library->sets.at(0), *library->sets.at(0).indicator("1.2")), nullptr);
}

TEST_P(LawDeskTest, a_second_person_decides_once) {
  const Wish wish{"mini/1", "", {row("1.1", "60", Date::of(2025, 1, 1))}, {}};
  const Proposal proposal = good(wish);
  EXPECT_EQ(decided(an, proposal, ProposalState::approved), "law_desk.second_person");
  EXPECT_EQ(decided(an, proposal, ProposalState::refused, "x"), "law_desk.second_person");
  EXPECT_EQ(decided(binh, proposal, ProposalState::refused, " "), "law_desk.reason_needed");
  EXPECT_EQ(decided(binh, proposal, ProposalState::withdrawn), "law_desk.only_proposer");
  EXPECT_EQ(find_proposal(database(), proposal.id())->state, ProposalState::waiting);
  EXPECT_EQ(decided(binh, proposal, ProposalState::refused, "sai số"), "");
  EXPECT_EQ(decided(binh, proposal, ProposalState::approved), "law_desk.settled");
  const auto kept = find_proposal(database(), proposal.id());
  EXPECT_EQ(kept->state, ProposalState::refused);
  EXPECT_EQ(kept->reason, "sai số");
  EXPECT_EQ(kept->decided_by, "account:binh");
  EXPECT_EQ(rows_of(*kept).at(0).value, "60");
  const Proposal second = good(wish);
  EXPECT_EQ(decided(an, second, ProposalState::withdrawn), "");
  EXPECT_TRUE(law_at(head())->amendments.empty());
  EXPECT_EQ(find_proposals(database(), "mini/1")->size(), 2U);
}

TEST_P(LawDeskTest, bad_rows_are_each_named_and_nothing_is_written) {
  const auto before = head();
  auto unknown_document = row("1.1", "60", Date::of(2025, 1, 1));
  unknown_document.document = "D9";
  auto confirmed = row("1.1", "61", Date::of(2025, 3, 1));
  confirmed.confidence = "confirmed";
  const auto refused =
      proposed({"mini/1",
                "",
                {row("9.9", "1", Date::of(2025, 1, 1)), unknown_document, row("1.1", "50", Date::of(2021, 1, 1)),
                 row("1.1", "101", Date::of(2025, 2, 1)), confirmed},
                {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "law_desk.faulty");
  std::map<std::string, std::string> named;
  for (const Problem& cause : refused.error().causes) named[cause.where] = cause.code;
  EXPECT_EQ(named["rows[0]"], "criteria.unknown_indicator");
  EXPECT_EQ(named["rows[1]"], "criteria.unknown_document");
  EXPECT_EQ(named["rows[2]"], "criteria.overlap");
  EXPECT_EQ(named["rows[3]"], "criteria.impossible_percent");
  EXPECT_EQ(named["rows[4]"], "criteria.self_confirmed");
  EXPECT_EQ(head(), before);
  EXPECT_TRUE(find_proposals(database(), "")->empty());
}

TEST_P(LawDeskTest, a_changed_national_text_makes_it_stale) {
  const Proposal approved = good({"mini/1", "", {row("1.1", "60", Date::of(2025, 1, 1))}, {}});
  const Proposal waiting = good({"mini/1", "", {row("1.1", "70", Date::of(2025, 6, 1))}, {}});
  EXPECT_EQ(decided(binh, approved, ProposalState::approved), "");
  registered(law());
  EXPECT_EQ(law_at(head())->amendments.size(), 1U);
  EXPECT_EQ(outcome("45", head()), Outcome::not_met) << "the same text again neither loses nor keeps it twice";
  auto texts = law();
  for (auto& text : texts) {
    if (const auto at = text.bytes.find("\"50\""); at != std::string::npos) text.bytes.replace(at, 4, "\"55\"");
  }
  registered(texts);
  const auto library = law_at(head());
  ASSERT_EQ(library->stale.size(), 1U);
  EXPECT_EQ(library->stale.at(0).proposal, approved.id());
  EXPECT_EQ(outcome("45", head()), Outcome::met);
  EXPECT_EQ(decided(binh, waiting, ProposalState::approved), "law_desk.stale");
  EXPECT_EQ(preview(materials("45", head()), waiting.amendment, day).error().code, "law_desk.stale");
}

TEST_P(LawDeskTest, a_value_is_taken_as_people_write_it_and_a_wrong_one_is_named_with_what_fits) {
  const auto from = Date::of(2025, 1, 1);
  const Proposal proposal = good({"mini/1", "", {row("1.1", " 60,5 %", from)}, {}});
  EXPECT_EQ(rows_of(proposal).at(0).value, "60.5");
  const auto fault = [&](const std::string& indicator, const std::string& value) {
    const auto refused = proposed({"mini/1", "", {row(indicator, value, from)}, {}});
    if (refused) return std::string("taken");
    return refused.error().causes.empty() ? refused.error().code : refused.error().causes.at(0).code;
  };
  EXPECT_EQ(fault("1.1", "sáu mươi"), "law_desk.value_number");
  EXPECT_EQ(fault("1.1", "1.000,5"), "law_desk.value_number");
  EXPECT_EQ(fault("1.1", "60.5"), "taken");
}

TEST_P(LawDeskTest, whoever_proposed_and_those_who_may_decide_are_told) {
  std::vector<std::string> told;
  const TellDeciders tell = [&](storage::Database&, const Proposal& waiting, const std::string&) -> Done {
    told.push_back(waiting.id());
    return {};
  };
  const auto notices = [&] { return database().query("SELECT message_code FROM notice ORDER BY id", {})->size(); };
  const Wish wish{"mini/1", "", {row("1.1", "60", Date::of(2025, 1, 1))}, {}};
  ASSERT_TRUE(propose(*writer_, an, *law_at(head()), wish, tell));
  EXPECT_EQ(told.size(), 1U);
  const auto proposal = good(wish);
  EXPECT_EQ(notices(), 0U);
  EXPECT_EQ(decided(binh, proposal, ProposalState::refused, "sai số trang"), "");
  EXPECT_EQ(notices(), 1U) << "the proposer learns of it";
}

TEST_P(LawDeskTest, a_province_is_stricter_by_its_own_decision) {
  auto stricter = row("1.1", "60", Date::of(2025, 1, 1));
  stricter.document = "12/QĐ-UBND";
  ProposedDocument document{"12/QĐ-UBND", "Quy định ngưỡng", "", "UBND tỉnh", "", Date::of(2024, 12, 1)};
  const auto before = law_at(head());
  const Proposal proposal = good({"mini/1", "20", {stricter}, document});
  EXPECT_EQ(preview(materials("45", head()), proposal.amendment, day)->units_changed, 1U);
  EXPECT_EQ(decided(binh, proposal, ProposalState::approved), "");
  const auto after = law_at(head());
  EXPECT_EQ(after->sets.at(0).hash, before->sets.at(0).hash);
  ASSERT_NE(after->layer("20", "mini/1"), nullptr);
  EXPECT_NE(after->document("12/QĐ-UBND"), nullptr);
  EXPECT_EQ(outcome("45", head()), Outcome::not_met);
  EXPECT_EQ(outcome("60", head()), Outcome::met);
  const auto own = [&] { return open_points(*law_at(head()), "mini/1", "20")->points.at(0).own; };
  ASSERT_EQ(own().size(), 1U);
  EXPECT_FALSE(own().at(0).is_confirmed);
  const auto confirmed = criteria::confirm(*writer_, binh, {"mini/1", "1.1", "Bình", "12/QĐ-UBND, Điều 1", "", "20"});
  EXPECT_TRUE(own().at(0).is_confirmed);
  EXPECT_TRUE(confirmed) << full_message(confirmed.error(), Language::en);
  document.subject_vi = "Khác";
  const auto other = proposed({"mini/1", "20", {row("1.1", "65", Date::of(2025, 2, 1))}, document});
  EXPECT_EQ(other.error().causes.at(0).code, "law_desk.document_differs");
}

TEST_P(LawDeskTest, the_real_law_can_be_completed) {
  registered(criteria::embedded_law());
  const auto library = law_at(head());
  int forms = 0;
  std::size_t filled = 0;
  for (const auto& set : library->sets) {
    const auto points = open_points(*library, set.id, "");
    ASSERT_TRUE(points);
    EXPECT_TRUE(form_of(*library, set.id, "")) << set.id;
    EXPECT_TRUE(form_of(*library, set.id, "20")) << set.id;
    ++forms;
    Wish wish{set.id, "", {}, {}};
    for (const OpenPoint& point : points->points) {
      for (const OpenRow& open : point.rows) {
        const auto* rule = set.rule(open.rule);
        const bool is_number = rule->kind == engine::RuleKind::at_least || rule->kind == engine::RuleKind::at_most;
        if (open.kind != OpenKind::unknown || !is_number) continue;
        auto made = row(open.rule, "1", *Date::parse(open.from));
        made.column = open.column;
        made.document = set.document;
        if (!open.year.empty()) made.year = std::atoi(open.year.c_str());
        wish.rows.push_back(made);
      }
    }
    if (wish.rows.empty()) continue;
    const auto checked = check_wish(*library, wish);
    ASSERT_TRUE(checked) << set.id << " " << full_message(checked.error(), Language::en);
    const auto amended = criteria::with_amendment(*library, *checked);
    ASSERT_TRUE(amended);
    const auto left = open_points(*amended, set.id, "");
    EXPECT_EQ(left->unknown, points->unknown - static_cast<int>(wish.rows.size())) << set.id;
    filled += wish.rows.size();
  }
  EXPECT_GE(forms, 13);
  EXPECT_GT(filled, 0U);
  auto asked = row("9.2", "80", Date::of(2025, 1, 1));
  asked.document = "318/QĐ-TTg";
  const Proposal proposal = good({"commune-ntm/2021-2025", "20", {asked}, {}});
  EXPECT_EQ(indicators_of(proposal), std::vector<std::string>{"commune-ntm/2021-2025 9.2"});
  good({"commune-ntm/2021-2025", "", {asked}, {}});
}

TEST_P(LawDeskTest, the_form_goes_out_and_comes_back) {
  const auto bytes = form_of(*law_at(head()), "mini/1", "");
  ASSERT_TRUE(bytes) << full_message(bytes.error(), Language::en);
  const auto empty = read_form(*bytes, "bieu.xlsx");
  ASSERT_TRUE(empty) << full_message(empty.error(), Language::en);
  EXPECT_EQ(empty->wish.set, "mini/1");
  EXPECT_TRUE(empty->wish.rows.empty()) << "nothing was filled in";

  const auto filled = [&](const std::string& first_day) {
    const auto workbook = *sheets::read_workbook(*bytes, "bieu.xlsx");
    sheets::WorkbookDraft draft;
    for (const sheets::Sheet& sheet : workbook.sheets) {
      sheets::SheetDraft copy;
      copy.name = sheet.name;
      for (std::size_t i = 0; i < sheet.rows.front().cells.size(); ++i) {
        copy.columns.push_back({std::string(sheet.rows.front().text(i))});
      }
      for (std::size_t i = 1; i < sheet.rows.size(); ++i) {
        auto& row = copy.rows.emplace_back();
        for (std::size_t at = 0; at < copy.columns.size(); ++at) row.emplace_back(sheet.rows[i].text(at));
        if (sheet.name != "Ngưỡng" || row.at(0) != "1.2") continue;
        row.at(6) = first_day;
        row.at(7) = "9";
        row.at(9) = "sourced";
        row.at(10) = "D1";
        row.at(11) = "Điều 3";
      }
      draft.sheets.push_back(std::move(copy));
    }
    return *sheets::write_workbook(draft);
  };
  const auto form = read_form(filled("2021-01-01"), "bieu.xlsx");
  ASSERT_TRUE(form) << full_message(form.error(), Language::en);
  ASSERT_EQ(form->wish.rows.size(), 1U);
  const Proposal proposal = good(form->wish);
  EXPECT_EQ(decided(binh, proposal, ProposalState::approved), "");
  EXPECT_EQ(open_points(*law_at(head()), "mini/1", "")->unknown, 0);

  const auto wrong = read_form(filled("hôm nay"), "bieu.xlsx");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, "law_desk.form_refused");
  EXPECT_EQ(wrong.error().causes.at(0).where.substr(0, 19), std::string("bieu.xlsx: Ngưỡng!G").substr(0, 19));
  const auto faulty_wish = proposed(form->wish);
  ASSERT_FALSE(faulty_wish);
  EXPECT_EQ(placed_in_form(faulty_wish.error(), *form).causes.at(0).where, form->places.at(0));
  EXPECT_EQ(read_form("x", "bieu.xlsx").error().code, "sheets.not_a_workbook");
}

TEST_P(LawDeskTest, over_http_from_the_open_point_to_the_decision) {
  http::Router router;
  router.set_doorkeeper([](http::Request& request) -> Done {
    if (const auto account = request.header("x-account"); !account.empty()) {
      request.actor = access::Actor::of_account(account);
    }
    return {};
  });
  add_law_desk_routes(router, {[&](std::optional<audit::EventNumber> known_at) -> Result<judgement::Materials> {
                                 return materials("45", known_at.value_or(head()));
                               },
                               [&](const auto& work) { return work(database()); }, *writer_,
                               [](const access::Viewer& viewer, const access::Ask&) {
                                 return viewer.is_signed_in() ? Done{} : refuse("access.not_signed_in");
                               },
                               [] { return day; }});
  const auto ask = [&](const std::string& account, const std::string& target, const std::string& body = "") {
    auto request = http::parse_target(target);
    request->method = body.empty() ? "GET" : "POST";
    request->body = body;
    if (!body.empty()) request->headers.emplace_back("content-type", "application/json");
    if (!account.empty()) request->headers.emplace_back("x-account", account);
    return router.answer(std::move(*request));
  };
  const auto open = ask("", "/api/v1/law/open-points?set=mini/1");
  EXPECT_EQ(open.status, 200) << open.body;
  EXPECT_EQ(parse_json(open.body)->at("unknown").as_int64(), 1);
  EXPECT_EQ(ask("", "/api/v1/law/proposals").status, 401);
  const std::string wish = R"({"set":"mini/1","rows":[{"indicator":"1.1","from":"2025-01-01","value":"60",)"
                           R"("confidence":"sourced","document":"D1","locator":"Điều 1"}]})";
  const auto tried = ask("an", "/api/v1/law/proposals?dry_run=true", wish);
  EXPECT_EQ(tried.status, 200) << tried.body;
  EXPECT_TRUE(find_proposals(database(), "")->empty());
  const auto made = ask("an", "/api/v1/law/proposals", wish);
  ASSERT_EQ(made.status, 200) << made.body;
  const std::string path = "/api/v1/law/proposals/" + std::string(parse_json(made.body)->at("proposal").as_string());
  EXPECT_EQ(ask("", path).status, 401);
  EXPECT_EQ(ask("binh", "/api/v1/law/proposals/999").status, 404);
  EXPECT_EQ(parse_json(ask("binh", path).body)->at("state").as_string(), "waiting");
  const auto shown = ask("binh", path + "/preview?as_of=2025-10-01").body;
  EXPECT_EQ(parse_json(shown)->at("units_changed").as_int64(), 1) << shown;
  EXPECT_EQ(ask("an", path + "/decision", R"({"decision":"approve"})").status, 403);
  EXPECT_EQ(ask("binh", path + "/decision", R"({"decision":"maybe"})").status, 422);
  const auto settled = ask("binh", path + "/decision", R"({"decision":"approve"})");
  EXPECT_EQ(settled.status, 200) << settled.body;
  EXPECT_EQ(parse_json(ask("binh", path + "/preview").body)->at("units_changed").as_int64(), 1) << "as before it";
  EXPECT_EQ(parse_json(ask("binh", "/api/v1/law/proposals?set=mini/1").body)->at("proposals").as_array().size(), 1U);
  const auto form = ask("", "/api/v1/law/form?set=mini/1");
  EXPECT_TRUE(sheets::looks_like_workbook(form.body));
  const auto bad = ask("an", "/api/v1/law/proposals", R"({"set":"mini/1","rows":[{"value":"1"},{"from":"x"}]})");
  EXPECT_EQ(bad.status, 422);
  EXPECT_NE(bad.body.find("rows[1]"), std::string::npos) << bad.body;
}

INSTANTIATE_TEST_SUITE_P(EachStore, LawDeskTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::law_desk
