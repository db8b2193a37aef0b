// How many of the figures and documents of labelled articles are found: tests/newsroom/README.md says what a label is.
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>

#include "base/files.h"
#include "base/vietnamese.h"
#include "programme/newsroom/inspect.h"

namespace luytre::newsroom {
namespace {

constexpr int recall_percent_min = 95;
constexpr int unit_percent_min = 95;

struct Label {
  std::string kind;
  std::string meaning;  // "5860 xã", "106/175 xã", "12..15 triệu đồng", "318/QĐ-TTg"
  std::size_t begin = 0, end = 0;
  std::string words;
};

struct LabelledText {
  std::string plain;
  std::vector<Label> labels;
};

LabelledText read_labels(const std::string& labelled) {
  LabelledText text;
  for (std::size_t at = 0; at < labelled.size();) {
    const std::size_t open = labelled.find('{', at);
    text.plain += labelled.substr(at, open - at);
    if (open == std::string::npos) break;
    const std::size_t close = labelled.find('}', open);
    const std::string inside = labelled.substr(open + 1, close - open - 1);
    const std::size_t colon = inside.find(": ");
    const std::size_t equals = inside.find(" = ");
    Label label;
    label.kind = inside.substr(0, colon);
    label.words = inside.substr(colon + 2, equals - colon - 2);
    label.meaning = inside.substr(equals + 3);
    label.begin = text.plain.size();
    text.plain += label.words;
    label.end = text.plain.size();
    text.labels.push_back(label);
    at = close + 1;
  }
  return text;
}

std::string number_of(const FoundFigure& figure) {
  std::string number = figure.value.reduced().text();
  if (figure.out_of) number += "/" + figure.out_of->reduced().text();
  if (figure.up_to) number += ".." + figure.up_to->reduced().text();
  return number;
}

// One names the other's beginning: "lượt" and "lượt hội viên".
bool is_same_unit(const std::string& a, const std::string& b) { return a.starts_with(b) || b.starts_with(a); }

struct Score {
  int labelled = 0, found = 0, right_unit = 0, invented = 0;
};

class Scores {
 public:
  void read(const std::string& name, const LabelledText& text) {
    const auto tokens = tokens_of(text.plain);
    const auto figures = find_figures(text.plain, tokens, find_dates(text.plain, tokens));
    std::vector<bool> is_expected(figures.size());
    for (const Label& label : text.labels) {
      if (label.kind != "document") score_figure(name, label, figures, is_expected);
    }
    for (std::size_t i = 0; i < figures.size(); ++i) {
      if (is_expected[i]) continue;
      ++by_kind_["(none)"].invented;
      faults_.push_back(name + ": invented “" + figures[i].text + "”");
    }
    score_documents(name, text, find_documents(text.plain, tokens));
  }

  int recall_percent() const { return percent(&Score::found); }
  int unit_percent() const { return percent(&Score::right_unit); }
  int invented() const {
    int count = 0;
    for (const auto& [kind, score] : by_kind_) count += score.invented;
    return count;
  }

  void tell(const std::string& title) const {
    std::cout << title << ": " << recall_percent() << " % of " << sum(&Score::labelled) << " found, " << invented()
              << " invented, unit right in " << unit_percent() << " %\n";
    for (const auto& [kind, score] : by_kind_) {
      const int told = score.found + score.invented;
      std::cout << "  " << kind << ": recall " << score.found << "/" << score.labelled << ", precision " << score.found
                << "/" << told << ", unit " << score.right_unit << "/" << score.found << "\n";
    }
  }
  const std::vector<std::string>& faults() const { return faults_; }

 private:
  int sum(int Score::*part) const {
    int total = 0;
    for (const auto& [kind, score] : by_kind_) total += score.*part;
    return total;
  }
  int percent(int Score::*part) const {
    const int labelled = sum(&Score::labelled);
    return labelled == 0 ? 100 : sum(part) * 100 / labelled;
  }

