// Reading the nouns of the law from trees. Inside the room only; library.h is the door.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programme/criteria/library.h"
#include "programme/criteria/yaml_reader.h"

namespace luytre::criteria {

// Grades of thresholds become ranks by the measures, so these are read first. An unknown grade becomes rank -1, which
// check() refuses.
struct LawReader {
  const Library& library;  // measures are read already
  std::vector<Problem>& problems;
};

// read_library() with texts that are trees already, by (kind, name) as registered.
using RegisteredTrees = std::map<std::pair<std::string, std::string>, Tree>;
Result<Library> read_library(const std::vector<SourceText>& texts, const RegisteredTrees& trees);
std::string path_of(const RegisteredText& text);  // the path under which read_library knows a text

Reference read_reference(Mapping& map, std::string_view key, std::vector<Problem>& problems);  // absent: empty
Confidence read_confidence(Mapping& map, std::string_view key);                                // absent: uncertain
Condition read_condition(const Tree& tree, LawReader& reader);
std::vector<Threshold> read_thresholds(Mapping& map, const RuleNode& rule, LawReader& reader);
Threshold read_threshold(Mapping& row, const RuleNode& rule, LawReader& reader);
Indicator read_indicator(const Tree& tree, LawReader& reader);

Interval read_interval(Mapping& map, std::string_view key, std::vector<Problem>& problems);
std::optional<SetLevel> set_level_named(std::string_view name);

Measure read_measure(const Tree& tree, std::vector<Problem>& problems);
Document read_document(const Tree& tree, std::vector<Problem>& problems);
Workflow read_workflow(const Tree& tree, std::vector<Problem>& problems);
SurveyForm read_survey_form(const Tree& tree, std::vector<Problem>& problems);
PublicHoliday read_public_holiday(const Tree& tree, std::vector<Problem>& problems);
Criterion read_criterion(const Tree& tree, LawReader& reader);
// `tree`: { set: {…}, criteria: […], revocation: {…} }.
CriteriaSet read_set(const Tree& tree, LawReader& reader);
// After its set is read: thresholds are read by the rules they belong to.
ProvincialLayer read_provincial(const Tree& tree, LawReader& reader);

}  // namespace luytre::criteria
