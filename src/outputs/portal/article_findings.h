// What can be found in the words of a published article: units and abbreviations. Reading a text takes milliseconds, so
// what was found is kept.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "outputs/record/snapshot.h"
#include "programme/newsroom/inspect.h"

namespace luytre::portal {

struct ArticleFindings {
  std::shared_ptr<const units::Register> known;  // the units point into it
  // Those that the newsroom set first, then those named in the text; each once.
  std::vector<const units::Unit*> units;
  std::size_t units_set = 0;  // how many of them the newsroom set
  std::vector<newsroom::FoundAbbreviation> abbreviations;
};

class ArticleReader {
 public:
  static constexpr std::size_t kept_max = 256;

  std::shared_ptr<const ArticleFindings> read(const record::Snapshot& snapshot, const newsroom::Article& article);

 private:
  struct Kept {
    std::string article;  // id and version
    std::shared_ptr<const ArticleFindings> findings;
  };
  std::shared_ptr<const newsroom::UnitNames> names_of(const std::shared_ptr<const units::Register>& known,
                                                      const newsroom::InspectionFrame& frame);

  std::mutex mutex_;
  std::deque<Kept> kept_;  // last asked first
  std::shared_ptr<const units::Register> named_register_;
  std::shared_ptr<const newsroom::UnitNames> names_;
};

// Title, lead and text as they are read, without marks.
std::string words_of_article(const newsroom::Article& article);

}  // namespace luytre::portal