  // Found: in the label's place, with its number.
  void score_figure(const std::string& name, const Label& label, const std::vector<FoundFigure>& figures,
                    std::vector<bool>& is_expected) {
    Score& score = by_kind_[label.kind];
    ++score.labelled;
    const auto blank = label.meaning.find(' ');
    std::string told = "nothing";
    for (std::size_t i = 0; i < figures.size(); ++i) {
      const FoundFigure& figure = figures[i];
      if (figure.span.byte_begin >= label.end || figure.span.byte_end <= label.begin) continue;
      told = number_of(figure) + " " + figure.unit;
      if (number_of(figure) != label.meaning.substr(0, blank)) continue;
      is_expected[i] = true;
      ++score.found;
      if (is_same_unit(figure.unit, label.meaning.substr(blank + 1))) {
        ++score.right_unit;
      } else {
        faults_.push_back(name + ": “" + label.words + "” read as " + told);
      }
      return;
    }
    faults_.push_back(name + ": missed “" + label.words + "” (" + label.meaning + "), there is " + told);
  }

  void score_documents(const std::string& name, const LabelledText& text, const std::vector<FoundDocument>& documents) {
    std::size_t matched = 0;
    for (const Label& label : text.labels) {
      if (label.kind != "document") continue;
      Score& score = by_kind_["document"];
      ++score.labelled;
      const bool is_found = std::any_of(documents.begin(), documents.end(), [&](const FoundDocument& found) {
        return found.number == label.meaning && found.text == label.words;
      });
      score.found += is_found ? 1 : 0;
      score.right_unit += is_found ? 1 : 0;
      matched += is_found ? 1 : 0;
      if (!is_found) faults_.push_back(name + ": missed document " + label.words);
    }
    by_kind_["document"].invented += static_cast<int>(documents.size() - std::min(matched, documents.size()));
  }

  std::map<std::string, Score> by_kind_;
  std::vector<std::string> faults_;
};

struct Articles {
  std::vector<LabelledText> open, held_out;
};

Articles read_articles() {
  Articles articles;
  for (const YAML::Node& node : YAML::LoadFile("tests/newsroom/articles.yaml")) {
    auto& into = node["held_out"] && node["held_out"].as<bool>() ? articles.held_out : articles.open;
    into.push_back(read_labels(nfc(node["text"].as<std::string>())));
  }
  return articles;
}

void expect_well_read(const std::vector<LabelledText>& texts, const std::string& title, bool tells_faults) {
  Scores scores;
  for (std::size_t i = 0; i < texts.size(); ++i) scores.read(title + " " + std::to_string(i + 1), texts[i]);
  scores.tell(title);
  EXPECT_GE(scores.recall_percent(), recall_percent_min);
  EXPECT_GE(scores.unit_percent(), unit_percent_min);
  EXPECT_EQ(scores.invented(), 0);
  // What is held out is not shown, so that nobody tunes on it by accident: LUYTRE_SHOW_HELD_OUT shows it.
  if (!tells_faults && std::getenv("LUYTRE_SHOW_HELD_OUT") == nullptr) return;
  for (const std::string& fault : scores.faults()) std::cout << "  " << fault << "\n";
}

TEST(FoundFigures, OfLabelledArticles) {
  const Articles articles = read_articles();
  ASSERT_EQ(articles.open.size(), 20U);
  ASSERT_EQ(articles.held_out.size(), 10U);
  expect_well_read(articles.open, "articles", true);
  expect_well_read(articles.held_out, "held out", false);
}

// The listing that the product was asked from: every figure of it, by hand.
TEST(FoundFigures, OfTheSeedListing) {
  const char* folder = std::getenv("LUYTRE_SHARED_DATA");
  const auto path = std::filesystem::path(folder == nullptr ? "" : folder) / "../seeds/news-listing.txt";
  if (folder == nullptr || !std::filesystem::exists(path)) GTEST_SKIP() << "shared data absent: set LUYTRE_SHARED_DATA";
  const auto listing = read_listing(*read_file(path));
  ASSERT_TRUE(listing);
  std::vector<std::string> found;
  for (const std::string& item : listing->items) {
    const std::string text = nfc(item);
    const auto tokens = tokens_of(text);
    for (const auto& figure : find_figures(text, tokens, find_dates(text, tokens))) {
      found.push_back(number_of(figure) + " " + figure.unit);
    }
  }
  EXPECT_EQ(found,
            (std::vector<std::string>{"5 xã", "100 %", "5860 xã", "71.3 %", "925 xã", "110 xã", "17.1 tiêu chí/xã"}));
}

}  // namespace
}  // namespace luytre::newsroom
