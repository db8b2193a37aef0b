#include "programme/criteria/library_store.h"

#include "platform/storage/test_database.h"
#include "programme/criteria/confirm.h"
#include "programme/criteria/miniature_for_test.h"
#include "programme/criteria/register_library.h"

namespace luytre::criteria {
namespace {

class LibraryStoreTest : public storage::StoreTest {
 protected:
  access::Actor actor() const { return access::Actor::local_operator(); }

  LawRegistration registered(const std::vector<SourceText>& texts) {
    commands::Writer writer(database());
    const auto done = register_library(writer, database(), actor(), read_for_test(texts));
    if (!done) ADD_FAILURE() << full_message(done.error(), Language::en);
    return done.value_or(LawRegistration());
  }

  std::shared_ptr<const Library> loaded(audit::EventNumber known_at) {
    auto library = load_library(database(), known_at);
    if (!library) ADD_FAILURE() << full_message(library.error(), Language::en);
    return library ? *library : std::make_shared<const Library>();
  }

  Result<Confirmed> confirmed(ConfirmOrder order) {
    commands::Writer writer(database());
    return confirm(writer, actor(), order);
  }
};

TEST_P(LibraryStoreTest, registers_only_what_changed_and_answers_as_known) {
  EXPECT_TRUE(loaded(0)->sets.empty());
  const auto first = registered(miniature());
  EXPECT_EQ(first.changed, 3U);  // the set, the measures, the documents
  EXPECT_EQ(registered(miniature()).event, 0);
  const auto second = registered(miniature_with("mini/1/01-water.yaml", "\"50\"", "\"55\""));
  EXPECT_EQ(second.changed, 1U);
  EXPECT_EQ(second.sets, 1U);
  const auto value = [&](audit::EventNumber known_at) {
    return loaded(known_at)->sets.at(0).indicator("1.1")->rule.thresholds.at(0).value;
  };
  EXPECT_EQ(value(first.event), Decimal::of(50));
  EXPECT_EQ(value(second.event), Decimal::of(55));
  const CriteriaSet old = loaded(first.event)->sets.at(0);
  EXPECT_EQ(canonical_under(database(), old.id, old.hash).value(), old.canonical);
  EXPECT_EQ(old.hash, read_for_test(miniature()).sets.at(0).hash);
}

TEST_P(LibraryStoreTest, a_set_that_is_gone_is_withdrawn) {
  const auto first = registered(miniature());
  auto texts = miniature();
  std::erase_if(texts, [](const SourceText& text) { return text.path.starts_with("mini/"); });
  const auto second = registered(texts);
  EXPECT_TRUE(loaded(second.event)->sets.empty());
  EXPECT_EQ(loaded(first.event)->sets.size(), 1U);
}

TEST_P(LibraryStoreTest, refuses_faulty_law) {
  commands::Writer writer(database());
  const auto library = read_for_test(miniature_with("mini/1/set.yaml", "indicators: 5", "indicators: 7"));
  EXPECT_EQ(register_library(writer, database(), actor(), library).error().code, "criteria.faulty");
  EXPECT_TRUE(loaded(1'000)->sets.empty());
}

TEST_P(LibraryStoreTest, confirmation_binds_to_the_content_it_saw) {
  const auto first = registered(miniature());
  const auto event = confirmed({"mini/1", "1.1", "Nguyễn Văn An", "D1, trang 7", "", ""});
  ASSERT_TRUE(event) << full_message(event.error(), Language::en);
  const auto held = [](const Library& library) {
    const CriteriaSet& set = library.sets.at(0);
    return library.confirmation(set, *set.indicator("1.1"));
  };
  EXPECT_EQ(held(*loaded(first.event)), nullptr);
  ASSERT_NE(held(*loaded(event->event)), nullptr);
  EXPECT_EQ(held(*loaded(event->event))->confirmed_by, "Nguyễn Văn An");
  const auto again = confirmed({"mini/1", "1.1", "Nguyễn Văn An", "D1", "", ""});
  EXPECT_EQ(again.error().code, "criteria.already_confirmed");
  const auto edited = registered(miniature_with("mini/1/01-water.yaml", "\"50\"", "\"55\""));
  EXPECT_EQ(held(*loaded(edited.event)), nullptr);
}

TEST_P(LibraryStoreTest, confirmation_refuses_what_is_unknown) {
  registered(miniature());
  const auto code = [&](ConfirmOrder order) { return confirmed(std::move(order)).error().code; };
  EXPECT_EQ(code({"mini/9", "1.1", "An", "D1", "", ""}), "criteria.unknown_set");
  EXPECT_EQ(code({"mini/1", "9.9", "An", "D1", "", ""}), "criteria.unknown_indicator");
  EXPECT_EQ(code({"mini/1", "1.1", "An", "D9, trang 7", "", ""}), "criteria.unknown_document");
  EXPECT_EQ(code({"mini/1", "1.1", "  ", "D1", "", ""}), "criteria.no_confirmer");
  EXPECT_EQ(code({"mini/1", "1.1", "An", "D1", "", "20"}), "criteria.nothing_provincial");
}

TEST_P(LibraryStoreTest, the_whole_law_comes_back) {
  const auto done = registered(embedded_law());
  EXPECT_GE(loaded(done.event)->sets.size(), 13U);
}

INSTANTIATE_TEST_SUITE_P(EachStore, LibraryStoreTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::criteria
