// One permission asked for every commune of the country: by somebody of one commune, and by somebody of the whole
// country. Against finding the same communes in the register, and against each other: scope is one comparison of
// intervals, so neither pays for the other's size.

#include <fmt/format.h>

#include "bench/world.h"
#include "platform/access/decide.h"
#include "programme/authority/read_authority.h"
#include "programme/authority/unit_tree.h"

namespace luytre::bench {
namespace {

const Date day = Date::of(2025, 12, 31);
constexpr std::size_t rounds = 20;
constexpr const char* act = "observations.record_self";

struct Asked {
  double seconds = 0;
  std::size_t allowed = 0;  // of one round
};

Asked ask_all(const access::Authority& authority, const authority::RegisterTree& tree, const access::Grant& grant,
              const std::vector<const units::Unit*>& communes) {
  access::Actor actor = access::Actor::of_account("an");
  actor.has_second_factor = true;
  Asked asked;
  const Stopwatch watch;
  for (std::size_t round = 0; round < rounds; ++round) {
    asked.allowed = 0;
    for (const units::Unit* commune : communes) {
      const access::Ask ask{act, commune->id.code, day, {}};
      if (access::decide(authority, tree, {grant}, actor, ask, day).is_allowed()) ++asked.allowed;
    }
  }
  asked.seconds = watch.seconds();
  return asked;
}

double find_all(const units::Register& units, const std::vector<const units::Unit*>& communes) {
  std::size_t found = 0;
  const Stopwatch watch;
  for (std::size_t round = 0; round < rounds; ++round)
    for (const units::Unit* commune : communes)
      if (units.find(commune->id.code, day) == commune) ++found;
  const double seconds = watch.seconds();
  expect(found == rounds * communes.size(), "every commune is found");
  return seconds;
}

}  // namespace
}  // namespace luytre::bench

int main() {
  using namespace luytre;
  using namespace luytre::bench;
  const auto country = Country::make();
  const auto communes = country.communes(day);
  expect(communes.size() == communes_of_country, "3,321 communes");
  auto authority = take(authority::read_authority(authority::embedded_texts()), "authority");
  // The law gives no national role this act; the benchmark does, so that both ask the same.
  access::AuthorityRule national = *authority.rules_for(act, day).front();
  national.role = "ministry_viewer";
  national.reach = access::Reach::own_and_below;
  authority.rules.push_back(national);
  const authority::RegisterTree tree(country.units);
  const Interval always{Date::of(2025, 7, 1), Date::open_end()};
  const access::Grant of_commune{"1", "commune_officer", communes.front()->id.text(), "", always};
  const access::Grant of_country{"2", "ministry_viewer", "VN", "", always};
  ask_all(authority, tree, of_commune, communes);  // the stretch of days is laid out once
  const Asked small = ask_all(authority, tree, of_commune, communes);
  const Asked large = ask_all(authority, tree, of_country, communes);
  expect(small.allowed == 1, "an officer of one commune may for one commune");
  expect(large.allowed == communes.size(), "somebody of the country may for every commune");
  const double bare = find_all(*country.units, communes);
  print_ratio("a permission asked by somebody of a commune", small.seconds, bare, "finding the unit");
  print_ratio("a permission asked by somebody of the country", large.seconds, bare, "finding the unit");
  print_ratio("somebody of the country", large.seconds, small.seconds, "somebody of a commune");
  return 0;
}
