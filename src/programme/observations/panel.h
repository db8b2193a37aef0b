// All observations as known at one event, in memory: sorted columns, one per (measure, opinion, dimension). Immutable
// once built; a newer panel shares every column that did not change. No room joins observations in SQL.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "platform/audit/event.h"
#include "programme/observations/observation.h"

namespace luytre::observations {

// Repeated words (units, grades, sources, notes) stored once and named by a small number; number 0 is "".
class Words {
 public:
  Words();
  Words(const Words&);
  Words& operator=(const Words&) = delete;
  std::uint32_t intern(std::string_view);
  std::optional<std::uint32_t> find(std::string_view) const;
  const std::string& at(std::uint32_t number) const { return *words_[number]; }
  std::size_t size() const { return words_.size(); }

 private:
  std::vector<std::shared_ptr<const std::string>> words_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

// One row of a column. Amounts are coefficients of ten to the minus scale.
struct Cell {
  std::int64_t amount = 0;       // numerator, number or truth
  std::int64_t denominator = 0;  // only of a share
  std::int64_t event = 0;
  std::int64_t batch = 0;
  std::uint32_t position = 0;
  std::uint32_t unit = 0;
  std::int32_t as_of = 0;   // days
  std::uint32_t grade = 0;  // word number
  std::uint32_t source = 0;
  std::uint32_t note = 0;
  std::uint8_t amount_scale = 0;
  std::uint8_t denominator_scale = 0;
  ValueKind kind = ValueKind::withdrawn;
  Stage stage = Stage::signed_off;
  bool is_demonstration = false;
};

// Cells ordered by (unit, as_of, event, batch, position).
using Column = std::vector<Cell>;

struct ColumnKey {
  std::string measure;
  Opinion opinion = Opinion::self;
  std::string dimension;
};

// Orders keys, and finds one without making a string.
struct ColumnOrder {
  using is_transparent = void;
  using Parts = std::tuple<std::string_view, Opinion, std::string_view>;
  static Parts parts(const ColumnKey& key) { return {key.measure, key.opinion, key.dimension}; }
  static Parts parts(const Parts& key) { return key; }
  template <class A, class B>
  bool operator()(const A& a, const B& b) const {
    return parts(a) < parts(b);
  }
};

class Panel {
 public:
  // The value that stands for `unit` on `as_of`: of the dates not after it the latest that has a value, of its versions
  // the newest. A withdrawn value falls back to the date before it. None: nobody has said anything.
  std::optional<Observation> latest(std::string_view unit, std::string_view measure, std::string_view dimension,
                                    Opinion, Date as_of) const;

  // Every version of every date, oldest date first, oldest version first; withdrawn ones included.
  std::vector<Observation> history(std::string_view unit, std::string_view measure, std::string_view dimension,
                                   Opinion) const;

  // Calls `each` for the standing value of every (unit, measure, dimension, opinion, date), in the order of the columns
  // and of units inside; stops when it answers false. Empty filters take everything.
  void each_standing(std::string_view unit, std::string_view measure, std::optional<Opinion>,
                     const std::function<bool(const Observation&)>& each) const;

  // The standing values of one column, of one unit or (empty) all, in order of unit and date.
  std::vector<Observation> standing(const ColumnKey&, std::string_view unit = {}) const;

  // The newest version of exactly this key, withdrawn or not.
  std::optional<Observation> newest(const ObservationKey&) const;

  std::size_t size() const { return size_; }  // all versions
  audit::EventNumber known_at() const { return known_at_; }
  std::vector<ColumnKey> columns() const;

  // For many questions at once: every version of one column, by unit number, date, and age.
  void each_cell(const ColumnKey& key, const std::function<void(const Cell&)>& each) const;
  // What was recorded after `earlier`, a panel that this one grew from: column by column.
  void each_since(const Panel& earlier, const std::function<void(const ColumnKey&, const Cell&)>& each) const;
  // The cells of one column (nullptr: none), in numbers of these words.
  const Column* column(const ColumnKey& key) const { return column(key.measure, key.opinion, key.dimension); }
  const Words& words() const { return *words_; }

 private:
  friend class PanelBuilder;
  friend std::shared_ptr<const Panel> published(const std::shared_ptr<const Panel>&, const Panel*, const Panel*);
  const Column* column(std::string_view measure, Opinion, std::string_view dimension) const;
  Observation observation(const ColumnKey&, const Cell&) const;

  std::shared_ptr<const Words> words_ = std::make_shared<Words>();
  std::map<ColumnKey, std::shared_ptr<const Column>, ColumnOrder> columns_;
  std::size_t size_ = 0;
  audit::EventNumber known_at_ = 0;
};

// The panel without drafts: what leaves the staff's rooms. `earlier` and what was published of it are looked at for
// columns that did not change since. A panel without drafts is its own.
std::shared_ptr<const Panel> published(const std::shared_ptr<const Panel>& panel, const Panel* earlier = nullptr,
                                       const Panel* earlier_published = nullptr);

// Collects observations and makes a panel; starts empty or from an earlier panel, whose untouched columns are shared.
class PanelBuilder {
 public:
  explicit PanelBuilder(const Panel* earlier = nullptr);
  void add(const Observation&);
  std::uint32_t intern(std::string_view word) { return words_->intern(word); }
  // `cell` names its words by the numbers that `intern` gave.
  void add(const ColumnKey&, const Cell& cell);
  // The column that cells of this key go to; stays valid until build().
  Column& column(const ColumnKey&);
  std::shared_ptr<const Panel> build(audit::EventNumber known_at) &&;

 private:
  std::shared_ptr<Words> words_;
  std::map<ColumnKey, std::shared_ptr<const Column>, ColumnOrder> earlier_;
  std::map<ColumnKey, Column, ColumnOrder> added_;
};

}  // namespace luytre::observations
