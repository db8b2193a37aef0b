// The law that travels in the program: it checks clean, and its counts are the law's own.
#include <gtest/gtest.h>

#include "base/messages.h"
#include "programme/criteria/check.h"
#include "programme/criteria/library.h"

namespace luytre::criteria {
namespace {

const Library& law() {
  static const Library library = [] {
    auto read = read_library(embedded_law());
    if (!read) ADD_FAILURE() << full_message(read.error(), Language::en);
    return read ? std::move(*read) : Library();
  }();
  return library;
}

TEST(RealLaw, checks_clean) {
  for (const Problem& problem : check(law())) ADD_FAILURE() << message(problem, Language::en);
}

TEST(RealLaw, counts_are_the_decrees) {
  struct Count {
    const char* set;
    int criteria;
    int indicators;
  };
  for (const Count& count : {Count{"commune-ntm/2021-2025", 19, 57}, Count{"commune-ntm-advanced/2021-2025", 19, 75},
                             Count{"commune-ntm/2016-2020", 19, 49}, Count{"commune-ntm/2013-2016", 19, 39},
                             Count{"commune-ntm/2009-2013", 19, 39}}) {
    const CriteriaSet* set = law().set(count.set);
    ASSERT_NE(set, nullptr) << count.set;
    EXPECT_EQ(set->criteria_counted(), count.criteria) << count.set;
    EXPECT_EQ(set->indicators_counted(), count.indicators) << count.set;
  }
}

// Read from its canonical JSON, a set has the same content and the same hash.
TEST(RealLaw, canonical_form_reads_back_unchanged) {
  std::vector<SourceText> texts;
  for (SourceText& text : embedded_law()) {
    if (text.path.starts_with("measures") || text.path.starts_with("documents")) texts.push_back(std::move(text));
  }
  for (const CriteriaSet& set : law().sets) texts.push_back({set.id + ".json", set.canonical, {}});
  const auto again = read_library(texts);
  ASSERT_TRUE(again) << full_message(again.error(), Language::en);
  ASSERT_EQ(again->sets.size(), law().sets.size());
  for (std::size_t i = 0; i < law().sets.size(); ++i) {
    EXPECT_EQ(again->sets[i].hash, law().sets[i].hash) << law().sets[i].id;
    EXPECT_EQ(again->sets[i].canonical, law().sets[i].canonical);
  }
  EXPECT_TRUE(check(*again).empty());
}

}  // namespace
}  // namespace luytre::criteria
