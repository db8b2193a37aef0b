// What the benchmarks share: a clock for durations, a way to fail on a wrong answer, and the country of 3,321 communes
// in a temporary database with values that follow a rule, so that every answer can be computed a second way.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "platform/commands/writer.h"
#include "platform/storage/temporary_database.h"
#include "programme/criteria/library.h"
#include "programme/observations/observation.h"
#include "programme/units/register.h"

namespace luytre::bench {

inline constexpr std::size_t communes_of_country = 3321;
inline constexpr std::size_t communes_of_lang_son = 65;

class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - from_).count(); }

 private:
  std::chrono::steady_clock::time_point from_ = std::chrono::steady_clock::now();
};

// A wrong answer, however fast, ends the benchmark with status 1.
void expect(bool holds, const std::string& what);

template <class T>
T take(Result<T> result, const std::string& what);  // the value; a problem ends the benchmark, in words

// "3.4 times" and the two times it comes from: never a time alone.
void print_ratio(const std::string& what, double ours, double peer, const std::string& peer_name);

// The country as the program brings it, in a database of its own.
struct Country {
  std::unique_ptr<storage::TemporaryDatabase> store;
  std::unique_ptr<commands::Writer> writer;
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> law;

  static Country make(storage::StoreKind kind = storage::StoreKind::sqlite);
  storage::Database& database() { return store->database(); }
  // Communes of the country, or of Lạng Sơn (province 20), alive on the day.
  std::vector<const units::Unit*> communes(Date day, const std::string& province = "") const;
};

// A value of the measure that follows from `seed` alone and that the law's checks accept.
observations::ObservedValue value_of(const criteria::Measure& measure, std::uint32_t seed);

// The measures that indicators of the set observe themselves, in the order of the law, each once.
std::vector<const criteria::Measure*> measures_of(const criteria::Library& law, const std::string& set);

[[noreturn]] void fail(const std::string& what, const Problem& problem);

template <class T>
T take(Result<T> result, const std::string& what) {
  if (!result) fail(what, result.error());
  return *std::move(result);
}

}  // namespace luytre::bench
