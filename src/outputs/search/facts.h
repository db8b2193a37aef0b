// What answers are narrowed by, of every entry of the index, in memory by Xapian's number of it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "outputs/search/entry.h"

namespace luytre::search {

class Facts {
 public:
  static std::string written(const Entry& entry);  // as the index keeps it
  void set(std::uint32_t number, std::string_view written);
  void forget(std::uint32_t number);

  // Counts how often each value stands among the numbers told of.
  class Count {
   public:
    explicit Count(const Facts& facts);
    void add(std::uint32_t number);
    std::int64_t total() const { return total_; }
    std::vector<std::pair<std::string, std::int64_t>> kinds() const;
    std::vector<std::pair<std::string, std::int64_t>> categories() const;
    std::vector<std::pair<std::string, std::int64_t>> years() const;
    std::vector<std::pair<std::string, std::int64_t>> units() const;

   private:
    const Facts& facts_;
    std::int64_t total_ = 0;
    std::vector<std::int64_t> kinds_, categories_, years_, units_;
  };

 private:
  struct Row {
    std::uint8_t kind = 0;  // 0: none
    std::uint8_t category = 0;
    std::uint16_t year = 0;
    std::uint32_t first_unit = 0;  // in unit_lists_
    std::uint32_t units = 0;
  };
  std::uint32_t unit_number(std::string_view code);
  std::vector<Row> rows_;
  std::vector<std::uint32_t> unit_lists_;
  std::vector<std::string> categories_{""};
  std::vector<std::string> units_;
  std::unordered_map<std::string, std::uint32_t> unit_numbers_;
};

}  // namespace luytre::search
