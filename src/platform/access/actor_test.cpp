#include "platform/access/actor.h"

#include <gtest/gtest.h>

#include "base/messages.h"

namespace luytre::access {
namespace {

TEST(Permit, only_the_local_operator_writes_for_now) {
  EXPECT_TRUE(permit(Actor::local_operator(), "units.import", ""));
  EXPECT_TRUE(permit(Actor::local_operator("an"), "units.import", "06001"));
  EXPECT_FALSE(permit(Actor::nobody(), "units.import", ""));
  EXPECT_FALSE(permit(Actor{"lan", ActorKind::account}, "units.import", ""));
}

TEST(Permit, refusal_says_who_can) {
  const auto refused = permit(Actor{"lan", ActorKind::account}, "units.import", "06001");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, "unit:06001");
  EXPECT_NE(message(refused.error(), Language::en).find("local operator"), std::string::npos);
  EXPECT_EQ(http_status(refused.error().code), 403);
}

TEST(Actor, carries_the_account_into_its_name) {
  EXPECT_EQ(Actor::local_operator("an").name, "local operator (an)");
  EXPECT_EQ(Actor::local_operator().name, "local operator");
}

}  // namespace
}  // namespace luytre::access
