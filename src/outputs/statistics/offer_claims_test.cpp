// What is offered for a figure in a text, and what the guard says of the text: on a register made by hand.
#include "outputs/statistics/offer_claims.h"

#include <gtest/gtest.h>

#include "outputs/statistics/check_figures.h"

namespace luytre::statistics {
namespace {

Claim claim_of(const std::string& id, const std::string& definition, const std::string& place, Date as_of) {
  Claim claim;
  claim.id = ClaimId(id);
  claim.definition = definition;
  claim.place = place;
  claim.as_of = as_of;
  claim.status = ClaimStatus::published;
  return claim;
}

Claim share_of(const std::string& id, const std::string& place, Date as_of, int part, std::optional<int> whole,
               const std::string& printed) {
  Claim claim = claim_of(id, "share_of_all_communes", place, as_of);
  claim.numerator = Decimal::of(part);
  if (whole) claim.denominator = Decimal::of(*whole);
  claim.printed = printed;
  return claim;
}

ClaimRegister known_claims() {
  std::vector<Claim> claims;
  claims.push_back(share_of("october", "VN", Date::of(2022, 10, 31), 5860, 8225, "71.3"));
  claims.push_back(share_of("november", "VN", Date::of(2022, 11, 30), 5869, 8225, "71.4"));
  claims.push_back(share_of("province", "20", Date::of(2022, 10, 31), 65, 181, "35.9"));
  claims.push_back(share_of("draft", "VN", Date::of(2022, 10, 31), 5860, 8225, "71.3"));
  claims.back().status = ClaimStatus::draft;
  claims.push_back(share_of("corrected", "VN", Date::of(2022, 10, 31), 5860, 8220, "71.3"));
  claims.back().status = ClaimStatus::corrected;
  claims.push_back(claim_of("advanced", "advanced_communes", "VN", Date::of(2022, 10, 31)));
  claims.back().numerator = Decimal::of(925);
  return ClaimRegister(std::move(claims), *Definitions::load(), 7);
}

newsroom::Inspection read(const std::string& text) {
  const newsroom::InspectionFrame frame{};
  return newsroom::inspect(text, frame, newsroom::UnitNames(frame));
}

std::vector<std::string> ids(const std::vector<Offer>& offers) {
  std::vector<std::string> found;
  for (const Offer& offer : offers) found.push_back(offer.claim->id.text());
  return found;
}

TEST(Offers, PutTheSameFigureOfThatPlaceAndDayFirst) {
  WrittenFigure figure;
  figure.definition = "recognised_communes";
  figure.unit = "xã";
  figure.value = Decimal::of(5860);
  figure.percent = *Decimal::parse("71.3");
  figure.place = "VN";
  figure.day = Date::of(2022, 10, 31);
  const ClaimRegister claims = known_claims();
  const auto offers = offer_claims(claims, {figure}).at(0);
  EXPECT_EQ(ids(offers), (std::vector<std::string>{"october", "november", "province", "corrected"}));
  std::vector<std::string> why;
  for (const Reason& reason : offers[0].why) why.push_back(reason.code);
  EXPECT_EQ(why, (std::vector<std::string>{"news.offer.definition", "news.offer.value", "news.offer.share",
                                           "news.offer.place", "news.offer.same_day"}));
  for (const Offer& offer : offers) EXPECT_NE(offer.claim->status, ClaimStatus::draft);
}

TEST(Offers, KnowTheValueWhereTheMeaningIsUnknown) {
  WrittenFigure figure;
  figure.unit = "xã";
  figure.value = Decimal::of(925);
  const ClaimRegister claims = known_claims();
  EXPECT_EQ(ids(offer_claims(claims, {figure}).at(0)), (std::vector<std::string>{"advanced"}));
  figure.value = Decimal::of(900);
  EXPECT_TRUE(offer_claims(claims, {figure}).at(0).empty());
  figure.is_exact = false;
  EXPECT_EQ(ids(offer_claims(claims, {figure}).at(0)), (std::vector<std::string>{"advanced"})) << "“gần 900”";
  figure.unit = "hộ";
  EXPECT_TRUE(offer_claims(claims, {figure}).at(0).empty()) << "communes are no households";
}

struct GuardCase {
  std::string text;
  std::string found;  // "share-" fails, "sum+" holds
};

TEST(GuardOverAText, DoesEverySumAgain) {
  const std::vector<GuardCase> cases = {
      {"Có 106/175 xã (60,6%) đạt chuẩn nông thôn mới.", "share+"},
      {"Có 106/175 xã (61,6%) đạt chuẩn nông thôn mới.", "share-"},
      {"Đến tháng 10/2022 cả nước có 5.860 xã (71,3%) đạt chuẩn nông thôn mới.", "share-"},  // of 8,225 it is 71.2
      {"Có 3 xã (70,1%) đạt chuẩn.", "share-"},                                              // no whole gives it
      {"Có 180/175 xã đạt chuẩn.", "part-"},
      {"Tổng vốn 215 tỷ đồng, trong đó ngân sách 98 tỷ đồng và dân góp 117.000 triệu đồng.", "sum+"},
      {"Tổng vốn 215 tỷ đồng, trong đó ngân sách 98 tỷ đồng và dân góp 120 tỷ đồng.", "sum-"},
      {"Lớp có 45 học viên, gồm 20 học viên xã A và 24 học viên xã B.", "sum-"},
      {"Tỉnh có 86 xã đạt chuẩn, trong đó 21 xã nâng cao và 4 xã kiểu mẫu.", ""},  // titles include each other
      {"Tỉnh có 20 xã đạt chuẩn, trong đó 21 xã nâng cao.", "sum-"},
      {"Cộng 3.150 tiêu chí ở 175 xã, bình quân 18 tiêu chí/xã.", "average+"},
      {"Cộng 3.150 tiêu chí ở 175 xã, bình quân 17,1 tiêu chí/xã.", "average-"},
      {"Có gần 100 xã (50%) đạt chuẩn.", ""},
      {"Ngày 06/10/2022 có 5 xã.", ""},
  };
  const ClaimRegister claims = known_claims();
  for (const GuardCase& wanted : cases) {
    std::string found;
    for (const Finding& finding : check_figures(read(wanted.text), claims, "20")) {
      found += std::string(name_of(finding.kind)) + (finding.holds ? "+" : "-");
      EXPECT_FALSE(finding.vi.empty());
      EXPECT_EQ(finding.vi.find('{'), std::string::npos) << finding.vi;
      EXPECT_NE(finding.vi, finding.en);
    }
    EXPECT_EQ(found, wanted.found) << wanted.text;
  }
}

}  // namespace
}  // namespace luytre::statistics
