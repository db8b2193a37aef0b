// What a figure means: which units are counted, over which units. Two shares with different denominators are different
// definitions, even when both are "percent of communes"; reference/claim_definitions.yaml holds them all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "base/problem.h"

namespace luytre::statistics {

enum class Form {
  count,    // whole things counted: only a numerator
  share,    // numerator of denominator, printed as a percentage
  average,  // a sum over a count, printed as a number; never averaged again
};

struct Definition {
  std::string id;  // "share_of_all_communes"
  Form form = Form::count;
  std::string title_vi, title_en;              // "Tỷ lệ xã đạt chuẩn trên tổng số xã"
  std::string numerator_vi, numerator_en;      // what the numerator counts
  std::string denominator_vi, denominator_en;  // what the denominator counts; empty for a count
  std::string unit_vi, unit_en;                // "xã", "communes"

  const std::string& title(Language) const;
  const std::string& numerator(Language) const;
  const std::string& denominator(Language) const;
  const std::string& unit(Language) const;
};

class Definitions {
 public:
  // Those that travel with the product. Problem claim.definitions_malformed.
  static Result<Definitions> load();
  static Result<Definitions> parse(std::string_view yaml, const std::string& name);

  const Definition* find(std::string_view id) const;  // nullptr: none of that name
  const std::vector<Definition>& all() const { return definitions_; }

 private:
  std::vector<Definition> definitions_;
};

std::string_view name_of(Form form);
std::optional<Form> form_named(std::string_view name);

}  // namespace luytre::statistics
